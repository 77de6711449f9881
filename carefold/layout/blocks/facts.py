"""Terms and what to know of each: side by side on a page, one under the other in a panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.layout.boxes import NEVER, Draw, Item, Space, beside, indented, kept, listed, marked, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.blocks import Facts
from carefold.model.symbols import TextWithSymbol, text_of
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import widest_part

_TERMS, _MOST_TERMS = 0.28, 0.5  # shares of a page's measure for the terms; more than the first for long words
_BETWEEN = 12.0  # points between terms and texts


def compose_facts(block: Facts, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are the terms; an entry stays whole."""
    listing = parent.add("L", O="List", ListNumbering="None")
    widest = max(widest_part(term, setting.styles.bold_ink) for term in block.facts) + _BETWEEN + _room(block, setting)
    column = max(_TERMS * setting.measure, widest)
    beside = setting.wide and column <= _MOST_TERMS * setting.measure
    return listed(list(_entries(block, listing, setting, column if beside else 0.0)), GRID + 2, beside=True)


def _room(block: Facts, setting: Setting) -> float:
    """What the symbols before the terms need, in points: all terms stand after it, if one has a symbol."""
    symbols = any(isinstance(text, TextWithSymbol) for text in block.facts.values())
    return symbol_room(setting.styles.bold_ink) if symbols else 0.0


def _entries(block: Facts, listing: Element, setting: Setting, column: float) -> Iterator[tuple[Item, ...]]:
    room = _room(block, setting)
    for term, told in block.facts.items():
        entry = listing.add("LI")
        label = entry.add("Lbl")
        text, sign = text_of(told), _sign(told, label, setting) if isinstance(told, TextWithSymbol) else None
        width = (column - _BETWEEN if column else setting.measure) - room
        style = setting.styles.bold_ink if column else setting.styles.heading
        head = indented(set_text(term, style, label, width, ""), room)
        head, body = marked(head, sign) if sign else head, entry.add("LBody")
        yield _beside(head, text, body, setting, column) if column else _below(head, text, body, setting, room)


def _sign(told: TextWithSymbol, label: Element, setting: Setting) -> Draw:
    style = setting.styles.bold_ink
    return symbol_drawer(told.icon, style, style.link, figure_of(label, told.alt))


def _below(head: Sequence[Item], text: Text, body: Element, setting: Setting, room: float) -> tuple[Item, ...]:
    lines = set_text(text, setting.styles.text, body, setting.measure - room, "")
    return kept((*head, Space(0.0, NEVER), *indented(lines, room)))


def _beside(head: Sequence[Item], text: Text, body: Element, setting: Setting, column: float) -> tuple[Item, ...]:
    content = stacked(set_text(text, setting.styles.text, body, setting.measure - column, ""))
    return (beside(((0.0, stacked(head)), (column, content))),)
