"""The page-maker: which part of the vertical list stands in which panel or on which page, and in which column there.

Every break is scored in one place: what it splits, the white that it leaves, how little stands on a last page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from carefold.layout.boxes import NEVER, Box, Item, Space, height

ROUNDING = 0.05
_BREAK_COST = 0.05  # badness of cost 1 at a break
_SPLIT_COST = 0.15  # badness of a break inside a section
_COLUMN_SHARE = 0.25  # of these, where the break is between columns of one page
_LEANING = 0.002  # badness of columns of which the left one is shorter
_LEAST_FILL, _LONELY_COST = 0.25, 2.0  # share of a last page, and the badness of each share that it lacks
_EMPTY_PAGE = 10.0  # badness of a page with nothing but what closes the handout
_REACH = 0.15  # share of a page: columns that differ by more are not looked at
_SAME = 1e-9  # badnesses closer than this are the same
_NO_SPACE = Space(0.0)


@dataclass(frozen=True, slots=True)
class Room:
    """Room for a list: a panel or a page, whose `columns` a list runs through in balanced bands.

    `whole_sections`: no section splits into it (the flap). A first line of text stands `baseline` points below the
    top, so that columns side by side start level.
    """

    name: str
    height: float
    columns: int = 1
    whole_sections: bool = False
    baseline: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a panel or page, so many points below the one before: columns side by side, or one across."""

    above: float
    height: float
    columns: tuple[tuple[Item, ...], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All that stands in it, in reading order."""
        return tuple(item for column in self.columns for item in column)

    @property
    def ink(self) -> float:
        """How high it would be if its columns were cut without loss, in points."""
        return sum(height(column) for column in self.columns) / len(self.columns)


@dataclass(frozen=True, slots=True)
class _Split:
    """A stretch cut into columns: how high the highest is, how bad the cuts are, and where they are."""

    height: float
    cost: float
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stack:
    """What a room would hold: how high, how bad its columns' cuts are, and each run with its columns."""

    height: float
    cost: float
    runs: tuple[tuple[int, _Split], ...]


_NOTHING = _Stack(0.0, 0.0, ())


def drop(baseline: float, first: Item | None) -> float:
    """How much lower than the top a list begins whose first lines stand at a baseline."""
    return max(0.0, baseline - first.baseline) if isinstance(first, Box) and first.baseline else 0.0


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
    )


def fill(items: Sequence[Item], rooms: Sequence[Room], even: bool) -> list[tuple[Band, ...]] | None:
    """What stands in each room, as even as can be or else as full as can be; None if it doesn't fit."""
    return PageMaker(items, max(room.height for room in rooms)).fill(rooms, even)


def balanced(items: Sequence[Item], columns: int, tallest: float) -> Band:
    """A whole list in one band of so many columns."""
    maker = PageMaker([replace(item, across=False) if isinstance(item, Box) else item for item in items], tallest)
    (band,) = maker.bands(0, len(maker.breaks) - 1, Room("", math.inf, columns))
    return band


def cuts(items: Sequence[Item], filled: Sequence[Sequence[Band]]) -> int:
    """How many blocks are cut where the rooms of a list end: a paragraph, a table."""
    ends = {id(bands[-1].items[-1]) for bands in filled if bands}
    return sum(
        1 for item, after in pairwise(items)
        if id(item) in ends and isinstance(after, Space) and after.cost and not (after.section or after.forced)
    )  # fmt: skip


class PageMaker:
    """Dynamic programming over the breaks of a list: the least badness of rooms 0 to r that end at break b.

    `tallest` is the height of a whole panel or page, in points: white is measured by it.
    """

    def __init__(self, items: Sequence[Item], tallest: float) -> None:
        self.items, self.tallest = items, tallest
        self.breaks = [-1, *(n for n, item in enumerate(items) if may_break(item)), len(items)]
        self.spaces = [_NO_SPACE, *(item for item in items if isinstance(item, Space) and may_break(item)), _NO_SPACE]
        heights = [0.0, *accumulate(item.height for item in items)]
        self.feet = [heights[at] for at in (0, *self.breaks[1:])]  # how much of the list stands above each break
        self.tops = [heights[at + 1] for at in self.breaks[:-1]]  # and how much stands above what follows it
        self.across = [
            any(isinstance(item, Box) and item.across for item in items[start + 1 : end])
            for start, end in pairwise(self.breaks)
        ]
        self.wide = [0.0, *accumulate(self._slice(at) if across else 0.0 for at, across in enumerate(self.across))]
        self.splits: dict[tuple[int, int, int, float, bool], _Split] = {}
        self.stacks: dict[tuple[int, int, Room], _Stack | None] = {}

    # --- which room holds what

    def fill(self, rooms: Sequence[Room], even: bool) -> list[tuple[Band, ...]] | None:
        """What stands in each room, in order; None if the list doesn't fit."""
        before, came_from, earliest = {0: 0.0}, list[dict[int, int]](), self._earliest(rooms)
        for number, room in enumerate(rooms):
            best, origins = dict[int, float](), dict[int, int]()
            for start in sorted(before):
                if start < earliest[number] or self._strays(start, room):
                    continue
                if start or not number or not even:
                    for end, badness in self._ends(start, room, earliest[number + 1], even, number):
                        if before[start] + badness < best.get(end, math.inf) + _SAME:  # of equals, the later start
                            best[end], origins[end] = before[start] + badness, start
            came_from.append(origins)
            before = best
        ends = [len(self.breaks) - 1]
        if ends[0] not in before:
            return None
        for origins in reversed(came_from):
            ends.append(origins[ends[-1]])
        ends.reverse()
        return [self.bands(start, end, room) for (start, end), room in zip(pairwise(ends), rooms, strict=True)]

    def _earliest(self, rooms: Sequence[Room]) -> list[int]:
        """For each room the first break after which the rooms from it on may hold the rest, and the list's end.

        No use looking at what starts before: so the work is that of a few pages' breaks for each page.
        """
        found = [len(self.breaks) - 1]
        for room in reversed(rooms):
            end = first = found[-1]
            for start in range(end - 1, -1, -1):
                at_least = self._at_least(start, end, room)
                if at_least > room.height + ROUNDING or (start + 1 < end and must_break(self.spaces[start + 1], room)):
                    break
                if self._may_start(start, room) and self._stack(start, end, room):
                    first = start
            found.append(first)
        return found[::-1]

    def _at_least(self, start: int, end: int, room: Room) -> float:
        """How high what stands between two breaks is, if its columns are cut without loss."""
        whole = self.feet[end] - self.tops[start] if start < end else 0.0
        if room.columns == 1:
            return whole
        across = self.wide[end] - self.wide[start]
        return across + (whole - across) / room.columns

    def _ends(self, start: int, room: Room, earliest: int, even: bool, number: int) -> Iterator[tuple[int, float]]:
        """Where a room that starts at a break may end, from the earliest end of use on, each with how bad that is."""
        if start >= earliest and room.height >= -ROUNDING:
            yield start, self._badness(start, start, room, _NOTHING, even, number)
        if not self._may_start(start, room):
            return
        for end in range(start + 1, len(self.breaks)):
            if end > start + 1 and must_break(self.spaces[end - 1], room):
                return
            if end < earliest:
                continue
            if self._at_least(start, end, room) > room.height + ROUNDING:
                return
            if _parts_columns_alone(self.spaces[end]):
                continue
            stack = self._stack(start, end, room)
            if stack:
                yield end, self._badness(start, end, room, stack, even, number)

    def _badness(self, start: int, end: int, room: Room, stack: _Stack, even: bool, number: int) -> float:
        """How bad a room is: its white, as a share of the tallest, and what it breaks.

        Pages may end early at the text's end, and where the author breaks them; a last one with little on it is bad.
        """
        space, last = self.spaces[end], end == len(self.breaks) - 1
        if not even and (last or space.forced):
            if number and last:
                lacking = max(0.0, _LEAST_FILL - stack.height / self.tallest)
                return stack.cost + (_LONELY_COST * lacking if stack.height else _EMPTY_PAGE)
            return stack.cost
        white = (
            (room.height - self._at_least(start, end, room)) / self.tallest
            if stack.runs
            else room.height / self.tallest
        )
        whole = start == end or bool(space.section) or space.forced or space is _NO_SPACE
        return white**2 + stack.cost + (0.0 if whole else _SPLIT_COST + _BREAK_COST * space.cost)

    def _may_start(self, start: int, room: Room) -> bool:
        space = self.spaces[start]
        return start == 0 or (may_start(space, room) and not _parts_columns_alone(space))

    def _strays(self, start: int, room: Room) -> bool:
        """Whether a section would go on behind a room for whole ones, which then stays empty."""
        return room.whole_sections and 0 < start < len(self.breaks) - 1 and not self.spaces[start].section

    # --- what stands in which column

    def _stack(self, start: int, end: int, room: Room) -> _Stack | None:
        """What stands between two breaks, in bands below each other; None where that is too high for the room."""
        key = (start, end, room)
        if key not in self.stacks:
            stack = self._stacked(start, end, room, False)
            if stack.height > room.height + ROUNDING and room.columns > 1:
                stack = self._stacked(start, end, room, True)
            self.stacks[key] = stack if stack.height <= room.height + ROUNDING else None
        return self.stacks[key]

    def _stacked(self, start: int, end: int, room: Room, tight: bool) -> _Stack:
        runs, used, cost = [], 0.0, 0.0
        for first, last in self._runs(start, end, room):
            columns = 1 if self.across[first] else room.columns
            split = self._split(first, last, columns, 0.0 if columns < room.columns else room.baseline, tight)
            used += split.height + (self.spaces[first].height if runs else 0.0)
            cost += split.cost
            runs.append((first, split))
        return _Stack(used, cost, tuple(runs))

    def _runs(self, start: int, end: int, room: Room) -> Iterator[tuple[int, int]]:
        """Stretches between two breaks that stand across the room, or in its columns."""
        first = start
        for at in range(start + 1, end + 1):
            if at == end or (room.columns > 1 and self.across[at] != self.across[first]):
                yield first, at
                first = at

    def _split(self, start: int, end: int, columns: int, baseline: float, tight: bool) -> _Split:
        """A stretch cut into columns; where it is `tight`, as low as can be whatever is cut."""
        key = (start, end, columns, baseline, tight)
        if key not in self.splits:
            self.splits[key] = self._cut(*key)
        return self.splits[key]

    def _cut(self, start: int, end: int, columns: int, baseline: float, tight: bool) -> _Split:
        whole = self._used(start, end, baseline)
        if columns == 1:
            return _Split(whole, 0.0, (end,))
        best, least = _Split(whole, 0.0, (end,) * columns), whole / self.tallest
        for at in range(start + 1, end):
            left = self._used(start, at, baseline)
            if abs(left - whole / columns) > max(_REACH * self.tallest, self._slice(at), self._slice(at - 1)):
                continue
            rest = self._split(at, end, columns - 1, baseline, tight)
            space = self.spaces[at]
            cost = rest.cost + _COLUMN_SHARE * (
                0.0 if space.section else _SPLIT_COST + _BREAK_COST * min(space.cost, 1.0)
            )
            high = max(left, rest.height)
            badness = high / self.tallest + (0.0 if tight else cost) + (_LEANING if left < rest.height else 0.0)
            if badness < least:
                best, least = _Split(high, cost, (at, *rest.ends)), badness
        return best

    def _slice(self, at: int) -> float:
        return self.feet[at + 1] - self.tops[at]

    def _used(self, start: int, end: int, baseline: float) -> float:
        """How high a column is that holds what stands between two breaks."""
        repeated = self.spaces[start].repeat
        used = self.feet[end] - self.tops[start]
        return used + (repeated.height if repeated else 0.0) + drop(baseline, self._first(start))

    def _first(self, start: int) -> Item | None:
        """What a column begins with."""
        after = self.breaks[start] + 1
        return self.spaces[start].repeat or (self.items[after] if after < len(self.items) else None)

    def bands(self, start: int, end: int, room: Room) -> tuple[Band, ...]:
        """What stands in a room between two breaks."""
        stack = self._stack(start, end, room) if end > start else None
        bands: list[Band] = []
        for first, split in stack.runs if stack else ():
            columns = tuple(self._column(one, other) for one, other in pairwise((first, *split.ends)))
            bands.append(Band(self.spaces[first].height if bands else 0.0, split.height, columns))
        return tuple(bands)

    def _column(self, start: int, end: int) -> tuple[Item, ...]:
        if start == end:
            return ()
        part = self.items[self.breaks[start] + 1 : self.breaks[end]]
        repeated = self.spaces[start].repeat
        return (repeated, *part) if repeated else tuple(part)


def may_break(item: Item) -> bool:
    """Whether a room or a column may end at an item."""
    return isinstance(item, Space) and (item.cost < NEVER or item.forced or bool(item.panel) or item.beside)


def _parts_columns_alone(space: Space) -> bool:
    """Whether only columns may end at a space."""
    return space.beside and space.cost == NEVER


def may_start(space: Space, room: Room) -> bool:
    """Whether what stands after a space may begin a room."""
    return space.panel in ("", room.name) and (bool(space.section) or not room.whole_sections)


def must_break(space: Space, room: Room) -> bool:
    """Whether what stands after a space may not stand in the same room as what is before it."""
    return space.forced or space.panel not in ("", room.name)
