"""The tag gate: content and structure tree agree, and the tree is built as PDF/UA wants it.

veraPDF misses some of these faults, so this gate runs after every build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pypdf.generic import DictionaryObject

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document, listening, open_document
from carefold.pdfread.safely import dictionary, entry, is_true, items, object_number, said
from carefold.pdfread.stopped import FILE
from carefold.pdfread.tree import Annotated, Content, Node
from carefold.pdfread.written_numbers import number as float_of
from carefold.preflight.checks import read_out as spoken
from carefold.preflight.checks.metadata import made_from
from carefold.preflight.checks.tree_rules import element_findings
from carefold.preflight.expected import ORDER

T = TypeVar("T")
_FAULTS = {"unmarked": "CF510", "nested": "CF511", "unbalanced": "CF512"}
_OUR_FAULTS = {**_FAULTS, "needless": "CF511"}  # no rule for others, whose artifacts may have parts
_SAID = {"needless": "an artifact holds marked"}
_HOLDERS = {"/Link": ("Link",), "/Widget": ("Form",)}
_HIDDEN = 2  # annotation flag (ISO 32000-1, 12.5.3)
_DEEPEST_FIELD = 32
_UNTAGGED = ("/Popup", "/PrinterMark")
_TAG = "Export it as tagged PDF (PDF/UA), or build it with carefold."
_CHANGED = "Build the handout again: it or its brand has changed since. If that does not help, report it."
_REBUILD = "This is a fault in the program that made the PDF; report it with the handout."


def reading_order(data: bytes) -> list[str]:
    """The text in tree order, block by block, ActualText and Alt honoured. CarefoldError when the PDF can't be read."""
    return _told(data, spoken.blocks)


def outline(data: bytes) -> str:
    """The tree as text: one element a line, indented, with what it says. CarefoldError when the PDF can't be read."""
    return _told(data, spoken.described)


def _told(data: bytes, tell: Callable[[Document], T]) -> T:
    document, findings = open_document(data)
    if document is None:
        raise CarefoldError([Finding(one.message, hint=one.hint) for one in findings])
    with listening():
        try:
            return tell(document)
        except Exception as error:  # pypdf meets broken files with all kinds of errors
            raise CarefoldError(Finding(f"the PDF is damaged ({error}).", hint="Make it again.")) from error


def tag_findings(document: Document, words: Sequence[str] = ()) -> Iterator[Finding]:
    """All that is wrong with the tags; `words` are what the tree must say, in order."""
    marked = is_true(dictionary(entry(document.catalog, "/MarkInfo")), "/Marked")
    if "/StructTreeRoot" not in document.catalog or not marked or not document.tree.tops:
        yield finding("CF501", FILE, "the PDF is not tagged; screen readers have to guess.", _TAG)
        return
    yield from (finding("CF524", FILE, fault + ".", _REBUILD) for fault in dict.fromkeys(document.tree.faults))
    yield from _content_faults(document)
    yield from _content_and_tree(document)
    yield from _parent_tree(document)
    yield from _annotations(document)
    yield from element_findings(document)
    yield from _order(document, words)


def _content_faults(document: Document) -> Iterator[Finding]:
    """Painting outside marked content, nested and unbalanced marked content: one finding a page and kind."""
    codes = _OUR_FAULTS if made_from(document) else _FAULTS
    for page, content in enumerate(document.contents):
        for kind, count in Counter(mark.kind for mark in content.odd_marks if mark.kind in codes).items():
            first = next(mark.message for mark in content.odd_marks if mark.kind == kind)
            message = f"{_SAID.get(kind, kind)} content: {first}{and_more(count)}."
            yield finding(codes[kind], page_place(page), message, _REBUILD)


def _content_and_tree(document: Document) -> Iterator[Finding]:
    """Each MCID once in content, once in the tree."""
    in_tree = Counter(kid for node in document.tree.walk() for kid in node.kids if isinstance(kid, Content))
    in_content = Counter(
        Content(page, mcid) for page, content in enumerate(document.contents) for mcid in content.mcids
    )
    painted = {Content(page, mcid) for page, content in enumerate(document.contents) for mcid in content.painted}
    astray = painted - in_tree.keys()
    yield from _mcids("CF502", "is in no element", (one for one in in_content if one in astray))
    yield from _mcids("CF503", "is in the tree but not on the page", (one for one in in_tree if one not in in_content))
    yield from _mcids("CF504", "is used twice", (one for one, count in in_content.items() if count > 1))
    yield from _mcids("CF505", "is in the tree twice", (one for one, count in in_tree.items() if count > 1))


def _mcids(code: str, what: str, contents: Iterable[Content]) -> Iterator[Finding]:
    by_page: dict[int, list[int]] = {}
    for page, mcid in contents:
        by_page.setdefault(page, []).append(mcid)
    for page, mcids in sorted(by_page.items()):
        yield finding(code, page_place(page), f"MCID {min(mcids)} {what}{and_more(len(mcids))}.", _REBUILD)


def _parent_tree(document: Document) -> Iterator[Finding]:
    """From a page's marked content, the parent tree leads to the element that holds it."""
    holders: dict[int, list[tuple[int, int | None]]] = {}
    for node in document.tree.walk():
        for kid in node.kids:
            if isinstance(kid, Content):
                holders.setdefault(kid.page, []).append((kid.mcid, node.number))
    for page, content in enumerate(document.contents):
        if not content.mcids:
            continue
        key = entry(document.pages[page], "/StructParents")
        parents = items(document.tree.parents.get(key)) if isinstance(key, int) else []
        wrong = [
            mcid
            for mcid, holder in holders.get(page, ())
            if not 0 <= mcid < len(parents) or object_number(parents[mcid]) != holder
        ]
        yield from _mcids("CF506", "has another parent in the parent tree", (Content(page, mcid) for mcid in wrong))


def _annotations(document: Document) -> Iterator[Finding]:
    """Each annotation once in the tree, in the right element, and knows its parent (ISO 14289-1, 7.18)."""
    holders: dict[int | None, list[Node]] = {}
    for node in document.tree.walk():
        for kid in node.kids:
            if isinstance(kid, Annotated):
                holders.setdefault(kid.number, []).append(node)
    for page, number, annotation in document.annotations():
        if _is_shown(document, page, annotation):
            holding = holders.get(number, [])
            yield from _annotation(document, page_place(page), annotation, holding)
    for page, entries in enumerate(document.pages):
        if items(entry(entries, "/Annots")) and entry(entries, "/Tabs") != "/S":
            yield finding("CF522", page_place(page), "the tab key does not follow the reading order.", _REBUILD)


def _is_shown(document: Document, page: int, annotation: DictionaryObject) -> bool:
    """Whether an annotation concerns readers: not hidden, on the page, and no mark for printers."""
    if said(annotation, "/Subtype") in _UNTAGGED or _flags(annotation) & _HIDDEN:
        return False
    edges = [float_of(edge) for edge in items(entry(annotation, "/Rect"))]
    if len(edges) != 4:
        return True
    left, bottom, right, top = map(float, document.pages[page].cropbox)
    (x, across), (y, up) = sorted(edges[::2]), sorted(edges[1::2])
    return x < right and across > left and y < top and up > bottom


def _annotation(
    document: Document, place: str, annotation: DictionaryObject, holding: Sequence[Node]
) -> Iterator[Finding]:
    kind = said(annotation, "/Subtype")
    what = f"the annotation {quoted(said(annotation, '/Contents') or kind)}"
    if len(holding) != 1:
        where = "in no element" if not holding else f"in {len(holding)} elements"
        yield finding("CF508", place, f"{what} is {where}.", _REBUILD)
        return
    node = holding[0]
    key = entry(annotation, "/StructParent")
    parent = document.tree.parents.get(key) if isinstance(key, int) else None
    if parent is None or object_number(parent) != node.number:
        yield finding("CF507", place, f"{what} has another parent in the parent tree.", _REBUILD)
    if node.role == "Artifact":  # of PDF 2.0
        return
    if node.role not in _HOLDERS.get(kind, ("Annot",)):
        yield finding("CF509", place, f"{what} is in {node.written_role}.", _REBUILD)
    if kind == "/Link" and not said(annotation, "/Contents").strip():
        yield finding("CF515", place, "a link does not say where it leads.", _REBUILD)
    if kind == "/Widget" and not (_field_name(annotation) or said(node.entries, "/Alt").strip()):
        yield finding("CF525", place, "a form field does not say what it is for.", _REBUILD)


def _flags(annotation: DictionaryObject) -> int:
    flags = entry(annotation, "/F")
    return int(flags) if isinstance(flags, int) else 0


def _field_name(widget: DictionaryObject) -> str:
    """What a field says it is for, at the widget or at a field that it belongs to."""
    field = widget
    for _ in range(_DEEPEST_FIELD):
        if (name := said(field, "/TU").strip()) or "/Parent" not in field:
            return name
        field = dictionary(entry(field, "/Parent"))
    return ""


def _order(document: Document, words: Sequence[str]) -> Iterator[Finding]:
    """The tree says these words, in this order, among others that the layout adds."""
    heard, at = "\n".join(spoken.blocks(document)), 0
    for place, word in enumerate(words):
        at = _end_of(word, heard, at)
        if at < 0:
            before = " ".join(words[max(0, place - 4) : place])
            message = f"{quoted(word)} does not follow {quoted(before)} in the tree."
            yield finding(ORDER, FILE, message, _CHANGED)
            return


def _end_of(word: str, text: str, start: int) -> int:
    """Where a word ends that stands in a text after `start`, -1 if it does not; a citation's number may follow it."""
    at = text.find(word, start)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() and word[0].isalnum()) and not text[end : end + 1].isalpha():
            return end
        at = text.find(word, at + 1)
    return -1


def page_place(page: int) -> str:
    """A page as findings name it, from its place; without one, the file."""
    return f"page {page + 1}" if page >= 0 else FILE
