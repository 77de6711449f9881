"""What the items of an instrument ask, and who answers: machines as far as they can see, else people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from carefold.model.decisions import Answer
from carefold.model.values import Line
from carefold.review.instruments.evidence import Evidence
from carefold.review.instruments.filled_sheet import Item, Sheet

Judged: TypeAlias = tuple[Answer, str] | None
"""What a machine says and why; None where a person has to say it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An item: its number, what it asks in our words, and what decides it."""

    number: int
    part: str
    question: str
    judge: Callable[[Evidence], Judged]

    @property
    def by(self) -> str:
        """Who can answer it."""
        if self.judge is ask:
            return "a person"
        if isinstance(self.judge, partial) and _unless in (self.judge.func, getattr(self.judge.args[-1], "func", None)):
            return "a person, unless carefold says no"
        if isinstance(self.judge, partial) and self.judge.args[2] is ask:
            return "a person, if there is any"
        return "carefold"


def fill_in(
    name: str, key: str, bar: int, asked: tuple[Asked, ...], evidence: Evidence, answers: Mapping[Line, Answer]
) -> Sheet:
    """The sheet with all that machines and people have answered."""
    given = {str(number): answer for number, answer in answers.items()}
    items = []
    for one in asked:
        judged = one.judge(evidence)
        machine, why = judged or (None, "")
        items.append(Item(one.number, one.part, one.question, machine, why, given.get(str(one.number))))
    return Sheet(name, key, bar, tuple(items))


def ask(_: Evidence) -> Judged:
    """An item for a person."""
    return None


def when(holds: Callable[[Evidence], bool], yes: str, no: str) -> Callable[[Evidence], Judged]:
    """Yes or no, by what holds."""
    return lambda evidence: ("yes", yes) if holds(evidence) else ("no", no)


def unless(holds: Callable[[Evidence], bool], no: str) -> Callable[[Evidence], Judged]:
    """No where something does not hold; that it holds is not enough for a yes, which a person has to say."""
    return partial(_unless, holds, no)


def _unless(holds: Callable[[Evidence], bool], no: str, evidence: Evidence) -> Judged:
    return None if holds(evidence) else ("no", no)


def only_if(
    applies: Callable[[Evidence], bool], why_not: str, judge: Callable[[Evidence], Judged] = ask
) -> Callable[[Evidence], Judged]:
    """Not applicable unless something is there."""
    return partial(_only_if, applies, why_not, judge)


def _only_if(
    applies: Callable[[Evidence], bool], why_not: str, judge: Callable[[Evidence], Judged], evidence: Evidence
) -> Judged:
    return judge(evidence) if applies(evidence) else ("n/a", why_not)
