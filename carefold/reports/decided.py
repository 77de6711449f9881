"""The JSON documents of who has approved what (docs/cli.md)."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class DecisionEntry(TypedDict):
    """One line of reviews.jsonl; with `text`, what the words were."""

    date: str
    version: str
    language: str
    decision: str
    name: str
    role: str
    user: str
    seal: str
    imported: bool
    accepted: dict[str, str]
    text: NotRequired[list[str]]


class WithdrawalEntry(TypedDict):
    """What of a handout is withdrawn, since when, why, and by which user of a computer."""

    date: str
    versions: list[str]
    reason: str
    by: str


class HistoryDocument(TypedDict):
    """What `history --json` prints."""

    handout: str
    decisions: list[DecisionEntry]
    withdrawn: WithdrawalEntry | None
    problems: list[str]


ReviewedDocument = TypedDict(
    "ReviewedDocument",
    {
        "handout": str, "approved-by": list[dict[str, str]], "changed-since": str, "changes": list[dict[str, str]],
        "decisions": int, "problems": list[str],
    },
)  # fmt: skip
"""What `review --json` prints."""
