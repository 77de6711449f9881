"""What is left over of a list that does not fit, for the words that say so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carefold.diagnostics.place import Place
from carefold.layout.bands import ROUNDING, Room, drop, may_break, must_break, parts_columns_alone
from carefold.layout.boxes import Item, Space, height, place_of

_NO_SPACE = Space(0.0)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What did not fit: the first box left over, the room before it, and how many points are missing."""

    place: Place
    room: str
    points: float


def left_over(items: Sequence[Item], rooms: Sequence[Room]) -> LeftOver:
    """What is left over when the rooms are filled one after another; for a list that does not fit."""
    rest, left, last = _slices(items), [], rooms[0].name
    first = rest[0]
    for room in rooms:
        used = 0.0
        if room is not rooms[0] and rest and rest[0] is first:
            break  # the list begins in the first room
        while rest and room.whole_sections and not rest[0].before.section:
            left.append(rest.pop(0))
        while rest and (needed := rest[0].needs(room, used)) <= room.height + ROUNDING:
            used = needed
            rest.pop(0)
        last = last if left else room.name
    left += rest
    place = place_of(item for part in left for item in part.items)
    return LeftOver(place, last, sum(height(part.items) for part in left))


@dataclass(frozen=True, slots=True)
class _Slice:
    """What stands between two breaks, and the space of the first."""

    before: Space
    items: list[Item]

    def needs(self, room: Room, used: float) -> float:
        """How full a room is with this below what it has; infinite where it can't stand."""
        if used:
            return math.inf if must_break(self.before, room) else used + self.before.height + height(self.items)
        items = [self.before.repeat, *self.items] if self.before.repeat else self.items
        needed = height(items) + drop(room.baseline, items[0] if items else None)
        return needed if self.before.panel in ("", room.name) else math.inf


def _slices(items: Sequence[Item], columns: int = 1) -> list[_Slice]:
    slices = [_Slice(_NO_SPACE, [])]
    for item in items:
        if isinstance(item, Space) and may_break(item) and (columns > 1 or not parts_columns_alone(item)):
            slices.append(_Slice(item, []))
        else:
            slices[-1].items.append(item)
    return slices


def too_high(items: Sequence[Item], first: float, room: float, columns: int = 1) -> LeftOver | None:
    """The first stretch without a break that no room holds: the list's first stands in the `first`, points."""
    for number, part in enumerate(_slices(items, columns)):
        one = Room("", room if number else first)
        over = replace(part, before=part.before._replace(panel="")).needs(one, 0.0) - one.height
        if over > ROUNDING:
            return LeftOver(place_of(part.items), "", over)
    return None
