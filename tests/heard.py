"""What a page or a message says, word by word, as a screen reader has it: the page's own numbers and bullets too."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from carefold.html.mail import BOX, IN_A_CELL, LINE
from carefold.pdfread.document import open_document
from carefold.preflight.checks.read_out import blocks
from carefold.spelling import comparable

_XHTML = re.compile(r"\{[^}]*\}")
_BLOCKS = {
    "p", "div", "section", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th", "caption", "figcaption", "label",
}  # fmt: skip
_SILENT = ("head", "style", "input", "textarea")


def words_of_pdf(data: bytes) -> list[str]:
    """What the tree of a PDF says."""
    document, _ = open_document(data)
    assert document is not None
    return comparable(" ".join(blocks(document))).split()


def words_of_page(data: bytes | str) -> list[str]:
    """What a page says; one that is no XML is an error."""
    return comparable(_said(ElementTree.fromstring(data))).split()


def without_blanks(words: list[str], *phrases: str) -> str:
    """All words as one text, without bullets, lines and boxes to fill in, and what a PDF says of these."""
    text = f" {' '.join(words)} "
    for phrase in (BOX.strip(), "•", LINE, IN_A_CELL, *phrases):
        text = text.replace(comparable(phrase), " ")
    return " ".join(text.split())


def _said(element: ElementTree.Element) -> str:
    tag = _XHTML.sub("", element.tag)
    if tag in _SILENT or element.get("aria-hidden"):
        return ""
    if tag == "svg" or tag == "img":
        return f" {element.get('aria-label') or element.get('alt')} "
    inside = element.text or ""
    for number, child in enumerate(element, 1):
        mark = _mark(element, child, number) if _XHTML.sub("", child.tag) == "li" else ""
        inside += mark + _said(child) + (child.tail or "")
    return f"\n{inside}\n" if tag in _BLOCKS else inside


def _mark(listing: ElementTree.Element, entry: ElementTree.Element, number: int) -> str:
    """What a browser puts before an entry."""
    kinds = (listing.get("class") or "").split()
    if {"references", "checks", "signed", "do", "dont"} & {*kinds} or entry.get("class") == "signed":
        return ""
    if _XHTML.sub("", listing.tag) == "ul":
        return " • "
    return f" {number} " if "steps" in kinds else f" {number}. "
