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


_CALLED = {
    "in": r"inch(?:es)?|in\.|[\"”″]", "pt": r"points?|pts", "mm": r"milli\w+|mm\.", "cm": r"centi\w+|cm\.",
}  # fmt: skip
_MEANT = re.compile(rf"(\d{{1,4}}(?:\.\d{{1,3}})?|\d/\d{{1,2}})\s*({'|'.join(_CALLED.values())})")
_LENGTH = re.compile(r"(-?)(?:(\d+)/(\d+)|(\d+(?:\.\d+)?))\s*(pt|in|mm|cm)")


def points(length: str) -> float:
    """Points of a written length: `12pt`, `0.34in`, `1/16in`, `7 mm`, `-1mm`. ValueError says what is expected."""
    match = _LENGTH.fullmatch(length.strip())
    if match is None or (match[3] is not None and int(match[3]) == 0):
        meant = _MEANT.fullmatch(length.strip())
        unit = meant and next(unit for unit, names in _CALLED.items() if re.fullmatch(names, meant[2]))
        hint = f"write {meant[1]}{unit}." if meant else "write a number and its unit: 12pt, 0.34in, 1/16in, 7mm or 2cm."
        raise ValueError(f"“{length}” is no length. Hint: {hint}")
    number = int(match[2]) / int(match[3]) if match[2] else float(match[4])
    return (-number if match[1] else number) * POINTS[match[5]]
