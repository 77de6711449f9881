"""Pages of one column reach about as far down as each other."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.graphics.surface import Surface
from carefold.layout.bands import Band, Room
from carefold.layout.boxes import NEVER, Box, Space
from carefold.layout.evened import evened


def undrawn(_surface: Surface, _x: float, _y: float) -> None:
    """Draw nothing."""


def page(*heights: float, at_foot: bool = False) -> tuple[Band, ...]:
    """Boxes so high, below each other, with spaces of 10 points."""
    items: list[Box | Space] = []
    for high in heights:
        items += [Box(high, undrawn, at_foot=at_foot), Space(10.0)]
    return (Band(0.0, sum(heights) + 10 * len(heights) - 10, (tuple(items[:-1]),)),)


@pytest.mark.parametrize(
    ("of", "high"),
    [
        (page(25, 25, 25, 25), 135),  # as high as the fullest
        (page(30, 30, 30), 125),  # two spaces of 17.5 points, as wide as they may be at 12.5 points of type
        (page(20, 20), 50),  # far too much is white
        (page(100), 100),  # nothing to widen
        (page(45, 45, at_foot=True), 100),  # the second is pinned to the foot
    ],
)
def test_what_a_break_leaves_goes_between_blocks(of: tuple[Band, ...], high: float) -> None:
    rooms, others = [Room(f"page {number}", 140) for number in range(3)], (page(70, 55), page(20))
    (first,), *more = evened([of, *others], rooms, 12.5, left_as_is=2)
    assert first.height == pytest.approx(high)
    assert tuple(more) == others
    assert evened([of, *others], rooms, 12.5, left_as_is=0)[0] == of


def test_what_belongs_together_stays_as_near() -> None:
    (band,) = page(30, 30, 30)
    items = (*band.columns[0][:3], Space(10.0, NEVER), band.columns[0][4])
    (first,), _ = evened([(Band(0.0, 110, (items,)),), page(60, 60)], [Room("a", 130), Room("b", 130)], 22.0, 1)
    assert [item.height for item in first.items] == [30, pytest.approx(30), 30, 10, 30]


@pytest.mark.parametrize("layout", ["large-print", "booklet"])
def test_pages_reach_down_where_breaks_leave_white(clinic: Any, layout: str) -> None:
    texts = ["Rest and walk a little every day. " * (8 + number * number % 7) for number in range(24)]
    sections = "\n".join(f"- title: Part {number}\n  blocks: ['{text}']" for number, text in enumerate(texts))
    fills = clinic.build(layout, sections=sections).composition.fills
    full = [fill.used / fill.room for fill in fills if fill.text][1:-2]
    assert len(full) > 2
    assert min(full) > 0.9
