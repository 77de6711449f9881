"""How fine a picture is where it is printed, measured from the finished PDF."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import opened
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject

from carefold.diagnostics.finding import Finding, Severity
from carefold.order import Order
from carefold.pdfread.document import open_document
from carefold.preflight.checks.resolution import picture_findings


def image(width: int, height: int) -> StreamObject:
    stream = StreamObject()
    stream.set_data(b"")
    stream.update({
        NameObject("/Subtype"): NameObject("/Image"), NameObject("/Width"): NumberObject(width),
        NameObject("/Height"): NumberObject(height),
    })  # fmt: skip
    return stream


def form(content: bytes, inside: StreamObject) -> StreamObject:
    stream = StreamObject()
    stream.set_data(content)
    names = DictionaryObject({NameObject("/I"): inside})
    stream.update({
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/Matrix"): ArrayObject(map(FloatObject, (0.5, 0, 0, 0.5, 0, 0))),
        NameObject("/Resources"): DictionaryObject({NameObject("/XObject"): names}),
    })  # fmt: skip
    return stream


def found(content: bytes, drawn: StreamObject) -> list[Finding]:
    """What is said of a page with one thing to draw, `/I`."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    names = DictionaryObject({NameObject("/I"): writer._add_object(drawn)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
    file = BytesIO()
    writer.write(file)
    document, _ = open_document(file.getvalue())
    assert document is not None
    return list(picture_findings(document))


def placed(width: float, height: float, degrees: float = 0.0) -> bytes:
    a, b = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = (a * width, b * width, -b * height, a * height, 50, 50)
    return f"q {' '.join(f'{part:.4f}' for part in matrix)} cm /I Do Q".encode()


@pytest.mark.parametrize(("points", "coarse"), [(72.0, False), (71.0, False), (73.0, True), (144.0, True)])
@pytest.mark.parametrize("degrees", [0, 90, 180, 33])
def test_fewer_than_150_dots_an_inch_are_too_few(points: float, coarse: bool, degrees: int) -> None:
    findings = found(placed(points, points / 2, degrees), image(150, 75))
    assert [finding.code for finding in findings] == ["CF411"] * coarse
    assert all(finding.severity is Severity.WARNING for finding in findings)


def test_the_coarser_direction_counts() -> None:
    (finding,) = found(placed(72, 72), image(600, 75))
    assert "600 × 75 pixels is printed at 75 dots an inch" in finding.message
    assert "at least 150 pixels wide" in finding.hint


def test_a_picture_in_a_form_is_measured_through_it() -> None:
    inside = form(placed(144, 144), image(150, 150))
    assert found(b"/I Do", inside) == []
    assert len(found(b"q 2 0 0 2 0 0 cm /I Do Q", inside)) == 1


def test_the_same_picture_twice_on_a_page_is_one_finding() -> None:
    assert len(found(placed(300, 300) + b" " + placed(300, 300, 90), image(99, 99))) == 1
    assert len(found(placed(300, 300) + b" " + placed(200, 200), image(99, 99))) == 2


@given(st.floats(1, 2000), st.floats(1, 2000), st.integers(1, 4000), st.integers(1, 4000), st.floats(0, 360))
def test_it_is_found_just_where_it_is_too_coarse(
    width: float, height: float, across: int, up: int, degrees: float
) -> None:
    dots = min(across / width, up / height) * 72
    if abs(dots - 149.5) > 0.5:
        assert bool(found(placed(width, height, degrees), image(across, up))) == (dots < 149.5)


@pytest.mark.parametrize("drawn", [image(0, 9), image(-3, -3), StreamObject()])
def test_a_picture_without_a_size_is_passed_over(drawn: StreamObject) -> None:
    drawn.set_data(b"")
    assert found(placed(300, 300), drawn) == []
    assert found(b"0 0 0 0 0 0 cm /I Do", image(9, 9)) == []


@pytest.mark.parametrize("layout", ["trifold", "letter", "half-sheet", "booklet"])
def test_a_figure_is_named_by_its_alternative_text(clinic: Any, layout: str, tmp_path: Path) -> None:
    from carefold.pipeline import build

    Image.new("RGB", (100, 50)).save(tmp_path / "a.png")
    Image.new("RGB", (1000, 500)).save(tmp_path / "b.png")
    clinic.write("- figure: {image: a.png, alt: A leaf, width: 1in}\n- figure: {image: b.png, alt: A tree, width: 3in}")
    findings = build(opened(tmp_path), Order("h", layout)).findings
    assert {(finding.code, finding.place.partition(", ")[2]) for finding in findings} == {("CF411", "“A leaf”")}
    assert len(findings) == 1


def test_a_decorative_picture_is_measured_too(clinic: Any, tmp_path: Path) -> None:
    from carefold.pipeline import build

    Image.new("RGB", (100, 50)).save(tmp_path / "a.png")
    clinic.write("- figure: {image: a.png, decorative: true, width: 1in}")
    (finding,) = build(opened(tmp_path), Order("h", "letter")).findings
    assert (finding.code, finding.place) == ("CF411", "page 1")
