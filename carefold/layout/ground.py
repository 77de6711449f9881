"""The block of the brand's colour on a first page: the ground of a cover's title and of a page's head."""

from __future__ import annotations

from carefold.graphics.outline import rounded, rounded_above
from carefold.graphics.surface import Surface
from carefold.layout.palette import Palette
from carefold.units import Area

ROUND = 6.0  # points, radius of corners
FRAME = 2.5  # points, where there is no ground


def draw_block(surface: Surface, area: Area, palette: Palette, bar: float) -> None:
    """The primary colour with a bar of the accent at its foot, so many points high; a heavy frame for mono."""
    x, y, width, height = area.x, area.y, area.width, area.height
    if palette.frame:
        inset = FRAME / 2
        outline = rounded(x + inset, y + inset, width - FRAME, height - FRAME, ROUND)
        surface.paint(outline, stroke=palette.frame, width=FRAME)
        return
    surface.paint(rounded(x, y, width, height, ROUND), fill=palette.bar)
    surface.paint(rounded_above(x, y + bar, width, height - bar, ROUND), fill=palette.card)
