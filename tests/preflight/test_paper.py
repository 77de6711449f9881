"""Pages as paper, and what their metadata tells, on PDFs of a few words."""

from __future__ import annotations

import pytest
from pikepdf import Array

from carefold.preflight.checks.paper import page_extent, page_findings
from carefold.preflight.checks.privacy import privacy_findings
from carefold.preflight.from_handout import paper_of
from carefold.workspace import load_layout


@pytest.mark.parametrize(("unit", "turn", "extent"), [
    (None, 0, (600, 800)), (1.5, 0, (900, 1200)), (1.5, 90, (1200, 900)), (0.5, 180, (300, 400)),
])  # fmt: skip
def test_a_page_is_as_large_as_its_unit_makes_it(paper, unit, turn, extent):
    def finish(pdf):
        pdf.pages[0].Rotate = turn
        if unit:
            pdf.pages[0].UserUnit = unit

    assert page_extent(paper(b"", finish).pages[0]) == extent


@pytest.mark.parametrize("box", [[0, 0, 600, 800], [0.4, 0, 600, 799.6]])
def test_a_trim_box_may_be_the_page(paper, shipped, box):
    assert "CF215" not in told(paper, shipped, box)


@pytest.mark.parametrize("box", [[9, 0, 600, 800], [0, 9, 600, 800], [0, 0, 591, 800], [0, 0, 600, 791]])
def test_a_trim_box_off_at_one_side_is_told(paper, shipped, box):
    assert "CF215" in told(paper, shipped, box)


def told(paper, shipped, box):
    def finish(pdf):
        pdf.pages[0].TrimBox = Array(box)

    return {one.code for one in page_findings(paper(b"", finish), paper_of(load_layout(shipped, "letter")))}


@pytest.mark.parametrize(("title", "is_told"), [
    ("Letter to Ann", True), ("Ann: a letter", True), ("The annual letter of Annapolis", False), ("For Joann", False),
])  # fmt: skip
def test_a_name_is_told_where_it_is_a_word_of_its_own(paper, title, is_told):
    def finish(pdf):
        pdf.docinfo["/Title"] = title

    found = [one.code for one in privacy_findings(paper(b"", finish), ["Ann"])]
    assert found == ["CF217"] * is_told
