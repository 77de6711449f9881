"""Blocks that say what to do when: medicines, action plans, time lines."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from carefold.model.block import Block
from carefold.model.located import Located, wrong
from carefold.model.symbols import AnyText
from carefold.model.values import Text

TIMES = ("morning", "noon", "evening", "bedtime")
"""The four times of day of the universal medication schedule."""


class Medicine(Located):
    """A medicine, its dose, and how much to take at which time of day."""

    medicine: Text
    dose: Text | None = None
    morning: Text | None = None
    noon: Text | None = None
    evening: Text | None = None
    bedtime: Text | None = None
    note: Text | None = None

    @property
    def amounts(self) -> tuple[Text | None, ...]:
        """How much at each of the four times."""
        return (self.morning, self.noon, self.evening, self.bedtime)

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not any(self.amounts) and self.note is None:
            hint = f"Hint: fill in {', '.join(f'`{time}`' for time in TIMES)}, or say in `note` when to take it."
            raise wrong(f"this medicine has no time of day. {hint}")
        return self


class Schedule(Block):
    """Medicines by morning, noon, evening and bedtime."""

    kind = "schedule"
    medicines: Annotated[tuple[Medicine, ...], Field(min_length=1)] = Field(alias="schedule")


class Zone(Located):
    """How it looks and what to do then."""

    zone: Literal["green", "yellow", "red"]
    title: Text | None = None
    signs: Annotated[tuple[Text, ...], Field(min_length=1)]
    do: Annotated[tuple[Text, ...], Field(min_length=1)]


class Zones(Block):
    """An action plan by the colours of a traffic light."""

    kind = "zones"
    zones: Annotated[tuple[Zone, ...], Field(min_length=1, max_length=3)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        seen: set[str] = set()
        for number, one in enumerate(self.zones):
            if one.zone in seen:
                message = f"the {one.zone} zone stands here twice."
                raise wrong(f"{message} Hint: make them one.", "zones", number, "zone")
            seen.add(one.zone)
        return self


class Moment(Located):
    """When, and what happens then."""

    when: Text
    text: Text


class Timeline(Block):
    """Moments one after another."""

    kind = "timeline"
    moments: Annotated[tuple[Moment, ...], Field(min_length=1)] = Field(alias="timeline")


class DosAndDonts(Located):
    """What to do, and what not."""

    do: tuple[AnyText, ...] = ()
    dont: tuple[AnyText, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.do and not self.dont:
            raise wrong("nothing stands here to do, and nothing not to do. Hint: add `do: […]`, `dont: […]` or both.")
        return self


class DoDont(Block):
    """What to do and what not, beside each other."""

    kind = "do-dont"
    do_dont: DosAndDonts


class Appointment(Located):
    """When, where and whom the patient sees; what others of the block say and this one doesn't is a blank."""

    when: Text | None = None
    where: Text | None = None
    whom: Text | None = None
    note: Text | None = None

    @property
    def told(self) -> tuple[Text | None, ...]:
        """When, where, whom."""
        return (self.when, self.where, self.whom)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(self.told):
            hint = "Hint: fill in `when`, `where` or `whom`; a field without a value is a blank to write in."
            raise wrong(f"this appointment says nothing. {hint}")
        return self


class Appointments(Block):
    """When, where and whom."""

    kind = "appointments"
    appointments: Annotated[tuple[Appointment, ...], Field(min_length=1)]
