"""A word as an outline, to be drawn as a shape: nobody reads it out, and no font is embedded for it."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.graphics.face import Face
from carefold.graphics.outline import Outline, Step, moved

_FLAT = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}


def lettering(word: str, face: Face, size: float) -> tuple[Outline, float]:
    """A word of plain letters at a type size, the first one at 0, 0; and how wide it is, in points."""
    from fontTools.pens.recordingPen import RecordingPen

    made, x, scale = list[Step](), 0.0, size / face.upem
    for letter in word:
        pen, glyph = RecordingPen(), face.font.get_nominal_glyph(ord(letter)) or 0
        face.font.draw_glyph_with_pen(glyph, pen)
        made += moved(tuple(_steps(pen.value)), (scale, 0.0, 0.0, scale, x, 0.0))
        x += face.advance(glyph) * size / 1000
    return tuple(made), x


def _steps(recorded: list[tuple[str, tuple[tuple[float, float], ...]]]) -> Iterator[Step]:
    """What a pen was told, with quadratic curves as cubic ones."""
    at = (0.0, 0.0)
    for name, points in recorded:
        if name == "qCurveTo":
            control, end = points
            ends = ((at[0], at[1]), end)
            first, second = (tuple(a + (b - a) * 2 / 3 for a, b in zip(knot, control, strict=True)) for knot in ends)
            yield "c", (*first, *second, *end)
        elif name in _FLAT:
            yield _FLAT[name], tuple(part for point in points for part in point)
        else:
            yield "h", ()
        at = points[-1] if points else at
