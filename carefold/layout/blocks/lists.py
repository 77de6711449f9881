"""Lists with bullets and with numbers, one inside another."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.graphics.surface import Run, Surface
from carefold.layout.blocks.continued import in_order
from carefold.layout.boxes import NEVER, Draw, Item, Space, indented, listed, marked, reluctant
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import MARGIN, figure_of, symbol_drawer, symbol_room, symbol_size
from carefold.model.lists import BulletList, ListItem, NestedList, NumberedList
from carefold.model.symbols import TextWithSymbol, icon_of, text_of
from carefold.structure import Element, Leaf
from carefold.text.text_style import TextStyle

BULLET = "•"
_FEW = 5  # items


def compose_list(block: BulletList, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L with a bullet as each item's label; one of few items is parted reluctantly."""
    items = compose_items(block.items, parent, setting)
    return reluctant(items) if len(block.items) <= _FEW else items


def compose_numbered(block: NumberedList, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L with a number as each item's label."""
    return in_order(compose_items(block.items, parent, setting, numbered=True), len(block.items), setting)


def compose_items(
    items: Sequence[ListItem], parent: Element, setting: Setting,
    *, numbered: bool = False, between: float = GRID,
) -> tuple[Item, ...]:  # fmt: skip
    """L of texts and lists inside it; a bullet's ink stands on the text's edge, a symbol in a bullet's place."""
    style = setting.styles.text
    symbols = any(map(icon_of, items))
    bullets = any(not isinstance(item, NestedList) and not icon_of(item) for item in items)
    listing = parent.add("L", O="List", ListNumbering="Decimal" if numbered else "Disc" if bullets else "None")
    count = sum(not isinstance(item, NestedList) for item in items)
    indent = label_width(f"{count}.", style) + 6 if numbered else style.size * 0.95
    room = symbol_room(style) if symbols else 0.0
    indent = indent + room if numbered else room or indent
    entries: list[tuple[Item, ...]] = []
    body, number = listing, 0
    for item in items:
        if isinstance(item, NestedList):
            inner = setting.narrowed(indent)
            nested = compose_items(item.bullets or item.numbered, body, inner, numbered=bool(item.numbered))
            entries[-1] = (*entries[-1], Space(GRID, NEVER, entries=True), *indented(nested, indent))
            continue
        number += 1
        entry = listing.add("LI")
        label = f"{number}." if numbered else "" if icon_of(item) else BULLET
        signs = [_label(label, entry, style, indent - room if numbered else 0.0, room)] if label else []
        body = entry.add("LBody")
        if isinstance(item, TextWithSymbol) and item.icon:
            signs.append(symbol_drawer(item.icon, style, style.link, figure_of(body, item.alt), indent - room))
        lines = indented(set_text(text_of(item), style, body, setting.measure - indent, ""), indent)
        for sign in signs:
            lines = marked(lines, sign)
        entries.append(lines)
    return listed(entries, between)


def _label(label: str, entry: Element, style: TextStyle, number: float, room: float) -> Draw:
    """A number, right-aligned in so much room; or a bullet, in the middle of the room for symbols, if any."""
    leaf, width = entry.add("Lbl").leaf(label), label_width(label, style)
    if number:
        return label_drawer(label, style, leaf, number - 6 - width)
    middle = (
        (symbol_size(style) * (1 - 2 * MARGIN) - width) / 2 if room else -style.family.bold.bearing(label, style.size)
    )
    return label_drawer(label, style, leaf, middle)


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
