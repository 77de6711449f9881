"""A folder of lists: there whole or not at all, never written over, since somebody may have noted calls in one."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from carefold.merge.private import keep
from carefold.merge.refused import free
from carefold.saving import unsaved

STEM = "recall-"
FILES = re.compile(r"(?:got|call|deceased|paper|letters)\.(?:csv|jsonl)")
_PART = re.compile(rf"\.{STEM}.+\.[0-9a-f]{{8}}\.part")


def write_folder(files: Mapping[str, bytes], private: Path, name: str, shown: str) -> tuple[Path, bool]:
    """The folder recall-NAME with these files, and whether it is new; one that has just these stays as it is.

    The next is called recall-NAME-2. No other run writes to `private` meanwhile. CarefoldError where it can't be
    written.
    """
    try:
        for left in private.iterdir():
            if _PART.fullmatch(left.name) and left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
        for old in _folders(private, name):
            if {path.name: path.read_bytes() for path in old.iterdir() if FILES.fullmatch(path.name)} == files:
                return old, False
        part = private / f".{STEM}{name}.{secrets.token_hex(4)}.part"
        part.mkdir(mode=0o700)
        try:
            for file, data in files.items():
                keep(data, part / file, f"{shown}/{STEM}{name}/{file}")
            return part.replace(free(private, f"{STEM}{name}", "")), True
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise unsaved(f"{shown}/{STEM}{name}", error) from error


def _folders(private: Path, name: str) -> Iterator[Path]:
    pattern = re.compile(rf"{re.escape(STEM + name)}(?:-\d+)?")
    return (path for path in sorted(private.iterdir()) if pattern.fullmatch(path.name) and path.is_dir())
