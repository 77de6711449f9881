"""What the PDF says about itself: title, language, author (ISO 14289-1, 7.1 and 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefold.findings import Finding, even, quoted
from carefold.preflight.codes import finding
from carefold.preflight.document import FILE, Document
from carefold.preflight.objects import dictionary, entry, is_too_much, is_true, said
from carefold.preflight.rules import language_finding

if TYPE_CHECKING:
    from pypdf.xmp import XmpInformation

    from carefold.preflight.expected import Expected

_REBUILD = "Build the handout again; in another program, look into the document's properties."


def metadata_findings(document: Document, expected: Expected | None) -> Iterator[Finding]:
    """Title, language and author in all places that say them."""
    info = dictionary(entry(document.reader.trailer, "/Info"))
    xmp = _xmp(document)
    if xmp is None:
        yield finding("CF213", FILE, "the XMP metadata is missing or can't be read.", _REBUILD)
    yield from _title(said(info, "/Title"), xmp, expected)
    yield from _language(said(document.catalog, "/Lang"), expected)
    yield from _author(said(info, "/Author"), xmp, expected)
    preferences = dictionary(entry(document.catalog, "/ViewerPreferences"))
    if not is_true(preferences, "/DisplayDocTitle"):
        yield finding("CF212", FILE, "viewers show the file's name, not the title.", _REBUILD)


def _xmp(document: Document) -> XmpInformation | None:
    try:
        return document.reader.xmp_metadata
    except Exception as error:  # pypdf meets broken XML with all kinds of errors
        if is_too_much(error):
            raise
        return None


def _title(info: str, xmp: XmpInformation | None, expected: Expected | None) -> Iterator[Finding]:
    titles = {"document information": info}
    if xmp is not None:
        titles["XMP metadata"] = next(iter((xmp.dc_title or {}).values()), "")
    for where, title in titles.items():
        if not title.strip():
            yield finding("CF209", FILE, f"the {where} has no title.", _REBUILD)
        elif expected is not None and even(title) != even(expected.title):
            message = f"the {where} says {quoted(title)}, the handout {quoted(expected.title)}."
            yield finding("CF209", FILE, message, _REBUILD)


def _language(language: str, expected: Expected | None) -> Iterator[Finding]:
    if not language.strip():
        yield language_finding()
    elif expected is not None and language.lower() != expected.language.lower():
        message = f"the PDF says {quoted(language)}, the handout {quoted(expected.language)}."
        yield finding("CF210", FILE, message, _REBUILD)


def _author(info: str, xmp: XmpInformation | None, expected: Expected | None) -> Iterator[Finding]:
    creators = [] if xmp is None else [str(name) for name in xmp.dc_creator or () if name]
    if not info.strip() or (xmp is not None and not creators):
        yield finding(
            "CF211",
            FILE,
            "the PDF names no author.",
            "Name one in the document's properties; a handout has `authors` for it.",
        )
    elif expected is not None and expected.author and even(expected.author) not in even(info):
        message = f"the PDF's author is {quoted(info)}, not {quoted(expected.author)}."
        yield finding("CF211", FILE, message, _REBUILD)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a PDF of ours was made from; `edition` is print, screen or archive, `brand` empty for the usual one."""

    handout: str
    version: str
    layout: str
    edition: str
    brand: str = ""


def made_from(document: Document) -> Origin | None:
    """What a PDF was made from; None for a PDF by another tool."""
    info = dictionary(entry(document.reader.trailer, "/Info"))
    keys = ("/Handout", "/HandoutVersion", "/Layout", "/Edition", "/Brand")
    origin = Origin(*(said(info, key) for key in keys))
    return origin if origin.handout and origin.layout else None
