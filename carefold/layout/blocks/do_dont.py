"""What to do and what not: two columns, one below the other where the measure is narrow; a sign and a word for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.colour import Rgb
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.languages.phrases import PhraseName
from carefold.layout.boxes import NEVER, Box, Item, Space, beside, indented, joined, kept, listed, marked, stacked
from carefold.layout.palette import Palette
from carefold.layout.pictograms import Sign, cross, tick
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.plans import DoDont
from carefold.model.symbols import AnyText, TextWithSymbol, icon_of, text_of
from carefold.structure import Element
from carefold.text.asked import weighed
from carefold.text.gather import widest_part
from carefold.units import Area

_LEAST, _BETWEEN = 13.0, 24.0  # ems that a column needs; points between the two
_RULE, _HEAD = 2.5, 1.5  # points: the line above a column; more type than the text in its head
_HIGHEST = 0.8  # share of what a picture may be high, at most, for columns side by side: they can't break


@dataclass(frozen=True, slots=True)
class _Look:
    """A column's word, its sign, the symbol before each of its items, and its colour."""

    word: PhraseName
    sign: Callable[[float, float, float], Sign]
    symbol: str
    colour: Callable[[Palette], Rgb]


_DO = _Look("do", tick, "tick", lambda palette: palette.safe)
_DONT = _Look("dont", cross, "cross", lambda palette: palette.alarm)


def compose_do_dont(block: DoDont, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Div of headings, each with its L; its signs say what its heading says, and are artifacts."""
    body, division = block.do_dont, parent.add("Div")
    columns = [(look, items) for look, items in ((_DO, body.do), (_DONT, body.dont)) if items]
    narrow = setting.narrowed((setting.measure + _BETWEEN) / 2)
    if len(columns) == 2 and _has_room([*body.do, *body.dont], narrow):
        right = narrow.measure + _BETWEEN
        boxes = [stacked(_column(look, items, division, narrow)) for look, items in columns]
        both = beside(((0.0, boxes[0]), (right, boxes[1])))
        if both.height <= _HIGHEST * setting.tallest.wished:
            return (both,)
        division.children.clear()
    made = (_column(look, items, division, setting) for look, items in columns)
    return joined(made, Space(3 * GRID))


@weighed
def _has_room(items: Sequence[AnyText], column: Setting) -> bool:
    """Whether a column holds its longest words."""
    style = column.styles.text
    widest = max(widest_part(text_of(item), style) for item in items) + 2 * symbol_room(style)
    return column.measure >= max(_LEAST * style.size, widest)


def _column(look: _Look, items: Sequence[AnyText], parent: Element, setting: Setting) -> tuple[Item, ...]:
    head = _head(look, parent, setting)
    listing = parent.add("L", O="List", ListNumbering="None", kind=look.word)
    entries = [_item(item, look, listing, setting) for item in items]
    return (head, Space(GRID, NEVER), *listed(entries, GRID))


def _head(look: _Look, parent: Element, setting: Setting) -> Box:
    """A line, the sign and the word."""
    colour, text = look.colour(setting.palette), setting.styles.text
    size = text.size + _HEAD
    style = replace(setting.styles.heading, size=size, leading=round(size * 5) / 4, colour=colour)
    radius = 0.56 * size
    heading = parent.add(f"H{setting.heading_level}", kind=look.word)
    sign = figure_of(heading, None)
    words = indented(set_line(setting.phrases[look.word], style, heading, setting.measure), symbol_room(text))

    def draw_sign(surface: Surface, x: float, y: float) -> None:
        surface.figure_box(sign, Area(x, y - style.leading / 2 - radius, 2 * radius, 2 * radius))
        with surface.untagged():
            for outline, knocked_out in look.sign(x + radius, y - style.leading / 2, radius):
                surface.paint(outline, fill=setting.palette.on_primary if knocked_out else colour)

    inner = stacked((Space(GRID + _RULE), *marked(words, draw_sign)))

    def draw(surface: Surface, x: float, y: float) -> None:
        middle = y - _RULE / 2
        surface.paint(line(x, middle, x + setting.measure, middle), stroke=colour, width=_RULE)
        inner.draw(surface, x, y)

    return inner._replace(draw=draw)


def _item(item: AnyText, look: _Look, listing: Element, setting: Setting) -> tuple[Item, ...]:
    """A text after the sign of its column, and after a symbol of its own if it has one."""
    style, entry = setting.styles.text, listing.add("LI")
    room = symbol_room(style)
    body = entry.add("LBody")
    sign, own = figure_of(body, None), icon_of(item)
    figure = figure_of(body, item.alt) if isinstance(item, TextWithSymbol) else None
    right = 2 * room if own else room
    lines = indented(set_text(text_of(item), style, body, setting.measure - right, ""), right)
    if own:
        lines = marked(lines, symbol_drawer(own, style, style.colour, figure, room))
    return kept(marked(lines, symbol_drawer(look.symbol, style, look.colour(setting.palette), sign)))
