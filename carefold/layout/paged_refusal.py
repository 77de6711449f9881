"""What to say of a handout that pages can't hold: what is higher than one, and what is too much for so many."""

from __future__ import annotations

import math
from dataclasses import replace

from carefold.content.plain_text import said
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import page_area
from carefold.layout.boxes import height
from carefold.layout.composition import Job
from carefold.layout.left_over import left_over, too_high
from carefold.layout.overflow import closing_too_high, too_long, too_much_text
from carefold.layout.page_parts import PageParts, page_rooms
from carefold.layout.sizes import count_lines
from carefold.layout.together import settled


def check_heights(job: Job, parts: PageParts) -> None:
    """CarefoldError for what no page holds: what begins the first, what closes the last, or a block."""
    room = page_area(job.layout).height
    if parts.top >= room:
        handout = job.resolved.handout
        raise CarefoldError(too_long(job, "a page", (handout.title, handout.subtitle, handout.main_point)))
    first = page_rooms(job, parts, 1)[0].height if job.layout.pages == 1 else room
    if parts.last_foot >= room or first <= 0:
        raise CarefoldError(closing_too_high(job, room - min(first, 0), room, parts.setting.styles.small.leading))
    high = too_high(parts.flow, first, room, job.layout.columns)
    if high:
        lines = count_lines(high.points, parts.setting.styles.text.leading)
        hint = f"Split it, or make it shorter by {lines}."
        raise CarefoldError([Finding("this is higher than a page.", high.place, hint), *_all_too_long(job, parts)])


def _all_too_long(job: Job, parts: PageParts) -> list[Finding]:
    """By how many words a handout is too long for so many pages as there may be, whatever of it stands together."""
    most = job.layout.pages or 0
    room = sum(room.height * room.columns for room in page_rooms(job, parts, most)) if most else math.inf
    return [too_many_pages(job, parts, most)] if height(parts.flow) > room else []


def too_many_pages(job: Job, parts: PageParts, most: int) -> Finding:
    """By how many lines and words a handout is too long for so many pages."""
    rooms = [replace(room, height=room.height * room.columns, columns=1) for room in page_rooms(job, parts, most)]
    first = min(job.resolved.handout.sections, key=lambda section: section.urgent)
    return too_much_text(job, parts.flow, rooms, parts.setting, said(first.title))


def no_page_holds(job: Job, parts: PageParts, most: int) -> CarefoldError:
    """What is left over on so many pages, since it is higher than any of them."""
    rest = left_over(settled(parts.flow, page_area(job.layout).height), page_rooms(job, parts, most))
    return CarefoldError(Finding("this is higher than a page.", rest.place, "Split it, or make it shorter."))
