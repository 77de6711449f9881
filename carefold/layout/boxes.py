"""The vertical list: boxes that can't break, and spaces where a panel or page may end.

Every block becomes such a list. Two boxes without a space between them stay together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from carefold.diagnostics.place import NOWHERE, Place
from carefold.graphics.surface import Surface

NEVER = math.inf
TOGETHER = 6.0  # cost of a break in what belongs together, though not so firmly that it would leave a room half white
_CLOSE = 0.8  # share of the room between blocks at which no more of it is given up elsewhere
Draw: TypeAlias = Callable[[Surface, float, float], None]
"""Draws a box whose upper left corner is at x, y."""


class Box(NamedTuple):
    """A slice that can't break, `height` points high; `place` is where its words stand in the source.

    `too_wide` says what is wrong with it at this type size, where smaller type would mend it. A box `at_foot` stands at
    its panel's foot. `baseline` is how far below its top the first line of text stands, 0 where it begins otherwise.
    A box `across` stands across all columns of a page. `row` is the number of a row among those that may be parted, 0
    for any other box; a head above rows has `telling`: the same with which rows stand below it, from the first to the
    last.
    """

    height: float
    draw: Draw
    place: Place = NOWHERE
    too_wide: str = ""
    at_foot: bool = False
    baseline: float = 0.0
    across: bool = False
    row: int = 0
    telling: Callable[[int, int], Box] | None = None


class Space(NamedTuple):
    """White space, dropped where a panel ends or begins. `cost` says how bad a break here is; NEVER forbids it.

    What stands on both sides of a space that is `held` belongs together: it breaks there only where both together are
    higher than a panel or page, those held once before those held twice, as a group within another is. `lines` are
    those of one paragraph. `beside`: columns of one page may part here even what belongs together.
    """

    height: float
    cost: float = 0.0
    forced: bool = False
    section: str = ""  # the title of the section that starts after it
    panel: str = ""  # where the section after it wants to stand
    repeat: Box | None = None  # drawn again at the head of the next panel, if this one ends here
    held: int = 0
    lines: bool = False
    beside: bool = False
    closing: bool = False  # what follows stands on every handout
    entries: bool = False  # between those of one list
    gives: float = 0.0  # points of it that give way where room is short, though nothing may break there


Item: TypeAlias = Box | Space


def place_of(items: Iterable[Item]) -> Place:
    """Where the first words of a list stand in the source."""
    return next((item.place for item in items if isinstance(item, Box) and item.place.file), NOWHERE)


def height(items: Iterable[Item]) -> float:
    """How high a list is, unbroken."""
    return sum(item.height for item in items)


def spaced(items: Iterable[Item], share: float) -> list[Item]:
    """A list whose spaces where it may break are so much of their height: the room between blocks.

    With less of it what gives way does so, too: wholly at `_CLOSE`.
    """
    given = min(1.0, max(0.0, 1.0 - share) / (1.0 - _CLOSE))
    return [_spaced(item, share, given) if isinstance(item, Space) and item.height else item for item in items]


def _spaced(space: Space, share: float, given: float) -> Space:
    if space.cost < NEVER or space.entries:
        return space._replace(height=space.height * share)
    return space._replace(height=space.height - given * space.gives) if space.gives else space


def moved(box: Box, right: float) -> Box:
    """The box, drawn further right."""
    return box._replace(draw=lambda surface, x, y: box.draw(surface, x + right, y))


def indented(items: Iterable[Item], right: float) -> tuple[Item, ...]:
    """A list, drawn further right."""
    return tuple(moved(item, right) if isinstance(item, Box) else item for item in items)


def marked(items: Sequence[Item], marker: Draw) -> tuple[Item, ...]:
    """A list whose first box gets a bullet, a number or a tick box, drawn before it."""
    if not items:
        return ()
    first, *others = items
    if not isinstance(first, Box):
        return (first, *marked(others, marker))

    def draw(surface: Surface, x: float, y: float) -> None:
        marker(surface, x, y)
        first.draw(surface, x, y)

    return (first._replace(draw=draw), *others)


def kept(items: Iterable[Item]) -> tuple[Item, ...]:
    """A list that may not break."""
    return tuple(item._replace(cost=NEVER) if isinstance(item, Space) and not item.forced else item for item in items)


def reluctant(items: Iterable[Item], cost: float = TOGETHER) -> tuple[Item, ...]:
    """A list that breaks at that cost at least."""
    return tuple(
        item._replace(cost=max(item.cost, cost)) if isinstance(item, Space) and not item.forced else item
        for item in items
    )


def stacked(items: Sequence[Item]) -> Box:
    """A list as one box."""

    def draw(surface: Surface, x: float, y: float) -> None:
        for item in items:
            if isinstance(item, Box):
                item.draw(surface, x, y)
            y -= item.height

    return Box(height(items), draw, place_of(items), first_too_wide(items))


def beside(parts: Sequence[tuple[float, Box]]) -> Box:
    """Boxes side by side, their tops level, each so many points from the left."""

    def draw(surface: Surface, x: float, y: float) -> None:
        for right, box in parts:
            box.draw(surface, x + right, y)

    boxes = [box for _, box in parts]
    return Box(max(box.height for box in boxes), draw, place_of(boxes), first_too_wide(boxes))


def lowered(box: Box, down: float) -> Box:
    """The box with so many points of room above it."""
    return box._replace(height=box.height + down, draw=lambda surface, x, y: box.draw(surface, x, y - down))


def joined(blocks: Iterable[Sequence[Item]], between: Space) -> tuple[Item, ...]:
    """Lists one below another, the same space between each two."""
    made: list[Item] = []
    for block in blocks:
        if made and block:
            made.append(between)
        made.extend(block)
    return tuple(made)


def listed(entries: Sequence[Sequence[Item]], between: float, *, beside: bool = False) -> tuple[Item, ...]:
    """Entries of a list: neither the first nor the last stands alone, and so a short list stays whole.

    Where they may stand `beside` each other, columns of a page part them anywhere.
    """
    made: list[Item] = []
    for number, entry in enumerate(entries):
        if number:
            alone = number == 1 or number == len(entries) - 1
            made.append(Space(between, NEVER if alone else 0.0, beside=beside, entries=True))
        made.extend(entry)
    return tuple(made)


def with_ranges(items: Sequence[Item]) -> Iterator[Item]:
    """A list whose heads say which rows stand below them."""
    for at, item in enumerate(items):
        if isinstance(item, Box) and item.telling:
            boxes = (box for box in items[at + 1 :] if isinstance(box, Box))
            rows = list(_own_rows(boxes))
            yield item.telling(rows[0], rows[-1]) if rows else item
        else:
            yield item


def _own_rows(boxes: Iterable[Box]) -> Iterator[int]:
    """The numbers of a table's rows, up to where another table or none begins."""
    before = 0
    for row in takewhile(bool, (box.row for box in boxes)):
        if before and row not in (before, before + 1):
            return
        yield row
        before = row


def first_too_wide(items: Iterable[Item]) -> str:
    """What is wrong with the first of the boxes that can't stay as they are; empty for none."""
    return next((box.too_wide for box in wide_boxes(items)), "")


def wide_boxes(items: Iterable[Item]) -> Iterator[Box]:
    """Boxes that can't stay as they are at this type size."""
    return (item for item in items if isinstance(item, Box) and item.too_wide)
