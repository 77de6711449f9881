"""Small tagged PDFs from a tree in brackets; veraPDF finds nothing in them but what the tree spoils.

    ("L", ("LI", ("Lbl", "1."), ("LBody", "Words")))

An element has its role, entries where it has some, and what it holds: elements, and texts, which are content.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Element: TypeAlias = tuple[Any, ...]
PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="{about}" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{title}{claims}</rdf:Description></rdf:RDF></x:xmpmeta>"""
TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="en">Small</rdf:li></rdf:Alt></dc:title>'
UA = "<pdfuaid:part>1</pdfuaid:part>"


def attributes(owner: str, **entries: Any) -> Dictionary:
    """Entries of an element that give it attributes: `attributes("Table", Scope=Name.Row)`."""
    return Dictionary(A=Dictionary(O=Name(f"/{owner}"), **entries))


def tagged(
    *elements: Element, title: str = TITLE, claims: str = UA, about: str = "",
    finish: Callable[[Pdf], object] = lambda _pdf: None, **saving: Any,
) -> bytes:  # fmt: skip
    """A PDF of one page with these elements below its Document, finished, and saved in some way."""
    pdf, out = pikepdf.new(), BytesIO()
    page = pdf.make_indirect(pdf.add_blank_page(page_size=(600, 800)).obj)
    page.Resources = Dictionary(Font=Dictionary(F1=_font(pdf)))
    page.StructParents, page.Tabs = 0, Name.S
    content: list[str] = []
    parents: list[Object] = []

    def made(element: Element, parent: Object) -> Object:
        role, *held = element
        entries = held.pop(0) if held and isinstance(held[0], Dictionary) else Dictionary()
        node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page))
        for key, value in entries.items():
            node[key] = Object.parse(value.unparse())
        kids: list[Any] = []
        for one in held:
            if isinstance(one, str):
                place = f"1 0 0 1 72 {700 - 24 * len(parents)} Tm"
                content.append(f"/{role} <</MCID {len(parents)}>> BDC BT /F1 12 Tf {place} ({one}) Tj ET EMC")
                kids.append(len(parents))
                parents.append(node)
            else:
                kids.append(made(one, node))
        if kids:
            node.K = Array(kids)
        return node

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = made(("Document", *elements), root)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, pdf.make_indirect(Array(parents))])))
    page.Contents = pdf.make_stream("\n".join(content).encode())
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.Root.Lang, pdf.Root.ViewerPreferences = String("en"), Dictionary(DisplayDocTitle=True)
    packet = PACKET.format(about=about, title=title, claims=claims).encode()
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/Author"] = "A. Tester"
    finish(pdf)
    pdf.save(out, fix_metadata_version=False, **saving)
    return out.getvalue()


def _font(pdf: Pdf) -> Object:
    """A font that draws bars, 500 wide, and says what they mean."""
    codes = range(32, 127)
    drawn = pdf.make_stream(b"500 0 50 0 450 700 d1 50 0 400 700 re f")
    blank = pdf.make_stream(b"500 0 0 0 0 0 d1")
    meanings = "\n".join(f"<{code:02X}> <{code:04X}>" for code in codes)
    head = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar"
    names = {code: "space" if code == 32 else f"g{code}" for code in codes}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary({f"/{name}": blank if code == 32 else drawn for code, name in names.items()}),
            Encoding=Dictionary(Differences=Array([32, *(Name(f"/{name}") for name in names.values())])),
            FirstChar=32, LastChar=126, Widths=Array([500] * len(codes)), Resources=Dictionary(),
            ToUnicode=pdf.make_stream(f"{head}\n{meanings}\nendbfchar endcmap".encode()),
        )
    )  # fmt: skip
