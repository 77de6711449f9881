"""A medicine of a schedule: how much to take when, or only when it is needed, and what has changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from carefold.model.block import Conditional
from carefold.model.located import Located, wrong
from carefold.model.values import Text

TIMES = ("morning", "noon", "evening", "bedtime")
"""The four times of day of the universal medication schedule."""
Change: TypeAlias = Literal["new", "changed", "same", "stop"]
CHANGES: tuple[Change, ...] = get_args(Change)
FOR, NOT_MORE_THAN, CHANGE = "when-needed.for", "when-needed.not-more-than", "change"
COLUMNS = (
    "medicine", "dose", *TIMES, FOR, NOT_MORE_THAN, CHANGE, "last-given", "next-due", "note",
)  # fmt: skip
"""What an item of a record may say of a medicine."""


class WhenNeeded(Located):
    """What a medicine is for that is taken only then, and how much of it is the most."""

    reason: Text = Field(alias="for")
    not_more_than: Text | None = None


class Medicine(Conditional):
    """A medicine, its dose, and how much to take at which time of day, or for what."""

    medicine: Text
    dose: Text | None = None
    morning: Text | None = None
    noon: Text | None = None
    evening: Text | None = None
    bedtime: Text | None = None
    when_needed: WhenNeeded | None = None
    change: Change | None = None
    last_given: Text | None = None
    next_due: Text | None = None
    note: Text | None = None

    @property
    def amounts(self) -> tuple[Text | None, ...]:
        """How much at each of the four times."""
        return (self.morning, self.noon, self.evening, self.bedtime)

    @property
    def is_stopped(self) -> bool:
        """Whether it is not to be taken any more."""
        return self.change == "stop"

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        said = [name.replace("_", "-") for name in type(self).model_fields if getattr(self, name) is not None]
        if fault := fault_of_medicine(said, self.change or ""):
            raise wrong(" Hint: ".join(fault))
        return self


def fault_of_medicine(said: Collection[str], change: str) -> tuple[str, str] | None:
    """What is wrong with a medicine that has values for these keys, and a hint; None if nothing is."""
    timed = any(time in said for time in TIMES)
    needed = any(key.startswith("when-needed") for key in said)
    if change == "stop":
        if timed or needed or "next-due" in said:
            return "this medicine is stopped, and it is said when to take it.", "remove one of the two."
        return None
    if timed and needed:
        hint = "say in `dose` or `note` how much to take, and leave the times out."
        return "this medicine is taken only when needed, and at times of the day.", hint
    if not timed and not needed and not {"note", "next-due"}.intersection(said):
        hint = f"fill in {', '.join(f'`{time}`' for time in TIMES)}, or say in `note` when to take it."
        return "this medicine has no time of day.", hint
    return None
