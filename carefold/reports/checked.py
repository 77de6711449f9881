"""The JSON document of `carefold check`: its types, and how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from carefold.diagnostics.report import Accepted
from carefold.reports.entries import (
    AcceptedEntry,
    FindingEntry,
    ProblemEntry,
    ReadingGradeEntry,
    finding_entries,
    finding_entry,
    grade_entry,
    problem_entries,
)
from carefold.reports.outcome import Checked, Outcome

if TYPE_CHECKING:
    from carefold.review.instruments.filled_sheet import Sheet


class SheetEntry(TypedDict):
    """An instrument: the answers by item, null while one is open."""

    points: int
    applicable: int
    score: int | None
    open: list[int]
    items: dict[str, str | None]


class CheckedPdf(TypedDict):
    """A PDF, checked."""

    subject: str
    findings: list[FindingEntry]
    accepted: NotRequired[list[AcceptedEntry]]


CheckedHandout = TypedDict(
    "CheckedHandout",
    {
        "subject": str, "findings": list[FindingEntry], "accepted": list[AcceptedEntry],
        "reading-grade": ReadingGradeEntry | None, "pemat": SheetEntry, "cdc": SheetEntry,
    },
)  # fmt: skip


class CheckDocument(TypedDict):
    """`carefold check`."""

    checked: list[CheckedHandout | CheckedPdf]
    problems: list[ProblemEntry]


def check_document(outcome: Outcome) -> CheckDocument:
    """All that was checked."""
    return {"checked": list(map(_checked, outcome.checked)), "problems": problem_entries(outcome.problems)}


def _checked(checked: Checked) -> CheckedHandout | CheckedPdf:
    findings, review = finding_entries(checked.findings), checked.review
    accepted = list(map(_accepted, checked.accepted))
    if review:
        sheets = {sheet.key: _sheet(sheet) for sheet in review.sheets}
        return {
            "subject": checked.subject, "findings": findings, "accepted": accepted,
            "reading-grade": grade_entry(review.grades), "pemat": sheets["pemat"], "cdc": sheets["cdc"],
        }  # fmt: skip
    if accepted:
        return {"subject": checked.subject, "findings": findings, "accepted": accepted}
    return {"subject": checked.subject, "findings": findings}


def _accepted(one: Accepted) -> AcceptedEntry:
    return {**finding_entry(one.finding), "reason": one.reason}


def _sheet(sheet: Sheet) -> SheetEntry:
    return {
        "points": sheet.points, "applicable": sheet.applicable, "score": sheet.score,
        "open": [item.number for item in sheet.open],
        "items": {str(item.number): item.answer for item in sheet.items},
    }  # fmt: skip
