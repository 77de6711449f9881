"""What can be wrong, said so that a person can mend it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import overload


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
class Places(Sequence[Place]):
    """The places of a text's characters, worked out when one is asked for.

    `offsets` count characters from the start of the file, `starts` are the offsets at which its lines start.
    """

    file: str = ""
    starts: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> Places: ...
    def __getitem__(self, index: int | slice) -> Place | Places:
        if isinstance(index, slice):
            return Places(self.file, self.starts, self.offsets[index])
        offset = self.offsets[index]
        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)

    def __add__(self, more: Places) -> Places:
        return Places(self.file or more.file, self.starts or more.starts, self.offsets + more.offsets)

    def at(self, indexes: Iterable[int]) -> Places:
        """The places of some characters."""
        offsets = self.offsets
        return Places(self.file, self.starts, tuple([offsets[index] for index in indexes])) if offsets else self


NO_PLACES = Places()


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


NAMING = "The handout is "  # how a hint ends that names the handout in which a shared text is wrong


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, in the order of their places."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.place)


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same in several handouts is one problem: its hint names the first, and says how many there are more."""
    found = dict[Problem, list[Problem]]()
    for problem in dict.fromkeys(problems):
        found.setdefault(replace(problem, hint=problem.hint.partition(NAMING)[0]), []).append(problem)
    return tuple(_and_more(alike) for alike in found.values())


def _and_more(alike: list[Problem]) -> Problem:
    first, more = alike[0], len(alike) - 1
    count = "one handout" if more == 1 else f"{more} handouts"
    return replace(first, hint=f"{first.hint} It is so in {count} more.") if more else first


class CarefoldError(Exception):
    """Problems that a user can mend, all that were found at once."""

    def __init__(self, problems: Problem | Iterable[Problem], exit_code: ExitCode = ExitCode.PROBLEMS) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, found)))
        self.problems: tuple[Problem, ...] = found
        self.exit_code = exit_code
