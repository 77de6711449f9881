"""JSON Lines of records: an object a line, read as a stream. A list of objects in one is a list of rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.row import Row, Rows, Spot, unread

_LONGEST = 1 << 20  # bytes of a line


class _TwiceError(ValueError):
    """A key that an object has twice."""


def read_lines(path: Path, shown: str) -> Iterator[Row]:
    """The records of a file, in order; what is wrong with the form of one is among its problems."""
    try:
        with path.open("rb") as file:
            number, start = 0, 0
            for line, data in enumerate(iter(lambda: file.readline(_LONGEST + 1), b""), 1):
                if data.strip(b" \t\r\n\xef\xbb\xbf"):
                    number += 1
                    yield replace(_row(number, Place(shown, line), data), span=(start, start + len(data)))
                start += len(data)
    except OSError as error:
        raise unread(shown, error) from error


def read_lines_again(path: Path, shown: str, spots: Iterable[Spot]) -> Iterator[Row]:
    """Records of a file that was read before, in any order."""
    with path.open("rb") as file:
        for spot in spots:
            file.seek(spot.start)
            yield _row(spot.number, Place(shown, spot.line), file.read(spot.end - spot.start))


def _row(number: int, place: Place, data: bytes) -> Row:
    try:
        record = _record(data)
    except _TwiceError:
        return Row(number, place, {}, problems=(Finding("a key stands twice in this record.", place, _ONCE),))
    except (ValueError, RecursionError):
        return Row(number, place, {}, problems=(Finding("this line is no JSON object.", place, _FORM),))
    values, lists, problems = dict[str, str](), dict[str, Rows](), list[Finding]()
    for key, value in record.items():
        if isinstance(value, list):
            rows = _rows(value)
            if rows is None:
                problems.append(Finding(f"{_called(key)} is no list of objects with plain values.", place, _FORM))
            else:
                lists[key] = rows
        elif (text := _text(value)) is None:
            problems.append(Finding(f"{_called(key)} is no plain value.", place, _FORM))
        else:
            values[key] = text
    return Row(number, place, values, lists, {}, tuple(problems))


def _called(key: str) -> str:
    """A key in a message; one that is not written as names of fields are may be a patient's."""
    return f"“{key}”" if _NAME.fullmatch(key) else "one of its values"


_NAME = re.compile(r"[a-z][a-z_]*(?:[.-][a-z_]+)*")
_ONCE = "Write each once."
_FORM = 'Write one record a line: {"patient.name": "…", "medicines": [{"medicine": "…"}]}'


def _record(data: bytes) -> dict[str, Any]:
    """Numbers stay as they are written."""
    if len(data) > _LONGEST:
        raise ValueError("too long")
    text = data.decode("utf-8-sig")
    made = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_once)
    if not isinstance(made, dict):
        raise ValueError("no object")
    return made


def _no_number(_written: str) -> None:
    raise ValueError("no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = {key.strip(): value for key, value in pairs}
    if len(made) != len(pairs):
        raise _TwiceError
    return made


def _text(value: object) -> str | None:
    """A plain value as text, empty for null; None for what is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else None


def _rows(value: list[Any]) -> Rows | None:
    rows = []
    for one in value:
        if not isinstance(one, dict) or any(_text(part) is None for part in one.values()):
            return None
        rows.append({key: _text(part) or "" for key, part in one.items()})
    return tuple(rows)
