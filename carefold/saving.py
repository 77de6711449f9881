"""Files are written whole or not at all: beside their place under another name, then moved there.

What a killed run leaves behind is cleared by the next one. A lock, which dies with its process, tells that from what
another run is writing just now; where a lock can't be had (some network drives), a day does.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

fcntl: Any = None
with suppress(ImportError):  # on Windows a file that is open can't be removed anyway
    fcntl = import_module("fcntl")

_OURS = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_MOVES_WHILE_OPEN = fcntl is not None
_DAY = 24 * 3600  # seconds
_TRIES = 5
_PROTECTED = "it is write-protected"


def save(data: bytes, path: Path, shown: str = "", *, cleared: bool = False, rights: int = 0o666) -> None:
    """Put a finished file in its place, all or nothing; CarefoldError says why it failed, and the old file stays.

    Messages name it as `shown`, by its path where that is empty. Of the `rights` it has those that the umask leaves.
    A link in its place is replaced, not followed. `cleared` is for whoever has cleared the folder before it writes many
    files.
    """
    try:
        if _is_protected(path):
            raise PermissionError(errno.EACCES, _PROTECTED)
        if not cleared:
            clear(path.parent)
        _write(data, path, rights)
    except OSError as error:
        raise unsaved(shown or path.as_posix(), error) from error


@contextmanager
def saving(path: Path, shown: str, rights: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write to, which takes its place when all is written; CarefoldError as `save` has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_protected(path):
            raise PermissionError(errno.EACCES, _PROTECTED)
        clear(path.parent)
        temporary = _beside(path)
        try:
            with _filling(temporary, path, rights) as file:
                yield file
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unsaved(shown, error) from error


def unsaved(shown: str, error: OSError) -> CarefoldError:
    """Why a file can't be written, in words."""
    reason = error.strerror or type(error).__name__
    hint = "Close it if a program shows it, and look at the folder's rights and at free space."
    if error.errno == errno.ENAMETOOLONG:
        hint = "Give the handout's file a shorter name, or use another folder (--out)."
    if reason == _PROTECTED:
        hint = "Somebody wants it to stay as it is: allow changes to it, rename it, or use another folder (--out)."
    return CarefoldError(Finding(f"the file can't be written ({reason}).", Place(shown), hint))


def _is_protected(path: Path) -> bool:
    """Whether nobody may write to a file; moving another one over it would work all the same on most systems."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and not mode & 0o222


def _write(data: bytes, path: Path, rights: int) -> None:
    for _ in range(_TRIES):
        temporary, is_left = _beside(path), True
        try:  # before there is a file: whoever is interrupted, even as it is made, leaves none
            _write_beside(data, temporary, path, rights)
            is_left = False
            return
        except FileNotFoundError:  # another run has cleared it, or there is no folder yet
            path.parent.mkdir(parents=True, exist_ok=True)
        finally:
            if is_left:
                temporary.unlink(missing_ok=True)
    raise FileNotFoundError(errno.ENOENT, "another program removes what is being written")


def _write_beside(data: bytes, temporary: Path, path: Path, rights: int) -> None:
    """Write a new file and put it in its place, in as few calls as that takes: a merge does it for each letter."""
    handle = _new(temporary, rights)
    try:
        _lock(handle, temporary)
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if _MOVES_WHILE_OPEN:  # the lock lasts until the file is in its place
            temporary.replace(path)
    finally:
        os.close(handle)
    if not _MOVES_WHILE_OPEN:
        temporary.replace(path)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


@contextmanager
def _filling(temporary: Path, path: Path, rights: int) -> Iterator[BinaryIO]:
    """A new file to write to, which is then put in its place."""
    handle = _new(temporary, rights)
    with os.fdopen(handle, "wb") as file:
        _lock(handle, temporary)
        yield file
        if _MOVES_WHILE_OPEN:
            file.flush()
            temporary.replace(path)
            return
    temporary.replace(path)


def _new(path: Path, rights: int) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK, rights)


def _lock(handle: int, path: Path) -> None:
    """Lock a file of ours as long as it is open; FileNotFoundError where it was cleared just before."""
    if fcntl is None:
        return
    with suppress(OSError):  # there are no locks here, or it is being cleared
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if os.fstat(handle).st_nlink == 0:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def clear(folder: Path) -> None:
    """Remove what runs have left that were killed while they wrote."""
    with suppress(OSError), os.scandir(folder) as found:
        left = [Path(one.path) for one in found if _OURS.fullmatch(one.name) and one.is_file(follow_symlinks=False)]
        for path in left:
            with suppress(OSError):
                _remove(path)


def _remove(path: Path) -> None:
    """Remove a file that no process is writing."""
    if fcntl is None:
        path.unlink()
        return
    handle = os.open(path, os.O_RDWR | _NO_LINK)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        except OSError:
            if time.time() - os.fstat(handle).st_mtime < _DAY:
                return
        path.unlink()
    finally:
        os.close(handle)


def saved(path: Path) -> bytes:
    """What was saved; OSError also for what is no file, such as a pipe that nobody writes to."""
    if not path.is_file():
        path.stat()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.read_bytes()
