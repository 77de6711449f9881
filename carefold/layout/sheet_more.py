"""A sheet of paper more for a few lines: how many these are, so that an author can cut them."""

from __future__ import annotations

from dataclasses import replace

from carefold.content.plain_text import said
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import page_area
from carefold.layout.boxes import spaced
from carefold.layout.composition import Composition, Job
from carefold.layout.overflow import longest
from carefold.layout.page_maker import PageMaker
from carefold.layout.page_parts import compose_parts, page_rooms
from carefold.layout.sizes import count_lines
from carefold.layout.together import settled

CLOSEST = 0.7  # share of the space between blocks, at the least
_A_SHEET = 2  # pages
_MOST = 12  # lines of a column that are a few


def a_sheet_more(job: Job, composition: Composition) -> Finding | None:
    """What to say of flowing pages whose last one stands alone on its sheet, if a few lines less would save it."""
    pages, layout = len(composition.fills), job.layout
    if layout.sides or layout.pages or layout.duplex == "none" or pages < _A_SHEET or pages % _A_SHEET == 0:
        return None
    parts, whole = compose_parts(job, layout.type.smallest), page_area(layout).height
    flow, leading = settled(spaced(parts.flow, CLOSEST), whole), parts.setting.styles.text.leading
    *others, last = page_rooms(job, parts, pages - 1)
    for more in range(1, _MOST + 1):
        higher = replace(last, height=last.height + more * leading)
        if PageMaker(flow, whole + more * leading).fill([*others, higher], even=False):
            lines = count_lines(more * layout.columns * leading, leading)
            title = said(min(job.resolved.handout.sections, key=lambda section: section.urgent).title)
            message = (
                f"page {pages} is a sheet more: {pages - 1} hold all but about {lines} at {layout.type.smallest:g} pt."
            )
            return Finding(message, job.resolved.handout.place, f"Shorten it. {longest(flow, title, leading)}")
    return None
