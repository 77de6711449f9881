"""Set a handout on a folded sheet: cover, inside, flap and back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import FoldedSheet, Panel, folded_sheet
from carefold.layout.bands import Band, Room, drop, used
from carefold.layout.boxes import Box, Item, height, wide_boxes
from carefold.layout.composition import Composition, Fill, Job, Placed, placed
from carefold.layout.filler import compose_fillers
from carefold.layout.folded_parts import (
    ABOVE_FOOT,
    COLUMN_GAP,
    Parts,
    Plan,
    back_is_over,
    compose_parts,
    cover_panels,
    plan_of,
    references_over,
    room_in,
    rooms_of,
    white_on_back,
)
from carefold.layout.folded_refusal import check_wishes, why_not
from carefold.layout.framing import Draft, composed
from carefold.layout.page_maker import cuts, fill, loose_cuts
from carefold.layout.scaled import pictures_in_one_column, with_pictures_that_fit
from carefold.layout.sizes import SIZE_STEP, largest_step, met_in_strides

_SPACING = (1.2, 1.1, 1.0, 0.9, 0.8)  # shares of the space between blocks, the best first
_WIDEST_SPACING = (1.6, 1.4)  # where type is as large as it may be
_CLOSEST_SPACING = (0.65, 0.5)  # on a wallet card
_SHORT = 0.4  # share of the panels: with less text of the wished size on them, the largest is tried first
_COARSELY = 2  # steps between a type size and the next larger one, which cuts more
_GROWTH = 0.45  # type size by the share of the panels that may be filled, as a power
_MUCH_WHITE, _ABOVE_BACK = 0.22, 28.0  # share of a back that lines to write on are worth; points between these and it
_ALMOST_FULL = 0.75  # share of a panel
_SPARSE = 0.6  # share of the panels: with less text on them, the outer ones are for something else


@dataclass(frozen=True)
class _Try:
    """A handout at one type size: its parts, the room for them, and the panels if all fits."""

    plan: Plan
    parts: Parts
    rooms: list[Room]
    panels: list[tuple[Band, ...]] | None
    cuts: float = math.inf  # blocks that are cut, or parted from what they belong to
    loose: int = 0  # of these, texts that are parted from what they lead to, and the like
    load: float = 1.0  # how high the text is with the least space, as a share of the panels that it may flow into

    @property
    def size(self) -> float:
        """The text's type size, in points; 0 where it does not fit."""
        return self.parts.setting.styles.text.size if self.panels is not None else 0.0

    @property
    def faults(self) -> tuple[float, int]:
        """Blocks that are cut; then texts that are parted from what they lead to, and panels before the last that are
        a quarter white: these are as bad as each other.
        """
        pairs = [(bands, room.height) for bands, room in zip(self.panels or (), self.rooms, strict=False) if bands]
        white = sum(used(bands) < _ALMOST_FULL * high for bands, high in pairs[:-1])
        return self.cuts - self.loose, self.loose + white

    @property
    def full(self) -> float:
        """How much of the panels the text takes, 1 for all; those count too that it may not flow into."""
        text = sum(height(band.items) for bands in self.panels or () for band in bands)
        there = [panel for panel in self.plan.panels if panel not in self.plan.back or panel.name in self.plan.open]
        return text / (self.plan.columns * sum(room_in(self.plan, self.parts, panel) for panel in there))


def compose_folded(job: Job) -> Composition:
    """The handout at the largest type size that fits, then with the space that cuts fewest blocks, the most of it.

    A short text leaves the outer panels to lines to write on; a long one takes the back too, and columns, where the
    layout has them and its type would be smaller than wished. Paragraphs are cut only where nothing else helps.
    Pictures get a little smaller before text goes into columns.
    CarefoldError says what does not fit at the smallest size.
    """
    return pictures_in_one_column(job, _compose) or with_pictures_that_fit(job, _compose)


def _compose(job: Job) -> Composition:
    check_wishes(job)
    sheet = folded_sheet(job.layout)
    chosen = _largest(job, sheet, plan_of(sheet, job, outer=True, onto_back=False))
    if chosen.size == job.layout.type.largest and chosen.full < _SPARSE:
        inside = _try_size(job, sheet, plan_of(sheet, job, outer=False, onto_back=False), chosen.size)
        chosen = chosen if inside.panels is None else inside
    for plan in _roomier(job, sheet):
        if chosen.size >= job.layout.type.text:
            break
        chosen = max(chosen, _largest(job, sheet, plan), key=lambda tried: tried.size)
    if chosen.panels is None:
        plans = [replace(plan, dense=True) for plan in (chosen.plan, *_roomier(job, sheet))]
        chosen = max((_largest(job, sheet, plan) for plan in plans), key=lambda tried: tried.size)
    if chosen.panels is None:
        smallest = (_try_size(job, sheet, plan, job.layout.type.smallest) for plan in plans)
        raise CarefoldError(why_not(job, [(tried.plan, tried.parts, tried.rooms) for tried in smallest]))
    return _place(job, sheet, chosen, chosen.panels)


def _roomier(job: Job, sheet: FoldedSheet) -> Iterator[Plan]:
    """Plans for a text that is long: onto the back, in columns, both."""
    wholes = [False, True] if job.layout.back in job.layout.flow else [False]
    for columns in range(1, job.layout.columns + 1):
        for onto_back in wholes:
            if onto_back or columns > 1:
                yield plan_of(sheet, job, outer=True, onto_back=onto_back, columns=columns)


def _largest(job: Job, sheet: FoldedSheet, plan: Plan) -> _Try:
    """The largest size at which a plan holds all, or the smallest; none above the wished that cuts more, or words."""
    sizes = job.layout.type
    steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)
    tries: dict[int, _Try] = {}

    wished = min(steps, round((sizes.text - sizes.smallest) / SIZE_STEP))

    def at(step: int) -> _Try:
        tries[step] = tries.get(step) or _try_size(job, sheet, plan, sizes.smallest + step * SIZE_STEP)
        return tries[step]

    def fits(step: int) -> bool:
        found = at(step).panels is not None
        return found and (step <= wished or at(step).parts.root.all_parted <= at(wished).parts.root.all_parted)

    def likely(step: int) -> int:
        size = (sizes.smallest + step * SIZE_STEP) * at(step).load ** -_GROWTH
        return int((size - sizes.smallest) / SIZE_STEP)

    short = fits(wished) and tries[wished].full < _SHORT
    first, guess = (steps, None) if short else (wished, likely)
    best = largest_step(fits, steps, first, guess)
    if best > wished and tries[best].cuts:
        met = {wished, *met_in_strides(wished, best, steps, first)}
        chosen = min(met, key=lambda step: (at(step).faults, -step))
        above = min((step for step in met if step > chosen), default=chosen)
        while above - chosen > _COARSELY:
            between = (chosen + above) // 2
            chosen, above = (between, above) if at(between).faults <= at(chosen).faults else (chosen, between)
        return at(chosen)
    return tries[max(best, 0)]


def _try_size(job: Job, sheet: FoldedSheet, plan: Plan, size: float) -> _Try:
    natural = compose_parts(job, sheet, plan, size, _back_size(job, sheet, plan, size))
    *wider, closest = _shares(job, size)
    none = _Try(plan, natural.spaced(closest, plan.tallest), rooms_of(plan, natural), None)
    if any(wide_boxes((*natural.flow, *natural.urgent))):
        return none
    least = _spaced(plan, natural, closest)
    if least.panels is None:
        return none  # nor does it with more space
    best = none
    for share in wider:
        tried = _spaced(plan, natural, share)
        best = tried if tried.cuts < best.cuts else best
        if not best.cuts:
            break
    room = sum(max(0.0, room.height) * room.columns for room in least.rooms)
    load = max(height(least.parts.flow), 1.0) / max(room, 1.0)
    return replace(least if least.cuts < best.cuts else best, load=load)


def _spaced(plan: Plan, natural: Parts, share: float) -> _Try:
    """A handout with so much of the space between blocks."""
    parts = natural.spaced(share, plan.tallest)
    rooms = rooms_of(plan, parts)
    is_over = back_is_over(plan, parts) or references_over(plan, parts)
    panels = None if is_over else fill(parts.flow, rooms, even=True)
    if panels is None:
        return _Try(plan, parts, rooms, None)
    loose = loose_cuts(parts.flow, panels)
    return _Try(plan, parts, rooms, panels, cuts(parts.flow, panels) + _is_alone(panels), loose)


def _is_alone(panels: Sequence[Sequence[Band]]) -> bool:
    """Whether the main point has a panel to itself, and text goes on in others."""
    return any(panels[1:]) and sum(len(band.items) for band in panels[0]) == 1


def _shares(job: Job, size: float) -> tuple[float, ...]:
    """Shares of the space between blocks to try at a type size."""
    widest = _WIDEST_SPACING if size == job.layout.type.largest else ()
    return (*widest, *_SPACING, *(_CLOSEST_SPACING if job.layout.closing == "brief" else ()))


def _back_size(job: Job, sheet: FoldedSheet, plan: Plan, size: float) -> float:
    """The type size on the back: the text's, or the largest that fits where each panel has its own."""
    sizes = job.layout.type
    if sizes.panels == "together":
        return size

    def fits(step: int) -> bool:
        parts = compose_parts(job, sheet, plan, sizes.smallest, sizes.smallest + step * SIZE_STEP)
        return not (back_is_over(plan, parts) or any(wide_boxes(parts.urgent)))

    steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)
    return sizes.smallest + max(0, largest_step(fits, steps, steps)) * SIZE_STEP


def _place(job: Job, sheet: FoldedSheet, tried: _Try, filled: Sequence[Sequence[Band]]) -> Composition:
    """Boxes on both sides, drawn in reading order on each."""
    plan, parts = tried.plan, tried.parts
    pages: list[list[Placed]] = [[] for _ in job.layout.sides]
    covers = cover_panels(sheet, job)
    for panel, box in zip(covers, parts.cover, strict=True):
        pages[panel.side].append(Placed(panel.area.x, panel.area.top, box, panel.name))
    fills = []
    for panel, bands, room in zip(plan.panels, filled, tried.rooms, strict=True):
        pages[panel.side] += _bands_placed(panel, bands, room)
        if panel not in plan.back:
            fills.append(Fill(panel.name, used(bands), room_in(plan, parts, panel)))
    pinned = plan.references
    foot_top = pinned.live.y + height(parts.references)
    pages[pinned.side] += placed(parts.references, pinned.live.x, foot_top, pinned.name)
    pages[plan.back[0].side] += _back_placed(plan, parts)
    texts = sum(band.above + band.height for panel, bands in zip(plan.panels, filled, strict=True)
                for band in bands if panel in plan.back)  # fmt: skip
    whole = sum(panel.live.height for panel in plan.back)
    fills.append(Fill(job.layout.back or "", texts + height(parts.urgent) + height(parts.pinned), whole, text=False))
    for panel, items in _fillers(job, tried, filled):
        pages[panel.side] += placed(items, panel.live.x, panel.live.top, panel.name)
    order = dict.fromkeys((*covers, *plan.panels, *plan.back))
    draft = Draft(parts.root, pages, [(panel.name, panel.side, panel.area) for panel in order])
    return composed(job, draft, parts.setting.styles.text.size, fills)


def _bands_placed(panel: Panel, bands: Sequence[Band], room: Room) -> Iterator[Placed]:
    top, floor = panel.live.top, panel.live.top - room.height
    for band in bands:
        top -= band.above
        step = (panel.live.width + COLUMN_GAP) / len(band.columns)
        for number, items in enumerate(band.columns):
            level = room.baseline if band is bands[0] or len(band.columns) > 1 else 0.0
            down = drop(level, items[0] if items else None)
            yield from placed(items, panel.live.x + number * step, top - down, panel.name, floor)
        top -= band.height


def _back_placed(plan: Plan, parts: Parts) -> Iterator[Placed]:
    """Urgent sections above the clinic at the foot, or beside it where there is a second column."""
    first, last, foot = plan.urgent, plan.back[-1], height(parts.foot)
    white = white_on_back(plan, parts)
    top = first.live.top - white
    if first is not last:
        level = max(
            (item.baseline for item in (*parts.urgent[:1], *parts.clinic[:1]) if isinstance(item, Box)), default=0.0
        )
        for panel, items in ((first, parts.urgent), (last, parts.clinic)):
            yield from placed(items, panel.live.x, top - drop(level, items[0] if items else None), panel.name)
        yield from placed(parts.foot, last.live.x, last.live.y + foot, last.name)
        return
    floor = last.live.y + height(parts.pinned)
    if plan.on_back and len(plan.back) == 1:  # text stands above them
        top = floor + ABOVE_FOOT + height(parts.urgent)
    yield from placed(parts.urgent, first.live.x, top, first.name, max(floor + ABOVE_FOOT, top - height(parts.urgent)))
    yield from placed(parts.pinned, last.live.x, floor, last.name)


def _fillers(job: Job, tried: _Try, filled: Sequence[Sequence[Band]]) -> list[tuple[Panel, list[Item]]]:
    """What stands in panels that nothing else reached."""
    plan, parts = tried.plan, tried.parts
    taken = plan.back if parts.urgent else plan.back[-1:]
    blank = [
        panel for panel, bands in zip(plan.panels, filled, strict=True)
        if not bands and panel not in taken and room_in(plan, parts, panel) > 0
    ]  # fmt: skip
    rooms = [(room_in(plan, parts, panel), panel.side) for panel in blank]
    white = white_on_back(plan, parts) - _ABOVE_BACK
    if white > _MUCH_WHITE * plan.back[0].live.height and job.layout.forms:
        blank += plan.back
        rooms += ((white, panel.side) for panel in plan.back)
    size = parts.back.styles.text.size
    settings = [job.setting(size, panel.live.width, panel.live.height) for panel in blank]
    return list(zip(blank, compose_fillers(job.filler, rooms, parts.root, settings), strict=True)) if blank else []
