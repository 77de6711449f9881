"""Two runs never write to one shelf at once; what cannot be written is said once, and harms nothing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from carefold.batch.lock import alone
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1796083200"}
# Another run, which writes to a folder until it is told to end.
HOLDER = """
import sys
from pathlib import Path
from carefold.batch.lock import alone
with alone(Path(sys.argv[1]), "out", lambda: None):
    print("in", flush=True)
    sys.stdin.readline()
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def started(*command, **more):
    return subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        **more,
    )  # fmt: skip


@posix
@pytest.mark.parametrize("ends", ["in peace", "killed"])
def test_the_second_run_waits_and_says_so(ends, project):
    project.handout("h")
    holder = started("-c", HOLDER, project.out)
    assert holder.stdout.readline() == "in\n"
    second = started("-m", "carefold", "build", cwd=project.folder, env=ENVIRONMENT)
    assert second.stderr.readline() == "Another run writes to out; this one waits until it has ended.\n"
    assert second.poll() is None and not project.pdfs()
    holder.kill() if ends == "killed" else holder.communicate("\n")
    out, err = second.communicate()
    assert (second.returncode, err) == (0, "") and "out/h.letter.pdf" in out
    holder.communicate()


def test_one_that_made_nothing_may_leave_while_another_waits(tmp_path):
    """The second has opened a lock that the first removes with its folder."""
    folder, waits, was_in = tmp_path / "new" / "out", threading.Event(), list[bool]()

    def second() -> None:
        with alone(folder, "out", waits.set):
            was_in.append((folder / ".carefold/lock").exists())
            (folder / "file").write_text("made")

    with alone(folder, "out", pytest.fail):
        other = threading.Thread(target=second)
        other.start()
        assert waits.wait(10) and not was_in
    other.join(10)
    assert was_in == [True]
    assert sorted(path.name for path in folder.iterdir()) == [".carefold", "file"]


def test_what_was_made_for_nothing_goes(tmp_path):
    (tmp_path / "old").mkdir()
    for name in ("new/out", "old"):
        with alone(tmp_path / name, "out", pytest.fail):
            assert (tmp_path / name / ".carefold/lock").exists()
    assert [path.name for path in tmp_path.rglob("*")] == ["old"]


def test_where_nothing_can_be_written(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    refused = pytest.raises(CarefoldError, match=r"out: nothing can be written here \(Permission denied\)")
    with refused, alone(tmp_path / "out", "out", pytest.fail):
        pytest.fail("nobody gets in")


# --- a disk that is full


@pytest.fixture
def ten(project, build):
    for number in range(10):
        project.handout(f"h{number}", '"Call {{ brand.contact.phone }}."')
    assert build(project).code == 0
    project.change("brand.yaml", "555-0123", "555-0199")
    return project


@pytest.mark.parametrize(("code", "told"), [(errno.ENOSPC, 1), (errno.EROFS, 1), (errno.EACCES, 8)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_once(code, told, jobs, ten, build, carefold, monkeypatch):
    """A file that a program shows concerns itself alone, but each further file on a full disk would say the same."""
    before, real, moved = ten.pdfs(), Path.replace, list[str]()

    def replace(self, target):
        if target.suffix == ".pdf":
            moved.append(target.name)
        if len(moved) > 2:
            raise OSError(code, os.strerror(code))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    run = build(ten, "--jobs", jobs)
    assert run.code == ExitCode.PROBLEMS
    assert len(run.document["problems"]) == told and os.strerror(code) in run.document["problems"][0]["message"]
    assert (len(run.document["built"]), len(run.document["due"])) == (2, 8 - told)
    after = ten.pdfs()
    assert sum(before[name] != after[name] for name in before) == 2 and len(after) == 10
    monkeypatch.undo()
    assert not list(ten.out.rglob("*.part"))
    assert carefold("build", cwd=ten.folder).out.endswith("\n8 made, 2 unchanged\n")
