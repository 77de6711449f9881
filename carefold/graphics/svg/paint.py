"""How a shape is painted: its fill, its pen, what it is cut to, and how see-through it is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from carefold.graphics.matrix import Matrix
from carefold.graphics.outline import Outline, Step, circle, moved, polygon
from carefold.graphics.svg import style as css
from carefold.graphics.svg.attributes import colour, length, share
from carefold.graphics.svg.gradients import Gradient, Gradients, Paint
from carefold.graphics.svg.outlines import Extent, diagonal

_CAPS, _JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "round": 1, "bevel": 2}
_MOST_COMPARED = 100  # shapes
_FLAT = 1e-6  # the sine of an angle that counts as none


@dataclass(frozen=True, slots=True)
class Clip:
    """What shapes are cut to, in the drawing's points."""

    outline: Outline
    even_odd: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen: its width and dashes in the shape's own units, cap and join as PDF numbers them (ISO 32000-1, 8.4.3)."""

    colour: Paint
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
    fill: Paint | None
    opacity: float
    even_odd: bool
    stroke: Stroke | None
    clips: tuple[Clip, ...] = ()


def painted(
    outline: Outline, matrix: Matrix, clips: tuple[Clip, ...], style: css.Style, extent: Extent, measured: str | None,
    gradients: Gradients,
) -> Iterator[Shape]:  # fmt: skip
    """An outline's fill and stroke: two shapes where the stroke comes first, or one of the two shows what is below.

    `measured` is its `pathLength`.
    """

    def paint(key: str, width: float) -> tuple[Paint | None, float]:
        return _paint(key, style, lambda written: gradients.paint(written, outline, width, extent))

    fill, opacity = paint("fill", 0.0)
    if all(map(_is_flat, parts(outline))):
        fill = None  # which many viewers draw as a hair
    pen = _stroke(style, extent, paint)
    if pen and pen.dashes and measured:
        raise css.refused("dashes by a path length")
    whole = Shape(outline, matrix, fill, opacity, style["fill-rule"] == "evenodd", pen, clips)
    below = _stroke_first(style["paint-order"])
    fades = any(isinstance(one, Gradient) and one.fades for one in (fill, pen and pen.colour))
    if fill and pen and (below or fades or pen.opacity < 1):
        two = [replace(whole, stroke=None), replace(whole, fill=None, opacity=1.0)]
        yield from reversed(two) if below else two
    elif fill or pen:
        yield whole
    if pen and pen.cap and not pen.dashes:
        dots = tuple(step for part in parts(outline) if _is_dot(part) for step in _dot(part[0][1], pen))
        if dots:
            yield Shape(dots, matrix, pen.colour, pen.opacity, False, None, clips)


def _stroke_first(order: str) -> bool:
    """Whether `paint-order` puts strokes below fills (SVG 2, 13.8); a list with other words counts for nothing."""
    words = order.split()
    if len(words) != len(set(words)) or not {"fill", "stroke", "markers"}.issuperset(words):
        return False
    return [word for word in words if word != "markers"][:1] == ["stroke"]


def parts(outline: Outline) -> Iterator[Outline]:
    """The subpaths of an outline."""
    part: list[Step] = []
    for step in outline:
        if step[0] == "m" and part:
            yield tuple(part)
            part = []
        part.append(step)
    if part:
        yield tuple(part)


def _dot(at: tuple[float, ...], pen: Stroke) -> Outline:
    """What a pen draws at a point: not all viewers do, so it is filled (SVG 2, 13.5.4)."""
    half = pen.width / 2
    if pen.cap == _CAPS["round"]:
        return circle(at[0], at[1], half)
    return polygon(*((at[0] + x * half, at[1] + y * half) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))))


def _is_dot(part: Outline) -> bool:
    """Whether a subpath has no length but is drawn by round and square pens."""
    points = {pair for _, flat in part for pair in zip(flat[::2], flat[1::2], strict=True)}
    return len(points) == 1 and len(part) > 1


def _is_flat(part: Outline) -> bool:
    """Whether a subpath runs along one straight line, and so has nothing to fill."""
    points = [pair for _, flat in part for pair in zip(flat[::2], flat[1::2], strict=True)]
    x, y = points[0]
    far_x, far_y = max(((a - x, b - y) for a, b in points), key=lambda way: math.hypot(*way))
    long = far_x**2 + far_y**2
    return all(abs(far_x * (b - y) - far_y * (a - x)) <= _FLAT * long for a, b in points)


def _paint(
    key: str, style: css.Style, look_up: Callable[[str], tuple[Paint | str | None, float]]
) -> tuple[Paint | None, float]:
    """The colour or gradient of a fill or a stroke, and its opacity."""
    written, alpha = style[key], share(style[f"{key}-opacity"])
    if written.startswith("url("):
        found, opacity = look_up(written)
        if not isinstance(found, str):
            return (found, alpha * opacity) if alpha * opacity else (None, 1.0)
        written = found
    if written.lower() == "currentcolor":
        written = style["color"]
    if written == "none":
        return None, 1.0
    plain, own = colour(written)
    return (plain, alpha * own) if alpha * own else (None, 1.0)


def _stroke(
    style: css.Style, extent: Extent, paint: Callable[[str, float], tuple[Paint | None, float]]
) -> Stroke | None:
    """The pen of a shape."""
    whole = diagonal(extent)
    width = length(style["stroke-width"], whole)
    if width < 0:
        raise css.refused("a stroke that is narrower than nothing")
    found, opacity = paint("stroke", max(0.0, width) * max(1.0, length(style["stroke-miterlimit"], 1.0)))
    if found is None or width <= 0:
        return None
    written = style["stroke-dasharray"]
    dashes = () if written == "none" else tuple(length(part, whole) for part in re.split(r"\s*,\s*|\s+", written))
    if any(dash < 0 for dash in dashes) or not any(dashes):
        dashes = ()
    phase = length(style["stroke-dashoffset"], whole)
    if phase < 0:
        phase %= (2 if len(dashes) % 2 else 1) * sum(dashes) or 1.0
    return Stroke(
        found, opacity, width, _CAPS.get(style["stroke-linecap"], 0), _JOINS.get(style["stroke-linejoin"], 0),
        max(1.0, length(style["stroke-miterlimit"], 1.0)), dashes, phase,
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


def can_be_joined(shapes: Sequence[Shape]) -> bool:
    """Whether shapes as one outline show what they show together: those that overlap must turn the same way."""
    if len(shapes) < 2:
        return True
    if any(shape.even_odd for shape in shapes):
        return False
    turns = {_turn(shape) for shape in shapes}
    return not _overlap(shapes) or (len(turns) == 1 and 0 not in turns)


def _turn(shape: Shape) -> int:
    """Which way a convex outline turns: 1 or -1; 0 for any other."""
    points = [
        pair for _, flat in moved(shape.outline, shape.matrix) for pair in zip(flat[::2], flat[1::2], strict=True)
    ]
    corners = [point for point, after in zip(points, (*points[1:], *points[:1]), strict=True) if point != after]
    if len(list(parts(shape.outline))) > 1 or len(corners) < 3:
        return 0
    turns = set()
    around = 0.0
    for a, b, c in zip(corners, (*corners[1:], *corners[:1]), (*corners[2:], *corners[:2]), strict=True):
        one, two = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
        cross, dot = one[0] * two[1] - one[1] * two[0], one[0] * two[0] + one[1] * two[1]
        around += math.atan2(cross, dot)
        if abs(cross) > _FLAT * math.hypot(*one) * math.hypot(*two):
            turns.add(1 if cross > 0 else -1)
    return turns.pop() if len(turns) == 1 and abs(around) < 7 else 0


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
