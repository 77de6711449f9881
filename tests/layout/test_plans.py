"""Schedules, zones, time lines: what they say to a screen reader, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from unbroken import broken

from carefold.diagnostics.carefold_error import CarefoldError

MEDICINES = "- schedule: [{medicine: Am, dose: 5 mg, morning: 1, noon: 2, evening: 3, bedtime: 4, note: Eat.}]"
LONG = "- schedule: [{medicine: Am, morning: 1 unpronounceable, bedtime: 2}]"
ZONES = "- zones: [{zone: green, title: Well, signs: [Sa], do: [Da]}, {zone: yellow, signs: [Sb], do: [Db]}]"
TIMES = ["Morning", "Noon", "Evening", "Bedtime"]


@pytest.fixture
def tree(clinic: Any, read_pdf: Callable[[bytes], Any]) -> Callable[[str, str], Any]:
    return lambda layout, blocks: read_pdf(clinic.build(layout, blocks).data).root


def test_on_a_page_a_schedule_is_one_table(tree: Any) -> None:
    (table,) = tree("letter-plain", MEDICINES).all("Table")
    rows = [[cell.text for cell in row.children] for row in table.all("TR")]
    assert rows == [["Medicine", *TIMES], ["Am 5 mg\nEat.", "1", "2", "3", "4"]]
    assert [cell.entries["/A"]["/Scope"] for cell in table.all("TH")] == ["/Column"] * 5 + ["/Row"]


def test_in_a_narrow_column_each_medicine_has_its_own(tree: Any) -> None:
    (table,) = tree("booklet", MEDICINES).all("Table")
    assert table.all("Caption")[0].text == "Am 5 mg"
    rows = [[cell.text for cell in row.children] for row in table.all("TR")]
    assert rows == [TIMES, ["1", "2", "3", "4"]]


def test_doses_stand_on_the_lines_of_their_medicines_where_all_have_room(tree: Any) -> None:
    def captions(name: str) -> list[str]:
        rows = "\n".join(f"    - {{medicine: {one}, dose: 5 mg, morning: 1, noon: 2}}" for one in ("Am", name))
        return [one.text for one in tree("booklet", f"- schedule:\n{rows}").all("Caption")]

    long = "Bm " * 16 + "B"
    assert captions("Bm") == ["Am 5 mg", "Bm 5 mg"]
    assert captions(long) == ["Am\n5 mg", f"{long}\n5 mg"]


def test_long_words_put_the_times_below_each_other(tree: Any) -> None:
    (table,) = tree("trifold", LONG).all("Table")
    rows = [[cell.text for cell in row.children] for row in table.all("TR")]
    assert rows == [["Morning", "1 unpronounceable"], ["Bedtime", "2"]]
    assert [cell.entries["/A"]["/Scope"] for cell in table.all("TH")] == ["/Row", "/Row"]


def test_a_long_schedule_repeats_its_times(clinic: Any, read_pdf: Any) -> None:
    rows = "\n".join(f"    - {{medicine: M{number}, dose: D, morning: '1'}}" for number in range(40))
    printed = read_pdf(clinic.build("letter", f"- schedule:\n{rows}").data)
    shown = [shown.mcid is None for shown in printed.shown if shown.text.strip() == "Bedtime"]
    assert shown == [False, *[True] * (len(shown) - 1)]
    assert len(shown) > 1


def test_zones_say_their_colour_in_a_heading(tree: Any, layout: str) -> None:
    root = tree(layout, ZONES)
    assert [head.text for head in root.all("H3")] == ["Green: Well", "Yellow"]
    division = next(div for div in root.all("Div") if "Sa" in div.text)
    assert [line for line in division.text.split("\n") if line.strip() not in ("•", "")] == [
        "Green: Well", "Sa", "What to do", "Da",
    ]  # fmt: skip


def test_zones_have_shapes_of_their_own(clinic: Any, layout: str, record_pages: Any) -> None:
    """On a grey print the sign still tells which is which."""

    def shapes(zone: str) -> list[int]:
        blocks = f"- zones: [{{zone: {zone}, signs: [Sa], do: [Da]}}]"
        recorded = record_pages(clinic.build(layout, blocks).composition)
        return sorted(len(outline) for page in recorded for outline, look, _ in page.shapes if look.get("fill"))

    assert len({tuple(shapes(zone)) for zone in ("green", "yellow", "red")}) == 3


def test_moments_are_labels_with_texts(tree: Any, layout: str) -> None:
    root = tree(layout, "- timeline: [{when: Now, text: Go}, {when: Then, text: Stop}]")
    listing = next(found for found in root.all("L") if "Now" in found.text)
    assert [[kid.text for kid in entry.children] for entry in listing.children] == [["Now", "Go"], ["Then", "Stop"]]


def test_the_line_runs_from_dot_to_dot(clinic: Any, layout: str, record_pages: Any) -> None:
    blocks = "- timeline: [{when: A, text: b}, {when: C, text: d}, {when: E, text: f}]"
    pages = record_pages(clinic.build(layout, blocks).composition)
    lines = [outline for page in pages for outline, look, _ in page.shapes if look.get("width") == 1.4]
    assert len(lines) == 4, "from a dot down, and to the next one"
    ends = [end for outline in lines for _, end in outline]
    assert len({x for x, _ in ends}) == 1
    assert ends[1] == pytest.approx(ends[2])
    assert ends[5] == pytest.approx(ends[6])
    filled = [outline for page in pages for outline, look, _ in page.shapes if look["fill"] and len(outline) > 4]
    dots = [list(zip(*(numbers[-2:] for _, numbers in outline if numbers), strict=True)) for outline in filled]
    heights = [up for across, up in dots if min(across) + max(across) == pytest.approx(2 * ends[0][0])]
    feet, heads = [min(up) for up in heights], [max(up) for up in heights]
    assert [y for _, y in ends[::4]] == pytest.approx(feet[:2])
    assert [y for _, y in ends[3::4]] == pytest.approx(heads[1:])


@pytest.mark.parametrize("name", ["Hydrochlorothiazide", "Hydroxychloroquinesulfate", "Medicinenamehydrochloride"])
@pytest.mark.parametrize("layout", ["trifold", "letter", "large-print"])
def test_the_name_of_a_medicine_is_never_broken(clinic: Any, record_pages: Any, name: str, layout: str) -> None:
    built = clinic.build(layout, f"- schedule: [{{medicine: {name}, morning: 1 tablet}}]")
    lines = [line.text.strip() for page in record_pages(built.composition) for line in page.lines]
    assert name in lines


def test_a_name_that_no_type_size_can_hold_says_so(clinic: Any) -> None:
    with pytest.raises(CarefoldError, match="a medicine's name is too wide"):
        clinic.build("trifold", f"- schedule: [{{medicine: {'wm' * 30}, morning: 1 tablet}}]")


@pytest.mark.parametrize("layout", ["letter-plain", "letter"])
def test_a_cell_without_a_dose_has_a_dash_that_is_read_as_a_word(clinic: Any, read_pdf: Any, layout: str) -> None:
    built = clinic.build(layout, "- schedule: [{medicine: A, morning: 1 pill, bedtime: 2 pills}]")
    printed = read_pdf(built.data)
    (table,) = printed.root.all("Table")
    assert [cell.text for cell in table.all("TD")] == ["1 pill", "none", "none", "2 pills"]
    assert sum(shown.text == "–" for shown in printed.shown) == 2


@pytest.mark.parametrize("amount", ["1 teaspoonful", "2 to 3 teaspoonfuls", "10 mg/5 mL twice"])
@pytest.mark.parametrize("layout", ["trifold", "letter", "large-print", "half-sheet"])
def test_where_a_cell_would_part_a_dose_each_medicine_is_a_block(
    clinic: Any, record_pages: Any, amount: str, layout: str
) -> None:
    medicines = [
        f"{{medicine: Medicine {one}, dose: 500 mg tablets, morning: {amount}, noon: {amount}}}" for one in "AB"
    ]
    built = clinic.build(layout, f"- schedule: [{', '.join(medicines)}]")
    lines = [line.text.strip() for page in record_pages(built.composition) for line in page.lines]
    whole = amount.removesuffix(" twice")
    assert sum(line.startswith(whole) for line in lines) == 4
    assert not list(broken(built.composition, "en"))


def test_a_time_and_its_dose_stand_one_below_the_other_where_both_have_no_room(clinic: Any, record_pages: Any) -> None:
    amount = "1 extraordinarilylongspoon"
    built = clinic.build("trifold", f"- schedule: [{{medicine: A, bedtime: {amount}}}]")
    lines = {line.text.strip(): line for page in record_pages(built.composition) for line in page.lines}
    assert lines["Bedtime"].x == lines[amount].x
    assert lines["Bedtime"].y > lines[amount].y
