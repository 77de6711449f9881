"""What can be wrong, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.place import NOWHERE, Place


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
