"""Numbers and matrices as they stand in a file (ISO 32000-1, 8.3.3); what is none does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carefold.graphics.matrix import IDENTITY, Matrix
from carefold.pdfread.safely import resolved


def number(value: Any) -> float:
    """A number; 0 for anything else."""
    if isinstance(value, float):
        return value
    found = value if isinstance(value, int) else resolved(value)
    return float(found) if isinstance(found, (int, float)) else 0.0


def matrix(values: Any) -> Matrix:
    """Six numbers; the identity for anything else."""
    if not isinstance(values, list | tuple) or len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = [value if type(value) is float else number(value) for value in values]
    return a, b, c, d, e, f


def shifted(x: float, y: float, then: Matrix) -> Matrix:
    """A shift before a matrix."""
    a, b, c, d, e, f = then
    return a, b, c, d, a * x + c * y + e, b * x + d * y + f


def moved(through: Matrix, points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Points, transformed: their x and their y."""
    a, b, c, d, e, f = through
    return [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
