"""Records that were not sent, in a file of their own: the columns that they had, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carefold.delivery.plan import Plan, Planner
from carefold.delivery.sending import Sent
from carefold.diagnostics.finding import Finding
from carefold.merge.refused import Refused, write_refused


def write_unsent(planner: Planner, plan: Plan, sent: Sequence[Sent], folder: Path) -> str:
    """Write NAME-not-sent.csv, or .jsonl; its name in messages, empty where all were sent."""
    why = {one.number: one.problems or (Finding(f"{one.why}.", one.place),) for one in plan.verdicts
           if one.end in ("skip", "refuse")}  # fmt: skip
    why |= {
        one.verdict.number: one.verdict.problems or (Finding(f"{one.verdict.why}.", one.verdict.place),)
        for one in sent if not one.is_sent
    }  # fmt: skip
    rows = [Refused(theirs, why[ours.number]) for theirs, ours in planner.records.pairs() if ours.number in why]
    if not rows:
        return ""
    letter, names = planner.letter, planner.merge.names
    return letter.project.shown(
        write_refused(rows, planner.records, folder, letter.file_name, names.digits, "not-sent")
    )
