"""Pictures from the project."""

from __future__ import annotations

from carefold.graphics.pictures import natural_size
from carefold.graphics.surface import Surface
from carefold.model.pictures import FigureBlock
from carefold.structure import Element
from carefold.typeset.boxes import NEVER, Box, Item, Space
from carefold.typeset.setting import Setting, set_text
from carefold.typeset.styles import GRID
from carefold.units import Area


def compose_figure(block: FigureBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Figure with its alternative text, its Caption beside it; a decorative picture is an artifact."""
    body = block.figure
    file = setting.find_picture(body.image)
    natural_width, natural_height = natural_size(file)
    width = min(body.width or natural_width, setting.measure)
    height = width * natural_height / natural_width
    division = parent.add("Div")
    element = None if body.decorative else division.add("Figure", alt=body.alt or "")
    leaf = element.leaf() if element else None

    def draw(surface: Surface, x: float, y: float) -> None:
        area = Area(x, y - height, width, height)
        if element is None or leaf is None:
            surface.picture(file, area)
            return
        surface.figure_box(element, area)
        with surface.tagged(leaf):
            surface.picture(file, area)

    picture = Box(height, draw, body.place)
    if body.caption is None:
        return (picture,)
    caption = division.add("Caption" if element else "P")
    return (picture, Space(GRID, NEVER), *set_text(body.caption, setting.styles.text, caption, setting.measure, ""))
