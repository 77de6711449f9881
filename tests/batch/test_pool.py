"""Files are the same however many processes make them, and no handout stops the others, whatever happens to it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path

import pytest

from carefold.batch import pool, task
from carefold.batch.pool import Desk, outcomes
from carefold.batch.processes import Processes
from carefold.batch.task import Task
from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Order
from carefold.project import Project
from carefold.run import Run

NAMES = ("a", "b", "c", "d")
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1796083200"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


@pytest.fixture
def four(project):
    """A project of four handouts, one of which is wrong."""
    for name in NAMES:
        project.handout(name)
    project.change("handouts/c.yaml", "title:", "titel:")
    return project


def test_the_same_with_any_number_of_processes(four, build, tmp_path):
    told = []
    for jobs in ("1", "2", "3"):
        run = build(four, "--jobs", jobs, "--out", str(tmp_path / jobs))
        assert run.code == ExitCode.PROBLEMS
        assert [one["handout"] for one in run.document["built"]] == ["a", "b", "d"], "in the order of the plan"
        told.append((run.out.replace(str(tmp_path / jobs), ""), run.err.replace(str(tmp_path / jobs), "")))
    assert told[0] == told[1] == told[2]
    shelves = [{path.name: path.read_bytes() for path in (tmp_path / jobs).glob("*.pdf")} for jobs in "123"]
    assert len(shelves[0]) == 3 and shelves[0] == shelves[1] == shelves[2]


def test_processes_start_early_only_for_many_that_were_never_made(four, build, monkeypatch):
    begun = []
    monkeypatch.setattr(pool, "begin", lambda: begun.append(1))
    monkeypatch.setattr(task, "FEW", 2)
    for options in (["--dry-run"], ["--jobs", "1"], ["a", "b", "--jobs", "2"]):
        build(four, *options)
        assert not begun, options
    shutil.rmtree(four.out)
    build(four, "--jobs", "2")
    assert begun == [1]
    build(four, "--jobs", "2", "--force")
    assert begun == [1], "they are known, but for the faulty one"


def tasks(*names: str) -> list[Task]:
    return [Task((Order(name, "letter"),)) for name in names]


@pytest.fixture
def opened(project):
    for name in NAMES:
        project.handout(name)
    return Project.open(project.folder, pytest.importorskip("datetime").date(2026, 12, 1))


def test_processes_that_are_started_anew_make_the_same(opened):
    """As on Windows."""
    (here,) = outcomes(opened, tasks("a"), 1, lambda: Run(opened))
    with Processes(1, multiprocessing.get_context("spawn")) as executor:
        assert executor.submit(pool.work, Desk.of(opened), *tasks("a")).result() == here


@posix
@pytest.mark.parametrize("is_ours", [False, True])
def test_who_is_ended_leaves_nobody_waiting(is_ours):
    """A process may be ended in the midst of sending, by us or by whoever wants its memory."""
    for _ in range(3):
        executor = Processes(2, multiprocessing.get_context("forkserver"))
        sent = [executor.submit(bytes, 50_000_000) for _ in range(6)]
        sent[0].result()
        if is_ours:
            executor.end()
        else:
            multiprocessing.active_children()[0].kill()
        assert any(isinstance(one.exception(20), BrokenExecutor) for one in sent[1:])
        executor.shutdown()
        assert not multiprocessing.active_children()
        with pytest.raises(BrokenExecutor):
            executor.submit(bytes)


@posix
def test_what_cannot_be_sent_or_brought_back_ends_no_process():
    with Processes(1, multiprocessing.get_context("forkserver")) as executor:
        for faulty in (lambda: 1, partial(partial, partial, threading.Lock())):
            assert executor.submit(faulty).exception(20) is not None
        assert executor.submit(threading.Lock).exception(20).args == ("TypeError",)
        assert isinstance(executor.submit(int, "Ann").exception(20), ValueError)
        assert executor.submit(int, "7").result(20) == 7
        assert len(multiprocessing.active_children()) == 1


def deadly(desk: Desk, task: Task) -> list[pool.Outcome]:
    """As `work`, but one handout ends the process, and another does so the first time."""
    name = task.orders[0].handout
    once = Path(desk.root or "") / "once"
    if name == "b":
        os._exit(3)
    if name == "c" and not once.exists():
        once.write_text("")
        os._exit(3)
    return real_work(desk, task)


real_work = pool.work


@posix
def test_a_process_that_dies_is_replaced(opened, monkeypatch):
    """What others have lost by it is made all the same; only what kills them again and again is given up."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    context = multiprocessing.get_context("fork")
    start = lambda: Processes(2, context)  # noqa: E731
    done = [
        one for some in pool.spread(start, partial(partial, deadly, Desk.of(opened)), tasks(*NAMES), 4) for one in some
    ]
    assert sorted(one.order.handout for one in done) == list(NAMES)
    (lost,) = [one for one in done if one.refused]
    assert lost.order.handout == "b" and lost.exit_code == ExitCode.PROBLEMS
    assert lost.refused[0].message == "the process that made b as letter ended without a word."
    assert all(one.data for one in done if one is not lost)


def broken(self, order):
    if order.handout == "b":
        raise TypeError("the patient's name is Ann Lee")
    if order.handout == "c":
        raise PermissionError(13, "Permission denied", "handouts/images/p.png")
    return real_build(self, order)


real_build = Run.build


def test_a_fault_of_ours_is_one_error(opened, carefold, monkeypatch):
    """Its own words may hold what is private."""
    monkeypatch.setattr(Run, "build", broken)
    run = carefold("build", "--json", cwd=opened.sources.home)
    assert run.code == ExitCode.PROBLEMS
    assert [one["handout"] for one in run.document["built"]] == ["a", "d"]
    assert "Traceback" not in run.err and "Ann Lee" not in run.err + run.out
    fault, denied = run.document["problems"]
    said = r"carefold itself failed on b as letter \(TypeError in carefold\.batch\.pool, line \d+\)\."
    assert re.fullmatch(said, fault["message"])
    assert (denied["file"], denied["message"]) == ("handouts/images/p.png", "Permission denied.")


def test_what_cannot_be_brought_back_is_one_error_too(opened):
    class Odd:
        def submit(self, _call):
            future = pool.Future()
            future.set_exception(TypeError("it can't be pickled: Ann Lee"))
            return future

        def shutdown(self, **_options):
            pass

    ((one,),) = pool.spread(Odd, lambda _task: None, tasks("a"), 2)
    assert one.refused[0].message.startswith("carefold itself failed on a as letter (TypeError in carefold.")


# --- Ctrl-C


def running(project, *options):
    """A build of many handouts by two processes, of which some files are there."""
    for number in range(40):
        project.handout(f"many-{number:02}")
    command = [sys.executable, "-m", "carefold", "build", "--jobs", "2", "--json", *options]
    started = subprocess.Popen(
        command, cwd=project.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while started.poll() is None and len(list(project.out.glob("*.pdf"))) < 3:
        time.sleep(0.01)
    return started


def members(session: int) -> list[str]:
    """The processes of a session that are still there, as ps tells them."""
    told = subprocess.run(["ps", "-o", "pid=,stat=,args=", "-s", str(session)], capture_output=True, text=True).stdout
    return [line for line in told.splitlines() if line.split()[1][0] != "Z"]


def all_gone(session: int) -> bool:
    for _ in range(500):
        if not members(session):
            return True
        time.sleep(0.02)
    return False


@posix
def test_ctrl_c(project, build):
    """All processes of the terminal get it; one document is printed, and nothing is left."""
    started = running(project)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate()
    assert started.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in err and err.count("Interrupted; the next run goes on from here.") == 1
    document = json.loads(out)
    assert document["interrupted"] is True
    names = [one["path"] for one in document["built"]]
    assert 0 < len(names) < 40 and names == sorted(names)
    assert len(document["due"]) == 40 - len(names)
    assert all_gone(started.pid)
    assert not list(project.out.rglob("*.part"))
    untold = set(project.pdfs()) - {Path(name).name for name in names}
    assert len(untold) <= 1, "one may have been put there at that moment"
    kept = project.state()
    assert set(names) <= set(build(project, "--dry-run").document["unchanged"]) and project.state() == kept


@posix
def test_who_is_killed_leaves_no_process(project):
    started = running(project)
    assert len(members(started.pid)) > 2, "two that make files, and who started them"
    started.kill()
    started.communicate()
    assert all_gone(started.pid)
