"""What stands on flowing pages, before it is on them: what flows, and what is pinned to the first or the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from carefold.graphics.surface import Surface
from carefold.imposition.sheet import page_area, page_columns
from carefold.layout.bands import Band, Room, balanced
from carefold.layout.blocks.continued import in_order
from carefold.layout.boxes import NEVER, Box, Item, Space, height, stacked
from carefold.layout.closing import (
    compose_clinic,
    compose_disclaimer,
    compose_imprint,
    compose_references,
    references_title,
    ruled,
)
from carefold.layout.composition import Job, Placed, compose_emergency, compose_main_point
from carefold.layout.emblem import draw_emblem
from carefold.layout.furniture import compose_header
from carefold.layout.page_maker import tidied
from carefold.layout.paragraph import baseline
from carefold.layout.sections import compose_sections
from carefold.layout.setting import Setting, set_line
from carefold.layout.strips import compose_calling, compose_closing_strip
from carefold.layout.together import held
from carefold.layout.window import above_title, compose_window
from carefold.model.handout import Handout
from carefold.spelling import printed
from carefold.structure import ARTIFACT, Element
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle
from carefold.units import Area

BELOW_HEAD, ABOVE_FOOT, BELOW_CALLING = 12.0, 10.0, 6.0
_LEAST_TITLE = 20.0  # points
_EMBLEM, _LEAST_EMBLEM, _BESIDE_EMBLEM = (
    2.1,
    44.0,
    14.0,
)  # a symbol's side, in ems of the title and in points; white before it
MOST_CALLING = 0.45  # share of a page that may go to sections on whom to call
_MOST_REFERENCES = 0.4  # share of a page, pinned to the foot of the last


class Part(NamedTuple):
    """Some of what flows, and its elements in the tree."""

    items: tuple[Item, ...]
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Column:
    """What flows in one column: calm sections, urgent ones, the emergency line, references."""

    calm: Part
    urgent: Part
    emergency: Part
    listed: Part


@dataclass(frozen=True)
class PageParts:
    """A handout's boxes at one type size, not yet on pages: what flows, and what is pinned to certain pages."""

    root: Element
    setting: Setting
    wide: Setting
    header: Box
    head: Box
    flow: list[Item]
    calling: Band | None
    references: Band | None
    foot: tuple[Item, ...]
    window: Placed | None
    top: float  # points that header and head take of the first page
    column: Column | None = None  # the flow, where it has one column
    tree: tuple[Element, ...] = ()  # what the root holds, where whom to call was pinned later than it was set

    @property
    def first_foot(self) -> float:
        """Points that whom to call takes of the first page's foot."""
        return self.calling.height + ABOVE_FOOT + BELOW_CALLING if self.calling else 0.0

    @property
    def last_foot(self) -> float:
        """Points that references and closing take of the last page's foot."""
        references = self.references.height + ABOVE_FOOT if self.references else 0.0
        return height(self.foot) + ABOVE_FOOT + references

    def settle_tree(self) -> None:
        """Put the elements in the order in which they stand, once it is known what the handout looks like."""
        if self.tree:
            self.root.children = list(self.tree)
            for element in (self.root, *self.tree):
                for child in element.children:
                    child.parent = element


def compose_parts(job: Job, size: float) -> PageParts:
    """All parts in reading order, which is the order of the tree.

    Whom to call is pinned to the first page's foot in columns; in one column it closes the text.
    """
    area, root = page_area(job.layout), Element("Document", language=job.resolved.handout.language)
    setting = job.setting(size, page_columns(job.layout)[0].width, area.height)
    wide, opening = replace(setting, measure=area.width), root.add("Sect")
    window = compose_window(job.address, job.layout, opening, setting) if job.address else None
    head = stacked(_compose_head(job, opening, root, wide))
    header = compose_header(job, opening, wide)
    top = above_title(job.layout, job.address, area.top, header.height) + head.height + BELOW_HEAD
    columns = job.layout.columns
    if columns == 1:
        calm, urgent = (_compose_flow(job, root, setting, None, urgent=urgent) for urgent in (False, True))
        emergency = _part(root, lambda: compose_emergency(job, root, setting))
        entries = _part(root, lambda: compose_references(job, root, setting))
        foot = _foot(job, root, setting)
        whole = _listed(job, entries.items, area.height - height(foot) - ABOVE_FOOT, setting)
        column = Column(calm, urgent, emergency, entries._replace(items=(_before_references(job), *whole)))
        flow = tidied([item for part in (calm, urgent, emergency, column.listed) for item in part.items])
        return PageParts(root, setting, wide, header, head, flow, None, None, foot, window, top, column)
    calling, called = compose_calling(job, root, setting, MOST_CALLING * area.height)
    written = (False,) if called else (False, True)
    flow = [item for urgent in written for item in _compose_flow(job, root, setting, wide, urgent=urgent).items]
    listed, references = compose_references(job, root, setting), None
    if listed:
        references = balanced(listed, columns, area.height)
        if references.height > _MOST_REFERENCES * area.height:
            flow, references = [*flow, _before_references(job), *listed], None
    foot = compose_closing_strip(job, root.add("Sect", kind="closing"), wide)
    return PageParts(root, setting, wide, header, head, tidied(flow), calling, references, foot, window, top)


def _part(root: Element, compose: Callable[[], Iterable[Item]]) -> Part:
    """What is composed, and the elements that the tree has of it."""
    before = len(root.children)
    items = tuple(compose())
    return Part(items, tuple(one for one in root.children[before:] if isinstance(one, Element)))


def _compose_head(job: Job, head: Element, root: Element, setting: Setting) -> list[Item]:
    """Title, subtitle and main point, across the page."""
    titles = _compose_titles(job.resolved.handout, head, setting)
    return [titles, Space(10.0), compose_main_point(job, root, setting)]


def _compose_titles(handout: Handout, head: Element, setting: Setting) -> Box:
    """Title and subtitle, and at their right the handout's symbol, where it has one."""
    if handout.icon is None:
        return stacked(_titles(handout, head, setting))
    icon, most, ornament = handout.icon, _EMBLEM * setting.styles.title.size, head.add(ARTIFACT)
    words = stacked(_titles(handout, head, setting.narrowed(most + _BESIDE_EMBLEM)))
    side = min(most, max(words.height, _LEAST_EMBLEM))

    def draw(surface: Surface, x: float, y: float) -> None:
        draw_emblem(surface, icon, Area(x + setting.measure - side, y - side, side, side), setting.palette, ornament)
        words.draw(surface, x, y)

    return words._replace(height=max(words.height, side), draw=draw)


def _titles(handout: Handout, head: Element, setting: Setting) -> list[Item]:
    title = _fitting(handout.title, setting.styles.title, setting.measure)
    items: list[Item] = [*set_line(handout.title, title, head.add("H1"), setting.measure)]
    if handout.subtitle:
        items += [Space(3.0), *set_line(handout.subtitle, setting.styles.subtitle, head.add("P"), setting.measure)]
    return items


def _fitting(title: str, style: TextStyle, measure: float) -> TextStyle:
    """The style, smaller where a word of the title would be wider than the measure."""
    face = style.family.styled(bold=True, italic=False)
    widest = max(width_of(word, face, style.size, style.language) for word in printed(title).split())
    share = min(1.0, max(_LEAST_TITLE / style.size, 0.995 * measure / widest))
    return replace(style, size=share * style.size, leading=share * style.leading)


def _compose_flow(job: Job, root: Element, setting: Setting, wide: Setting | None, *, urgent: bool) -> Part:
    """Sections as written: the calm ones, or the urgent ones."""
    sections = (one for one in job.resolved.handout.sections if one.urgent == urgent)
    flat = [one.model_copy(update={"panel": None}) for one in sections]
    return _part(root, lambda: compose_sections(flat, root, setting, wide))


def _listed(job: Job, references: tuple[Item, ...], room: float, setting: Setting) -> tuple[Item, ...]:
    """References in one column, whole where a last page has room for all; where they go on, their title says so.

    Neither the first nor the last then stands alone.
    """
    if height(references) <= room:
        return held(references)
    breaks = [number for number, item in enumerate(references) if isinstance(item, Space) and item.cost < NEVER]
    alone = {breaks[0], breaks[-1]} if breaks else set()
    paired = (
        item._replace(cost=NEVER) if isinstance(item, Space) and number in alone else item
        for number, item in enumerate(references)
    )
    return in_order(paired, len(job.references), setting, references_title(job))


def _before_references(job: Job) -> Space:
    return Space(20.0, section=references_title(job), closing=True)


def _foot(job: Job, root: Element, setting: Setting) -> tuple[Item, ...]:
    """Disclaimer, clinic and imprint, at the foot of the last page; beside each other where a line has room for it."""
    closing = root.add("Sect", kind="closing")
    if setting.wide:
        return compose_closing_strip(job, closing, setting)
    disclaimer = compose_disclaimer(job.resolved, closing, setting)
    clinic = compose_clinic(job.resolved, closing, setting, formats=False)
    imprint = compose_imprint(job, closing, setting)
    return (ruled(setting), *disclaimer, Space(6.0), *clinic, Space(4.0), *imprint)


def page_rooms(job: Job, parts: PageParts, pages: int) -> list[Room]:
    """Room on so many pages: the first has less for header, head and whom to call, the last less for the closing."""
    whole, columns = page_area(job.layout).height, job.layout.columns
    level = baseline(parts.setting.styles.section) if columns > 1 else 0.0
    rooms = [Room(f"page {page + 1}", whole, columns, baseline=level) for page in range(pages)]
    rooms[0] = replace(rooms[0], height=whole - parts.top - parts.first_foot)
    rooms[-1] = replace(rooms[-1], height=rooms[-1].height - parts.last_foot)
    return rooms
