"""Lines of parts that stand beside each other are level; addresses and labels of numbers stay whole."""

from __future__ import annotations

from typing import Any

import pytest
from opening import frozen

from carefold.order import Order
from carefold.pipeline import make

_BRAND = """name: A
contact:
  phone: 555-0177
  after-hours: 555-0178
  address: [2200 Harbor Street North, "Suite 410, Floor 4", Port Ellen West]
  web: https://harbor.example
disclaimer: Zuask.
"""


def _starting(lines: list[Any], start: str) -> Any:
    return next(line for line in lines if line.text.strip().startswith(start))


@pytest.mark.parametrize("layout", ["letter", "a4"])
def test_what_closes_a_letter_is_level(by_panel: Any, layout: str) -> None:
    lines = by_panel(make(frozen(), Order("about-ketamine", layout)))["page 2"]
    title = _starting(lines, "Where this comes from")
    beside = max(line.y for line in lines if line.x > 300 and line.y < title.y + 3)
    assert title.y == pytest.approx(beside, abs=0.3)
    pairs = (("Riverbend Clinic", "This handout"), ("KET-001 · Version 1.0 · Updated", "Our website"))
    for left, right in pairs:
        assert _starting(lines, left).y == pytest.approx(_starting(lines, right).y, abs=0.3), left


@pytest.mark.parametrize("layout", ["trifold", "gatefold", "poster", "letter", "half-sheet"])
def test_an_address_breaks_at_commas_and_a_label_nowhere(clinic: Any, by_panel: Any, layout: str) -> None:
    clinic.add("brand.yaml", _BRAND)
    pages = by_panel(clinic.build(layout))
    lines = [line.text.replace("\xa0", " ").strip() for page in pages.values() for line in page if not line.artifact]
    for piece in ("2200 Harbor Street North", "Suite 410", "Floor 4", "Port Ellen West", "After hours:"):
        assert any(piece in line for line in lines), piece
    assert all(line.endswith(",") for line in lines if line.endswith(("North,", "410,", "Floor 4", "Floor 4,")))
