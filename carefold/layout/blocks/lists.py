"""Lists with bullets and with numbers, one inside another."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.graphics.surface import Run, Surface
from carefold.layout.boxes import Draw, Item, Space, indented, listed, marked
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.lists import BulletList, ListItem, NestedList, NumberedList
from carefold.model.values import Text
from carefold.structure import Element, Leaf
from carefold.text.text_style import TextStyle

BULLET = "•"


def compose_list(block: BulletList, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L with a bullet as each item's label."""
    return compose_items(block.items, parent, setting)


def compose_numbered(block: NumberedList, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L with a number as each item's label."""
    return compose_items(block.items, parent, setting, numbered=True)


def compose_items(
    items: Sequence[ListItem], parent: Element, setting: Setting, *, numbered: bool = False
) -> tuple[Item, ...]:
    """L of texts and lists inside it; a bullet's ink stands on the text's edge."""
    style = setting.styles.text
    listing = parent.add("L", O="List", ListNumbering="Decimal" if numbered else "Disc")
    count = sum(isinstance(item, Text) for item in items)
    indent = label_width(f"{count}.", style) + 6 if numbered else style.size * 0.95
    entries: list[tuple[Item, ...]] = []
    body, number = listing, 0
    for item in items:
        if isinstance(item, NestedList):
            inner = setting.narrowed(indent)
            nested = compose_items(item.bullets or item.numbered, body, inner, numbered=bool(item.numbered))
            entries[-1] = (*entries[-1], Space(GRID), *indented(nested, indent))
            continue
        number += 1
        entry = listing.add("LI")
        label = f"{number}." if numbered else BULLET
        leaf = entry.add("Lbl").leaf(label)
        body = entry.add("LBody")
        lines = set_text(item, style, body, setting.measure - indent, "")
        align = indent - 6 - label_width(label, style) if numbered else -style.family.bold.bearing(label, style.size)
        entries.append(marked(indented(lines, indent), label_drawer(label, style, leaf, align)))
    return listed(entries, GRID)


def label_width(label: str, style: TextStyle) -> float:
    """Width of a label in points; labels are bold."""
    return style.family.bold.width(label, style.size, style.language)


def label_drawer(label: str, style: TextStyle, leaf: Leaf, right: float) -> Draw:
    """Draws a label on the first line's baseline, in the brand's colour, a real space after it."""
    face = style.family.bold
    glyphs, space = face.shape(label, style.language), face.shape(" ", style.language)
    run = Run(0.0, (glyphs, space), face, style.size, style.link, leaf=leaf)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.text(x + right, y - baseline(style), (run,))

    return draw
