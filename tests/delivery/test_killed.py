"""A run that is killed at any moment: each patient gets at most one message, and exactly one after --resume.

But for those of which nobody can know whether they left: they are told, and wait for a word.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from letters import table
from mailroom import REALLY, mailroom, patients, rows_of

_COUNT = 12


def started(practice, office, *options: str) -> subprocess.Popen[bytes]:
    code = "from carefold.commands import main; main()"
    environment = os.environ | {
        "CAREFOLD_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "SOURCE_DATE_EPOCH": "1796083200",
    }
    command = [sys.executable, "-c", code, "send", "h", "--records", "r.csv", *REALLY, "--quiet", *options]
    return subprocess.Popen(command, cwd=practice.folder, env=environment, stderr=subprocess.PIPE)


def killed(practice, office, wait) -> None:
    """Start, wait until the first message is there and then some, and kill; on until a run is not killed any more."""
    run = started(practice, office, "--resume")
    begun, before = time.monotonic(), len(office.taken)
    while run.poll() is None and len(office.taken) == before and time.monotonic() - begun < 60:
        time.sleep(0.001)
    time.sleep(wait)
    if run.poll() is None:
        run.send_signal(signal.SIGKILL)
    run.wait()


def hold(practice, office, waits) -> None:
    practice.add("r.csv", table(patients(_COUNT)))
    for wait in waits:
        killed(practice, office, wait)
    last = started(practice, office, "--resume")
    _, told = last.communicate(timeout=120)
    assert b"Traceback" not in told and last.returncode in (0, 4)
    got, states = Counter(office.to), Counter(row.state for row in rows_of(practice))
    assert max(got.values()) == 1
    assert states["accepted"] + states["unknown"] == _COUNT and set(states) <= {"accepted", "unknown"}
    assert _COUNT - states["unknown"] <= len(got) <= _COUNT
    accepted = [row for row in rows_of(practice) if row.state == "accepted"]
    assert {f"{row.key}.{row.round}" for row in accepted} <= {
        str(one["Message-ID"]).strip("<>").partition("@")[0] for one in office.messages
    }


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_run_that_is_killed_goes_on_and_sends_nothing_twice(practice):
    with mailroom() as office:
        hold(practice, office, (0.0, 0.013, 0.031))


@pytest.mark.all
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("number", range(10))
def test_killed_at_thirty_random_points(practice, number):
    chance = random.Random(number)
    with mailroom() as office:
        hold(practice, office, [chance.uniform(0, 0.12) for _ in range(3)])
