"""What belongs together: whole where one panel or page holds it, else parted between its own groups."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carefold.layout.boxes import NEVER, Box, Item, Space
from carefold.layout.together import held, settled, with_company, with_whole_paragraphs


def box(high: float) -> Box:
    return Box(high, lambda _surface, _x, _y: None)


def lines(count: int, high: float = 10.0) -> tuple[Item, ...]:
    return tuple(item for _ in range(count) for item in (Space(0.0, 1.0, lines=True), box(high)))[1:]


def breaks(items: list[Item]) -> list[int]:
    return [number for number, item in enumerate(items) if isinstance(item, Space) and item.cost < NEVER]


def test_a_group_that_fits_is_whole() -> None:
    assert not breaks(settled(held(lines(5)), 50.0))


def test_a_group_that_no_page_holds_breaks_as_before() -> None:
    items = held(lines(5))
    assert breaks(settled(items, 49.0)) == breaks(list(items))


def test_a_group_breaks_between_its_groups_before_within_them() -> None:
    items = held((*held(lines(3)), Space(4.0), *held(lines(3))))
    (at,) = breaks(settled(items, 50.0))
    assert items[at] == Space(4.0, held=1)


def test_what_is_glued_to_a_group_counts() -> None:
    title: tuple[Item, ...] = (box(20.0), Space(2.0, NEVER))
    assert not breaks(settled((*title, *held(lines(3))), 52.0))
    assert breaks(settled((*title, *held(lines(3))), 51.0))


def test_a_group_does_not_hold_what_is_beside_it() -> None:
    items = (*lines(2), Space(4.0), *held(lines(3)), Space(4.0), *lines(2))
    found = breaks(settled(items, 500.0))
    assert found == [1, 3, 9, 11]


def test_paragraphs_are_whole_and_lists_of_them_are_not() -> None:
    items = (*lines(3), Space(4.0), *lines(2))
    assert breaks(settled(with_whole_paragraphs(items), 100.0)) == [5]


def test_an_author_s_break_stays() -> None:
    items = held((box(10.0), Space(0.0, forced=True), box(10.0)))
    assert settled(items, 100.0) == list(items)


SPACES = st.builds(
    lambda cost, held: Space(4.0, cost, held=held), st.sampled_from([0.0, 1.0, NEVER]), st.integers(0, 3)
)


@given(st.lists(st.tuples(SPACES, st.integers(5, 60)), min_size=1, max_size=14), st.integers(40, 200))
def test_nothing_is_glued_that_is_too_high(drawn: list[tuple[Space, int]], room: int) -> None:
    """Unless it was before, no stretch without a break is higher than the room."""
    items = [item for space, high in drawn for item in (space, box(float(high)))][1:]
    made = settled(items, float(room))
    assert [item for item in made if isinstance(item, Box)] == [item for item in items if isinstance(item, Box)]
    start = 0
    for end in [*breaks(made), len(made)]:
        stretch, before = made[start:end], items[start:end]
        assert sum(item.height for item in stretch) <= room or breaks(before) == breaks(stretch)
        start = end + 1


def test_columns_begin_below_a_first_box_that_stands_across_them() -> None:
    """It is not alone on its panel, and yet what follows it may stand in columns."""
    across = with_company([box(10)._replace(across=True), Space(4.0, section="S"), *lines(2)], 100.0)
    narrow = with_company([box(10), Space(4.0, section="S"), *lines(2)], 100.0)
    assert isinstance(across[1], Space) and across[1].beside and across[1].cost == NEVER
    assert isinstance(narrow[1], Space) and not narrow[1].beside and narrow[1].cost == NEVER
