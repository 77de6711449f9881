"""Where letters go: a folder that only its owner may open, with files that only its owner may read.

On Windows a folder has the rights of the one that it lies in; docs/merge.md says what protects it there.
"""

from __future__ import annotations

import os
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.saving import clear, save
from carefold.workspace import Workspace

FOLDER = "private"
_OWNER, OWNERS_FILE = 0o700, 0o600


def private_folder(project: Workspace, wanted: Path | None) -> Path:
    """The folder of letters, made where it is not there; CarefoldError for one on the shelf, or that others may open.

    It keeps itself out of git.
    """
    folder = wanted or (project.sources.project or project.base) / FOLDER
    shown = project.shown(folder)
    _look_at_place(project, folder, shown)
    try:
        if not folder.exists():
            folder.mkdir(parents=True, mode=_OWNER)
            folder.chmod(_OWNER)
        elif os.name == "posix" and folder.stat().st_mode & 0o077:
            hint = f"Say `chmod 700 {shown}`, or name another folder with --out."
            raise CarefoldError(Finding("others may open this folder.", Place(shown), hint), ExitCode.USAGE)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Finding(f"the folder can't be made ({reason}).", Place(shown), "Name another one with --out.")
        raise CarefoldError(problem) from error
    clear(folder)
    if not (folder / ".gitignore").exists():
        keep(b"*\n", folder / ".gitignore", shown)
    return folder


def _look_at_place(project: Workspace, folder: Path, shown: str) -> None:
    """CarefoldError for a folder on the shelf, and for one around it: what is on a shelf is read and passed on."""
    hint = "Letters belong to patients: name a folder outside of it."
    if is_within(folder, project.output):
        raise CarefoldError(Finding("this folder is on the shelf.", Place(shown), hint), ExitCode.USAGE)
    if is_within(project.output, folder):
        raise CarefoldError(Finding("the shelf lies in this folder.", Place(shown), hint), ExitCode.USAGE)


def look_at_records(project: Workspace, records: Path, shown: str) -> None:
    """CarefoldError for a file of records on the shelf."""
    if is_within(records, project.output):
        hint = "What lies there is passed on: move it, and look who has it by now."
        raise CarefoldError(Finding("the records lie on the shelf.", Place(shown), hint), ExitCode.USAGE)


def is_within(inner: Path, outer: Path) -> bool:
    """Whether a folder is another one or lies in it: through whatever links, in capitals or small letters."""
    resolved, around = inner.resolve(), outer.resolve()
    if around.exists():
        return any(one.exists() and one.samefile(around) for one in (resolved, *resolved.parents))
    written = [Path(os.path.normcase(one).casefold()) for one in (resolved, around)]
    return written[0].is_relative_to(written[1])


def keep(data: bytes, path: Path, shown: str) -> None:
    """Write a file, whole or not at all, that only its owner may read; its folder has been cleared."""
    save(data, path, shown, cleared=True, rights=OWNERS_FILE)
