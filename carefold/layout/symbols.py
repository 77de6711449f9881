"""Symbols beside texts: as large as their line, an artifact, or a Figure that says what it shows."""

from __future__ import annotations

from carefold.graphics.colour import Rgb
from carefold.graphics.outline import moved
from carefold.graphics.surface import Surface
from carefold.graphics.symbols import PEN, symbol
from carefold.layout.boxes import Draw
from carefold.structure import ARTIFACT, Element, Leaf
from carefold.text.text_style import TextStyle
from carefold.units import Area

_SIZE, _GAP = 1.36, 0.42  # ems of the text beside a symbol: how large it is, and how far from the text
MARGIN = 2 / 24  # white in a symbol's square at each side, as a share of it


def symbol_size(style: TextStyle) -> float:
    """How large a symbol is beside a text, in points."""
    return _SIZE * style.size


def symbol_room(style: TextStyle) -> float:
    """How much further right a text stands for the symbol before it, in points."""
    return (_SIZE * (1 - MARGIN) + _GAP) * style.size


def figure_of(parent: Element, alt: str | None) -> Element:
    """The Figure of a symbol that says something; an ornament is an Artifact, which no PDF has in its tree."""
    return parent.add("Figure", alt=alt) if alt else parent.add(ARTIFACT)


def leaf_of(figure: Element | None) -> Leaf | None:
    """What a symbol's lines belong to; None for an ornament."""
    return figure.leaf() if figure and figure.role != ARTIFACT else None


def symbol_drawer(name: str, style: TextStyle, colour: Rgb, figure: Element | None = None, right: float = 0.0) -> Draw:
    """Draws a symbol whose lines begin `right` points from the left, its middle on that of the first line."""
    size, leaf = symbol_size(style), leaf_of(figure)
    left, down = right - MARGIN * size, (style.leading + size) / 2

    def draw(surface: Surface, x: float, y: float) -> None:
        area = Area(x + left, y - down, size, size)
        if figure is not None:
            surface.figure_box(figure, area)
        draw_symbol(surface, name, area, colour, leaf)

    return draw


def draw_symbol(surface: Surface, name: str, area: Area, colour: Rgb, leaf: Leaf | None = None) -> None:
    """A symbol in a square; without a leaf it is an artifact."""
    outline = moved(symbol(name), (area.width, 0.0, 0.0, area.width, area.x, area.y))
    with surface.tagged(leaf) if leaf else surface.untagged():
        surface.paint(outline, stroke=colour, width=PEN * area.width, round_ends=True)
