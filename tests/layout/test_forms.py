"""What a pen or a keyboard fills in, feet, and the address in its window."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import Any

import pypdfium2 as pdfium
import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Edition, Order
from carefold.pipeline import make
from carefold.units import INCH, MM


def blanks(built: Any) -> list[Any]:
    """Those of the handout's own blocks, which stand before the notes in blank panels."""
    own = takewhile(
        lambda part: "My notes" not in "".join(leaf.text for leaf in part.leaves()), built.composition.root.children
    )
    return [found for part in own for found in part.walk() if "blank to fill in" in found.actual_text]


def test_a_log_has_its_rows_and_reads_one_of_them(clinic: Any, layout: str, record_pages: Any, read_pdf: Any) -> None:
    built = clinic.build(layout, "- log: {columns: [Day, Hour], rows: 5}")
    table = read_pdf(built.data).root.all("Table")[0]
    rows = [[cell.text for cell in row.children] for row in table.all("TR")]
    assert rows == [["Day", "Hour"], ["blank to fill in"] * 2]
    between = [
        outline for page in record_pages(built.composition) for outline, look, _ in page.shapes
        if len(outline) == 2 and outline[0][1][0] == outline[1][1][0] and look["stroke"]
    ]  # fmt: skip
    upright = [outline for outline in between if 8 * MM - 0.01 <= outline[0][1][1] - outline[1][1][1] < 11 * MM]
    assert len(upright) == 5


def test_on_a_screen_each_cell_of_a_log_is_a_field(clinic: Any, record_pages: Any) -> None:
    clinic.write("- log: {columns: [Day, Hour], rows: 2}\n- signature: {roles: [Patient]}\n- teach-back: [Why?]")
    built = make(opened(clinic.folder), Order("h", "trifold", edition=Edition.SCREEN))
    forms = [found.contents for found in built.composition.root.walk() if found.role == "Form"]
    own = ["Day 1", "Hour 1", "Day 2", "Hour 2", "Patient", "Patient: Date", "Why?"]
    assert [name for name in forms if name != "My notes"] == own
    fields = [(element.contents, area) for page in record_pages(built.composition) for element, area in page.fields]
    assert sorted(name for name, _ in fields) == sorted(forms), "each is there to type into"
    areas = [area for name, area in fields if name != "My notes"]
    assert all(one.right <= two.x or one.y >= two.top for one, two in pairwise(areas))
    assert all(area.height > 5 * MM and area.width > 20 * MM for area in areas)


def test_a_log_too_wide_says_so(clinic: Any) -> None:
    columns = ", ".join(f"Electroencephalogram{number}" for number in range(6))
    with pytest.raises(CarefoldError, match="log of 6 columns is too wide"):
        clinic.build("letter", f"- log: {{columns: [{columns}]}}")


def test_signatures_have_a_line_for_the_name_and_one_for_the_date(clinic: Any, layout: str) -> None:
    built = clinic.build(layout, "- signature: {roles: [Patient, Clinician]}")
    said = [
        "".join(leaf.text for leaf in blank.parent.leaves()).strip() for blank in blanks(built) if blank.parent
    ]  # fmt: skip
    assert list(filter(None, said)) == ["Patient", "Date", "Clinician", "Date"]


def test_the_line_for_the_date_stands_right_of_the_one_for_the_name(
    clinic: Any, layout: str, record_pages: Any
) -> None:
    built = clinic.build(layout, "- write-in: {label: Why?, lines: 1}\n- signature: {roles: [Patient]}")
    whole, name, date = (
        outline for page in record_pages(built.composition) for outline, _, leaf in page.shapes
        if leaf and leaf.parent in blanks(built)
    )  # fmt: skip
    (left, level), (end, _) = (numbers for _, numbers in name)
    (start, height), (right, _) = (numbers for _, numbers in date)
    assert height == level
    assert (left, right) == pytest.approx((whole[0][1][0], whole[1][1][0])), "together as wide as the column"
    assert end + 8 < start


def test_writing_lines_are_level(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, "- write-in: {label: Why?, lines: 3}")
    (first,) = (
        outline for page in record_pages(built.composition) for outline, _, leaf in page.shapes
        if leaf and leaf.parent in blanks(built)
    )  # fmt: skip
    (_, (left, start)), (_, (right, end)) = first
    assert right - left > 100 and start == end


def test_on_a_screen_one_field_is_as_high_as_all_its_lines(clinic: Any, record_pages: Any) -> None:
    clinic.write("- write-in: {label: Why?, lines: 3}")
    built = make(opened(clinic.folder), Order("h", "letter", edition=Edition.SCREEN))
    area, _ = (area for page in record_pages(built.composition) for _, area in page.fields)  # the other is for notes
    assert area.height == pytest.approx(3 * 8 * MM)


def test_teach_back_asks_for_own_words(clinic: Any, layout: str, read_pdf: Any) -> None:
    text = read_pdf(clinic.build(layout, "- teach-back: [When?, Where?]").data).root.text
    assert text.index("Tell us in your own words:") < text.index("When?") < text.index("Where?")


def lines_of(built: Any, record_pages: Any) -> dict[str, Any]:
    return {line.text.strip(): line for page in record_pages(built.composition) for line in page.lines}


def test_a_foot_stands_at_the_foot_of_its_panel_or_page(clinic: Any, layout: str, record_pages: Any) -> None:
    foot, plain = "- Words.\n- foot: [Footed.]", "- Words.\n- Footed."
    pinned = lines_of(clinic.build(layout, foot), record_pages)["Footed."]
    flowing = lines_of(clinic.build(layout, plain), record_pages)["Footed."]
    assert pinned.y < flowing.y - 100
    assert pinned.x == flowing.x


def test_what_follows_a_foot_stands_above_it(clinic: Any, layout: str, record_pages: Any) -> None:
    lines = lines_of(clinic.build(layout, "- One.\n- foot: [Footed.]\n- Two."), record_pages)
    assert lines["One."].y > lines["Two."].y > lines["Footed."].y


@pytest.mark.parametrize(
    ("layout", "left", "top"),
    [
        ("letter", 0.875 * INCH, 2.27 * INCH),
        ("a4", 22 * MM, 46 * MM),
        ("letter-plain", 1.2 * INCH, 2.27 * INCH),
        ("a4-plain", 30 * MM, 46 * MM),
        ("large-print", INCH, 2.27 * INCH),
    ],
)
def test_an_address_stands_in_the_window(clinic: Any, record_pages: Any, layout: str, left: float, top: float) -> None:
    """A #10 envelope's window is 7/8 in from the left and 1/2 in from the foot, 1 1/8 in high; a DL's 20, 15, 45 mm."""
    built = clinic.build(layout, "- address: [Person, Street, Town]\n- Dear you.")
    first, *_ = record_pages(built.composition)
    lines = {line.text.strip(): line for line in first.lines}
    window = built.layout.window
    height = built.layout.extent[1]
    for text in ("Person", "Street", "Town"):
        assert lines[text].x == pytest.approx(left)
        assert height - top - window.height <= lines[text].y <= height - top
    assert lines["Small"].y < height - top - window.height, "the title stands below"


TEN, LETTER, A4 = (9.5 * INCH, 4.125 * INCH), (8.5 * INCH, 11 * INCH), (210 * MM, 297 * MM)


def _texts(data: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each character on the first page of a finished file, and its box from the sheet's upper left corner."""
    page = pdfium.PdfDocument(data)[0]
    text, high = page.get_textpage(), page.get_height()
    boxes = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
    return [(sign, left, high - top, right, high - foot) for sign, (left, foot, right, top) in boxes if sign.strip()]


@pytest.mark.parametrize("lines", [1, 3, 4])
@pytest.mark.parametrize(
    ("layout", "envelope", "sheet", "window"),
    [
        ("letter", TEN, LETTER, (0.875 * INCH, 0.5 * INCH, 4.5 * INCH, 1.125 * INCH)),
        ("letter-plain", TEN, LETTER, (0.875 * INCH, 0.5 * INCH, 4.5 * INCH, 1.125 * INCH)),
        ("a4", (220 * MM, 110 * MM), A4, (20 * MM, 15 * MM, 90 * MM, 45 * MM)),
        ("a4", (229 * MM, 114 * MM), A4, (20 * MM, 15 * MM, 90 * MM, 45 * MM)),
        ("a4", (220 * MM, 110 * MM), A4, (20 * MM, 18 * MM, 90 * MM, 35 * MM)),
    ],
)  # fmt: skip
def test_nothing_but_the_address_shows_wherever_the_sheet_slips(
    clinic: Any, layout: str, envelope: Any, sheet: Any, window: Any, lines: int
) -> None:
    """Of a finished file: the sheet in thirds lies in the middle of a #10, DL or C5/6, or 6 mm off in any direction."""
    address = ["Person Example", "Flat 5", "100 Example Street", "Springfield, EX 00000"][-lines:]
    written = "[" + ", ".join(f'"{line}"' for line in address) + "]"
    signs = _texts(clinic.build(layout, f"- address: {written}\n- Dear you.").data)
    wide, high = window[2:]
    for across in (-6 * MM, 0.0, 6 * MM):
        for down in (-6 * MM, 0.0, 6 * MM):
            x = window[0] - (envelope[0] - sheet[0]) / 2 - across
            y = envelope[1] - window[1] - high - (envelope[1] - sheet[1] / 3) / 2 - down
            touched = [sign for sign, left, top, right, foot in signs
                       if left < x + wide and right > x and top < y + high and foot > y]  # fmt: skip
            assert "".join(touched) == "".join(address).replace(" ", ""), (across, down)
            whole = [sign for sign, left, top, right, foot in signs
                     if left >= x and right <= x + wide and top >= y - 2 and foot <= y + high + 2]  # fmt: skip
            assert whole == touched, (across, down)


def test_a_head_that_reaches_into_the_window_says_so(clinic: Any) -> None:
    clinic.write("- address: [Person]\n- Dear you.")
    brand = (clinic.folder / "brand.yaml").read_text("utf-8")
    long = " ".join(["Large print or another language is there for you, and it is free of charge."] * 5)
    clinic.add("brand.yaml", brand.replace("Large print or another language? Ask us: {{ brand.contact.phone }}", long))
    brand = (clinic.folder / "brand.yaml").read_text("utf-8")
    name = (
        "The Riverbend Clinic for Family and Mental Health Care of Springfield and the Towns Around It, by the Bridge"
    )
    clinic.add("brand.yaml", brand.replace("name: Riverbend Clinic", f"name: {name} {name}"))
    with pytest.raises(CarefoldError, match="the head of “Letter pages” reaches into the envelope's window"):
        clinic.again("letter")


def test_the_lines_of_an_address_move_together_only_where_they_must(clinic: Any, record_pages: Any) -> None:
    steps = []
    for count in (2, 3, 4, 5):
        names = [f"Addressed{number}" for number in range(count)]
        first, *_ = record_pages(clinic.build("letter", f"- address: [{', '.join(names)}]\n- Words.").composition)
        lines = [line for line in first.lines if line.text.startswith("Addressed")]
        assert len(lines) == count
        steps.append(round((lines[0].y - lines[-1].y) / (count - 1) / lines[0].size, 2))
    assert steps[0] == steps[1] >= 1.25
    assert steps == sorted(steps, reverse=True) and 1 < steps[-1] < 1.25


def test_the_window_comes_before_the_title_in_the_tree(clinic: Any, read_pdf: Any) -> None:
    text = read_pdf(clinic.build("letter", "- Dear you.\n- address: [Person]").data).root.text
    assert text.index("Person") < text.index("Small") < text.index("Dear you.")


def test_a_section_of_nothing_but_the_address_is_not_printed_beside_a_window(clinic: Any, read_pdf: Any) -> None:
    sections = "- title: To\n  blocks: [{address: [Person]}]\n- title: More\n  blocks: [Words]"
    assert "To" not in read_pdf(clinic.build("letter", sections=sections).data).root.text.split()
    assert "To" in read_pdf(clinic.build("trifold", sections=sections).data).root.text.split()


def test_an_address_higher_than_the_window_says_so(clinic: Any) -> None:
    long = "a line that is far too long for the window of an envelope, and so it goes over two"
    with pytest.raises(CarefoldError, match=r"the address is .* too high for the envelope's window"):
        clinic.build("letter", f"- address: [{long.replace(',', '')}, b, c, d, e]\n- Words.")
