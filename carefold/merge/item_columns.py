"""Columns of a CSV file that hold the items of a list: medicines.2.dose is the dose of the second medicine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

from carefold.merge.row import Row, Rows
from carefold.model.rows import MOST_ITEMS, parted

_NONE = "none"


@dataclass
class ItemColumns:
    """Each such column with its list, the number of its item, from 1, and what it is there."""

    columns: tuple[tuple[str, str, int, str], ...]
    _known: tuple[Mapping[str, int], Mapping[str, int]] = (MappingProxyType({}), MappingProxyType({}))

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Those among the columns of a file."""
        found = ((name, parted(name)) for name in dict.fromkeys(names))
        return cls(tuple((name, *parts) for name, parts in found if parts and parts[1] <= MOST_ITEMS))

    def gathered(self, row: Row) -> Row:
        """A record with its lists. One whose items are all empty is missing, where no column of its own says `none`."""
        if not self.columns:
            return row
        values, lists = dict(row.values), dict(row.lists)
        for column, *_ in self.columns:
            values.pop(column, None)
        for name in dict.fromkeys(name for _, name, *_ in self.columns):
            items = self._items(name, row)
            said = values.get(name, "").lower()
            if said == ("" if items else _NONE):
                lists[name] = items
                values.pop(name, None)
        return replace(row, values=values, lists=lists, columns=self._with_lists(row.columns))

    def _with_lists(self, columns: Mapping[str, int]) -> Mapping[str, int]:
        """The numbers of columns, for a list that of its first one: made once for all records that share them."""
        if self._known[0] is not columns:
            first = {name: columns[column] for column, name, *_ in reversed(self.columns) if column in columns}
            self._known = columns, first | dict(columns)
        return self._known[1]

    def _items(self, name: str, row: Row) -> Rows:
        """The items of a list up to the last that has a value, each with all columns that any of them has."""
        own = [(number, key, row.values.get(column, "")) for column, of, number, key in self.columns if of == name]
        count = max((number for number, _, value in own if value), default=0)
        items = [dict.fromkeys((key for _, key, _ in own), "") for _ in range(count)]
        for number, key, value in own:
            if number <= count:
                items[number - 1][key] = value
        return tuple(items)
