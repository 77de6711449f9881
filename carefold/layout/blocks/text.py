"""Paragraphs and sub-headings."""

from __future__ import annotations

from carefold.layout.blocks.form_row import cells_of, compose_form
from carefold.layout.boxes import NEVER, Item, Space, joined
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import Heading, TextBlock
from carefold.model.inline import Paragraph
from carefold.structure import Element


def compose_text(block: TextBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """One P a paragraph; labels with blanks are a row of a form."""
    return joined((_compose_paragraph(one, parent, setting) for one in block.text.paragraphs), Space(GRID))


def _compose_paragraph(paragraph: Paragraph, parent: Element, setting: Setting) -> tuple[Item, ...]:
    if cells := cells_of(paragraph):
        return compose_form(cells, parent, setting)
    return set_paragraph(paragraph, setting.styles.text, parent.add("P"), setting.measure)


def compose_heading(block: Heading, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A heading below the section's; it stays with what follows."""
    lines = set_text(block.heading, setting.styles.heading, parent, setting.measure, f"H{setting.heading_level}")
    return (*lines, Space(1.0, NEVER))
