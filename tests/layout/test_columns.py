"""How wide a table's columns are: what fits keeps its width, only what must wrap wraps, no word is broken in vain."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.layout.blocks.table import shared_out

SHY = "\u00ad"


@pytest.mark.parametrize(
    ("least", "wishes", "room", "widths"),
    [
        ([10, 10, 10], [30, 40, 500], 200, [30, 40, 130]),  # two fit
        ([10, 10], [100, 300], 200, [100, 100]),  # just an even share
        ([10, 10, 10], [40, 400, 800], 300, [40, 10 + 240 * 390 / 1180, 10 + 240 * 790 / 1180]),
        ([50, 180], [90, 400], 240, [50 + 40 * 10 / 260, 180 + 220 * 10 / 260]),  # the other needs more than is left
        ([20, 20], [400, 400], 100, [50, 50]),
    ],
)
def test_shares(least: list[float], wishes: list[float], room: float, widths: list[float]) -> None:
    shared = shared_out(least, wishes, room)
    assert sum(shared) == pytest.approx(room)
    assert shared == pytest.approx(widths)
    assert all(width >= need for width, need in zip(shared, least, strict=True))


def cells(clinic: Any, by_panel: Any, layout: str, table: str) -> list[str]:
    """The lines of a table's cells, one below another."""
    built = clinic.build(layout, f"- table: {table}")
    return [line.text.strip() for lines in by_panel(built).values() for line in lines if not line.artifact]


def test_a_short_column_does_not_wrap_beside_a_long_one(clinic: Any, by_panel: Any) -> None:
    long = "Take one tablet with your evening meal. Do not crush or chew it, and do not stop on your own."
    table = f"{{header: [When, Medicine, How], rows: [[Week 1, Metformin 500 mg, '{long}'], [Week 10, Zu 5 mg, a]]}}"
    found = cells(clinic, by_panel, "letter", table)
    assert {"Week 1", "Week 10", "Metformin 500 mg", "Zu 5 mg"} <= set(found)


def test_headers_part_at_soft_hyphens_where_they_must(clinic: Any, by_panel: Any) -> None:
    header = f"[Anti{SHY}hyper{SHY}tensives, Electro{SHY}encephalo{SHY}graphy, Otorhino{SHY}laryngo{SHY}logists]"
    found = cells(clinic, by_panel, "trifold", f"{{header: {header}, rows: [[a, b, c]]}}")
    assert "Electro" in found
    found = cells(clinic, by_panel, "letter", f"{{header: {header}, rows: [[a, b, c]]}}")
    assert {"Antihypertensives", "Electroencephalography", "Otorhinolaryngologists"} <= set(found)


def test_a_column_with_an_address_leaves_words_whole(clinic: Any, by_panel: Any) -> None:
    table = "{header: [Where, What], rows: [[https://lakeside.example/a/very/long/way/to/go, Thyroidectomies]]}"
    assert "Thyroidectomies" in cells(clinic, by_panel, "trifold", table)


def test_where_words_would_be_parted_each_row_is_a_block(clinic: Any, by_panel: Any, read_pdf: Any) -> None:
    header = "[Antihypertensives, Electroencephalography, Otorhinolaryngologists]"
    built = clinic.build("trifold", f"- table: {{header: {header}, rows: [[Aa, b, c], [Dd, e, f]]}}")
    lines = [line for panel in by_panel(built).values() for line in panel]
    beside = {(line.text.strip(), other.text.strip()) for line in lines for other in lines if line.y == other.y}
    assert {("Antihypertensives", "Aa"), ("Antihypertensives", "Dd"), ("Otorhinolaryngologists", "f")} <= beside
    (table,) = read_pdf(built.data).root.all("Table")
    assert [len(row.children) for row in table.all("TR")] == [3, 3, 3]
    assert table.text.split() == [*header.strip("[]").split(", "), "Aa", "b", "c", "Dd", "e", "f"]
