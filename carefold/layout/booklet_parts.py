"""What stands in a booklet, before it is on its pages: cover, text, references, back cover."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import Panel, page_area
from carefold.layout.boxes import Box, Item, Space, height
from carefold.layout.called_first import compose_call_line
from carefold.layout.closing import (
    compose_clinic,
    compose_disclaimer,
    compose_imprint,
    compose_references,
    references_title,
    ruled,
)
from carefold.layout.composition import Job, compose_emergency, compose_main_point
from carefold.layout.cover import compose_cover
from carefold.layout.overflow import closing_too_high
from carefold.layout.page_maker import tidied
from carefold.layout.page_parts import BELOW_CALLING
from carefold.layout.sections import compose_sections
from carefold.layout.setting import Setting
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.units import Area

ABOVE_FOOT = 12.0  # least space above what is pinned to a page's foot
_MOST_REFERENCES = 0.4  # share of a page, pinned to the foot of the last


@dataclass(frozen=True)
class BookletParts:
    """A handout's boxes at one type size, not yet on pages; `closing` holds what the back has in the tree.

    `urgent_last`: the urgent sections stand on the back, not in the text. `calling` stands at the foot of page 2.
    """

    root: Element
    setting: Setting
    cover: Box
    flow: list[Item]
    references: tuple[Item, ...]
    closing: Element
    back: list[Item]
    foot: tuple[Item, ...]
    urgent_last: bool
    calling: tuple[Item, ...] = ()
    called: Element | None = None  # what the tree has of `calling`

    @property
    def references_height(self) -> float:
        """Points that the references take of the last page's foot."""
        return height(self.references) + ABOVE_FOOT if self.references else 0.0

    @property
    def calling_height(self) -> float:
        """Points that whom to call takes of the first page's foot."""
        return height(self.calling) + ABOVE_FOOT + BELOW_CALLING if self.calling else 0.0

    def with_call(self, job: Job) -> BookletParts:
        """The same with the number to call, and what to do in an emergency, on one line."""
        made = Element("Sect")
        return replace(self, calling=compose_call_line(job, made, self.setting), called=made)


def cover_panel(layout: Layout, name: str) -> Panel:
    """A cover, front or back, which has no running foot: its lower margin is that at the top."""
    whole, area = Area(0.0, 0.0, *layout.extent), page_area(layout)
    low = min(area.y, whole.top - area.top)
    return Panel(name, 0, whole, Area(area.x, low, area.width, area.top - low))


def compose_parts(job: Job, size: float) -> BookletParts:
    """All parts; CarefoldError where the back can't hold what stands on every handout."""
    area, cover = page_area(job.layout), cover_panel(job.layout, "page 1")
    root = Element("Document", language=job.resolved.handout.language)
    setting = job.setting(size, area.width, area.height)
    front = compose_cover(job, root.add("Sect"), cover, setting)
    closing, back, foot, urgent_last = _compose_back(job, cover.live.height, setting)
    flow: list[Item] = [compose_main_point(job, root, setting)]
    written = job.resolved.handout.sections
    sections = [one for one in written if not one.urgent]
    sections += [] if urgent_last else [one for one in written if one.urgent]
    flow += compose_sections((one.model_copy(update={"panel": None}) for one in sections), root, setting)
    references = compose_references(job, root, setting)
    if height(references) > _MOST_REFERENCES * area.height:
        flow, references = [*flow, Space(20.0, section=references_title(job), closing=True), *references], ()
    return BookletParts(root, setting, front, tidied(flow), references, closing, back, foot, urgent_last)


def _compose_back(job: Job, room: float, setting: Setting) -> tuple[Element, list[Item], tuple[Item, ...], bool]:
    """Whom to call and when, then what closes the handout; the urgent sections go into the text where they are high."""
    written = job.resolved.handout.sections
    urgent = [one.model_copy(update={"panel": None}) for one in written if one.urgent]
    for sections in (urgent, []):
        made = Element("Div")
        top = tidied([*compose_sections(sections, made, setting), *compose_emergency(job, made, setting)])
        foot = _foot(job, made.add("Sect", kind="closing"), setting)
        high = height(top) + ABOVE_FOOT + height(foot)
        if high <= room:
            return made, top, foot, bool(sections) or not urgent
    raise CarefoldError(closing_too_high(job, high, room, setting.styles.small.leading))


def _foot(job: Job, closing: Element, setting: Setting) -> tuple[Item, ...]:
    disclaimer = compose_disclaimer(job.resolved, closing, setting)
    clinic = compose_clinic(job.resolved, closing, setting)
    imprint = compose_imprint(job, closing, setting)
    return (*clinic, Space(4.0), ruled(setting), *disclaimer, Space(6.0), *imprint)
