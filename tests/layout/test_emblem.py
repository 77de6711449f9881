"""A handout's own symbol and colour: on a cover, beside a page's title, on a web page; the brand's band stays."""

from __future__ import annotations

from collections.abc import Callable
from math import dist
from typing import Any

import pytest
from drawn import box, filled
from opening import opened

from carefold.graphics.colour import BLACK, WHITE, contrast, rgb
from carefold.graphics.hues import NAMES, hue
from carefold.layout.palette import Palette
from carefold.model.brand import Brand
from carefold.order import Edition, Order
from carefold.pipeline import build

Box = tuple[float, float, float, float]
Pages = Callable[..., list[Any]]
DARK, LIGHT = hue("purple")
OWN = {"icon": "moon", "accent": "purple"}


@pytest.fixture
def pages(clinic: Any, record_pages: Any) -> Pages:
    """What stands on each page or side of a handout of a brand that says more."""

    def make(layout: str, more: str = "", **keys: str) -> list[Any]:
        clinic.add("brand.yaml", f"name: A\ncontact: {{phone: 555-0123}}\ndisclaimer: For all.\n{more}")
        found: list[Any] = record_pages(clinic.build(layout, **keys).composition)
        return found

    return make


def disc(page: Any, colour: Any = DARK) -> Box:
    """The largest shape of a colour that is as wide as high."""
    found = [one for one in filled(page, colour) if one[2] - one[0] == pytest.approx(one[3] - one[1], abs=0.1)]
    return max(found, key=lambda one: one[2] - one[0])


@pytest.mark.parametrize("name", NAMES)
def test_white_reads_on_each_hue_and_its_bar_is_seen_on_any_brand(name: Any) -> None:
    assert contrast(WHITE, hue(name)[0]) >= 4.5
    for primary in ("#0b6e73", "#842e5c", "#1d4f91", "#767676", "#400000"):
        colours = {"primary": primary, "accent": "#f2b35e"}
        brand = Brand.model_validate({"name": "A", "contact": {}, "disclaimer": "D", "colours": colours})
        palette = Palette.of(brand, name)
        assert contrast(palette.bar, palette.primary) >= 3
        assert palette.primary == Palette.of(brand).primary
        assert palette.caution_tint == Palette.of(brand).caution_tint


def test_no_two_hues_are_one_colour_and_none_is_red() -> None:
    assert len({hue(name) for name in NAMES}) == len(NAMES)
    assert min(dist(hue(name)[0], rgb("#a3261f")) for name in NAMES) > 0.15


@pytest.mark.parametrize("cover", ["wave", "arcs", "grid", "plain"])
def test_a_cover_has_the_symbol_in_its_art_and_the_brands_own_ground(pages: Pages, cover: str) -> None:
    (outside, *_) = pages("trifold", more=f"cover: {cover}\n", **OWN)
    left, foot, right, top = disc(outside)
    assert right - left > 100
    lines = [box(outline) for outline, look, _ in outside.shapes if look["stroke"] == WHITE and look["width"] > 5]
    assert lines and all(left < one[0] and one[2] < right and foot < one[1] and one[3] < top for one in lines)
    ground = max(filled(outside, rgb("#0b6e73")), key=lambda one: one[3] - one[1])
    assert ground[3] - ground[1] > 200
    if cover in ("wave", "grid"):
        middle, radius = ((left + right) / 2, (foot + top) / 2), (right - left) / 2
        for one in filled(outside, LIGHT):
            if one[3] < ground[1]:
                assert dist(middle, ((one[0] + one[2]) / 2, (one[1] + one[3]) / 2)) > radius + (one[2] - one[0]) / 2


@pytest.mark.parametrize("layout", ["letter", "large-print"])
def test_a_page_has_it_at_the_right_of_its_title(pages: Pages, layout: str) -> None:
    (first, *_) = pages(layout, title="A long title that would reach the paper's other edge", **OWN)
    left, foot, right, top = disc(first)
    titles = [one for one in first.lines if one.size > 20 and one.x < left and one.y > foot - 30]
    assert len(titles) >= 2 and max(one.x + one.width for one in titles) < left
    assert foot < titles[0].y < top and 45 < right - left < 120
    (plain, *_) = pages(layout)
    assert not filled(plain, DARK)


def test_in_mono_it_is_black_within_a_ring(pages: Pages, clinic: Any) -> None:
    clinic.add("project.yaml", "format: 1\nprinter: {ink: mono}\n")
    (outside, *_) = pages("trifold", **OWN)
    colours = {colour for _, look, _ in outside.shapes for colour in (look["fill"], look["stroke"]) if colour}
    assert all(len(set(colour)) == 1 for colour in colours)
    assert any(look["stroke"] == BLACK and look["width"] > 5 for _, look, _ in outside.shapes)


def test_a_brand_of_greys_keeps_to_them(pages: Pages) -> None:
    more = 'colours: {primary: "#222222", accent: "#999999"}\n'
    (outside, *_) = pages("trifold", more=more, **OWN)
    assert not filled(outside, DARK) and not filled(outside, LIGHT)
    assert disc(outside, rgb("#222222"))


def test_a_cover_image_stands_in_its_place(pages: Pages, clinic: Any) -> None:
    clinic.add("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M1 1h18v8z"/></svg>')
    assert not filled(pages("trifold", cover_image="{image: a.svg, alt: A}", **OWN)[0], DARK)


def test_nothing_of_it_is_read_out_and_a_web_page_shows_it(clinic: Any, read_pdf: Callable[[bytes], Any]) -> None:
    roles = []
    for keys in ({}, OWN):
        clinic.write(**keys)
        roles.append([one.role for one in read_pdf(clinic.again("letter").data).root.walk()])
    assert roles[0] == roles[1]
    page = build(opened(clinic.folder), Order("h", "letter", Edition.HTML)).data.decode()
    assert page.count("#6a3d9a") == 3 and "<svg" in page.partition("<h1")[0]


def test_a_sensitive_letter_does_not_show_its_topic(clinic: Any, record_pages: Any) -> None:
    clinic.write(sensitive="true", fields="{patient.name: {}}", **OWN)
    for values, shows in ((None, True), ({"patient.name": "Ann"}, False)):
        (first, *_) = record_pages(clinic.again("letter", values=values).composition)
        assert bool(filled(first, DARK)) == shows
