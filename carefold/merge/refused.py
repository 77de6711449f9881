"""Records that were refused, in a file of their own that can be mended and merged again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from carefold.diagnostics.finding import Finding
from carefold.merge.private import keep
from carefold.merge.records import Records
from carefold.merge.row import NUMBER, Row

PROBLEM = "problem"
"""The column that says what is wrong; a merge passes over it."""


@dataclass(frozen=True, repr=False)
class Refused:
    """A record as its file has it, and what is wrong with it."""

    row: Row
    problems: tuple[Finding, ...]

    def written(self, digits: int) -> dict[str, str]:
        """Its values, with the number that names its letter, and what is wrong."""
        return {**self.row.values, NUMBER: f"{self.row.number:0{digits}}", PROBLEM: self.told}

    @property
    def told(self) -> str:
        """What is wrong, and where it stood."""
        return " ".join(map(str, self.problems))


def write_refused(
    refused: Sequence[Refused], records: Records, folder: Path, name: str, digits: int, what: str = "refused"
) -> Path:
    """Write them as the file of records is written, into a new file, with numbers of so many digits."""
    path = free(folder, f"{name}-{what}", records.path.suffix.lower())
    keep(refused_data(refused, records, digits), path, path.name)
    return path


def refused_data(refused: Sequence[Refused], records: Records, digits: int) -> bytes:
    """Them as the file of records is written."""
    data = _table(refused, records.form.delimiter, digits) if records.form else _lines(refused, digits)
    return data.encode(errors="backslashreplace")


def _table(refused: Sequence[Refused], delimiter: str, digits: int) -> str:
    own = (head for one in refused for head in one.row.values if head not in (NUMBER, PROBLEM))
    heads = dict.fromkeys((*own, NUMBER, PROBLEM))
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(heads)
    for one in refused:
        written = one.written(digits)
        writer.writerow([*(written.get(head, "") for head in heads), *one.row.over])  # these stand in no column
    return f"\ufeff{file.getvalue()}"  # spreadsheets take it for UTF-8


def _lines(refused: Iterable[Refused], digits: int) -> str:
    rows = ({**one.row.lists, **one.written(digits)} for one in refused)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def free(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no file has."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
