"""A record as its file has it. It never shows what it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

Rows = tuple[Mapping[str, str], ...]

NUMBER = "record_number"
"""The column for the number that a record had in another file; it is the record's number then."""


@dataclass(frozen=True, repr=False)
class Row:
    """One record: its number in the file, from 1; where it starts; its values, and lists of rows, by their columns.

    `columns` has the number of each column, from 1, where the file has columns; in `commas` a number may have a decimal
    comma; what stands in none that has a name is `over`. `problems` are of its form alone. `span` is where its bytes
    begin and end.
    """

    number: int
    place: Place
    values: Mapping[str, str]
    lists: Mapping[str, Rows] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    commas: Collection[str] = ()
    over: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)

    @property
    def digits(self) -> int:
        """How many digits its number has, with zeros before it where it is written so."""
        return max(len(str(self.number)), len(self.values.get(NUMBER, "")))

    def at(self, column: str) -> Place:
        """Where a value stands: the line of its record, and the number of its column."""
        return Place(self.place.file, self.place.line, self.columns.get(column, 0))

    def __repr__(self) -> str:
        return f"Row({self.number}, …)"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: its number, its line, and where its bytes begin and end."""

    number: int
    line: int
    start: int
    end: int


def unread(shown: str, error: OSError) -> CarefoldError:
    """Why a file can't be read, in words."""
    reason = error.strerror or type(error).__name__
    return CarefoldError(Finding(f"the file can't be read ({reason}).", Place(shown), "Look at its name and rights."))
