"""One run at a time writes to an output folder; a lock goes with the process that has it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from carefold.batch.state import FOLDER, FOLDERS
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

fcntl: Any = None
msvcrt: Any = None
with suppress(ImportError):
    fcntl = import_module("fcntl")
with suppress(ImportError):
    msvcrt = import_module("msvcrt")


@contextmanager
def alone(folder: Path, shown: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Within this, no other run writes to the folder; `waiting` is called once if another one does now.

    CarefoldError where nothing can be written there, or a link stands for a folder of ours: what is behind it is not
    ours to write to or to remove from. Where there are no locks (some network drives) nobody waits.
    Folders that were made for this go again if nothing was put into them.
    """
    path = folder / FOLDER / "lock"
    if links := [name for name in ("", *FOLDERS) if (path.parent / name).is_symlink()]:
        place = Place("/".join(filter(None, (shown, FOLDER, links[0]))))
        hint = "Remove the link: a folder takes its place, and what was known of the files is made once more."
        raise CarefoldError(
            Finding("this is a link: carefold would write, and remove, what lies elsewhere.", place, hint)
        )
    made = [one for one in (path.parent, folder, *folder.parents) if not one.exists()]
    try:
        handle = _locked(path, waiting)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Look at the folder's rights and at free space, or use another folder (--out)."
        raise CarefoldError(Finding(f"nothing can be written here ({reason}).", Place(shown), hint)) from error
    try:
        yield
    finally:
        if made and [*path.parent.iterdir()] == [path]:
            with suppress(OSError):
                path.unlink()
                for one in made:
                    one.rmdir()
        os.close(handle)


def _locked(path: Path, waiting: Callable[[], None]) -> int:
    """The number of the lock's file, opened and locked; another run may remove it while this one waits."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _take_in_turn(handle, waiting)
        except BaseException:
            os.close(handle)
            raise
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)


def _take_in_turn(handle: int, waiting: Callable[[], None]) -> None:
    try:
        _take(handle, wait=False)
    except BlockingIOError:
        waiting()
        _take(handle, wait=True)


def _take(handle: int, *, wait: bool) -> None:
    """BlockingIOError where another process has it and this is not to wait."""
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise
        except OSError:
            return
    elif msvcrt is not None:
        _take_on_windows(handle, wait)


def _take_on_windows(handle: int, wait: bool) -> None:
    """The first byte of the file; the system's own waiting ends after ten seconds."""
    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            return
        except OSError as error:
            if not wait:
                raise BlockingIOError from error
