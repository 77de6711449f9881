"""Strips at the foot of pages of columns: whom to call on the first page, and what closes the handout on the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefold.imposition.sheet import page_columns
from carefold.layout.bands import Band, balanced
from carefold.layout.block_table import compose_blocks
from carefold.layout.blocks.contact import compose_numbers, links_width, widest_link
from carefold.layout.blocks.qr import qr_code
from carefold.layout.boxes import Box, Item, Space, beside, height, joined, kept, lowered, stacked
from carefold.layout.closing import (
    compose_clinic_words,
    compose_disclaimer,
    compose_imprint,
    fits,
    imprint_lines,
    ruled,
    shows_numbers,
)
from carefold.layout.composition import Job, blocks_within, compose_emergency
from carefold.layout.page_maker import tidied
from carefold.layout.sections import SECTION_GAP, compose_title
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.model.blocks import Callout, ContactBlock
from carefold.model.handout import Section
from carefold.model.pictures import can_be_scanned
from carefold.structure import Element

BETWEEN, _LEAST_BETWEEN = 24.0, 12.0  # points between columns of a strip
_ONE_LINE = 99.0  # ems
_CLINIC, _MOST_CLINIC = 0.5, 0.6  # shares of the closing strip, without the code, for the clinic
_NARROW_CLINIC = (0.42, 0.36)  # of it, beside notices


def compose_calling(job: Job, parent: Element, setting: Setting, room: float) -> tuple[Band | None, bool]:
    """Whom to call and when, in columns, at most so high; and whether the urgent sections stand in it.

    They go on in the text where they are higher; the numbers and an emergency line are there always.
    """
    urgent = [section for section in job.resolved.handout.sections if section.urgent]
    band, made = None, Element("Sect")
    for sections in (urgent, []) if urgent else ([],):
        made = Element("Sect")
        parts = [part for section in sections for part in _urgent_parts(section, made.add("Sect"), setting)]
        parts += (kept(tidied(part)) for part in compose_always(job, made, setting, sections))
        items = joined(parts, Space(SECTION_GAP / 2))
        band = balanced(items, job.layout.columns, room) if items else None
        if band is None or band.height <= room:
            break
    if band:
        parent.adopt(made)
    return band, bool(sections)


def compose_always(
    job: Job, parent: Element, setting: Setting, sections: Sequence[Section]
) -> tuple[tuple[Item, ...], ...]:
    """The numbers to call and the emergency line, each where those sections do not say it.

    In a layout of a single page the numbers stand nowhere twice.
    """
    blocks = [block for section in sections for block in blocks_within(section.blocks)]
    told = any(isinstance(block, ContactBlock) for block in blocks)
    if job.layout.pages == 1:
        told = bool(sections) or shows_numbers(job.resolved.handout.sections)
    warned = any(isinstance(block, Callout) and block.callout.kind == "emergency" for block in blocks)
    always = not (warned or job.layout.pages == 1)
    numbers = () if told else _numbers(job, parent, setting)
    return numbers, compose_emergency(job, parent, setting, always=always)


def _urgent_parts(section: Section, element: Element, setting: Setting) -> Iterator[Sequence[Item]]:
    """When to call, whom, and a callout that closes it: these may stand beside each other."""
    title = compose_title(section, element, setting)
    whom = (n for n, block in enumerate(section.blocks) if n and isinstance(block, (ContactBlock, Callout)))
    at = next(whom, len(section.blocks))
    yield kept(tidied((*title, *compose_blocks(section.blocks[:at], element, setting))))
    items = kept(tidied(compose_blocks(section.blocks[at:], element, setting)))
    if len(items) > 1 and isinstance(section.blocks[-1], Callout):
        *others, between, callout = items
        items = (*others, between._replace(cost=0.0), callout) if isinstance(between, Space) else items
    yield items


def _numbers(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    contact = job.resolved.brand.contact
    if not (contact.phone or contact.at_night):
        return ()
    section = parent.add("Sect")
    title = set_line(job.phrases["call-us"], setting.styles.section, section.add("H2"), setting.measure)
    return (*title, *kept(compose_numbers(contact, section, setting)))


def compose_closing_strip(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Clinic and ways to reach it, disclaimer and notices, a code to scan; the imprint below them.

    The line about other formats stands at the head of the first page, and in columns whom to call at its foot.
    """
    small, web = setting.recoloured(setting.styles.with_text(setting.styles.small)), job.resolved.brand.contact.web
    if not (web and can_be_scanned(web)):
        return (*_told(job, parent, small), Space(GRID), *_imprint(job, parent, setting))
    width = qr_code(web, Element("Div"), small)[1]
    left = small.narrowed(width + BETWEEN)
    told = stacked(_told(job, parent, left))
    imprint = _imprint(job, parent, left) if _one_line(job, left) else ()
    code = _code(web, job, parent, replace(small, measure=width))
    right = setting.measure - width
    if not imprint:
        strip = beside(((0.0, told), (right, stacked(code))))
        return (strip, Space(GRID), *_imprint(job, parent, setting))
    lower = told.height + GRID + _last_baseline(imprint) - _last_baseline(code)
    told = stacked((told, Space(GRID + max(0.0, -lower)), *imprint))
    return (beside(((0.0, told), (right, lowered(stacked(code), max(0.0, lower))))),)


def _last_baseline(items: Sequence[Item]) -> float:
    """How far below the top of a list of lines the last one stands."""
    *others, last = items
    return height(others) + (last.baseline if isinstance(last, Box) else 0.0)


def _told(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Below a rule the clinic, and beside it the disclaimer: from the left of a page's second column on, or where that
    makes both lower; web and e-mail are on one line if that gets room.
    """
    starts = list(_starts(job, setting))
    lowest = min(starts, key=lambda one: _beside_clinic(job, Element("Div"), setting, *one).height)
    return ruled(setting), _beside_clinic(job, parent, setting, *lowest)


def _starts(job: Job, setting: Setting) -> Iterator[tuple[float, float]]:
    """How wide the clinic may be, and how far from the left the disclaimer then begins."""
    room, contact = setting.measure - BETWEEN, job.resolved.brand.contact
    columns = page_columns(job.layout)
    if len(columns) > 1:
        start = columns[1].x - columns[0].x
        yield start - _LEAST_BETWEEN, start
    links, least = (of(contact, setting.styles.text) / room for of in (links_width, widest_link))
    narrower = (one for one in _NARROW_CLINIC if one >= least) if job.resolved.brand.notices else ()
    first = links if _CLINIC < links <= _MOST_CLINIC else _CLINIC
    for share in (first, _MOST_CLINIC, *narrower):
        yield share * room, share * room + BETWEEN


def _beside_clinic(job: Job, parent: Element, setting: Setting, width: float, start: float) -> Box:
    """The clinic, so wide, and the disclaimer, so far from the left, beside each other."""
    left, right = replace(setting, measure=width), replace(setting, measure=setting.measure - start)
    numbered = job.layout.columns == 1
    clinic = compose_clinic_words(job.resolved, parent, left, numbered=numbered)
    disclaimer = _disclaimer(job, parent, right)
    level = max(_last_baseline(items[:1]) for items in (clinic, disclaimer))
    down = (level - _last_baseline(items[:1]) for items in (clinic, disclaimer))
    parts = (lowered(stacked(items), more) for items, more in zip((clinic, disclaimer), down, strict=True))
    return beside(tuple(zip((0.0, start), parts, strict=True)))


def _code(web: str, job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A code to scan with its caption below."""
    notes = setting.styles.notes
    style = replace(notes, balanced=True, leading=1.1 * notes.size)
    code, _ = qr_code(web, parent, setting)
    return (code, *set_line(job.phrases["our-website"], style, parent.add("P"), setting.measure))


def _imprint(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The imprint on one line where that holds it."""
    line = _one_line(job, setting)
    if not line:
        return compose_imprint(job, parent, setting)
    made = parent.add("P", kind="imprint")
    return set_line(line, replace(setting.styles.imprint, widest=_ONE_LINE), made, setting.measure)


def _one_line(job: Job, setting: Setting) -> str:
    """The imprint as one line, if that has room for it."""
    style = setting.styles.imprint
    texts = (" · ".join(imprint_lines(job, setting.phrases, terse=terse)) for terse in (False, True))
    whole = next((text for text in texts if fits(text, style, setting.measure)), "")
    return "" if job.stamp else whole


def _disclaimer(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The disclaimer, and where to ask for the sources."""
    disclaimer = compose_disclaimer(job.resolved, parent, setting)
    return joined((disclaimer, _sources(job, parent, setting)), Space(GRID))


def _sources(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Where to ask for the references, in a layout that prints none."""
    if job.layout.references != "none" or not job.resolved.references:
        return ()
    return set_line(job.phrases["sources-at-desk"], setting.styles.small, parent.add("P"), setting.measure)
