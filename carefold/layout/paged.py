"""Set a handout on flowing pages: header on the first, running foot on each, as many as it needs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

from carefold.content.plain_text import said
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import page_area, page_columns
from carefold.layout.boxes import Box, Item, Space, height, spaced, stacked, wide_boxes
from carefold.layout.closing import (
    compose_clinic,
    compose_disclaimer,
    compose_imprint,
    compose_references,
    references_title,
    ruled,
)
from carefold.layout.composition import (
    Composition,
    Fill,
    Job,
    Placed,
    compose_emergency,
    compose_main_point,
    compose_sections,
    placed,
)
from carefold.layout.copyfit import SIZE_STEP, Column, count_lines, fill, largest_step, left_over, tidied, too_high
from carefold.layout.framing import Draft, composed
from carefold.layout.furniture import compose_footer, compose_header
from carefold.layout.overflow import closing_too_high, too_long, too_much_text, too_wide
from carefold.layout.paragraph import baseline
from carefold.layout.scaled import with_pictures_that_fit
from carefold.layout.setting import Setting, set_line
from carefold.layout.window import above_title, compose_window
from carefold.structure import Element
from carefold.units import Area

_FOOTER_DROP = 30.0  # from the text's foot to the footer's baseline
_NEARLY_EMPTY = 0.15  # share of the last page
_BELOW_HEAD, _ABOVE_FOOT = 16.0, 16.0
_SPACING = (0.9, 0.8)  # shares of the space between blocks that may save a nearly empty last page
_MORE_PAGES = 4  # pages to try beyond what the height asks for


@dataclass(frozen=True)
class _Try:
    """A handout at one type size, cut into the columns of its pages."""

    root: Element
    setting: Setting
    header: Box
    head: Box
    columns: list[Column]
    parts: list[list[Item]]
    foot: tuple[Item, ...]
    window: Placed | None

    @property
    def wide_boxes(self) -> list[Box]:
        """Boxes that can't stay as they are at this size."""
        return [box for part in self.parts for box in wide_boxes(part)]

    @property
    def nearly_empty(self) -> bool:
        """Whether little more than what closes the handout stands on the last page."""
        return len(self.parts) > 1 and height(self.parts[-1]) < _NEARLY_EMPTY * self.columns[-1].height


def compose_paged(job: Job) -> Composition:
    """The handout at the layout's text size; closer or a little smaller where that saves a nearly empty last page.

    A layout that limits its pages takes the largest type size that fits. CarefoldError says what does not fit.
    """
    return with_pictures_that_fit(job, _compose)


def _compose(job: Job) -> Composition:
    sizes = job.layout.type
    tries: dict[int, _Try] = {}

    def at(step: int) -> _Try:
        tries[step] = tries.get(step) or _try_size(job, sizes.smallest + step * SIZE_STEP)
        return tries[step]

    def sound(step: int) -> bool:
        """Whether smaller type would mend nothing: no table too wide, no block higher than a page."""
        try:
            return not at(step).wide_boxes
        except CarefoldError:
            return False

    most = job.layout.pages
    first = round((sizes.text - sizes.smallest) / SIZE_STEP)
    if most is not None:
        steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)
        room = most * job.layout.columns
        best = largest_step(lambda step: sound(step) and len(at(step).parts) <= room, steps, min(first, steps))
        if best < 0:
            wide = [too_wide(job, box) for box in at(0).wide_boxes]
            raise CarefoldError(wide or _too_many_pages(job, at(0), most))
        return _place(job, tries[best])
    wanted = at(next(filter(sound, range(first, -1, -1)), 0))
    if wanted.wide_boxes:
        raise CarefoldError(too_wide(job, box) for box in wanted.wide_boxes)
    if wanted.nearly_empty:
        smaller = (at(step) for step in range(first - 1, -1, -1))
        wanted = next((one for one in smaller if _paper(job, one) < _paper(job, wanted)), wanted)
    return _place(job, wanted)


def _try_size(job: Job, size: float) -> _Try:
    root = Element("Document", language=job.resolved.handout.language)
    area = page_area(job.layout)
    setting = job.setting(size, page_columns(job.layout)[0].width, area.height)
    wide = job.setting(size, area.width, area.height)
    opening = root.add("Sect")
    window = compose_window(job.address, job.layout, opening, setting) if job.address else None
    header, head = compose_header(job, wide), stacked(_compose_head(job, opening, root, wide))
    top = _above_title(job, header) + head.height
    items = _compose_flow(job, root, setting)
    foot = _compose_foot(job, root, setting)
    room = page_area(job.layout).height
    if top + _BELOW_HEAD >= room:
        handout = job.resolved.handout
        raise CarefoldError(too_long(job, "a page", (handout.title, handout.subtitle, handout.main_point)))
    high = too_high(items, _columns(job, setting, top, 0.0, 2)[0].height if job.layout.columns > 1 else room, room)
    if high:
        lines = count_lines(high.points, setting.styles.text.leading)
        hint = f"Split it, or make it shorter by {lines}."
        raise CarefoldError(Finding("this is higher than a page.", high.place, hint))
    if height(foot) + _ABOVE_FOOT >= room:
        raise CarefoldError(closing_too_high(job, height(foot) + _ABOVE_FOOT, room, setting.styles.small.leading))
    made = [_Try(root, setting, header, head, *_fill(items, job, setting, top, height(foot)), foot, window)]
    for share in _SPACING if made[0].nearly_empty else ():
        closer = _fill(spaced(items, share), job, setting, top, height(foot))
        made.append(_Try(root, setting, header, head, *closer, foot, window))
    return min(made, key=partial(_paper, job))


def _paper(job: Job, tried: _Try) -> int:
    """What is to be saved: pages, but in a booklet sheets of four."""
    return math.ceil(len(tried.parts) / (4 if job.layout.impose == "saddle-stitch" else 1))


def _too_many_pages(job: Job, tried: _Try, most: int) -> Finding:
    items = [item for part in tried.parts for item in part]
    top = _above_title(job, tried.header) + tried.head.height
    columns = _columns(job, tried.setting, top, height(tried.foot), most)
    first = min(job.resolved.handout.sections, key=lambda section: section.urgent)
    return too_much_text(job, items, columns, tried.setting, said(first.title))


def _place(job: Job, tried: _Try) -> Composition:
    """Boxes on their pages: header and head on the first, the foot on the last, columns between them."""
    area, columns = page_area(job.layout), page_columns(job.layout)
    total = len(tried.parts) // len(columns)
    wide = replace(tried.setting, measure=area.width)
    pages: list[list[Placed]] = []
    for number in range(total):
        name = f"page {number + 1}"
        page = [Placed(area.x, area.y - _FOOTER_DROP + 18, compose_footer(job, wide, number, total), name)]
        top = area.top
        if number == 0:
            page = [Placed(area.x, area.top, tried.header, name), *page, *([tried.window] if tried.window else [])]
            top -= _above_title(job, tried.header)
            page.append(Placed(area.x, top, tried.head, name))
            top -= tried.head.height + _BELOW_HEAD
        first = number * len(columns)
        for column, room, part in zip(columns, tried.columns[first:], tried.parts[first:], strict=False):
            drop = room.drop(part[0] if part else None)
            page += placed(part, column.x, top - drop, name, top - room.height)
        pages.append(page)
    pages[-1] += placed(tried.foot, columns[-1].x, area.y + height(tried.foot), f"page {total}")
    fills = tuple(
        Fill(one.name, height(part), one.height) for one, part in zip(tried.columns, tried.parts, strict=True)
    )
    whole = Area(0.0, 0.0, *job.layout.extent)
    draft = Draft(tried.root, pages, [(f"page {number + 1}", number, whole) for number in range(total)])
    return composed(job, draft, tried.setting.styles.text.size, fills)


def _compose_head(job: Job, head: Element, root: Element, setting: Setting) -> list[Item]:
    """Title, subtitle and main point, across the page."""
    handout, styles = job.resolved.handout, setting.styles
    items: list[Item] = [*set_line(handout.title, styles.title, head.add("H1"), setting.measure)]
    if handout.subtitle:
        items += [Space(5.0), *set_line(handout.subtitle, styles.subtitle, head.add("P"), setting.measure)]
    return [*items, Space(14.0), compose_main_point(job, root, setting)]


def _compose_flow(job: Job, root: Element, setting: Setting) -> list[Item]:
    """Sections as written, urgent ones, references."""
    sections = sorted(job.resolved.handout.sections, key=lambda section: section.urgent)
    items = list(compose_sections((one.model_copy(update={"panel": None}) for one in sections), root, setting))
    items += compose_emergency(job, root, setting)
    return tidied([*items, Space(20.0, section=references_title(job)), *compose_references(job, root, setting)])


def _compose_foot(job: Job, root: Element, setting: Setting) -> tuple[Item, ...]:
    """Disclaimer, clinic and imprint, at the foot of the last column."""
    closing = root.add("Sect")
    disclaimer = compose_disclaimer(job.resolved, closing, setting)
    clinic = compose_clinic(job.resolved, closing, setting)
    imprint = compose_imprint(job, closing, setting)
    return (ruled(setting), *disclaimer, Space(6.0), *clinic, Space(4.0), *imprint)


def _fill(
    items: list[Item], job: Job, setting: Setting, top: float, foot: float
) -> tuple[list[Column], list[list[Item]]]:
    """Pages as few as the text needs, cut into columns."""
    across = job.layout.columns
    least = 1 + sum(1 for item in items if isinstance(item, Space) and item.forced) // across
    for count in range(least, _MORE_PAGES + least + len(items)):
        columns = _columns(job, setting, top, foot, count)
        room = sum(column.height for column in columns)
        if room < height(items) * 0.9 or min(column.height for column in columns) <= 0:
            continue
        parts = fill(items, columns, even=across > 1)
        if parts is not None:
            return columns, parts
    rest = left_over(items, columns)
    raise CarefoldError(Finding("this is higher than a page.", rest.place, "Split it, or make it shorter."))


def _columns(job: Job, setting: Setting, top: float, foot: float, pages: int) -> list[Column]:
    """Room on so many pages: the first has less for header and head at its top, the last column less for the foot."""
    area, across = page_area(job.layout), job.layout.columns
    rooms = [area.height - (top + _BELOW_HEAD if page == 0 else 0.0) for page in range(pages)]
    level = baseline(setting.styles.section) if across > 1 else 0.0
    columns = [
        Column(f"page {page + 1}", room, baseline=level) for page, room in enumerate(rooms) for _ in range(across)
    ]
    columns[-1] = replace(columns[-1], height=columns[-1].height - foot - _ABOVE_FOOT)
    return columns


def _above_title(job: Job, header: Box) -> float:
    return above_title(job.layout, job.address, page_area(job.layout).top, header.height)
