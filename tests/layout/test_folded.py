"""The folded leaflet: type as large as fits, everything in its panel, errors that say where and how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import frozen
from pypdf.generic import ContentStream

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import folded_sheet
from carefold.layout import folded
from carefold.layout.sizes import largest_step, met_in_strides
from carefold.order import Order
from carefold.pipeline import make
from carefold.units import MM
from carefold.workspace import Workspace

ByPanel = Callable[[Any], dict[str, list[Any]]]
SENTENCE = "You may feel dizzy or sleepy for a while."
CALM = "- title: Calm\n  blocks: [Zucalm]\n"
URGENT = "- title: Urgent\n  urgent: true\n  blocks: [Zuurgent]\n"


def sentences(count: int) -> str:
    return "\n".join(f"- Zu{number} {SENTENCE}" for number in range(count))


def text_of(panel: list[Any]) -> str:
    return " ".join(line.text.strip() for line in panel)


def place_of(panels: dict[str, list[Any]], word: str) -> str:
    return next(name for name, lines in panels.items() if word in text_of(lines))


# --- type size


@given(st.integers(0, 40), st.integers(-1, 40), st.integers(0, 40))
def test_largest_step(steps: int, best: int, first: int) -> None:
    tried: list[int] = []

    def fits(step: int) -> bool:
        tried.append(step)
        return step <= best

    first = min(first, steps)
    assert largest_step(fits, steps, first) == min(best, steps)
    assert len(tried) == len(set(tried)) <= 24
    assert all(0 <= step <= steps for step in tried)
    assert met_in_strides(0, best, steps, first) == [step for step in tried if step <= best]


@given(st.integers(0, 40), st.integers(-1, 40), st.integers(0, 40), st.integers(-9, 9))
def test_a_guess_saves_tries_and_never_misleads(steps: int, best: int, first: int, off: int) -> None:
    tried: list[int] = []

    def fits(step: int) -> bool:
        tried.append(step)
        return step <= best

    assert largest_step(fits, steps, min(first, steps), lambda _: best + off) == min(best, steps)
    assert len(tried) == len(set(tried)) <= (3 if off == 0 and first <= best else 24)
    assert all(0 <= step <= steps for step in tried)


@pytest.mark.parametrize("count", [3, 30, 40, 44])
def test_the_type_is_the_largest_that_fits(clinic: Any, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Every step is tried, and none above the chosen one fits: no handout fits at 13 pt but not at 12 pt."""
    chosen = clinic.build("trifold", sentences(count)).composition.type_size
    fitting: list[bool] = []

    def try_all(fits: Callable[[int], bool], steps: int, *_: object) -> int:
        fitting.extend(fits(step) for step in range(steps + 1))
        return fitting.count(True) - 1

    monkeypatch.setattr(folded, "largest_step", try_all)
    assert clinic.again("trifold").composition.type_size == chosen
    assert fitting == sorted(fitting, reverse=True)
    assert len(fitting) == 17


def test_a_handout_of_many_blocks_has_the_largest_type_too(about_ketamine: Any, monkeypatch: Any) -> None:
    fitting: list[bool] = []

    def try_all(fits: Callable[[int], bool], steps: int, *_: object) -> int:
        fitting.extend(fits(step) for step in range(steps + 1))
        return fitting.count(True) - 1

    monkeypatch.setattr(folded, "largest_step", try_all)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    again = make(frozen(), Order("about-ketamine", "trifold"))
    assert again.composition.type_size == about_ketamine["trifold"].composition.type_size
    assert fitting == sorted(fitting, reverse=True)
    assert fitting.count(True) and fitting.count(False)


def test_little_text_is_set_in_the_largest_type(clinic: Any) -> None:
    assert clinic.build().composition.type_size == 16


def test_space_gives_way_before_type_does(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the space fixed, type is never larger, and smaller for some."""
    sizes = [clinic.build("trifold", sentences(count)).composition.type_size for count in range(24, 46, 3)]
    monkeypatch.setattr(folded, "_SPACING", (1.0,))
    fixed = [clinic.build("trifold", sentences(count)).composition.type_size for count in range(24, 46, 3)]
    assert all(one >= other for one, other in zip(sizes, fixed, strict=True))
    assert sizes != fixed


@pytest.mark.parametrize(("share", "count"), [(1.6, 3), (0.8, 36)])
def test_a_text_has_the_most_space_that_fits(
    clinic: Any, monkeypatch: pytest.MonkeyPatch, share: float, count: int
) -> None:
    chosen = clinic.build("trifold", sentences(count)).composition
    others = []
    monkeypatch.setattr(folded, "_WIDEST_SPACING", ())
    for least in (share, 1.0):
        monkeypatch.setattr(folded, "_SPACING", (least,))
        others.append(clinic.again("trifold").composition)
    assert (chosen.type_size, chosen.fills) == (others[0].type_size, others[0].fills)
    assert (chosen.type_size, chosen.fills) != (others[1].type_size, others[1].fills)


def test_a_largest_size_between_two_steps_is_not_exceeded(clinic: Any, shipped: Any) -> None:
    layout = (shipped.sources.home / "layouts/trifold.yaml").read_text()
    clinic.add("layouts/odd.yaml", layout.replace("largest: 16pt", "largest: 12.9pt"))
    assert clinic.build("odd").composition.type_size == 12.75


def test_a_layout_of_one_size(clinic: Any, shipped: Any) -> None:
    layout = (shipped.sources.home / "layouts/trifold.yaml").read_text()
    clinic.add("layouts/one.yaml", re.sub(r"(smallest|largest): \d+pt", r"\1: 12.5pt", layout))
    assert clinic.build("one").composition.type_size == 12.5


# --- what stands where


def test_reading_order_of_the_tree(clinic: Any) -> None:
    built = clinic.build("trifold", sections=URGENT + CALM)
    said = ["".join(leaf.text for leaf in section.leaves()) for section in built.composition.root.children]
    words = ("Patient information", "The main point", "Zucalm", "Zuurgent", "general education")
    order = [next(number for number, text in enumerate(said) if word in text) for word in words]
    assert order == sorted(order)


def test_urgent_sections_stand_on_the_back(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("trifold", sections=URGENT + CALM))
    assert place_of(panels, "Zuurgent") == "back"
    assert place_of(panels, "Zucalm") == "inside-left"
    assert panels["back"][0].text == "Urgent"


def test_the_cover_has_title_and_clinic(ketamine: Any, about_ketamine: Any, by_panel: ByPanel) -> None:
    front = text_of(by_panel(about_ketamine["trifold"])["front"])
    for words in ("Patient information", "About ketamine", "How it may help", "Riverbend Clinic", "Family and mental"):
        assert words in front


def test_references_stand_at_the_foot_of_the_last_inside_panel(about_ketamine: Any, by_panel: ByPanel) -> None:
    built = about_ketamine["trifold"]
    panels, live = by_panel(built), folded_sheet(built.layout).panel("inside-right").live
    assert place_of(panels, "Where this comes from") == "inside-right"
    head = next(line for line in panels["inside-right"] if line.text == "Where this comes from")
    below = [line for line in panels["inside-right"] if line.y < head.y]
    assert {line.size for line in below} == {9.0}
    assert live.y < min(line.y for line in below) < live.y + 9


def test_the_imprint_stands_at_the_foot_of_the_back(about_ketamine: Any, by_panel: ByPanel) -> None:
    built = about_ketamine["trifold"]
    live = folded_sheet(built.layout).panel("back").live
    *_, first, last = by_panel(built)["back"]
    assert "KET-001 · Version 1.0 · Updated Nov 2026" in first.text
    assert "Next review Nov 2028 · Not yet reviewed by a clinician" in last.text
    assert live.y < last.y < live.y + 9


def test_everything_stands_in_its_panel(about_ketamine: Any, by_panel: ByPanel) -> None:
    built = about_ketamine["trifold"]
    for panel in folded_sheet(built.layout).panels:
        lines = by_panel(built)[panel.name]
        assert lines
        assert all(panel.live.x - 0.01 <= line.x for line in lines if line.text.strip() != "•")
        assert all(line.x + line.width <= panel.live.right + 0.01 for line in lines)
        assert all(panel.live.y <= line.y and line.y + line.size * 0.7 <= panel.live.top for line in lines)


def test_panels_start_on_a_common_baseline(about_ketamine: Any, by_panel: ByPanel) -> None:
    """A title, a sub-heading, a text: all but a box, whose edge stands where they may begin."""
    built = about_ketamine["trifold"]
    first = {name: max(line.y for line in by_panel(built)[name]) for name in built.layout.flow}
    assert len({round(first[name], 3) for name in ("inside-middle", "inside-right", "flap")}) == 1
    assert any(line.size < 14 for line in by_panel(built)["inside-middle"] if line.y == first["inside-middle"])


def test_fold_ticks_on_the_inside_only(about_ketamine: Any, printed_ketamine: Any) -> None:
    sheet = folded_sheet(about_ketamine["trifold"].layout)
    outside, inside = (list(ticks(page)) for page in printed_ketamine["trifold"].reader.pages)
    assert outside == []
    assert sorted({x for x, _ in inside}) == pytest.approx(list(sheet.folds[1]))
    assert {round(min(y, sheet.height - y) / MM, 1) for _, y in inside} == {5, 9}


def ticks(page: Any) -> Iterator[tuple[float, float]]:
    """The ends of lines that are 0.35 pt thin."""
    thin = False
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"w":
            thin = float(operands[0]) == 0.35
        elif operator in (b"m", b"l") and thin:
            yield float(operands[0]), float(operands[1])


def test_what_flows_into_the_flap_starts_with_a_section(clinic: Any, by_panel: ByPanel) -> None:
    sections = "\n".join(f"- title: Part {number}\n  blocks:\n{sentences_of(number)}" for number in range(7))
    panels = by_panel(clinic.build("trifold", sections=sections))
    assert panels["flap"]
    assert panels["flap"][0].text.startswith("Part ")


def sentences_of(section: int) -> str:
    return "\n".join(f"  - Zu{section}x{number} {SENTENCE} {SENTENCE}" for number in range(5))


def test_one_long_section_stays_out_of_the_flap(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("trifold", sentences(44)))
    assert [line.text for line in panels["flap"]] == ["My notes"]
    assert all(panels[name] for name in ("inside-left", "inside-middle", "inside-right"))


@pytest.mark.parametrize("count", [1, 20, 50])
def test_no_text_is_lost_over_panels(clinic: Any, read_pdf: Any, by_panel: ByPanel, count: int) -> None:
    paragraph = " ".join(f"Zu{number} {SENTENCE}" for number in range(count))
    built = clinic.build("trifold", f"- {paragraph}")
    paragraphs = [node.text for node in read_pdf(built.data).root.all("P")]
    assert paragraph in paragraphs
    used = [name for name, lines in by_panel(built).items() if "Zu" in text_of(lines)]
    assert len(used) == {1: 1, 20: 1, 50: 3}[count]


# --- wishes


@pytest.mark.parametrize("panel", ["inside-left", "inside-middle", "inside-right", "flap"])
def test_a_wish_is_kept(clinic: Any, by_panel: ByPanel, panel: str) -> None:
    wishing = f"- title: Wishing\n  panel: {panel}\n  blocks: [Zuwish]\n"
    assert place_of(by_panel(clinic.build("trifold", sections=wishing)), "Zuwish") == panel
    panels = by_panel(clinic.build("trifold", sections=CALM + wishing))
    assert place_of(panels, "Zuwish") == panel


def test_two_sections_may_wish_for_one_panel(clinic: Any, by_panel: ByPanel) -> None:
    sections = "".join(f"- title: T{n}\n  panel: inside-middle\n  blocks: [Zuwish{n}]\n" for n in (1, 2))
    panels = by_panel(clinic.build("trifold", sections=sections))
    assert place_of(panels, "Zuwish1") == place_of(panels, "Zuwish2") == "inside-middle"


def test_a_wish_against_the_order_is_an_error_at_its_section(clinic: Any) -> None:
    sections = "- title: One\n  panel: flap\n  blocks: [a]\n- title: Two\n  panel: inside-left\n  blocks: [b]\n"
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections=sections)
    (problem,) = caught.value.findings
    assert "“Two” wishes for inside-left, but a section before it stands further on." in problem.message
    assert problem.place.line == 14


def test_a_panel_that_no_layout_knows_is_an_error(clinic: Any) -> None:
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections="- title: One\n  panel: inside-top\n  blocks: [a]\n")
    (problem,) = caught.value.findings
    assert "no layout has a panel “inside-top”" in problem.message
    assert problem.hint == "Did you mean “inside-left”?"
    assert (problem.place.line, problem.place.column) == (12, 12)


def test_a_panel_of_another_layout_is_ignored(clinic: Any, shipped: Any, by_panel: ByPanel) -> None:
    layout = (shipped.sources.home / "layouts/trifold.yaml").read_text()
    clinic.add("layouts/other.yaml", layout.replace("inside-middle", "centre"))
    built = clinic.build("trifold", sections="- title: One\n  panel: centre\n  blocks: [Zuwish]\n")
    assert place_of(by_panel(built), "Zuwish") == "inside-left"


def test_a_wish_that_has_no_room_left_is_an_error(clinic: Any) -> None:
    """The second section flows on into the next panel, so that the third can't stand where it wants."""
    long = "\n".join(f"  - {SENTENCE}" for _ in range(30))
    sections = (
        "- title: One\n  panel: inside-left\n  blocks: [a]\n"
        f"- title: Two\n  blocks:\n{long}\n"
        "- title: Three\n  panel: inside-left\n  blocks: [c]\n"
    )
    with pytest.raises(CarefoldError, match="does not fit"):
        clinic.build("trifold", sections=sections)


# --- breaks


def test_a_page_break_starts_a_panel(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("trifold", "- Zuone\n- page-break:\n- Zutwo"))
    assert (place_of(panels, "Zuone"), place_of(panels, "Zutwo")) == ("inside-left", "inside-middle")
    assert panels["inside-middle"][0].text == "Zutwo"


def test_kept_blocks_stay_together(clinic: Any, by_panel: ByPanel) -> None:
    kept = "- keep:\n" + "\n".join(f"  - Zukept{number} {SENTENCE}" for number in range(10))
    panels = by_panel(clinic.build("trifold", f"{sentences(12)}\n{kept}\n{sentences(12)}"))
    places = {place_of(panels, f"Zukept{number} ") for number in range(10)}
    assert len(places) == 1


def test_no_heading_ends_a_panel(clinic: Any, by_panel: ByPanel) -> None:
    blocks = "\n".join(f"- heading: Head{number}\n- {SENTENCE}" for number in range(30))
    panels = by_panel(clinic.build("trifold", blocks))
    for name in ("inside-left", "inside-middle", "inside-right"):
        assert not panels[name][-1].text.startswith("Head")


# --- too much


def test_too_much_text_says_where_and_how_much(clinic: Any) -> None:
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sentences(150))
    (problem,) = caught.value.findings
    found = re.fullmatch(
        r"the text does not fit “Tri-fold leaflet, letter fold”: inside-right is full here\. (\d+) lines,"
        r" about (\d+) words, are too many at 12 pt, the smallest; 16 pt and all between were tried\.",
        problem.message,
    )
    assert found
    assert 40 < int(found[1]) < 250
    assert 300 < int(found[2]) < 1400
    assert problem.place.file.endswith("handouts/h.yaml")
    assert 50 < problem.place.line < 150
    assert "The longest sections: “One” (" in problem.hint


def test_references_that_no_panel_holds_are_refused(clinic: Any) -> None:
    cited = "; ".join(f"@r{number}" for number in range(60))
    entry = "type: book, title: Many words of a title that goes on and on, author: [{family: Zu, given: A}]"
    listed = "".join(f"\n  - {{id: r{number}, {entry}}}" for number in range(60))
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", f'- "Words. [{cited}]"', references=listed)
    (problem,) = caught.value.findings
    assert re.fullmatch(
        r"the references are \d+ lines higher than a panel of “Tri-fold leaflet, letter fold”\.", problem.message
    )
    assert problem.place.line > 10


def test_one_line_too_many_is_one_line(clinic: Any) -> None:
    """Sentence by sentence until it does not fit any more."""
    low, high = 50, 150
    while high - low > 1:
        middle = (low + high) // 2
        try:
            clinic.build("trifold", "- keep: [a]\n" + "\n".join(f"- Line {number}." for number in range(middle)))
            low = middle
        except CarefoldError as error:
            high, message = middle, str(error)
    assert re.search(r" [12] lines?, about 5 words,", message)


def test_a_block_that_is_too_high_is_named(clinic: Any) -> None:
    kept = "- keep:\n" + "\n".join(f"  - {SENTENCE}" for _ in range(60))
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", f"- Before.\n{kept}")
    assert caught.value.findings[0].place.line == 15


def test_too_much_on_the_back(clinic: Any) -> None:
    lines = "\n".join(f"  - Zu{number} {SENTENCE}" for number in range(30))
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections=CALM + f"- title: Urgent\n  urgent: true\n  blocks:\n{lines}\n")
    (problem,) = caught.value.findings
    assert re.match(
        r"the back of “Tri-fold leaflet, letter fold” is too full by \d+ lines at the smallest", problem.message
    )
    assert problem.place.line == 13


def test_both_sides_are_reported_at_once(clinic: Any) -> None:
    lines = "\n".join(f"  - Zu{number} {SENTENCE}" for number in range(150))
    sections = f"- title: A\n  blocks:\n{lines}\n- title: B\n  urgent: true\n  blocks:\n{lines}\n"
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections=sections)
    assert len(caught.value.findings) == 2


def test_too_much_on_the_cover(clinic: Any, by_panel: ByPanel) -> None:
    subtitle = " ".join([SENTENCE] * 15)
    try:
        front = by_panel(clinic.build("trifold", subtitle=subtitle))["front"]
    except CarefoldError:
        return
    name = next(line for line in front if "Riverbend" in line.text)
    card = [line for line in front if line.text.strip() in subtitle]
    assert min(line.y for line in card) > name.y + 20


# --- handouts that lack something


@pytest.mark.parametrize(
    "sections",
    [CALM, CALM + URGENT, URGENT, "- title: Alone\n  blocks: []\n", "- title: A\n  blocks: []\n" + CALM],
    ids=["no urgent section", "both", "only urgent sections", "no blocks", "one section without blocks"],
)
def test_a_handout_may_lack_things(clinic: Any, layout: str, read_pdf: Any, sections: str) -> None:
    root = read_pdf(clinic.build(layout, sections=sections).data).root
    titles = re.findall(r"title: (\w+)", sections)
    last = layout != "letter"  # where urgent sections stand at the foot of the first page, and are read first
    found = [node.text for node in root.all("H2") if node.text in titles]
    assert found == sorted(titles, key=lambda title: (title == "Urgent") == last)


def test_references_are_optional(clinic: Any, layout: str, read_pdf: Any) -> None:
    without, cited = clinic.build(layout), clinic.build(layout, "- Known. [@zarate2006]")
    heads = [{node.text for node in read_pdf(built.data).root.all("H2")} for built in (without, cited)]
    assert heads[1] - heads[0] == {"Where this comes from"}


def test_a_page_break_that_can_not_be_kept_is_what_is_told(clinic: Any) -> None:
    """The last section begins in front of the flap, into which no section may split."""
    first = "\n".join(f"- title: S{number}\n  blocks: [page-break: , Words]" for number in range(4))
    sections = first.replace("[page-break: , Words]", "[Words, {page-break: }, More]")
    with pytest.raises(CarefoldError, match=r"with the page-break before this, the text does not fit") as caught:
        clinic.build("trifold", sections=sections)
    assert caught.value.findings[0].place.line > 0
    assert clinic.build("trifold", sections=sections.replace(", {page-break: }", "")).data


@pytest.mark.parametrize("title", ["Esophagogastroduodenoscopy", "Hydroxychloroquine and you"])
def test_a_long_word_on_a_cover_is_set_smaller_not_broken(clinic: Any, by_panel: ByPanel, title: str) -> None:
    words = " ".join(line.text.strip() for line in by_panel(clinic.build("trifold", title=title))["front"])
    assert title in words


@pytest.mark.parametrize(
    ("layout", "least", "dense"),
    [("zfold", 12.0, True), ("zfold-a4", 12.0, True), ("trifold", 12.25, False), ("trifold-a4", 12.25, False),
     ("gatefold", 12.25, False)],
)  # fmt: skip
def test_paragraphs_are_cut_at_folds_only_where_a_text_does_not_fit_otherwise(
    shipped: Any, layout: str, least: float, dense: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = []
    compose = folded.compose_parts

    def noted(job: Any, sheet: Any, plan: Any, *sizes: float) -> Any:
        plans.append(plan)
        return compose(job, sheet, plan, *sizes)

    monkeypatch.setattr(folded, "compose_parts", noted)
    home = Path(__file__).parents[1] / "cases" / "pages"
    made = make(Workspace.open(home, shipped.today), Order("about-ketamine", layout))
    assert made.composition.type_size >= least
    assert any(plan.dense for plan in plans) == dense


def test_a_list_stands_with_the_text_that_leads_to_it(shipped: Any, by_panel: ByPanel) -> None:
    """Rather than fill the panel beside it, which then is for notes."""
    home = Path(__file__).parents[1] / "cases" / "pages"
    panels = by_panel(make(Workspace.open(home, shipped.today), Order("es", "gatefold"))).values()
    (lines,) = [shown for shown in panels if any(line.text.startswith("Empiece con") for line in shown)]
    assert any("Bebidas" in line.text for line in lines)


def test_few_type_sizes_are_set_to_find_the_largest(shipped: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[float] = []
    compose = folded.compose_parts

    def noted(job: Any, sheet: Any, plan: Any, *sized: float) -> Any:
        sizes.append(sized[0])
        return compose(job, sheet, plan, *sized)

    monkeypatch.setattr(folded, "compose_parts", noted)
    chosen = make(shipped, Order("about-ketamine", "trifold")).composition.type_size
    assert sizes[0] == 12.5 and chosen in sizes
    assert len(sizes) <= 3, sizes
