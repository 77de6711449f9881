"""A vertical list on as few pages as it needs, and how bad its breaks and its white are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from carefold.layout.bands import FEW_IN_ORDER, Band, Room, white_of
from carefold.layout.boxes import NEVER, Item, Space, spaced
from carefold.layout.page_maker import PageMaker, parting, torn
from carefold.layout.together import parted, settled

_PARTING = 0.5  # of what a break costs on pages of one type size: so much it counts where sizes are compared
_TORN = 0.25  # badness, beyond that, of each time that what belongs together is parted
_GOOD = 0.02  # badness below which no other is looked for: one page a seventh white, say
_NO_TEXT = 0.3  # badness of a last page with nothing but what closes every handout, where sizes are compared
_IN_ORDER = 0.06  # badness of a short list in order that columns part
_CLOSER = 0.1  # badness of each share of the space between blocks that is saved


@dataclass(frozen=True)
class FilledPages:
    """What flows, settled; the rooms for it, what stands in each, and the share of the space between blocks."""

    flow: list[Item]
    rooms: list[Room]
    pages: list[tuple[Band, ...]]
    share: float

    @cached_property
    def parted(self) -> int:
        """How often what belongs together may be parted, since it is higher than a page."""
        return parted(self.flow)

    @cached_property
    def parting(self) -> float:
        """How bad it is what the pages' ends part."""
        return parting(self.flow, self.pages)

    @cached_property
    def torn(self) -> int:
        """How often the pages' ends part what belongs together."""
        return torn(self.flow, self.pages)

    @cached_property
    def badness(self) -> float:
        """What is white on all pages but the last, what their ends part, how close it stands, no text on the last."""
        only = _NO_TEXT if self._closes_alone else 0.0
        parting = _PARTING * self.parting + _TORN * self.torn + _IN_ORDER * self._lists_in_columns
        return white_of(self.pages, self.rooms) + parting + _CLOSER * (1 - self.share) + only

    @property
    def _lists_in_columns(self) -> int:
        """How many short lists that have an order go on in another column."""
        columns = (column for bands in self.pages for band in bands for column in band.columns[:-1] if column)
        ends = {id(column[-1]) for column in columns}
        return sum(
            1 for item, after in pairwise(self.flow)
            if id(item) in ends and isinstance(after, Space) and FEW_IN_ORDER <= after.cost < NEVER
        )  # fmt: skip

    @property
    def _closes_alone(self) -> bool:
        """Whether nothing but what closes every handout flows onto the last page."""
        closing = (n for n, item in enumerate(self.flow) if isinstance(item, Space) and item.closing)
        text = {id(item) for item in self.flow[: next(closing, len(self.flow))]}
        last = [item for band in self.pages[-1] for item in band.items]
        return len(self.pages) > 1 and not any(id(item) in text for item in last)


def fill_pages(
    items: Sequence[Item], shares: Iterable[float], whole: float, most: int, rooms_of: Callable[[int], list[Room]],
    known: FilledPages | None = None, fewest: int = 1,
) -> FilledPages | None:  # fmt: skip
    """Pages as few as a list needs, each at most `whole` points high; None where that is more than `most`.

    There are `fewest` at least. It has the first of those shares of the space between blocks with which nothing is
    parted, and in columns little is white, or else the best. `known` was made before, with its share and no more pages.
    """
    best: FilledPages | None = None
    for share in shares:
        if known and known.share == share:
            made: FilledPages | None = known
        else:
            made = _filled(items, share, whole, len(best.pages) if best else most, rooms_of, fewest)
        if made and (best is None or _rank(made) < _rank(best)):
            best = made
        if best and not best.parting and (best.rooms[0].columns == 1 or best.badness < _GOOD):
            break
    return best


def _rank(made: FilledPages) -> tuple[int, float]:
    return len(made.pages), made.badness


def _filled(
    items: Sequence[Item], share: float, whole: float, most: int, rooms_of: Callable[[int], list[Room]], fewest: int
) -> FilledPages | None:
    flow = settled(spaced(items, share) if share != 1.0 else items, whole)
    maker = PageMaker(flow, whole)
    least = sum(1 for item in flow if isinstance(item, Space) and item.forced)
    for count in range(max(least + 1, fewest), most + 1):
        rooms = rooms_of(count)
        if min(room.height for room in rooms) <= 0:
            continue
        pages = maker.fill(rooms, even=False)
        if pages is not None:
            return FilledPages(flow, rooms, pages, share)
    return None
