"""What people decide about a handout: answers to items that no machine can, and findings that they accept."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from carefold.model.located import Located, wrong
from carefold.model.values import Line

PEMAT_ITEMS = (*range(1, 13), *range(15, 27))
"""The items for printed materials; 13 and 14 are for videos only."""
CDC_ITEMS = tuple(range(1, 21))

Answer = Literal["yes", "no", "n/a"]
Accept: TypeAlias = dict[Line, Line]
"""Codes of findings, and why each is right here."""


def _numbers(name: str, items: tuple[int, ...]) -> AfterValidator:
    known = {str(item) for item in items}

    def check(answers: dict[Line, Answer]) -> dict[Line, Answer]:
        for number in answers:
            if number not in known:
                raise wrong(f"{name} has no item {number} for print. Hint: docs/review.md lists the items.", number)
        return answers

    return AfterValidator(check)


class Answers(Located):
    """Answers to items of PEMAT-P and of the CDC Clear Communication Index, by their numbers."""

    pemat: Annotated[dict[Line, Answer], _numbers("PEMAT-P", PEMAT_ITEMS)] = Field(default_factory=dict)
    cdc: Annotated[dict[Line, Answer], _numbers("the CDC index", CDC_ITEMS)] = Field(default_factory=dict)
