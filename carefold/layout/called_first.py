"""Whom to call at the foot of the first of several pages of one column: urgent sections, a strip, or one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefold.imposition.sheet import page_area
from carefold.layout.bands import Band
from carefold.layout.blocks.callout import compose_low_emergency
from carefold.layout.blocks.contact import call_line
from carefold.layout.boxes import Item, Space, beside, height, joined, kept, lowered, stacked
from carefold.layout.composition import Job
from carefold.layout.page_maker import tidied
from carefold.layout.page_parts import MOST_CALLING, PageParts, Part
from carefold.layout.sections import SECTION_GAP
from carefold.layout.setting import Setting
from carefold.layout.strips import BETWEEN, compose_always
from carefold.structure import Element


def called_first(job: Job, parts: PageParts) -> Iterator[PageParts]:
    """The same parts with whom to call at the first page's foot, the highest of it first.

    That is the urgent sections with all that they say; or the clinic's numbers and the emergency line beside each
    other, where those sections close the text; or both on one line.
    """
    column, sections = parts.column, [one for one in job.resolved.handout.sections if one.urgent]
    if column is None:
        return
    if sections:
        made = Element("Sect")
        rest = compose_always(job, made, parts.setting, sections)
        items = joined((kept(tidied(part)) for part in (column.urgent.items, *rest)), Space(SECTION_GAP))
        if height(items) <= MOST_CALLING * page_area(job.layout).height:
            made.children[:0] = column.urgent.elements
            yield _pinned(parts, items, made, (column.calm, column.listed))
    for compose in (_strip, compose_call_line):
        made = Element("Sect")
        if items := compose(job, made, parts.setting):
            yield _pinned(parts, items, made, (column.calm, column.urgent, column.listed))


def _pinned(parts: PageParts, items: Sequence[Item], element: Element, flowing: Sequence[Part]) -> PageParts:
    first, last = parts.root.children[:2], parts.root.children[-1:]
    others = (one for part in flowing for one in part.elements)
    tree = tuple(one for one in (*first, element, *others, *last) if isinstance(one, Element))
    flow = tidied([item for part in flowing for item in part.items])
    return replace(parts, flow=flow, calling=Band(0.0, height(items), (tuple(items),)), tree=tree)


def _strip(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The numbers to call and the emergency line, beside each other where no word is too long for that."""
    half = replace(setting, measure=(setting.measure - BETWEEN) / 2)
    boxes = [stacked(tidied(part)) for part in compose_always(job, parent, half, ()) if part]
    if len(boxes) == 2 and not parent.all_parted and not any(box.too_wide for box in boxes):
        return (beside(((0.0, boxes[0]), (half.measure + BETWEEN, boxes[1]))),)
    parent.children.clear()
    return joined((kept(tidied(part)) for part in compose_always(job, parent, setting, ())), Space(SECTION_GAP / 2))


def compose_call_line(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The number to call, and beside it what to do in an emergency."""
    emergency, phone = job.resolved.emergency, job.resolved.brand.contact.phone
    if emergency is None or phone is None:
        return ()
    half, section = replace(setting, measure=(setting.measure - BETWEEN) / 2), parent.add("Sect")
    boxes = [
        stacked(call_line(phone, section, half)),
        compose_low_emergency(emergency, section, half),
    ]
    if parent.all_parted:
        return ()
    high = max(box.height for box in boxes)
    call, low = (lowered(box, (high - box.height) / 2) for box in boxes)
    return (beside(((0.0, call), (half.measure + BETWEEN, low))),)
