"""What would be sent, written as messages into a private folder: nothing leaves, and the ledger stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from carefold.delivery.plan import Plan, Planner, Verdict
from carefold.delivery.writing import Writer
from carefold.diagnostics.finding import Finding
from carefold.merge.private import keep
from carefold.merge.recipient import Recipient


def write_dry_run(
    planner: Planner, plan: Plan, writer: Writer, folder: Path, moment: datetime.datetime, limit: int | None
) -> Iterator[Verdict]:
    """Write NAME-NUMBER.eml for each message that is due; what comes of each."""
    due = {one.number: one for one in plan.of("send")[:limit]}
    project, names = planner.letter.project, planner.merge.names
    for _, ours, found in planner.each():
        verdict = due.get(ours.number)
        if verdict is None or not isinstance(found, Recipient):
            continue
        message = writer.message(found, verdict.row, moment)
        if isinstance(message, Finding):
            yield replace(verdict, end="refuse", problems=(message,))
            continue
        path = (folder / names.name(found)).with_suffix(".eml")
        keep(message.data, path, project.shown(path))
        yield verdict
