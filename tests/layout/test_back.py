"""Backs: whom to call, the clinic and what closes the handout are one group; what is white stands above them."""

from __future__ import annotations

from typing import Any

import pytest
from opening import opened
from pages import PROJECT

from carefold.order import Order
from carefold.pipeline import make
from carefold.units import MM

_FILLS = "- title: Zuone\n  blocks: [Rest a little.]"


def _line(lines: list[Any], start: str) -> Any:
    return next(line for line in lines if line.text.strip().startswith(start))


@pytest.mark.parametrize("layout", ["bifold", "booklet", "trifold"])
def test_what_a_back_holds_is_one_group(clinic: Any, by_panel: Any, layout: str) -> None:
    """Between the emergency line and the clinic is no more room than belongs there."""
    made = clinic.build(layout, sections=_FILLS)
    pages = by_panel(made)
    lines = pages["back"] if "back" in pages else list(pages.values())[-1]
    emergency = min(line.y for line in lines if "988" in line.text or "crisis" in line.text)
    clinic_name = _line(lines, "Riverbend Clinic")
    assert 24 < emergency - clinic_name.y < 70
    assert _line(lines, "Get help now").y < 0.75 * made.layout.extent[1]


@pytest.mark.parametrize(("layout", "noted"), [("bifold", True), ("gatefold", True), ("booklet", False)])
def test_much_white_above_it_is_for_notes(clinic: Any, layout: str, noted: bool) -> None:
    """A booklet has pages for them."""
    made = clinic.build(layout, sections=_FILLS)
    back = [frame for frame in made.composition.frames if frame.name.startswith("back")] or made.composition.frames[-1:]
    lines = [one for frame in back for one in frame.slices if one.height == pytest.approx(8 * MM)]
    assert (len(lines) >= 4) is noted


def test_columns_of_a_back_begin_level(by_panel: Any) -> None:
    pages = by_panel(make(opened(PROJECT), Order("short", "gatefold")))
    first, last = _line(pages["back 1"], "Call us if"), _line(pages["back 2"], "Harbor Street")
    assert first.y == pytest.approx(last.y, abs=0.3)
    assert first.y < 0.55 * 612, "what is white stands above"


def test_numbers_to_call_are_large_after_hours_too(clinic: Any, by_panel: Any) -> None:
    lines = by_panel(clinic.build("trifold", sections=_FILLS))["back"]
    runs = [(run.size, word.text) for line in lines for run in line.runs for word in run.words]
    for number in ("555-0100", "555-0199"):
        assert max(size for size, text in runs if text == number) >= 16
