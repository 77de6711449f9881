"""Gradients as patterns of shadings, and the masks that let them fade (ISO 32000-1, 8.7.4 and 11.6.5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from carefold.graphics.colour import grey
from carefold.graphics.matrix import Matrix, multiplied
from carefold.graphics.svg.gradients import Box, Gradient, Stop
from carefold.pdf.ink import Ink
from carefold.pdf.objects import Refer, Stream

_FINEST = 9  # decimals: gradients may be measured in very large units
_PARTS = 8  # straight pieces between two stops, where their colours become greys, which do not run straight
Parts = tuple[float, ...]


def pattern(gradient: Gradient, through: Matrix, ink: Ink) -> dict[str, Any]:
    """A pattern to paint with; `through` brings the shape's units into those of the page."""
    matrix = multiplied(gradient.matrix, through)
    space = "/DeviceGray" if ink.mono else "/DeviceRGB"
    shading = _shading(gradient, space, _greys(gradient.stops) if ink.mono else _colours(gradient.stops))
    return {"Type": "/Pattern", "PatternType": 2, "Matrix": _array(matrix), "Shading": shading}


def mask(gradient: Gradient, around: Box, refer: Refer) -> dict[str, Any]:
    """A graphics state in which what is painted is as opaque as a gradient says; `around` is in the shape's units."""
    shading = _shading(gradient, "/DeviceGray", [(stop.offset, (stop.opacity,)) for stop in gradient.stops])
    left, right, bottom, top = around
    entries = {
        "Type": "/XObject", "Subtype": "/Form", "BBox": _array((left, bottom, right, top)),
        "Group": {"S": "/Transparency", "CS": "/DeviceGray"}, "Resources": {"Shading": {"Mask": refer(shading)}},
    }  # fmt: skip
    code = f"{' '.join(map(_decimal, gradient.matrix))} cm /Mask sh"
    group = refer(Stream(code.encode("ascii"), entries))
    return {"Type": "/ExtGState", "SMask": {"Type": "/Mask", "S": "/Luminosity", "G": group}}


def _colours(stops: Sequence[Stop]) -> list[tuple[float, Parts]]:
    return [(stop.offset, stop.colour) for stop in stops]


def _greys(stops: Sequence[Stop]) -> list[tuple[float, Parts]]:
    """Greys as light as the colours, those between two stops too."""
    made: list[tuple[float, Parts]] = []
    for one, other in pairwise(stops):
        for part in range(_PARTS + 1):
            share = part / _PARTS
            red, green, blue = (a + (b - a) * share for a, b in zip(one.colour, other.colour, strict=True))
            made.append((one.offset + (other.offset - one.offset) * share, (grey((red, green, blue)),)))
    return made


def _shading(gradient: Gradient, space: str, stops: Sequence[tuple[float, Parts]]) -> dict[str, Any]:
    return {
        "ShadingType": 2 if len(gradient.along) == 4 else 3, "ColorSpace": space, "Coords": _array(gradient.along),
        "Function": _function(stops), "Extend": "[true true]",
    }  # fmt: skip


def _function(stops: Sequence[tuple[float, Parts]]) -> dict[str, Any]:
    """The colours by how far along they are; where two stops stand at one spot, the colour changes there at once."""
    pieces = [(one, other) for one, other in pairwise(stops) if other[0] > one[0]]
    made = [
        {"FunctionType": 2, "Domain": "[0 1]", "N": 1, "C0": _array(one[1]), "C1": _array(other[1])}
        for one, other in pieces
    ]
    if len(made) == 1:
        return made[0]
    return {
        "FunctionType": 3, "Domain": "[0 1]", "Functions": made, "Encode": f"[{'0 1 ' * len(made)}]",
        "Bounds": _array([one[0] for one, _ in pieces[1:]]),
    }  # fmt: skip


def _array(values: Sequence[float]) -> str:
    return f"[{' '.join(map(_decimal, values))}]"


def _decimal(value: float) -> str:
    short = f"{value:.{_FINEST}f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short
