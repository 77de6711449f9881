"""A process that reads anybody's PDF may compute for a while: it writes no file, starts nothing, calls nobody."""

from __future__ import annotations

import math
import os
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Any

from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.talk import OUT_OF_TIME

_MOST_FILES = 64  # open at once; the interpreter and its modules need some
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown",
    "pty.spawn", "shutil.", "urllib.", "webbrowser.", "winreg.", "_winapi.CreateProcess",
)  # fmt: skip


class Allowance:
    """Time of the processor for one file after another: whoever uses more ends the process."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.seconds
        self._last = math.ceil(time.process_time() + limits.files * (limits.seconds + 1)) + 1
        self._end = math.inf
        self.begin()
        Thread(target=self._watch, daemon=True).start()

    def begin(self) -> None:
        """From now on a file may use its seconds."""
        self._end = time.process_time() + self._seconds
        soon = min(math.ceil(self._end) + 1, self._last)  # the soft limit says why the process ends
        _set("RLIMIT_CPU", soon, self._last + 1)

    def rest(self) -> None:
        """No file is being read."""
        self._end = math.inf

    def _watch(self) -> None:
        """End the process when a file has used too much, however long that takes by the clock."""
        while (left := self._end - time.process_time()) > 0:
            time.sleep(min(max(left, 0.01), 0.2))
        os._exit(OUT_OF_TIME)


def confine(limits: Limits) -> Allowance:
    """From here on this process is held to limits: by the system as far as that can, and by the interpreter."""
    allowance = Allowance(limits)
    for kind in ("RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_CORE"):
        _set(kind, 0, 0)
    _set("RLIMIT_AS", limits.megabytes << 20, limits.megabytes << 20)
    _set("RLIMIT_NOFILE", _MOST_FILES, _MOST_FILES)
    sys.addaudithook(_refuse)
    return allowance


def _set(kind: str, soft: int, hard: int) -> None:
    """Let the system refuse memory, files and processes, and end what no longer listens; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    with suppress(AttributeError, OSError, ValueError):  # some platforms know a limit, but don't let it be set
        resource.setrlimit(getattr(resource, kind), (soft, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """PermissionError for what reading never needs (PEP 578)."""
    if event.startswith(_REFUSED) or (event == "open" and _writes(*arguments)):
        raise PermissionError(f"no {event} while a PDF is checked")


def _writes(_path: object, mode: object, flags: object) -> bool:
    """Whether a file is opened to be written."""
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return by_mode or (isinstance(flags, int) and bool(flags & _WRITING))
