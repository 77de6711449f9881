"""Text that leaves its page, on PDFs of which nobody knows the layout."""

from __future__ import annotations

import pytest
from pikepdf import Array

from carefold.imposition.sheet import folded_sheet
from carefold.preflight.checks.geometry import edge_findings, paper_findings
from carefold.preflight.from_handout import paper_of
from carefold.units import MM
from carefold.workspace import load_layout


@pytest.mark.parametrize("content", [
    b"BT /F1 10 Tf 570 400 Td (to the right) Tj ET", b"BT /F1 10 Tf -20 400 Td (to the left) Tj ET",
    b"BT /F1 10 Tf 300 -4 Td (below) Tj ET", b"BT /F1 10 Tf 300 798 Td (above) Tj ET",
    b"BT /F1 10 Tf 9000 9000 Td (quite elsewhere) Tj ET", b"BT /F1 10 Tf 0 1 -1 0 300 770 Tm (turned) Tj (, too) Tj ET",
], ids=repr)  # fmt: skip
def test_text_beyond_the_page_is_found(paper, content):
    (finding,) = edge_findings(paper(content))
    assert finding.code == "CF403" and "beyond the page" in finding.message and finding.spots


@pytest.mark.parametrize("content", [
    b"BT /F1 10 Tf 565 400 Td (inside) Tj ET", b"BT /F1 10 Tf 0 400 Td (at the very edge) Tj ET",
    b"BT /F1 10 Tf 570 400 Td (in        ) Tj ET", b"BT 3 Tr /F1 10 Tf 570 400 Td (not painted) Tj ET",
], ids=repr)  # fmt: skip
def test_text_at_the_edge_is_not(paper, content):
    assert not list(edge_findings(paper(content)))


def test_a_line_beside_the_trimmed_page_may_stay(paper):
    """Printers write the job's name there."""

    def trim(pdf):
        pdf.pages[0].CropBox = Array([50, 50, 550, 750])

    assert not list(edge_findings(paper(b"BT /F1 10 Tf 100 20 Td (Job 12) Tj ET", trim)))


@pytest.mark.parametrize(("distance", "is_near"), [(3.0, False), (2.9, True), (3.1, False)])
def test_text_may_stand_three_millimetres_from_a_fold_and_no_nearer(paper, shipped, distance, is_near):
    layout = load_layout(shipped, "trifold")
    middle = sorted(panel.area.x for panel in folded_sheet(layout).panels if panel.side == 0)[1]
    document = paper(f"BT /F1 10 Tf {middle + distance * MM:.4f} 300 Td (a) Tj ET".encode())
    assert ("CF402" in {one.code for one in paper_findings(document, paper_of(layout), (0.0, 0.0))}) == is_near
