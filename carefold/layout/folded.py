"""Set a handout on a folded sheet: cover, inside, flap and back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.content.plain_text import count_words, said, texts
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import FoldedSheet, Panel, flow_panels, folded_sheet
from carefold.layout.bands import Band, Room, drop
from carefold.layout.boxes import Box, Item, Space, height, place_of, spaced, wide_boxes
from carefold.layout.closing import compose_clinic, compose_disclaimer, compose_imprint, compose_references, ruled
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
from carefold.layout.cover import compose_cover
from carefold.layout.framing import Draft, composed
from carefold.layout.overflow import about, longest, longest_line, too_much_text, too_wide
from carefold.layout.page_maker import cuts, fill, tidied
from carefold.layout.paragraph import baseline
from carefold.layout.scaled import with_pictures_that_fit
from carefold.layout.setting import Setting
from carefold.layout.sizes import SIZE_STEP, count_lines, largest_step
from carefold.layout.together import settled, with_whole_paragraphs
from carefold.model.handout import Section
from carefold.structure import Element

_ABOVE_FOOT = 12.0  # least space above what is pinned to a panel's foot
_SPACING = (1.2, 1.1, 1.0, 0.9, 0.8)  # shares of the space between blocks, the best first


@dataclass(frozen=True)
class _Parts:
    """A handout's boxes at one type size, not yet in panels."""

    root: Element
    setting: Setting
    cover: Box
    flow: list[Item]
    references: tuple[Item, ...]
    urgent: list[Item]
    foot: tuple[Item, ...]


@dataclass(frozen=True)
class _Try:
    """A handout at one type size: its parts, the room for them, and the panels if all fits."""

    parts: _Parts
    rooms: list[Room]
    panels: list[tuple[Band, ...]] | None


def compose_folded(job: Job) -> Composition:
    """The handout at the largest type size that fits, then with the space that cuts fewest blocks, the most of it.

    CarefoldError says what does not fit at the smallest.
    """
    return with_pictures_that_fit(job, _compose)


def _compose(job: Job) -> Composition:
    sheet, sizes = folded_sheet(job.layout), job.layout.type
    _check_wishes(job)
    steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)
    tries: dict[int, _Try] = {}

    def fits(step: int) -> bool:
        tries[step] = _try_size(job, sheet, sizes.smallest + step * SIZE_STEP)
        return tries[step].panels is not None

    best = largest_step(fits, steps, min(steps, round((sizes.text - sizes.smallest) / SIZE_STEP)))
    chosen = tries[max(best, 0)]
    if chosen.panels is None:
        raise CarefoldError(_why_not(job, sheet, chosen))
    return _place(job, sheet, chosen.parts, chosen.panels, chosen.rooms)


def _try_size(job: Job, sheet: FoldedSheet, size: float) -> _Try:
    natural = _compose_parts(job, sheet, size)
    rooms = _rooms(job, sheet, natural)
    sound = not any(wide_boxes((*natural.flow, *natural.urgent)))
    best, fewest = _Try(_spaced(natural, min(_SPACING)), rooms, None), math.inf
    for share in _SPACING if sound else ():
        parts = _spaced(natural, share)
        panels = fill(parts.flow, rooms, even=True) if _back_fits(job, sheet, parts) else None
        if panels is not None and (cut := cuts(parts.flow, panels)) < fewest:
            best, fewest = _Try(parts, rooms, panels), cut
        if not fewest:
            break
    return best


def _spaced(parts: _Parts, share: float) -> _Parts:
    return replace(parts, flow=spaced(parts.flow, share), urgent=spaced(parts.urgent, share))


def _check_wishes(job: Job) -> None:
    """A wish against the order of the sections is an error."""
    flow, reached, problems = job.layout.flow, 0, []
    for section in job.resolved.handout.sections:
        wish = section.panel
        if not wish or section.urgent:
            continue
        if wish in flow:
            if flow.index(wish) < reached:
                message = f"“{section.title}” wishes for {wish}, but a section before it stands further on."
                problems.append(Finding(message, section.place, "Change the order of the sections, or the wish."))
            reached = max(reached, flow.index(wish))
    if problems:
        raise CarefoldError(problems)


def _compose_parts(job: Job, sheet: FoldedSheet, size: float) -> _Parts:
    """All parts in reading order, which is the order of the tree."""
    layout, resolved = job.layout, job.resolved
    root = Element("Document", language=resolved.handout.language)
    front, back = sheet.panel(layout.front or ""), sheet.panel(layout.back or "")
    flows = [panel.live for panel in flow_panels(layout, sheet)]
    setting = job.setting(size, min(live.width for live in flows), min(live.height for live in flows))
    on_back = job.setting(size, back.live.width, back.live.height)
    cover = compose_cover(job, root.add("Sect"), front, job.setting(size, front.live.width, front.live.height))
    main_point = compose_main_point(job, root, setting)
    calm, urgent = _by_urgency(job)
    flow = tidied([main_point, *compose_sections(calm, root, setting)])
    flow = settled(with_whole_paragraphs(flow), max(live.height for live in flows))
    back_top = tidied([*compose_sections(urgent, root, on_back), *compose_emergency(job, root, on_back)])
    references = compose_references(job, root, setting)
    closing = root.add("Sect")
    disclaimer = compose_disclaimer(resolved, closing, on_back)
    clinic = compose_clinic(resolved, closing, on_back)
    imprint = compose_imprint(job, closing, on_back)
    foot = (*clinic, Space(4.0), ruled(on_back), *disclaimer, Space(3.0), *imprint)
    return _Parts(root, setting, cover, flow, references, back_top, foot)


def _by_urgency(job: Job) -> tuple[list[Section], list[Section]]:
    """Calm sections with the wishes that this layout can meet, and urgent ones."""
    panels = [panel.name for panel in flow_panels(job.layout, folded_sheet(job.layout))]

    def first_column(wish: str | None) -> str | None:
        return next((name for name in panels if wish and (name == wish or name.rpartition(" ")[0] == wish)), None)

    sections = job.resolved.handout.sections
    calm = [one.model_copy(update={"panel": first_column(one.panel)}) for one in sections if not one.urgent]
    return calm, [one.model_copy(update={"panel": None}) for one in sections if one.urgent]


def _rooms(job: Job, sheet: FoldedSheet, parts: _Parts) -> list[Room]:
    """Room in the panels that text flows into; references take the foot of the last inside one."""
    panels = flow_panels(job.layout, sheet)
    pinned = _references_panel(panels)
    taken = height(parts.references) + _ABOVE_FOOT if parts.references else 0.0
    return [
        Room(
            panel.name,
            panel.live.height - (taken if panel is pinned else 0.0),
            whole_sections=number > 0 and panel.side != panels[number - 1].side,
            baseline=baseline(parts.setting.styles.section),
        )
        for number, panel in enumerate(panels)
    ]


def _references_panel(panels: Sequence[Panel]) -> Panel:
    """The last panel on the side where the text begins."""
    return [panel for panel in panels if panel.side == panels[0].side][-1]


def _back_fits(job: Job, sheet: FoldedSheet, parts: _Parts) -> bool:
    back = sheet.panel(job.layout.back or "")
    gap = min(_ABOVE_FOOT, 0.6 * parts.setting.styles.text.size) if parts.urgent else 0.0
    return height(parts.urgent) + gap + height(parts.foot) <= back.live.height


def _place(
    job: Job, sheet: FoldedSheet, parts: _Parts, filled: Sequence[Sequence[Band]], rooms: Sequence[Room]
) -> Composition:
    """Boxes on both sides, drawn in reading order on each."""
    pages: list[list[Placed]] = [[] for _ in job.layout.sides]
    front, back = sheet.panel(job.layout.front or ""), sheet.panel(job.layout.back or "")
    pages[front.side].append(Placed(front.area.x, front.area.top, parts.cover, front.name))
    panels = flow_panels(job.layout, sheet)
    fills = []
    for panel, bands, room in zip(panels, filled, rooms, strict=True):
        items = [item for band in bands for item in band.items]
        top, floor = panel.live.top, panel.live.top - room.height
        top -= drop(room.baseline, items[0] if items else None)
        pages[panel.side] += placed(items, panel.live.x, top, panel.name, floor)
        fills.append(Fill(panel.name, height(items), room.height))
    pinned = _references_panel(panels)
    foot_top = pinned.live.y + height(parts.references)
    pages[pinned.side] += placed(parts.references, pinned.live.x, foot_top, pinned.name)
    floor = back.live.y + height(parts.foot) + _ABOVE_FOOT
    pages[back.side] += placed(parts.urgent, back.live.x, back.live.top, back.name, floor)
    pages[back.side] += placed(parts.foot, back.live.x, back.live.y + height(parts.foot), back.name)
    fills.append(Fill(back.name, height(parts.urgent) + height(parts.foot), back.live.height))
    draft = Draft(parts.root, pages, [(panel.name, panel.side, panel.area) for panel in (front, *panels, back)])
    return composed(job, draft, parts.setting.styles.text.size, fills)


def _why_not(job: Job, sheet: FoldedSheet, tried: _Try) -> Iterator[Finding]:
    """What does not fit at the smallest size, and by how much."""
    parts = tried.parts
    yield from (too_wide(job, box) for box in wide_boxes((*parts.flow, *parts.urgent)))
    if not _back_fits(job, sheet, parts):
        yield _back_too_full(job, sheet, parts)
    if fill(parts.flow, tried.rooms, even=True) is not None:
        return
    unbroken = [replace(one, forced=False) if isinstance(one, Space) else one for one in parts.flow]
    if fill(unbroken, tried.rooms, even=True) is not None:
        forced = next(at for at, one in enumerate(parts.flow) if isinstance(one, Space) and one.forced)
        message = (
            f"with the page-break before this, the text does not fit “{job.layout.title}”, and without it it does."
        )
        hint = "Take the page-break out; a section that begins in front of the flap can't go on there."
        yield Finding(message, place_of(parts.flow[forced:]), hint)
    else:
        yield too_much_text(job, parts.flow, tried.rooms, parts.setting, job.phrases["main-point"])


def _back_too_full(job: Job, sheet: FoldedSheet, parts: _Parts) -> Finding:
    handout, style, sizes = job.resolved.handout, parts.setting.styles.text, job.layout.type
    used = height(parts.urgent) + height(parts.foot)
    over = max(used - sheet.panel(job.layout.back or "").live.height, style.leading)
    urgent = [section for section in handout.sections if section.urgent]
    notices, closing = job.resolved.brand.notices, handout.disclaimer
    words = over / used * count_words(closing, notices, *urgent)
    message = f"the back of “{job.layout.title}” is too full by {count_lines(over, style.leading)}"
    message += f" at the smallest type size, {style.size:g} pt: {about(words)} are too many;"
    message += f" {sizes.largest:g} pt and all between were tried."
    if line := longest_line(
        job, sum(map(len, (closing, *notices))) + sum(len(said(text)) for text in texts(tuple(urgent)))
    ):
        return Finding(message, line, "Shorten this line, which stands on every handout.")
    shown = longest(parts.urgent, said(urgent[0].title), style.leading) if urgent else ""
    mostly = count_words(notices) > count_words(closing, *urgent)
    place = notices[0].place() if mostly else place_of(parts.urgent) if urgent else closing.place()
    what = [
        *(["the urgent sections"] if urgent else []),
        "the disclaimer",
        *(["the brand's notices"] if notices else []),
    ]
    listed = " or ".join(filter(None, (", ".join(what[:-1]), what[-1])))
    return Finding(message, place, f"Shorten {listed}. {shown}".rstrip())
