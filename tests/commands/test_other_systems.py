"""What other systems do to text and to names, as far as it can be had here: no test runs on Windows or macOS itself."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

WINDOWS = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252:strict", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}


def typed(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1796083200"} | more
    line = [sys.executable, "-m", "carefold", *command]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True)


def test_a_code_page_and_line_ends_of_windows_change_no_byte(clinic: Any, tmp_path: Path) -> None:
    """Also in a folder with a space and an accent, and with a sign that the code page has not."""
    clinic.write("- Señora, ½ or ≥ 3 – “yes”.", title="Café")
    assert typed(clinic.folder, "build", "h", "--layout", "letter", "--out", "plain").returncode == 0
    there = tmp_path / "Mi clínica é"
    other = type(clinic)(there)
    other.add("logo.svg", (clinic.folder / "logo.svg").read_bytes())
    for file in ("handouts/h.yaml", "brand.yaml"):
        other.add(file, (clinic.folder / file).read_bytes().replace(b"\n", b"\r\n"))
    run = typed(there, "build", "h", "--layout", "letter", "--out", "a b", **WINDOWS)
    assert (run.returncode, run.stderr) == (0, b"")
    assert (there / "a b/h.letter.pdf").read_bytes() == (clinic.folder / "plain/h.letter.pdf").read_bytes()


def test_a_message_with_signs_that_a_code_page_lacks_is_told(clinic: Any) -> None:
    clinic.write("- One 日.")
    run = typed(clinic.folder, "check", "h", **WINDOWS)
    assert run.returncode == 1
    assert "“?” (U+65E5".encode("cp1252") in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("written", "named", "hint"),
    [
        ("h.yaml.txt", "h", "h.yaml"),
        ("h.yaml", r"handouts\h.yaml", ""),
        ("caf\u00e9.yaml", "caf\u00e9.yaml", "cafe"),
    ],
)
def test_names_as_other_systems_write_them(clinic: Any, written: str, named: str, hint: str) -> None:
    """Endings that are hidden, backslashes, letters that are taken apart."""
    clinic.write()
    (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts" / unicodedata.normalize("NFD", written))
    run = typed(clinic.folder, "check", named)
    assert b"Traceback" not in run.stderr
    assert hint.encode() in run.stderr
    assert run.returncode != 0 or not hint
