"""The page-maker: what stands in which panel or page. Small lists are checked against every cut that there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.diagnostics.place import Place
from carefold.layout import page_maker
from carefold.layout.bands import BREAK_COST, SPLIT_COST, Room
from carefold.layout.boxes import NEVER, Box, Item, Space, height, spaced
from carefold.layout.left_over import left_over, too_high
from carefold.layout.page_maker import BLANK_COST, LEAST_REST, LONELY_COST, PageMaker, tidied

NAMES = "abcd"
Parts: TypeAlias = list[list[Item]]


def fill(items: list[Item], rooms: list[Room], even: bool) -> Parts | None:
    """What stands in each room, its bands one below another."""
    found = page_maker.fill(items, rooms, even)
    return None if found is None else [[item for band in bands for item in band.items] for bands in found]


def box(high: float, number: int = 0) -> Box:
    return Box(high, lambda _surface, _x, _y: None, Place("f", number))


REPEATED = box(7.0, 99)
SPACES = st.one_of(
    st.tuples(st.integers(0, 20).map(float), st.sampled_from([0.0, 1.0, 4.0, NEVER])).map(lambda one: Space(*one)),
    st.just(Space(16.0, section="S")),
    st.sampled_from(NAMES).map(lambda name: Space(16.0, section="S", panel=name)),
    st.just(Space(0.0, forced=True)),
    st.just(Space(4.0, repeat=REPEATED)),
)
COLUMNS = st.lists(st.tuples(st.integers(30, 120), st.booleans()), min_size=1, max_size=4).map(
    lambda rooms: [
        Room(name, float(room), whole_sections=whole and name != "a")
        for name, (room, whole) in zip(NAMES, rooms, strict=False)
    ]
)


@st.composite
def lists(draw: st.DrawFn, most: int) -> list[Item]:
    """Boxes with spaces between some of them."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, most))):
        if number and draw(st.integers(0, 4)):
            items.append(draw(SPACES))
        items.append(box(float(draw(st.integers(5, 50))), number + 1))
    return items


def may_break(item: Item) -> bool:
    return isinstance(item, Space) and (item.cost < NEVER or item.forced or bool(item.panel))


def part_of(items: list[Item], start: int, end: int) -> list[Item]:
    """What stands between the break at `start` and the one at `end`."""
    part = items[start + 1 : end]
    space = items[start] if part and start >= 0 else None
    return [space.repeat, *part] if part and isinstance(space, Space) and space.repeat else part


def stands(items: list[Item], start: int, end: int, column: Room) -> bool:
    """Whether a part may stand in a column: it fits, starts where it may, and breaks where it must."""
    part = part_of(items, start, end)
    if not part:
        return True
    before = items[start] if start >= 0 else Space(0.0, section="S")
    if before.panel not in ("", column.name) or (column.whole_sections and not before.section):
        return False
    inside = [item for item in part if isinstance(item, Space)]
    if any(space.forced or space.panel not in ("", column.name) for space in inside):
        return False
    return height(part) <= column.height + 0.01


def starts_section(items: list[Item], at: int) -> bool:
    """Whether a break stands before a section, or at the list's end."""
    space = items[at] if at < len(items) else None
    return not isinstance(space, Space) or bool(space.section)


def every_cut(items: list[Item], columns: list[Room]) -> Iterator[list[int]]:
    """All ways to cut the list that the rules allow, as breaks; the first column begins with the list."""
    breaks = [number for number, item in enumerate(items) if may_break(item)]

    def cuts(done: list[int]) -> Iterator[list[int]]:
        column = columns[len(done) - 1]
        last = len(done) == len(columns)
        for end in [len(items)] if last else [*breaks, done[-1], len(items)]:
            empty = end == done[-1] or done[-1] == len(items)
            if end < done[-1] or (empty and len(done) == 1) or (empty and end != done[-1]):
                continue
            if empty and column.whole_sections and not starts_section(items, end):
                continue  # a section does not go on behind the flap
            if empty or stands(items, done[-1], end, column):
                yield from [[*done, end]] if last else cuts([*done, end])

    yield from cuts([-1])


def found_breaks(items: list[Item], parts: Parts) -> list[int]:
    """The breaks that a result stands for."""
    numbers = {id(item): number for number, item in enumerate(items)}
    ends, reached = [-1], -1
    for part in parts:
        own = [numbers[id(item)] for item in part if id(item) in numbers]
        if own:
            reached = own[-1] + 1
        ends.append(reached)
    return ends


def white(items: list[Item], columns: list[Room], cut: list[int]) -> float:
    """How bad a cut is: squares of what stays empty of the tallest column, blank ones, breaks inside sections, and
    little more in a column than the rest of one or of all.
    """
    bad = 0.0
    for column, (start, end) in zip(columns, pairwise(cut), strict=True):
        bad += ((column.height - height(part_of(items, start, end))) / max(one.height for one in columns)) ** 2
        bad += BLANK_COST if start == end else 0.0
        space = items[end] if end < len(items) and end != start else None
        if isinstance(space, Space) and not space.section and not space.forced:
            bad += SPLIT_COST + BREAK_COST * space.cost
        if 0 < start < end and (end == len(items) or not starts_section(items, start)):
            share = height(part_of(items, start, end)) / max(one.height for one in columns)
            bad += LONELY_COST * max(0.0, LEAST_REST - share)
    return bad


@given(lists(20), COLUMNS, st.booleans())
def test_every_box_is_there_once_and_in_order(items: list[Item], columns: list[Room], even: bool) -> None:
    parts = fill(items, columns, even)
    if parts is not None:
        placed = [item for part in parts for item in part if isinstance(item, Box) and item is not REPEATED]
        assert [item.place for item in placed] == [item.place for item in items if isinstance(item, Box)]
        assert len(parts) == len(columns)


@given(lists(20), COLUMNS, st.booleans())
def test_every_part_may_stand_where_it_stands(items: list[Item], columns: list[Room], even: bool) -> None:
    parts = fill(items, columns, even)
    if parts is not None:
        assert all(height(part) <= column.height + 0.06 for part, column in zip(parts, columns, strict=True))
        for part in parts:
            assert not part or (isinstance(part[0], Box) and isinstance(part[-1], Box))


@given(lists(12), COLUMNS, st.booleans())
def test_breaks_are_where_they_may_and_must_be(items: list[Item], columns: list[Room], even: bool) -> None:
    parts = fill(items, columns, even)
    if parts is None:
        return
    column_of = {
        item.place: column for part, column in zip(parts, columns, strict=True) for item in part if type(item) is Box
    }
    for number, item in enumerate(items):
        if not isinstance(item, Space):
            continue
        before, after = (column_of[items[number + step].place] for step in (-1, 1))
        assert before is after or may_break(item)
        assert before is not after or not item.forced
        assert item.panel in ("", after.name)
        if before is not after:
            assert item.section or not after.whole_sections
            assert parts[columns.index(after)][0] is (item.repeat or items[number + 1])


@given(lists(12), COLUMNS, st.booleans())
def test_boxes_without_a_space_between_stay_together(items: list[Item], columns: list[Room], even: bool) -> None:
    parts = fill(items, columns, even)
    for one, other in pairwise(items):
        if parts is not None and isinstance(one, Box) and isinstance(other, Box):
            assert any(one in part and other in part for part in parts)


@settings(max_examples=300)
@given(lists(6), COLUMNS, st.booleans())
def test_it_gives_up_only_where_no_cut_fits(items: list[Item], columns: list[Room], even: bool) -> None:
    """Pages may begin with an empty one, where the first has room for its title only; panels may not."""
    found, cut = fill(items, columns, even), next(every_cut(items, columns), None)
    assert found is not None or cut is None
    assert not even or found is None or cut is not None


@settings(max_examples=200)
@given(lists(6), COLUMNS)
def test_no_other_cut_is_more_even(items: list[Item], columns: list[Room]) -> None:
    parts = fill(items, columns, even=True)
    if parts is not None:
        best = min(white(items, columns, cut) for cut in every_cut(items, columns))
        assert white(items, columns, found_breaks(items, parts)) == pytest.approx(best, abs=1e-6)


def test_pages_fill_before_the_next_begins() -> None:
    items = tidied([item for number in range(9) for item in (box(10.0, number + 1), Space(0.0, section="S"))])
    parts = fill(items, [Room(name, 50.0) for name in "ab"], even=False)
    assert parts is not None
    assert [height(part) for part in parts] == [50, 40]


def test_a_last_page_holds_a_quarter_at_least() -> None:
    items = tidied([item for number in range(11) for item in (box(10.0, number + 1), Space(0.0, section="S"))])
    parts = fill(items, [Room(name, 100.0) for name in "ab"], even=False)
    assert parts is not None
    assert [height(part) for part in parts] == [80, 30]


def test_panels_share_what_there_is() -> None:
    items = tidied([item for number in range(9) for item in (box(10.0, number + 1), Space(0.0, section="S"))])
    parts = fill(items, [Room(name, 50.0) for name in "abc"], even=True)
    assert parts is not None
    assert [height(part) for part in parts] == [30, 30, 30]


def test_a_break_between_sections_is_better_than_one_inside() -> None:
    items = [box(40.0, 1), Space(0.0), box(5.0, 2), Space(0.0, section="S"), box(40.0, 3)]
    parts = fill(items, [Room("a", 50.0), Room("b", 50.0)], even=True)
    assert parts is not None
    assert [height(part) for part in parts] == [45, 40]


def test_a_wish_for_the_panel_that_one_is_in_needs_no_break() -> None:
    items = [box(10.0, 1), Space(4.0, section="S", panel="a"), box(10.0, 2)]
    parts = fill(items, [Room("a", 50.0), Room("b", 50.0)], even=True)
    assert parts == [items, []]


def test_a_wish_may_leave_panels_empty() -> None:
    items = [box(10.0, 1), Space(4.0, section="S", panel="d"), box(10.0, 2)]
    parts = fill(items, [Room(name, 50.0) for name in NAMES], even=True)
    assert parts == [[items[0]], [], [], [items[2]]]


def test_a_short_text_fills_the_first_columns() -> None:
    items = [box(25.0, 1), Space(0.0, section="S"), box(25.0, 2)]
    parts = fill(items, [Room(name, 40.0) for name in "abcd"], even=True)
    assert parts == [[items[0]], [items[2]], [], []]


# --- what is left over


@given(lists(12), COLUMNS)
def test_what_does_not_fit_has_a_place(items: list[Item], columns: list[Room]) -> None:
    if fill(items, columns, even=True) is None:
        rest = left_over(items, columns)
        assert rest.place in [item.place for item in items if isinstance(item, Box)]
        assert 0 < rest.points <= height(items)


def test_overflow_counts_what_is_left_over() -> None:
    items = [item for number in range(10) for item in (box(10.0, number + 1), Space(2.0))][:-1]
    rest = left_over(items, [Room("a", 35.0), Room("b", 35.0)])
    assert (rest.place.line, rest.room) == (7, "b")
    assert rest.points == 40


def test_overflow_names_the_column_before_one_for_whole_sections() -> None:
    items = [item for number in range(10) for item in (box(10.0, number + 1), Space(0.0))][:-1]
    rest = left_over(items, [Room("a", 30.0), Room("b", 30.0, whole_sections=True)])
    assert (rest.place.line, rest.room, rest.points) == (4, "a", 70)


def test_overflow_names_what_must_stay_whole() -> None:
    kept = [item for number in range(2, 8) for item in (box(10.0, number), Space(0.0, NEVER))][:-1]
    rest = left_over([box(10.0, 1), Space(0.0), *kept], [Room("a", 50.0), Room("b", 50.0)])
    assert rest.place.line == 2
    assert rest.points == 60


# --- spaces


@given(st.lists(st.one_of(SPACES, st.integers(1, 9).map(float).map(box)), max_size=15))
def test_tidied(items: list[Item]) -> None:
    made = tidied(items)
    assert [item for item in made if isinstance(item, Box)] == [item for item in items if isinstance(item, Box)]
    assert not any(isinstance(one, Space) and isinstance(other, Space) for one, other in pairwise(made))
    assert not made or (isinstance(made[0], Box) and isinstance(made[-1], Box))
    assert tidied(made) == made


def test_of_two_spaces_the_stricter_counts() -> None:
    one, other = Space(4.0, NEVER, repeat=REPEATED), Space(9.0, 1.0, forced=True, section="S", panel="a")
    merged = Space(9.0, NEVER, True, "S", "a", REPEATED)
    first, last = box(1.0, 1), box(1.0, 2)
    assert tidied([first, one, other, last]) == [first, merged, last]


def test_a_long_list_is_no_burden() -> None:
    items = [item for number in range(400) for item in (box(12.0, number + 1), Space(2.0, 1.0))][:-1]
    tops = list(accumulate(item.height for item in items))
    parts = fill(items, [Room(f"page {number}", 600.0) for number in range(10)], even=False)
    assert parts is not None
    assert sum(map(len, parts)) >= len(items) - 9
    assert tops[-1] > 5000


def test_only_spaces_where_a_list_may_break_give_way() -> None:
    drawn = Box(10.0, lambda _surface, _x, _y: None)
    items = [drawn, Space(8.0), drawn, Space(8.0, NEVER), drawn, Space(4.0, 2.0, section="One"), drawn]
    assert [item.height for item in spaced(items, 0.5)] == [10.0, 4.0, 10.0, 8.0, 10.0, 2.0, 10.0]


@settings(max_examples=300)
@given(lists(12), COLUMNS, st.booleans())
def test_what_is_not_looked_at_would_not_have_been_taken(items: list[Item], columns: list[Room], even: bool) -> None:
    found = fill(items, columns, even)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PageMaker, "_earliest", lambda _maker, rooms: [0] * (len(rooms) + 1))
        patch.setattr(PageMaker, "_is_too_high", lambda _maker, _rooms: False)
        patch.setattr(PageMaker, "_is_worse", lambda *_: False)
        assert found == fill(items, columns, even)


def test_a_list_that_is_too_high_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(PageMaker, "_earliest")
    items = [item for number in range(4) for item in (box(50.0, number), Space(9.0))][:-1]
    assert fill(items, [Room("a", 100.0), Room("b", 90.0)], even=False) is None
    with pytest.raises(AttributeError):
        fill(items, [Room("a", 109.0), Room("b", 109.0)], even=False)


@settings(max_examples=200)
@given(lists(6), COLUMNS)
def test_of_equals_the_fuller_first_columns_win(items: list[Item], columns: list[Room]) -> None:
    parts = fill(items, columns, even=True)
    if parts is not None:
        cuts = sorted(every_cut(items, columns), key=lambda cut: cut[::-1], reverse=True)
        best = min(white(items, columns, cut) for cut in cuts)
        assert found_breaks(items, parts) == next(
            cut for cut in cuts if white(items, columns, cut) == pytest.approx(best, abs=1e-7)
        )


@pytest.mark.parametrize("even", [False, True])
def test_the_work_grows_in_step_with_the_pages(even: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[tuple[int, int]] = []
    judge = PageMaker._badness

    def judged(maker: PageMaker, start: int, end: int, *more: Any) -> float:
        looked_at.append((start, end))
        return judge(maker, start, end, *more)

    def work(pages: int) -> int:
        looked_at.clear()
        items = [item for n in range(pages * 20) for item in (Space(4.0, repeat=REPEATED), box(10.0, n + 1))][1:]
        assert fill(items, [Room(str(page), 290.0) for page in range(pages + 1)], even)
        return len(looked_at)

    monkeypatch.setattr(PageMaker, "_badness", judged)
    few, many = work(20), work(80)
    assert many < 4.5 * few
    assert many < 80 * 20 * 60


def test_a_first_page_has_more_than_the_title() -> None:
    """Where its first section can be split, though a page further on is less full for it."""
    section = Space(16.0, section="S")
    first = [part for number in range(3) for part in (box(70.0, number), Space(5.0))]
    items: list[Item] = [*first, box(315.0), section, box(600.0), section, box(600.0)]
    pages = fill(items, [Room("a", 400.0), *(Room(name, 648.0) for name in "bcd")], even=False)
    assert pages and pages[0]


@pytest.mark.parametrize(("closing", "there"), [(True, 2), (False, 1)])
def test_a_last_page_holds_text_besides_what_closes_a_handout(closing: bool, there: int) -> None:
    """Two sections, and the emergency line, which fits on no page with both."""
    items = [box(60.0, 1), Space(10.0, section="A"), box(25.0, 2), Space(10.0, section="B", closing=closing), box(30.0)]
    pages = fill(items, [Room("a", 100.0), Room("b", 100.0)], even=False)
    assert pages and sum(isinstance(item, Box) for item in pages[1]) == there


def test_a_page_does_not_end_inside_a_section_that_would_fit_though_the_next_is_emptier() -> None:
    section = Space(2.0, section="S")
    items = [box(20.0), Space(2.0), box(20.0), section, box(35.0), section, box(95.0), section, box(30.0)]
    pages = fill(items, [Room("a", 50.0), *(Room(name, 100.0) for name in "bcd")], even=False)
    assert pages and [height(page) for page in pages] == [42, 35, 95, 30]


def test_the_rest_of_the_references_has_no_page_to_itself() -> None:
    """Some text stands above them, though the page before has room for it."""
    text: list[Item] = [box(30.0, 1), Space(4.0), box(30.0, 2), Space(10.0, section="R", closing=True)]
    pages = fill(
        [*text, *[box(26.0, 3), Space(2.0)] * 2, box(26.0, 4)], [Room("a", 100.0), Room("b", 130.0)], even=False
    )
    assert pages and [len(page) for page in pages] == [1, 7]


@pytest.mark.parametrize(("columns", "fits"), [(1, False), (2, True)])
def test_only_columns_part_what_may_stand_beside(columns: int, fits: bool) -> None:
    items = [box(60.0, 1), Space(0.0, NEVER, beside=True), box(60.0, 2)]
    assert (too_high(items, 100.0, 100.0, columns) is None) == fits


def test_the_rest_of_a_section_does_not_stand_alone_in_a_panel() -> None:
    """Three panels for two sections: the first stays whole, though the middle panel would then have some of it."""
    lines: list[Item] = [box(30), Space(4.0), box(25), Space(10.0, section="S"), box(50)]
    parts = fill(lines, [Room(name, 100.0) for name in "abc"], even=True)
    assert parts is not None and [len(part) for part in parts] == [3, 1, 0]
