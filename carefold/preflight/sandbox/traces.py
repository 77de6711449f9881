"""What a file could leave behind in the process that read it; no other file is read where there is any of it."""

from __future__ import annotations

import decimal
import gc
import logging
import sys
import threading
import warnings
from pathlib import Path
from typing import NamedTuple

_MEMORY = Path("/proc/self/statm")  # in pages; there is none but on Linux
_OPEN = Path("/dev/fd")
_PAGE = 4096
_MOST_LEFT = 64 << 20  # bytes: modules that are imported on first use, and what Python keeps for itself


class Traces(NamedTuple):
    """A process as far as reading could change it; `taken` are the bytes of its memory."""

    state: tuple[object, ...]
    taken: int

    @classmethod
    def now(cls) -> Traces:
        """Those of this process, once all is thrown away that nobody holds."""
        gc.collect()
        logger = logging.getLogger("pypdf")
        state = (
            sys.getrecursionlimit(), threading.active_count(), _open_files(), repr(decimal.getcontext()),
            tuple(warnings.filters), tuple(logger.handlers), logger.level, logger.propagate,
        )  # fmt: skip
        return cls(state, _memory())

    def are_left(self) -> bool:
        """Whether anything is other than when these were taken."""
        now = Traces.now()
        return now.state != self.state or now.taken > self.taken + _MOST_LEFT


def _open_files() -> int:
    return len(list(_OPEN.iterdir())) if _OPEN.is_dir() else 0


def _memory() -> int:
    return int(_MEMORY.read_text().split()[0]) * _PAGE if _MEMORY.exists() else 0
