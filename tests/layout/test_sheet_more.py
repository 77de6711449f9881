"""A letter that takes a sheet more for a few lines: its author is told how many."""

from __future__ import annotations

import re
from typing import Any

from opening import opened

from carefold.diagnostics.finding import Finding
from carefold.layout.sheet_more import a_sheet_more
from carefold.order import Order
from carefold.pipeline import laid_out
from carefold.run import Run


def told(clinic: Any, lines: int, layout: str = "letter") -> tuple[int, Finding | None]:
    """On how many pages so many short paragraphs are, and what is said of it."""
    clinic.write("\n".join(f"- Rest for a while, then walk {number}." for number in range(lines)))
    workspace = opened(clinic.folder)
    laid = laid_out(workspace, Run(workspace).content("h", None, ""), Order("h", layout))
    return len(laid.composition.fills), a_sheet_more(laid.job, laid.composition)


def test_how_many_lines_are_too_many_for_a_sheet(clinic: Any) -> None:
    low, high = 40, 400
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if told(clinic, middle)[0] <= 2 else (low, middle)
    assert told(clinic, low) == (2, None)
    pages, finding = told(clinic, high + 5)
    assert pages == 3 and finding
    count = int(re.findall(r"page 3 is a sheet more: 2 hold all but about (\d+) lines at 12 pt", finding.message)[0])
    assert 6 <= count <= 12, "6 paragraphs of a line each, and the space between them"
    assert "Section" in finding.hint or "The longest sections" in finding.hint
    assert told(clinic, high + 60)[1] is None, "a few lines would not do"


def test_nothing_is_said_where_no_sheet_is_saved(clinic: Any) -> None:
    assert told(clinic, 3)[1] is None
    assert told(clinic, 20, "trifold")[1] is None
