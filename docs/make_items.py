"""Write the lists of items at the end of docs/review.md: `python docs/make_items.py`."""

from __future__ import annotations

from pathlib import Path

from carefold.review.instruments import cdc, pemat
from carefold.review.instruments.answer_sheet import Asked

_START = "### PEMAT-P\n"
_PAGE = Path(__file__).parent / "review.md"


def lists() -> str:
    """Both lists, each as a table."""
    return f"{_START}{_table(pemat.ITEMS)}\n### CDC Clear Communication Index\n{_table(cdc.ITEMS)}"


def _table(items: tuple[Asked, ...]) -> str:
    rows = [f"| {item.number} | {item.question} | {item.by} |" for item in items]
    return "\n".join(["", "| item | question | answered first by |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    text, _, _ = _PAGE.read_text("utf-8").partition(_START)
    _PAGE.write_text(text + lists(), encoding="utf-8")
