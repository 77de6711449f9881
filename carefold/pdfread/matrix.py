"""Transformation matrices (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from carefold.pdfread.safely import resolved

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def number(value: Any) -> float:
    """A number; 0 for anything else."""
    if isinstance(value, float):
        return value
    value = resolved(value)
    return float(value) if isinstance(value, int | float) else 0.0


def matrix(values: Any) -> Matrix:
    """Six numbers; the identity for anything else."""
    found = [number(value) for value in values] if isinstance(values, list | tuple) else []
    if len(found) != 6:
        return IDENTITY
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """One matrix after another (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q


def shifted(x: float, y: float, then: Matrix) -> Matrix:
    """A shift before a matrix."""
    a, b, c, d, e, f = then
    return a, b, c, d, a * x + c * y + e, b * x + d * y + f


def moved(through: Matrix, points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Points, transformed: their x and their y."""
    a, b, c, d, e, f = through
    return [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
