"""Pages of a document that is no handout: the clinic's band, a title, sections with their blocks, a last word."""

from __future__ import annotations

import math
from dataclasses import replace

from carefold.imposition.sheet import page_area, page_columns
from carefold.layout.boxes import Item, Space, height, stacked
from carefold.layout.closing import ruled
from carefold.layout.composition import Composition, Job
from carefold.layout.furniture import compose_header
from carefold.layout.page_maker import PageMaker, tidied
from carefold.layout.page_parts import BELOW_HEAD, PageParts, page_rooms
from carefold.layout.paged_refusal import no_page_holds
from carefold.layout.placing import placed_pages
from carefold.layout.sections import compose_sections
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.layout.together import settled
from carefold.structure import Element

_MORE_PAGES = 8  # pages to try beyond what the height asks for


def compose_document(job: Job) -> Composition:
    """The sections of the job's handout in the layout's type size, below its title, subtitle and main point.

    Nothing stands here that is for patients alone; the disclaimer closes it. CarefoldError for what no page holds.
    """
    parts, whole = _parts(job), page_area(job.layout).height
    flow = settled(parts.flow, whole)
    maker, least = PageMaker(flow, whole), max(1, math.ceil(height(flow) / whole))
    for count in range(least, 2 * least + _MORE_PAGES):
        rooms = page_rooms(job, parts, count)
        if min(one.height for one in rooms) > 0 and (filled := maker.fill(rooms, even=False)):
            return placed_pages(job, parts, rooms, filled)
    raise no_page_holds(job, parts, 2 * least + _MORE_PAGES)


def _parts(job: Job) -> PageParts:
    area, handout = page_area(job.layout), job.resolved.handout
    root = Element("Document", language=handout.language)
    setting = job.setting(job.layout.type.text, page_columns(job.layout)[0].width, area.height)
    opening = root.add("Sect")
    header, head = compose_header(job, opening, setting), stacked(_head(job, opening, setting))
    flow = tidied(compose_sections(handout.sections, root, setting))
    closing = root.add("Sect", kind="closing")
    foot = (ruled(setting), *set_text(handout.disclaimer, setting.styles.small, closing, area.width))
    top = header.height + head.height + BELOW_HEAD
    return PageParts(root, setting, setting, header, head, list(flow), None, None, foot, None, top)


def _head(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    handout, styles, measure = job.resolved.handout, setting.styles, setting.measure
    about = replace(styles.text, widest=60.0)
    return (
        *set_line(handout.title, styles.title, parent.add("H1"), measure), Space(3.0),
        *set_line(handout.subtitle or "", styles.subtitle, parent.add("P"), measure), Space(2 * GRID),
        *set_text(handout.main_point, about, parent, measure),
    )  # fmt: skip
