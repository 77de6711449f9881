"""Columns of a page: balanced within a band, which ends where something stands across."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.diagnostics.place import Place
from carefold.layout.bands import Band, Breaks, Room, balanced
from carefold.layout.boxes import NEVER, Box, Item, Space, height
from carefold.layout.page_maker import fill


def box(high: float, number: int = 0, *, across: bool = False, baseline: float = 0.0) -> Box:
    return Box(high, lambda _surface, _x, _y: None, Place("f", number), across=across, baseline=baseline)


_NO_SPACE = Space(0.0)


def lines(*highs: float, space: Space = _NO_SPACE) -> list[Item]:
    made = [item for number, high in enumerate(highs) for item in (space, box(high, number))]
    return made[1:]


def heights(band: Band) -> list[float]:
    return [height(column) for column in band.columns]


def page(items: list[Item], high: float = 200.0, columns: int = 2) -> tuple[Band, ...]:
    filled = fill(items, [Room("page 1", high, columns)], even=False)
    assert filled is not None
    return filled[0]


def test_columns_are_as_high_as_each_other() -> None:
    (band,) = page(lines(*[10.0] * 8))
    assert heights(band) == [40.0, 40.0]


def test_the_left_column_is_the_higher_one() -> None:
    (band,) = page(lines(*[10.0] * 5))
    assert heights(band) == [30.0, 20.0]


def test_three_columns() -> None:
    (band,) = page(lines(*[10.0] * 9), columns=3)
    assert heights(band) == [30.0, 30.0, 30.0]


def test_what_stands_across_ends_a_band() -> None:
    above, below = lines(10.0, 10.0), lines(10.0, 10.0)
    bands = page([*above, Space(6.0), box(50.0, 9, across=True), Space(4.0), *below])
    assert [heights(band) for band in bands] == [[10.0, 10.0], [50.0], [10.0, 10.0]]
    assert [band.above for band in bands] == [0.0, 6.0, 4.0]


def test_a_title_stands_across_with_what_it_is_glued_to() -> None:
    bands = page([*lines(10.0, 10.0), Space(6.0), box(12.0, 8), Space(2.0, NEVER), box(50.0, 9, across=True)])
    assert [heights(band) for band in bands] == [[10.0, 10.0], [64.0]]


def test_a_column_breaks_where_it_costs_least() -> None:
    """Two points of height are worth less than a section in one piece."""
    items = [*lines(20.0, 20.0), Space(0.0, section="S"), *lines(12.0, 12.0, 12.0)]
    (band,) = page(items)
    assert heights(band) == [40.0, 36.0]


def test_columns_that_would_be_too_high_are_cut_wherever_they_fit() -> None:
    items = [*lines(20.0, 20.0), Space(0.0, section="S"), *lines(12.0, 12.0, 12.0, space=Space(0.0, 4.0))]
    (band,) = page(items, high=38.5, columns=3)
    assert max(heights(band)) <= 38.5


def test_a_column_never_breaks_where_nothing_may() -> None:
    (band,) = page(lines(*[10.0] * 4, space=Space(0.0, NEVER)))
    assert heights(band) == [40.0, 0.0]


def test_only_columns_may_part_what_stands_beside_itself() -> None:
    items = lines(*[30.0] * 4, space=Space(0.0, NEVER, beside=True))
    (band,) = page(items, high=60.0)
    assert heights(band) == [60.0, 60.0]
    filled = fill([*lines(30.0), Space(0.0), *items], [Room("page 1", 70.0, 2), Room("page 2", 70.0, 2)], even=False)
    assert filled is not None
    assert [heights(bands[0]) for bands in filled] == [[30.0, 0.0], [60.0, 60.0]]


def test_a_table_that_goes_on_in_the_next_column_has_its_head_again() -> None:
    head = box(7.0, 99)
    (band,) = page([head, Space(0.0, NEVER), *lines(*[10.0] * 6, space=Space(0.0, repeat=head))])
    assert [column[0] for column in band.columns] == [head, head]


def test_first_lines_stand_level() -> None:
    items: list[Item] = [box(20.0, 1, baseline=15.0), Space(0.0), box(16.0, 2, baseline=12.0)]
    breaks = Breaks(items, 100.0)
    stack = breaks.stack(0, breaks.last, Room("page 1", 100.0, 2, baseline=15.0))
    assert stack is not None
    assert stack.height == 20.0
    lower = breaks.stack(0, breaks.last, Room("page 1", 100.0, 2, baseline=20.0))
    assert lower is not None
    assert lower.height == 25.0


BOXES = st.tuples(st.integers(5, 40), st.booleans(), st.sampled_from([0.0, 1.0, 4.0, NEVER]), st.booleans())


@given(st.lists(BOXES, min_size=1, max_size=14), st.integers(2, 3))
def test_every_box_is_there_once_and_in_order(drawn: list[tuple[int, bool, float, bool]], columns: int) -> None:
    items: list[Item] = []
    for number, (high, across, cost, section) in enumerate(drawn):
        items += [Space(4.0, cost, section="S" if section else ""), box(float(high), number, across=across)]
    bands = page(items[1:], high=10_000.0, columns=columns)
    placed = [item for band in bands for item in band.items if isinstance(item, Box)]
    assert [item.place for item in placed] == [item.place for item in items if isinstance(item, Box)]
    for band in bands:
        assert band.height == pytest.approx(max(heights(band)))
        assert all(isinstance(column[0], Box) and isinstance(column[-1], Box) for column in band.columns if column)
        parted = {(one[-1], other[0]) for one, other in pairwise(band.columns) if one and other}
        for one, space, other in zip(items[1:], items[2:], items[3:], strict=False):
            assert (one, other) not in parted or (isinstance(space, Space) and space.cost < NEVER)


@given(st.lists(st.integers(5, 40), min_size=1, max_size=10))
def test_no_other_cut_is_lower(highs: list[int]) -> None:
    """Where no cut costs more than another, the higher of two columns is as low as can be."""
    items = lines(*map(float, highs), space=Space(0.0, section="S"))
    band = balanced(items, 2, 400.0)
    least = min(max(sum(highs[:at]), sum(highs[at:])) for at in range(1, len(highs) + 1))
    assert band.height == least
