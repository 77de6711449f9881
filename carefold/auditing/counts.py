"""What was given out in a time, counted from the ledger: nothing of whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace

from carefold.auditing.period import Period
from carefold.delivery.ledger import FILE, Ledger, folder_of
from carefold.delivery.row import GONE, OPEN, Row
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.project import Project
from carefold.twins import split


@dataclass(frozen=True)
class Given:
    """Of one version in one language: sheets for all by their copies, letters, messages, and what came back.

    Of what is `unknown` nobody can tell whether it left.
    """

    handout: str
    language: str
    version: str
    copies: int = 0
    letters: int = 0
    messages: int = 0
    returned: int = 0
    unknown: int = 0


def given_out(project: Project, period: Period) -> tuple[Given, ...] | None:
    """All that left the house; None for a project without a ledger. CarefoldError for one that can't be read whole."""
    if not project.settings.ledger:
        return None
    with closing(Ledger.open(project)) as ledger:
        try:
            _look_whole(ledger)
            rows = [row for row in ledger.rows() if row.version and period.holds_time(row.at)]
        except (sqlite3.Error, ValueError) as error:
            shown = folder_of(project)[1]
            hint = "Bring a copy back with `carefold ledger --restore FILE`."
            message = "the ledger is damaged, so nobody can count what was given out."
            raise CarefoldError(Finding(message, Place(f"{shown}/{FILE}"), hint), ExitCode.MISSING) from error
    return tuple(_counted(rows))


def _look_whole(ledger: Ledger) -> None:
    """sqlite3.DatabaseError for a file that is torn somewhere."""
    _, data = ledger.whole()
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        if base.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("not whole")


def _counted(rows: Iterable[Row]) -> list[Given]:
    found = dict[tuple[str, str, str], Given]()
    for row in rows:
        key = split(row.handout)[0], row.language, row.version
        found[key] = _with(found.get(key, Given(*key)), row)
    return [one for _, one in sorted(found.items()) if one != Given(one.handout, one.language, one.version)]


def _with(one: Given, row: Row) -> Given:
    if row.state in OPEN - {"planned"} or row.state == "unknown":
        return replace(one, unknown=one.unknown + 1)
    if row.state not in GONE:
        return one
    came_back = one.returned + (row.state in ("bounced", "returned"))
    if row.channel == "mail":
        return replace(one, messages=one.messages + 1, returned=came_back)
    if row.who:
        return replace(one, letters=one.letters + row.copies, returned=came_back)
    return replace(one, copies=one.copies + row.copies)
