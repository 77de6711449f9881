"""What stands on a folded sheet, before it is in panels: cover, text, references, and what the back holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carefold.imposition.sheet import FoldedSheet, Panel, flow_panels
from carefold.layout.back_panel import white_above, white_above_columns
from carefold.layout.bands import Room
from carefold.layout.boxes import Box, Item, Space, height, spaced
from carefold.layout.brief import compose_brief, compose_brief_point
from carefold.layout.closing import (
    compose_clinic,
    compose_disclaimer,
    compose_imprint,
    compose_references,
    ruled,
)
from carefold.layout.composition import Job, compose_emergency, compose_main_point
from carefold.layout.cover import compose_cover
from carefold.layout.cover_leaf import compose_cover_across
from carefold.layout.page_maker import tidied
from carefold.layout.paragraph import baseline
from carefold.layout.sections import compose_sections
from carefold.layout.setting import Setting
from carefold.layout.together import settled, with_company, with_whole_paragraphs, with_whole_sections
from carefold.model.blocks import ContactBlock, Keep
from carefold.model.handout import Section
from carefold.model.plans import Schedule
from carefold.structure import Element

ABOVE_FOOT = 12.0  # least space above what is pinned to a panel's foot
_WIDEST_ON_BACK = 1.2  # share of the space between blocks
COLUMN_GAP = 24.0  # points between columns of a panel


@dataclass(frozen=True)
class Plan:
    """Which panels text flows into, where references stand, what makes the back, and the columns of each panel.

    A `roomy` one leaves outer panels to something else, and cuts no section; a `dense` one may cut paragraphs.
    """

    panels: tuple[Panel, ...]
    open: frozenset[str]
    back: tuple[Panel, ...]
    columns: int = 1
    roomy: bool = False
    dense: bool = False

    @property
    def references(self) -> Panel:
        """The last panel on the side where the text begins."""
        return [panel for panel in self.panels if panel.side == self.panels[0].side][-1]

    @property
    def on_back(self) -> bool:
        """Whether text runs on onto the back, where then all else stands at the foot of its last column."""
        return any(panel.name in self.open for panel in self.back)

    @property
    def urgent(self) -> Panel:
        """Where the urgent sections stand."""
        return self.back[-1 if self.on_back else 0]

    @property
    def measure(self) -> float:
        """How wide the narrowest column is, in points."""
        narrowest = min(panel.live.width for panel in self.panels if panel.name in self.open)
        return (narrowest - COLUMN_GAP * (self.columns - 1)) / self.columns

    @property
    def tallest(self) -> float:
        """How high a panel for text is, in points."""
        return min(panel.live.height for panel in self.panels)


@dataclass(frozen=True)
class Parts:
    """A handout's boxes at one type size, not yet in panels; `back` is the size on the back."""

    root: Element
    setting: Setting
    back: Setting
    cover: tuple[Box, ...]
    flow: list[Item]
    references: tuple[Item, ...]
    urgent: list[Item]
    clinic: tuple[Item, ...]
    foot: tuple[Item, ...]

    @property
    def pinned(self) -> tuple[Item, ...]:
        """Clinic and imprint, where they stand at the foot together."""
        return (*self.clinic, *((Space(4.0),) if self.clinic else ()), *self.foot)

    def spaced(self, share: float, tallest: float) -> Parts:
        """The same with so much of the space between blocks, and held together what a panel so high can hold."""
        flow = with_company(settled(spaced(self.flow, share), tallest), tallest)
        return replace(self, flow=flow, urgent=spaced(self.urgent, min(share, _WIDEST_ON_BACK)))


def plan_of(sheet: FoldedSheet, job: Job, *, outer: bool, onto_back: bool, columns: int = 1) -> Plan:
    """Text on the side where it begins; on the outer panels and the back only where it may."""
    back = panels_of(sheet, job.layout.back)
    flow = [panel for panel in flow_panels(job.layout, sheet) if panel not in back or panel in (back[:-1] or back)]
    names = (panel.name for panel in flow if (onto_back if panel in back else outer or panel.side == flow[0].side))
    return Plan(tuple(flow), frozenset(names), back, columns, roomy=not outer)


def panels_of(sheet: FoldedSheet, name: str | None) -> tuple[Panel, ...]:
    """A panel, or its columns."""
    return tuple(panel for panel in sheet.panels if name in (panel.name, panel.name.rpartition(" ")[0]))


def cover_panels(sheet: FoldedSheet, job: Job) -> tuple[Panel, ...]:
    """The front, and the leaf that closes against it."""
    names = (job.layout.front, job.layout.leaf)
    return tuple(sheet.panel(name) for name in names if name)


def compose_parts(job: Job, sheet: FoldedSheet, plan: Plan, size: float, back_size: float) -> Parts:
    """All parts in reading order, which is the order of the tree."""
    root, back = Element("Document", language=job.resolved.handout.language), plan.back[0].live
    on_back = job.setting(back_size, back.width, back.height)
    setting = job.setting(size, plan.measure, plan.tallest)
    wide = replace(setting, measure=plan.panels[0].live.width) if plan.columns > 1 else None
    cover = _compose_cover(job, root.add("Sect"), cover_panels(sheet, job), size)
    compose_point = compose_brief_point if job.layout.closing == "brief" else compose_main_point
    main_point = compose_point(job, root, wide or setting)
    calm, urgent = _by_urgency(job, plan)
    flow = [main_point._replace(across=wide is not None), *compose_sections(calm, root, setting, wide)]
    flow = tidied(flow) if plan.dense else with_whole_paragraphs(tidied(flow))
    flow = with_whole_sections(flow) if plan.roomy else flow
    top = tidied([*compose_sections(urgent, root, on_back), *compose_emergency(job, root, on_back)])
    references = compose_references(job, root, wide or setting)
    clinic, foot = _compose_foot(job, root.add("Sect", kind="closing"), on_back)
    return Parts(root, setting, on_back, cover, flow, references, top, clinic, foot)


def _compose_cover(job: Job, parent: Element, panels: Sequence[Panel], size: float) -> tuple[Box, ...]:
    settings = [job.setting(size, panel.live.width, panel.live.height) for panel in panels]
    if len(panels) > 1:
        return compose_cover_across(job, parent, panels, settings)
    return (compose_cover(job, parent, panels[0], settings[0]),)


def _compose_foot(job: Job, closing: Element, setting: Setting) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The clinic, and what is below it."""
    if job.layout.closing == "brief":
        return (), compose_brief(job, closing, setting)
    disclaimer = compose_disclaimer(job.resolved, closing, setting)
    clinic = compose_clinic(job.resolved, closing, setting)
    imprint = compose_imprint(job, closing, setting)
    return clinic, (ruled(setting), *disclaimer, Space(3.0), *imprint)


def _by_urgency(job: Job, plan: Plan) -> tuple[list[Section], list[Section]]:
    """Calm sections with the wishes that this layout can meet, and urgent ones; with a brief closing all are calm."""
    panels = [panel.name for panel in plan.panels]

    def first_column(wish: str | None) -> str | None:
        return next((name for name in panels if wish and (name == wish or name.rpartition(" ")[0] == wish)), None)

    sections = [_unfolded(section) for section in job.resolved.handout.sections]
    calm = [one.model_copy(update={"panel": first_column(one.panel)}) for one in sections if not one.urgent]
    urgent = [one.model_copy(update={"panel": None}) for one in sections if one.urgent]
    return ([*calm, *map(_without_numbers, urgent)], []) if job.layout.closing == "brief" else (calm, urgent)


def _without_numbers(section: Section) -> Section:
    """A section without the clinic's numbers, which stand on the back."""
    own = [block for block in section.blocks if not (isinstance(block, ContactBlock) and block.contact is None)]
    return section.model_copy(update={"blocks": tuple(own or section.blocks)})


def _unfolded(section: Section) -> Section:
    """A section whose schedules never cross a fold."""
    blocks = tuple(Keep(keep=(block,)) if isinstance(block, Schedule) else block for block in section.blocks)
    return section.model_copy(update={"blocks": blocks})


def rooms_of(plan: Plan, parts: Parts) -> list[Room]:
    """Room for text in its panels: none in those that are not open, and above what else stands there."""
    rooms = []
    for number, panel in enumerate(plan.panels):
        turned = number > 0 and panel.side != plan.panels[number - 1].side
        room = room_in(plan, parts, panel) if panel.name in plan.open else 0.0
        level = baseline(parts.setting.styles.section)
        rooms.append(Room(panel.name, room, plan.columns, whole_sections=turned, baseline=level))
    return rooms


def room_in(plan: Plan, parts: Parts, panel: Panel) -> float:
    """How much of a panel text may take, in points."""
    taken = 0.0
    if panel is plan.references and parts.references:
        taken = height(parts.references) + ABOVE_FOOT
    elif panel is plan.back[-1]:
        taken = height(parts.urgent) + height(parts.pinned) + 2 * ABOVE_FOOT
    return max(0.0, panel.live.height - taken)


def back_is_over(plan: Plan, parts: Parts) -> float:
    """By how many points what the back must hold is too high for it; 0 where it fits."""
    room, gap = plan.back[0].live.height, 0.0
    if plan.urgent is plan.back[-1]:
        gap = min(ABOVE_FOOT, 0.6 * parts.back.styles.text.size) if parts.urgent else 0.0
        return max(0.0, height(parts.urgent) + gap + height(parts.pinned) - room)
    return max(0.0, height(parts.urgent) - room, height(parts.pinned) + ABOVE_FOOT - room)


def white_on_back(plan: Plan, parts: Parts) -> float:
    """How many points stand white above all that the back holds, where no text stands there."""
    live, urgent = plan.back[0].live, height(parts.urgent)
    if plan.on_back:
        return 0.0
    if plan.urgent is plan.back[-1]:
        return white_above(live, urgent, height(parts.pinned))
    return white_above_columns(live, urgent, height(parts.pinned) + ABOVE_FOOT)


def references_over(plan: Plan, parts: Parts) -> float:
    """By how many points the references are higher than their panel; 0 where they fit."""
    return max(0.0, height(parts.references) - plan.references.live.height)
