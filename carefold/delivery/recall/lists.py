"""The lists of a recall, as CSV files: who got it, whom to call, who has died, where the paper lies."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from carefold.delivery.recall.copies import OUTCOMES
from carefold.delivery.recall.reach import Reach, Told
from carefold.delivery.row import Row
from carefold.merge.row import Row as RecordRow

_CORRECTED: Mapping[Reach, str] = {"mail": "by mail", "call": "call", "deceased": "deceased", "none": "came back"}
_NAMES = ("patient.name", "name", "recipient")
_GOT = ("record", "id", "name", "date", "how", "language", "version", "code", "layout", "site", "batch", "outcome",
        "correction")  # fmt: skip
_CALL = ("record", "id", "name", "phone", "language", "why no mail", "letter", "date", "how", "version")
_DECEASED = ("record", "id", "name", "phone", "date", "how", "version")
_PAPER = ("what", "site", "printer", "date", "copies", "layout", "language", "version", "code", "by", "outcome")


def lists_of(
    told: Sequence[Told], rows: Sequence[Row], zone: datetime.tzinfo | None, delimiter: str
) -> Mapping[str, bytes]:  # fmt: skip
    """Their files by name; dates are those of a time zone, None for this computer's."""
    tables = {
        "got": (_GOT, _got(told, zone)),
        "call": (_CALL, _call([one for one in told if one.reach == "call"], zone)),
        "deceased": (_DECEASED, _deceased([one for one in told if one.reach == "deceased"], zone)),
        "paper": (_PAPER, _paper(rows, zone)),
    }
    return {f"{name}.csv": _table(heads, lines, delimiter) for name, (heads, lines) in tables.items()}


def day_of(row: Row, zone: datetime.tzinfo | None) -> str:
    """The day on which something left the house."""
    return datetime.datetime.fromisoformat(row.gone_at).astimezone(zone).date().isoformat()


def way_of(row: Row) -> str:
    """How somebody got it."""
    return "at the desk" if row.is_of_desk else {"mail": "mail", "paper": "print"}[row.channel]


def _got(told: Iterable[Told], zone: datetime.tzinfo | None) -> Iterator[Sequence[object]]:
    for one in told:
        for row in one.listed.copies:
            yield (*_person(one), day_of(row, zone), way_of(row), row.language, row.version, row.code, row.layout,
                   row.site, row.batch, OUTCOMES[row.state], _CORRECTED[one.reach])  # fmt: skip


def _call(told: Iterable[Told], zone: datetime.tzinfo | None) -> Iterator[Sequence[object]]:
    for one in told:
        values, last = one.listed.ours.values, one.listed.last
        yield (*_person(one), values.get("phone", ""), values.get("language", "") or last.language, one.why,
               one.letter, day_of(last, zone), way_of(last), last.version)  # fmt: skip


def _deceased(told: Iterable[Told], zone: datetime.tzinfo | None) -> Iterator[Sequence[object]]:
    for one in told:
        last = one.listed.last
        yield (*_person(one), one.listed.ours.values.get("phone", ""), day_of(last, zone), way_of(last), last.version)


def _person(one: Told) -> tuple[int, str, str]:
    ours: RecordRow = one.listed.ours
    name = next((ours.values[column] for column in _NAMES if ours.values.get(column)), "")
    return ours.number, ours.values["id"], name


def _paper(rows: Iterable[Row], zone: datetime.tzinfo | None) -> Iterator[Sequence[object]]:
    """Each kind of paper that came out of a printer in a day, how many sheets or letters; who printed what is apart."""
    copies = dict[tuple[str, ...], int]()
    for row in rows:
        if row.channel == "paper":
            what = "letters" if row.who else "handouts"
            key = (what, row.site, row.printer, day_of(row, zone), row.layout, row.language, row.version, row.code,
                   row.by, OUTCOMES[row.state])  # fmt: skip
            copies[key] = copies.get(key, 0) + row.copies
    for (what, site, printer, day, *rest), count in sorted(copies.items()):
        yield what, site, printer, day, count, *rest


def _table(heads: Sequence[str], lines: Iterable[Sequence[object]], delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(heads)
    writer.writerows(lines)
    return f"\ufeff{file.getvalue()}".encode(errors="backslashreplace")  # spreadsheets take it for UTF-8
