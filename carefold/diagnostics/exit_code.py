"""How a command ended."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended (docs/cli.md)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    MISSING = 3
    PARTLY = 4
    INTERRUPTED = 130
