"""The words of a table in the form that its block takes."""

from __future__ import annotations

import re
from typing import Any

from carefold.reading.diagnose.flow import OWN

_CELLS = re.compile("[,|;]")


def table(value: Any) -> dict[str, Any] | None:
    """A header and rows of texts, lines or lists; None where they are no rows."""
    if isinstance(value, str):
        value = [line for line in value.split("\n") if line.strip(" |:-")]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        value = _cells(value[0])
    if (
        isinstance(value, list)
        and len(value) > 1
        and all(isinstance(one, str) for one in value)
        and not any(map(_CELLS.search, value))
    ):
        return {"header": value, "rows": [[OWN] * len(value)]}
    if isinstance(value, list) and value and all(isinstance(row, dict) and row for row in value):
        head = list(value[0])
        rows = [list(row.values()) for row in value]
        return {"header": head, "rows": rows} if all(list(row) == head for row in value) else None
    if not isinstance(value, list) or len(value) < 2:
        return None
    rows = [_cells(row) if isinstance(row, str) else row for row in value]
    if not all(isinstance(row, list) and 1 < len(row) == len(rows[0]) for row in rows):
        return None
    return {"header": rows[0], "rows": rows[1:]}


def _cells(row: str) -> list[str]:
    return re.split(r" *[,|;] *", row.strip(" |"))
