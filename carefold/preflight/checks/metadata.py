"""What the PDF says about itself: title, language, author (ISO 14289-1, 7.1 and 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.packet import Packet
from carefold.pdfread.safely import dictionary, entry, is_true, said
from carefold.pdfread.stopped import FILE
from carefold.preflight.checks.tree_rules import language_finding
from carefold.preflight.origin import Origin
from carefold.spelling import comparable

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

_REBUILD = "Build the handout again; in another program, look into the document's properties."


def metadata_findings(document: Document, expected: Expected | None) -> Iterator[Finding]:
    """Title, language and author, in all places that say them."""
    info = dictionary(entry(document.reader.trailer, "/Info"))
    packet = document.packet
    if packet is None:
        yield finding("CF213", FILE, "the XMP metadata is missing or can't be read.", _REBUILD)
    yield from _title(said(info, "/Title"), packet, expected)
    yield from _language(document, expected)
    yield from _author(said(info, "/Author"), packet, expected)
    preferences = dictionary(entry(document.catalog, "/ViewerPreferences"))
    if not is_true(preferences, "/DisplayDocTitle"):
        yield finding("CF212", FILE, "viewers show the file's name, not the title.", _REBUILD)


def _title(info: str, packet: Packet | None, expected: Expected | None) -> Iterator[Finding]:
    """A title in the XMP metadata is one; where they are there, they must have it, and ours stands in both places."""
    titles = {"document information": info}
    if packet is not None:
        titles["XMP metadata"] = next(iter(packet.titles), "")
        if expected is None and titles["XMP metadata"]:
            del titles["document information"]
    for where, title in titles.items():
        if not title.strip():
            yield finding("CF209", FILE, f"the {where} has no title.", _REBUILD)
        elif expected is not None and comparable(title) != comparable(expected.title):
            message = f"the {where} says {quoted(title)}, the handout {quoted(expected.title)}."
            yield finding("CF209", FILE, message, _REBUILD)


def _language(document: Document, expected: Expected | None) -> Iterator[Finding]:
    """In the catalog, or with each element, as ours never has it alone (ISO 14289-1, 7.2)."""
    language = document.language
    if not language and (expected is not None or not document.tree.says_language):
        yield language_finding()
    elif expected is not None and language.lower() != expected.language.lower():
        message = f"the PDF says {quoted(language)}, the handout {quoted(expected.language)}."
        yield finding("CF210", FILE, message, _REBUILD)


def _author(info: str, packet: Packet | None, expected: Expected | None) -> Iterator[Finding]:
    """An author in one place is one; ours stand in both."""
    names = [info.strip(), "; ".join(packet.creators) if packet else ""]
    if not any(names) or (expected is not None and not all(names[: 1 + (packet is not None)])):
        yield finding(
            "CF211",
            FILE,
            "the PDF names no author.",
            "Name one in the document's properties; a handout has `authors` for it.",
        )
    elif expected is not None and expected.author and comparable(expected.author) not in comparable(info):
        message = f"the PDF's author is {quoted(info)}, not {quoted(expected.author)}."
        yield finding("CF211", FILE, message, _REBUILD)


def made_from(document: Document) -> Origin | None:
    """What a PDF was made from; None for a PDF by another tool."""
    info = dictionary(entry(document.reader.trailer, "/Info"))
    keys = ("/Handout", "/HandoutVersion", "/Layout", "/Edition", "/Brand", "/Site")
    origin = Origin(*(said(info, key) for key in keys))
    return origin if origin.handout and origin.layout else None
