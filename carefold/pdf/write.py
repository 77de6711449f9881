"""A composition drawn to bytes: the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from carefold.graphics.face import FontFile
from carefold.graphics.frame import Page
from carefold.pdf.body import Body
from carefold.pdf.bookmarks import Bookmark
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.file import file_of
from carefold.pdf.form import acro_form
from carefold.pdf.objects import Reference, Stream, page_reference, text
from carefold.pdf.tag_tree import write_tree
from carefold.pdf.varying import NOTHING, FilledIn
from carefold.pdf.xmp import Facts, info, packet, pdf_date, srgb
from carefold.structure import Element, Numbered

_LEVELS = {"H1": 0, "H2": 1, "H3": 2, "H4": 3}
DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}


@dataclass(frozen=True)
class Purpose:
    """What a file is for: `duplex` the edge that a printer flips it on; `typing` the font of fields to fill in on a
    screen; `sources` the names and bytes of the files that it was made from, for the archive; `mono` writes DeviceGray
    only; `filled` is what depends on the record."""

    duplex: Literal["short-edge", "long-edge", "none"]
    typing: FontFile | None = None
    sources: tuple[tuple[str, bytes], ...] = ()
    mono: bool = False
    filled: FilledIn = NOTHING


def write(pages: Sequence[Page], root: Element, facts: Facts, purpose: Purpose) -> bytes:
    """The PDF of drawn pages and their tree.

    A file to print conforms to PDF/UA-1 and PDF/A-2a, with its sources attached to PDF/A-3a; one with fields claims
    PDF/UA-1 only, since viewers open PDF/A for reading only.
    """
    canvas = TaggedCanvas(Body(facts.language), Numbered.of(root), purpose.filled, mono=purpose.mono)
    draw(canvas, pages, root, facts, purpose)
    return file_of(canvas.body)


def draw(canvas: TaggedCanvas, pages: Sequence[Page], root: Element, facts: Facts, purpose: Purpose) -> None:
    """Draw a document on a new canvas, whose body has all its objects then."""
    body = canvas.body
    canvas.varying.expect(pages)
    for page in pages:
        canvas.draw(page)
    write_tree(canvas, root)
    _lead_links(canvas)
    _add_outline(canvas, root)
    _describe(body, facts, purpose)
    if purpose.typing and canvas.fields:
        body.say("AcroForm", acro_form(body.refer, canvas.fields, purpose.typing.open()))
    if purpose.sources:
        _attach(body, purpose.sources, facts)


def _lead_links(canvas: TaggedCanvas) -> None:
    """Give links inside the document the places that they lead to."""
    for annotation in canvas.annotations:
        if annotation.target:
            spot = canvas.spots[annotation.target]
            annotation.entries["Dest"] = [page_reference(spot.page), "/XYZ", spot.x, spot.y, 0]


def _add_outline(canvas: TaggedCanvas, root: Element) -> None:
    """Bookmarks from the headings, in reading order; what a record has filled in is left out, as from all metadata."""
    for element in root.walk():
        key = canvas.headings.get(element)
        if key is not None:
            spot = canvas.spots[key]
            title = " ".join("".join(leaf.text for leaf in element.leaves()).split())
            for word in sorted(canvas.filled.get(element, ()), key=len, reverse=True):
                title = title.replace(word, "…")
            title = re.sub(r"…(?:[\s-]*…)+", "…", title)
            canvas.body.bookmark(Bookmark(title, _LEVELS[element.role], spot.page, (spot.x, spot.y)))


def _describe(body: Body, facts: Facts, purpose: Purpose) -> None:
    """Metadata, output intent, and how a viewer shows and prints it (ISO 32000-1, 12.2)."""
    body.inform(info(facts))
    archive = "" if purpose.typing else "3" if purpose.sources else "2"
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    body.say("Metadata", body.refer(Stream(packet(facts, archive), entries, packed=True)))
    if archive:
        intent = {
            "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": "(sRGB)",
            "Info": "(sRGB IEC61966-2.1)", "DestOutputProfile": body.refer(Stream(srgb(), {"N": 3})),
        }  # fmt: skip
        body.say("OutputIntents", [intent])
    preferences = {"DisplayDocTitle": "true"}
    if not purpose.typing:
        preferences |= {"PrintScaling": "/None", "PickTrayByPDFSize": "true", "Duplex": DUPLEX[purpose.duplex]}
    body.say("ViewerPreferences", preferences)


def _attach(body: Body, sources: Sequence[tuple[str, bytes]], facts: Facts) -> None:
    """The sources as associated files (ISO 19005-3, 6.8), in a tree sorted by name (ISO 32000-1, 7.9.6)."""
    files = {name: _embedded(body, name, data, facts) for name, data in sources}
    body.say("AF", [*files.values()])
    tree = [entry for name in sorted(files, key=_in_bytes) for entry in (text(name), files[name])]
    body.say("Names", {"EmbeddedFiles": {"Names": tree}})


def _in_bytes(name: str) -> bytes:
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")


def _embedded(body: Body, name: str, data: bytes, facts: Facts) -> Reference:
    moment = text(pdf_date(facts.modified))
    entries = {"Type": "/EmbeddedFile", "Subtype": "/text#2Fyaml", "Params": {"Size": len(data), "ModDate": moment}}
    stream = body.refer(Stream(data, entries))
    file = {
        "Type": "/Filespec", "F": text(name), "UF": text(name), "AFRelationship": "/Source",
        "Desc": "(The text that this document was made from)", "EF": {"F": stream, "UF": stream},
    }  # fmt: skip
    return body.refer(file)
