"""Shapes of an SVG as operators of a content stream (ISO 32000-1, 8.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from carefold.graphics.matrix import Matrix, multiplied
from carefold.graphics.outline import Outline, polygon
from carefold.graphics.svg.gradients import Gradient, Paint, bounds_of
from carefold.graphics.svg.paint import Clip, Shape, Stroke
from carefold.graphics.svg.scene import Drawing
from carefold.pdf.body import Body
from carefold.pdf.ink import Ink
from carefold.pdf.reportlab import Paper
from carefold.pdf.shading import mask, pattern
from carefold.units import Area

_FINEST = 7  # decimals


def draw_shapes(paper: Paper, ink: Ink, drawing: Drawing, area: Area, body: Body, onto_page: Matrix) -> None:
    """Draw a picture in an area of the page, inside q and Q; what stands out of it is cut off.

    `onto_page` is what turns all that is drawn: patterns don't know of it (ISO 32000-1, 8.7.3.1).
    """
    placed = _placement(drawing, area)
    paper.write(_placed(drawing, placed))
    onto_page = multiplied(placed, onto_page)
    for shape in drawing.shapes:
        paper.save()
        stroke = shape.stroke.opacity if shape.stroke else 1.0
        if shape.opacity < 1 or stroke < 1:
            paper.see_through(shape.opacity, stroke)
        for code in _operators(shape, _Ink(ink, body, multiplied(shape.matrix, onto_page))):
            paper.write(code)
        paper.restore()


@dataclass(frozen=True, slots=True)
class _Ink:
    """What a shape is painted with: plain colours, or patterns; `through` brings its units onto the page."""

    plain: Ink
    body: Body
    through: Matrix

    def fill(self, paint: Paint) -> str:
        return f"/Pattern cs {self._pattern(paint)} scn" if isinstance(paint, Gradient) else self.plain.fill(paint)

    def stroke(self, paint: Paint) -> str:
        return f"/Pattern CS {self._pattern(paint)} SCN" if isinstance(paint, Gradient) else self.plain.stroke(paint)

    def _pattern(self, gradient: Gradient) -> str:
        return f"/{self.body.use('Pattern', pattern(gradient, self.through, self.plain))}"

    def mask(self, shape: Shape) -> Iterator[str]:
        """What makes a shape fade; it has a fill or a stroke that does, and not the other too."""
        paint = shape.fill or (shape.stroke.colour if shape.stroke else None)
        if isinstance(paint, Gradient) and paint.fades:
            pen = shape.stroke.width * shape.stroke.miter if shape.stroke else 0.0
            left, right, bottom, top = bounds_of(shape.outline)
            around = (left - pen - 1, right + pen + 1, bottom - pen - 1, top + pen + 1)
            yield f"/{self.body.use('ExtGState', mask(paint, around, self.body.refer))} gs"


def _placement(drawing: Drawing, area: Area) -> Matrix:
    return (area.width / drawing.width, 0.0, 0.0, area.height / drawing.height, area.x, area.y)


def _placed(drawing: Drawing, placement: Matrix) -> str:
    """Operators that bring a drawing into an area of the page, and cut off what stands out."""
    corner = (drawing.width, drawing.height)
    frame = polygon((0.0, 0.0), (corner[0], 0.0), corner, (0.0, corner[1]))
    return f"{_matrix(placement)} {_clip(Clip(frame, even_odd=False))}"


def _operators(shape: Shape, ink: _Ink) -> Iterator[str]:
    """What paints a shape; how see-through it is has been set before."""
    yield from map(_clip, shape.clips)
    yield _matrix(shape.matrix)
    yield from ink.mask(shape)
    digits = _digits(shape.matrix)
    if shape.fill:
        yield ink.fill(shape.fill)
    if shape.stroke:
        yield from _pen(shape.stroke, ink, digits)
    yield _steps(shape.outline, digits)
    fill = ("f*" if shape.even_odd else "f") if shape.fill else ""
    yield (("B*" if shape.even_odd else "B") if shape.fill else "S") if shape.stroke else fill


def _pen(stroke: Stroke, ink: _Ink, digits: int) -> Iterator[str]:
    yield ink.stroke(stroke.colour)
    yield f"{_numbers((stroke.width,), digits)} w {stroke.cap} J {stroke.join} j {_numbers((stroke.miter,), 2)} M"
    if stroke.dashes:
        yield f"[{_numbers(stroke.dashes, digits)}] {_numbers((stroke.phase,), digits)} d"


def _clip(clip: Clip) -> str:
    return f"{_steps(clip.outline, 3)} {'W*' if clip.even_odd else 'W'} n"


def _steps(outline: Outline, digits: int) -> str:
    return " ".join(f"{_numbers(points, digits)} {step}" if points else step for step, points in outline)


def _matrix(matrix: Matrix) -> str:
    return f"{_numbers(matrix[:4], 6)} {_numbers(matrix[4:], 3)} cm"


def _digits(matrix: Matrix) -> int:
    """Decimals for a thousandth of a point, whatever a picture's own unit is."""
    unit = max(map(abs, matrix[:4]))
    return min(_FINEST, max(0, math.ceil(math.log10(max(unit, 1e-6))) + 3))


def _numbers(values: tuple[float, ...], digits: int) -> str:
    """Numbers as short as may be: without exponents, which PDF has not."""
    return " ".join([_trimmed(f"{value:.{digits}f}") for value in values])


def _trimmed(written: str) -> str:
    short = written.rstrip("0").rstrip(".") if "." in written else written
    return short if short not in ("-0", "") else "0"
