"""Flowing pages: as many as needed, a header on the first, a running foot on each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opening import frozen, opened
from pages import PROJECT

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import make
from carefold.units import MM

ByPanel = Callable[[Any], dict[str, list[Any]]]
SENTENCE = "You may feel dizzy, sleepy or far away, and your blood pressure may rise for a while after a treatment."


def blocks(count: int) -> str:
    return "\n".join(f"- Zu{number} {SENTENCE}" for number in range(count))


def texts(lines: list[Any], artifact: bool) -> list[str]:
    return [line.text.strip() for line in lines if line.artifact == artifact]


@pytest.fixture
def ketamine_in() -> Callable[[str], Any]:
    return lambda layout: make(frozen(), Order("about-ketamine", layout))


@pytest.mark.parametrize(("count", "least"), [(1, 1), (20, 2), (50, 3), (200, 11)])
def test_as_many_pages_as_needed(clinic: Any, by_panel: ByPanel, count: int, least: int) -> None:
    built = clinic.build("letter-plain", blocks(count))
    found = by_panel(built)
    needed = sum(fill.used for fill in built.composition.fills) / built.composition.fills[-1].room
    assert least <= len(found) <= needed + 2
    text = " ".join(" ".join(texts(lines, artifact=False)) for lines in found.values())
    assert all(text.count(f"Zu{number} ") == 1 for number in range(count))


@pytest.mark.parametrize("count", [1, 20, 60])
def test_header_on_page_1_and_a_foot_on_each(clinic: Any, by_panel: ByPanel, count: int) -> None:
    found = by_panel(clinic.build("letter-plain", blocks(count)))
    total = len(found)
    for number, lines in enumerate(found.values(), 1):
        header = ["Riverbend Clinic"] if number == 1 else []
        turned = number == 1 < total
        foot = ["Turn over: One (continued)" if turned else "Small · h · Version 1", f"Page {number} of {total}"]
        assert sorted(texts(lines, artifact=True)) == sorted([*header, *foot])
        formats = [text for text in texts(lines, artifact=False) if text.startswith("Large print")]
        assert formats == (["Large print or another language? Ask us: 555-0100"] if number == 1 else [])


@pytest.mark.parametrize(("name", "beside"), [
    ("Clinic", "555-0100 · riverbend.example"), ("Clinic for Family and Mental Health", "555-0100"),
    ("The Clinic for Family Health, Mental Health and Sleep", "555-0100"),
], ids=["short", "long", "longer"])  # fmt: skip
def test_the_header_has_what_has_room_beside_the_name(clinic: Any, by_panel: ByPanel, name: str, beside: str) -> None:
    contact = "{phone: 555-0100, web: https://riverbend.example}"
    clinic.add("brand.yaml", f'name: "{name}"\ncontact: {contact}\ndisclaimer: Ask us.\n')
    lines = by_panel(clinic.build("half-sheet"))["page 1"]
    *head, way, _, _ = texts(lines, artifact=True)
    assert (" ".join(head), way) == (name, beside)


def test_running_words_are_artifacts(clinic: Any, read_pdf: Any) -> None:
    printed = read_pdf(clinic.build("letter-plain").data)
    assert "Page 1 of 1" in printed.artifacts
    assert "Page 1 of 1" not in printed.root.text


def test_the_closing_stands_at_the_foot_of_the_last_page(clinic: Any, by_panel: ByPanel) -> None:
    found = list(by_panel(clinic.build("letter-plain", blocks(20))).values())
    last = [line for line in found[-1] if not line.artifact]
    low = min(last, key=lambda line: line.y)
    assert "Next review" in low.text
    assert 57.6 < low.y < 57.6 + 9
    assert not any("Next review" in line.text for lines in found[:-1] for line in lines)


def test_text_stays_inside_its_page(clinic: Any, by_panel: ByPanel) -> None:
    for lines in by_panel(clinic.build("letter-plain", blocks(60))).values():
        text = [line for line in lines if not line.artifact and "Large print" not in line.text]
        assert all(line.x >= 86.39 and line.x + line.width <= 612 - 86.39 for line in text)
        assert all(0.8 * 72 <= line.y <= 792 - 0.6 * 72 for line in text)


@pytest.mark.parametrize("fill", [10, 11, 12, 13, 14, 15, 16])
def test_no_heading_stands_at_the_foot_of_a_page(clinic: Any, by_panel: ByPanel, fill: int) -> None:
    text = f"{blocks(fill)}\n" + "\n".join(f"- heading: Head{number}\n- {SENTENCE}" for number in range(12))
    found = list(by_panel(clinic.build("letter-plain", text)).values())
    assert len(found) >= 2
    for lines in found:
        text_lines = texts(lines, artifact=False)
        assert not text_lines[-1].startswith("Head")


@pytest.mark.parametrize("words", range(300, 700, 80))
def test_no_single_line_at_head_or_foot_of_a_page(clinic: Any, by_panel: ByPanel, words: int) -> None:
    paragraph = " ".join(f"Zu{number}" for number in range(words))
    found = by_panel(clinic.build("letter-plain", f"{blocks(3)}\n- {paragraph} {paragraph.replace('Zu', 'Zo')}"))
    counts = [sum(line.text.startswith(("Zu", "Zo")) for line in lines) for lines in found.values()]
    assert all(count != 1 for count in counts)
    assert sum(count > 0 for count in counts) >= 1


def test_lines_have_at_most_65_characters_or_a_few_more(about_ketamine: Any, by_panel: ByPanel) -> None:
    for lines in by_panel(about_ketamine["letter"]).values():
        lengths = [len(line.text.strip()) for line in lines if line.size >= 11 and not line.artifact]
        assert max(lengths) <= 70


def test_a_page_break_starts_a_page(clinic: Any, by_panel: ByPanel) -> None:
    found = by_panel(clinic.build("letter-plain", "- Zuone\n- page-break:\n- Zutwo"))
    assert "Zuone" in texts(found["page 1"], artifact=False)
    assert texts(found["page 2"], artifact=False)[0] == "Zutwo"


def test_kept_blocks_stay_on_one_page(clinic: Any, by_panel: ByPanel) -> None:
    kept = "- keep:\n" + "\n".join(f"  - Zukept{number}. {SENTENCE}" for number in range(9))
    found = by_panel(clinic.build("letter-plain", f"{blocks(9)}\n{kept}"))
    counts = [sum("Zukept" in line.text for line in lines) for lines in found.values()]
    assert sorted(counts, reverse=True)[:2] == [9, 0]


def test_a_block_higher_than_a_page_is_an_error_at_its_place(clinic: Any) -> None:
    kept = "- keep:\n" + "\n".join(f"  - {SENTENCE}" for _ in range(60))
    with pytest.raises(CarefoldError) as caught:
        clinic.build("letter-plain", f"- Before.\n{kept}")
    (problem,) = caught.value.findings
    assert problem.message == "this is higher than a page."
    assert problem.place.line == 15
    assert problem.hint


def test_urgent_sections_come_last_and_wishes_mean_nothing(clinic: Any, read_pdf: Any) -> None:
    sections = "- title: A\n  urgent: true\n  blocks: [a]\n- title: B\n  panel: flap\n  blocks: [b]\n"
    heads = [node.text for node in read_pdf(clinic.build("letter-plain", sections=sections).data).root.all("H2")]
    assert heads == ["The main point", "B", "A"]


def test_references_in_full(ketamine_in: Any, by_panel: ByPanel) -> None:
    def words(layout: str) -> str:
        return "".join(line.text for lines in by_panel(ketamine_in(layout)).values() for line in lines)

    assert "N-methyl-D-aspartate antagonist" in words("letter-plain")
    for layout in ("trifold", "letter", "booklet", "large-print"):
        assert "N-methyl-D-aspartate antagonist" not in words(layout)


def test_a_long_title_leaves_room_for_the_page_number(clinic: Any, by_panel: ByPanel) -> None:
    lines = by_panel(clinic.build("letter-plain", title="A very long title " * 9))["page 1"]
    page = next(line for line in lines if line.artifact and "Page 1" in line.text)
    beside = [line for line in lines if line.artifact and line.y == page.y and line is not page]
    assert beside
    assert all(line.x + line.width < page.x for line in beside)


def test_a_past_review_date_is_said_on_each_page(clinic: Any, by_panel: ByPanel) -> None:
    from carefold.pipeline import make

    clinic.write(blocks(20), updated="2020-01-01", review_by="2021-01-01")
    built = make(opened(clinic.folder), Order("h", "letter", allow_expired=True))
    for lines in by_panel(built).values():
        assert any("Past its review date, January 1, 2021" in line.text for line in lines if line.artifact)
    assert any("Past its review date" in text for text in texts(by_panel(built)["page 2"], artifact=False))


def test_a_page_break_leaves_the_pages_before_it_full(clinic: Any, record_pages: Any) -> None:
    words = "- " + "Words that fill a line of the page and then some more. " * 4
    before = "\n".join(f"{words.strip()} Z{number}." for number in range(30))
    pages = record_pages(clinic.build("letter-plain", f"{before}\n- page-break:\n- Last.").composition)
    filled = [[line.text for line in page.lines] for page in pages]
    last = next(number for number, lines in enumerate(filled) if any("Last." in line for line in lines))
    assert last >= 2
    lowest = [min(line.y for line in page.lines if not line.artifact) for page in pages[: last - 1]]
    assert all(y < 140 for y in lowest), "only the page that is broken ends early"


@pytest.mark.parametrize("layout", ["letter-plain", "a4-plain"])
def test_pages_that_whole_blocks_leave_white_are_tried_in_other_sizes(clinic: Any, layout: str) -> None:
    """The size that fills them best is taken, and nothing is split for it."""
    ticks = ", ".join(f"Zu{number}" for number in range(11))
    sections = "\n".join(f"- title: Zutitle{n}\n  blocks: [{{checklist: [{ticks}]}}]" for n in range(5))
    composition = clinic.build(layout, sections=sections).composition
    shares = [fill.used / fill.room for fill in composition.fills[:-1]]
    assert min(shares) > 0.6, shares


@pytest.mark.parametrize("layout", ["letter", "a4"])
@pytest.mark.parametrize(("name", "most"), [("about-ketamine", 2), ("discharge", 2), ("short", 1), ("long", 4)])
def test_a_letter_takes_no_more_sheets_than_it_needs(layout: str, name: str, most: int) -> None:
    made = make(opened(PROJECT), Order(name, layout))
    assert len(made.composition.pages) == most
    assert made.composition.type_size >= 12


def test_a_letter_closes_with_a_low_strip(by_panel: ByPanel) -> None:
    """72 points with the imprint; phone and other formats, which stand on the first page, do not stand there again."""
    first, last = by_panel(make(opened(PROJECT), Order("discharge", "letter"))).values()
    closing = [line for line in last if line.y < 0.7 * 72 + 73]
    said = " ".join(texts(closing, artifact=False))
    assert all(
        words in said for words in ("Harbor Street", "nurse@", "general education", "Our website", "Reviewed by")
    )
    (disclaimer,) = (line.x for line in closing if line.text.startswith("This handout"))
    assert disclaimer == pytest.approx(0.7 * 72 + (8.5 - 1.4) * 36 + 12, abs=0.1), "no left edge of its own"
    for words in ("Large print or another language?", "Mon–Fri"):
        assert " ".join(texts(first, artifact=False)).count(words) == 1
        assert words not in " ".join(texts(last, artifact=False))


def test_type_grows_where_two_pages_of_columns_are_not_full(by_panel: ByPanel) -> None:
    built = make(opened(PROJECT), Order("es", "letter"))
    assert built.composition.type_size >= 13.5
    first, _ = built.composition.fills
    assert first.used >= 0.75 * first.room
    heads = texts(by_panel(built)["page 1"], artifact=False)
    assert "Medicamentos anticoagulantes" in heads, "a title above what stands across has the width of both columns"


@pytest.mark.parametrize("layout", ["letter-plain", "a4-plain"])
def test_urgent_sections_stand_on_the_first_page_where_that_would_be_white(by_panel: ByPanel, layout: str) -> None:
    built = make(opened(PROJECT), Order("discharge", layout))
    found = by_panel(built)
    for said in ("Call us if you have", "Get help now"):
        assert [name for name, lines in found.items() if said in texts(lines, artifact=False)] == ["page 1"]
    assert built.composition.fills[0].used >= 0.6 * built.composition.fills[0].room


_DO_DONT = "{do-dont: {do: [Zuwalk a little, Zusleep well, Zudrink tea], dont: [Zulift, Zusmoke, Zudrive]}}"


@pytest.mark.parametrize(("after", "abreast"), [
    ("signature: {roles: [Patient]}", True),  # stands across itself: nothing else would stand beside them
    ("list: [" + ", ".join(f"Zu{number} words" for number in range(9)) + "]", False),
])  # fmt: skip
def test_what_to_do_and_what_not_stand_abreast_where_a_column_would_be_white(
    clinic: Any, by_panel: ByPanel, after: str, abreast: bool
) -> None:
    made = clinic.build("letter", sections=f"- title: One\n  blocks: [{_DO_DONT}, {{{after}}}]")
    lines = by_panel(made)["page 1"]
    walk, lift = (next(line for line in lines if line.text.startswith(word)) for word in ("Zuwalk", "Zulift"))
    assert made.composition.abreast is abreast
    assert (walk.y == pytest.approx(lift.y)) is abreast


@pytest.mark.parametrize(
    ("layout", "count", "noted"), [("letter", 1, True), ("letter", 12, False), ("poster", 1, False)]
)
def test_a_last_page_that_is_much_white_has_lines_for_notes(
    clinic: Any, read_pdf: Any, layout: str, count: int, noted: bool
) -> None:
    root = read_pdf(clinic.build(layout, blocks(count)).data).root
    assert ("My notes" in root.text) is noted
    if noted:
        assert root.text.index("Zu0") < root.text.index("My notes") < root.text.index("Next review")


def test_the_filler_of_the_project_stands_there_as_far_as_it_has_room(clinic: Any, read_pdf: Any) -> None:
    clinic.add("project.yaml", "filler: [questions, next-visit]\n")
    assert "My questions" in (text := read_pdf(clinic.build("letter").data).root.text) and "My next visit" in text
    assert "My next visit" not in read_pdf(clinic.again("half-sheet").data).root.text


def test_notes_take_the_white_of_a_page_before_the_last_and_references_stay_whole(read_pdf: Any) -> None:
    text = read_pdf(make(opened(PROJECT), Order("discharge", "large-print")).data).root.text
    assert text.index("Nurse") < text.index("My notes") < text.index("Call us if you have")
    assert text.count("My notes") == 1
    text = read_pdf(make(opened(PROJECT), Order("about-ketamine", "large-print")).data).root.text
    assert text.index("harming yourself") < text.index("My notes") < text.index("Where this comes from")


def test_facts_that_begin_a_column_are_level_with_the_other(by_panel: ByPanel) -> None:
    lines = by_panel(make(opened(PROJECT), Order("discharge", "letter")))["page 1"]
    left, right = (
        next(line for line in lines if line.text.startswith(words)) for words in ("Your visit", "Next visit")
    )
    assert left.x < right.x
    assert left.y == pytest.approx(right.y, abs=0.3)


def test_lines_for_notes_go_down_to_what_closes_the_page() -> None:
    made = make(opened(PROJECT), Order("discharge", "letter-plain"))
    heights = [one.height for frame in made.composition.frames for one in frame.slices]
    assert sum(height == pytest.approx(8 * MM) for height in heights) > 12


def test_notes_leave_room_to_what_is_pinned_to_the_foot(clinic: Any, read_pdf: Any) -> None:
    assert "My notes" not in read_pdf(clinic.build("letter", "- foot: [Zufoot.]").data).root.text


@pytest.mark.parametrize("notices", [0, 3])
def test_many_notices_take_the_room_beside_the_clinics_name(clinic: Any, by_panel: ByPanel, notices: int) -> None:
    more = "".join(
        "\n- Zunotice of what help there is in this language, whom to ask for it, and how you reach them by phone."
        for _ in range(notices)
    )
    contact = "{phone: 555-0100, web: https://a.example}"
    clinic.add("brand.yaml", f"name: A\ncontact: {contact}\ndisclaimer: Zuask.\n" + (f"notices:{more}" if more else ""))
    (line,) = (one for one in by_panel(clinic.build("letter"))["page 1"] if one.text.startswith("Zuask"))
    assert (line.x < 270) == bool(notices)


def test_one_more_page_that_costs_no_sheet_keeps_a_text_with_its_steps(by_panel: ByPanel) -> None:
    """Twelve pages in place of eleven."""
    pages = by_panel(make(opened(PROJECT), Order("long", "large-print")))
    (page,) = [shown for lines in pages.values() if "Take 15 grams of sugar" in (shown := texts(lines, False))]
    assert len(pages) == 12 and any(line.startswith("Low") for line in page)


def test_no_reference_stands_alone_where_they_go_on(clinic: Any, by_panel: ByPanel) -> None:
    """The first page has room for one."""
    clinic.add("brand.yaml", (PROJECT / "brand.yaml").read_text("utf-8"))
    listed = "".join(
        f"\n  - {{id: r{number}, type: article-journal, title: Zu, container-title: {journal},"
        f" volume: '{100 + number}', issue: '1', page: 100-109, issued: {{date-parts: [[{2000 + number}]]}},"
        f" DOI: 10.1234/abcd.10{number:02}, author: [{{family: Zusmith, given: JA}}, {{family: Brown, given: B}}]}}"
        for number, journal in enumerate(("N Engl J Med", "J Am Geriatr Soc", "Cochrane Database Syst Rev", "BMJ") * 3)
    )
    cited = ("; ".join(f"@r{number}" for number in range(first, first + 4)) for first in (0, 4, 8))
    text = "\n".join(f'- "Walking each day helps your heart and your mood. [{keys}]"' for keys in cited)
    point = "Keep the dressing clean and dry, and call us if it comes off."
    pages = by_panel(clinic.build("large-print", text, references=listed, **{"main-point": point}))
    counts = [sum("Zusmith" in line.text for line in page) for page in pages.values()]
    assert sum(counts) == 12 and min(counts) > 1
