"""JSON Lines of records: an object a line, read as a stream. A list of objects in one is a list of rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.row import Row, Rows, Spot, unread

_LONGEST = 1 << 20  # bytes of a line


class _TwiceError(ValueError):
    """A key that an object has twice."""


def read_lines(path: Path, shown: str) -> Iterator[Row]:
    """The records of a file, in order; what is wrong with the form of one is among its problems.

    CarefoldError for a file that has no record a line.
    """
    try:
        with path.open("rb") as file:
            number, start = 0, 0
            for line, data in enumerate(iter(lambda: _line(file), b""), 1):
                if said := data.strip(b" \t\r\n\xef\xbb\xbf"):
                    number += 1
                    if number == 1 and (problem := _no_lines(said)):
                        raise CarefoldError(Finding(problem, Place(shown), _FORM))
                    yield replace(_row(number, Place(shown, line), data), span=(start, file.tell()))
                start = file.tell()
    except OSError as error:
        raise unread(shown, error) from error


def _line(file: BinaryIO) -> bytes:
    """The next line; the beginning of one that is too long, which is passed over to its end."""
    data = part = file.readline(_LONGEST + 1)
    while len(part) > _LONGEST and not part.endswith(b"\n"):
        part = file.readline(_LONGEST + 1)
    return data


def _no_lines(first: bytes) -> str:
    """Why a file that begins so is none of JSON Lines; empty where it may be one."""
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "the file is UTF-16, and has to be UTF-8."
    return "this is JSON, and no JSON Lines." if first == b"{" or first.startswith(b"[") else ""


def read_lines_again(path: Path, shown: str, spots: Iterable[Spot]) -> Iterator[Row]:
    """Records of a file that was read before, in any order."""
    with path.open("rb") as file:
        for spot in spots:
            file.seek(spot.start)
            yield _row(spot.number, Place(shown, spot.line), file.read(spot.end - spot.start))


def _row(number: int, place: Place, data: bytes) -> Row:
    if len(data) > _LONGEST:
        message = "this line is longer than a million characters."
        return Row(number, place, {}, problems=(Finding(message, place, _FORM),))
    try:
        record = _record(data)
    except _TwiceError:
        return Row(number, place, {}, problems=(Finding("a key stands twice in this record.", place, _ONCE),))
    except (ValueError, RecursionError):
        return Row(number, place, {}, problems=(Finding("this line is no JSON object.", place, _FORM),))
    values, lists, problems = dict[str, str](), dict[str, Rows](), list[Finding]()
    for key, value in record.items():
        if isinstance(value, list):
            lists[key], wrong = _rows(key, value)
            problems += (Finding(message, place, _FORM) for message in wrong)
        elif (text := _text(value)) is None:
            problems.append(Finding(f"{_called(key)} is no plain value.", place, _FORM))
        else:
            values[key] = text
    return Row(number, place, values, lists, {}, tuple(problems))


def _called(*keys: str | int) -> str:
    """A key in a message, or keys within each other; what is not written as names of fields are may be a patient's."""
    is_named = all(isinstance(key, int) or _NAME.fullmatch(key) for key in keys)
    return f"“{'.'.join(map(str, keys))}”" if is_named else "one of its values"


_NAME = re.compile(r"[a-z][a-z_]*(?:[.-][a-z_]+)*")
_ONCE = "Write each once."
_FORM = 'Write one record a line: {"patient.name": "…", "medicines": [{"medicine": "…"}]}'


def _record(data: bytes) -> dict[str, Any]:
    """Numbers stay as they are written."""
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


def _rows(key: str, value: list[Any]) -> tuple[Rows, list[str]]:
    """The items of a list, and what is wrong with those that are none; a group of values in one gets dotted names."""
    rows, wrong = list[dict[str, str]](), list[str]()
    for number, one in enumerate(value, 1):
        if not isinstance(one, dict):
            wrong.append(f"{_called(key, number)} is no object with plain values.")
            continue
        values = dict(_plain(one))
        wrong += (f"{_called(key, number, name)} is no plain value." for name, said in values.items() if said is None)
        rows.append({name: said or "" for name, said in values.items()})
    return tuple(rows), wrong


def _plain(item: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", _text(part)) for inner, part in value.items())
        else:
            yield name, _text(value)
