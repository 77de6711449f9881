"""Whatever a page paints, and whatever objects it names: the checks of text and ground come to an end and never raise.

Here each check is called by itself, since preflight would turn what it raises into a finding.
"""

from __future__ import annotations

import math
import re
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from carefold.pdfread.document import open_document
from carefold.preflight.checks.claims import claim_findings
from carefold.preflight.checks.contrast import contrast_findings
from carefold.preflight.checks.geometry import size_findings
from carefold.preflight.checks.overlap import overlap_findings
from carefold.preflight.checks.paper import nesting_findings
from carefold.preflight.checks.privacy import privacy_findings
from carefold.preflight.checks.targets import link_findings
from carefold.preflight.checks.typefaces import font_findings

CHECKS = (
    size_findings, overlap_findings, contrast_findings, font_findings, nesting_findings, claim_findings,
    privacy_findings, link_findings,
)  # fmt: skip
MODEST = settings(deadline=None, suppress_health_check=list(HealthCheck))


def findings(document):
    assert document is not None
    found = [finding for check in CHECKS for finding in check(document)]
    for finding in found:
        assert finding.code and finding.message and finding.place
        assert all(0 <= spot.page < len(document.pages) for spot in finding.spots)
        assert not any(math.isnan(edge) for spot in finding.spots for edge in spot)
    return found


NUMBER = st.sampled_from([
    "0", "1", "-1", "10", "0.5", "300", "-300", "1e9", "99999999999999999999", "0.0000001", ".", "--1", "9" * 400,
])  # fmt: skip
NUMBERS = st.lists(NUMBER, max_size=7).map(" ".join)
NAME = st.sampled_from([
    "/F1", "/F2", "/F3", "/S1", "/S2", "/S3", "/S4", "/G1", "/G2", "/X1", "/X2", "/None", "/Pattern",
])  # fmt: skip
STRING = st.sampled_from(["(text)", "(  )", "<0001>", "()", "[(a) -3000 (b)]", "[(a) 9000 (b) [ ] /N]", "<41"])
OPERATORS = """q Q cm w g G rg RG k K cs CS sc SC scn SCN gs m l c v y h re W W* n f F f* B B* b b* S s sh Do BT ET Tf
    Tm Td TD T* Tj TJ ' " Tc Tw Tz TL Ts Tr BMC BDC EMC"""
OPERATOR = st.sampled_from(re.findall(r"\S+", OPERATORS))
OPERATION = st.tuples(st.one_of(NUMBERS, NAME, STRING, st.tuples(NAME, NUMBERS).map(" ".join)), OPERATOR).map(" ".join)
CONTENT = st.lists(OPERATION, max_size=40).map(" ".join)
STARTED = CONTENT.map(lambda content: f"BT /F1 12 Tf 100 200 Td (Some text) Tj {content} (more) Tj ET 0 0 99 99 re f")


def rich(content: bytes, odd: object = None) -> bytes:
    """A page with resources of many kinds; `odd` stands where a colour space is looked for."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        fonts = {
            "F1": Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica),
            "F2": Dictionary(Subtype=Name.Type3, FontMatrix=Array([0, 0, 0, 0, 0, 0]), Widths=Array([1])),
            "F3": Dictionary(Subtype=Name.Type0, DescendantFonts=Array([Dictionary(W=Array([0, 1]))])),
        }
        spaces = {
            "S1": Array([Name.Indexed, Name.S1, 2, String("ab")]), "S2": Array([Name.Lab, Dictionary()]),
            "S3": Array([Name.Separation, Name.A, Name.S3, Dictionary(FunctionType=2, N=-1)]), "S4": odd,
        }  # fmt: skip
        states = {"G1": Dictionary(ca=0.3, BM=Array(), SMask=Dictionary()), "G2": Dictionary(ca=String("x"), LW=-9)}
        form = pdf.make_stream(content, Subtype=Name.Form, BBox=Array([9, 0, 0]), Matrix=Array([0, 0, 0, 0, 0, 0]))
        picture = pdf.make_stream(b"", Subtype=Name.Image)
        pdf.pages[0].Resources = Dictionary(
            Font=Dictionary(**fonts), ColorSpace=Dictionary({f"/{key}": value for key, value in spaces.items()}),
            ExtGState=Dictionary(**states), XObject=Dictionary(X1=form, X2=picture),
        )  # fmt: skip
        form.Resources = pdf.pages[0].Resources
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(out)
    return out.getvalue()


@settings(MODEST, max_examples=120)
@given(content=st.one_of(CONTENT, STARTED))
def test_any_operators_are_judged(content):
    document, _ = open_document(rich(content.encode()))
    findings(document)


ATOM = st.sampled_from([None, True, -1, 10**12, 0.5, "/Name", "/Indexed", "/ICCBased", "/Separation", "text", ""])


def as_pdf(value: object) -> object:
    if isinstance(value, list):
        return Array(list(map(as_pdf, value)))
    if isinstance(value, dict):
        return Dictionary({key: as_pdf(item) for key, item in value.items()})
    if isinstance(value, str):
        return Name(value) if value.startswith("/") else String(value)
    return value


KEYS = st.sampled_from([
    "/N", "/FunctionType", "/C0", "/C1", "/S", "/JS", "/F", "/EF", "/FS", "/Type", "/Subtype", "/A", "/AA", "/Next",
    "/D", "/URI", "/Dest", "/Rect", "/Kids", "/Names", "/First", "/Differences", "/Encoding", "/BaseFont",
    "/FontDescriptor", "/CIDToGIDMap", "/DescendantFonts", "/W", "/Widths", "/TrimBox", "/MediaBox", "/FontWeight",
    "/Flags",
])  # fmt: skip
TREE = st.recursive(
    ATOM, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4), max_leaves=12
)


@settings(MODEST, max_examples=100)
@given(odd=TREE)
def test_any_colour_space_is_judged(odd):
    content = b"/S4 cs 1 1 1 1 sc 0 0 99 99 re f 0 g BT /F1 12 Tf 9 9 Td (On it) Tj ET /S4 cs BT 9 9 Td (In it) Tj ET"
    document, _ = open_document(rich(content, as_pdf(odd)))
    findings(document)


PLACES = ("OpenAction", "Names", "AcroForm", "Outlines", "AA", "PieceInfo", "Metadata", "OutputIntents", "Collection")


@settings(MODEST, max_examples=120)
@given(where=st.sampled_from([*PLACES, "Annots", "Font", "TrimBox", "CropBox", "Info"]), odd=TREE)
def test_any_objects_are_judged(where, odd):
    out = BytesIO()
    with pikepdf.open(BytesIO(rich(b"BT /F1 12 Tf 10 10 Td (Some text) Tj ET"))) as pdf:
        holder = {"Annots": pdf.pages[0].obj, "TrimBox": pdf.pages[0].obj, "CropBox": pdf.pages[0].obj}.get(
            where, pdf.Root
        )
        if where == "Info":
            pdf.docinfo["/Subject"] = as_pdf(odd) if odd is not None else String("")
        elif where == "Font":
            pdf.pages[0].Resources.Font["/F1"] = as_pdf(odd) if odd is not None else Dictionary()
        elif odd is not None:
            holder[f"/{where}"] = as_pdf(odd)
        pdf.save(out, fix_metadata_version=False)
    document, _ = open_document(out.getvalue())
    findings(document)


@pytest.mark.parametrize("content", [
    "{0} 0 0 {0} 0 0 cm {0} 0 0 {0} 0 0 cm 0 0 9 9 re f BT /F1 9 Tf 9 9 Td (far) Tj ET",
    "BT /F1 {0} Tf 1 0 0 1 {0} {0} Tm (far) Tj ET", "0 0 {0} {0} re f BT /F1 9 Tf 9 9 Td (on) Tj ET",
    "BT /F1 9 Tf {0} Tc {0} Tw {0} Tz {0} Ts (a b) Tj T* (c) Tj ET",
    "{0} w 0 0 m 0 {0} l S BT /F1 9 Tf 9 9 Td (on) Tj ET",
    "{0} 0 0 {0} 0 0 cm /X2 Do BT /F1 9 Tf 9 9 Td (on) Tj (on) Tj ET",
], ids=repr)  # fmt: skip
@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 400, "9" * 300])
def test_numbers_beyond_all_measure_are_judged(content, number):
    document, _ = open_document(rich(content.format(number).encode()))
    findings(document)


def test_a_page_full_of_text_at_one_place_comes_to_an_end():
    content = b"BT /F1 12 Tf " + b"1 0 0 1 50 50 Tm (heap) Tj 1 0 0 1 53 51 Tm (pile) Tj " * 3000 + b"ET"
    document, _ = open_document(rich(content))
    (finding,) = overlap_findings(document)
    assert finding.spots
