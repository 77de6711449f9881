"""Long names of clinics, long titles: they go over lines, get smaller, or are refused at their place."""

from __future__ import annotations

from typing import Any

import pytest
from opening import opened

from carefold import pipeline
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.overflow import closing_place
from carefold.order import Edition, Order
from carefold.pipeline import build
from carefold.workspace import load_layout

NAME = "The Springfield Regional Otorhinolaryngology and Gastroenterology Associates of Greater Springfield, PLLC"


@pytest.fixture
def named(clinic: Any) -> Any:
    """Build a handout for a clinic of that name, with more lines in brand.yaml."""

    def make(layout: str, name: str, more: str = "", **keys: str) -> Any:
        brand = f"name: {name}\ncontact: {{phone: 555-0123}}\ndisclaimer: For all.\n{more}"
        clinic.add("brand.yaml", brand)
        clinic.write("- Words.", **keys)
        return build(opened(clinic.folder), Order("h", layout))

    return make


@pytest.mark.parametrize("layout", ["letter", "large-print", "half-sheet"])
def test_a_long_name_goes_over_lines_of_the_head(named: Any, by_panel: Any, layout: str) -> None:
    lines = next(iter(by_panel(named(layout, NAME)).values()))
    head = [line for line in lines if line.artifact and line.text.strip() and line.text.strip() in NAME]
    assert " ".join(line.text.strip() for line in head) == NAME
    assert len(head) > 1
    title = next(line for line in lines if line.text.strip() == "Small")
    assert min(line.y for line in head) - title.y > 40


def test_a_name_on_one_line_leaves_all_where_it_was(named: Any, by_panel: Any) -> None:
    short, longer = (named("letter", name) for name in ("Lakeside", "Lakeside Practice"))
    places = [[line.y for line in by_panel(one)["page 1"] if line.text.strip() == "Small"] for one in (short, longer)]
    assert places[0] == places[1]


def test_the_head_has_room_for_a_name_of_four_lines(named: Any, by_panel: Any) -> None:
    heights = set()
    for count in range(2, 40):
        name = " ".join(["Gastroenterology"] * count)
        try:
            lines = next(iter(by_panel(named("half-sheet", name)).values()))
        except CarefoldError as error:
            assert "no more than 4 lines" in error.findings[0].hint
            break
        heights.add(
            len({line.y for line in lines if line.artifact and line.text.strip() and line.text.strip() in name})
        )
    assert max(heights) == 4


@pytest.mark.parametrize(
    ("hours", "disclaimer", "notice", "line"), [(30, 60, 2, 3), (70, 60, 2, 2), (70, 60, 80, 4), (70, 60, 50, 2)]
)
def test_of_a_closing_that_is_too_high_the_longest_is_named(
    clinic: Any, hours: int, disclaimer: int, notice: int, line: int
) -> None:
    """Who shortens another line has to come back."""
    texts = {"hours": hours, "disclaimer": disclaimer, "notice": notice}
    said = {name: " ".join(["often"] * words) for name, words in texts.items()}
    brand = "name: A\ncontact: {{hours: {hours}}}\ndisclaimer: {disclaimer}\nnotices: [{notice}]\n".format(**said)
    clinic.add("brand.yaml", brand)
    clinic.write("- Words.")
    workspace = opened(clinic.folder)
    content = pipeline.resolved(workspace, pipeline.opened(workspace, "h", None))
    job = pipeline.prepare(workspace, content, load_layout(workspace, "letter"), Edition.PRINT)
    assert closing_place(job).line == line


@pytest.mark.parametrize(
    ("layout", "message"),
    [("letter", "the clinic's name is too long for the head"), ("card", "the clinic's name is too long for the cover")],
)
def test_a_name_without_end_is_refused_where_it_stands(named: Any, layout: str, message: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        named(layout, " ".join([NAME] * 6))
    (problem,) = caught.value.findings
    assert problem.message.startswith(message)
    assert str(problem.place).endswith("/brand.yaml:1:7")


@pytest.mark.parametrize(
    ("key", "layout", "place"),
    [("formats", "trifold", "brand.yaml:4:10"), ("formats", "letter", "brand.yaml:4:10"),
     ("tagline", "zfold", "brand.yaml:4:10"), ("emergency", "card", "brand.yaml:4:12")],
)  # fmt: skip
def test_a_line_of_the_clinics_that_has_no_room_is_named(named: Any, key: str, layout: str, place: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        named(layout, "Lakeside", f"{key}: {'Large print or another language? ' * 80}")
    (problem,) = caught.value.findings
    assert str(problem.place).endswith(f"/{place}")


@pytest.mark.parametrize("layout", ["trifold", "card", "letter"])
def test_a_title_without_end_is_refused_where_it_stands(named: Any, layout: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        named(layout, "Lakeside", title=" ".join(["Better sleep"] * 150))
    (problem,) = caught.value.findings
    assert problem.message.startswith("the title is too long for ")
    assert str(problem.place).endswith("/h.yaml:1:8")


def test_a_title_of_many_lines_is_smaller(named: Any, by_panel: Any) -> None:
    lines = by_panel(named("trifold", "Lakeside", title="Better sleep " * 18, subtitle="Small steps " * 12))["front"]
    assert {line.size for line in lines if "Better sleep" in line.text} < {float(size) for size in range(17, 24)}


def test_a_title_is_parted_at_soft_hyphens_alone(named: Any, by_panel: Any) -> None:
    title = "Electro\u00adencephalo\u00adgraphy\u00adtechniques\u00adat\u00adlakeside"
    lines = by_panel(named("trifold", "Lakeside", title=title))["front"]
    shown = [line for line in lines if line.text.strip() and line.text.strip() in title.replace("\u00ad", "")]
    assert len(shown) > 1
    assert {line.size for line in shown} == {24.0}
