"""Where a PDF leads and what it would start: plain links are all that a handout needs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.order import Edition
from carefold.pdfread.document import Document
from carefold.pdfread.safely import dictionary, entry, items, object_number, resolved, said
from carefold.pdfread.stopped import FILE
from carefold.preflight.checks.metadata import made_from

_SCHEMES = ("https", "mailto", "tel", "sms")
_STARTING = (
    "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute",
    "/GoTo3DView", "/Trans", "/Hide", "/SetOCGState", "/Thread",
)  # fmt: skip
_MEDIA = ("/Movie", "/Sound", "/Screen", "/3D", "/RichMedia")
_SOURCES = (".yaml", ".yml")
_DEEPEST = 64
_HINT = "Remove it, then make the PDF again."


def link_findings(document: Document) -> Iterator[Finding]:
    """Links to elsewhere, scripts, actions and embedded files (ISO 32000-1, 12.6); our archive edition has some."""
    origin = made_from(document)
    archived = origin is not None and origin.edition == Edition.ARCHIVE
    seen: set[int] = set()
    for place, action in _actions(document):
        seen.add(id(action))
        yield from _action(document, place, action)
    for page, _, annotation in document.annotations():
        if said(annotation, "/Subtype") == "/Link" and "/Dest" in annotation:
            yield from _destination(document, f"page {page + 1}", entry(annotation, "/Dest"))
    if "/XFA" in dictionary(entry(document.catalog, "/AcroForm")):
        yield finding("CF603", FILE, "the PDF carries an XFA form.", _HINT)
    for found in document.reachable:
        if id(found) not in seen:
            yield from _hidden(found)
        if (carried := _carried(found)) and not (archived and _is_source(found)):
            yield finding("CF605", FILE, f"the PDF carries {carried}.", _HINT)
        if outside := _outside(found):
            hint = "Put it into the PDF, or leave it out; elsewhere the file is not there."
            yield finding("CF606", FILE, f"the PDF needs the file {quoted(outside)}.", hint)


def _hidden(found: DictionaryObject) -> Iterator[Finding]:
    """An action where none would be looked for: names, nested fields, media."""
    kind = said(found, "/S")
    if kind == "/JavaScript" or "/JS" in found:
        yield finding("CF602", FILE, "the PDF carries JavaScript.", _HINT)
    elif kind in _STARTING:
        yield finding("CF603", FILE, f"the PDF starts an action of the kind {kind.removeprefix('/')}.", _HINT)


def _carried(found: DictionaryObject) -> str:
    """What an object brings along that is no page: files, a portfolio, sound, film (ISO 32000-1, 7.11.4 and 13)."""
    if "/EF" in found or "/EmbeddedFiles" in found or said(found, "/Subtype") == "/FileAttachment":
        return "other files"
    if "/Collection" in found and said(found, "/Type") == "/Catalog":
        return "a collection of files"
    return "sound, film or a model" if said(found, "/Subtype") in _MEDIA and "/Rect" in found else ""


def _is_source(found: DictionaryObject) -> bool:
    """Whether an object attaches what the document was made from, as the archive edition does (ISO 19005-3, 6.8)."""
    if "/EmbeddedFiles" in found:
        return True
    return said(found, "/AFRelationship") == "/Source" and said(found, "/UF").endswith(_SOURCES)


def _outside(found: DictionaryObject) -> str:
    """The name of a file elsewhere that an object refers to (ISO 32000-1, 7.3.8.2 and 7.11.3)."""
    is_specification = said(found, "/Type") in ("/Filespec", "/F") or "/FS" in found
    if (is_specification and "/EF" not in found) or (isinstance(found, StreamObject) and "/F" in found):
        named = entry(found, "/F")
        inner = named if isinstance(named, DictionaryObject) else found
        return said(inner, "/UF") or said(inner, "/F") or "without a name"
    return ""


def _actions(document: Document) -> Iterator[tuple[str, DictionaryObject]]:
    """All actions that a reader may start, and where."""
    catalog = document.catalog
    yield from _started(FILE, catalog, "/OpenAction")
    for number, page in enumerate(document.pages, 1):
        yield from _started(f"page {number}", page, "")
    for page_number, _, annotation in document.annotations():
        yield from _started(f"page {page_number + 1}", annotation, "/A")
        yield from _started(f"page {page_number + 1}", dictionary(entry(annotation, "/Parent")), "/A")
    for field in items(entry(dictionary(entry(catalog, "/AcroForm")), "/Fields")):
        yield from _started(FILE, dictionary(field), "/A")
    yield from _bookmarks(catalog)


def _bookmarks(catalog: DictionaryObject) -> Iterator[tuple[str, DictionaryObject]]:
    """Actions of bookmarks; each is visited once."""
    seen: set[int] = set()
    waiting = [entry(dictionary(entry(catalog, "/Outlines")), "/First")]
    while waiting:
        bookmark = waiting.pop()
        if not isinstance(bookmark, DictionaryObject) or id(bookmark) in seen:
            continue
        seen.add(id(bookmark))
        place = f"bookmark {quoted(said(bookmark, '/Title'))}"
        yield from _started(place, bookmark, "/A")
        if "/Dest" in bookmark:
            yield place, DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): bookmark["/Dest"]})
        waiting += [entry(bookmark, "/Next"), entry(bookmark, "/First")]


def _started(place: str, holder: DictionaryObject, key: str) -> Iterator[tuple[str, DictionaryObject]]:
    """An object's own action, those of its events, and what follows on each (ISO 32000-1, 12.6.2 and 12.6.3)."""
    waiting = [entry(holder, key)] if key else []
    waiting += list(map(resolved, dictionary(entry(holder, "/AA")).values()))
    for _ in range(_DEEPEST):
        if not waiting:
            return
        action = resolved(waiting.pop())
        if isinstance(action, DictionaryObject) and "/S" in action:
            yield place, action
            waiting += items(entry(action, "/Next"))


def _action(document: Document, place: str, action: DictionaryObject) -> Iterator[Finding]:
    kind = said(action, "/S")
    if kind == "/URI":
        address = said(action, "/URI")
        yield from _address(place, address)
        if not address.isascii() or getattr(entry(action, "/URI"), "autodetect_utf16", False):
            hint = "Copy the address from the browser's bar, which has it in ASCII."
            yield finding("CF607", place, f"the link to {quoted(address, 80)} opens nothing in most viewers.", hint)
    elif kind == "/GoTo":
        yield from _destination(document, place, entry(action, "/D"))
    elif kind == "/JavaScript":
        yield finding("CF602", place, "the PDF carries JavaScript.", _HINT)
    else:
        yield finding("CF603", place, f"the PDF starts an action of the kind {kind.removeprefix('/')}.", _HINT)


def _address(place: str, address: str) -> Iterator[Finding]:
    try:
        parts = urlsplit(address.strip())
        usable = parts.scheme.lower() in _SCHEMES and bool(parts.path or parts.netloc)
    except ValueError:
        usable = False
    if not usable:
        hint = f"Use {', '.join(_SCHEMES[:-1])} or {_SCHEMES[-1]}."
        yield finding("CF601", place, f"a link leads to {quoted(address, 80)}.", hint)


def _destination(document: Document, place: str, target: object) -> Iterator[Finding]:
    """A place in this PDF: a page that is there, or a name that is known (ISO 32000-1, 12.3.2)."""
    if isinstance(target, str | bytes):
        name = target if isinstance(target, str) else target.decode("latin-1")
        known = name in document.reader.named_destinations
    else:
        first = next(iter(items(target)), None)
        known = object_number(first) in document.page_places
    if not known:
        yield finding("CF604", place, "a link inside the PDF leads nowhere.", "Build the handout again.")
