"""Writing is all or nothing, whatever goes wrong."""

import errno
import os
from pathlib import Path

import pytest

from carefold.diagnostics.exit_code import ExitCode

OLD = b"%PDF-old"


@pytest.fixture
def ready(clinic):
    """A project with an old PDF of its handout."""
    clinic.write()
    clinic.add("out/h.letter.pdf", OLD)
    return clinic


def failing(fault, monkeypatch, seen):
    """New files take half of the data and then fail."""
    real = os.write

    def half(handle, data):
        if bytes(data[:4]) != b"%PDF":
            return real(handle, data)
        real(handle, data[: len(data) // 2])
        seen.update(path.name for path in Path("out").iterdir() if path.name != ".carefold")
        raise fault

    monkeypatch.setattr(os, "write", half)


def unharmed(folder, files):
    assert files(folder / "out") == {"h.letter.pdf"}
    assert (folder / "out/h.letter.pdf").read_bytes() == OLD


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_disk_full(code, ready, carefold, files, monkeypatch):
    seen = set()
    failing(OSError(code, os.strerror(code)), monkeypatch, seen)
    run = carefold("build", "--layout", "letter", "--json", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert f"out/h.letter.pdf: error: the file can't be written ({os.strerror(code)}). Hint: " in run.err
    assert (len(run.document["problems"]), run.document["built"]) == (1, [])
    unharmed(ready.folder, files)
    (temporary,) = seen - {"h.letter.pdf"}
    assert not temporary.endswith(".pdf")


def test_interrupted_while_writing(ready, carefold, files, monkeypatch):
    seen = set()
    failing(KeyboardInterrupt(), monkeypatch, seen)
    run = carefold("build", "--layout", "letter", cwd=ready.folder)
    assert run.code == ExitCode.INTERRUPTED
    assert run.err == "Interrupted; the next run goes on from here.\n"
    unharmed(ready.folder, files)
    assert all(name == "h.letter.pdf" or not name.endswith(".pdf") for name in seen) and len(seen) == 2


def test_interrupted_while_typesetting(ready, carefold, files, monkeypatch):
    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("carefold.layout.paged.compose_paged", stop)
    assert carefold("build", "--layout", "letter", cwd=ready.folder).code == ExitCode.INTERRUPTED
    unharmed(ready.folder, files)


@pytest.mark.parametrize("step", ["build.project_for", "build.Batch", "build.alone"])
def test_a_document_is_printed_whenever_it_is_interrupted(step, ready, carefold, files, monkeypatch):
    """Also before anything is planned."""

    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(f"carefold.commands.{step}", stop)
    run = carefold("build", "--layout", "letter", "--json", cwd=ready.folder)
    assert run.code == ExitCode.INTERRUPTED
    assert run.document["interrupted"] is True and run.document["built"] == []
    unharmed(ready.folder, files)


def test_no_permission_to_replace(ready, carefold, files, monkeypatch):
    """As on Windows, while a program shows the old file."""

    def refuse(self, *_arguments):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    run = carefold("build", "--layout", "letter", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "out/h.letter.pdf: error: the file can't be written (Permission denied). Hint: Close it" in run.err
    unharmed(ready.folder, files)


def test_no_permission_for_the_folder(ready, carefold, monkeypatch, files):
    def refuse(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    run = carefold("build", "--layout", "letter", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "(Permission denied)" in run.err
    unharmed(ready.folder, files)


@pytest.mark.parametrize("command", [["build", "--layout", "letter"], ["preview", "h", "--out", "out/x.png"]])
def test_the_target_is_a_folder(command, clinic, carefold):
    clinic.write()
    target = clinic.folder / ("out/x.png" if command[0] == "preview" else "out/h.letter.pdf")
    target.mkdir(parents=True)
    run = carefold(*command, cwd=clinic.folder)
    assert run.code in (ExitCode.PROBLEMS, ExitCode.USAGE)
    assert target.name in run.err and "Traceback" not in run.err
    assert list((clinic.folder / "out").iterdir()) == [target]


def test_the_output_folder_is_a_file(clinic, carefold):
    clinic.write()
    clinic.add("out", "a file")
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "out: error: nothing can be written here (" in run.err
    assert (clinic.folder / "out").read_text() == "a file"


def test_the_others_are_still_made(ready, carefold, files, monkeypatch):
    """One file that is open elsewhere does not stop the rest."""
    real = Path.replace

    def refuse(self, target):
        if "letter" in str(target):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    run = carefold("build", "--layout", "letter", "--layout", "trifold", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert files(ready.folder / "out") == {"h.letter.pdf", "h.trifold.pdf"}
    assert (ready.folder / "out/h.letter.pdf").read_bytes() == OLD


def test_an_error_of_the_system_is_no_traceback(ready, carefold, monkeypatch):
    def gone():
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    run = carefold("list", cwd=ready.folder)
    assert (run.code, run.out, run.err) == (
        ExitCode.PROBLEMS, "", "error: the folder that this was started in is gone. Hint: Go to another folder.\n",
    )  # fmt: skip
