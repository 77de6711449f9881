"""The table of docs/performance.md: read, compared with what was measured, written anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
ALLOWED = 1.15  # how much more a ratio may be than what is written
PEER = "peer"  # in the place of a target: for comparison only
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| (\d+\.\d+|new) \| ([^|]+) \|$", re.M)


@dataclass(frozen=True)
class Row:
    """What is measured, what it is measured beside, how many times that it takes, and how many are wished for."""

    name: str
    beside: str
    ratio: float | None
    target: str

    @property
    def pair(self) -> tuple[str, str]:
        """What the ratio is of."""
        return self.name, self.beside

    @property
    def written(self) -> str:
        """The ratio as it stands in the table."""
        return "new" if self.ratio is None else f"{self.ratio:.2f}"

    @property
    def line(self) -> str:
        """The row as it stands in the table."""
        return f"| {self.name} | {self.beside} | {self.written} | {self.target} |"


Ratios = Mapping[tuple[str, str], float]


def rows_of(page: str) -> list[Row]:
    """The rows of a page's table; one that says “new” has no ratio yet."""
    found = (match.groups() for match in _ROW.finditer(page))
    return [Row(name, beside, None if written == "new" else float(written), target)
            for name, beside, written, target in found]  # fmt: skip


def worse(rows: Sequence[Row], measured: Ratios) -> list[Row]:
    """The rows that take over 15 % more than what is written; peers and what was not measured are passed over."""
    return [
        row for row in rows
        if row.ratio is not None and row.target != PEER and measured.get(row.pair, 0.0) > row.ratio * ALLOWED
    ]  # fmt: skip


def renewed(page: str, measured: Ratios) -> str:
    """The page with the ratios that were measured; other rows and all words stay."""
    for row in rows_of(page):
        if row.pair in measured:
            page = page.replace(row.line, Row(row.name, row.beside, measured[row.pair], row.target).line)
    return page
