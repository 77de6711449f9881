"""Blocks that say what to do when: medicines, action plans, time lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from carefold.model.block import Block
from carefold.model.located import Located, wrong
from carefold.model.medicine import Medicine
from carefold.model.rows import BLANK_ROWS, BlankRows
from carefold.model.symbols import AnyText
from carefold.model.values import Line, Text


class MedicineList(Located):
    """Medicines that are written here or in a record, and the day that the list is of: a date, or a field's name.

    Without a record there are so many blank rows.
    """

    rows: Annotated[tuple[Medicine, ...], Field(min_length=1)] = ()
    rows_from: Line | None = None
    blank_rows: BlankRows = BLANK_ROWS
    as_of: Line | None = None

    @model_validator(mode="after")
    def _of_one_source(self) -> Self:
        if bool(self.rows) == (self.rows_from is not None):
            raise wrong("a schedule has either `rows` or `rows-from`. Hint: write one of the two keys.")
        if self.rows_from is not None and self.as_of is None:
            hint = "Hint: add `as-of:` with the name of a field of `type: date`, such as visit.date."
            raise wrong(f"a list of medicines says of which day it is. {hint}", "rows-from")
        return self


def _is_list(data: object) -> str:
    keys = {"rows", "rows-from", "blank-rows", "as-of"}
    known = isinstance(data, MedicineList) or (isinstance(data, Mapping) and keys.intersection(data))
    return "list" if known else "rows"


class Schedule(Block):
    """Medicines by morning, noon, evening and bedtime."""

    kind = "schedule"
    listed: Annotated[
        Annotated[tuple[Medicine, ...], Field(min_length=1), Tag("rows")] | Annotated[MedicineList, Tag("list")],
        Discriminator(_is_list),
    ] = Field(alias="schedule")

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """Its rows, once it is resolved."""
        return self.listed.rows if isinstance(self.listed, MedicineList) else self.listed

    @property
    def as_of(self) -> Text | None:
        """The day that it is of, if it says so."""
        return self.listed.as_of if isinstance(self.listed, MedicineList) else None


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
