"""PDF/UA and PDF/A, where a PDF claims them: has it what they cannot do without?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdf.generic import StreamObject

from carefold.findings import Finding
from carefold.preflight.codes import finding
from carefold.preflight.document import FILE, Document
from carefold.preflight.objects import dictionary, entry, is_true, said

_HINT = "Make the PDF again with tags, or without the claim."
_DEVICE_COLOURS = frozenset((b"g", b"G", b"rg", b"RG", b"k", b"K"))


def claim_findings(document: Document) -> Iterator[Finding]:
    """A claim in the XMP metadata (ISO 14289-1, 5; ISO 19005-2, 6.6.4) without what it needs: one finding each."""
    metadata = entry(document.catalog, "/Metadata")
    packet = metadata.get_data() if isinstance(metadata, StreamObject) else b""
    archive, level = _said(packet, b"pdfaid:part"), _said(packet, b"pdfaid:conformance")
    if part := _said(packet, b"pdfuaid:part"):
        yield from _unbacked(f"PDF/UA-{part}", _lacking_access(document))
    if archive:
        lacking = [*(_lacking_access(document) if level.upper() == "A" else ()), *_lacking_archive(document)]
        yield from _unbacked(f"PDF/A-{archive}{level.lower()}", lacking)


def _said(packet: bytes, name: bytes) -> str:
    """What a property says, written as an element or as an attribute."""
    found = re.search(rb"<%b>\s*(\w+)|%b\s*=\s*[\"'](\w+)" % (name, name), packet)
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _unbacked(claim: str, lacking: list[str]) -> Iterator[Finding]:
    if lacking:
        yield finding("CF219", FILE, f"the PDF claims {claim} without {', '.join(lacking)}.", _HINT)


def _lacking_access(document: Document) -> list[str]:
    marked = is_true(dictionary(entry(document.catalog, "/MarkInfo")), "/Marked")
    facts = {"tags": marked and bool(document.tree.tops), "a language": said(document.catalog, "/Lang").strip()}
    return [name for name, there in facts.items() if not there]


def _lacking_archive(document: Document) -> list[str]:
    fonts = {font for content in document.contents for font in content.fonts}
    facts = {
        "all its fonts": all(font.embedded for font in fonts),
        "a profile for its colours": "/OutputIntents" in document.catalog or not _paints_device_colours(document),
    }
    return [name for name, there in facts.items() if not there]


def _paints_device_colours(document: Document) -> bool:
    operators = (operator for content in document.contents for _, operator in content.operations)
    return any(operator in _DEVICE_COLOURS for operator in operators)
