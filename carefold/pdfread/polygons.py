"""Paths as polygons: what they cover, and where they lie (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from carefold.graphics.matrix import Matrix
from carefold.pdfread.page import Box
from carefold.pdfread.written_numbers import moved

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = list[Point]
_NUMBERS = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4, b"h": 0}
_LETTERS = b"mlcvyh"
_BENDS = (0.2, 0.4, 0.6, 0.8, 1.0)  # where a curve is cut into lines
EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)


def polygons(steps: bytes, through: Matrix) -> list[Polygon]:
    """The subpaths of a path, curves cut into lines, transformed."""
    drawn: list[Polygon] = []
    for operator, at in _steps(steps):
        if operator == b"re":
            x, y, width, height = at
            drawn.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        elif operator == b"m" or not drawn:
            drawn.append([(at[-2], at[-1])] if at else [])
        elif operator == b"l":
            drawn[-1].append((at[0], at[1]))
        elif operator != b"h":
            drawn[-1] += _curve(drawn[-1][-1] if drawn[-1] else (at[0], at[1]), operator, at)
    return [list(zip(*moved(through, polygon), strict=True)) for polygon in drawn if polygon]


def _steps(steps: bytes) -> Iterator[tuple[bytes, list[float]]]:
    """Operators with their numbers; those that lack some are passed over."""
    numbers: list[float] = []
    for word in steps.split():
        wanted = _NUMBERS.get(word)
        if wanted is None:
            try:
                numbers.append(float(word))
            except ValueError:
                numbers.append(0.0)
            continue
        if len(numbers) >= wanted:
            yield word, numbers[len(numbers) - wanted :]
        numbers = []


def _curve(start: Point, operator: bytes, at: Sequence[float]) -> Iterator[Point]:
    """Points on a Bézier curve (ISO 32000-1, 8.5.2.2)."""
    points = [start, *zip(at[::2], at[1::2], strict=True)]
    if operator == b"v":
        points.insert(1, start)
    elif operator == b"y":
        points.append(points[-1])
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    for t in _BENDS:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def bounds(shape: Sequence[Polygon]) -> Box:
    """The box around polygons; an empty one where there is none."""
    xs = [x for polygon in shape for x, _ in polygon]
    ys = [y for polygon in shape for _, y in polygon]
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0.0, 0.0, 0.0, 0.0)


def reach(steps: bytes, through: Matrix) -> Box:
    """A box that a path does not leave: around the points that its curves are drawn with."""
    points = steps if b"re" not in steps else b""
    try:
        numbers = [*map(float, points.translate(None, _LETTERS).split())]
    except ValueError:
        numbers = []
    if not numbers or len(numbers) % 2:
        return bounds(polygons(steps, through))
    xs, ys = numbers[::2], numbers[1::2]
    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    at_x, at_y = moved(through, [(left, bottom), (left, top), (right, bottom), (right, top)])
    return Box(min(at_x), min(at_y), max(at_x), max(at_y))


def common(one: Box, other: Box) -> Box:
    """What two boxes share; its edges are the wrong way round where that is nothing."""
    return Box(
        max(one.left, other.left), max(one.bottom, other.bottom), min(one.right, other.right), min(one.top, other.top)
    )


def covers(shape: Sequence[Polygon], x: float, y: float, even_odd: bool) -> bool:
    """Whether a filled shape lies over a point (ISO 32000-1, 8.5.3.3)."""
    turns, crossings = 0, 0
    for polygon in shape:
        before_x, before_y = polygon[-1]
        for at_x, at_y in polygon:
            if (before_y > y) != (at_y > y):
                crossing = before_x + (y - before_y) / (at_y - before_y) * (at_x - before_x)
                if crossing > x:
                    crossings += 1
                    turns += 1 if at_y > before_y else -1
            before_x, before_y = at_x, at_y
    return crossings % 2 == 1 if even_odd else turns != 0
