"""Terms and what they mean."""

from __future__ import annotations

from carefold.layout.boxes import Item, indented, kept, listed
from carefold.layout.paragraph import lines_as_items, lines_of
from carefold.layout.setting import Setting
from carefold.layout.styles import GRID
from carefold.model.blocks import Glossary
from carefold.model.inline import Words
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import gather_words

_HANGING = 1.0  # ems that the lines after the first stand further right


def compose_glossary(block: Glossary, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are the terms in bold; the meaning runs on in the same line. An entry stays whole."""
    listing = parent.add("L", O="List", ListNumbering="None")
    entries = [_entry(term, meaning, listing, setting) for term, meaning in block.glossary.items()]
    return listed(entries, GRID)


def _entry(term: Text, meaning: Text, listing: Element, setting: Setting) -> tuple[Item, ...]:
    styles, entry = setting.styles, listing.add("LI")
    right = _HANGING * styles.text.size
    measure = min(setting.measure, styles.text.widest * styles.text.size) - right
    label, body = entry.add("Lbl"), entry.add("LBody")
    following = gather_words((Words(": "), *_as_one(meaning)), styles.text, body, measure)
    words = gather_words(_as_one(term), styles.bold_ink, label, measure - following[0].width)
    words[-1].pieces += following[0].pieces
    lines = lines_as_items(lines_of([*words, *following[1:]], styles.text, measure), styles.text)
    return kept((*lines[:1], *indented(lines[1:], right)))


def _as_one(text: Text) -> tuple[Words, ...]:
    """All paragraphs of a text, run on."""
    spans = [span for paragraph in text.paragraphs for span in (Words(" "), *paragraph)]
    return tuple(spans[1:])  # type: ignore[arg-type]
