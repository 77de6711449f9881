"""Where a PDF leads and what it would start: plain links are all that a handout needs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pypdf.generic import DictionaryObject, NameObject

from carefold.findings import Finding, quoted
from carefold.preflight.codes import finding
from carefold.preflight.document import FILE, Document
from carefold.preflight.objects import dictionary, entry, items, object_number, resolved, said

_SCHEMES = ("https", "mailto", "tel", "sms")
_DEEPEST = 64
_HINT = "Remove it, then make the PDF again."


def link_findings(document: Document, files: bool = False) -> Iterator[Finding]:
    """Links to elsewhere, scripts, actions and embedded files (ISO 32000-1, 12.6); `files` allows these."""
    for place, action in _actions(document):
        yield from _action(document, place, action)
    for page, _, annotation in document.annotations():
        if said(annotation, "/Subtype") == "/Link" and "/Dest" in annotation:
            yield from _destination(document, f"page {page + 1}", entry(annotation, "/Dest"))
    names = dictionary(entry(document.catalog, "/Names"))
    if "/JavaScript" in names:
        yield finding("CF602", FILE, "the PDF carries JavaScript.", _HINT)
    if "/XFA" in dictionary(entry(document.catalog, "/AcroForm")):
        yield finding("CF603", FILE, "the PDF carries an XFA form.", _HINT)
    attached = any(said(one, "/Subtype") == "/FileAttachment" for _, _, one in document.annotations())
    if not files and (attached or "/EmbeddedFiles" in names or "/AF" in document.catalog):
        yield finding("CF605", FILE, "the PDF carries other files.", _HINT)


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
        yield from _address(place, said(action, "/URI"))
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
