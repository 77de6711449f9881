"""PDF/UA and PDF/A, where a PDF claims them: has it what they cannot do without?"""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.pdfread.document import Document
from carefold.pdfread.packet import Packet
from carefold.pdfread.safely import dictionary, entry, is_true
from carefold.pdfread.stopped import FILE

_HINT = "Make the PDF again with tags, or without the claim."
_DEVICE_COLOURS = frozenset((b"g", b"G", b"rg", b"RG", b"k", b"K"))


def claim_findings(document: Document) -> Iterator[Finding]:
    """A claim in the XMP metadata (ISO 14289-1, 5; ISO 19005-2, 6.6.4) without what it needs: one finding each."""
    packet = document.packet or Packet()
    if packet.part:
        yield from _unbacked(f"PDF/UA-{packet.part}", _lacking_access(document))
    if packet.archive:
        access = _lacking_access(document) if packet.level.upper() == "A" else ()
        yield from _unbacked(f"PDF/A-{packet.archive}{packet.level.lower()}", [*access, *_lacking_archive(document)])


def _unbacked(claim: str, lacking: list[str]) -> Iterator[Finding]:
    if lacking:
        yield finding("CF219", FILE, f"the PDF claims {claim} without {', '.join(lacking)}.", _HINT)


def _lacking_access(document: Document) -> list[str]:
    marked = is_true(dictionary(entry(document.catalog, "/MarkInfo")), "/Marked")
    facts = {"tags": marked and bool(document.tree.tops), "a language": _says_language(document)}
    return [name for name, there in facts.items() if not there]


def _says_language(document: Document) -> bool:
    """Of the content, and of what is no content: metadata and bookmarks."""
    beside = "/Outlines" in document.catalog or (document.packet or Packet()).any_language
    return bool(document.language) or (document.tree.says_language and not beside)


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
