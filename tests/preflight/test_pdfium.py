"""PDFium draws for one thread at a time, whoever asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array

from carefold.pdfread.pdfium import draw


def written(content: bytes, finish: Callable[[pikepdf.Pdf], object] = lambda _pdf: None) -> bytes:
    """A PDF of one page, 600 × 800 pt."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 800))
        pdf.pages[0].Contents = pdf.make_stream(content)
        finish(pdf)
        pdf.save(out)
    return out.getvalue()


def test_threads_take_turns(monkeypatch):
    """A second call into PDFium while one is under way would crash this process sooner or later."""
    inside: list[int] = []
    together: list[int] = []
    real = pypdfium2.PdfPage.render

    def render(page: pypdfium2.PdfPage, **options: object) -> object:
        inside.append(1)
        time.sleep(0.01)
        together.append(len(inside))
        made = real(page, **options)
        inside.pop()
        return made

    monkeypatch.setattr(pypdfium2.PdfPage, "render", render)
    data = written(b"1 0 0 rg 0 0 300 400 re f")
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda _number: draw(data, 0, 20).picture.tobytes(), range(40)))
    assert len(set(drawn)) == 1
    assert together == [1] * 40


def turned(page: pikepdf.Page) -> None:
    page.Rotate = 90


def cropped(page: pikepdf.Page) -> None:
    page.CropBox = Array([100, 200, 400, 700])


@pytest.mark.parametrize(("change", "upright", "box", "size"), [
    (turned, False, (0, 0, 600, 800), (800, 600)),
    (turned, True, (0, 0, 600, 800), (600, 800)),
    (cropped, False, (100, 200, 400, 700), (300, 500)),
], ids=["turned", "upright", "cropped"])  # fmt: skip
def test_a_page_is_drawn_as_asked(change: Callable[[pikepdf.Page], None], upright, box, size):
    drawn = draw(written(b"", lambda pdf: change(pdf.pages[0])), 0, 72, upright=upright)
    assert (drawn.box, drawn.picture.size) == (box, size)


def test_so_many_pixels_and_no_more():
    assert draw(written(b""), 0, 72, most=480_000 / 4).picture.size == (300, 400)


@pytest.mark.parametrize(("data", "page"), [(b"", 0), (b"%PDF-1.7\n", 0), (None, 7)])
def test_what_can_not_be_drawn_says_so(data, page):
    with pytest.raises(ValueError, match=f"page {page + 1} can't be drawn"):
        draw(written(b"") if data is None else data, page, 72)
