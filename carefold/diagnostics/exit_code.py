"""How a command ended."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended (docs/cli.md)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    MISSING = 3
    PARTLY = 4
    INTERRUPTED = 130


def first_failure(codes: Iterable[ExitCode]) -> ExitCode:
    """What a command ends with that has done several things: the first code that is not DONE, if any is."""
    return next((code for code in codes if code is not ExitCode.DONE), ExitCode.DONE)
