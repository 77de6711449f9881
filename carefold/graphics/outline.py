"""Outlines of simple shapes, as path operators (ISO 32000-1, 8.5.2). Points, origin bottom left."""

from __future__ import annotations

from typing import TypeAlias

from carefold.graphics.matrix import Matrix

Step: TypeAlias = tuple[str, tuple[float, ...]]
Outline: TypeAlias = tuple[Step, ...]

_ARC = 0.5522847498  # control points of a quarter circle, as a share of its radius


def line(x0: float, y0: float, x1: float, y1: float) -> Outline:
    """A straight line."""
    return (("m", (x0, y0)), ("l", (x1, y1)))


def polygon(*points: tuple[float, float]) -> Outline:
    """A closed shape with straight sides."""
    first, *others = points
    return (("m", first), *(("l", point) for point in others), ("h", ()))


def rectangle(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle."""
    return (("re", (x, y, width, height)),)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """A rectangle with round corners."""
    radius = min(radius, width / 2, height / 2)
    near = radius * (1 - _ARC)
    right, top = x + width, y + height
    return (
        ("m", (x + radius, y)),
        ("l", (right - radius, y)),
        ("c", (right - near, y, right, y + near, right, y + radius)),
        ("l", (right, top - radius)),
        ("c", (right, top - near, right - near, top, right - radius, top)),
        ("l", (x + radius, top)),
        ("c", (x + near, top, x, top - near, x, top - radius)),
        ("l", (x, y + radius)),
        ("c", (x, y + near, x + near, y, x + radius, y)),
        ("h", ()),
    )


def rounded_above(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """A rectangle whose upper corners are round."""
    near, right, top = radius * (1 - _ARC), x + width, y + height
    return (
        ("m", (x, y)),
        ("l", (right, y)),
        ("l", (right, top - radius)),
        ("c", (right, top - near, right - near, top, right - radius, top)),
        ("l", (x + radius, top)),
        ("c", (x + near, top, x, top - near, x, top - radius)),
        ("h", ()),
    )


def left_edge(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """A bar that covers the left edge of a rectangle with round corners."""
    near, top, right = radius * (1 - _ARC), y + height, x + width
    lift = radius - (radius**2 - (radius - width) ** 2) ** 0.5 if width < radius else 0.0
    return (
        ("m", (right, y + lift)),
        ("l", (right, top - lift)),
        ("c", (x + near, top - lift, x, top - near, x, top - radius)),
        ("l", (x, y + radius)),
        ("c", (x, y + near, x + near, y + lift, right, y + lift)),
        ("h", ()),
    )


def circle(x: float, y: float, radius: float) -> Outline:
    """A circle around x, y."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def curve(start: tuple[float, float], *bends: tuple[float, float, float, float, float, float]) -> Outline:
    """Bézier curves, one after another."""
    return (("m", start), *(("c", bend) for bend in bends))


def person(x: float, y: float, height: float) -> Outline:
    """A standing figure with head, shoulders and legs, `x`, `y` its lower left; about half as wide as high."""
    width, head, bend = height * 0.46, height * 0.125, height * 0.12
    middle, right, shoulder, near = x + width / 2, x + width, y + height * 0.72, bend * (1 - _ARC)
    arm, hand, hip, gap = width * 0.18, y + height * 0.4, y + height * 0.36, width * 0.06
    legs = (
        (right, hand), (right - arm, hand), (right - arm, y), (middle + gap, y), (middle + gap, hip),
        (middle - gap, hip), (middle - gap, y), (x + arm, y), (x + arm, hand), (x, hand), (x, shoulder - bend),
    )  # fmt: skip
    return (
        ("m", (x + bend, shoulder)),
        ("l", (right - bend, shoulder)),
        ("c", (right - near, shoulder, right, shoulder - near, right, shoulder - bend)),
        *(("l", corner) for corner in legs),
        ("c", (x, shoulder - near, x + near, shoulder, x + bend, shoulder)),
        ("h", ()),
        *circle(middle, y + height - head, head),
    )


def moved(outline: Outline, through: Matrix) -> Outline:
    """An outline of lines and curves, transformed."""
    a, b, c, d, e, f = through
    return tuple(
        (step, tuple(a * x + c * y + e if not at else b * x + d * y + f for x, y in _pairs(points) for at in (0, 1)))
        for step, points in outline
    )


def _pairs(points: tuple[float, ...]) -> list[tuple[float, float]]:
    return list(zip(points[::2], points[1::2], strict=True))
