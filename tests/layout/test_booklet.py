"""A booklet: a cover and a back, pages of text, notes where pages are left over, whole sheets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Edition, Order
from carefold.pipeline import build
from carefold.units import MM

ByPanel = Callable[[Any], dict[str, list[Any]]]
SENTENCE = "You may feel dizzy, sleepy or far away, and your blood pressure may rise for a while after a treatment."
URGENT = "- title: Zucalm\n  blocks: [Words.]\n- title: Zuurgent\n  urgent: true\n  blocks: [Zuhelp, {contact: }]"
LAYOUTS = ("booklet", "booklet-a5")


def sections(count: int) -> str:
    return "\n".join(f"- title: Zutitle{n}\n  blocks: ['{SENTENCE}', '{SENTENCE}']" for n in range(count))


def said(lines: list[Any]) -> list[str]:
    return [line.text.strip() for line in lines if line.text.strip() and not line.artifact]


def foot(lines: list[Any]) -> list[str]:
    return [line.text.strip() for line in lines if line.artifact and line.text.startswith("Page ")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [1, 4, 9, 16, 25, 40])
def test_whole_sheets_and_pages_that_are_numbered_as_they_lie(
    clinic: Any, by_panel: ByPanel, layout: str, count: int
) -> None:
    pages = by_panel(clinic.build(layout, sections=sections(count)))
    assert list(pages) == [f"page {number + 1}" for number in range(len(pages))]
    assert len(pages) % 4 == 0
    for number, lines in enumerate(pages.values(), 1):
        covers = number in (1, len(pages))
        assert foot(lines) == ([] if covers else [f"Page {number} of {len(pages)}"])
        assert said(lines) or not covers


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_cover_is_page_1_and_the_back_is_the_last(clinic: Any, by_panel: ByPanel, layout: str) -> None:
    *_, (last, back) = pages = list(by_panel(clinic.build(layout, sections=URGENT)).items())
    assert said(pages[0][1])[:2] == ["Patient information", "Small"]
    assert last == "page 4"
    assert said(back)[:2] == ["Zuurgent", "Zuhelp"]
    assert "Riverbend Clinic" in said(back)
    assert said(back)[-1].startswith("Next review")


def test_the_back_is_read_last(clinic: Any, read_pdf: Any) -> None:
    text = read_pdf(clinic.build("booklet", "- Zuword. [@zarate2006]").data).root.text
    order = [
        "Patient information",
        "Remember.",
        "Zuword",
        "Where this comes from",
        "My notes",
        "blank to fill in",
        "Next review",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_pages_that_are_left_over_are_for_notes(clinic: Any, record_pages: Any, by_panel: ByPanel) -> None:
    """Lines 8 mm apart, on each spread under one title, off the rule at the foot; no page is blank."""
    built = clinic.build("booklet", sections=sections(1))
    assert [lines.count("My notes") for lines in map(said, by_panel(built).values())] == [0, 1, 0, 0]
    for frame in built.composition.frames[1:-1]:
        assert frame.slices
    beside, tops = (
        sorted(one.y for one in frame.slices if one.height == pytest.approx(8 * MM))
        for frame in built.composition.frames[1:3]
    )
    level = [min(tops, key=lambda top: abs(top - one)) for one in beside]
    assert len(tops) > 15 and beside and beside == pytest.approx(level), "level with those beside them"
    assert all(other - one == pytest.approx(8 * MM) for one, other in pairwise(tops))


def test_type_grows_where_no_more_sheets_are_needed_for_it(clinic: Any) -> None:
    made = [clinic.build("booklet", sections=sections(count)).composition for count in (1, 3, 5, 7)]
    assert {len(one.frames) for one in made} == {4}
    sizes = [one.type_size for one in made]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 16 and 12 <= sizes[-1] < 16


def test_a_little_too_much_is_set_closer_to_save_a_sheet(clinic: Any) -> None:
    counts = {count: clinic.build("booklet", sections=sections(count)).composition for count in range(8, 14)}
    sheets = [len(one.frames) for one in counts.values()]
    assert sheets == sorted(sheets) and {4, 8} <= set(sheets)
    last_on_one = [one for one in counts.values() if len(one.frames) == 4][-1]
    assert last_on_one.type_size < 12.5 or last_on_one.fills[-2].used > 0.8 * last_on_one.fills[-2].room


def test_references_take_the_foot_of_the_last_page_of_text(clinic: Any, by_panel: ByPanel) -> None:
    pages = by_panel(clinic.build("booklet", "- Words. [@zarate2006]"))
    assert any(text.startswith("Where this comes from") for text in said(pages["page 2"]))


def test_urgent_sections_that_are_higher_than_the_back_stand_in_the_text(clinic: Any, by_panel: ByPanel) -> None:
    blocks = "".join(f"\n  - '{SENTENCE}'" for _ in range(16))
    pages = by_panel(clinic.build("booklet", sections=f"- title: Zuurgent\n  urgent: true\n  blocks:{blocks}"))
    assert "Zuurgent" in said(pages["page 2"])
    assert "Zuurgent" not in said(list(pages.values())[-1])


@pytest.mark.parametrize("edition", [Edition.PRINT, Edition.SCREEN, Edition.ARCHIVE])
def test_each_edition_passes_the_preflight(clinic: Any, edition: Edition) -> None:
    from opening import opened

    clinic.write(sections=URGENT)
    assert build(opened(clinic.folder), Order("h", "booklet", edition)).findings == ()


def test_notices_that_no_back_holds_are_refused(clinic: Any) -> None:
    notices = "".join(f"  - '{SENTENCE}'\n" for _ in range(40))
    clinic.add("brand.yaml", f"name: A\ncontact: {{phone: 555-0100}}\ndisclaimer: D\nnotices:\n{notices}")
    with pytest.raises(CarefoldError, match="notices"):
        clinic.build("booklet")


@pytest.mark.parametrize("more", ["pages: 4", "columns: 2", "window: {left: 1in, top: 2in, width: 2in, height: 1in}"])
def test_what_does_not_go_with_a_cover(clinic: Any, more: str) -> None:
    from conftest import ROOT

    clinic.add("layouts/x.yaml", (ROOT / "layouts/booklet.yaml").read_text().replace("twin: booklet-a5\n", "") + more)
    with pytest.raises(CarefoldError, match="cover"):
        clinic.build("x")


def test_type_does_not_grow_where_that_would_part_what_was_whole(clinic: Any, by_panel: ByPanel) -> None:
    ticks = ", ".join(f"Zu{number} and so on" for number in range(21))
    built = clinic.build("booklet", sections=f"- title: One\n  blocks: [{{checklist: [{ticks}]}}]")
    assert 12.5 <= built.composition.type_size < 16
    held = [name for name, lines in by_panel(built).items() if any("Zu" in text for text in said(lines))]
    assert len(held) == 1


def test_a_schedule_that_fits_a_page_is_whole_even_where_one_before_is_half_empty(by_panel: ByPanel) -> None:
    from opening import opened
    from pages import PROJECT

    from carefold.pipeline import make

    pages = by_panel(make(opened(PROJECT), Order("discharge", "booklet")))
    for medicine in ("Acetaminophen", "Ibuprofen", "Polyethylene", "Oxycodone"):
        assert any(one.startswith(medicine) for one in said(pages["page 3"])), medicine


def test_left_over_pages_take_what_the_project_fills_them_with(clinic: Any, by_panel: ByPanel) -> None:
    clinic.add("project.yaml", "filler: [next-visit, notes]")
    pages = by_panel(clinic.build("booklet", sections=sections(1)))
    assert ["My next visit" in said(pages["page 2"]), "My notes" in said(pages["page 3"])] == [True, True]


@pytest.mark.parametrize(
    ("handout", "layout", "first", "last"),
    [
        ("discharge", "booklet-a5", "Acetaminophen", "Do not mix"),
        ("discharge", "large-print", "Acetaminophen", "Do not mix"),
        ("long", "booklet", "Low", "Check again"),
        ("long", "booklet-a5", "Low", "Check again"),
        ("long", "booklet-a5", "Numbers to know", "Kidney test"),
    ],
)
def test_what_belongs_together_stands_on_one_page_where_any_size_has_it_so(
    by_panel: ByPanel, handout: str, layout: str, first: str, last: str
) -> None:
    """A warning and its medicines, a text and its steps, a text and its table."""
    from opening import opened
    from pages import PROJECT

    from carefold.pipeline import make

    pages = [said(lines) for lines in by_panel(make(opened(PROJECT), Order(handout, layout))).values()]
    (page,) = [page for page in pages if any(line.startswith(first) for line in page)]
    assert any(line.startswith(last) for line in page)
