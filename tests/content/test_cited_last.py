"""Where the number of a citation would change what it stands behind, it closes the paragraph or the block."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.content.cited_last import cited_last
from carefold.model.inline import Citation, Words
from carefold.spelling import spelled

ONE, TWO, NINE = Citation(("a",), (1,)), Citation(("b",), (2,)), Citation(("c",), (9,))


def shown(*spans: Any, language: str = "en") -> str:
    made = cited_last(tuple(spans), language)
    return spelled("".join(span.shown if isinstance(span, Citation) else span.text for span in made))


@pytest.mark.parametrize(
    "text",
    [
        "Take 20", "Take 20 mg", "in 2020.", "Take 2 tablets", "(5 mL)", "Take 10 mg/5 mL,", "more mg", "64%", "101 °F",
        "½", "about 2 hours.", "5 m²", "“1.5 mg.”", "20mg", "a 10-mg tablet 10 mg",
    ],
)  # fmt: skip
def test_behind_a_number_or_a_dose_it_goes_to_the_end_on_the_line(text: str) -> None:
    assert shown(Words(text), ONE, Words(" and rest.")) == f"{text} and rest. [1]"
    assert shown(Words(text, bold=True), ONE) == f"{text} [1]"
    *_, last = cited_last((Words(text), ONE, Words(" or more"), TWO, Words(" 5"), NINE), "en")
    assert isinstance(last, Citation)
    assert (last.ids, last.on_line) == (("a", "c"), True)


@pytest.mark.parametrize("text", ["your mood.", "Take your tablets", "64 out of 100 people", "kilogram", "him", "A1C"])
def test_behind_a_word_it_stays(text: str) -> None:
    assert shown(Words(text), ONE, Words(" and rest.")) == f"{text}1 and rest."


def test_words_on_both_sides_of_it_stay_two() -> None:
    assert shown(Words("20 mg"), ONE, Words("daily")) == "20 mg daily [1]"


def test_in_spanish_too() -> None:
    assert shown(Words("Tome 2 tabletas"), ONE, Words(" hoy."), language="es") == "Tome 2 tabletas hoy. [1]"


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [((1,), "1"), ((1, 2), "1, 2"), ((1, 2, 3), "1–3"), ((1, 2, 3, 4, 7, 9, 10, 11), "1–4, 7, 9–11"), ((2, 4), "2, 4")],
)
def test_three_in_a_row_are_a_range(numbers: tuple[int, ...], printed: str) -> None:
    citation = Citation(tuple(map(str, numbers)), numbers)
    assert citation.shown == printed
    assert Citation(citation.ids, numbers, on_line=True).shown == f" [{printed}]"


BLOCKS = """
- Walking helps. [@zarate2006]
- schedule:
    - {medicine: "Pill [@li2010]", morning: "1 tablet [@autry2011]", note: "With food. [@zarate2006]"}
- zones:
    - {zone: green, title: Well, signs: ["Good [@li2010]"], do: [Go on]}
- Dose of 5 mg [@duman2012] each day.
"""


@pytest.mark.parametrize("layout", ["trifold", "letter"])
def test_schedules_and_zones_have_what_they_cite_below_them(clinic: Any, read_pdf: Any, layout: str) -> None:
    root = read_pdf(clinic.build(layout, BLOCKS).data).root
    said = [node.text for node in root.all("P")]
    assert [text for text in said if text.startswith("Sources")] == ["Sources: [1–3]", "Sources: [2]"]
    assert "Dose of 5 mg each day. [4]" in said
    for table in root.all("Table"):
        assert not table.all("Reference")
    links = {node.entries["/Contents"] for node in root.all("Link") if node.entries.get("/Contents")}
    assert {f"Reference {number}" for number in (1, 2, 3, 4)} <= links or links == set()


def test_each_number_of_a_range_can_be_gone_back_to(clinic: Any, record_pages: Any) -> None:
    pages = record_pages(clinic.build("letter", BLOCKS).composition)
    spots = {name for page in pages for name, _, _ in page.spots}
    assert {f"citation-{number}" for number in (1, 2, 3, 4)} <= spots
    targets = {target for page in pages for _, _, target in page.links}
    assert {"#reference-1", "#reference-3", "#citation-2"} <= targets
