"""Pages of a handout whose breaks are known: what stands where on each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from carefold.content.plain_text import said
from carefold.imposition.sheet import page_area, page_columns
from carefold.layout.bands import Band, Room, drop, used
from carefold.layout.boxes import Box, Item, Space, height
from carefold.layout.composition import Composition, Fill, Job, Placed, placed
from carefold.layout.evened import evened
from carefold.layout.framing import Draft, composed
from carefold.layout.furniture import BELOW_TEXT, compose_footer
from carefold.layout.page_notes import compose_page_notes, whitest
from carefold.layout.page_parts import ABOVE_FOOT, BELOW_CALLING, BELOW_HEAD, PageParts
from carefold.units import Area


def placed_pages(job: Job, parts: PageParts, rooms: Sequence[Room], filled: Sequence[tuple[Band, ...]]) -> Composition:
    """What fills each room on its page: header, head and whom to call on the first, the foot on the last."""
    parts.settle_tree()
    area, total = page_area(job.layout), len(filled)
    pages: list[list[Placed]] = []
    white = whitest(job, parts, rooms, filled)
    notes = compose_page_notes(job, parts, white)
    shown = filled[1:2]
    if job.layout.columns == 1:
        filled = evened(filled, rooms, parts.setting.styles.text.size, white.page if notes else len(rooms) - 1)
    for number, (room, bands) in enumerate(zip(rooms, filled, strict=True)):
        name, top = room.name, area.top
        turned = number == 0 and total > 1
        after = list(_shown(job, parts.flow, shown[0])) if turned else []
        footer = compose_footer(job, parts.wide, number, total, after)
        page = [Placed(area.x, area.y - BELOW_TEXT, footer, name)]
        if number == 0:
            page = [Placed(area.x, area.top, parts.header, name), *page, *([parts.window] if parts.window else [])]
            top -= parts.top
            page.append(Placed(area.x, top + BELOW_HEAD + parts.head.height, parts.head, name))
        page += _bands_placed(job, room, bands, top, name)
        pages.append(page)
    top = area.top - (parts.top if white.page == 0 else 0.0) - used(filled[white.page]) - white.above
    pages[white.page] += placed(notes, area.x, top, rooms[white.page].name)
    if parts.calling:
        floor = area.y + BELOW_CALLING + (parts.last_foot if total == 1 else 0.0)
        pages[0] += _band_placed(job, parts.calling, floor + parts.calling.height, "page 1", _level(parts.calling))
    last, foot = rooms[-1].name, area.y + height(parts.foot)
    if parts.references:
        above = foot + ABOVE_FOOT + parts.references.height
        pages[-1] += _band_placed(job, parts.references, above, last, _level(parts.references))
    pages[-1] += placed(parts.foot, area.x, foot, last)
    fills = tuple(Fill(one.name, used(bands), one.height) for one, bands in zip(rooms, filled, strict=True))
    whole = Area(0.0, 0.0, *job.layout.extent)
    draft = Draft(parts.root, pages, [(room.name, number, whole) for number, room in enumerate(rooms)])
    return composed(job, draft, parts.setting.styles.text.size, fills)


def _shown(job: Job, flow: Sequence[Item], bands: Sequence[Band]) -> Iterator[str]:
    """The titles of the sections on a page, or of its notes; one that goes on there says so."""
    if not bands:
        yield job.phrases["my-notes"]
    first = min(job.resolved.handout.sections, key=lambda section: section.urgent)
    there, title, begins = {id(item) for band in bands for item in band.items}, said(first.title), True
    for before, item in pairwise(flow):
        if isinstance(before, Space) and before.section:
            title, begins = before.section, True
        if title and id(item) in there:
            yield title if begins else f"{title} ({job.phrases['continued']})"
            title = ""
        begins = False


def _bands_placed(job: Job, room: Room, bands: tuple[Band, ...], top: float, name: str) -> Iterator[Placed]:
    floor = top - room.height
    for band in bands:
        top -= band.above
        yield from _band_placed(job, band, top, name, room.baseline, floor)
        top -= band.height


def _level(band: Band) -> float:
    """How far below a band's top all its columns begin that begin with a line."""
    firsts = (column[0] for column in band.columns if column)
    return max((item.baseline for item in firsts if isinstance(item, Box)), default=0.0)


def _band_placed(
    job: Job, band: Band, top: float, name: str, level: float = 0.0, floor: float | None = None
) -> Iterator[Placed]:
    for column, items in zip(page_columns(job.layout), band.columns, strict=False):
        down = drop(level, items[0] if items else None) if len(band.columns) > 1 else 0.0
        yield from placed(items, column.x, top - down, name, floor)
