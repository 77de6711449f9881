"""The XMP packet: titles, makers, and the standards that a PDF claims.

ISO 16684-1; ISO 14289-1, 5; ISO 19005-2, 6.6.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from carefold.pdfread.safely import is_too_much

_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_A = "http://www.aiim.org/pdfa/ns/id/"


@dataclass(frozen=True, slots=True)
class Packet:
    """What the metadata stream says: `part` of PDF/UA, `archive` and `level` of PDF/A, each empty without a claim."""

    titles: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    part: str = ""
    archive: str = ""
    level: str = ""
    any_language: bool = False  # whether a text is in no language in particular (x-default)

    @property
    def claims(self) -> tuple[str, ...]:
        """The standards that the PDF claims, as flavours are called: ua1, 2a, 4."""
        named = (f"ua{self.part}" if self.part else "", f"{self.archive}{self.level.lower()}" if self.archive else "")
        return tuple(filter(None, named))


def read_packet(reader: PdfReader) -> Packet | None:
    """The document's packet; None where there is none that can be read."""
    try:
        found = reader.xmp_metadata
    except Exception as error:  # pypdf meets broken XML with all kinds of errors
        if is_too_much(error):
            raise
        return None
    if found is None:
        return None
    root = found.rdf_root
    return Packet(
        tuple(_listed(root, _DC, "title")), tuple(_listed(root, _DC, "creator")), _one(root, _UA, "part"),
        _one(root, _A, "part"), _one(root, _A, "conformance"),
        any(item.getAttribute("xml:lang") == "x-default" for item in root.getElementsByTagNameNS(_RDF, "li")),
    )  # fmt: skip


def _one(root: Any, space: str, name: str) -> str:
    return next(filter(None, map(str.strip, _texts(root, space, name))), "")


def _listed(root: Any, space: str, name: str) -> Iterator[str]:
    """The items of a property that is a list, or has a text for each language."""
    for holder in root.getElementsByTagNameNS(space, name):
        items = holder.getElementsByTagNameNS(_RDF, "li")
        yield from filter(str.strip, map(_text, items or [holder]))


def _texts(root: Any, space: str, name: str) -> Iterator[str]:
    """What a property says, as an element or as an attribute of its description."""
    for holder in root.getElementsByTagNameNS(_RDF, "Description"):
        if holder.hasAttributeNS(space, name):
            yield holder.getAttributeNS(space, name)
    yield from map(_text, root.getElementsByTagNameNS(space, name))


def _text(element: Any) -> str:
    return "".join(
        node.data if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE) else _text(node)
        for node in element.childNodes
        if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE, node.ELEMENT_NODE)
    )
