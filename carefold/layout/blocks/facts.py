"""Terms and what to know of each: side by side on a page, one under the other in a panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.content.plain_text import said
from carefold.layout.boxes import NEVER, Box, Draw, Item, Space, beside, indented, kept, listed, marked, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.blocks import Facts
from carefold.model.symbols import TextWithSymbol, icon_of, text_of
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.asked import weighed
from carefold.text.gather import widest_part

_TERMS, _MOST_TERMS = 0.28, 0.5  # shares of a page's measure for the terms; more than the first for long words
_MOST_NARROW = 0.32  # share of a narrow measure
_BETWEEN = 12.0  # points between terms and texts


def compose_facts(block: Facts, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are the terms; an entry stays whole."""
    listing = parent.add("L", O="List", ListNumbering="None")
    entries = list(_entries(block, listing, setting, _column(block, setting)))
    return listed(entries, GRID + 2, beside=True)


@weighed
def _column(block: Facts, setting: Setting) -> float:
    """Room for terms beside their texts, in points: in a narrow column where all are short; 0 where they are not."""
    style, more = setting.styles.bold_ink, _more(block, setting)
    if setting.wide:
        column = max(_TERMS * setting.measure, *(widest_part(term, style) + more for term in block.facts))
        return column if column <= _MOST_TERMS * setting.measure else 0.0
    longest = max(style.family.bold.width(said(term), style.size, style.language) for term in block.facts)
    return longest + more if longest + more <= _MOST_NARROW * setting.measure else 0.0


def _more(block: Facts, setting: Setting) -> float:
    return _BETWEEN + _room(block, setting)


def _room(block: Facts, setting: Setting) -> float:
    """What the symbols before the terms need, in points: all terms stand after it, if one has a symbol."""
    symbols = any(map(icon_of, block.facts.values()))
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


def _sign(told: TextWithSymbol, label: Element, setting: Setting) -> Draw | None:
    style = setting.styles.bold_ink
    return symbol_drawer(told.icon, style, style.link, figure_of(label, told.alt)) if told.icon else None


def _below(head: Sequence[Item], text: Text, body: Element, setting: Setting, room: float) -> tuple[Item, ...]:
    lines = set_text(text, setting.styles.text, body, setting.measure - room, "")
    return kept((*head, Space(0.0, NEVER), *indented(lines, room)))


def _beside(head: Sequence[Item], text: Text, body: Element, setting: Setting, column: float) -> tuple[Item, ...]:
    content = stacked(set_text(text, setting.styles.text, body, setting.measure - column, ""))
    level = head[0].baseline if isinstance(head[0], Box) else 0.0
    return (beside(((0.0, stacked(head)), (column, content)))._replace(baseline=level),)
