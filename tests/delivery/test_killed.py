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
from certificates import certificate
from letters import table
from mailroom import REALLY, mailroom, patients, rows_of

_COUNT = 12


def started(practice, office, *options: str, **more: str) -> subprocess.Popen[bytes]:
    code = "from carefold.commands import main; main()"
    url = {"CAREFOLD_SMTP_URL": f"smtp://127.0.0.1:{office.port}", "SOURCE_DATE_EPOCH": "1796083200"}
    environment = os.environ | url | more
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
        hold(practice, office, (0.013,))


@pytest.mark.all
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("number", range(10))
def test_killed_at_thirty_random_points(practice, number):
    chance = random.Random(number)
    with mailroom() as office:
        hold(practice, office, [chance.uniform(0, 0.12) for _ in range(3)])


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is this computer on Linux only")
def test_ctrl_c_ends_the_wait_for_the_next_message(practice, tmp_path):
    """To another computer messages go 25 a minute; the one that is being sent is finished, and no other is begun."""
    context, public = certificate(tmp_path, "127.0.0.2")
    practice.add("r.csv", table(patients(3)))
    with mailroom(host="127.0.0.2", ssl_context=context) as office:
        url = {"CAREFOLD_SMTP_URL": f"smtps://127.0.0.2:{office.port}", "SSL_CERT_FILE": str(public)}
        run = started(practice, office, **url)
        begun = time.monotonic()
        while not office.taken and time.monotonic() - begun < 60:
            time.sleep(0.01)
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130 and b"Traceback" not in told and len(office.taken) == 1
    assert sorted(row.state for row in rows_of(practice)) == ["accepted", "planned", "planned"]
