"""Pictures from the project."""

from __future__ import annotations

from pathlib import Path

from carefold.graphics.image_files import natural_size
from carefold.graphics.surface import Surface
from carefold.layout.boxes import NEVER, Box, Item, Space
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.pictures import FigureBlock, Picture
from carefold.structure import Element
from carefold.units import INCH, Area

_LEAST = INCH  # points: a lower picture shows nothing


def compose_figure(block: FigureBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Figure with its alternative text, its Caption beside it; a decorative picture is an artifact."""
    body = block.figure
    file = setting.find_picture(body.image)
    division = parent.add("Div")
    element = None if body.decorative else division.add("Figure", alt=body.alt or "")
    leaf = element.leaf() if element else None
    caption = _caption(body, division, setting)
    width, height = _size(body, file, setting, sum(item.height for item in caption))

    def draw(surface: Surface, x: float, y: float) -> None:
        area = Area(x, y - height, width, height)
        if element is None or leaf is None:
            surface.picture(file, area)
            return
        surface.figure_box(element, area)
        with surface.tagged(leaf):
            surface.picture(file, area)

    picture = Box(height, draw, body.place)
    return (picture, *caption)


def _caption(body: Picture, division: Element, setting: Setting) -> tuple[Item, ...]:
    """The words below a picture, which stay with it."""
    if body.caption is None:
        return ()
    element = division.add("P" if body.decorative else "Caption")
    return (Space(GRID, NEVER), *set_text(body.caption, setting.styles.text, element, setting.measure, ""))


def _size(body: Picture, file: Path, setting: Setting, below: float) -> tuple[float, float]:
    """Width and height in points: as wished or by itself, no wider than the text, no taller than there is room."""
    natural_width, natural_height = natural_size(file)
    room = max(_LEAST, (setting.tallest.wished if body.width else setting.tallest.free) - below)
    height = min(min(body.width or natural_width, setting.measure) * natural_height / natural_width, room)
    return height * natural_width / natural_height, height
