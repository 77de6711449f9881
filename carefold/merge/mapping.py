"""Rows of an export become rows in our own columns; what the map does not name is dropped unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.merge.formats import HINT, Read, reader_of
from carefold.merge.row import NUMBER, Row, Rows
from carefold.model.forms import LINES
from carefold.model.record_map import RecordMap
from carefold.model.values import Line

_PART = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")


@dataclass(frozen=True)
class _Piece:
    """A column of theirs, and what reads it."""

    column: str
    read: Read | None = None


@dataclass(frozen=True)
class _Template:
    """The lines of one of our columns, each of words and pieces."""

    lines: tuple[tuple[str | _Piece, ...], ...]

    @property
    def whole(self) -> str:
        """The column that it is and nothing else, as one of a list must be; else empty."""
        first = self.lines[0][0] if [len(line) for line in self.lines] == [1] else ""
        return first.column if isinstance(first, _Piece) and first.read is None else ""

    @property
    def pieces(self) -> Iterator[_Piece]:
        return (part for line in self.lines for part in line if isinstance(part, _Piece))

    @property
    def reads(self) -> bool:
        """Whether it says how theirs is written."""
        return any(piece.read for piece in self.pieces)


class Mapper:
    """Makes rows in our columns of theirs."""

    def __init__(self, wanted: RecordMap) -> None:
        """CarefoldError for patterns that can't be read."""
        problems = list[Finding]()
        self._templates = {str(ours): _template(lines, problems) for ours, lines in wanted.columns.items()}
        self._places = {str(ours): lines[0].place() for ours, lines in wanted.columns.items()}
        if problems:
            raise CarefoldError(problems)

    @property
    def columns(self) -> tuple[str, ...]:
        """Our columns, as the map names them."""
        return tuple(self._templates)

    def problems(self, theirs: Mapping[str, int]) -> list[Finding]:
        """Columns that the map names and the file has not; what the file has may be a patient's values."""
        named = {piece.column for template in self._templates.values() for piece in template.pieces}
        others = theirs if named & theirs.keys() else ()
        return [
            Finding(f"the records have no column “{piece.column}”.", self._places[ours],
                    did_you_mean(piece.column, others, "Look at the heads of the columns."))
            for ours, template in self._templates.items() for piece in template.pieces if piece.column not in theirs
        ]  # fmt: skip

    def place(self, ours: str) -> Place:
        """Where the map names a column of ours."""
        return self._places[ours]

    def row(self, row: Row) -> Row:
        """A row in our columns; each stands where the first of theirs does."""
        values, columns, problems = dict[str, str](), dict[str, int](), list(row.problems)
        lists = dict[str, Rows]()
        for ours, template in self._templates.items():
            if (whole := template.whole) in row.lists:
                lists[ours] = row.lists[whole]
                continue
            first = next((piece.column for piece in template.pieces), "")
            if number := row.columns.get(first):
                columns[ours] = number
            lines = [_filled(line, row, ours, problems) for line in template.lines]
            values[ours] = LINES.join(filter(None, lines))
        if NUMBER in row.values:
            values[NUMBER] = row.values[NUMBER]
        commas = [ours for ours, template in self._templates.items() if row.commas and not template.reads]
        return replace(row, values=values, lists=lists, columns=columns, problems=tuple(problems), commas=commas)


def _template(lines: tuple[Line, ...], problems: list[Finding]) -> _Template:
    return _Template(tuple(tuple(_parts(line, problems)) for line in lines))


def _parts(line: Line, problems: list[Finding]) -> Iterator[str | _Piece]:
    if "{" not in line and "}" not in line:
        yield _Piece(line.strip())
        return
    end = 0
    for found in _PART.finditer(line):
        yield from _words(line, end, found.start(), problems)
        end, column, pattern = found.end(), found[1].strip(), found[2]
        read = reader_of(pattern.strip()) if pattern is not None else None
        if pattern is not None and read is None:
            at = found.start(2) + len(pattern) - len(pattern.lstrip())
            problems.append(Finding(f"“{pattern.strip()}” is no pattern.", line.place(at), HINT))
        yield _Piece(column, read)
    yield from _words(line, end, len(line), problems)


def _words(line: Line, start: int, end: int, problems: list[Finding]) -> Iterator[str]:
    words = line[start:end]
    if "{" in words or "}" in words:
        at = start + min(words.index(sign) for sign in "{}" if sign in words)
        problems.append(Finding("a bracket stands alone here.", line.place(at), "Write a column as {COLUMN}."))
    if words:
        yield words


def _filled(line: tuple[str | _Piece, ...], row: Row, ours: str, problems: list[Finding]) -> str:
    """A line with its values; empty where no column in it has one, without doubled spaces where some have none."""
    said, filled = "", False
    for part in line:
        if isinstance(part, str):
            said += part
            continue
        value = row.values.get(part.column, "")
        if value and part.read:
            read = part.read(value)
            if read is None:
                message = f"the value for “{ours}” is not written as the map says."
                problems.append(Finding(message, row.at(part.column), "Mend it, or the pattern in the map."))
            value = read or ""
        filled = filled or bool(value)
        said += value
    return re.sub(r" {2,}", " ", said).strip(" ,") if filled else ""
