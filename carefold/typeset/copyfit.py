"""Copyfit: which part of the vertical list stands in which panel or on which page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from carefold.errors import NOWHERE, Place
from carefold.typeset.boxes import NEVER, Box, Item, Space

_ROUNDING = 0.05
_BREAK_COST = 0.02  # badness of cost 1 at a break
_SPLIT_COST = 0.03  # badness of a break inside a section
_NO_SPACE = Space(0.0)


@dataclass(frozen=True, slots=True)
class Column:
    """Room for a list: a panel or a page. `whole_sections`: no section splits into it (the flap)."""

    name: str
    height: float
    whole_sections: bool = False


@dataclass(frozen=True, slots=True)
class Overflow:
    """What did not fit: the first box left over, and how many points are missing."""

    place: Place
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


class _Search:
    """Dynamic programming over the breaks of the list: best[c][b] is the least badness of columns 0 to c up to b."""

    def __init__(self, items: Sequence[Item], columns: Sequence[Column], even: bool) -> None:
        self.items, self.columns, self.even = items, columns, even
        self.heights = [0.0, *accumulate(item.height for item in items)]
        self.breaks = [-1, *(n for n, item in enumerate(items) if _may_break(item)), len(items)]

    def parts(self) -> list[list[Item]] | None:
        last = len(self.breaks) - 1
        best = [[math.inf] * len(self.breaks) for _ in self.columns]
        came_from = [[0] * len(self.breaks) for _ in self.columns]
        for number, column in enumerate(self.columns):
            before = best[number - 1] if number else [0.0] + [math.inf] * last
            for start, so_far in enumerate(before):
                if so_far < math.inf and (start == last or self._may_start(start, number)):
                    self._extend(start, so_far, column, best[number], came_from[number])
        if best[-1][last] == math.inf:
            return None
        ends = [last]
        for number in range(len(self.columns) - 1, -1, -1):
            ends.append(came_from[number][ends[-1]])
        ends.reverse()
        return [self._part(start, end) for start, end in pairwise(ends)]

    def _extend(self, start: int, so_far: float, column: Column, best: list[float], came_from: list[int]) -> None:
        """Try every end of a column that starts at a break."""
        for end in range(start, len(self.breaks)):
            if end > start + 1 and self._must_break(end - 1):
                return
            height = self._height(start, end)
            if height > column.height + _ROUNDING:
                return
            badness = so_far + self._badness(height / column.height, start, end)
            if badness < best[end]:
                best[end], came_from[end] = badness, start

    def _space(self, index: int) -> Space:
        """The space that a break stands for; at the list's ends there is none."""
        item = self.items[self.breaks[index]] if 0 < index < len(self.breaks) - 1 else None
        return item if isinstance(item, Space) else _NO_SPACE

    def _height(self, start: int, end: int) -> float:
        if start == end:
            return 0.0
        repeated = self._space(start).repeat
        height = self.heights[self.breaks[end]] - self.heights[self.breaks[start] + 1]
        return height + (repeated.height if repeated else 0.0)

    def _badness(self, full: float, start: int, end: int) -> float:
        """How bad a column is: its white, and what it breaks; pages may end early."""
        if end == len(self.breaks) - 1 and not self.even:
            return 0.0
        space = self._space(end)
        whole = start == end or space.section or space.forced or space is _NO_SPACE
        return (1 - full) ** 2 + (0.0 if whole else _SPLIT_COST + _BREAK_COST * space.cost)

    def _may_start(self, start: int, number: int) -> bool:
        if start == 0:
            return number == 0
        column, space = self.columns[number], self._space(start)
        return space.panel in ("", column.name) and (space.section or not column.whole_sections)

    def _must_break(self, index: int) -> bool:
        space = self._space(index)
        return space.forced or bool(space.panel)

    def _part(self, start: int, end: int) -> list[Item]:
        if start == end:
            return []
        part = list(self.items[self.breaks[start] + 1 : self.breaks[end]])
        repeated = self._space(start).repeat
        return [repeated, *part] if repeated else part


def _may_break(item: Item) -> bool:
    return isinstance(item, Space) and (item.cost < NEVER or item.forced or bool(item.panel))


def overflow(items: Sequence[Item], columns: Sequence[Column]) -> Overflow:
    """What is left over when the columns are filled one after another."""
    rest, room = list(items), list(columns)
    while rest and room:
        column = room.pop(0)
        used = 0.0
        while rest and used + rest[0].height <= column.height + _ROUNDING:
            item = rest.pop(0)
            if isinstance(item, Space) and (item.forced or item.panel):
                break
            used += item.height
    first = next((item for item in rest if isinstance(item, Box)), None)
    place = first.place if first else NOWHERE
    return Overflow(place, sum(item.height for item in rest))
