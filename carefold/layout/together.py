"""What belongs together stays together, wherever one panel or page can hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from carefold.layout.boxes import NEVER, Box, Item, Space, height


def held(items: Iterable[Item]) -> tuple[Item, ...]:
    """A list that belongs together; groups within it are held once more."""
    return tuple(item._replace(held=item.held + 1) if _may_break(item) else item for item in items)


def in_one_column(items: Iterable[Item]) -> tuple[Item, ...]:
    """A list that columns of one page part no sooner than pages do."""
    return tuple(item._replace(beside=False) if isinstance(item, Space) else item for item in items)


def with_whole_paragraphs(items: Iterable[Item]) -> list[Item]:
    """A list whose paragraphs are not cut, which nobody wants to read on behind a fold."""
    return [item._replace(held=item.held + 1) if _may_break(item) and item.lines else item for item in items]


def with_whole_sections(items: Iterable[Item]) -> list[Item]:
    """A list whose sections are not cut, where there is room enough for all."""
    return [item._replace(held=item.held + 1) if _may_break(item) and not item.section else item for item in items]


def with_company(items: Sequence[Item], room: float) -> list[Item]:
    """A list whose first box does not stand alone where what follows it next fits below it."""
    at = next((number for number, item in enumerate(items) if isinstance(item, Space)), len(items))
    if at == len(items) or not _may_break(space := items[at]) or space.panel:
        return list(items)
    following = next((n for n in range(at + 1, len(items)) if _ends(items[n])), len(items))
    if height(items[:following]) > room:
        return list(items)
    across = any(isinstance(item, Box) and item.across for item in items[:at])  # columns begin below it
    return [*items[:at], space._replace(cost=NEVER, beside=space.beside or across), *items[at + 1 :]]


def _ends(item: Item) -> bool:
    return isinstance(item, Space) and (_may_break(item) or item.forced)


def settled(items: Sequence[Item], room: float) -> list[Item]:
    """A list whose groups can't break, but for those higher than the room: these break between their own groups."""
    return list(_settled(items, 0, room))


def parted(items: Iterable[Item]) -> int:
    """Where a settled list breaks though it belongs together there, since that is higher than a room: how often."""
    return sum(1 for item in items if _may_break(item) and item.held)


def _settled(items: Sequence[Item], level: int, room: float) -> Iterator[Item]:
    for stretch in _stretches(items, level):
        most = max((item.held for item in stretch if _may_break(item)), default=0)
        if most <= level:
            yield from stretch
        elif height(stretch) <= room:
            yield from (
                item._replace(cost=NEVER) if _may_break(item) and item.held > level else item for item in stretch
            )
        else:
            yield from _settled(stretch, level + 1, room)


def _stretches(items: Sequence[Item], level: int) -> Iterator[list[Item]]:
    """The list in parts, each up to a space where it may break at this level, which is a part of its own."""
    stretch: list[Item] = []
    for item in items:
        if isinstance(item, Space) and (item.forced or item.panel or (item.cost < NEVER and item.held <= level)):
            yield stretch
            yield [item]
            stretch = []
        else:
            stretch.append(item)
    yield stretch


def _may_break(item: Item) -> TypeGuard[Space]:
    return isinstance(item, Space) and item.cost < NEVER and not item.forced
