"""The recipient's address; letter pages place it for an envelope's window (layout/paged.py)."""

from __future__ import annotations

from carefold.layout.boxes import Item, kept
from carefold.layout.setting import Setting, set_text
from carefold.model.forms import Address
from carefold.structure import Element


def compose_address(block: Address, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """One P a line; it stays whole."""
    lines = (set_text(line, setting.styles.text, parent, setting.measure) for line in block.address)
    return kept(item for line in lines for item in line)
