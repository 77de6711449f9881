"""What the interpreter sees on a page, against figures worked out by hand and against pdfium."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from carefold.pdfread.document import open_document
from carefold.pdfread.fonts import UNKNOWN, read_to_unicode
from carefold.pdfread.page import PageContent
from carefold.pdfread.tokens import operations
from carefold.preflight.checks.tags import outline, reading_order


def page_of(content: bytes, form: bytes = b"") -> PageContent:
    """A page with two fonts: F1 of one-byte codes, each 500 wide; F2 of two-byte codes, glyph 1 is “Ω”, 800 wide."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 800))
        fonts = Dictionary(F1=simple_font(), F2=composite_font(pdf))
        resources = Dictionary(Font=fonts)
        if form:
            drawn = pdf.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            drawn.Matrix, drawn.Resources = Array([1, 0, 0, 1, 10, 20]), Dictionary(Font=fonts)
            resources.XObject = Dictionary(X1=drawn)
        pdf.pages[0].Resources = resources
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(out)
    document, _ = open_document(out.getvalue())
    assert document is not None
    return document.contents[0]


def simple_font() -> Dictionary:
    widths = Array([500] * 224)
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Plain, Encoding=Name.WinAnsiEncoding, FirstChar=32,
        LastChar=255, Widths=widths,
    )  # fmt: skip


def composite_font(pdf: pikepdf.Pdf) -> Dictionary:
    cmap = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <03A9> endbfchar"
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Wide, DW=1000, W=Array([1, 1, 800]))
    below.W = Array([1, Array([800])])
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Wide, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(cmap),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "text", "left", "right", "baseline", "size"),
    [
        (b"BT /F1 10 Tf 100 200 Td (abc) Tj ET", "abc", 100, 115, 200, 10),
        (b"BT /F1 10 Tf 100 200 Td ( a ) Tj ET", " a ", 105, 110, 200, 10),
        (b"BT /F1 10 Tf 100 200 Td [(a) -1000 (b)] TJ ET", "ab", 100, 120, 200, 10),
        (b"BT /F1 1 Tf 10 0 0 10 100 200 Tm (abc) Tj ET", "abc", 100, 115, 200, 10),
        (b"q 2 0 0 2 0 0 cm BT /F1 5 Tf 50 100 Td (abc) Tj ET Q", "abc", 100, 115, 200, 10),
        (b"BT /F1 10 Tf 1 Tc 100 200 Td (abc) Tj ET", "abc", 100, 117, 200, 10),
        (b"BT /F1 10 Tf 50 Tz 100 200 Td (ab) Tj ET", "ab", 100, 105, 200, 10),
        (b"BT /F1 10 Tf 5 Ts 100 200 Td (ab) Tj ET", "ab", 100, 110, 205, 10),
        (b"BT /F1 10 Tf 12 TL 100 200 Td (x) Tj (ab) ' ET", "ab", 100, 110, 188, 10),
        (b"BT /F1 10 Tf 100 212 Td 0 -12 TD (ab) Tj ET", "ab", 100, 110, 200, 10),
        (b"BT /F2 10 Tf 100 200 Td <00010001> Tj ET", "ΩΩ", 100, 116, 200, 10),
        (b"BT /F1 10 Tf 100 200 Td (\\(\\101\\)) Tj ET", "(A)", 100, 115, 200, 10),
        (b"BT /F1 10 Tf 100 200 Td (\x93a(b)\x94) Tj ET", "“a(b)”", 100, 130, 200, 10),
        (b"BT /F1 10 Tf 0 1 -1 0 100 200 Tm (abc) Tj ET", "abc", 92.5, 102.2, 200, 10),
    ],
)
def test_text_is_found_where_it_stands(content, text, left, right, baseline, size):
    run = page_of(content).runs[-1]
    assert (run.text, run.size) == (text, pytest.approx(size))
    assert (run.left, run.right, run.baseline) == tuple(map(pytest.approx, (left, right, baseline)))


def test_marked_content_gives_mcid_artifact_and_actual_text():
    content = page_of(
        b"/P <</MCID 7>> BDC BT /F1 9 Tf (ab) Tj /Span <</ActualText (flour)>> BDC (fl) Tj (our) Tj EMC ET EMC "
        b"/Artifact BMC BT (page) Tj ET 0 0 9 9 re f EMC"
    )
    assert [(run.text, run.mcid, run.artifact) for run in content.runs] == [
        ("ab", 7, False), ("flour", 7, False), ("", 7, False), ("page", None, True),
    ]  # fmt: skip
    assert [(paint.operator, paint.artifact) for paint in content.paints] == [("f", True)]
    assert not content.odd_marks and content.mcids == [7]


def test_faults_of_marked_content_are_told_apart():
    assert kinds(b"0 0 9 9 re f") == ["unmarked"]
    assert kinds(b"/P <</MCID 0>> BDC /Artifact BMC EMC EMC") == ["nested"]
    assert kinds(b"/P <</MCID 0>> BDC") == ["unbalanced"]
    assert kinds(b"EMC") == ["unbalanced"]
    assert kinds(b"BT /P <</MCID 0>> BDC ET EMC") == ["unbalanced", "unbalanced"]
    assert kinds(b"/P <</MCID 0>> BDC /Span <</Lang (es)>> BDC EMC EMC") == []


def kinds(content: bytes) -> list[str]:
    return [mark.kind for mark in page_of(content).odd_marks]


def test_text_in_forms_stands_where_the_form_is_put():
    drawn = b"BT /F1 10 Tf 1 1 Td (in) Tj ET"
    content = page_of(b"/P <</MCID 3>> BDC q 1 0 0 1 100 100 cm /X1 Do Q EMC", drawn)
    assert [(run.text, run.left, run.baseline, run.mcid) for run in content.runs] == [("in", 111, 121, 3)]
    assert not content.odd_marks
    own = page_of(b"/X1 Do", b"/Artifact BMC " + drawn + b" EMC")
    assert not own.odd_marks and own.mcids == []


def test_codes_without_meaning_are_shown_as_such():
    assert page_of(b"BT /F2 10 Tf <0009> Tj ET").runs[0].text == UNKNOWN


def test_to_unicode_in_all_its_forms():
    cmap = b"""1 begincodespacerange <00> <FF> endcodespacerange
    2 beginbfchar <01> <0066006C> <02> <D83DDE00> endbfchar
    2 beginbfrange <10> <12> <0041> <20> <21> [<0058> <0059>] endbfrange"""
    meaning, length = read_to_unicode(cmap)
    assert meaning == {1: "fl", 2: "😀", 0x10: "A", 0x11: "B", 0x12: "C", 0x20: "X", 0x21: "Y"}
    assert length == 1


def test_operations_have_their_operands():
    written = b"/P <</MCID 4 /A [1 (x)]>> BDC 1 2 m 3 4 l S % note\n[(a\\)b) -3.5 <4142>] TJ BI /W 1 ID \xff\x00 EI Q"
    assert list(operations(written)) == [
        (["/P", {"/MCID": 4.0, "/A": [1.0, b"x"]}], b"BDC"), ([b"1 2 m 3 4 l "], b"path"), ([], b"S"),
        ([[b"a)b", -3.5, b"AB"]], b"TJ"),
        ([], b"EI"), ([], b"Q"),
    ]  # fmt: skip


def test_pdfium_sees_the_text_in_the_same_places(trifold):
    document, _ = open_document(trifold.data)
    pdf = pypdfium2.PdfDocument(trifold.data)
    for number, content in enumerate(document.contents):
        page = pdf[number].get_textpage()
        for run in [run for run in content.runs if len(run.text.strip()) > 12][::4]:
            found = page.search(run.text.strip(), match_case=True).get_next()
            assert found is not None, run.text
            first, last = page.get_charbox(found[0]), page.get_charbox(found[0] + len(run.text.strip()) - 1)
            assert run.left == pytest.approx(first[0], abs=2) and run.right == pytest.approx(last[2], abs=2)


def test_the_tree_is_read_in_order(trifold):
    texts = reading_order(trifold.data)
    assert texts[:2] == ["Patient information", "About ketamine"]
    assert texts.index("What is ketamine?") < texts.index("How does it work?") < texts.index("Call us if you have")
    assert "Glutamate is the brain’s main “go” signal.5 Ketamine blocks one of its docking points" in " ".join(texts)


def test_the_outline_shows_roles_texts_and_alternatives(trifold):
    lines = outline(trifold.data).splitlines()
    assert lines[0] == "Document lang=“en”"
    assert "    H1  “About ketamine”" in lines
    figures = [line.strip() for line in lines if line.strip().startswith("Figure alt=“")]
    assert figures and all(line.count("“") == 1 for line in figures), "an alternative is said once, and nothing else"
    assert any(line.strip() == "Link +link  “1”" for line in lines)


# --- layers that are not shown

HIDDEN = b"/OC /Off BDC BT /F1 12 Tf 72 700 Td (aside) Tj ET 0 0 600 800 re f EMC "
SHOWN = b"BT /F1 12 Tf 72 700 Td (words) Tj ET"


def with_layers(state="/OFF", **entries):
    """A group Off that the default configuration leaves out in one way or another."""

    def finish(pdf):
        group, other = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "ab")
        default = Dictionary(Name=String("d"), OFF=Array([group]))
        if state == "base":
            default = Dictionary(Name=String("d"), BaseState=Name.OFF, ON=Array([other]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group, other]), D=default)
        both = Dictionary(Type=Name.OCMD, OCGs=Array([group, other]), **entries)
        named = pdf.make_indirect(both) if entries else group
        pdf.pages[0].Resources.Properties = Dictionary(Off=named)

    return finish


@pytest.mark.parametrize(("finish", "hidden"), [
    (with_layers(), True), (with_layers("base"), True), (with_layers(P=Name.AllOn), True),
    (with_layers(P=Name.AnyOn), False), (with_layers(P=Name.AnyOff), False), (with_layers(P=Name.AllOff), True),
])  # fmt: skip
def test_layers_that_are_off_hide_text_and_paint_nothing(paper, finish, hidden):
    page = paper(HIDDEN + SHOWN, finish).contents[0]
    assert [run.hidden for run in page.runs] == [hidden, False]
    assert len(page.layers) == (0 if hidden else 1)


def test_a_form_in_a_layer_that_is_off_is_not_shown(paper):
    def finish(pdf):
        with_layers()(pdf)
        form = pdf.make_stream(SHOWN, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800]))
        form.OC, form.Resources = pdf.Root.OCProperties.OCGs[0], pdf.pages[0].Resources
        pdf.pages[0].Resources.XObject = Dictionary(Fm=form)

    assert [run.hidden for run in paper(b"/Fm Do " + SHOWN, finish).contents[0].runs] == [True, False]
