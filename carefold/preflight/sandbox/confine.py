"""A process that reads anybody's PDF may compute for a while: it writes no file, starts nothing, calls nobody."""

from __future__ import annotations

import math
import os
import sys
import time
from threading import Thread
from typing import Any

from carefold.preflight.sandbox.parent import OUT_OF_TIME, Limits

_MOST_FILES = 64  # open at once; the interpreter and its modules need some
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown",
    "pty.spawn", "shutil.", "urllib.", "webbrowser.", "winreg.", "_winapi.CreateProcess",
)  # fmt: skip


def confine(limits: Limits) -> None:
    """From here on this process is held to limits: by the system as far as that can, and by the interpreter."""
    Thread(target=_watch, args=(limits.seconds,), daemon=True).start()
    _limit(limits)
    sys.addaudithook(_refuse)


def _watch(seconds: float) -> None:
    """End the process when it has used so much of the processor, however long that takes by the clock."""
    end = time.process_time() + seconds
    while (left := end - time.process_time()) > 0:
        time.sleep(min(max(left, 0.01), 0.2))
    os._exit(OUT_OF_TIME)


def _limit(limits: Limits) -> None:
    """Let the system refuse memory, files and processes, and end what no longer listens; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    most = {
        "RLIMIT_AS": limits.megabytes << 20, "RLIMIT_CPU": math.ceil(time.process_time() + limits.seconds) + 1,
        "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": _MOST_FILES, "RLIMIT_NPROC": 0, "RLIMIT_CORE": 0,
    }  # fmt: skip
    for kind, value in most.items():
        try:
            hard = value + (kind == "RLIMIT_CPU")  # the soft one says why the process ends
            resource.setrlimit(getattr(resource, kind), (value, hard))
        except (AttributeError, OSError, ValueError):  # some platforms know a limit, but don't let it be set
            continue


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """PermissionError for what reading never needs (PEP 578)."""
    if event.startswith(_REFUSED) or (event == "open" and _writes(*arguments)):
        raise PermissionError(f"no {event} while a PDF is checked")


def _writes(_path: object, mode: object, flags: object) -> bool:
    """Whether a file is opened to be written."""
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return by_mode or (isinstance(flags, int) and bool(flags & _WRITING))
