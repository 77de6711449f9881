"""The page-maker: which part of the vertical list stands in which panel or on which page, and in which column there.

Every break is scored in one place: what it splits, the white that it leaves, how little stands on a last page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from carefold.layout.bands import (
    BREAK_COST,
    NO_SPACE,
    NOTHING,
    ROUNDING,
    SPLIT_COST,
    Band,
    Breaks,
    Room,
    Stack,
    may_start,
    must_break,
    parts_columns_alone,
)
from carefold.layout.boxes import TOGETHER, Box, Item, Space

_LEAST_FILL, LONELY_COST = 0.25, 2.0  # share of a last page, and the badness of each share that it lacks
LEAST_REST = 0.35  # share of a panel that the rest of a section or of the text takes
_EMPTY_PAGE = 10.0  # badness of a page with nothing but what closes the handout
_ONLY_CLOSING = 0.9  # badness of a last page with the emergency line and references, and no text
_SPLIT_PAGES = 0.08  # badness of a page's end inside a section: less than that of a panel's, which white hurts less
_TOO_SOON, _MUCH_WHITE = 0.1, 0.25  # and of one with so large a share white, though what goes on there would fit
BLANK_COST = 0.12  # badness of a panel without text where others have some: less than that of a split section
_ALONE = 1.0  # badness of a first page with nothing below the title
_SAME = 1e-9  # badnesses closer than this are the same


def tidied(items: Sequence[Item]) -> list[Item]:
    """The list without spaces at its ends, and neighbouring spaces made one."""
    made: list[Item] = []
    for item in items:
        if isinstance(item, Space) and made and isinstance(made[-1], Space):
            made[-1] = _merged(made[-1], item)
        elif made or isinstance(item, Box):
            made.append(item)
    if made and isinstance(made[-1], Space):
        made.pop()
    return made


def _merged(one: Space, other: Space) -> Space:
    return Space(
        max(one.height, other.height),
        max(one.cost, other.cost),
        one.forced or other.forced,
        one.section or other.section,
        one.panel or other.panel,
        one.repeat or other.repeat,
        max(one.held, other.held),
        closing=one.closing or other.closing,
        gives=max(one, other, key=lambda space: space.height).gives,
    )


def fill(items: Sequence[Item], rooms: Sequence[Room], even: bool) -> list[tuple[Band, ...]] | None:
    """What stands in each room, as even as can be or else as full as can be; None if it doesn't fit."""
    return PageMaker(items, max(room.height for room in rooms)).fill(rooms, even)


def cuts(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> int:
    """How many blocks are cut where the rooms of a list end, or parted from what they belong to."""
    return sum(1 for space in _ends(items, filled) if space.cost or space.held)


def loose_cuts(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> int:
    """How many of these ends only part a text from what it leads to, or a short list."""
    return sum(1 for space in _ends(items, filled) if space.cost == TOGETHER and not space.held)


def torn(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> int:
    """How often the rooms of a list end inside of what belongs together, and nothing says that it goes on."""
    ends = _ends(items, filled)
    return sum(1 for space in ends if (space.held or space.cost >= TOGETHER) and space.repeat is None)


def _ends(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> Iterator[Space]:
    """The spaces inside sections at which the rooms of a list end."""
    ends = {id(bands[-1].items[-1]) for bands in filled if bands and bands[-1].items}
    for item, after in pairwise(items):
        if id(item) in ends and isinstance(after, Space) and not (after.section or after.forced):
            yield after


def parting(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> float:
    """How bad it is where the rooms of a list end; half of it where they part what closes every handout."""
    ends = {id(bands[-1].items[-1]) for bands in filled if bands and bands[-1].items}
    cost, share = 0.0, 1.0
    for item, after in pairwise(items):
        if isinstance(after, Space):
            share = 0.5 if after.closing else share
            if id(item) in ends:
                cost += share * (_split(after) + (SPLIT_COST if after.held else 0.0))
    return cost


def _split(space: Space, cost: float = SPLIT_COST) -> float:
    """How bad it is that a room ends at a space: no section is split for nothing."""
    return 0.0 if space.section or space.forced or space is NO_SPACE else cost + BREAK_COST * space.cost


class PageMaker:
    """Dynamic programming over the breaks of a list: the least badness of rooms 0 to r that end at break b.

    `tallest` is the height of a whole panel or page, in points: white is measured by it.
    """

    def __init__(self, items: Sequence[Item], tallest: float) -> None:
        self.tallest, self.list = tallest, Breaks(items, tallest)
        self.spaces, self.last = self.list.spaces, self.list.last
        closing = (at for at, space in enumerate(self.spaces) if space.closing)
        self.closing = next(closing, self.last)  # from this break on there is no text

    def fill(self, rooms: Sequence[Room], even: bool) -> list[tuple[Band, ...]] | None:
        """What stands in each room, in order; None if the list doesn't fit."""
        if self._is_too_high(rooms):
            return None
        before, came_from, earliest = {0: 0.0}, list[dict[int, int]](), self._earliest(rooms)
        for number, room in enumerate(rooms):
            best, origins = dict[int, float](), dict[int, int]()
            for start in sorted(before):
                if start < earliest[number] or self._strays(start, room):
                    continue
                if start or not number or not even:
                    for end, badness in self._ends(
                        start, room, earliest[number + 1], even, number, before[start], best
                    ):
                        if before[start] + badness < best.get(end, math.inf) + _SAME:  # of equals, the later start
                            best[end], origins[end] = before[start] + badness, start
            came_from.append(origins)
            before = best
        ends = [self.last]
        if ends[0] not in before:
            return None
        for origins in reversed(came_from):
            ends.append(origins[ends[-1]])
        ends.reverse()
        return [self.list.bands(start, end, room) for (start, end), room in zip(pairwise(ends), rooms, strict=True)]

    def _is_too_high(self, rooms: Sequence[Room]) -> bool:
        """Whether all rooms together are lower than the list without the spaces that are dropped between them."""
        widest = max((space.height for space in self.spaces), default=0.0)
        dropped = (len(rooms) - 1) * widest + len(rooms) * ROUNDING
        least = self.list.at_least(0, self.last, rooms[0]) - dropped
        return least > sum(max(room.height, 0.0) for room in rooms)

    def _earliest(self, rooms: Sequence[Room]) -> list[int]:
        """For each room the first break after which the rooms from it on may hold the rest, and the list's end.

        No use looking at what starts before: so the work is that of a few pages' breaks for each page.
        """
        found = [self.last]
        for room in reversed(rooms):
            end = first = found[-1]
            for start in range(end - 1, -1, -1):
                at_least = self.list.at_least(start, end, room)
                if at_least > room.height + ROUNDING or (start + 1 < end and must_break(self.spaces[start + 1], room)):
                    break
                if self._may_start(start, room) and self.list.stack(start, end, room):
                    first = start
            found.append(first)
        return found[::-1]

    def _ends(
        self, start: int, room: Room, earliest: int, even: bool, number: int, so_far: float, best: Mapping[int, float]
    ) -> Iterator[tuple[int, float]]:
        """Where a room that starts at a break may end, from the earliest end of use on, each with how bad that is.

        No columns are cut for an end that would be worse than the best one known there, however well they were cut.
        """
        if start >= earliest and room.height >= -ROUNDING:
            yield start, self._badness(start, start, room, NOTHING, even, number)
        if not self._may_start(start, room):
            return
        for end in range(start + 1, self.last + 1):
            if end > start + 1 and must_break(self.spaces[end - 1], room):
                return
            if end < earliest:
                continue
            if self.list.at_least(start, end, room) > room.height + ROUNDING:
                return
            if parts_columns_alone(self.spaces[end]):
                continue
            if self._is_worse(start, end, room, even, number, best.get(end, math.inf) - so_far):
                continue
            stack = self.list.stack(start, end, room)
            if stack:
                yield end, self._badness(start, end, room, stack, even, number)

    def _is_worse(self, start: int, end: int, room: Room, even: bool, number: int, best: float) -> bool:
        """Whether a page is worse than the best one known, however its columns are cut: its white is told without."""
        if room.columns == 1 or even or end == self.last or self.spaces[end].forced or best == math.inf:
            return False
        return self._badness(start, end, room, NOTHING, even, number) >= best + _SAME

    def _badness(self, start: int, end: int, room: Room, stack: Stack, even: bool, number: int) -> float:
        """How bad a room is: its white, as a share of the tallest, and what it breaks.

        Pages may end early at the text's end, and where the author breaks them; a last one with little on it is bad.
        """
        space, last = self.spaces[end], end == self.last
        if not even and (last or space.forced):
            if number and last:
                lacking = max(0.0, _LEAST_FILL - stack.height / self.tallest)
                only = _ONLY_CLOSING if start >= self.closing else 0.0
                return stack.cost + only + (LONELY_COST * lacking if stack.height else _EMPTY_PAGE)
            return stack.cost
        used = stack.height if room.columns == 1 else self.list.at_least(start, end, room)
        white = (room.height - used) / self.tallest
        if start == end and not number and not even:
            return white + _ALONE
        blank = BLANK_COST if start == end and room.height > ROUNDING else 0.0
        split = 0.0 if start == end else _split(space, SPLIT_COST if even else _SPLIT_PAGES)
        if split and not even and room.columns == 1 and white > _MUCH_WHITE:
            split += _TOO_SOON if self.list.stack(start, end + 1, room) else 0.0
        return white**2 + blank + stack.cost + split + (self._rest(start, end, stack) if even else 0.0)

    def _rest(self, start: int, end: int, stack: Stack) -> float:
        """How bad it is that little more than the rest of a section, or of the text, stands in a panel."""
        is_rest = start and (end == self.last or not self.spaces[start].section)
        lacking = max(0.0, LEAST_REST - stack.height / self.tallest)
        return LONELY_COST * lacking if stack.height and is_rest else 0.0

    def _may_start(self, start: int, room: Room) -> bool:
        space = self.spaces[start]
        return start == 0 or (may_start(space, room) and not parts_columns_alone(space))

    def _strays(self, start: int, room: Room) -> bool:
        """Whether a section would go on behind a room for whole ones, which then stays empty."""
        return room.whole_sections and 0 < start < self.last and not self.spaces[start].section
