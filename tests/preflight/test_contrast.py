"""Contrast of text against what is painted under it: grounds of all kinds, and colours in all spaces."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from carefold.graphics.colour import contrast
from carefold.pdfread.colours import read_space
from carefold.pdfread.document import open_document
from carefold.pdfread.ground import Ground, colours_under, places
from carefold.pdfread.polygons import bounds, covers, polygons, reach
from carefold.preflight.checks.contrast import contrast_findings

TEXT = b" BT /F1 10 Tf 100 200 Td (A line of text) Tj ET "  # 70 points wide
BOX = b" 90 190 100 30 re f "


def codes(document) -> list[str]:
    return [finding.code for finding in contrast_findings(document)]


@pytest.mark.parametrize("content", [
    b"0.6 g" + TEXT,  # 2.8 to 1
    b"0.48 g" + TEXT,  # 4.2 to 1
    b"1 g" + TEXT,
    b"0.2 0.2 0.4 rg" + BOX + b"0 g" + TEXT,
    b"0.2 0.2 0.4 rg 90 190 m 190 190 l 190 220 l 90 220 l h f 0 g" + TEXT,
    b"q 0 0 0.3 rg 1 0 0 1 80 180 cm 10 10 100 30 re f Q" + TEXT,
    b"q 0 0 0.3 rg 150 190 40 30 re f Q" + TEXT,  # only the end of the line stands on it
    b"q 30 w 90 202 m 190 202 l S Q" + TEXT,
    b"q 0 0 0 0.6 k" + BOX + b"Q" + TEXT,
    b"q /Dark gs 0 g" + BOX + b"Q" + TEXT,  # half of black over white
    b"/Pale gs 0 g" + TEXT,  # text that lets two thirds through
    b"q 1 0 0 rg 140 202 m 140 222 120 242 100 242 c 60 242 60 162 100 162 c 140 162 160 190 160 202 c f Q 1 0 0 rg"
    + TEXT,
    b"0.6 g BT /F2 13 Tf 100 200 Td (Bold, but too small) Tj ET",
    b"0.6 g BT /F1 17 Tf 100 200 Td (Large, but not enough) Tj ET",
    b"0.75 g BT /F1 30 Tf 100 200 Td (Large and too faint) Tj ET",
    b"1 0 0 RG 1 g BT 2 Tr /F1 10 Tf 100 200 Td (Outlined) Tj ET",
    b"0.8 g BT /F1 10 Tf 0 1 -1 0 100 200 Tm (Upwards) Tj ET",
    b"0.8 g BT /F1 10 Tf .7 .7 -.7 .7 100 200 Tm (Oblique) Tj ET",
], ids=repr)  # fmt: skip
def test_faint_text_is_found(paper, content):
    states = Dictionary(Dark=Dictionary(ca=0.7), Pale=Dictionary(ca=0.33))
    (finding,) = contrast_findings(paper(content, ExtGState=states))
    assert finding.code == "CF407" and finding.spots[0].page == 0
    assert "to 1, below" in finding.message


@pytest.mark.parametrize("content", [
    TEXT,
    b"0.45 g" + TEXT,  # 4.8 to 1
    b"0.58 g BT /F1 18 Tf 100 200 Td (Large enough) Tj ET",  # 3.1 to 1
    b"0.55 g BT /F2 14 Tf 100 200 Td (Bold and large enough) Tj ET",
    b"0 0 0.4 rg" + BOX + b"1 g" + TEXT,
    b"0.2 g" + BOX + b"0.9 g" + BOX + b"0 g" + TEXT,  # the later of two grounds
    b"0.1 g 90 208 100 0.6 re f" + TEXT,  # a line above
    b"0 g 90 202.5 100 1 re f" + TEXT,  # struck through
    b"0 g 300 190 100 30 re f" + TEXT,
    b"0 g 90 100 100 200 re 95 150 90 100 re f*" + TEXT,  # a frame, its inside left out
    b"0 g 90 100 100 200 re 95 250 m 185 250 l 185 150 l 95 150 l h f" + TEXT,  # the same by the direction of its sides
    b"q 300 300 10 10 re W n 0 g" + BOX + b"Q" + TEXT,  # clipped away
    b"q 0 g 60 250 m 135 300 l 210 250 l h f Q" + TEXT,
    b"q 0 G 1 w 90 202 m 190 202 l S Q" + TEXT,
    b"0.9 g BT 3 Tr /F1 10 Tf 100 200 Td (Hidden) Tj ET",
    b"0.9 g BT /F1 10 Tf 100 200 Td (   ) Tj ET",
    b"q 0 g 120 198 3 3 re f Q" + TEXT,  # a small mark
], ids=repr)  # fmt: skip
def test_what_can_be_seen_is_not(paper, content):
    assert codes(paper(content)) == []


PICTURE = b"q 100 0 0 30 90 190 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q "


@pytest.mark.parametrize("content", [
    PICTURE + TEXT,
    b"q 90 190 100 30 re W n /Sh sh Q" + TEXT,
    b"/Pattern cs /P1 scn" + BOX + b"0 g" + TEXT,
    b"q /Multiplied gs 1 0 0 rg" + BOX + b"Q" + TEXT,
    b"q /Masked gs 1 0 0 rg" + BOX + b"Q" + TEXT,
], ids=repr)  # fmt: skip
def test_text_on_a_picture_or_pattern_is_a_warning(paper, content):
    states = Dictionary(Multiplied=Dictionary(BM=Name.Multiply), Masked=Dictionary(SMask=Dictionary(S=Name.Alpha)))
    (finding,) = contrast_findings(paper(content, ExtGState=states))
    assert (finding.code, str(finding.severity)) == ("CF408", "warning")


@pytest.mark.parametrize("content", [
    PICTURE + b"1 g" + BOX + b"0 g" + TEXT,  # a white box on the picture
    b"q 100 0 0 30 300 190 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q" + TEXT,
    b"q /Plain gs 1 g" + BOX + b"Q" + TEXT,
], ids=repr)  # fmt: skip
def test_text_beside_a_picture_or_on_a_box_is_not(paper, content):
    states = Dictionary(Plain=Dictionary(BM=Array([Name.Normal, Name.Multiply]), SMask=Name("/None")))
    assert codes(paper(content, ExtGState=states)) == []


@pytest.mark.parametrize(("box", "expected"), [([0, 0, 600, 800], ["CF407"]), ([0, 0, 50, 50], [])], ids=repr)
def test_a_form_paints_within_its_box(paper, box, expected):
    def add_form(pdf: Pdf) -> None:
        form = pdf.make_stream(b"0 g 90 190 100 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array(box))
        pdf.pages[0].Resources.XObject = Dictionary(X1=form)

    assert codes(paper(b"/X1 Do" + TEXT, add_form)) == expected


FULL_TINT = {"/FunctionType": 2, "/C0": [0, 0, 0, 0], "/C1": [1, 0, 0, 0], "/N": 1}
WHITE_POINT = {"/WhitePoint": [0.9642, 1, 0.8249]}


@pytest.mark.parametrize(("space", "operands", "expected"), [
    ("/DeviceGray", [0.5], (0.5, 0.5, 0.5)),
    ("/DeviceRGB", [1, 0, 0.5], (1, 0, 0.5)),
    ("/DeviceCMYK", [0, 1, 1, 0.5], (0.5, 0, 0)),
    ("/Pattern", [], None),
    ("/Unheard", [1], None),
    (["/ICCBased", {"/N": 3}], [0, 1, 0], (0, 1, 0)),
    (["/ICCBased", {"/N": 4}], [0, 0, 0, 1], (0, 0, 0)),
    (["/CalRGB", {}], [1, 1, 1], (1, 1, 1)),
    (["/Lab", WHITE_POINT], [100, 0, 0], (1, 1, 1)),
    (["/Lab", WHITE_POINT], [0, 0, 0], (0, 0, 0)),
    (["/Lab", WHITE_POINT], [53.2, 80.1, 67.2], (1, 0, 0)),
    (["/Indexed", "/DeviceRGB", 1, String(b"\x00\x00\x00\xff\x00\x00")], [1], (1, 0, 0)),
    (["/Indexed", "/DeviceRGB", 1, String(b"\x00\x00\x00")], [1], None),
    (["/Separation", "/Black", "/DeviceCMYK", {}], [1], (0, 0, 0)),
    (["/Separation", "/Cyan", "/DeviceCMYK", FULL_TINT], [0.5], (0.5, 1, 1)),
    (["/Separation", "/Odd", "/DeviceCMYK", {"/FunctionType": 4}], [0.5], None),
    (["/ICCBased"], [0], None),
    (["/Indexed"], [0], None),
    ([], [0], None),
], ids=repr)  # fmt: skip
def test_colours_of_all_spaces(paper, space, operands, expected):
    """Read as from a file: the space is in the page's resources."""
    shelf = Dictionary(Some=_as_pdf(space))
    document = paper(b"", ColorSpace=shelf)
    resources = document.pages[0]["/Resources"]
    name = space if isinstance(space, str) else "/Some"
    colour = read_space(name, resources).colour([float(operand) for operand in operands])
    assert colour == (None if expected is None else pytest.approx(expected, abs=0.01))


def _as_pdf(value):
    if isinstance(value, list):
        return Array(list(map(_as_pdf, value)))
    if isinstance(value, dict):
        return Dictionary({key: _as_pdf(item) for key, item in value.items()})
    return Name(value) if isinstance(value, str) else value


def test_pdfium_paints_the_same_ground(trifold):
    """The page without its text, as a viewer paints it, has the colours that were told, at the places looked at."""
    document, _ = open_document(trifold.data)
    pages = pypdfium2.PdfDocument(trifold.harmed(drop_text))
    told: set[tuple[float, ...]] = set()
    for number, content in enumerate(document.contents):
        picture = pages[number].render(scale=2).to_pil().convert("RGB")
        ground = Ground(content.layers, content.runs)
        for order, run in enumerate(content.runs):
            if not run.text.strip():
                continue
            seen = {picture.getpixel((2 * x, picture.height - 2 * y)) for x, y in places(run)}
            under = colours_under(run, order, ground.near(run))
            assert len(seen) == len(under), run.text
            for colour in under:
                assert any(all(abs(255 * a - b) < 3 for a, b in zip(colour, one, strict=True)) for one in seen), run
            told |= under
    assert len(told) > 4


def drop_text(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.Contents.write(re.sub(rb"\bBT\b(.*?)\bET\b", _colours, page.Contents.read_bytes(), flags=re.S))


def _colours(text: re.Match[bytes]) -> bytes:
    return b" ".join(re.findall(rb"[\d.]+ [\d.]+ [\d.]+ rg", text[1]))


SIDE = st.integers(-50, 50)


@given(x=SIDE, y=SIDE, width=st.integers(1, 40), height=st.integers(1, 40), at_x=SIDE, at_y=SIDE)
def test_a_rectangle_covers_what_lies_in_it(x, y, width, height, at_x, at_y):
    shape = polygons(f"{x} {y} {width} {height} re".encode(), (1, 0, 0, 1, 0, 0))
    inside = x < at_x + 0.5 < x + width and y < at_y + 0.5 < y + height
    assert covers(shape, at_x + 0.5, at_y + 0.5, False) == covers(shape, at_x + 0.5, at_y + 0.5, True) == inside


NUMBERS = st.lists(st.integers(-99, 99), min_size=6, max_size=6).map(lambda found: " ".join(map(str, found)))
STEP = st.tuples(NUMBERS, st.sampled_from(["m", "l", "c", "v", "y", "h", "re"])).map(" ".join)


@given(steps=st.lists(STEP, max_size=8).map(lambda found: " ".join(found).encode()), turn=st.sampled_from([0, 1, -1]))
def test_a_path_lies_within_its_reach(steps, turn):
    through = (1 - abs(turn), turn, -turn, 1 - abs(turn), 3, 4)
    box, around = bounds(polygons(steps, through)), reach(steps, through)
    if polygons(steps, through):
        assert around.left <= box.left + 1e-6 and box.right <= around.right + 1e-6
        assert around.bottom <= box.bottom + 1e-6 and box.top <= around.top + 1e-6


@given(data=st.binary(max_size=60) | st.text("0123456789.- mlcvyhre", max_size=60).map(str.encode))
def test_any_path_is_read(data):
    reach(data, (1, 0, 0, 1, 0, 0))


def test_the_ratio_is_the_one_of_wcag():
    assert contrast((0.48, 0.48, 0.48), (1, 1, 1)) == pytest.approx(4.2, abs=0.1)


@pytest.mark.parametrize("content", [TEXT + b"0 g" + BOX, TEXT + b"1 g" + BOX, TEXT + PICTURE], ids=repr)
def test_text_that_something_covers_later_is_hidden(paper, content):
    assert codes(paper(content)) == ["CF412"]


@pytest.mark.parametrize("content", [
    TEXT + b"1 g 300 190 100 30 re f ",  # beside it
    TEXT + b"1 g 90 190 40 30 re f ",  # over its beginning: it is faint or cut, but can be seen
    TEXT + b"q /Glass gs 1 g" + BOX + b"Q",
    b"1 g" + BOX + b"0 g" + TEXT,
], ids=repr)  # fmt: skip
def test_text_that_shows_is_not_hidden(paper, content):
    assert "CF412" not in codes(paper(content, ExtGState=Dictionary(Glass=Dictionary(ca=0.5))))
