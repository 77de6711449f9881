"""Pages on sheets: each once, in the order that folding and cutting wants, with marks for knife and fold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.imposition.impose import Side, booklet_order, impose
from carefold.model.layout import Layout
from carefold.units import INCH, MM
from carefold.workspace import Workspace, load_layout

PAGES = st.integers(1, 40)


@pytest.fixture(scope="module")
def layouts(shipped: Workspace) -> dict[str, Layout]:
    return {name: load_layout(shipped, name) for name in shipped.sources.names("layouts")}


def shown(sides: tuple[Side, ...]) -> list[int]:
    return [part.page for side in sides for part in side.parts if part.page is not None and not part.copy]


@given(count=PAGES)
def test_every_page_is_on_a_sheet_once(layouts: dict[str, Layout], count: int) -> None:
    for layout in layouts.values():
        assert sorted(shown(impose(layout, count))) == list(range(count))


@given(PAGES)
def test_a_booklet_is_filled_up_before_its_back_cover(count: int) -> None:
    order = booklet_order(count)
    assert len(order) % 4 == 0
    assert [page for page in order if page is not None] == list(range(count))
    assert count < 4 or order[-1] == count - 1
    assert order.count(None) < 4


@given(count=PAGES)
def test_a_booklet_reads_in_order(layouts: dict[str, Layout], count: int) -> None:
    """Fold the stack of sheets in the middle and turn its leaves."""
    sides = impose(layouts["booklet"], count)
    leaves = [(side.parts[0].page, side.parts[1].page) for side in sides]
    fronts, backs = leaves[0::2], leaves[1::2]
    first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    assert first_half + second_half[::-1] == booklet_order(count)


def test_a_booklet_of_eight_pages(layouts: dict[str, Layout]) -> None:
    sides = impose(layouts["booklet"], 8)
    assert [[part.page for part in side.parts] for side in sides] == [[7, 0], [1, 6], [5, 2], [3, 4]]
    assert [[part.x for part in side.parts] for side in sides] == [[0, 5.5 * INCH]] * 4


def test_inner_sheets_creep_towards_the_spine(layouts: dict[str, Layout]) -> None:
    sides = impose(layouts["booklet"].model_copy(update={"creep": 0.5}), 12)
    assert [[part.x for part in side.parts] for side in sides[::2]] == [[0, 396], [0.5, 395.5], [1, 395]]


@given(count=PAGES)
def test_half_sheets_show_each_page_twice(layouts: dict[str, Layout], count: int) -> None:
    for number, side in enumerate(impose(layouts["half-sheet"], count)):
        assert [(part.page, part.x, part.copy) for part in side.parts] == [(number, 0, False), (number, 396, True)]
        assert [line[0] for line in side.lines] == [396, 396]


@given(count=st.integers(2, 9), right=st.floats(-9, 9), up=st.floats(-9, 9))
def test_second_sides_are_moved_to_meet_the_first(
    layouts: dict[str, Layout], count: int, right: float, up: float
) -> None:
    for layout in layouts.values():
        plain, moved = impose(layout, count), impose(layout, count, (right, up))
        for number, (one, other) in enumerate(zip(plain, moved, strict=True)):
            wanted = (right, up) if number % 2 else (0.0, 0.0)
            for before, after in zip(one.parts, other.parts, strict=True):
                assert (after.x - before.x, after.y - before.y) == pytest.approx(wanted)


def test_second_sides_stand_on_their_head_for_the_other_flip(layouts: dict[str, Layout]) -> None:
    """Landscape sheets stand upright when flipped on the short edge, upright ones on the long edge."""
    for layout in layouts.values():
        assert not any(side.turned for side in impose(layout, 4))
    for name, flip in (("trifold", "long-edge"), ("letter", "short-edge")):
        other = layouts[name].model_copy(update={"duplex": flip})
        assert [side.turned for side in impose(other, 4)] == [False, True, False, True]


def test_fold_ticks_on_the_inside_only(layouts: dict[str, Layout]) -> None:
    outside, inside = impose(layouts["trifold"], 2)
    assert outside.lines == ()
    assert sorted({line[0] for line in inside.lines}) == pytest.approx([3.6875 * INCH, 7.375 * INCH])
    height = 8.5 * INCH
    assert {round(min(y, height - y) / MM, 3) for _, start, _, end in inside.lines for y in (start, end)} == {5, 9}


def test_a_card_is_cut_from_the_middle_of_its_sheet(layouts: dict[str, Layout]) -> None:
    for side in impose(layouts["card"], 2):
        assert side.trim is not None
        assert (side.trim.width, side.trim.height) == pytest.approx((171.2 * MM, 54 * MM))
        assert side.trim.x == pytest.approx(side.extent[0] - side.trim.right)
        (part,) = side.parts
        assert (part.x, part.y) == (side.trim.x, side.trim.y)
        assert outside_the_trim(side)


@pytest.mark.parametrize("bleed", [3 * MM, INCH / 8, INCH / 4])
def test_bleed_makes_the_sheet_larger(layouts: dict[str, Layout], bleed: float) -> None:
    layout = layouts["trifold"].model_copy(update={"bleed": bleed})
    for side in impose(layout, 2):
        assert side.trim is not None
        assert side.bleed is not None
        assert (side.trim.width, side.trim.height) == pytest.approx(layout.sheet.extent)
        assert side.trim.x - side.bleed.x == pytest.approx(bleed)
        assert side.bleed.x > 0
        assert side.bleed.top < side.extent[1]
        assert outside_the_trim(side)


def outside_the_trim(side: Side) -> bool:
    """Whether no mark stands on the piece or in its bleed, and there are two at each corner."""
    area = side.bleed or side.trim
    assert area is not None
    assert len(side.lines) >= 8
    for x0, y0, x1, y1 in side.lines:
        across = max(x0, x1) <= area.x + 0.01 or min(x0, x1) >= area.right - 0.01
        up = max(y0, y1) <= area.y + 0.01 or min(y0, y1) >= area.top - 0.01
        if not (across or up):
            return False
    return True


def test_sheets_without_folds_or_cuts_have_no_marks(layouts: dict[str, Layout]) -> None:
    for name in ("letter", "a4", "large-print", "poster"):
        assert all(side.lines == () for side in impose(layouts[name], 3))


def test_pages_on_a_sheet_dont_overlap(layouts: dict[str, Layout]) -> None:
    for layout in layouts.values():
        width = layout.extent[0]
        for side in impose(layout, 8):
            assert all(one.x + width <= other.x + 0.01 for one, other in pairwise(side.parts))
            assert side.parts[-1].x + width <= side.extent[0] + 0.01
