"""Killed at any moment, a run leaves whole files, old or new, and the next one completes what it has begun."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
import traceback

import pytest

from carefold.commands import main

pytestmark = [
    pytest.mark.all,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed that is forked"),
]
PHONES = ("555-0123", "555-0199")
NAMES = ("a", "b", "c")
TIMES = 50
_ON_FILES = ("open", "os.rename", "os.remove", "os.mkdir")


def brand(project, number):
    project.change("brand.yaml", PHONES[1 - number % 2], PHONES[number % 2])


def kill_at(folder, count):
    """Die before the so-many-th step that something does to a file in a folder."""
    left = [count]

    def look(event, arguments):
        if event not in _ON_FILES or not str(arguments[0]).startswith(str(folder)):
            return
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def run(project, prepare):
    """Begin a build, in a process of its own; its number."""
    pid = os.fork()
    if pid:
        return pid
    try:
        with open(os.devnull, "w") as nothing, contextlib.chdir(project.folder):  # noqa: PTH123
            os.dup2(nothing.fileno(), 1)
            prepare()
            main(["build", "--quiet", "--out", str(project.out)])
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException:
        traceback.print_exc()
    os._exit(99)


def ended(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_killed_fifty_times(project, build, carefold, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    for name in NAMES:
        project.handout(name, '"Call {{ brand.contact.phone }}."')
    project.change("brand.yaml", PHONES[0], PHONES[1])
    versions = []
    for number in range(2):
        brand(project, number)
        began = time.monotonic()
        assert ended(run(project, int)) == 0
        versions.append(project.pdfs())
    took = time.monotonic() - began
    assert all(versions[0][f"{name}.letter.pdf"] != versions[1][f"{name}.letter.pdf"] for name in NAMES)

    dice, killed = random.Random(7), 0
    for number in range(TIMES):
        brand(project, number)
        if number % 2:
            pid = run(project, int)
            time.sleep(dice.uniform(0, 0.8 * took))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        else:
            pid = run(project, lambda: kill_at(project.out, dice.randrange(30)))
        code = ended(pid)
        assert code in (0, -signal.SIGKILL)
        killed += code == -signal.SIGKILL
        for name, data in project.pdfs().items():
            assert data in (versions[0][name], versions[1][name]), f"{name} is neither the old nor the new one"
        if number % 5 == 4:
            assert build(project).code == 0
            assert project.pdfs() == versions[number % 2]
            assert not list(project.out.rglob("*.part"))
            assert len(build(project, "--dry-run").document["unchanged"]) == len(NAMES)
    assert killed >= TIMES * 0.5


@pytest.mark.parametrize("count", range(12, 19))
def test_killed_while_it_takes_something_away(count, project, build, monkeypatch):
    """What may not stay is gone after the next run, wherever the first one was stopped."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")
    project.handout("old", review_by="2026-12-15")
    project.handout("new")
    assert build(project).code == 0
    assert ended(run(project, lambda: kill_at(project.out, count))) in (1, -signal.SIGKILL)
    assert build(project, epoch="1798761600").code == 1
    assert set(project.pdfs()) == {"new.letter.pdf"}
    assert [path.name for path in (project.out / ".carefold/stale").iterdir()] == ["old.letter.pdf"]
