"""Paragraphs and sub-headings."""

from __future__ import annotations

from carefold.layout.boxes import NEVER, Item, Space
from carefold.layout.setting import Setting, set_text
from carefold.model.blocks import Heading, TextBlock
from carefold.structure import Element


def compose_text(block: TextBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """One P a paragraph."""
    return set_text(block.text, setting.styles.text, parent, setting.measure)


def compose_heading(block: Heading, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A heading below the section's; it stays with what follows."""
    lines = set_text(block.heading, setting.styles.heading, parent, setting.measure, f"H{setting.heading_level}")
    return (*lines, Space(1.0, NEVER))
