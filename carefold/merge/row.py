"""A record as its file has it. It never shows what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, repr=False)
class Row:
    """One record: its number in the file, from 1; where it starts; its values, and lists of rows, by their columns.

    `columns` has the number of each column, from 1, where the file has columns. `problems` are of its form alone.
    """

    number: int
    place: Place
    values: Mapping[str, str]
    lists: Mapping[str, Rows] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()

    def at(self, column: str) -> Place:
        """Where a value stands: the line of its record, and the number of its column."""
        return Place(self.place.file, self.place.line, self.columns.get(column, 0))

    def __repr__(self) -> str:
        return f"Row({self.number}, …)"
