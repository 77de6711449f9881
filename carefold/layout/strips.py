"""Strips at the foot of pages of columns: whom to call on the first page, and what closes the handout on the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefold.layout.bands import Band, balanced
from carefold.layout.block_table import compose_blocks
from carefold.layout.blocks.contact import compose_numbers
from carefold.layout.blocks.qr import qr_code
from carefold.layout.boxes import Item, Space, beside, joined, kept, stacked
from carefold.layout.closing import (
    compose_clinic_words,
    compose_disclaimer,
    compose_imprint,
    fits,
    imprint_lines,
    ruled,
    shows_numbers,
)
from carefold.layout.composition import SECTION_GAP, Job, compose_emergency, compose_title
from carefold.layout.page_maker import tidied
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import Callout, ContactBlock
from carefold.model.handout import Section
from carefold.model.pictures import can_be_scanned
from carefold.structure import Element

BETWEEN = 24.0  # points between columns of a strip
_ONE_LINE = 99.0  # ems
_CLINIC = 0.42  # share of the closing strip, without the code, for the clinic
_FORMATS = 12.0  # points, the least for the line about other formats


def compose_calling(job: Job, parent: Element, setting: Setting, room: float) -> tuple[Band | None, bool]:
    """Whom to call and when, in columns, at most so high; and whether the urgent sections stand in it.

    They go on in the text where they are higher; the numbers and the emergency line are there always.
    """
    urgent = [section for section in job.resolved.handout.sections if section.urgent]
    band, made = None, Element("Sect")
    for sections in (urgent, []) if urgent else ([],):
        made = Element("Sect")
        parts = [part for section in sections for part in _urgent_parts(section, made.add("Sect"), setting)]
        if not sections and not shows_numbers(job.resolved.handout):
            parts = [_numbers(job, made, setting)]
        parts.append(tidied(compose_emergency(job, made, setting)))
        items = joined((kept(tidied(part)) for part in parts if part), Space(SECTION_GAP / 2))
        band = balanced(items, job.layout.columns, room) if items else None
        if band is None or band.height <= room:
            break
    if band:
        parent.adopt(made)
    return band, bool(sections)


def _urgent_parts(section: Section, element: Element, setting: Setting) -> Iterator[Sequence[Item]]:
    """When to call, and whom: these may stand beside each other."""
    title = compose_title(section, element, setting)
    whom = (n for n, block in enumerate(section.blocks) if n and isinstance(block, (ContactBlock, Callout)))
    at = next(whom, len(section.blocks))
    yield (*title, *compose_blocks(section.blocks[:at], element, setting))
    yield compose_blocks(section.blocks[at:], element, setting)


def _numbers(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    section = parent.add("Sect")
    title = set_line(job.phrases["call-us"], setting.styles.section, section.add("H2"), setting.measure)
    return (*title, *kept(compose_numbers(job.resolved.brand.contact, section, setting)))


def compose_closing_strip(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Clinic and ways to reach it, disclaimer and notices, a code to scan; the imprint below them."""
    brand, styles = job.resolved.brand, setting.styles
    small = setting.recoloured(styles.with_text(styles.small))
    web = brand.contact.web
    scanned = qr_code(web, Element("Div"), small)[1] + BETWEEN if web and can_be_scanned(web) else 0.0
    room = setting.measure - scanned - BETWEEN
    clinic, told = (replace(small, measure=room * share) for share in (_CLINIC, 1 - _CLINIC))
    parts = [
        (0.0, stacked(compose_clinic_words(job.resolved, parent, clinic, numbered=job.layout.pages != 1))),
        (clinic.measure + BETWEEN, stacked(_formats_and_disclaimer(job, parent, told))),
    ]
    if web and scanned:
        code, width = qr_code(web, parent, small)
        caption = set_line(job.phrases["our-website"], replace(styles.notes, balanced=True), parent.add("P"), width)
        parts.append((setting.measure - width, stacked((code, *caption))))
    return (ruled(setting), beside(parts), Space(GRID), *_imprint(job, parent, setting))


def _imprint(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The imprint on one line where that holds it."""
    style = setting.styles.imprint
    texts = (" · ".join(imprint_lines(job, setting.phrases, terse=terse)) for terse in (False, True))
    whole = next((text for text in texts if fits(text, style, setting.measure)), "")
    if job.stamp or not whole:
        return compose_imprint(job, parent, setting)
    return set_line(whole, replace(style, widest=_ONE_LINE), parent.add("P"), setting.measure)


def _formats_and_disclaimer(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The line about other formats in text that is easy to read, then the disclaimer."""
    formats = job.resolved.brand.formats
    size = max(_FORMATS, setting.styles.text.size)
    style = replace(setting.styles.text, size=size, leading=size * 1.3)
    line = set_text(formats, style, parent, setting.measure) if formats else ()
    disclaimer = compose_disclaimer(job.resolved, parent, setting)
    return joined((line, disclaimer, _sources(job, parent, setting)), Space(GRID))


def _sources(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Where to ask for the references, in a layout that prints none."""
    if job.layout.references != "none" or not job.resolved.references:
        return ()
    return set_line(job.phrases["sources-at-desk"], setting.styles.small, parent.add("P"), setting.measure)
