"""Which module sets which block, and the space between blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from carefold.layout.across import keeps_next
from carefold.layout.blocks.address import compose_address
from carefold.layout.blocks.appointments import compose_appointments
from carefold.layout.blocks.big_number import compose_big_number
from carefold.layout.blocks.body_map import compose_body_map
from carefold.layout.blocks.callout import compose_callout
from carefold.layout.blocks.chart import compose_chart
from carefold.layout.blocks.checklist import compose_checklist
from carefold.layout.blocks.compare import compose_compare
from carefold.layout.blocks.contact import compose_contact
from carefold.layout.blocks.do_dont import compose_do_dont
from carefold.layout.blocks.facts import compose_facts
from carefold.layout.blocks.figure import compose_figure, compose_figures
from carefold.layout.blocks.glossary import compose_glossary
from carefold.layout.blocks.icon_array import compose_icon_array
from carefold.layout.blocks.lists import compose_list, compose_numbered
from carefold.layout.blocks.log import compose_log
from carefold.layout.blocks.qr import compose_qr
from carefold.layout.blocks.questions import compose_questions
from carefold.layout.blocks.schedule import compose_schedule
from carefold.layout.blocks.signature import compose_signature
from carefold.layout.blocks.steps import compose_steps
from carefold.layout.blocks.table import compose_table
from carefold.layout.blocks.teach_back import compose_teach_back
from carefold.layout.blocks.text import compose_heading, compose_text
from carefold.layout.blocks.timeline import compose_timeline
from carefold.layout.blocks.times_of_day import MOST_MEDICINES
from carefold.layout.blocks.write_in import compose_write_in
from carefold.layout.blocks.zones import compose_zones
from carefold.layout.boxes import NEVER, TOGETHER, Box, Item, Space, kept, lowered, reluctant, stacked
from carefold.layout.setting import Setting
from carefold.layout.styles import GRID
from carefold.layout.together import held
from carefold.model import blocks as model
from carefold.model import forms, pictures, plans
from carefold.model import lists as listing
from carefold.model.block import Block
from carefold.structure import Element


def _compose_keep(block: model.Keep, parent: Element, setting: Setting) -> tuple[Item, ...]:
    return kept(compose_blocks(block.keep, parent, setting))


def _compose_foot(block: model.Foot, parent: Element, setting: Setting) -> tuple[Item, ...]:
    box = lowered(stacked(compose_blocks(block.foot, parent, setting)), _ABOVE_FOOT)
    return (box._replace(at_foot=True),)


def _compose_page_break(_block: model.PageBreak, _parent: Element, _setting: Setting) -> tuple[Item, ...]:
    return (Space(0.0, forced=True),)


COMPOSERS: dict[type[Block], Callable[[Any, Element, Setting], tuple[Item, ...]]] = {
    model.TextBlock: compose_text,
    model.Heading: compose_heading,
    listing.BulletList: compose_list,
    listing.NumberedList: compose_numbered,
    listing.Steps: compose_steps,
    forms.Checklist: compose_checklist,
    model.Callout: compose_callout,
    model.TableBlock: compose_table,
    model.Facts: compose_facts,
    pictures.FigureBlock: compose_figure,
    pictures.IconArrayBlock: compose_icon_array,
    forms.WriteIn: compose_write_in,
    model.ContactBlock: compose_contact,
    model.Questions: compose_questions,
    model.Glossary: compose_glossary,
    pictures.Compare: compose_compare,
    pictures.ChartBlock: compose_chart,
    pictures.QrBlock: compose_qr,
    pictures.BigNumber: compose_big_number,
    pictures.BodyMap: compose_body_map,
    plans.Schedule: compose_schedule,
    plans.Appointments: compose_appointments,
    plans.DoDont: compose_do_dont,
    plans.Zones: compose_zones,
    plans.Timeline: compose_timeline,
    forms.LogBlock: compose_log,
    forms.TeachBack: compose_teach_back,
    forms.SignatureBlock: compose_signature,
    forms.Address: compose_address,
    model.PageBreak: _compose_page_break,
    model.Keep: _compose_keep,
    model.Foot: _compose_foot,
}

_ABOVE_FOOT = 3 * GRID  # points, at least, between the text and what is pinned to the foot
_TEXT_GAP, _BLOCK_GAP, _HEADING_GAP, _BOX_GAP = GRID + 1, GRID + 2, 2 * GRID, 3 * GRID
_BOXES: tuple[type[Block], ...] = (
    model.Callout, model.TableBlock, pictures.FigureBlock, pictures.Compare, pictures.ChartBlock, pictures.QrBlock,
    pictures.BigNumber, pictures.BodyMap, plans.Schedule, plans.Appointments, plans.DoDont, plans.Zones,
    forms.LogBlock,
)  # fmt: skip
_GAP_AFTER: dict[type[Block], float] = {
    **dict.fromkeys((*_BOXES, forms.WriteIn, forms.TeachBack, forms.SignatureBlock), _BOX_GAP),
    **dict.fromkeys((forms.Checklist, listing.Steps, plans.Timeline), _HEADING_GAP),
}
_GAP_BEFORE: dict[type[Block], float] = {
    model.TextBlock: _TEXT_GAP,
    listing.BulletList: _TEXT_GAP,
    listing.NumberedList: _TEXT_GAP,
    model.Heading: _HEADING_GAP,
    pictures.IconArrayBlock: _BOX_GAP,
    forms.SignatureBlock: _BOX_GAP,
    forms.Address: _BOX_GAP,
    model.Questions: _HEADING_GAP,
    **dict.fromkeys(_BOXES, _BOX_GAP),
}


_FEW_WORDS = 120  # characters of a text that opens a section and belongs to what it leads to, or closes one
_MOST_ROWS = 6  # of what stays whole
_WHOLE: tuple[type[Block], ...] = (
    model.Keep, forms.Checklist, forms.TeachBack, forms.SignatureBlock, forms.WriteIn, plans.Zones, plans.DoDont,
)  # fmt: skip
_IN_ORDER: tuple[type[Block], ...] = (plans.Timeline, listing.Steps, listing.NumberedList)  # whole on a folded sheet
_TOGETHER_STILL = TOGETHER + 1.0  # cost of a break in a text that leads to what it speaks of
_LED_TO: tuple[type[Block], ...] = (
    *_IN_ORDER, listing.BulletList, model.Facts, model.TableBlock, forms.Checklist, forms.LogBlock, plans.Schedule,
    plans.Appointments, plans.Zones, plans.DoDont,
)  # fmt: skip
_WITH_PREVIOUS: tuple[type[Block], ...] = (model.Callout, model.ContactBlock, forms.SignatureBlock)


def compose_blocks(
    blocks: Sequence[model.AnyBlock], parent: Element, setting: Setting, wide: Setting | None = None,
    across: Sequence[bool] = (),
) -> tuple[Item, ...]:  # fmt: skip
    """Blocks one below another; a text that leads to a list (it ends in a colon), or is bold, stays with it.

    With a `wide` setting, that of a page of columns, those that are too wide for a column (`across`) stand across them.
    """
    items: list[Item] = []
    previous: model.AnyBlock | None = None
    shown: model.AnyBlock | None = None  # the last that is not citations alone
    alone = wide is None and not setting.folded  # in one column: zones that are cited one by one are one plan there
    across = across or [False] * len(blocks)
    at = count = 0
    while at < len(blocks):
        block, own = blocks[at], wide if wide and across[at] else setting
        if isinstance(block, model.Heading):
            setting, wide = setting.about(block.heading), wide.about(block.heading) if wide else None
        above = count
        several = compose_figures(blocks[at:], parent, own)
        count, made = several or (1, COMPOSERS[type(block)](block, parent, own))
        made = held(held(made)) if _stays_whole(block, setting) else made  # more than it and what goes with it
        made = reluctant(made, _TOGETHER_STILL) if _leads_in(blocks[at:]) else made
        if previous is not None and made and not isinstance(previous, model.Heading):
            gap = max(_GAP_BEFORE.get(type(block), _BLOCK_GAP), _GAP_AFTER.get(type(previous), 0.0))
            opens = at == 1 and isinstance(previous, model.TextBlock) and len(previous.text) < _FEW_WORDS
            led_to = _stays_whole(block, setting)
            shows = isinstance(block, pictures.FigureBlock) and _shows_what_is_above(blocks[:at], above)
            goes_on = isinstance(block, plans.Zones) and isinstance(shown, plans.Zones) and alone
            with_previous = int(isinstance(block, _WITH_PREVIOUS) or goes_on or (opens and led_to) or shows)
            parts = across[at] != across[at - 1] or (wide is not None and isinstance(block, model.Callout))
            cost = TOGETHER if _leads_in(blocks[at - 1 :]) or _closes(blocks[at:]) else 0.0
            between = Space(gap, NEVER) if keeps_next(previous) else Space(gap, cost, held=with_previous, beside=parts)
            items.append(Space(GRID, NEVER) if _only_cites(block) else between)
        items.extend(placed_across(made) if across[at] else made)
        previous = block
        shown = block if not _only_cites(block) else shown
        at += count
    return tuple(items)


def _leads_in(blocks: Sequence[Block]) -> bool:
    """Whether the first of some blocks is a text, and the next a list or table that it speaks of."""
    return len(blocks) > 1 and isinstance(blocks[0], model.TextBlock) and isinstance(blocks[1], _LED_TO)


def _closes(blocks: Sequence[Block]) -> bool:
    """Whether there is one more block, a short text, which would stand alone elsewhere."""
    return len(blocks) == 1 and isinstance(blocks[0], model.TextBlock) and len(blocks[0].text) < _FEW_WORDS


def _shows_what_is_above(above: Sequence[Block], set_together: int) -> bool:
    """Whether a picture shows what the text above it says, which does not stand beside another; so do two pictures."""
    pair = set_together == 1 and isinstance(above[-1], pictures.FigureBlock)
    return set_together == 1 and isinstance(above[-2 if pair and len(above) > 1 else -1], model.TextBlock)


def _only_cites(block: Block) -> bool:
    """Whether it is an empty text: the citations of the block above."""
    return isinstance(block, model.TextBlock) and not block.text


def placed_across(items: Iterable[Item]) -> tuple[Item, ...]:
    """A list that stands across the columns of a page."""
    return tuple(item._replace(across=True) if isinstance(item, Box) else item for item in items)


def _stays_whole(block: Block, setting: Setting) -> bool:
    if isinstance(block, model.TableBlock):
        return len(block.table.rows) <= _MOST_ROWS
    if isinstance(block, forms.LogBlock):
        return block.log.rows <= _MOST_ROWS
    if isinstance(block, plans.Appointments):
        return len(block.appointments) <= _MOST_ROWS
    if isinstance(block, plans.Schedule):
        return len(block.medicines) <= MOST_MEDICINES
    return isinstance(block, (*_WHOLE, *_IN_ORDER) if setting.folded else _WHOLE)
