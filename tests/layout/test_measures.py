"""Blocks at a type size and in a measure that no page has chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opening import opened

from carefold.layout.block_table import compose_blocks
from carefold.pipeline import opened as read
from carefold.pipeline import prepare, resolved
from carefold.structure import Element
from carefold.units import MM
from carefold.workspace import load_layout


@pytest.fixture
def set_at(clinic: Any, record: Callable[..., Any]) -> Callable[..., Any]:
    """Blocks in a measure, in points, at a type size that no page chooses; what is drawn."""

    def seen(written: str, measure: float, size: float = 12.5) -> Any:
        clinic.write(written)
        workspace = opened(clinic.folder)
        job = prepare(workspace, resolved(workspace, read(workspace, "h", None)), load_layout(workspace, "letter"))
        blocks = job.resolved.handout.sections[0].blocks
        return record(compose_blocks(blocks, Element("Document"), job.setting(size, measure, 600.0)))

    return seen


@pytest.mark.parametrize(("measure", "across"), [(425.0, True), (225.0, False)])
def test_do_and_dont_stand_side_by_side_where_both_have_room(
    set_at: Callable[..., Any], measure: float, across: bool
) -> None:
    seen = set_at("- do-dont: {do: [Zuone, Zutwo], dont: [Zufour]}", measure)
    one, two, four = (next(line for line in seen.lines if word in line.text) for word in ("Zuone", "Zutwo", "Zufour"))
    assert one.x == two.x
    assert (four.x > one.x + 200, four.y == one.y, four.y < two.y) == (across, across, not across)


def test_a_blank_in_a_card_has_room_to_write(set_at: Callable[..., Any]) -> None:
    seen = set_at("- appointments: [{when: Zuone, where: Zutwo, whom: Zuthree}, {when: Zufour}]", 225.0)
    when, where, whom = [
        [line.y for line in seen.lines if line.text.strip() == word][-1] for word in ("When", "Where", "With")
    ]
    assert when - where > 8 * MM
    assert where - whom > 8 * MM


@pytest.mark.parametrize(("size", "large"), [(12.5, 48.0), (10.0, 44.0), (17.0, 51.0)])
def test_a_big_number_is_48_points_or_so_many_ems(set_at: Callable[..., Any], size: float, large: float) -> None:
    seen = set_at("- big-number: {number: 64 out of 100, text: Zuone}", 425.0, size)
    assert max(line.size for line in seen.lines) == pytest.approx(large)


@pytest.mark.parametrize(
    ("block", "measure"), [("list: [LONG]", 300.0), ("numbered: [LONG]", 300.0), ("facts: {LONG: LONG}", 425.0)]
)
def test_lines_end_before_what_stands_beside_them(set_at: Callable[..., Any], block: str, measure: float) -> None:
    seen = set_at(f"- {block.replace('LONG', 'i ' * 150)}", measure)
    lines = [line for line in seen.lines if "i i" in line.text]
    columns = sorted({line.x for line in lines})
    for x, right in zip(columns, [*(x - 12 for x in columns[1:]), measure], strict=True):
        assert right - 12 < max(line.x + line.width for line in lines if line.x == x) <= right
