"""Text that leaves its page, on PDFs of which nobody knows the layout."""

from __future__ import annotations

import pytest
from pikepdf import Array

from carefold.preflight.checks.geometry import edge_findings


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
