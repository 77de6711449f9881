"""Fields: what a merge or a pen fills in, one value each, or a list of items with columns."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from carefold.caches import kept
from carefold.model.located import Located, LocatedMap, wrong
from carefold.model.values import Flag, Length, Line, Text

ROWS = "rows"
_COLUMN = re.compile(r"[a-z][\w-]*(\.[a-z][\w-]*)*", re.ASCII | re.IGNORECASE)


class Column(Located):
    """What each item of a list has: a bare name is a column of text."""

    name: Line
    type: Literal["text", "date", "time", "number", "phone", "email"] = "text"
    choices: tuple[Line, ...] = ()
    required: Flag = False
    blank: Flag = False

    @property
    def spec(self) -> FieldSpec:
        """What its values must hold to."""
        return _spec(self.type, self.choices, self.required)

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not _COLUMN.fullmatch(self.name):
            hint = "Hint: use letters, digits and dashes: next-due."
            raise wrong(f"“{self.name}” is no name for a column. {hint}", "name")
        return self


def _as_column(data: object) -> object:
    if not isinstance(data, str):
        return data
    made = LocatedMap(name=data)
    made.place = data.place() if isinstance(data, Text) else made.place
    return made


AnyColumn: TypeAlias = Annotated[Column, BeforeValidator(_as_column, json_schema_input_type=Column | Line)]


class FieldSpec(Located):
    """Something that a merge or a pen fills in."""

    label: Line | None = None
    width: Length | None = None
    type: Literal["text", "date", "time", "number", "phone", "email", "address", "rows"] = "text"
    columns: Annotated[tuple[AnyColumn, ...], Field(max_length=20)] = ()
    choices: tuple[Line, ...] = ()
    required: Flag = False
    blank: Flag = False
    ahead: Flag = False
    description: Line | None = None

    @property
    def is_list(self) -> bool:
        """Whether a record has a list of items for it."""
        return self.type == ROWS

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of its columns, as they are written."""
        return tuple(str(column.name) for column in self.columns)

    @model_validator(mode="after")
    def _only_days_are_ahead(self) -> Self:
        if self.ahead and self.type != "date":
            raise wrong("`ahead` is for a field of `type: date`. Hint: write that type, or remove `ahead`.", "ahead")
        return self

    @model_validator(mode="after")
    def _only_lists_have_columns(self) -> Self:
        if self.is_list != bool(self.columns):
            message = "`columns` and `type: rows` belong together."
            raise wrong(f"{message} Hint: write both for a list of items, or none of them.", "columns")
        if self.is_list and self.choices:
            raise wrong("a list has no choices of its own. Hint: write them of one of its columns.", "choices")
        for number, name in enumerate(self.column_names):
            if name in self.column_names[:number]:
                raise wrong(f"two columns are called “{name}”. Hint: remove one.", "columns", number)
        return self


@kept
def _spec(kind: Any, choices: tuple[Line, ...], required: Flag) -> FieldSpec:
    return FieldSpec(type=kind, choices=choices, required=required)
