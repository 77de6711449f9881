"""What stands in the structure tree where: figures, headings, lists, tables (ISO 32000-1, 14.8.4; ISO 14289-1, 7)."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.safely import items, said
from carefold.pdfread.stopped import FILE
from carefold.pdfread.tree import Content, Node
from carefold.preflight.checks import read_out as spoken
from carefold.preflight.checks.tables import table_faults

_HINT = "The program that made the PDF builds its tags: report it there, with the document."
# Which elements an element may hold; others hold what they like.
_HOLDS = {
    "L": ("LI", "L", "Caption"),
    "LI": ("Lbl", "LBody"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "THead": ("TR",),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "TR": ("TH", "TD"),
}
_LISTS = ("L", "LI")
# Which element something must stand in.
_BELONGS = {
    "LI": ("L",), "LBody": ("LI",), "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",),
    "THead": ("Table",), "TBody": ("Table",), "TFoot": ("Table",),
}  # fmt: skip
_PASSED = ("NonStruct", "Artifact")  # no structure of their own (ISO 32000-1, table 334; ISO 32000-2, table 375)


def element_findings(document: Document) -> Iterator[Finding]:
    """What is wrong with single elements, and with the headings as a whole."""
    voice = spoken.Voice(document)
    yield from _headings(document)
    for node in document.tree.walk():
        for code, message in _faults(node):
            yield finding(code, _place(voice, node), message, _HINT)
        for culprit, code, message in table_faults(node) if node.role == "Table" else ():
            yield finding(code, _place(voice, culprit), message, _HINT)


def language_finding() -> Finding:
    """The finding for a PDF without a language (ISO 14289-1, 7.2)."""
    return finding(
        "CF210",
        FILE,
        "the PDF does not say its language.",
        "Set the document's language; a handout has `language` for it.",
    )


def _faults(node: Node) -> Iterator[tuple[str, str]]:
    """Code and message of all faults of one element."""
    yield from _role(node)
    yield from _nesting(node)
    if node.role in ("Figure", "Formula"):
        yield from _figure(node)


def _role(node: Node) -> Iterator[tuple[str, str]]:
    if not node.standard:
        yield "CF520", f"{node.written_role or 'an element without a role'} is no standard role."
    if not node.knows_parent:
        yield "CF521", f"{node.written_role} names another parent than the element it stands in."


def _nesting(node: Node) -> Iterator[tuple[str, str]]:
    allowed = _HOLDS.get(node.role)
    code = "CF517" if node.role in _LISTS else "CF518"
    if allowed is not None:
        wrong = [child.written_role for child in node.children if child.role not in (*allowed, *_PASSED)]
        if any(isinstance(kid, Content) for kid in node.kids):
            wrong.append("text")
        if wrong:
            yield code, f"{node.written_role} holds {wrong[0]}."
        elif not node.kids and node.role != "TR":  # cells from above may reach down through all of a row
            yield code, f"{node.written_role} is empty."
    if node.role == "L" and any(child.role == "Caption" for child in node.children[1:]):
        yield code, f"{node.written_role} has a caption that is not its first part."
    for child in node.children if allowed is None else ():  # else it is told above
        parents = _BELONGS.get(child.role)
        if parents is not None and node.role not in (*parents, *_PASSED):
            which = "CF517" if child.role in ("LI", "LBody") else "CF518"
            yield which, f"{child.written_role} stands in {node.written_role}."


def _figure(node: Node) -> Iterator[tuple[str, str]]:
    what = node.role.lower()
    if not (said(node.entries, "/Alt") or said(node.entries, "/ActualText")).strip():
        yield "CF513", f"a {what} has no alternative text."
    if what == "figure" and len(_pages(node)) == 1 and len(items(node.attribute("/BBox"))) != 4:
        yield "CF514", "a figure does not say where it stands."


def _pages(node: Node) -> set[int]:
    return {kid.page for one in node.walk() for kid in one.kids if isinstance(kid, Content)}


def _headings(document: Document) -> Iterator[Finding]:
    """H1 comes first, and no level is skipped on the way down (ISO 14289-1, 7.4.2)."""
    level = 0
    for node, text in spoken.headings(document):
        if node.role == "H":
            continue
        own = int(node.role[1:])
        if own > level + 1:
            why = f"follows H{level}" if level else "is the first heading"
            yield finding("CF516", f"{node.written_role} {quoted(text)}", f"{node.written_role} {why}.", _HINT)
        level = own


def _place(voice: spoken.Voice, node: Node) -> str:
    """Page, role and text of an element."""
    page = min((page for page in _pages(node) if page >= 0), default=None)
    text = voice.whole(node).strip()
    parts = [f"page {page + 1}" if page is not None else "", f"{node.written_role} {quoted(text) if text else ''}"]
    return ", ".join(part.strip() for part in parts if part.strip()) or FILE
