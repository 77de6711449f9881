"""Sections: the room below their titles and around what is drawn, whom to call, what is told at the foot of pages."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from opening import opened

from carefold import pipeline
from carefold.layout.boxes import NEVER, Box, Space
from carefold.layout.sections import compose_sections
from carefold.layout.setting import Setting
from carefold.layout.together import settled
from carefold.order import Order
from carefold.structure import Element
from carefold.workspace import load_layout

EDGED = {
    "steps": "- steps: [{title: Zuone}, {title: Zutwo}]",
    "do-dont": "- do-dont: {do: [Zuone.], dont: [Zutwo.]}",
    "zones": "- zones: [{zone: green, title: Zuone, signs: [Well], do: [Go on]}]",
    "table": "- table: {header: [A, B], rows: [[Zuone, d]]}",
    "log": "- log: {columns: [A, B], rows: 2}",
}
CALLS = (
    "- title: Zucalm\n  blocks: [Words.]\n"
    "- title: Zuurgent\n  urgent: true\n  blocks: [{list: [Zua, Zub, Zuc, Zud, Zue]}, {contact: }"
)
BRAND = (
    "name: Lakeside\ncontact: {phone: 555-0123, hours: 'Mon–Fri, 7 am – 6 pm', "
    "address: [2200 Harbor Street, Suite 410, Port Ellen],\n"
    "  web: https://lakeside-health-clinic-springfield.example}\n"
    "formats: Large print or another language? Ask us.\ndisclaimer: For all.\n"
)


def composed(clinic: Any, sections: str, measure: float = 240.0, **keys: str) -> tuple[Any, ...]:
    clinic.write(sections=sections, **keys)
    workspace = opened(clinic.folder)
    content = pipeline.resolved(workspace, pipeline.opened(workspace, "h", None))
    job = pipeline.prepare(workspace, content, load_layout(workspace, "letter"))
    setting: Setting = job.setting(12.5, measure, 600.0)
    return compose_sections(job.resolved.handout.sections, Element("Document"), setting)


@pytest.mark.parametrize("kind", EDGED)
def test_an_edge_stands_off_from_the_title_above_it(clinic: Any, kind: str) -> None:
    """As far as words do, whose line has room above them."""
    items = composed(clinic, f"- title: Zutitle\n  blocks:\n  {EDGED[kind]}")
    assert items[2].height >= 5


@pytest.mark.parametrize(
    "block", ["steps: [{title: Zuone}, {title: Zutwo}]", "body-map: {marks: [{at: chest}, {at: throat}]}"]
)
def test_discs_of_lines_below_each_other_do_not_touch(clinic: Any, block: str) -> None:
    *_, first, between, last = composed(clinic, f"- title: Zutitle\n  blocks:\n  - {block}")
    assert isinstance(between, Space) and between.height >= 6
    assert first.height == last.height > 20  # a disc of 0.78 ems or more, that ends no lower than its box


def test_appointments_do_not_hold_the_section_after_them(clinic: Any) -> None:
    items = composed(clinic, "- title: Zuone\n  blocks: [{appointments: [{when: Monday, where: Room 4}]}]\n"
                             "- title: Zutwo\n  blocks: [Words.]")  # fmt: skip
    at = next(n for n, item in enumerate(items) if isinstance(item, Space) and item.section == "Zutwo")
    assert isinstance(items[at - 1], Box)


def test_whom_to_call_stands_below_a_short_list_where_the_callout_is_high(clinic: Any, by_panel: Any) -> None:
    def left_of(callout: str) -> float:
        lines = by_panel(clinic.build("letter", sections=f"{CALLS}, {{callout: {{kind: emergency, {callout}}}}}]"))[
            "page 1"
        ]
        return next(line.x for line in lines if line.text.startswith("555-0100") and line.size > 15)

    many = ", ".join(f"Zusign {number}" for number in range(6))
    assert left_of(f"blocks: [{{list: [{many}]}}]") < 100 < left_of("text: Call 911.")


def test_hours_are_whole_below_a_number_that_leaves_no_room(clinic: Any, by_panel: Any) -> None:
    clinic.add("brand.yaml", BRAND)
    lines = [line.text.replace("\u00a0", " ").strip() for line in by_panel(clinic.build("letter"))["page 1"]]
    assert "Mon–Fri, 7 am – 6 pm" in lines


def test_no_hole_is_left_beside_a_code(clinic: Any, by_panel: Any) -> None:
    """Where the web address has no room there, the line about other formats stands in its place."""
    clinic.add("brand.yaml", BRAND)
    lines = [line for line in by_panel(clinic.build("trifold"))["back"] if line.text.strip()]
    above, below = next(pair for pair in pairwise(lines) if pair[1].text.startswith("lakeside-health"))
    assert above.text.strip().endswith("Ask us.")
    assert above.y - below.y < 24


def test_a_long_stamp_leaves_id_and_version_on_each_page(clinic: Any, by_panel: Any) -> None:
    clinic.write(sections="- title: Zuone\n  blocks: [Words.]", id="LAK-1")
    reason = "for the whole team of the second floor to read before Friday, please, and to tell us what to change"
    made = pipeline.make(opened(clinic.folder), Order("h", "large-print", draft=reason))
    assert any(line.text.startswith("LAK-1 · Version 1") for line in by_panel(made)["page 1"] if line.artifact)


def test_the_other_side_is_said_to_have_what_goes_on_there(clinic: Any, by_panel: Any) -> None:
    words = "You may feel dizzy, sleepy or far away, and your blood pressure may rise for a while after it. "
    blocks = ", ".join(["Words.", *(f'"{words * 3}"' for _ in range(14))])
    pages = by_panel(
        clinic.build("letter", sections=f"- title: Zufirst\n  blocks: [Words.]\n- title: Zulong\n  blocks: [{blocks}]")
    )
    assert any(line.text.startswith("Turn over: Zulong (continued)") for line in pages["page 1"])


@pytest.mark.parametrize(("count", "is_whole"), [(3, True), (9, False)])
def test_columns_do_not_part_a_short_section(clinic: Any, by_panel: Any, count: int, is_whole: bool) -> None:
    facts = ", ".join(f"Zu{number}: Words" for number in range(count))
    lines = by_panel(clinic.build("letter", sections=f"- title: Zutitle\n  blocks: [{{facts: {{{facts}}}}}]"))["page 1"]
    left = {round(line.x) for line in lines if line.text.startswith("Zu") and line.text[2].isdigit()}
    assert (len(left) == 1) == is_whole


SMALL = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="%s"><rect width="60" height="9"/></svg>'


@pytest.mark.parametrize("words", ["Sit on a chair.", "Sit on a chair with your feet flat on the floor. " * 4])
def test_a_picture_stays_with_the_words_that_it_shows(clinic: Any, words: str) -> None:
    clinic.add("a.svg", SMALL % 40)
    filler = "".join(f"{word} " * 90 for word in ("Many", "words"))
    items = composed(
        clinic, f"- title: Zutitle\n  blocks: ['{words}', {{figure: {{image: a.svg, alt: A}}}}, '{filler}']"
    )
    held = next(item.held for item in items if isinstance(item, Space) and item.height == 12)
    assert held


@pytest.mark.parametrize(("after", "is_held"), [
    ("{figure: {image: a.svg, alt: A}}, ", [True, True, False]),  # of two pictures both show it, of three two
    ("Words beside it., ", [True, False]),  # the second shows what stands beside the first
])  # fmt: skip
def test_two_pictures_stay_with_the_words_that_they_show(clinic: Any, after: str, is_held: list[bool]) -> None:
    clinic.add("a.svg", SMALL % (40 if "figure" in after else 80))
    figure = "{figure: {image: a.svg, alt: A}}"
    blocks = f"Words that it shows., {figure}, {after}{figure}" + (f", {figure}" if "figure" in after else "")
    items = composed(clinic, f"- title: Zutitle\n  blocks: [{blocks}]")
    assert [item.held > 0 for item in items if isinstance(item, Space) and item.height == 12][: len(is_held)] == is_held


def cost_below(clinic: Any, lead: str) -> float:
    """Of a break between a text and the list below it."""
    blocks = f'[{{text: "{lead}"}}, {{list: [Zua, Zub, Zuc]}}]'
    cited = "[{id: a, title: B, type: book, issued: {date-parts: [[2001]]}}]" if "@a" in lead else "[]"
    items = composed(clinic, f"- title: Zutitle\n  blocks: {blocks}", references=cited, fields="{x: {label: What}}")
    *_, below = [item for item in items if isinstance(item, Space) and not item.lines and not item.entries]
    return below.cost


@pytest.mark.parametrize("lead", [
    "Bring these:", "**Bring these:**", "Bring these: [@a]", "**What to bring**", "First of all.\\n\\nBring these:",
])  # fmt: skip
def test_what_leads_to_a_list_is_not_parted_from_it(clinic: Any, lead: str) -> None:
    assert cost_below(clinic, lead) == NEVER


@pytest.mark.parametrize(
    "lead", ["**Never stop it by yourself.**", "Bring **these**", "For relief: {{ x }}", f"**{'Long ' * 13}line**"]
)
def test_a_sentence_leads_to_nothing(clinic: Any, lead: str) -> None:
    assert cost_below(clinic, lead) < NEVER


@pytest.mark.parametrize(
    ("after", "is_alone"), [("- log: {columns: [A, B], rows: 3}", True), ("- list: [Zua, Zub]", False)]
)
def test_a_short_text_between_what_spans_the_page_does_so_too(
    clinic: Any, by_panel: Any, after: str, is_alone: bool
) -> None:
    """Or else the column beside it would be empty; where another section may stand there, it keeps to its column."""
    text = "You eat less salt and sugar; your blood pressure goes down in two weeks."
    sections = (
        f"- title: One\n  blocks:\n  - log: {{columns: [A, B], rows: 3}}\n- title: Two\n  blocks: [Zuwhy {text}]\n"
    )
    pages = by_panel(clinic.build("letter", sections=f"{sections}- title: Three\n  blocks:\n  {after}"))
    (line,) = (line for line in pages["page 1"] if line.text.startswith("Zuwhy"))
    assert (line.width > 300) == is_alone


def test_zones_that_are_cited_one_by_one_are_one_plan_in_one_column(clinic: Any) -> None:
    zones = (f"- zones: [{{zone: {zone}, signs: ['Zusign [@zarate2006]'], do: [Zudo]}}]" for zone in ("green", "red"))
    items = composed(clinic, "- title: Zutitle\n  blocks:\n  " + "\n  ".join(zones))
    within = [item for item in settled(items[1:], 600.0) if isinstance(item, Space)]
    assert len(within) == 4 and all(item.cost == NEVER for item in within)
