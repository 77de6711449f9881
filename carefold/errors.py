"""What can be wrong, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended (docs/cli.md)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    MISSING = 3
    PARTLY = 4
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `file:line:column: what. Hint: what to do.`"""

    message: str
    place: Place = NOWHERE
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.file else ""
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class CarefoldError(Exception):
    """Problems that a user can mend, all that were found at once."""

    def __init__(self, problems: Problem | Iterable[Problem], exit_code: ExitCode = ExitCode.PROBLEMS) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, found)))
        self.problems: tuple[Problem, ...] = found
        self.exit_code = exit_code
