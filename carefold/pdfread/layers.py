"""What is painted flat on the page and may lie under text: filled paths, thick lines, pictures, shadings."""

from __future__ import annotations

from typing import Any

from carefold.graphics.matrix import IDENTITY
from carefold.pdfread.page import Box, Layer
from carefold.pdfread.polygons import bounds, common, polygons
from carefold.pdfread.state import State
from carefold.pdfread.written_numbers import number

_FILLS = {"f": False, "F": False, "f*": True, "B": False, "B*": True, "b": False, "b*": True}  # even-odd?
_STROKES = ("S", "s")
_THICK = 4.0  # points: a line that text may stand on
_FLAT = 0.5  # points: what a straight line may deviate
_UNIT = b"0 0 1 1 re "  # where a picture is put (ISO 32000-1, 8.9.5.1)


def layer_of(operator: str, path: bytes, state: State, order: int) -> Layer | None:
    """What a painting operator lays down before the run of number `order`; None for thin lines and nothing."""
    if operator in ("Do", "EI"):
        return Layer(_UNIT, state.matrix, False, state.clip, None, 1.0, order)
    if operator == "sh":
        return Layer(_edges(state.clip), IDENTITY, False, state.clip, None, 1.0, order)
    if not path:
        return None
    if operator in _STROKES:
        return _thick_line(path, state, order)
    colour = None if state.blended else state.fill
    return Layer(path, state.matrix, _FILLS[operator], state.clip, colour, state.fill_alpha, order)


def _thick_line(path: bytes, state: State, order: int) -> Layer | None:
    """A straight thick line as the bar that it looks like."""
    a, b, c, d = state.matrix[:4]
    half = state.width * abs(a * d - b * c) ** 0.5 / 2
    if 2 * half < _THICK:
        return None
    box = bounds(polygons(path, state.matrix))
    wide, high = box.right - box.left, box.top - box.bottom
    if min(wide, high) > _FLAT:
        return None
    x, y = (half, 0.0) if wide < high else (0.0, half)
    bar = Box(box.left - x, box.bottom - y, box.right + x, box.top + y)
    colour = None if state.blended else state.stroke
    return Layer(_edges(bar), IDENTITY, False, state.clip, colour, state.stroke_alpha, order)


def clip_to(path: bytes, state: State) -> None:
    """Paint no more outside a path's bounds (ISO 32000-1, 8.5.4)."""
    if path:
        state.clip = common(state.clip, bounds(polygons(path, state.matrix)))


def rectangle(edges: list[Any]) -> bytes:
    """The path around a box as a PDF writes it; none where it is malformed."""
    return _edges(Box(*map(number, edges))) if len(edges) == 4 else b""


def _edges(box: Box) -> bytes:
    left, bottom, right, top = box
    return f"{left:f} {bottom:f} {right - left:f} {top - bottom:f} re ".encode()
