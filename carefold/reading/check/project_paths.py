"""Paths that authors write: from the project's folder on, and never out of it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path, PurePath


def inside(folder: Path, written: str, thing: str, root: Path | None = None) -> Path:
    """The file that is meant, after links; ValueError with a hint when it does not lie in the folder.

    `thing` is what a message calls it. With a `root`, links may lead to all that is in it.
    """
    if re.match(r"[A-Za-z][A-Za-z+.-]+://|data:", written):
        raise ValueError(f"“{written}” is an address. Hint: save the {thing} in the project's folder.")
    if "\\" in written:
        raise ValueError(f"“{written}” has a backslash. Hint: write `/` between folders.")
    if written.startswith(("/", "~")) or re.match("[A-Za-z]:", written) or ".." in written.split("/"):
        raise ValueError(f"“{written}” leaves the project. Hint: write the path from the project's folder on.")
    try:
        path, home = (folder / written).resolve(), (root or folder).resolve()
    except (OSError, RuntimeError, ValueError):
        raise ValueError(f"“{written}” is no path. Hint: write a file's name.") from None
    if not path.is_relative_to(home):
        raise ValueError(f"“{written}” leads out of the project. Hint: put a copy into the project's folder.")
    return path


def others(folder: Path, path: Path) -> str:
    """A hint with the file that was probably meant by a path that does not exist."""
    try:
        names = {found.name for found in path.parent.iterdir() if found.is_file()}
    except OSError:
        return "Hint: paths start at the project's folder."
    near = get_close_matches(path.name, names, n=1) or [name for name in names if name.lower() == path.name.lower()]
    if not near:
        return "Hint: paths start at the project's folder."
    return meant((path.parent / near[0]).relative_to(folder.resolve()))


def meant(path: PurePath) -> str:
    """A hint with a path from the project's folder on."""
    return f"Hint: did you mean `{path.as_posix()}`?"
