"""A handout's own symbol, drawn large: white on a disc of its topic's colour; in black within a ring for mono."""

from __future__ import annotations

from carefold.graphics.colour import WHITE
from carefold.graphics.outline import circle
from carefold.graphics.surface import Surface
from carefold.layout.ground import FRAME
from carefold.layout.palette import Palette
from carefold.layout.symbols import draw_symbol
from carefold.structure import Element
from carefold.units import Area

_SQUARE = 1.24  # the symbol's side, as a share of the disc's radius


def draw_emblem(surface: Surface, name: str, area: Area, palette: Palette, ornament: Element) -> None:
    """The symbol on a disc as large as the area holds, in its middle."""
    radius = min(area.width, area.height) / 2
    x, y, side = area.x + area.width / 2, area.y + area.height / 2, _SQUARE * radius
    surface.figure_box(ornament, Area(x - radius, y - radius, 2 * radius, 2 * radius))
    with surface.untagged():
        if palette.frame:
            surface.paint(circle(x, y, radius - FRAME / 2), stroke=palette.frame, width=FRAME)
        else:
            surface.paint(circle(x, y, radius), fill=palette.topic or palette.primary)
    square = Area(x - side / 2, y - side / 2, side, side)
    draw_symbol(surface, name, square, palette.frame or WHITE)
