"""What narrow columns do to words."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.families import load_family
from carefold.graphics.colour import BLACK
from carefold.layout.paragraph import set_paragraph
from carefold.model.inline import Words
from carefold.structure import Element
from carefold.text.text_style import TextStyle


@pytest.mark.parametrize("columns", range(2, 9))
def test_a_number_never_sticks_out_of_its_cell(clinic: Any, by_panel: Any, columns: int) -> None:
    """It stays with its unit; where columns are too narrow for that, they stand one below another."""
    cells = ", ".join(["1250 mg"] * columns)
    built = clinic.build("trifold", f"- table: {{header: [{cells}], rows: [[{cells}]]}}")
    rows = [line for lines in by_panel(built).values() for line in lines if "1250" in line.text or "mg" in line.text]
    assert [line.text.strip() for line in rows] == ["1250 mg"] * 2 * columns
    for line in rows:
        beside = [other for other in rows if other.y == line.y and other.x > line.x]
        assert all(line.x + line.width <= other.x for other in beside)


def test_a_number_leaves_its_unit_where_no_line_holds_both(shipped: Any, record: Any) -> None:
    """In a measure between the widths of “1250” and “1250 mg”, at 10 pt."""
    family = load_family(shipped, "Source Sans 3")
    style = TextStyle(family, 10.0, 13.0, BLACK, BLACK, "en", widest=1000.0)
    for measure in range(25, 60):
        lines = record(set_paragraph((Words("1250 mg 1250 mg"),), style, Element("P"), float(measure))).lines
        assert all(line.width <= measure for line in lines)
        parted = any(line.text.strip() in ("1250", "mg", "mg 1250") for line in lines)
        assert parted == (measure < family.regular.width("1250 mg", 10.0, "en"))


def test_a_space_is_not_lost_at_a_parted_word(clinic: Any, read_pdf: Any) -> None:
    long = "wm" * 40
    said = read_pdf(clinic.build("trifold", f"- a {long} b {long} **c** {long}").data).root.text
    assert f"a {long} b {long} c {long}" in said.replace("\n", " ")


def test_a_long_caption_stays_with_its_table(clinic: Any, by_panel: Any) -> None:
    caption = " ".join(f"Zucap{number} caption" for number in range(24))
    for count in range(10, 26, 2):
        before = "\n".join(f"- Line {number}." for number in range(count))
        table = f"- table: {{caption: {caption}, header: [Zuhead, b], rows: [[c, d], [e, f]]}}"
        panels = by_panel(clinic.build("trifold", f"{before}\n{table}"))
        used = [name for name, lines in panels.items() if any("Zu" in line.text for line in lines)]
        assert len(used) == 1


def test_a_long_section_leaves_no_panel_empty_before_its_end(clinic: Any, by_panel: Any) -> None:
    """Behind the fold of a Z whole sections begin: one that is too long does not go on one panel further."""
    for count in (40, 60, 70):
        blocks = "\n".join(f"- Zu{number} You may feel dizzy or sleepy for a while." for number in range(count))
        try:
            panels = by_panel(clinic.build("zfold", blocks))
        except CarefoldError as error:
            assert "inside-middle is full here" in str(error)
            continue
        behind = [*panels["reverse-left"], *panels["reverse-right"]]
        assert not behind or any("Zu0 " in line.text for line in panels["reverse-left"])
