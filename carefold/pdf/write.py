"""A composition drawn to bytes: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from carefold.graphics.surface import Surface
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.objects import Array, Dictionary, Stream, number
from carefold.pdf.tree import page_reference, write_tree
from carefold.pdf.xmp import Facts, Info, packet, srgb
from carefold.structure import Element

_LEVELS = {"H1": 0, "H2": 1, "H3": 2, "H4": 3}
_DUPLEX = {"short-edge": "/DuplexFlipShortEdge", "long-edge": "/DuplexFlipLongEdge", "none": "/Simplex"}


def write(
    extent: tuple[float, float], pages: Sequence[Callable[[Surface], None]], root: Element, facts: Facts, duplex: str
) -> bytes:
    """The PDF of drawn pages and their tree; `duplex` is the edge that a printer flips the sheet on."""
    canvas = TaggedCanvas(extent, facts.language)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    write_tree(canvas, root)
    _lead_links(canvas)
    _add_outline(canvas, root)
    _describe(canvas, facts, duplex)
    return bytes(canvas._doc.GetPDFData(canvas))


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
            title = "".join(leaf.text for leaf in element.leaves())
            canvas.addOutlineEntry(title, key, _LEVELS[element.role])


def _describe(canvas: TaggedCanvas, facts: Facts, duplex: str) -> None:
    """Metadata, output intent, and how a viewer shows and prints it (ISO 32000-1, 12.2)."""
    document = canvas._doc
    document.info = Info(facts)
    catalog = document.Catalog
    catalog.Metadata = Stream(packet(facts), {"Type": "/Metadata", "Subtype": "/XML"}, packed=True)
    profile = document.Reference(Stream(srgb(), {"N": 3}))
    intent = {
        "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": "(sRGB)",
        "Info": "(sRGB IEC61966-2.1)", "DestOutputProfile": profile,
    }  # fmt: skip
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = Array([intent])
    preferences = {"DisplayDocTitle": "true", "PrintScaling": "/None", "PickTrayByPDFSize": "true"}
    catalog.ViewerPreferences = Dictionary({**preferences, "Duplex": _DUPLEX[duplex]})
