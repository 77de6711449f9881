"""The private parts of ReportLab that its adapter relies on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics

from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.outline import rectangle
from carefold.pdf.body import Body
from carefold.pdf.file import file_of
from carefold.pdf.reportlab import Paper
from carefold.pdfread.fonts import standard_widths
from carefold.structure import Element
from carefold.units import Area

Finish = Callable[[], Any]


def test_the_version_is_the_one_that_was_tried() -> None:
    assert reportlab.Version == "5.1.0"


def test_a_canvas_is_ready_without_a_document() -> None:
    paper, spare = Paper(), Paper()
    paper.write("1 0 0 rg")
    paper.save()
    paper.see_through(0.5, 1.0)
    paper.restore()
    paper.see_through(1.0, 0.25)
    assert paper.content == b"1 0 0 rg\nq\n/gRLs0 gs\nQ\n/gRLs1 gs"
    assert paper.looks == {"gRLs0": {"ca": 0.5}, "gRLs1": {"CA": 0.25}}
    assert (spare.content, spare.looks) == (b"", {})


def test_what_is_drawn_by_reportlab_is_the_content_of_its_page(read_pdf: Callable[[bytes], Any]) -> None:
    body = Body("en")
    for red in (0, 1):
        body.begin((300.0, 200.0), None, None)
        paper = Paper()
        paper.setFillColorRGB(red, 0, 0)
        paper.rect(0, 0, 9, 9, stroke=0, fill=1)
        body.end(paper)
    contents = [page.get_contents().get_data().split() for page in read_pdf(file_of(body)).reader.pages]
    assert contents == [b"0 0 0 rg n 0 0 9 9 re f*".split(), b"1 0 0 rg n 0 0 9 9 re f*".split()]


def test_what_is_see_through_is_among_the_resources_of_its_page(read_pdf: Callable[[bytes], Any]) -> None:
    body, papers = Body("en"), (Paper(), Paper())
    papers[1].see_through(0.5, 1.0)
    for paper in papers:
        body.begin((300.0, 200.0), None, None)
        body.end(paper)
    plain, clear = (page["/Resources"] for page in read_pdf(file_of(body)).reader.pages)
    assert "/ExtGState" not in plain
    assert clear["/ExtGState"] == {"/gRLs0": {"/ca": 0.5}}


def test_a_page_says_its_boxes(read_pdf: Callable[[bytes], Any]) -> None:
    body = Body("en")
    body.begin((595.2756, 200.0), Area(10, 20, 100, 50), Area(5, 15, 110, 60))
    body.end(Paper())
    (page,) = read_pdf(file_of(body)).reader.pages
    assert list(map(float, page["/MediaBox"])) == [0, 0, 595.2756, 200]
    assert page["/TrimBox"] == [10, 20, 110, 70]
    assert page["/BleedBox"] == [5, 15, 115, 75]


def test_pages_have_the_order_and_number_of_their_tags(canvas: Any, finished: Finish) -> None:
    canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    (page,) = finished().reader.pages
    assert page["/Tabs"] == "/S"
    assert page["/StructParents"] == 0


def test_annotations_are_those_of_their_page(canvas: Any, document: Element, finished: Finish) -> None:
    link = document.add("Link")
    link.leaf()
    canvas.next_page()
    canvas.link(link, Area(1, 2, 3, 4), "https://a.example")
    printed = finished()
    assert ["/Annots" in page for page in printed.reader.pages] == [False, True]
    assert [float(edge) for edge in printed.annotations[0]["/Rect"]] == [1, 2, 4, 6]


def test_pictures_are_among_the_resources_of_their_page(canvas: Any, finished: Finish, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (4, 4), (200, 10, 10)).save(tmp_path / "a.png")
    canvas.picture(tmp_path / "a.png", Area(0, 0, 9, 9))
    canvas.next_page()
    canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    first, second = (page["/Resources"].get("/XObject", {}) for page in finished().reader.pages)
    assert (len(first), len(second)) == (1, 0)


def test_a_page_begins_with_nothing(canvas: Any, finished: Finish) -> None:
    """ReportLab begins pages with Helvetica."""
    canvas.paint(rectangle(0, 0, 9, 9), fill=WHITE)
    (page,) = finished().reader.pages
    assert page.get_contents().get_data().startswith(b"/Artifact BMC")


@pytest.mark.parametrize("name", pdfmetrics.standardFonts)
def test_the_widths_that_are_read_with_are_those_of_reportlab(name: str) -> None:
    assert standard_widths(name) == dict(enumerate(map(float, pdfmetrics.getFont(name).widths)))
    assert standard_widths(f"{name}-") == {}
