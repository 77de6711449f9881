"""Which module sets which block, and the space between blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from carefold.model import blocks as model
from carefold.structure import Element
from carefold.typeset.blocks.callout import compose_callout
from carefold.typeset.blocks.checklist import compose_checklist
from carefold.typeset.blocks.contact import compose_contact
from carefold.typeset.blocks.facts import compose_facts
from carefold.typeset.blocks.figure import compose_figure
from carefold.typeset.blocks.icon_array import compose_icon_array
from carefold.typeset.blocks.lists import compose_list, compose_numbered
from carefold.typeset.blocks.steps import compose_steps
from carefold.typeset.blocks.table import compose_table
from carefold.typeset.blocks.text import compose_heading, compose_text
from carefold.typeset.blocks.write_in import compose_write_in
from carefold.typeset.boxes import NEVER, Item, Space, kept
from carefold.typeset.setting import Setting
from carefold.typeset.styles import GRID


def _compose_keep(block: model.Keep, parent: Element, setting: Setting) -> tuple[Item, ...]:
    return kept(compose_blocks(block.keep, parent, setting))


def _compose_page_break(_block: model.PageBreak, _parent: Element, _setting: Setting) -> tuple[Item, ...]:
    return (Space(0.0, forced=True),)


COMPOSERS: dict[type[model.Block], Callable[[Any, Element, Setting], tuple[Item, ...]]] = {
    model.TextBlock: compose_text,
    model.Heading: compose_heading,
    model.BulletList: compose_list,
    model.NumberedList: compose_numbered,
    model.Steps: compose_steps,
    model.Checklist: compose_checklist,
    model.Callout: compose_callout,
    model.TableBlock: compose_table,
    model.Facts: compose_facts,
    model.FigureBlock: compose_figure,
    model.IconArrayBlock: compose_icon_array,
    model.WriteIn: compose_write_in,
    model.ContactBlock: compose_contact,
    model.PageBreak: _compose_page_break,
    model.Keep: _compose_keep,
}

_TEXT_GAP, _BLOCK_GAP, _HEADING_GAP, _BOX_GAP = GRID + 1, GRID + 2, 2 * GRID, 3 * GRID
_GAP_BEFORE: dict[type[model.Block], float] = {
    model.TextBlock: _TEXT_GAP,
    model.BulletList: _TEXT_GAP,
    model.NumberedList: _TEXT_GAP,
    model.Heading: _HEADING_GAP,
    model.Callout: _BOX_GAP,
    model.TableBlock: _BOX_GAP,
    model.FigureBlock: _BOX_GAP,
    model.IconArrayBlock: _BOX_GAP,
}


def compose_blocks(blocks: Sequence[model.AnyBlock], parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Blocks one below another; a text that leads to a list (it ends in a colon) stays with it."""
    items: list[Item] = []
    previous: model.AnyBlock | None = None
    for block in blocks:
        made = COMPOSERS[type(block)](block, parent, setting)
        if previous is not None and made and not isinstance(previous, model.Heading):
            leads = isinstance(previous, model.TextBlock) and previous.text.rstrip().endswith(":")
            gap = max(_GAP_BEFORE.get(type(block), _BLOCK_GAP), _BOX_GAP if isinstance(previous, _BOXES) else 0)
            items.append(Space(gap, NEVER if leads else 0.0))
        items.extend(made)
        previous = block
    return tuple(items)


_BOXES = (model.Callout, model.TableBlock, model.FigureBlock)
