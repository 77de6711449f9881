"""A file of records, read as a stream as often as it is needed: each record as it stands there, and in our columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.item_columns import ItemColumns
from carefold.merge.lines import read_lines, read_lines_again
from carefold.merge.mapping import Mapper
from carefold.merge.private import look_at_records
from carefold.merge.row import NUMBER, Row, Spot
from carefold.merge.tables import Form, form_of, read_table, read_table_again
from carefold.model.record_map import RecordMap
from carefold.reading.files import read
from carefold.workspace import Workspace

_TABLE, _LINES = ".csv", ".jsonl"


@dataclass(frozen=True)
class Records:
    """A file of records, as `shown` in messages; `form` is that of a CSV file, None for JSON Lines."""

    path: Path
    shown: str
    form: Form | None
    mapper: Mapper | None = None

    @classmethod
    def open(cls, path: Path, shown: str, mapper: Mapper | None = None) -> Records:
        """CarefoldError for what is no file, or is neither CSV nor JSON Lines."""
        kind = path.suffix.lower()
        if kind not in (_TABLE, _LINES):
            hint = f"Export them as “CSV UTF-8” ({_TABLE}), or as JSON Lines ({_LINES})."
            raise CarefoldError(Finding("this is no file of records.", Place(shown), hint), ExitCode.USAGE)
        if path.exists() and not path.is_file():
            hint = "Write the records into a file: they are read several times."
            raise CarefoldError(Finding("this is no file, but a pipe or a device.", Place(shown), hint), ExitCode.USAGE)
        return cls(path, shown, form_of(path, shown) if kind == _TABLE else None, mapper)

    @property
    def place(self) -> Place:
        """The file, as messages name it."""
        return Place(self.shown)

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """Each record as the file has it, and in our columns."""
        return self._both(
            read_table(self.path, self.shown, self.form) if self.form else read_lines(self.path, self.shown)
        )

    def _both(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
        """Records as the file has them, and each in our columns too."""
        items: ItemColumns | None = None
        for row in rows:
            theirs = _numbered(row) if NUMBER in row.values else row
            ours = self.mapper.row(theirs) if self.mapper else theirs
            if self.form or self.mapper:
                items = items or ItemColumns.of((*ours.columns, *ours.values))
                ours = items.gathered(ours)
            yield theirs, ours

    def in_order(self, column: str) -> Iterator[tuple[Row, Row]]:
        """As `pairs`, by what stands in a column of ours; only that, and where each record stands, is kept.

        Numbers in it count as numbers: 9 comes before 10.
        """
        keys = [
            (_key(ours.values.get(column, "")), Spot(theirs.number, theirs.place.line, *theirs.span))
            for theirs, ours in self.pairs()
        ]
        spots = (spot for _, spot in sorted(keys, key=lambda one: (one[0], one[1].number)))
        return self._both(
            read_table_again(self.path, self.shown, self.form, spots)
            if self.form
            else read_lines_again(self.path, self.shown, spots)
        )


def records_of(project: Workspace, file: Path, map_file: Path | None) -> Records:
    """A file of records; CarefoldError for one on the shelf, for what is none, and for a map that can't be read."""
    mapper = Mapper(read(RecordMap, map_file, project.shown(map_file))) if map_file else None
    look_at_records(project, file, project.shown(file))
    return Records.open(file, project.shown(file), mapper)


def _key(value: str) -> list[Any]:
    """Texts and numbers in turn; a number by its length first."""
    parts = re.split(r"([0-9]+)", value.casefold())
    numbers = [part.lstrip("0") for part in parts]
    return [(len(numbers[count]), numbers[count]) if count % 2 else part for count, part in enumerate(parts)]


def _numbered(row: Row) -> Row:
    """A record with the number that it says it has."""
    written = row.values[NUMBER]
    if not written:
        return row
    if re.fullmatch(r"\d{1,9}", written, re.ASCII) and int(written):
        return replace(row, number=int(written))
    problem = Finding("this is no number of a record.", row.at(NUMBER), "Write digits, or leave it empty.")
    return replace(row, problems=(*row.problems, problem))
