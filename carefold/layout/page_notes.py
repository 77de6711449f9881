"""What the project's `filler:` puts on a page that the text leaves white: lines to write on, across the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carefold.imposition.sheet import page_area
from carefold.layout.bands import Band, Room, used
from carefold.layout.boxes import Box, Item, Space, height
from carefold.layout.composition import Job
from carefold.layout.filler import compose_fillers
from carefold.layout.page_parts import PageParts
from carefold.structure import Element

_ABOVE_NOTES, _BELOW_NOTES = 24.0, 16.0  # points between the text and the lines, and more of them above a rule
_MUCH_WHITE = 0.15  # share of the last page that is left
_NEARLY_HALF, _A_THIRD = 0.4, 0.33  # shares of one before it, the latter where so little is left of the last


@dataclass(frozen=True)
class White:
    """So many points that are left of a page, how many sections stand on those after it, and the least above lines."""

    page: int
    points: float
    following: int = 0
    above: float = _ABOVE_NOTES


def whitest(job: Job, parts: PageParts, rooms: Sequence[Room], filled: Sequence[tuple[Band, ...]]) -> White:
    """The last page; in one column a whiter one before it, at whose foot a section ends."""
    last = White(len(rooms) - 1, _left(rooms[-1], filled[-1]), above=_ABOVE_NOTES if filled[-1] else 0.0)
    if job.layout.columns > 1:
        return last
    high = page_area(job.layout).height
    least = max(last.points, high * (_NEARLY_HALF if last.points >= _MUCH_WHITE * high else _A_THIRD))
    pairs = enumerate(zip(rooms[:-1], filled, strict=False))
    left = {number: _left(room, bands) for number, (room, bands) in pairs}
    white = (
        White(number, points, following)
        for number, points in left.items()
        if points > least and (following := _following(parts.flow, filled[number]))
    )
    return max(white, key=lambda one: one.points, default=last)


def _left(room: Room, bands: Sequence[Band]) -> float:
    """How much of a page is white; none where something is pinned to its foot."""
    pinned = any(isinstance(item, Box) and item.at_foot for band in bands for item in band.items)
    return 0.0 if pinned else room.height - used(bands)


def _following(flow: Sequence[Item], bands: Sequence[Band]) -> int:
    """How many sections begin below a page; 0 where it ends inside one."""
    ends = id(bands[-1].items[-1]) if bands else 0
    at = next((number for number, item in enumerate(flow, 1) if id(item) == ends), len(flow))
    spaces = [item for item in flow[at:] if isinstance(item, Space)]
    return sum(bool(space.section) for space in spaces) if spaces and spaces[0].section else 0


def compose_page_notes(job: Job, parts: PageParts, white: White) -> list[Item]:
    """Lines for what is white of a page; none where that is little, or nobody writes.

    The tree has them before what stands on the pages after it, and before what closes the handout.
    """
    if white.points < _MUCH_WHITE * page_area(job.layout).height or not job.layout.forms:
        return []
    below = 0.0 if white.page == 0 and parts.calling else _BELOW_NOTES  # whom to call stands there, or a rule
    room = white.points - white.above - below
    for most in range(len(job.filler), 0, -1):
        notes = Element("Div")
        (made,) = compose_fillers(job.filler[:most], [(room, 0)], notes, [parts.wide])
        if height(made) <= room:
            parts.root.children.insert(-1 - white.following, notes)
            notes.parent = parts.root
            return made
    return []
