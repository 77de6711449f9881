"""Files are whole or not there, have the rights that the umask leaves, and nothing of a killed run stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carefold import saving
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.saving import save

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and locks are others there")
LEFT = ".h.letter.pdf.0a1b2c3d.part"
# A run that is killed, or goes on, while it writes.
WRITER = """
import sys, time
from pathlib import Path
from carefold import saving
def slowly(handle, path):
    lock(handle, path)
    print(path.name, flush=True)
    sys.stdin.readline()
lock, saving._lock = saving._lock, slowly
saving.save(b"new", Path(sys.argv[1]))
"""


@pytest.fixture
def writer(tmp_path):
    """Another run that has begun to write x.pdf; a line on its input lets it go on."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "x.pdf")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(".x.pdf.")
        yield process
        process.kill()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_folders_are_made_and_files_replaced(tmp_path):
    path = tmp_path / "a" / "b" / "x.pdf"
    save(b"one", path)
    save(b"two", path)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_is_made_also_where_nothing_has_to_be_cleared(tmp_path):
    save(b"one", tmp_path / "a" / "x.pdf", cleared=True)
    assert names(tmp_path / "a") == {"x.pdf"}


def test_files_are_moved_from_a_name_that_is_no_pdf(tmp_path, monkeypatch):
    moves, real = [], Path.replace

    def note(self, target):
        moves.append((self, Path(target), self.read_bytes()))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", note)
    save(b"data", tmp_path / "x.pdf")
    ((temporary, target, data),) = moves
    assert (target, data) == (tmp_path / "x.pdf", b"data")
    assert temporary.parent == tmp_path
    assert temporary.suffix != ".pdf"


def test_a_name_that_is_too_long(tmp_path):
    with pytest.raises(CarefoldError, match=r"can't be written") as caught:
        save(b"data", tmp_path / f"{'x' * 300}.pdf")
    assert caught.value.exit_code == ExitCode.PROBLEMS
    assert list(tmp_path.iterdir()) == []


def test_what_an_unknown_error_left_is_taken_back(tmp_path, monkeypatch):
    def fail(self, _target):
        raise ZeroDivisionError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ZeroDivisionError):
        save(b"data", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(("umask", "rights"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0o000, 0o666)])
def test_files_have_the_rights_that_the_umask_leaves(umask, rights, tmp_path):
    before = os.umask(umask)
    try:
        save(b"one", tmp_path / "x.pdf")
        save(b"two", tmp_path / "x.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "x.pdf").stat().st_mode & 0o777 == rights
    assert (tmp_path / "x.pdf").read_bytes() == b"two"


@posix
def test_a_write_protected_file_stays(tmp_path):
    old = tmp_path / "x.pdf"
    old.write_bytes(b"old")
    old.chmod(0o444)
    with pytest.raises(CarefoldError, match="it is write-protected") as caught:
        save(b"new", old)
    assert "allow changes" in caught.value.findings[0].hint
    assert old.read_bytes() == b"old" and names(tmp_path) == {"x.pdf"}


@posix
@pytest.mark.parametrize("target", ["elsewhere/real.pdf", "elsewhere/none.pdf", "x.pdf"])
def test_a_link_is_replaced_and_what_it_leads_to_stays(target, tmp_path):
    real = tmp_path / "elsewhere/real.pdf"
    real.parent.mkdir()
    real.write_bytes(b"old")
    (tmp_path / "x.pdf").symlink_to(target)
    save(b"new", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").is_symlink() and (tmp_path / "x.pdf").read_bytes() == b"new"
    assert real.read_bytes() == b"old" and names(real.parent) == {"real.pdf"}


@posix
def test_a_linked_folder_is_written_into(tmp_path):
    (tmp_path / "share").mkdir()
    (tmp_path / "out").symlink_to("share")
    save(b"new", tmp_path / "out/x.pdf")
    assert (tmp_path / "share/x.pdf").read_bytes() == b"new"


def test_what_a_killed_run_has_left_is_cleared(tmp_path):
    (tmp_path / LEFT).write_bytes(b"half")
    save(b"new", tmp_path / "other.pdf")
    assert names(tmp_path) == {"other.pdf"}


OTHERS = ["x.pdf.part", ".x.pdf.part", ".x.pdf.0a1b2c3.part", ".part", "x.pdf.0a1b2c3d.part", ".x.0a1b2c3d.parts"]


def test_what_is_not_ours_stays(tmp_path):
    for name in OTHERS:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".folder.0a1b2c3d.part").mkdir()
    save(b"new", tmp_path / "x.pdf")
    assert names(tmp_path) == {*OTHERS, ".folder.0a1b2c3d.part", "x.pdf"}


@posix
def test_a_link_with_such_a_name_is_not_followed(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / LEFT).symlink_to("real")
    save(b"new", tmp_path / "x.pdf")
    assert (tmp_path / "real").read_bytes() == b"old"


@posix
def interrupted(step, path):
    """Whether a save was interrupted at that step of our code, each of its machine's steps counted."""
    steps = 0

    def trace(frame, event, _):
        nonlocal steps
        if frame.f_code.co_filename != saving.__file__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            steps += 1
            if steps == step:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        save(b"new", path)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_whoever_is_interrupted_leaves_nothing_wherever_it_is(tmp_path):
    """At each single step, also between making a file and knowing of it."""
    path, step, seen = tmp_path / "x.pdf", 1, set()
    path.write_bytes(b"old")
    while interrupted(step, path):
        assert list(tmp_path.iterdir()) == [path], step
        seen.add(path.read_bytes())
        path.write_bytes(b"old")
        step += 1
    assert step > 100 and seen == {b"old", b"new"}


def test_a_killed_run_leaves_what_the_next_one_clears(writer, tmp_path):
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert len(names(tmp_path)) == 1
    save(b"new", tmp_path / "y.pdf")
    assert names(tmp_path) == {"y.pdf"}


@posix
def test_what_another_run_is_writing_stays(writer, tmp_path):
    save(b"mine", tmp_path / "x.pdf")
    assert len(names(tmp_path)) == 2
    writer.communicate("\n")
    assert names(tmp_path) == {"x.pdf"} and (tmp_path / "x.pdf").read_bytes() == b"new"


@posix
def test_a_file_that_is_cleared_before_it_is_locked_is_written_again(tmp_path, monkeypatch):
    lock, cleared = saving._lock, []

    def late(handle, path):
        if not cleared:
            cleared.append(path)
            path.unlink()
        lock(handle, path)

    monkeypatch.setattr(saving, "_lock", late)
    save(b"new", tmp_path / "x.pdf")
    assert cleared and names(tmp_path) == {"x.pdf"}


@posix
def test_a_file_that_is_always_cleared_is_one_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "_lock", lambda _handle, path: path.unlink())
    with pytest.raises(CarefoldError, match="another program removes"):
        save(b"new", tmp_path / "x.pdf")
    assert names(tmp_path) == set()


@posix
@pytest.mark.parametrize(("hours", "left"), [(1, {LEFT, "x.pdf"}), (25, {"x.pdf"})])
def test_without_locks_a_day_tells_what_is_left_behind(hours, left, tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise OSError("no locks on this drive")

    monkeypatch.setattr("fcntl.flock", refuse)
    (tmp_path / LEFT).write_bytes(b"half")
    moment = time.time() - hours * 3600
    os.utime(tmp_path / LEFT, (moment, moment))
    save(b"new", tmp_path / "x.pdf")
    assert names(tmp_path) == left


def test_a_system_that_takes_less_at_once_gets_the_rest(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    save(b"0123456789" * 5, tmp_path / "a.pdf", "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"0123456789" * 5
