"""The handout's texts in the finished PDF: every word of the source, and the parts that may not be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.stopped import FILE
from carefold.preflight.checks import read_out as spoken
from carefold.spelling import BLANK, comparable

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

_REPORT = "Build the handout again; if it stays, report it with the handout."


def text_findings(document: Document, expected: Expected) -> Iterator[Finding]:
    """Section titles in headings, references and the disclaimer in the tree's text; all in the pages' text too.

    The tree decides about order and spaces. Plain extraction runs over panels and columns as they lie side by side, so
    there each word counts where the text as a whole is not found; ActualText, which pypdf passes over, counts too.
    pypdf is slow, so it is asked for what our own reading has not found.
    """
    said = comparable(" ".join(spoken.blocks(document)))
    titles = [comparable(text) for _, text in spoken.headings(document)] or [said]
    pages = _Pages(document)
    wanted = [("CF301", "the section", title, titles) for title in expected.sections]
    wanted += [("CF302", "the reference", reference, [said]) for reference in expected.references]
    wanted += [("CF303", "the disclaimer", expected.disclaimer, [said])]
    for code, what, text, places in wanted:
        pieces = [comparable(piece) for piece in text.split(BLANK)]
        if not any(_in_order(pieces, place) for place in places):
            yield finding(code, FILE, f"{what} {quoted(text)} is missing or not whole.", _REPORT)
        elif missing := _not_extracted(pieces, pages):
            message = f"in {what} {quoted(text)}, pypdf can't find {quoted(missing)}."
            yield finding("CF307", FILE, message, _REPORT)
    if expected.code not in said:
        message = f"the imprint does not have the code {expected.code}: words, brand or layout have changed since."
        yield finding("CF312", FILE, message, "Build the handout again.")
    yield from _source(said, expected)


def _source(said: str, expected: Expected) -> Iterator[Finding]:
    """Each text of the handout, as often as the handout has it: in the tree's text."""
    wanted = Counter(comparable(text) for text in expected.texts)
    missing = [text for text, count in wanted.items() if said.count(text) < count]
    if missing:
        message = f"the handout's text {quoted(missing[0])} is not in the PDF, or not often enough"
        yield finding("CF309", FILE, f"{message}{and_more(len(missing))}.", _REPORT)


def _in_order(pieces: Sequence[str], text: str) -> bool:
    """Whether a text has all pieces, one after another."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _not_extracted(pieces: Sequence[str], pages: _Pages) -> str:
    """The first word that the pages' texts lack; empty when all of the text is there."""
    words = (word for piece in pieces if not pages.have(piece) for word in piece.split())
    return next((word for word in words if not pages.have(word)), "")


class _Pages:
    """The text of all pages without white space, as we read it and as pypdf extracts it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def have(self, text: str) -> bool:
        """Whether a text stands on them."""
        squeezed = _squeezed(text)
        return squeezed in self._shown or squeezed in self._extracted

    @cached_property
    def _shown(self) -> str:
        return _squeezed("".join(run.text for content in self._document.contents for run in content.runs))

    @cached_property
    def _extracted(self) -> str:
        return _squeezed(self._document.extracted)


def _squeezed(text: str) -> str:
    """Without any white space: lines break after hyphens and inside addresses."""
    return "".join(comparable(text).split())
