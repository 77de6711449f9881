"""CSV files of records (RFC 4180, and what spreadsheets make of it), read as a stream."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.row import Row, Spot, unread

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (",", ";", "\t", "|")
_EUROPEAN = ";"  # where a comma stands in numbers
_SAID = re.compile(r'"?sep=([,;\t|])"?\s*')  # Excel's first line
_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ACCENT = re.compile(rb"[\x80-\xff]")
_NO_CHARACTER = "\ufffd"
_LONGEST = 1 << 20  # characters of a field
_PART = 1 << 20  # bytes read at once
_EXPORT = "Export it anew as “CSV UTF-8”."


@dataclass(frozen=True)
class Form:
    """How a file is written: its encoding, what stands between its values, and how many lines before the heads."""

    encoding: str
    delimiter: str
    before: int = 0

    @property
    def is_guessed(self) -> bool:
        """Whether its encoding is not told by its bytes: letters with accents may be others."""
        return self.encoding == "cp1252"


def form_of(path: Path, shown: str) -> Form:
    """How a CSV file is written; CarefoldError for one that is none, or is in no encoding that is known."""
    encoding = _encoding(path, shown)
    with _opened(path, encoding, shown) as file:
        heads = next((line for line in file if line.strip()), "")[:_LONGEST]
    if not heads:
        raise CarefoldError(Finding("the file is empty.", Place(shown), _HEADS))
    if said := _SAID.fullmatch(heads):
        return Form(encoding, said[1], 1)
    with _long_values():
        return Form(encoding, max(_DELIMITERS, key=lambda sign: len(next(csv.reader([heads], delimiter=sign)))))


_HEADS = "The first line names the columns: patient.name,visit.date"


def _encoding(path: Path, shown: str) -> str:
    """UTF-8 wherever the whole file is; else what Windows calls ANSI. CarefoldError for what is neither."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    is_utf8, letters, others = True, 0, 0
    try:
        with path.open("rb") as file:
            first = True
            while part := file.read(_PART):
                if problem := _no_text(part, first):
                    raise CarefoldError(Finding(problem, Place(shown), _EXPORT))
                first = False
                letters, others = (
                    letters + len(_WHOLE.findall(part)),
                    others + len(_ACCENT.findall(_WHOLE.sub(b"", part))),
                )
                is_utf8 = is_utf8 and _decodes(decoder, part)
    except OSError as error:
        raise unread(shown, error) from error
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig"
    if letters > others:
        raise CarefoldError(Finding("the file is UTF-8 in some places only.", Place(shown), _EXPORT))
    return "cp1252"


def _no_text(part: bytes, first: bool) -> str:
    """Why bytes are none of a text; empty where they may be."""
    if first and part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "the file is UTF-16."
    if first and part[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return "this is a workbook, not a CSV file."
    return "this is no text file." if b"\0" in part else ""


def _decodes(decoder: codecs.IncrementalDecoder, part: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(part, final)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _opened(path: Path, encoding: str, shown: str) -> Iterator[TextIO]:
    try:
        with path.open(encoding=encoding, errors="replace" if encoding == "cp1252" else "strict", newline="") as file:
            yield file
    except OSError as error:
        raise unread(shown, error) from error


class _Lines:
    """The lines of a file, and how many bytes those took that were given out."""

    def __init__(self, file: TextIO, form: Form) -> None:
        self._file = file
        self._encoding = "utf-8" if form.encoding == "utf-8-sig" else form.encoding
        self.read = _mark_before(file) if form.encoding == "utf-8-sig" else 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._file)
        self.read += len(line.encode(self._encoding, "replace"))
        return line


def _mark_before(file: TextIO) -> int:
    """How many bytes a byte order mark takes."""
    with Path(file.name).open("rb") as raw:
        return len(codecs.BOM_UTF8) if raw.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0


@contextmanager
def _long_values() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_table(path: Path, shown: str, form: Form) -> Iterator[Row]:
    """The records of a CSV file, in order; CarefoldError for heads that can't be told from each other."""
    with _opened(path, form.encoding, shown) as file, _long_values():
        lines = _Lines(file, form)
        reader = csv.reader(lines, delimiter=form.delimiter, strict=True)
        for _ in range(form.before):
            next(reader)
        for row in _rows(reader, lines, shown):
            yield _as_in(form, row)


def _as_in(form: Form, row: Row) -> Row:
    return replace(row, commas=row.columns) if form.delimiter == _EUROPEAN else row


def read_table_again(path: Path, shown: str, form: Form, spots: Iterable[Spot]) -> Iterator[Row]:
    """Records of a file that was read before, in any order."""
    with _opened(path, form.encoding, shown) as file, _long_values():
        reader = csv.reader(file, delimiter=form.delimiter)
        for _ in range(form.before):
            next(reader)
        heads = _heads(next(cells for cells in reader if any(map(str.strip, cells))), Place(shown))
    with path.open("rb") as raw, _long_values():
        for spot in spots:
            raw.seek(spot.start)
            text = raw.read(spot.end - spot.start).decode(form.encoding, "replace")
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, strict=True)
            cells, problem = _next(lines, Place(shown, spot.line))
            yield _as_in(form, _row(spot.number, Place(shown, spot.line), heads, cells or [], problem))


def _next(lines: Iterator[list[str]], place: Place) -> tuple[list[str] | None, Finding | None]:
    """The next record, if there is one, or what is wrong with its form."""
    try:
        return next(lines, None), None
    except csv.Error as error:
        return [], _of_form(error, place)


def _rows(reader: Reader, lines: _Lines, shown: str) -> Iterator[Row]:
    heads, number = None, 0
    while True:
        place, start = Place(shown, reader.line_num + 1), lines.read
        cells, problem = _next(reader, place)
        if cells is None:
            break
        if problem is None and not any(cell.strip() for cell in cells):
            continue
        if heads is None:
            heads = _heads(cells, place) if problem is None else _refuse(problem)
            continue
        number += 1
        yield _row(number, place, heads, cells, problem, (start, lines.read))
    if heads is None:
        raise CarefoldError(Finding("the file is empty.", Place(shown), _HEADS))


def _of_form(error: csv.Error, place: Place) -> Finding:
    if "field larger" in str(error):
        return Finding("a value of this record is longer than a million characters.", place, _QUOTES)
    return Finding("the quotation marks of this record don't close.", place, _QUOTES)


_QUOTES = 'Inside a value in quotation marks, write "" for one.'


def _refuse(problem: Finding) -> _Heads:
    raise CarefoldError(problem)


class _Heads(list[str]):
    """The names of columns, empty for one that has none; `columns` are the numbers of the others, from 1."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self.columns = {head: count for count, head in enumerate(self, 1) if head}


def _heads(cells: Sequence[str], place: Place) -> _Heads:
    """The names of columns; messages don't say them, since a file without any begins with a patient."""
    heads = _Heads(cell.strip() for cell in cells)
    numbers = dict[str, list[int]]()
    for at, head in enumerate(heads, 1):
        numbers.setdefault(head, []).append(at)
    problems = [
        Finding(f"columns {_listed(same)} have the same name.", Place(place.file, place.line, same[0]),
                "Give each its own name.") for head, same in numbers.items() if head and len(same) > 1
    ]  # fmt: skip
    if problems:
        raise CarefoldError(problems)
    return heads


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _row(
    number: int, place: Place, heads: _Heads, cells: Sequence[str], problem: Finding | None,
    span: tuple[int, int] = (0, 0),
) -> Row:  # fmt: skip
    if problem is None and len(cells) == len(heads) == len(heads.columns) and _NO_CHARACTER not in "".join(cells):
        values = dict(zip(heads, map(str.strip, cells), strict=True))
        return Row(number, place, values, {}, heads.columns, span=span)
    values = {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head}
    problems = [problem] if problem else []
    if problem is None and len(cells) != len(heads):
        message = f"this record has {len(cells)} values, and there are {len(heads)} columns."
        problems.append(Finding(message, place, "Put a value that has the separator in it into quotation marks."))
    unnamed = [
        count for count, (head, cell) in enumerate(zip(heads, cells, strict=False), 1) if cell.strip() and not head
    ]
    problems += (
        Finding("a value stands in a column without a name.", Place(place.file, place.line, count), "Name the column.")
        for count in unnamed
    )
    problems += (
        Finding("a character of this value can't be read.", Place(place.file, place.line, count), _EXPORT)
        for count, cell in enumerate(cells, 1) if _NO_CHARACTER in cell
    )  # fmt: skip
    over = [cell for at, cell in enumerate(cells) if cell.strip() and (at >= len(heads) or not heads[at])]
    return Row(number, place, values, {}, heads.columns, tuple(problems), over=tuple(over), span=span)
