"""A composition drawn to bytes: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from carefold.graphics.face import Face
from carefold.graphics.surface import Surface
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.file import file_of
from carefold.pdf.form import acro_form
from carefold.pdf.objects import Array, Dictionary, Stream, number, text
from carefold.pdf.tag_tree import page_reference, write_tree
from carefold.pdf.xmp import Facts, Info, packet, pdf_date, srgb
from carefold.structure import Element
from carefold.units import Area

_LEVELS = {"H1": 0, "H2": 1, "H3": 2, "H4": 3}
_DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}


@dataclass(frozen=True)
class Page:
    """A page to draw: width and height in points; a turned one stands on its head; boxes where it is cut."""

    extent: tuple[float, float]
    draw: Callable[[Surface], None]
    turned: bool = False
    trim: Area | None = None
    bleed: Area | None = None


@dataclass(frozen=True)
class Purpose:
    """What a file is for: `duplex` the edge that a printer flips it on; `typing` the font of fields to fill in on a
    screen; `sources` the names and bytes of the files that it was made from, for the archive; `mono` writes DeviceGray
    only."""

    duplex: Literal["short-edge", "long-edge", "none"]
    typing: Face | None = None
    sources: tuple[tuple[str, bytes], ...] = ()
    mono: bool = False


def write(pages: Sequence[Page], root: Element, facts: Facts, purpose: Purpose) -> bytes:
    """The PDF of drawn pages and their tree.

    A file to print conforms to PDF/UA-1 and PDF/A-2a, with its sources attached to PDF/A-3a; one with fields claims
    PDF/UA-1 only, since viewers open PDF/A for reading only.
    """
    canvas = TaggedCanvas(pages[0].extent, facts.language, mono=purpose.mono)
    for page in pages:
        canvas.begin_page(page.extent, page.turned, page.trim, page.bleed)
        page.draw(canvas)
        canvas.showPage()
    write_tree(canvas, root)
    _lead_links(canvas)
    _add_outline(canvas, root)
    _describe(canvas, facts, purpose)
    if purpose.typing and canvas.fields:
        canvas._doc.Catalog.AcroForm = acro_form(canvas._doc, canvas.fields, purpose.typing)
    if purpose.sources:
        _attach(canvas, purpose.sources)
    return _finished(canvas)


def _finished(canvas: TaggedCanvas) -> bytes:
    document = canvas._doc
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    return file_of(document)


def _lead_links(canvas: TaggedCanvas) -> None:
    """Give links inside the document the places that they lead to."""
    for annotation in canvas.annotations:
        if annotation.target:
            spot = canvas.spots[annotation.target]
            annotation.entries["Dest"] = [page_reference(spot.page), "/XYZ", spot.x, spot.y, 0]


def _add_outline(canvas: TaggedCanvas, root: Element) -> None:
    """Bookmarks from the headings, in reading order."""
    for element in root.walk():
        key = canvas.headings.get(element)
        if key is not None:
            spot = canvas.spots[key]
            destination = canvas._bookmarkReference(key)
            destination.xyz(number(spot.x), number(spot.y), 0)
            destination.setPage(page_reference(spot.page))
            title = " ".join("".join(leaf.text for leaf in element.leaves()).split())
            canvas.addOutlineEntry(title, key, _LEVELS[element.role])


def _describe(canvas: TaggedCanvas, facts: Facts, purpose: Purpose) -> None:
    """Metadata, output intent, and how a viewer shows and prints it (ISO 32000-1, 12.2)."""
    document = canvas._doc
    document.info = Info(facts)
    catalog = document.Catalog
    archive = "" if purpose.typing else "3" if purpose.sources else "2"
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    catalog.Metadata = Stream(packet(facts, archive), entries, packed=True)
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    if archive:
        profile = document.Reference(Stream(srgb(), {"N": 3}))
        intent = {
            "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": "(sRGB)",
            "Info": "(sRGB IEC61966-2.1)", "DestOutputProfile": profile,
        }  # fmt: skip
        catalog.OutputIntents = Array([intent])
    preferences = {"DisplayDocTitle": "true"}
    if not purpose.typing:
        preferences |= {"PrintScaling": "/None", "PickTrayByPDFSize": "true", "Duplex": _DUPLEX[purpose.duplex]}
    catalog.ViewerPreferences = Dictionary(preferences)


def _attach(canvas: TaggedCanvas, sources: Sequence[tuple[str, bytes]]) -> None:
    """The sources as associated files (ISO 19005-3, 6.8), in a tree sorted by name (ISO 32000-1, 7.9.6)."""
    catalog = canvas._doc.Catalog
    files = {name: _embedded(canvas, name, data) for name, data in sources}
    catalog.AF = Array([*files.values()])
    tree = [entry for name in sorted(files, key=_in_bytes) for entry in (text(name), files[name])]
    catalog.Names = Dictionary({"EmbeddedFiles": {"Names": tree}})


def _in_bytes(name: str) -> bytes:
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")


def _embedded(canvas: TaggedCanvas, name: str, data: bytes) -> PDFObjectReference:
    document = canvas._doc
    moment = text(pdf_date(document.info.facts.modified))
    entries = {"Type": "/EmbeddedFile", "Subtype": "/text#2Fyaml", "Params": {"Size": len(data), "ModDate": moment}}
    stream = document.Reference(Stream(data, entries))
    file = {
        "Type": "/Filespec", "F": text(name), "UF": text(name), "AFRelationship": "/Source",
        "Desc": "(The text that this document was made from)", "EF": {"F": stream, "UF": stream},
    }  # fmt: skip
    return document.Reference(Dictionary(file))
