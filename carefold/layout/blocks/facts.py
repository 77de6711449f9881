"""Terms and what to know of each: side by side on a page, one under the other in a panel."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.layout.boxes import NEVER, Item, Space, beside, kept, listed, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import Facts
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import widest_part

_TERMS, _MOST_TERMS = 0.28, 0.5  # shares of a page's measure for the terms; more than the first for long words
_BETWEEN = 12.0  # points between terms and texts


def compose_facts(block: Facts, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are the terms; an entry stays whole."""
    listing = parent.add("L", O="List", ListNumbering="None")
    widest = max(widest_part(term, setting.styles.bold_ink) for term in block.facts) + _BETWEEN
    column = max(_TERMS * setting.measure, widest)
    beside = setting.wide and column <= _MOST_TERMS * setting.measure
    return listed(list(_entries(block, listing, setting, column if beside else 0.0)), GRID + 2, beside=True)


def _entries(block: Facts, listing: Element, setting: Setting, column: float) -> Iterator[tuple[Item, ...]]:
    for term, text in block.facts.items():
        entry = listing.add("LI")
        label, body = entry.add("Lbl"), entry.add("LBody")
        if column:
            yield _beside(term, text, label, body, setting, column)
        else:
            yield _below(term, text, label, body, setting)


def _below(term: Text, text: Text, label: Element, body: Element, setting: Setting) -> tuple[Item, ...]:
    styles = setting.styles
    head = set_text(term, styles.heading, label, setting.measure, "")
    return kept((*head, Space(0.0, NEVER), *set_text(text, styles.text, body, setting.measure, "")))


def _beside(term: Text, text: Text, label: Element, body: Element, setting: Setting, column: float) -> tuple[Item, ...]:
    styles = setting.styles
    head = stacked(set_text(term, styles.bold_ink, label, column - _BETWEEN, ""))
    content = stacked(set_text(text, styles.text, body, setting.measure - column, ""))
    return (beside(((0.0, head), (column, content))),)
