"""Set a handout on flowing pages: header on the first, running foot on each, as many as it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carefold.content.wording import said
from carefold.errors import CarefoldError, Problem
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.imposition.sheet import page_area, page_columns
from carefold.model.inline import Words
from carefold.structure import Element
from carefold.typeset.boxes import Box, Item, Space, faults, height, stacked
from carefold.typeset.closing import (
    compose_clinic,
    compose_disclaimer,
    compose_imprint,
    compose_references,
    ruled,
)
from carefold.typeset.composition import (
    Composition,
    Fill,
    Frame,
    Job,
    Placed,
    compose_emergency,
    compose_main_point,
    compose_sections,
    logo_box,
    placed,
)
from carefold.typeset.copyfit import SIZE_STEP, Column, count_lines, fill, largest_step, overflow, tidied, too_high
from carefold.typeset.misfit import misfit, too_wide
from carefold.typeset.paragraph import set_lines
from carefold.typeset.setting import Setting, set_line
from carefold.typeset.words import TextStyle
from carefold.units import Area

_HEADER = 44.0  # points: the branded header of page 1
_FOOTER_DROP = 30.0  # from the text's foot to the footer's baseline
_NEARLY_EMPTY = 0.15  # share of the last page
_BELOW_HEAD, _ABOVE_FOOT = 16.0, 16.0
_MORE_PAGES = 4  # pages to try beyond what the height asks for


@dataclass(frozen=True)
class _Try:
    """A handout at one type size, cut into the columns of its pages."""

    root: Element
    setting: Setting
    head: Box
    columns: list[Column]
    parts: list[list[Item]]
    foot: tuple[Item, ...]

    @property
    def faults(self) -> list[Box]:
        """Boxes that can't stay as they are at this size."""
        return [box for part in self.parts for box in faults(part)]

    @property
    def nearly_empty(self) -> bool:
        """Whether little more than what closes the handout stands on the last page."""
        return len(self.parts) > 1 and height(self.parts[-1]) < _NEARLY_EMPTY * self.columns[-1].height


def compose_paged(job: Job) -> Composition:
    """The handout at the layout's text size, a little smaller where that saves a nearly empty last page.

    A layout that limits its pages takes the largest type size that fits. CarefoldError says what does not fit.
    """
    sizes = job.layout.type
    tries: dict[int, _Try] = {}

    def at(step: int) -> _Try:
        tries[step] = tries.get(step) or _try_size(job, sizes.smallest + step * SIZE_STEP)
        return tries[step]

    def sound(step: int) -> bool:
        """Whether smaller type would mend nothing: no table too wide, no block higher than a page."""
        try:
            return not at(step).faults
        except CarefoldError:
            return False

    most = job.layout.pages
    first = round((sizes.text - sizes.smallest) / SIZE_STEP)
    if most is not None:
        steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)
        room = most * job.layout.columns
        best = largest_step(lambda step: sound(step) and len(at(step).parts) <= room, steps, min(first, steps))
        if best < 0:
            wide = [too_wide(job, box) for box in at(0).faults]
            raise CarefoldError(wide or _too_many_pages(job, at(0), most))
        return _place(job, tries[best])
    wanted = at(next(filter(sound, range(first, -1, -1)), 0))
    if wanted.faults:
        raise CarefoldError(too_wide(job, box) for box in wanted.faults)
    if wanted.nearly_empty:
        smaller = (at(step) for step in range(first - 1, -1, -1))
        wanted = next((one for one in smaller if len(one.parts) < len(wanted.parts)), wanted)
    return _place(job, wanted)


def _try_size(job: Job, size: float) -> _Try:
    root = Element("Document", language=job.resolved.handout.language)
    setting, wide = job.setting(size, page_columns(job.layout)[0].width), job.setting(size, page_area(job.layout).width)
    head = stacked(_compose_head(job, root, wide))
    items = _compose_flow(job, root, setting)
    foot = _compose_foot(job, root, setting)
    room = page_area(job.layout).height
    high = too_high(items, _columns(job, head.height, 0.0, 2)[0].height if job.layout.columns > 1 else room, room)
    if high:
        lines = count_lines(high.points, setting.styles.text.leading)
        hint = f"Split it, or make it shorter by {lines}."
        raise CarefoldError(Problem("this is higher than a page.", high.place, hint))
    columns, parts = _fill(items, job, head.height, height(foot))
    return _Try(root, setting, head, columns, parts, foot)


def _too_many_pages(job: Job, tried: _Try, most: int) -> Problem:
    items = [item for part in tried.parts for item in part]
    columns = _columns(job, tried.head.height, height(tried.foot), most)
    first = min(job.resolved.handout.sections, key=lambda section: section.urgent)
    return misfit(job, items, columns, tried.setting, said(first.title))


def _place(job: Job, tried: _Try) -> Composition:
    """Boxes on their pages: header and head on the first, the foot on the last, columns between them."""
    area, columns = page_area(job.layout), page_columns(job.layout)
    total, size = len(tried.parts) // len(columns), tried.setting.styles.text.size
    wide = replace(tried.setting, measure=area.width)
    pages: list[list[Placed]] = []
    for number in range(total):
        name = f"page {number + 1}"
        page = _page_furniture(job, wide, area, number, total)
        top = area.top
        if number == 0:
            page.append(Placed(area.x, area.top - _HEADER, tried.head, name))
            top -= _HEADER + tried.head.height + _BELOW_HEAD
        for column, part in zip(columns, tried.parts[number * len(columns) :], strict=False):
            page += placed(part, column.x, top, name)
        pages.append(page)
    pages[-1] += placed(tried.foot, columns[-1].x, area.y + height(tried.foot), f"page {total}")
    fills = tuple(
        Fill(one.name, height(part), one.height) for one, part in zip(tried.columns, tried.parts, strict=True)
    )
    frames = tuple(Frame(f"page {number + 1}", number, Area(0.0, 0.0, *job.layout.extent)) for number in range(total))
    return Composition(tried.root, job.layout.extent, tuple(map(tuple, pages)), frames, size, fills)


def _compose_head(job: Job, root: Element, setting: Setting) -> list[Item]:
    """Title, subtitle and main point, across the page."""
    handout, styles, head = job.resolved.handout, setting.styles, root.add("Sect")
    items: list[Item] = [*set_line(handout.title, styles.title, head.add("H1"), setting.measure)]
    if handout.subtitle:
        items += [Space(5.0), *set_line(handout.subtitle, styles.subtitle, head.add("P"), setting.measure)]
    return [*items, Space(14.0), compose_main_point(job, root, setting)]


def _compose_flow(job: Job, root: Element, setting: Setting) -> list[Item]:
    """Sections as written, urgent ones, references."""
    sections = sorted(job.resolved.handout.sections, key=lambda section: section.urgent)
    items = list(compose_sections((one.model_copy(update={"panel": None}) for one in sections), root, setting))
    items += compose_emergency(job, root, setting)
    title = job.phrases["references-short" if job.layout.references == "short" else "references"]
    heading = setting.styles.notes_heading
    return tidied(
        [*items, Space(20.0, section=title), *compose_references(job.references, root, setting, heading, title)]
    )


def _compose_foot(job: Job, root: Element, setting: Setting) -> tuple[Item, ...]:
    """Disclaimer, clinic and imprint, at the foot of the last column."""
    closing = root.add("Sect")
    disclaimer = compose_disclaimer(job.resolved, closing, setting)
    clinic = compose_clinic(job.resolved, closing, setting)
    imprint = compose_imprint(job, closing, setting)
    return (ruled(setting), *disclaimer, Space(6.0), *clinic, Space(4.0), *imprint)


def _fill(items: list[Item], job: Job, head: float, foot: float) -> tuple[list[Column], list[list[Item]]]:
    """Pages as few as the text needs, cut into columns."""
    across = job.layout.columns
    for count in range(1, _MORE_PAGES + len(items)):
        columns = _columns(job, head, foot, count)
        room = sum(column.height for column in columns)
        if room < height(items) * 0.9 or min(column.height for column in columns) <= 0:
            continue
        parts = fill(items, columns, even=across > 1)
        if parts is not None:
            return columns, parts
    rest = overflow(items, columns)
    raise CarefoldError(Problem("this is higher than a page.", rest.place, "Split it, or make it shorter."))


def _columns(job: Job, head: float, foot: float, pages: int) -> list[Column]:
    """Room on so many pages: the first has less for header and head, the last column less for the foot."""
    area, across = page_area(job.layout), job.layout.columns
    rooms = [area.height - (_HEADER + head + _BELOW_HEAD if page == 0 else 0.0) for page in range(pages)]
    columns = [Column(f"page {page + 1}", room) for page, room in enumerate(rooms) for _ in range(across)]
    columns[-1] = replace(columns[-1], height=columns[-1].height - foot - _ABOVE_FOOT)
    return columns


def _page_furniture(job: Job, setting: Setting, area: Area, number: int, total: int) -> list[Placed]:
    """Header and footer of a page: artifacts, since their words stand elsewhere too."""
    name = f"page {number + 1}"
    made = [Placed(area.x, area.y - _FOOTER_DROP + 18, _footer(job, setting, number, total), name)]
    if number == 0:
        made.insert(0, Placed(area.x, area.top, _header(job, setting), name))
    return made


def _header(job: Job, setting: Setting) -> Box:
    """Logo and name, and beside them as much of phone and address as has room; the closing has all."""
    brand, styles = job.resolved.brand, setting.styles
    contact, small = brand.contact, job.layout.type.notes
    web = contact.web.removeprefix("https://").rstrip("/") if contact.web else None
    logo, logo_width = logo_box(job, 20.0, 0.3 * setting.measure)
    beside = logo_width + 7 if logo_width else 0.0
    name = _artifact_line(brand.name, replace(styles.bold_ink, size=max(13.0, small), leading=max(17.0, small * 1.2)))
    style = replace(styles.notes, size=max(11.0, small), leading=max(17.0, small * 1.2))
    lines = (_artifact_line(" · ".join(filter(None, ways)), style) for ways in ((contact.phone, web), (contact.phone,)))
    room = setting.measure - beside - name[1] - 12
    right = next((line for line in lines if line[1] <= room), _artifact_line("", style))

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y + 1.5)
        name[0].draw(surface, x + beside, y)
        right[0].draw(surface, x + setting.measure - right[1], y)
        surface.paint(line(x, y - 24, x + setting.measure, y - 24), stroke=setting.palette.primary, width=2.2)

    return Box(0.0, draw)


def _footer(job: Job, setting: Setting, number: int, total: int) -> Box:
    handout, style = job.resolved.handout, setting.styles.imprint
    version = job.phrases.filled("version", version=handout.version)
    right = _artifact_line(job.phrases.filled("page", number=number + 1, total=total), style)
    names = ((handout.title, handout.id, version, job.stamp), (handout.id, version, job.stamp), (version, job.stamp))
    lines = (_artifact_line(" · ".join(part for part in parts if part), style) for parts in names)
    room = setting.measure - right[1] - 12
    left = next((line for line in lines if line[1] <= room), _artifact_line("", style))

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(line(x, y, x + setting.measure, y), stroke=setting.palette.pale, width=0.7)
        left[0].draw(surface, x, y - 4)
        right[0].draw(surface, x + setting.measure - right[1], y - 4)

    return Box(0.0, draw)


def _artifact_line(text: str, style: TextStyle) -> tuple[Box, float]:
    """A line that a screen reader skips, and its width in points."""
    if not text:
        return Box(0.0, lambda _surface, _x, _y: None), 0.0
    box = set_lines((Words(text),), replace(style, widest=1e4), Element("Artifact"), 1e4)[0]
    words = style.family.styled(style.weight == "bold", False)

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            box.draw(surface, x, y)

    return replace(box, draw=draw), words.width(text, style.size, style.language)
