"""What a screen reader says: the text of the tree, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.roles import HEADING
from carefold.pdfread.safely import said, text_of
from carefold.pdfread.tree import Annotated, Content, Node
from carefold.structure import INLINE

_INDENT = "  "
_SPANS = {"/ColSpan": "columns", "/RowSpan": "rows"}


class Voice:
    """Speaks the elements of one document."""

    def __init__(self, document: Document) -> None:
        self._content = document.marked_texts

    def whole(self, node: Node) -> str:
        """All that an element says: ActualText or Alt in place of its content (ISO 32000-1, 14.9), captions besides."""
        for key in ("/ActualText", "/Alt"):
            if key in node.entries:
                captions = (self._part(kid) for kid in node.children if kid.role == "Caption")
                return said(node.entries, key) + "".join(captions)
        return "".join(self._part(kid) for kid in node.kids)

    def _part(self, kid: Node | Content | Annotated) -> str:
        if isinstance(kid, Node):
            if kid.role == "Artifact":  # of PDF 2.0: not read out
                return ""
            text = self.whole(kid)
            return text if kid.role in INLINE else f"\n{text}\n"
        return self._content.get(kid, "") if isinstance(kid, Content) else ""

    def pieces(self, node: Node) -> Iterator[str]:
        """One text for each stretch of inline content, in reading order."""
        yield from (line for line in self.whole(node).split("\n") if line.strip())

    def described(self, node: Node, depth: int = 0) -> Iterator[str]:
        """A line for the element and one for each below it."""
        yield _INDENT * depth + _described(node, self._own_line(node))
        for child in node.children:
            yield from self.described(child, depth + 1)

    def _own_line(self, node: Node) -> str:
        """The text on an element's line: all of it where inline content stands in it, none where only blocks do."""
        if "/Alt" in node.entries and "/ActualText" not in node.entries:
            return ""
        own = "/ActualText" in node.entries or any(isinstance(kid, Content) for kid in node.kids)
        own = own or any(child.role in INLINE for child in node.children)
        return quoted(self.whole(node), 10_000) if own and self.whole(node).strip() else ""


def _described(node: Node, text: str) -> str:
    parts = [node.written_role]
    for key, label in (("/Lang", "lang"), ("/Alt", "alt"), ("/T", "title")):
        if key in node.entries:
            parts.append(f"{label}={quoted(said(node.entries, key), 10_000)}")
    scope = text_of(node.attribute("/Scope")).removeprefix("/")
    parts += [f"scope={scope}"] if scope else []
    parts += [f"{kind}={node.attribute(key)}" for key, kind in _SPANS.items() if node.attribute(key) is not None]
    parts += ["+link" if node.role == "Link" else "+annotation" for kid in node.kids if isinstance(kid, Annotated)]
    return _INDENT.join(filter(None, (" ".join(parts), text)))


def blocks(document: Document) -> list[str]:
    """The text in the order of the tree, block by block; in painting order where there is no tree."""
    voice = Voice(document)
    if document.tree.tops:
        return [piece for top in document.tree.tops for piece in voice.pieces(top)]
    return [run.text for content in document.contents for run in content.runs if run.text.strip()]


def described(document: Document) -> str:
    """The tree, one element a line with its text."""
    voice = Voice(document)
    return "".join(f"{line}\n" for top in document.tree.tops for line in voice.described(top))


def headings(document: Document) -> list[tuple[Node, str]]:
    """All heading elements and what they say."""
    voice = Voice(document)
    return [
        (node, voice.whole(node)) for node in document.tree.walk() if node.role == "H" or HEADING.fullmatch(node.role)
    ]
