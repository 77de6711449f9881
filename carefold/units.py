"""Lengths, sheet sizes and rectangles, in points (1/72 in), as PDF counts (ISO 32000-1, 8.3.2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

INCH = 72.0
MM = 72.0 / 25.4
SMALLEST_SHIFTED = 8.5  # points; super- and subscripts stay readable
POINTS = {"pt": 1.0, "in": INCH, "mm": MM, "cm": 10 * MM}

# Width and height of an upright sheet.
SHEETS: dict[str, tuple[float, float]] = {
    "letter": (8.5 * INCH, 11 * INCH),
    "legal": (8.5 * INCH, 14 * INCH),
    "tabloid": (11 * INCH, 17 * INCH),
    "a3": (297 * MM, 420 * MM),
    "a4": (210 * MM, 297 * MM),
    "a5": (148 * MM, 210 * MM),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; `x`, `y` is its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def inset(self, left: float, right: float, top: float, bottom: float) -> Area:
        """The rectangle inside these margins."""
        return Area(self.x + left, self.y + bottom, self.width - left - right, self.height - top - bottom)


_LENGTH = re.compile(r"(-?)(?:(\d+)/(\d+)|(\d+(?:\.\d+)?))\s*(pt|in|mm|cm)")


def points(length: str) -> float:
    """Points of a written length: `12pt`, `0.34in`, `1/16in`, `7 mm`, `-1mm`. ValueError says what is expected."""
    match = _LENGTH.fullmatch(length.strip())
    if match is None or (match[3] is not None and int(match[3]) == 0):
        raise ValueError(
            f"“{length}” is no length. Hint: write a number and its unit: 12pt, 0.34in, 1/16in, 7mm or 2cm."
        )
    number = int(match[2]) / int(match[3]) if match[2] else float(match[4])
    return (-number if match[1] else number) * POINTS[match[5]]
