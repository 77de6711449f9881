"""Pages by how little they part: closer where that keeps a section whole, and no closer than it helps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carefold.layout.bands import FEW_IN_ORDER, Room
from carefold.layout.boxes import NEVER, TOGETHER, Box, Item, Space, spaced
from carefold.layout.filled_pages import FilledPages, fill_pages
from carefold.layout.page_maker import parting
from carefold.layout.together import held

SHARES = (1.0, 0.9, 0.8)


def box(high: float) -> Box:
    return Box(high, lambda _surface, _x, _y: None)


def section(title: str, *highs: float, held: int = 0) -> list[Item]:
    first, *others = map(box, highs)
    blocks = [item for block in others for item in (Space(10.0, held=held), block)]
    return [Space(20.0, section=title), first, *blocks]


def paged(items: list[Item], high: float = 100.0) -> FilledPages:
    made = fill_pages(items, SHARES, high, 9, lambda count: [Room(f"page {n}", high) for n in range(count)])
    assert made is not None
    return made


def test_it_stands_closer_where_that_keeps_a_section_whole() -> None:
    made = paged([*section("a", 40.0, 50.0)[1:], *section("b", 45.0, 45.0)])
    assert (made.share, made.parting) == (1.0, 0.0)
    made = paged([*section("a", 40.0, 51.0)[1:], *section("b", 45.0, 45.0)])
    assert (made.share, made.parting) == (0.9, 0.0)


def test_it_stands_no_closer_where_that_helps_nothing() -> None:
    made = paged([*section("a", 60.0, 60.0)[1:], *section("b", 60.0, 60.0)])
    assert made.share == 1.0 and made.parting > 0


def test_it_stands_closer_where_that_saves_a_page() -> None:
    assert len(paged(section("a", 46.0, 46.0, 46.0, 46.0)[1:]).pages) == 2


def test_what_is_known_is_not_filled_again() -> None:
    items, asked = [*section("a", 40.0, 51.0)[1:], *section("b", 45.0, 45.0)], []

    def rooms_of(count: int) -> list[Room]:
        asked.append(count)
        return [Room(f"page {n}", 100.0) for n in range(count)]

    closest = fill_pages(items, (0.9,), 100.0, 9, rooms_of)
    asked.clear()
    made = fill_pages(items, (1.0, 0.9), 100.0, 9, rooms_of, closest)
    assert made is closest and asked == [1, 2, 3], "once for each number of pages, with all of the space"


def test_what_stands_closer_is_worse_than_what_is_as_full() -> None:
    made = paged([*section("a", 40.0, 50.0)[1:], *section("b", 45.0, 45.0)])
    assert replace(made, share=0.8).badness > replace(made, share=0.9).badness > made.badness


def test_parting_what_belongs_together_counts_twice_and_what_closes_half() -> None:
    def cost(space: Space) -> float:
        items = [box(60.0), space, box(60.0)]
        made = paged(items)
        return parting(made.flow, made.pages)

    plain = cost(Space(5.0))
    assert cost(Space(5.0, section="b")) == 0.0
    assert cost(Space(5.0, held=1)) == 2 * plain > 0
    listed = [box(60.0), Space(5.0, section="c", closing=True), box(20.0), Space(5.0), box(60.0)]
    made = paged(listed)
    assert parting(made.flow, made.pages) == pytest.approx(plain / 2)


def test_what_gives_way_does_so_step_by_step() -> None:
    items = [box(10.0), Space(6.0, NEVER, gives=4.0), box(10.0), Space(10.0), box(10.0)]
    heights = [[round(item.height, 6) for item in spaced(items, share)][1] for share in (1.2, 1.0, 0.9, 0.8, 0.5)]
    assert heights == [6.0, 6.0, 4.0, 2.0, 2.0]


def test_room_below_a_title_gives_way_before_a_group_is_parted() -> None:
    title: list[Item] = [box(20.0), Space(6.0, NEVER, gives=4.0)]
    made = paged([*title, *held((box(37.0), Space(10.0), box(30.0)))])
    assert (made.share, made.parted, len(made.pages)) == (0.9, 0, 1)


def test_a_short_list_in_order_that_goes_on_in_another_column_is_worth_less_space() -> None:
    def badness(cost: float) -> float:
        items = [box(60.0), Space(5.0, cost), box(60.0)]
        made = fill_pages(items, (1.0,), 100.0, 1, lambda _: [Room("page 1", 100.0, 2)])
        assert made is not None
        return made.badness

    assert badness(FEW_IN_ORDER) > badness(0.0) + 0.05


@pytest.mark.parametrize(("cost", "held", "torn"), [(TOGETHER, 0, 1), (0.0, 1, 1), (TOGETHER - 1.0, 0, 0)])
def test_what_belongs_together_is_torn_where_a_page_ends_in_it(cost: float, held: int, torn: int) -> None:
    made = paged([box(60.0), Space(5.0, cost, held=held), box(60.0)])
    assert made.torn == torn


def test_nothing_is_torn_where_a_section_ends() -> None:
    assert paged([*section("a", 60.0)[1:], *section("b", 60.0)]).torn == 0


def test_there_are_more_pages_where_they_are_asked_for() -> None:
    items = [box(30.0), Space(5.0), box(30.0)]
    made = fill_pages(items, SHARES, 100.0, 9, lambda count: [Room(f"page {n}", 100.0) for n in range(count)], fewest=2)
    assert made is not None and len(made.pages) == 2
