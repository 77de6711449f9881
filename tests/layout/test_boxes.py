"""The vertical list: joining, indenting, marking and keeping."""

from __future__ import annotations

from typing import Any

from carefold.diagnostics.place import Place
from carefold.graphics.outline import line
from carefold.layout.boxes import NEVER, Box, Draw, Space, height, indented, joined, kept, marked, moved, stacked


def at(name: float) -> Draw:
    """Draws a line whose right end tells who it is."""
    return lambda surface, x, y: surface.paint(line(x, y, name, y))


def drawn(recorder: Any) -> list[tuple[float, float, float]]:
    """Who was drawn, and where."""
    return [(end[0], start[0], start[1]) for ((_, start), (_, end)), _, _ in recorder.shapes]


ONE, TWO = Box(10.0, at(1), Place("f", 1)), Box(20.0, at(2), Place("f", 2))


def test_height() -> None:
    assert height([ONE, Space(5.0, NEVER), TWO]) == 35
    assert height([]) == 0


def test_moved_and_indented(record: Any) -> None:
    assert drawn(record([moved(ONE, 7)])) == [(1, 7, 0)]
    items = indented([ONE, Space(5.0), TWO], 7)
    assert drawn(record(items)) == [(1, 7, 0), (2, 7, -15)]
    assert items[1] == Space(5.0)
    assert items[0].place == ONE.place


def test_marked_draws_the_marker_first_and_only_once(record: Any) -> None:
    assert drawn(record(marked([ONE, TWO], at(9)))) == [(9, 0, 0), (1, 0, 0), (2, 0, -10)]


def test_marked_finds_the_first_box(record: Any) -> None:
    items = marked([Space(5.0), ONE], at(9))
    assert items[0] == Space(5.0)
    assert drawn(record(items)) == [(9, 0, -5), (1, 0, -5)]


def test_kept_forbids_every_break_but_forced_ones() -> None:
    items = kept([ONE, Space(5.0), TWO, Space(0.0, forced=True), ONE])
    assert [item.cost for item in items if isinstance(item, Space)] == [NEVER, 0.0]
    assert height(items) == 45


def test_stacked_is_one_box_that_looks_the_same(record: Any) -> None:
    items = [ONE, Space(5.0), TWO]
    box = stacked(items)
    assert (box.height, box.place) == (35, ONE.place)
    assert drawn(record([box])) == drawn(record(items))


def test_joined_has_space_between_but_not_around() -> None:
    gap = Space(3.0)
    assert joined([[ONE], [], [TWO, ONE]], gap) == (ONE, gap, TWO, ONE)
    assert joined([[], [ONE]], gap) == (ONE,)
    assert joined([], gap) == ()
