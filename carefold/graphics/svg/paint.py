"""How a shape is painted: its fill, its pen, what it is cut to, and how see-through it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from carefold.graphics.colour import Rgb
from carefold.graphics.outline import Matrix, Outline, moved
from carefold.graphics.svg import style as css
from carefold.graphics.svg.outlines import Extent, diagonal
from carefold.graphics.svg.values import colour, length, share

_CAPS, _JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "round": 1, "bevel": 2}
_MOST_COMPARED = 100  # shapes


@dataclass(frozen=True, slots=True)
class Clip:
    """What shapes are cut to, in the drawing's points."""

    outline: Outline
    even_odd: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen: its width and dashes in the shape's own units, cap and join as PDF numbers them (ISO 32000-1, 8.4.3)."""

    colour: Rgb
    opacity: float
    width: float
    cap: int
    join: int
    miter: float
    dashes: tuple[float, ...]
    phase: float


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline in its own units, the matrix that brings it into the drawing's points, and how it is painted."""

    outline: Outline
    matrix: Matrix
    fill: Rgb | None
    opacity: float
    even_odd: bool
    stroke: Stroke | None
    clips: tuple[Clip, ...] = ()


def paint(key: str, style: css.Style) -> tuple[Rgb | None, float]:
    """The colour of a fill or a stroke, and its opacity."""
    written = style[key]
    if written.lower() == "currentcolor":
        written = style["color"]
    if written == "none":
        return None, 1.0
    if written.startswith("url("):
        raise css.refused("a gradient or a pattern")
    found, alpha = colour(written)
    alpha *= share(style[f"{key}-opacity"])
    return (found, alpha) if alpha else (None, 1.0)


def stroke(style: css.Style, extent: Extent) -> Stroke | None:
    """The pen of a shape."""
    found, opacity = paint("stroke", style)
    whole = diagonal(extent)
    width = length(style["stroke-width"], whole)
    if found is None or width <= 0:
        return None
    written = style["stroke-dasharray"]
    dashes = () if written == "none" else tuple(length(part, whole) for part in re.split(r"[\s,]+", written))
    if any(dash < 0 for dash in dashes) or not any(dashes):
        dashes = ()
    return Stroke(
        found, opacity, width, _CAPS.get(style["stroke-linecap"], 0), _JOINS.get(style["stroke-linejoin"], 0),
        max(1.0, length(style["stroke-miterlimit"], 1.0)), dashes, length(style["stroke-dashoffset"], whole),
    )  # fmt: skip


def faded(shapes: list[Shape], opacity: float) -> list[Shape]:
    """Shapes that are see-through together; refused where they overlap, since each would show through."""
    if opacity == 1 or not shapes:
        return shapes
    if opacity == 0:
        return []
    if any(shape.fill and shape.stroke for shape in shapes) or _overlap(shapes):
        raise css.refused("parts that overlap and are see-through together")
    return [_faded(shape, opacity) for shape in shapes]


def _faded(shape: Shape, opacity: float) -> Shape:
    stroke = replace(shape.stroke, opacity=shape.stroke.opacity * opacity) if shape.stroke else None
    return replace(shape, opacity=shape.opacity * opacity, stroke=stroke)


def _overlap(shapes: Sequence[Shape]) -> bool:
    """Whether the boxes around any two shapes meet; so many that it can't be told count as meeting."""
    if len(shapes) > _MOST_COMPARED:
        return True
    return any(
        a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3] for a, b in combinations(map(_bounds, shapes), 2)
    )


def _bounds(shape: Shape) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a shape with its pen, at least."""
    points = [point for _, points in moved(shape.outline, shape.matrix) for point in points]
    a, b, c, d, _, _ = shape.matrix
    pen = shape.stroke.width * max(abs(a) + abs(c), abs(b) + abs(d)) * shape.stroke.miter if shape.stroke else 0.0
    xs, ys = points[::2], points[1::2]
    return min(xs) - pen / 2, max(xs) + pen / 2, min(ys) - pen / 2, max(ys) + pen / 2
