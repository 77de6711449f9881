"""Copyfit: which part of the vertical list stands in which panel or on which page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from carefold.diagnostics.place import Place
from carefold.layout.boxes import NEVER, Box, Item, Space, height, place_of

SIZE_STEP = 0.25  # points between the type sizes that are tried
_ROUNDING = 0.05
_BREAK_COST = 0.05  # badness of cost 1 at a break
_SPLIT_COST = 0.15  # badness of a break inside a section
_SAME = 1e-9  # badnesses closer than this are the same
_NO_SPACE = Space(0.0)


@dataclass(frozen=True, slots=True)
class Column:
    """Room for a list: a panel or a page. `whole_sections`: no section splits into it (the flap).

    A first line of text stands `baseline` points below the top, so that columns side by side start level.
    """

    name: str
    height: float
    whole_sections: bool = False
    baseline: float = 0.0

    def drop(self, first: Item | None) -> float:
        """How much lower than the top a list begins in this column."""
        return max(0.0, self.baseline - first.baseline) if isinstance(first, Box) and first.baseline else 0.0


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What did not fit: the first box left over, the column before it, and how many points are missing."""

    place: Place
    column: str
    points: float


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
    )


def fill(items: Sequence[Item], columns: Sequence[Column], even: bool) -> list[list[Item]] | None:
    """The list cut into one part a column, as even as can be or else as full as can be; None if it doesn't fit."""
    search = _Search(items, columns, even)
    return search.parts()


def cuts(items: Sequence[Item], parts: Sequence[Sequence[Item]]) -> int:
    """How many blocks are cut where the parts of a list end: a paragraph, a table."""
    ends = {id(part[-1]) for part in parts if part}
    return sum(
        1 for item, after in pairwise(items)
        if id(item) in ends and isinstance(after, Space) and after.cost and not (after.section or after.forced)
    )  # fmt: skip


class _Search:
    """Dynamic programming over the breaks of the list: the least badness of columns 0 to c that end at break b."""

    def __init__(self, items: Sequence[Item], columns: Sequence[Column], even: bool) -> None:
        self.items, self.columns, self.even = items, columns, even
        self.tallest = max(column.height for column in columns)
        self.breaks = [-1, *(n for n, item in enumerate(items) if _may_break(item)), len(items)]
        self.spaces = [_NO_SPACE, *(item for item in items if isinstance(item, Space) and _may_break(item)), _NO_SPACE]
        heights = [0.0, *accumulate(item.height for item in items)]
        self.feet = [heights[at] for at in (0, *self.breaks[1:])]  # how much of the list stands above each break
        self.tops = [heights[at + 1] for at in self.breaks[:-1]]  # and how much stands above what follows it

    def parts(self) -> list[list[Item]] | None:
        before, came_from, earliest = {0: 0.0}, list[dict[int, int]](), self._earliest()
        for number, column in enumerate(self.columns):
            best, origins = dict[int, float](), dict[int, int]()
            for start in sorted(before):
                if start < earliest[number] or self._strays(start, column):
                    continue
                if start or not number or not self.even:
                    for end, badness in self._ends(start, column, earliest[number + 1]):
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
        return [self._part(start, end) for start, end in pairwise(ends)]

    def _earliest(self) -> list[int]:
        """For each column the first break after which the columns from it on may hold the rest, and the list's end.

        No use looking at what starts before: so the work is that of a few pages' breaks for each page.
        """
        found = [len(self.breaks) - 1]
        for column in reversed(self.columns):
            end = first = found[-1]
            for start in range(end - 1, -1, -1):
                at_most = self.feet[end] - self.tops[start]
                if at_most > column.height + _ROUNDING or (
                    start + 1 < end and _must_break(self.spaces[start + 1], column)
                ):
                    break
                if self._may_start(start, column) and self._used(start, end, column) <= column.height + _ROUNDING:
                    first = start
            found.append(first)
        return found[::-1]

    def _ends(self, start: int, column: Column, earliest: int) -> Iterator[tuple[int, float]]:
        """Where a column that starts at a break may end, from the earliest end of use on, each with how bad that is."""
        if start >= earliest and column.height >= -_ROUNDING:
            yield start, self._badness(column.height / self.tallest, start, start)
        if not self._may_start(start, column):
            return
        for end in range(start + 1, len(self.breaks)):
            if end > start + 1 and _must_break(self.spaces[end - 1], column):
                return
            if end < earliest:
                continue
            used = self._used(start, end, column)
            if used > column.height + _ROUNDING:
                return
            yield end, self._badness((column.height - used) / self.tallest, start, end)

    def _used(self, start: int, end: int, column: Column) -> float:
        """How much of a column is full between two breaks, at the least one box."""
        repeated = self.spaces[start].repeat
        used = self.feet[end] - self.tops[start]
        return used + (repeated.height if repeated else 0.0) + column.drop(self._first(start))

    def _first(self, start: int) -> Item | None:
        """What a column begins with."""
        after = self.breaks[start] + 1
        return self.spaces[start].repeat or (self.items[after] if after < len(self.items) else None)

    def _badness(self, white: float, start: int, end: int) -> float:
        """How bad a column is: its white, as a share of the tallest, and what it breaks.

        Pages may end early at the text's end, and where the author breaks them.
        """
        space = self.spaces[end]
        if not self.even and (end == len(self.breaks) - 1 or space.forced):
            return 0.0
        whole = start == end or bool(space.section) or space.forced or space is _NO_SPACE
        return white**2 + (0.0 if whole else _SPLIT_COST + _BREAK_COST * space.cost)

    def _may_start(self, start: int, column: Column) -> bool:
        return start == 0 or _may_start(self.spaces[start], column)

    def _strays(self, start: int, column: Column) -> bool:
        """Whether a section would go on behind a column for whole ones, which then stays empty."""
        return column.whole_sections and 0 < start < len(self.breaks) - 1 and not self.spaces[start].section

    def _part(self, start: int, end: int) -> list[Item]:
        if start == end:
            return []
        part = list(self.items[self.breaks[start] + 1 : self.breaks[end]])
        repeated = self.spaces[start].repeat
        return [repeated, *part] if repeated else part


def _may_break(item: Item) -> bool:
    return isinstance(item, Space) and (item.cost < NEVER or item.forced or bool(item.panel))


def _may_start(space: Space, column: Column) -> bool:
    """Whether what stands after a space may begin a column."""
    return space.panel in ("", column.name) and (bool(space.section) or not column.whole_sections)


def _must_break(space: Space, column: Column) -> bool:
    """Whether what stands after a space may not stand in the same column as what is before it."""
    return space.forced or space.panel not in ("", column.name)


def left_over(items: Sequence[Item], columns: Sequence[Column]) -> LeftOver:
    """What is left over when the columns are filled one after another; for a list that does not fit."""
    rest, left, last = _slices(items), [], columns[0].name
    first = rest[0]
    for column in columns:
        used = 0.0
        if column is not columns[0] and rest and rest[0] is first:
            break  # the list begins in the first column
        while rest and column.whole_sections and not rest[0].before.section:
            left.append(rest.pop(0))
        while rest and (needed := rest[0].needs(column, used)) <= column.height + _ROUNDING:
            used = needed
            rest.pop(0)
        last = last if left else column.name
    left += rest
    place = place_of(item for part in left for item in part.items)
    return LeftOver(place, last, sum(height(part.items) for part in left))


@dataclass(frozen=True, slots=True)
class _Slice:
    """What stands between two breaks, and the space of the first."""

    before: Space
    items: list[Item]

    def needs(self, column: Column, used: float) -> float:
        """How full a column is with this below what it has; infinite where it can't stand."""
        if used:
            return math.inf if _must_break(self.before, column) else used + self.before.height + height(self.items)
        items = [self.before.repeat, *self.items] if self.before.repeat else self.items
        room = height(items) + column.drop(items[0] if items else None)
        return room if self.before.panel in ("", column.name) else math.inf


def _slices(items: Sequence[Item]) -> list[_Slice]:
    slices = [_Slice(_NO_SPACE, [])]
    for item in items:
        if isinstance(item, Space) and _may_break(item):
            slices.append(_Slice(item, []))
        else:
            slices[-1].items.append(item)
    return slices


def too_high(items: Sequence[Item], first: float, room: float) -> LeftOver | None:
    """The first stretch without a break that no column holds: the list's first stands in the `first`, points."""
    for number, part in enumerate(_slices(items)):
        column = Column("", room if number else first)
        over = replace(part, before=replace(part.before, panel="")).needs(column, 0.0) - column.height
        if over > _ROUNDING:
            return LeftOver(place_of(part.items), "", over)
    return None


def largest_step(fits: Callable[[int], bool], steps: int, first: int) -> int:
    """The largest step from 0 to `steps` that fits, -1 if none does: nearest to `first` is tried first, then halves."""
    low, high, step = -1, steps + 1, first
    while high - low > 1:
        if fits(step):
            low, step = step, step + 2
        else:
            high, step = step, step - 2
        if not low < step < high:
            step = (low + high) // 2
    return low


def count_lines(points: float, leading: float) -> str:
    """So many points of text as a number of lines."""
    count = max(1, math.ceil(points / leading))
    return f"{count} line{'s' if count > 1 else ''}"
