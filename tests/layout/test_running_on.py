"""What runs on from one column, panel or page to another: what is said there, and what may not run on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from opening import opened

from carefold import pipeline
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.boxes import NEVER, TOGETHER, Space, height
from carefold.layout.page_maker import tidied
from carefold.layout.sections import compose_sections
from carefold.layout.together import settled
from carefold.structure import Element
from carefold.workspace import load_layout

LINE = "- Line {}."
MEDICINE = "    - {{medicine: Zu{0}, dose: 5 mg, morning: 1 tablet, note: Take it.}}"
ITEM = {
    "steps": "    - {{title: Zu{0}, text: Do this.}}",
    "numbered": "    - Zu{0} is to be done.",
    "timeline": "    - {{when: Zu{0}, text: Do this.}}",
}
RANGE = re.compile(r"^(?:Medicines (\d+) to (\d+)|Medicine (\d+)) of (\d+)$")


def block(kind: str, item: str, count: int, before: int = 0) -> str:
    lines = (LINE.format(number) for number in range(before))
    return "\n".join([*lines, f"- {kind}:", *(item.format(number) for number in range(1, count + 1))])


def texts(lines: list[Any]) -> list[str]:
    return [line.text.strip() for line in lines]


def named(shown: list[str]) -> list[int]:
    """The numbers of what stands there, in order."""
    return [int(found[1]) for text in shown if (found := re.match(r"Zu(\d+)", text))]


@pytest.mark.parametrize("layout", ["letter", "letter-plain", "booklet"])
def test_a_parted_schedule_says_which_medicines_stand_where(clinic: Any, by_panel: Any, layout: str) -> None:
    """Each head says so, but on narrow pages not the first, which has none."""
    count = 26 if layout == "letter" else 20
    pages = map(texts, by_panel(clinic.build(layout, block("schedule", MEDICINE, count))).values())
    parts = [(named(shown), [found for text in shown if (found := RANGE.match(text))]) for shown in pages]
    parts = [part for part in parts if part[0]]
    assert len(parts) > 1
    assert [one for stands, _ in parts for one in stands] == list(range(1, count + 1))
    for stands, said in parts if layout.startswith("letter") else parts[1:]:
        ((first, last, alone, of),) = (found.groups() for found in said)
        assert [int(first or alone), int(last or alone), int(of)] == [stands[0], stands[-1], count]


def test_a_range_ends_with_its_own_schedule(clinic: Any, by_panel: Any) -> None:
    """Another schedule begins below the rest of one, and its medicines are counted anew."""
    blocks = block("schedule", MEDICINE, 7, before=4) + "\n" + block("schedule", MEDICINE, 8)
    pages = map(texts, by_panel(clinic.build("large-print", blocks)).values())
    ranges = [found.groups() for shown in pages for text in shown if (found := RANGE.match(text))]
    assert any(of == "7" and "7" in (last, alone) for _, last, alone, of in ranges)
    assert all(alone or int(first) < int(last) for first, last, alone, _ in ranges)


def test_a_whole_schedule_says_nothing_of_that(clinic: Any, by_panel: Any) -> None:
    shown = [*map(texts, by_panel(clinic.build("letter", block("schedule", MEDICINE, 6))).values())]
    assert ["Medicine" in page for page in shown] == [True]
    assert not any(RANGE.match(text) for page in shown for text in page)


def test_a_parted_schedule_is_read_out_as_one(clinic: Any, read_pdf: Any) -> None:
    (table,) = read_pdf(clinic.build("letter", block("schedule", MEDICINE, 26)).data).root.all("Table")
    rows = [next(cell.text for cell in row.children) for row in table.all("TR")]
    assert len(rows) == 27
    assert "Medicines" not in table.text


@pytest.mark.parametrize(("language", "said"), [("es", "Medicinas 1 a "), ("en", "Medicines 1 to ")])
def test_the_words_are_of_the_handouts_language(clinic: Any, by_panel: Any, language: str, said: str) -> None:
    clinic.write(block("schedule", MEDICINE, 26), language=language)
    clinic.add("brand.yaml", "name: A\ndisclaimer: {en: Ask., es: Pregunte.}\ncontact: {phone: 555-0100}\n")
    shown = [text for lines in by_panel(clinic.again("letter")).values() for text in texts(lines)]
    assert any(text.startswith(said) and text.endswith("26") for text in shown)


@pytest.mark.parametrize("count", [2, 4, 9])
def test_a_schedule_never_crosses_a_fold(clinic: Any, by_panel: Any, count: int) -> None:
    for before in range(0, 24, 4):
        try:
            panels = by_panel(clinic.build("trifold", block("schedule", MEDICINE, count, before)))
        except CarefoldError as error:
            assert "does not fit a panel" in str(error)
            assert count > 4
            continue
        assert len([lines for lines in panels.values() if named(texts(lines))]) == 1


@pytest.mark.parametrize("layout", ["letter", "large-print", "booklet"])
@pytest.mark.parametrize("kind", ITEM)
def test_what_has_an_order_says_where_it_goes_on(clinic: Any, by_panel: Any, kind: str, layout: str) -> None:
    count = 60 if layout == "letter" else 30
    pages = [*map(texts, by_panel(clinic.build(layout, block(kind, ITEM[kind], count))).values())]
    assert sorted(one for shown in pages for one in named(shown)) == list(range(1, count + 1))
    going_on = [shown for shown in pages if named(shown) and min(named(shown)) > 1]
    assert going_on
    for shown in going_on:
        first = next(at for at, text in enumerate(shown) if text.startswith("Zu"))
        assert "One (continued)" in shown[max(0, first - 2) : first]


@pytest.mark.parametrize("kind", ITEM)
def test_a_list_that_a_panel_holds_does_not_cross_a_fold(clinic: Any, by_panel: Any, kind: str) -> None:
    for before in range(0, 30, 5):
        panels = by_panel(clinic.build("trifold", block(kind, ITEM[kind], 6, before)))
        assert len([lines for lines in panels.values() if named(texts(lines))]) == 1


@pytest.mark.parametrize("kind", ITEM)
def test_a_short_list_in_order_stands_in_one_column(clinic: Any, by_panel: Any, kind: str) -> None:
    for before in (4, 6, 8):
        shown = texts(by_panel(clinic.build("letter", block(kind, ITEM[kind], 6, before)))["page 1"])
        assert named(shown) == [1, 2, 3, 4, 5, 6] and not any("continued" in text for text in shown)


@pytest.mark.parametrize(
    ("title", "said"),
    [("heading: Zuhead", "Zuhead (continued)"), ("heading: 'For {{ patient.name }}'", "Continued")],
)
def test_what_goes_on_is_told_by_the_heading_above_unless_it_depends_on_a_record(
    clinic: Any, by_panel: Any, title: str, said: str
) -> None:
    fields = "{patient.name: {label: Name}}"
    blocks = f"- {title}\n- Some words.\n{block('numbered', ITEM['numbered'], 60)}"
    assert said in texts(by_panel(clinic.build("letter", blocks, fields=fields))["page 2"])


def test_continued_is_no_text(clinic: Any, read_pdf: Any) -> None:
    root = read_pdf(clinic.build("letter", block("steps", ITEM["steps"], 60)).data).root
    assert "continued" not in root.text
    assert len(root.all("L")) == 1


# --- what belongs together


def breaks(clinic: Any, blocks: str) -> int:
    """How often a section may end a page of 600 points, in a column of 240 points."""
    return len(costs(clinic, blocks))


def costs(clinic: Any, blocks: str) -> list[float]:
    """How bad it is that the page ends there, each time."""
    clinic.write(blocks)
    workspace = opened(clinic.folder)
    content = pipeline.resolved(workspace, pipeline.opened(workspace, "h", None))
    job = pipeline.prepare(workspace, content, load_layout(workspace, "letter"))
    items = compose_sections(job.resolved.handout.sections, Element("Document"), job.setting(12.5, 240.0, 600.0))
    assert height(items) < 600
    return [item.cost for item in settled(tidied(items), 600.0) if isinstance(item, Space) and item.cost < NEVER]


def test_a_short_text_stays_with_what_it_opens(clinic: Any) -> None:
    """Less than 120 letters at the head of a section, above a list to tick that can't be parted itself."""

    def found(letters: int, before: str = "") -> int:
        opening = ("ab " * 60)[: letters - 1] + "b"
        return breaks(clinic, f"{before}- {opening}\n- checklist: [One, Two]\n- {'Ende ' * 60}")

    assert found(20) == found(119) == found(120) - 1
    assert found(20, "- First.\n") == found(20) + 2


@pytest.mark.parametrize(("count", "reluctantly"), [(5, True), (6, False)])
def test_a_list_of_few_items_is_parted_reluctantly(clinic: Any, count: int, reluctantly: bool) -> None:
    items = "\n".join(f"    - Zu{number} {'word ' * 20}" for number in range(count))
    assert all((cost >= TOGETHER) == reluctantly for cost in costs(clinic, f"- list:\n{items}"))


@pytest.mark.parametrize(
    "block", ["list: [One]", "steps: [{title: One}]", "facts: {One: Two}", "table: {header: [A], rows: [[B]]}"]
)
def test_a_text_is_parted_reluctantly_from_what_it_leads_to(clinic: Any, block: str) -> None:
    """And between its own lines even more so; not so two texts."""
    text = f"- {'word ' * 40}end.\n"
    *lines, last = costs(clinic, f"{text}- {block}")
    assert last == TOGETHER and lines and all(cost > TOGETHER for cost in lines)
    assert not any(cost >= TOGETHER for cost in costs(clinic, 2 * text))


@pytest.mark.parametrize(("letters", "reluctantly"), [(119, True), (120, False)])
def test_a_short_text_that_closes_a_section_is_parted_reluctantly_from_it(
    clinic: Any, letters: int, reluctantly: bool
) -> None:
    closing = ("ab " * 60)[: letters - 1] + "b"
    text = f"- {'word ' * 40}end.\n"
    assert (max(costs(clinic, f"{text}- {closing}")) >= TOGETHER) == reluctantly
    assert max(costs(clinic, f"{text}- {closing}\n{text}")) < TOGETHER


@pytest.mark.parametrize(("lines", "together"), [(2, True), (5, True), (6, False)])
def test_a_short_section_is_not_parted(clinic: Any, lines: int, together: bool) -> None:
    """A title and a few lines: less than eight lines of text in all."""
    blocks = "\n".join(LINE.format(number) for number in range(lines))
    assert breaks(clinic, blocks) == (0 if together else lines - 1)


@pytest.mark.parametrize(("letters", "across"), [(199, True), (200, False)])
def test_a_short_text_stands_across_above_what_stands_across(
    clinic: Any, by_panel: Any, letters: int, across: bool
) -> None:
    """A text that opens a section above a log, which goes across both columns of a page."""
    opening = ("word " * 60)[: letters - 1] + "d"
    lines = by_panel(clinic.build("letter", f"- {opening}\n- log: {{columns: [Day, How], rows: 3}}"))["page 1"]
    widest = max(line.width for line in lines if line.text.startswith("word"))
    assert (widest > 250) == across
