"""Lists in a record. Each item's values have names of their own, such as medicines.2.dose; that of the list has how
many there are, and is empty for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, TypeAlias

from pydantic import Field

from carefold.caches import kept
from carefold.model.field_spec import FieldSpec
from carefold.model.values import Whole

MOST_ITEMS = 100
BLANK_ROWS = 8
BlankRows: TypeAlias = Annotated[Whole, Field(ge=1, le=60)]
"""How many rows to write on there are without a record."""
_NAME = re.compile(r"(?P<field>.+?)\.(?P<number>[1-9]\d*)\.(?P<column>.+)")


def items_of(name: str, values: Mapping[str, str]) -> tuple[dict[str, str], ...] | None:
    """The items of a list, by their columns; None for a record that has no such list."""
    if name not in values:
        return None
    rows: list[dict[str, str]] = [{} for _ in range(int(values[name] or 0))]
    for number, column, value in _parts(name, values):
        rows[number - 1][column] = value
    return tuple(rows)


def _parts(name: str, values: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    for key, value in values.items():
        found = parted(key)
        if found and found[0] == name:
            yield found[1], found[2], value


@kept
def parted(name: str) -> tuple[str, int, str] | None:
    """The list, the number of the item and the column in a value's name; None for one that is of no item."""
    found = _NAME.fullmatch(name)
    return (found["field"], int(found["number"]), found["column"]) if found else None


def column_of(name: str, fields: Mapping[str, FieldSpec]) -> tuple[str, str] | None:
    """The list and the column that a value's name belongs to; None for one that is of no item."""
    found = parted(name)
    return (found[0], found[2]) if found and found[0] in fields else None


def names_of_values(fields: Mapping[str, FieldSpec], record: Mapping[str, str] | None) -> frozenset[str]:
    """The names of all that a record may fill in: the fields, and what its lists have in their columns."""
    return frozenset((*fields, *(name for name in record or () if column_of(name, fields))))


def spec_of(name: str, fields: Mapping[str, FieldSpec]) -> FieldSpec | None:
    """What a value must hold to, be it that of a field or of an item's column; None for an unknown name."""
    if name in fields:
        return fields[name]
    found = column_of(name, fields)
    columns = fields[found[0]].columns if found else ()
    return next((column.spec for column in columns if found and column.name == found[1]), None)
