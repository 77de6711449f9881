from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from opening import frozen
from pikepdf import Array, Dictionary, Name

from carefold.diagnostics.report import Report
from carefold.order import Order
from carefold.pdfread.document import Document, open_document
from carefold.pipeline import make
from carefold.preflight.checks.tags import reading_order
from carefold.preflight.expected import Expected
from carefold.preflight.from_handout import expect
from carefold.preflight.preflight import preflight


class Sample:
    """A handout's PDF, what it must hold, and ways to harm it."""

    def __init__(self, layout: str) -> None:
        made = make(frozen(), Order("about-ketamine", layout, allow_expired=True))
        self.data = made.data
        words = " ".join(reading_order(self.data)).split()
        wanted = expect(made.resolved, made.layout, made.references, {"patient.name": "Rosalind Pike"})
        self.expected: Expected = replace(wanted, words=tuple(words), code=made.code)
        self.control = codes(self.checked(self.harmed(lambda _pdf: None)))

    def harmed(self, harm: Callable[[pikepdf.Pdf], object]) -> bytes:
        """The PDF after some harm, saved again."""
        with pikepdf.open(BytesIO(self.data)) as pdf:
            harm(pdf)
            out = BytesIO()
            pdf.save(out, static_id=True, fix_metadata_version=False)
            return out.getvalue()

    def checked(self, data: bytes) -> Report:
        return preflight(data, "sample.pdf", self.expected)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.fixture(scope="session")
def trifold() -> Sample:
    return Sample("trifold")


@pytest.fixture(scope="session")
def letter() -> Sample:
    return Sample("letter")


def written(content: bytes, finish: Callable[[pikepdf.Pdf], object] = lambda _pdf: None, **resources: Any) -> bytes:
    """A PDF of one page, 600 × 800 pt, with this content. Glyphs of F1 are 500 wide, F2 is the same in bold."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 800))
        fonts = {"F1": _plain_font("Plain"), "F2": _plain_font("Plain-Bold"), **resources.pop("Font", {})}
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(**fonts), **resources)
        pdf.pages[0].Contents = pdf.make_stream(content)
        finish(pdf)
        pdf.save(out)
    return out.getvalue()


def _plain_font(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding, FirstChar=32,
        LastChar=255, Widths=Array([500] * 224),
    )  # fmt: skip


@pytest.fixture(scope="session")
def paper() -> Callable[..., Document]:
    """A page with some content, opened."""

    def opened(content: bytes, *finish: Callable[[pikepdf.Pdf], object], **resources: Any) -> Document:
        document, _ = open_document(written(content, *finish, **resources))
        assert document is not None
        return document

    return opened
