"""Set a handout on flowing pages: header on the first, running foot on each, as many as it needs."""

from __future__ import annotations

from dataclasses import replace

from carefold.errors import CarefoldError, Problem
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.imposition.sheet import page_area
from carefold.model.inline import Words
from carefold.structure import Element
from carefold.typeset.boxes import NEVER, Box, Item, Space, height, kept
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
from carefold.typeset.copyfit import Column, fill, overflow, tidied
from carefold.typeset.paragraph import set_lines
from carefold.typeset.setting import Setting, set_line
from carefold.typeset.words import TextStyle
from carefold.units import Area

_HEADER = 44.0  # points: the branded header of page 1
_FOOTER_DROP = 30.0  # from the text's foot to the footer's baseline
_MORE_PAGES = 4  # pages to try beyond what the height asks for


def compose_paged(job: Job) -> Composition:
    """The handout at the layout's text size; CarefoldError when a block is higher than a page."""
    area, size = page_area(job.layout), job.layout.type.text
    root = Element("Document", language=job.resolved.handout.language)
    setting = job.setting(size, area.width)
    items, foot = _compose_parts(job, root, setting)
    columns, pages = _fill(items, area, height(foot))
    names = [column.name for column in columns]
    drawn = [
        [*_page_furniture(job, setting, area, number, len(pages)), *placed(part, area.x, area.y + room, name)]
        for number, (part, room, name) in enumerate(zip(pages, _tops(len(pages), area), names, strict=True))
    ]
    drawn[-1] += placed(foot, area.x, area.y + height(foot), names[-1])
    fills = tuple(Fill(column.name, height(part), column.height) for part, column in zip(pages, columns, strict=True))
    extent = job.layout.sheet.extent
    frames = tuple(Frame(name, number, Area(0.0, 0.0, *extent)) for number, name in enumerate(names))
    return Composition(root, extent, tuple(map(tuple, drawn)), frames, size, fills)


def _tops(count: int, area: Area) -> list[float]:
    """How high above the text's foot each page begins: the first below its header."""
    return [area.height - _HEADER, *[area.height] * (count - 1)]


def _compose_parts(job: Job, root: Element, setting: Setting) -> tuple[list[Item], tuple[Item, ...]]:
    """What flows, and what stands at the foot of the last page, in reading order."""
    resolved, styles = job.resolved, setting.styles
    handout, measure = resolved.handout, setting.measure
    head = root.add("Sect")
    items: list[Item] = [*set_line(handout.title, styles.title, head.add("H1"), measure)]
    if handout.subtitle:
        items += [Space(5.0, NEVER), *set_line(handout.subtitle, styles.subtitle, head.add("P"), measure)]
    items += [Space(14.0, NEVER), compose_main_point(job, root, setting)]
    calm = [section for section in handout.sections if not section.urgent]
    urgent = [section for section in handout.sections if section.urgent]
    sections = [section.model_copy(update={"panel": None}) for section in (*calm, *urgent)]
    items += [*compose_sections(sections, root, setting), *compose_emergency(job, root, setting)]
    title = job.phrases["references-short" if job.layout.references == "short" else "references"]
    references = compose_references(job.references, root, setting, styles.notes_heading, title)
    items += [Space(20.0), *references]
    closing = root.add("Sect")
    disclaimer = compose_disclaimer(resolved, closing, setting)
    clinic = compose_clinic(resolved, closing, setting)
    imprint = compose_imprint(job, closing, setting)
    foot = (ruled(setting), *disclaimer, Space(6.0), *clinic, Space(4.0), *imprint)
    return tidied(items), kept(foot)


def _fill(items: list[Item], area: Area, foot: float) -> tuple[list[Column], list[list[Item]]]:
    """Pages as few as the text needs; the first has less room for the header, the last for the foot."""
    least = max(1, int((height(items) + foot + _HEADER) // area.height))
    for count in range(least, least + _MORE_PAGES + len(items)):
        columns = [Column(f"page {number + 1}", area.height) for number in range(count)]
        columns[0] = replace(columns[0], height=area.height - _HEADER)
        columns[-1] = replace(columns[-1], height=columns[-1].height - foot - 16.0)
        pages = fill(items, columns, even=False)
        if pages is not None:
            return columns, pages
    rest = overflow(items, columns)
    message = "this is higher than a page."
    raise CarefoldError(Problem(message, rest.place, "Split it, or make it shorter."))


def _page_furniture(job: Job, setting: Setting, area: Area, number: int, total: int) -> list[Placed]:
    """Header and footer of a page: artifacts, since their words stand elsewhere too."""
    name = f"page {number + 1}"
    made = [Placed(area.x, area.y - _FOOTER_DROP + 18, _footer(job, setting, number, total), name)]
    if number == 0:
        made.insert(0, Placed(area.x, area.top, _header(job, setting), name))
    return made


def _header(job: Job, setting: Setting) -> Box:
    brand, styles = job.resolved.brand, setting.styles
    contact = brand.contact
    web = contact.web.removeprefix("https://").rstrip("/") if contact.web else None
    ways = " · ".join(way for way in (contact.phone, web) if way)
    logo, logo_width = logo_box(job, 20.0, None)
    beside = logo_width + 7 if logo_width else 0.0
    name = _artifact_line(brand.name, replace(styles.bold_ink, size=13.0, leading=17.0))
    right = _artifact_line(ways, replace(styles.notes, size=11.0, leading=17.0))

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y + 1.5)
        name[0].draw(surface, x + beside, y)
        right[0].draw(surface, x + setting.measure - right[1], y)
        surface.paint(line(x, y - 24, x + setting.measure, y - 24), stroke=setting.palette.primary, width=2.2)

    return Box(0.0, draw)


def _footer(job: Job, setting: Setting, number: int, total: int) -> Box:
    handout, style = job.resolved.handout, setting.styles.imprint
    version = job.phrases.filled("version", version=handout.version)
    running = " · ".join(part for part in (handout.title, handout.id, version, job.stamp) if part)
    left = _artifact_line(running, style)
    right = _artifact_line(job.phrases.filled("page", number=number + 1, total=total), style)

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
