"""The private parts of ReportLab that its adapter relies on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.outline import rectangle
from carefold.pdf.file import file_of
from carefold.pdf.reportlab import Paper, _Canvas
from carefold.pdfread.fonts import standard_widths
from carefold.structure import Element
from carefold.units import Area

Finish = Callable[[], Any]


def test_the_version_is_the_one_that_was_tried() -> None:
    assert reportlab.Version == "5.1.0"


@pytest.mark.parametrize("hook", ["_setAnnotations", "_make_preamble", "setFont"])
def test_reportlab_calls_what_is_overridden(hook: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(getattr(Canvas, hook))
    spy = Mock(wraps=getattr(_Canvas, hook))
    monkeypatch.setattr(_Canvas, hook, lambda self, *args, **options: spy(self, *args, **options))
    paper = Paper((300.0, 200.0), "en")
    paper.begin((200.0, 300.0), None, None)
    paper.end()
    if hook == "setFont":
        paper._canvas.drawString(0, 0, "")
    assert spy.called or hook == "setFont"


def test_what_is_written_is_the_content_of_its_page(read_pdf: Callable[[bytes], Any]) -> None:
    paper = Paper((300.0, 200.0), "en")
    for code in ("1 0 0 rg", "0 1 0 rg"):
        paper.begin((300.0, 200.0), None, None)
        paper.write(code)
        paper.end()
    contents = [page.get_contents().get_data() for page in read_pdf(file_of(paper)).reader.pages]
    assert [content.split() for content in contents] == [b"1 0 0 rg".split(), b"0 1 0 rg".split()]


def test_a_page_says_its_boxes(read_pdf: Callable[[bytes], Any]) -> None:
    paper = Paper((300.0, 200.0), "en")
    paper.begin((300.0, 200.0), Area(10, 20, 100, 50), Area(5, 15, 110, 60))
    paper.end()
    (page,) = read_pdf(file_of(paper)).reader.pages
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
