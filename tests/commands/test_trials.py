"""What people tried, and what carefold says: each folder of tests/cases/trials/KIND/ is a project with a `says.txt`.

A line `$ carefold …` is run in a copy of the folder; what it prints on both streams, and `rc=` where it is not 0, stand
below. `$ text FILE.pdf` prints the text of a PDF as a viewer finds it. Lines at the top that start with # say what is
wanted. `UPDATE_TRIALS=1 pytest tests/commands/test_trials.py` writes what is said now: read each change before you
commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pypdfium2
import pytest

TRIALS = Path(__file__).resolve().parents[1] / "cases" / "trials"
FOLDERS = sorted(path.parent for path in TRIALS.glob("*/*/says.txt"))
_SIZE = re.compile(r", \d+ kB$", re.M)  # changes with each font subset, and means nothing here

_SPACE = re.compile(r"[ \r]+(?=\n|$)")


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(_SPACE.sub("", page.get_textpage().get_text_bounded()) + "\n" for page in document)


def said(commands: list[str], folder: Path, carefold) -> str:
    """What the commands print, in the form of says.txt."""
    lines = []
    for command in commands:
        program, *arguments = shlex.split(command)
        if program == "text":
            lines.append(f"$ {command}\n{text_of(folder / arguments[0])}")
            continue
        assert program == "carefold", command
        run = carefold(*arguments, cwd=folder)
        end = f"rc={run.code}\n" if run.code else ""
        lines.append(f"$ {command}\n{_SIZE.sub('', run.out)}{run.err}{end}")
    return "\n".join(line.rstrip("\n") + "\n" for line in lines)


def test_the_folders_are_seen():
    assert FOLDERS
    assert sorted(path for path in TRIALS.glob("*/*") if path not in FOLDERS) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_trial(folder, tmp_path, carefold):
    golden = folder / "says.txt"
    lines = golden.read_text("utf-8").splitlines(keepends=True)
    head = "".join(line for line in lines if line.startswith("#"))
    project = shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("says.txt"))
    now = said([line[2:].strip() for line in lines if line.startswith("$ ")], project, carefold)
    assert "Traceback" not in now
    if os.environ.get("UPDATE_TRIALS"):
        golden.write_text(head + now, encoding="utf-8")
        return
    assert now == "".join(lines).removeprefix(head)
