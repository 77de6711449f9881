"""Columns: a stretch of the vertical list that stands on one page, in bands below each other.

A band's columns are balanced; what stands across the page ends one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from carefold.layout.boxes import NEVER, Box, Item, Space, height

ROUNDING = 0.05
BREAK_COST = 0.05  # badness of cost 1 at a break
SPLIT_COST = 0.15  # badness of a break inside a section
NO_SPACE = Space(0.0)
_COLUMN_SHARE = 0.25  # of these, where the break is between columns of one page
FEW_IN_ORDER = 9.0  # cost of a break in a short list that has an order, between columns too
_LEANING = 0.002  # badness of columns of which the left one is shorter
_REACH = 0.15  # share of a page: columns that differ by more are not looked at


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


def used(bands: Iterable[Band]) -> float:
    """How high bands below each other are."""
    return sum(band.above + band.height for band in bands)


def white_of(pages: Sequence[Sequence[Band]], rooms: Sequence[Room]) -> float:
    """How bad the white on pages is: shares of each, squared; on the last only what stands beside a longer column."""
    white = [1 - _inked(bands) / room.height for bands, room in zip(pages, rooms, strict=True)]
    beside = (used(pages[-1]) - _inked(pages[-1])) / rooms[-1].height
    return sum(share**2 for share in (*white[:-1], beside))


def _inked(bands: Iterable[Band]) -> float:
    return sum(band.above + band.ink for band in bands)


class _Split(NamedTuple):
    """A stretch cut into columns: how high the highest is, how bad the cuts are, and where they are."""

    height: float
    cost: float
    ends: tuple[int, ...]


class Stack(NamedTuple):
    """What a room would hold: how high, how bad its columns' cuts are, and each run with its columns."""

    height: float
    cost: float
    runs: tuple[tuple[int, _Split], ...]


NOTHING = Stack(0.0, 0.0, ())


def drop(baseline: float, first: Item | None) -> float:
    """How much lower than the top a list begins whose first lines stand at a baseline."""
    return max(0.0, baseline - first.baseline) if isinstance(first, Box) and first.baseline else 0.0


def may_break(item: Item) -> bool:
    """Whether a room or a column may end at an item."""
    return isinstance(item, Space) and (item.cost < NEVER or item.forced or bool(item.panel) or item.beside)


def parts_columns_alone(space: Space) -> bool:
    """Whether only columns may end at a space."""
    return space.beside and space.cost == NEVER


def may_start(space: Space, room: Room) -> bool:
    """Whether what stands after a space may begin a room."""
    return space.panel in ("", room.name) and (bool(space.section) or not room.whole_sections)


def must_break(space: Space, room: Room) -> bool:
    """Whether what stands after a space may not stand in the same room as what is before it."""
    return space.forced or space.panel not in ("", room.name)


class Breaks:
    """A list by its breaks, each stretch between two of which may stand in a panel, a column or on a page.

    `tallest` is the height of a whole panel or page, in points: badness is measured by it.
    """

    def __init__(self, items: Sequence[Item], tallest: float) -> None:
        self.items, self.tallest = items, tallest
        self.breaks = [-1, *(n for n, item in enumerate(items) if may_break(item)), len(items)]
        self.spaces = [NO_SPACE, *(item for item in items if isinstance(item, Space) and may_break(item)), NO_SPACE]
        heights = [0.0, *accumulate(item.height for item in items)]
        self.feet = [heights[at] for at in (0, *self.breaks[1:])]  # how much of the list stands above each break
        self.tops = [heights[at + 1] for at in self.breaks[:-1]]  # and how much stands above what follows it
        self.across = [
            any(isinstance(item, Box) and item.across for item in items[start + 1 : end])
            for start, end in pairwise(self.breaks)
        ]
        self.slices = [foot - top for foot, top in zip(self.feet[1:], self.tops, strict=True)]
        wide = (one if across else 0.0 for one, across in zip(self.slices, self.across, strict=True))
        self.wide = [0.0, *accumulate(wide)]
        self.last = len(self.breaks) - 1
        self.reach = ROUNDING + max(_REACH * tallest, *self.slices)
        self.repeated = [space.repeat.height if space.repeat else 0.0 for space in self.spaces]
        self.parting = [_parting(space) for space in self.spaces]
        self.drops: dict[float, list[float]] = {}
        self.splits: dict[tuple[int, int, int, float, bool], _Split] = {}
        self.stacks: dict[tuple[int, int, float, int, float], Stack | None] = {}

    def at_least(self, start: int, end: int, room: Room) -> float:
        """How high what stands between two breaks is, if its columns are cut without loss."""
        whole = self.feet[end] - self.tops[start] if start < end else 0.0
        if room.columns == 1:
            return whole
        across = self.wide[end] - self.wide[start]
        return across + (whole - across) / room.columns

    def stack(self, start: int, end: int, room: Room) -> Stack | None:
        """What stands between two breaks, in bands below each other; None where that is too high for the room."""
        key = (start, end, room.height, room.columns, room.baseline)
        if key not in self.stacks:
            stack = self._stacked(start, end, room, False)
            if stack.height > room.height + ROUNDING and room.columns > 1:
                stack = self._stacked(start, end, room, True)
            self.stacks[key] = stack if stack.height <= room.height + ROUNDING else None
        return self.stacks[key]

    def _stacked(self, start: int, end: int, room: Room, tight: bool) -> Stack:
        runs: list[tuple[int, _Split]] = []
        used = cost = 0.0
        for first, last in self._runs(start, end, room):
            columns = 1 if self.across[first] else room.columns
            split = self._split(first, last, columns, 0.0 if columns < room.columns else room.baseline, tight)
            used += split.height + (self.spaces[first].height if runs else 0.0)
            cost += split.cost
            runs.append((first, split))
        return Stack(used, cost, tuple(runs))

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
        feet, tops, slices, drops = self.feet, self.tops, self.slices, self._drops(baseline)
        top, above, down, level = tops[start], self.repeated[start], drops[start], whole / columns
        apart, last = _REACH * self.tallest, feet[end]
        ends: tuple[int, ...] = (end,)
        best, least = _Split(whole, 0.0, (end,) * columns), whole / self.tallest
        for at in self._near(start, end, level, whole):
            left = feet[at] - top + above + down
            if abs(left - level) > max(apart, slices[at], slices[at - 1]):
                continue
            if columns == 2:
                right, cost = last - tops[at] + self.repeated[at] + drops[at], 0.0
            else:
                right, cost, ends = self._split(at, end, columns - 1, baseline, tight)
            cost += self.parting[at]
            high = max(left, right)
            badness = high / self.tallest + (0.0 if tight else cost) + (_LEANING if left < right else 0.0)
            if badness < least:
                best, least = _Split(high, cost, (at, *ends)), badness
        return best

    def _near(self, start: int, end: int, level: float, whole: float) -> range:
        """The breaks of a stretch, so many points high, near a level of it; none further away can be of use."""
        foot = self.feet[end] - whole + level
        first = bisect_left(self.feet, foot - self.reach, start + 1, end)
        return range(first, bisect_right(self.feet, foot + self.reach, first, end))

    def _used(self, start: int, end: int, baseline: float) -> float:
        """How high a column is that holds what stands between two breaks."""
        return self.feet[end] - self.tops[start] + self.repeated[start] + self._drops(baseline)[start]

    def _drops(self, baseline: float) -> list[float]:
        """How much lower than its top a column begins that starts at each break."""
        if baseline not in self.drops:
            self.drops[baseline] = [drop(baseline, self._first(start)) for start in range(len(self.breaks))]
        return self.drops[baseline]

    def _first(self, start: int) -> Item | None:
        """What a column begins with."""
        after = self.breaks[start] + 1
        return self.spaces[start].repeat or (self.items[after] if after < len(self.items) else None)

    def bands(self, start: int, end: int, room: Room) -> tuple[Band, ...]:
        """What stands in a room between two breaks."""
        stack = self.stack(start, end, room) if end > start else None
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


def _parting(space: Space) -> float:
    """How bad it is that a column ends at a space."""
    cost = space.cost if FEW_IN_ORDER <= space.cost < NEVER else min(space.cost, 1.0)
    return _COLUMN_SHARE * (0.0 if space.section else SPLIT_COST + BREAK_COST * cost)


def balanced(items: Sequence[Item], columns: int, tallest: float) -> Band:
    """A whole list in one band of so many columns, which begin level with the first."""
    breaks = Breaks([item._replace(across=False) if isinstance(item, Box) else item for item in items], tallest)
    level = max((item.baseline for item in items[:1] if isinstance(item, Box)), default=0.0)
    (band,) = breaks.bands(0, breaks.last, Room("", math.inf, columns, baseline=level))
    return band
