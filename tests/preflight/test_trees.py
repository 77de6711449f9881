"""Structure trees of all kinds that other tools write: what is right passes, what is wrong is told once and truly.

veraPDF agrees with the first list, where it is installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from tagged import TITLE, UA, attributes, tagged

from carefold.diagnostics.finding import Finding
from carefold.preflight import verapdf
from carefold.preflight.preflight import preflight

H1 = ("H1", "Title")


def found(data: bytes) -> list[Finding]:
    return list(preflight(data, "x.pdf", None).findings)


def heads(text: str, scope: str) -> tuple[Any, ...]:
    return ("TH", attributes("Table", Scope=Name(f"/{scope}")), text)


def named(text: str, name: str) -> tuple[Any, ...]:
    return ("TH", Dictionary(ID=String(name)), text)


def under(text: str, *names: str) -> tuple[Any, ...]:
    return ("TD", attributes("Table", Headers=Array(map(String, names))), text)


def spans(text: str, **reach: int) -> tuple[Any, ...]:
    return ("TD", attributes("Table", **reach), text)


COLUMNS = ("TR", heads("a", "Column"), heads("b", "Column"))
CELLS = ("TR", ("TD", "1"), ("TD", "2"))
ITEM = ("LI", ("LBody", "Words"))
BOX = Dictionary(O=Name.Layout, BBox=Array([70, 670, 200, 690]))

RIGHT: dict[str, list[tuple[Any, ...]]] = {
    "cells name their headers": [
        ("Table", ("TR", named("a", "a"), named("b", "b")), ("TR", under("1", "a"), under("2", "a", "b")))
    ],
    "a header below another": [
        ("Table", ("TR", named("a", "a"), named("b", "b")),
         ("TR", ("TH", Dictionary(ID=String("r"), A=Dictionary(O=Name.Table, Headers=Array([String("a")]))), "r"),
          under("2", "r", "b")))
    ],
    "scopes": [("Table", COLUMNS, CELLS)],
    "a head, two bodies and a foot": [
        ("Table", ("Caption", "c"), ("THead", COLUMNS), ("TBody", CELLS), ("TBody", CELLS), ("TFoot", CELLS))
    ],
    "a caption at the end": [("Table", COLUMNS, CELLS, ("Caption", "c"))],
    "a table in a cell": [
        ("Table", COLUMNS, ("TR", ("TD", "1"), ("TD", ("Table", ("TR", heads("x", "Row"), ("TD", "y"), ("TD", "z"))))))
    ],
    "cells over rows and columns": [
        ("Table", COLUMNS, ("TR", spans("1", RowSpan=2), ("TD", "2")), ("TR", ("TD", "3")),
         ("TR", spans("4", ColSpan=2)))
    ],
    "rows without a structure of their own": [("Table", ("NonStruct", COLUMNS), ("NonStruct", CELLS))],
    "items without labels": [("L", ITEM, ITEM)],
    "a list in a list": [("L", ITEM, ("L", ITEM))],
    "a list with a caption": [("L", ("Caption", "c"), ITEM)],
    "a figure that says its text": [("Figure", Dictionary(ActualText=String("x"), A=BOX), "x")],
    "a formula needs no box": [("Formula", Dictionary(Alt=String("x")), "x")],
    "a note": [("P", "a", ("Note", Dictionary(ID=String("n")), ("Lbl", "1"), ("P", "b")))],
    "a table of contents": [("TOC", ("TOCI", ("Lbl", "1"), ("Reference", "x")))],
    "nothing": [("P", "x"), ("Div",)],
}  # fmt: skip
WRONG: dict[str, tuple[list[tuple[Any, ...]], list[tuple[str, str]]]] = {
    "text in a list": ([("L", "Words")], [("CF517", "L holds text.")]),
    "text in an item": ([("L", ("LI", "Words"))], [("CF517", "LI holds text.")]),
    "paragraphs in a list": ([("L", ("P", "a"), ("P", "b"))], [("CF517", "L holds P.")]),
    "a body without an item": ([("L", ("LBody", "a"))], [("CF517", "L holds LBody.")]),
    "an item in an item": ([("L", ("LI", ITEM))], [("CF517", "LI holds LI.")]),
    "a row in a list": ([("L", ("TR", ("TD", "a")))], [("CF517", "L holds TR.")]),
    "a cell without a row": ([("Table", ("TD", "a"))], [("CF518", "Table holds TD.")]),
    "an empty list": ([("L",)], [("CF517", "L is empty.")]),
    "a list's caption at its end": (
        [("L", ITEM, ("Caption", "c"))], [("CF517", "L has a caption that is not its first part.")]
    ),
    "an item without a list": ([("Sect", ITEM)], [("CF517", "LI stands in Sect.")]),
    "two heads": (
        [("Table", ("THead", COLUMNS), ("THead", COLUMNS), ("TBody", CELLS))],
        [("CF518", "a table has 2 heads, and may have one (THead).")],
    ),
    "two feet": (
        [("Table", ("TBody", COLUMNS), ("TFoot", CELLS), ("TFoot", CELLS))],
        [("CF518", "a table has 2 feet, and may have one (TFoot).")],
    ),
    "no body": (
        [("Table", ("THead", COLUMNS), CELLS)], [("CF518", "a table has a head or foot, but no body (TBody).")]
    ),
    "the foot first": (
        [("Table", ("THead", COLUMNS), ("TFoot", CELLS), ("TBody", CELLS))],
        [("CF518", "a table's parts are not in the order head, bodies, foot.")],
    ),
    "a caption amid rows": (
        [("Table", COLUMNS, ("Caption", "c"), CELLS)],
        [("CF518", "a table's caption is neither its first nor its last part.")],
    ),
    "a row that is short": ([("Table", COLUMNS, ("TR", ("TD", "1")))], [("CF518", "its rows have 1 or 2 columns.")]),
    "rows of all lengths": (
        [("Table", *(("TR", *(("TD", "x"),) * length) for length in range(1, 6)))],
        [("CF518", "its rows have between 1 and 5 columns.")],
    ),
    "headers without a word": (
        [("Table", ("TR", ("TH", "a"), heads("b", "Column")), CELLS)],
        [("CF519", "a header cell does not say whether it heads a row or a column.")],
    ),
    "a cell that names nothing": (
        [("Table", ("TR", named("a", "a"), heads("b", "Column")), ("TR", under("1", "a"), ("TD", "2")))],
        [("CF519", "a header cell does not say whether it heads a row or a column.")],
    ),
    "a name that no header has": (
        [("Table", ("TR", named("a", "a"), heads("b", "Column")), ("TR", under("1", "q"), under("2", "a")))],
        [("CF519", "a header cell does not say whether it heads a row or a column.")],
    ),
    "a formula without words": ([("Formula", "x")], [("CF513", "a formula has no alternative text.")]),
    "a figure without a box": (
        [("Figure", Dictionary(Alt=String("x")), "x")], [("CF514", "a figure does not say where it stands.")]
    ),
    "a role of PDF 2.0": ([("P", ("Em", "x"))], [("CF520", "Em is no standard role.")]),
}  # fmt: skip


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_passes(what):
    assert found(tagged(H1, *RIGHT[what])) == []


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_verapdf_agrees():
    told = dict(zip(RIGHT, verapdf.validate([tagged(H1, *tree) for tree in RIGHT.values()], ["ua1"]), strict=True))
    faults = {what: report.findings[0].message for what, report in told.items() if report.findings}
    assert faults == {}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_once(what):
    tree, told = WRONG[what]
    assert [(one.code, one.message) for one in found(tagged(H1, *tree))] == told


# --- what stands around the tree


def first(pdf: Pdf, role: str) -> pikepdf.Object:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{role}")


def scopes_of_a_class(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ClassMap = Dictionary(Head=Array([Dictionary(O=Name.Table, Scope=Name.Column)]))
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/S") == "/TH":
            del one["/A"]
            one.C = Array([Name.Head, 0])


def second_space(pdf: Pdf, uri: str = "http://iso.org/pdf2/ssn") -> Dictionary:
    return pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(uri)))


def roles_of_pdf_2(pdf: Pdf) -> None:
    space = second_space(pdf)
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem":
            one.NS = space
    first(pdf, "P").S = Name.Aside
    first(pdf, "Span").S = Name.Em


def roles_of_another_space(pdf: Pdf) -> None:
    """A namespace with a role map of its own, into the second space and into the usual one."""
    space = second_space(pdf, "https://clinic.example/ns")
    space.RoleMapNS = Dictionary(Aside=Array([Name.Title, second_space(pdf)]), Bold=Name.Span)
    for role, name in (("P", "Aside"), ("Span", "Bold")):
        element = first(pdf, role)
        element.S, element.NS = Name(f"/{name}"), space


def formula_in_mathml(pdf: Pdf) -> None:
    element = first(pdf, "Span")
    element.S, element.NS = Name.mrow, second_space(pdf, "http://www.w3.org/1998/Math/MathML")


def mapped_roles(pdf: Pdf) -> None:
    """A chain of ten, and a standard role that is not to be mapped."""
    steps = [f"Step{number}" for number in range(10)]
    pairs = zip(steps, [*steps[1:], "P"], strict=True)
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{one}": Name(f"/{two}") for one, two in (*pairs, ("H1", "P"))})
    first(pdf, "P").S = Name.Step0


def mapped_from_space_to_space(pdf: Pdf) -> None:
    """Two namespaces, one after the other, and then two steps of the document's own role map."""
    one, two = (second_space(pdf, f"https://clinic.example/{name}") for name in ("one", "two"))
    one.RoleMapNS = Dictionary(Words=Array([Name.Text, two]))
    two.RoleMapNS = Dictionary(Text=Array([Name.Plain, second_space(pdf, "http://iso.org/pdf/ssn")]))
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Plain=Name.Plainer, Plainer=Name.P)
    element = first(pdf, "P")
    element.S, element.NS = Name.Words, one


def mapped_to_a_list(pdf: Pdf) -> None:
    """In two steps, so that it holds text as no list may."""
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Points=Name.Bullets, Bullets=Name.L)
    first(pdf, "P").S = Name.Points


def mapped_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(A=Name.B, B=Name.A)
    first(pdf, "P").S = Name.A


def language_of_each_element(pdf: Pdf) -> None:
    del pdf.Root.Lang
    for role in ("H1", "P"):
        first(pdf, role).Lang = String("en")


def language_of_one_element(pdf: Pdf) -> None:
    del pdf.Root.Lang
    first(pdf, "P").Lang = String("en")


def without_author(pdf: Pdf) -> None:
    del pdf.docinfo["/Author"]


def null_among_kids(pdf: Pdf) -> None:
    first(pdf, "P").K.append(Object.parse(b"null"))


def empty_marks(pdf: Pdf) -> None:
    """Marked content that paints nothing need not be in the tree."""
    pdf.pages[0].contents_add(b"/P <</MCID 77>> BDC EMC /Artifact BMC /Artifact BMC 0 0 1 1 re f EMC EMC")


def parts_of_an_artifact(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC /Span <</ActualText (x)>> BDC 0 0 1 1 re f EMC EMC")


def scanned(pdf: Pdf, mode: int = 3) -> None:
    """Text under a scan is not painted, so its font need not be there."""
    plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    pdf.pages[0].Resources.Font.F9 = plain
    pdf.pages[0].contents_add(f"/Artifact BMC BT {mode} Tr /F9 12 Tf 300 300 Td (x) Tj ET EMC".encode())


def named_place(pdf: Pdf) -> None:
    """A bookmark that leads to a name of the old kind."""
    pdf.Root.Dests = Dictionary(chapter=Array([pdf.pages[0].obj, Name.Fit]))
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    mark = pdf.make_indirect(Dictionary(Title=String("x"), Parent=outlines, Dest=Name.chapter))
    outlines.First = outlines.Last = mark
    pdf.Root.Outlines, pdf.Root.OpenAction = outlines, Array([pdf.pages[0].obj, Name.Fit])


def annotate(role: str, in_element: Dictionary, **entries: Any) -> Callable[[Pdf], None]:
    """Hang an annotation into the first element of a role."""

    def finish(pdf: Pdf) -> None:
        element = first(pdf, role)
        annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), StructParent=1, **entries))
        for key, value in in_element.items():
            element[key] = value
        element.K = Array(element.get("/K", Array()))
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=pdf.pages[0].obj))
        pdf.pages[0].Annots = Array([annotation])
        pdf.Root.AcroForm = Dictionary(Fields=Array([annotation] if entries["Subtype"] == Name.Widget else []))
        pdf.Root.StructTreeRoot.ParentTree.Nums.extend([1, element])

    return finish


def astray(**entries: Any) -> Callable[[Pdf], None]:
    """An annotation that no element holds."""

    def finish(pdf: Pdf) -> None:
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, **entries)])

    return finish


def field_below_fields(pdf: Pdf) -> None:
    annotate("Form", Dictionary(), Subtype=Name.Widget)(pdf)
    top = pdf.make_indirect(Dictionary(T=String("a"), TU=String("Your name")))
    pdf.pages[0].Annots[0].Parent = pdf.make_indirect(Dictionary(T=String("b"), Parent=top))


TEXT = (H1, ("P", "a", ("Span", "b")))
TABLE = (H1, ("Table", COLUMNS, CELLS))
FORM = (H1, ("P", ("Form",), "x"))
PASSING: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "strongly structured": ((("Sect", ("H", "a"), ("P", "b")),), {}),
    "classes of attributes": (TABLE, {"finish": scopes_of_a_class}),
    "roles of PDF 2.0": (TEXT, {"finish": roles_of_pdf_2, "min_version": "2.0"}),
    "roles of another space": (TEXT, {"finish": roles_of_another_space}),
    "MathML": (TEXT, {"finish": formula_in_mathml}),
    "a long chain of roles": (TEXT, {"finish": mapped_roles}),
    "roles from space to space": (TEXT, {"finish": mapped_from_space_to_space}),
    "a language for each element": (TEXT, {"finish": language_of_each_element}),
    "nothing among kids": (TEXT, {"finish": null_among_kids}),
    "marks that paint nothing": (TEXT, {"finish": empty_marks}),
    "an artifact with parts": (TEXT, {"finish": parts_of_an_artifact}),
    "a field's name at its field": (FORM, {"finish": field_below_fields}),
    "a field named by its element": (
        FORM, {"finish": annotate("Form", Dictionary(Alt=String("Your name")), Subtype=Name.Widget)}
    ),
    "a link": (
        (H1, ("P", ("Link", "x"))),
        {"finish": annotate("Link", Dictionary(), Subtype=Name.Link, Contents=String("x"),
                            A=Dictionary(S=Name.URI, URI=String("https://clinic.example")))},
    ),
    "a note beside the page": (TEXT, {"finish": astray(Rect=Array([700, 900, 720, 920]))}),
    "a hidden note": (TEXT, {"finish": astray(Rect=Array([0, 0, 9, 9]), F=2)}),
    "a mark of nothing": (TEXT, {"finish": astray(Rect=Array([0, 0, 0, 0]))}),
    "text under a scan": (TEXT, {"finish": scanned}),
    "a bookmark to a name": (TEXT, {"finish": named_place}),
    "a title in XMP alone": (TEXT, {"title": TITLE}),
    "a title in XMP, written plainly": (TEXT, {"title": "<dc:title>Small</dc:title>"}),
    "a title in two languages": (
        TEXT, {"title": TITLE.replace("<rdf:li", '<rdf:li xml:lang="x-default"></rdf:li><rdf:li', 1)}
    ),
    "XMP about an id": (TEXT, {"about": "uuid:1234"}),
    "an author in XMP alone": (
        TEXT,
        {"title": f"{TITLE}<dc:creator><rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator>", "finish": without_author},
    ),
    "linearised": (TEXT, {"linearize": True}),
    "object streams": (TEXT, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
    "plain": (TEXT, {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}),
    "PDF 2.0": (TEXT, {"force_version": "2.0"}),
    "PDF 1.4": (TEXT, {"force_version": "1.4"}),
}  # fmt: skip
FAILING: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "roles in a circle": (TEXT, {"finish": mapped_in_a_circle}, "CF520"),
    "a role that leads to a list in two steps": (TEXT, {"finish": mapped_to_a_list}, "CF517"),
    "a language for one element": (TEXT, {"finish": language_of_one_element}, "CF210"),
    "a font that is not there": (TEXT, {"finish": lambda pdf: scanned(pdf, 0)}, "CF304"),
    "no title": (TEXT, {"title": ""}, "CF209"),
    "no author": (TEXT, {"finish": without_author}, "CF211"),
    "an annotation on the page in no element": (TEXT, {"finish": astray(Rect=Array([0, 0, 9, 9]))}, "CF508"),
    "a field without a name": (FORM, {"finish": annotate("Form", Dictionary(), Subtype=Name.Widget)}, "CF525"),
}


@pytest.mark.parametrize("what", PASSING)
def test_what_is_right_in_other_ways_passes(what):
    tree, options = PASSING[what]
    assert found(tagged(*tree, **options)) == []


@pytest.mark.parametrize("what", FAILING)
def test_what_lacks_something_is_told(what):
    tree, options, code = FAILING[what]
    assert code in {one.code for one in found(tagged(*tree, **options))}


def test_without_a_claim_nothing_is_claimed():
    assert found(tagged(*TEXT, claims="")) == []
    assert preflight(tagged(*TEXT, claims=""), "x", None).claims == ()
    assert preflight(tagged(*TEXT, claims=UA), "x", None).claims == ("ua1",)


# --- what is far too much


def test_spans_without_end_take_no_time():
    row = ("TR", spans("x", RowSpan=2_000_000_000, ColSpan=2_000_000_000))
    assert "CF518" in {one.code for one in found(tagged(H1, ("Table", *(row,) * 9)))}


def test_many_elements_with_a_long_way_to_their_role():
    """Which is gone once."""

    def finish(pdf: Pdf) -> None:
        steps = {f"/R{number}": Name(f"/R{number + 1}") for number in range(5000)}
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({**steps, "/R5000": Name.P})

    begun = time.process_time()
    assert found(tagged(H1, *(("R0", "x"),) * 25, finish=finish)) == []
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("depth", "codes"), [(80, set()), (300, {"CF502", "CF524"})])
def test_deep_trees(depth, codes):
    tree: tuple[Any, ...] = ("P", "x")
    for _ in range(depth):
        tree = ("Div", tree)
    assert {one.code for one in found(tagged(H1, tree))} == codes
