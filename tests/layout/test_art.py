"""Art for covers: each handout its own, the same each time, inside its area."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.layout.art import draw_art
from carefold.layout.boxes import Box
from carefold.layout.palette import Palette
from carefold.units import Area

AREA = Area(100, 200, 220, 180)
KINDS = ["wave", "arcs", "grid", "plain"]


@pytest.fixture
def drawn(about_ketamine: Any, record: Any) -> Any:
    palette = Palette.of(about_ketamine["letter"].resolved.brand)

    def draw(kind: str, seed: str) -> list[Any]:
        box = Box(0.0, lambda surface, _x, _y: draw_art(kind, seed, surface, AREA, palette))
        return list(record((box,)).shapes)

    return draw


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same(drawn: Any, kind: str) -> None:
    assert drawn(kind, "KET-001") == drawn(kind, "KET-001")


@pytest.mark.parametrize("kind", KINDS[:3])
def test_each_handout_has_its_own(drawn: Any, kind: str) -> None:
    assert drawn(kind, "KET-001") != drawn(kind, "KET-002")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", ["a", "b", "c", "KET-001"])
def test_it_stays_inside_its_area(drawn: Any, kind: str, seed: str) -> None:
    for outline, _, leaf in drawn(kind, seed):
        assert leaf is None
        for _, numbers in outline:
            assert all(AREA.x - 1 <= x <= AREA.right + 1 for x in numbers[::2])
            assert all(AREA.y - 1 <= y <= AREA.top + 1 for y in numbers[1::2])


@pytest.mark.parametrize("kind", KINDS[:3])
@pytest.mark.parametrize("seed", ["a", "KET-001"])
def test_each_shape_shows(drawn: Any, kind: str, seed: str) -> None:
    looks = [look for _, look, _ in drawn(kind, seed)]
    assert len(looks) > 3
    assert all(look.get("fill") or look.get("stroke") for look in looks)


@pytest.mark.parametrize("kind", KINDS)
def test_every_cover_builds(clinic: Any, kind: str) -> None:
    clinic.add("brand.yaml", f"name: A\ncontact: {{phone: 555-0100}}\ndisclaimer: D\ncover: {kind}\n")
    assert clinic.build().data
