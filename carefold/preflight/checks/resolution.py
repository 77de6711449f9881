"""Pictures against the paper: how fine they are where they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.page import Picture
from carefold.pdfread.safely import said
from carefold.pdfread.tree import Content

LEAST = 150  # dots an inch; coarser pictures look blurred or jagged on paper
_SLACK = 0.5


def picture_findings(document: Document) -> Iterator[Finding]:
    """Pictures of fewer than 150 dots an inch: one finding for each that is printed."""
    for page, content in enumerate(document.contents):
        seen: set[tuple[int, int, int]] = set()
        for picture in sorted(content.pictures, key=lambda one: one.mcid is None):
            dots = min(picture.width * 72 / picture.across, picture.height * 72 / picture.up)
            what = (picture.width, picture.height, round(picture.across))
            if dots < LEAST - _SLACK and what not in seen:
                seen.add(what)
                size = f"{picture.width} × {picture.height} pixels"
                message = f"a picture of {size} is printed at {dots:.0f} dots an inch, and {LEAST} is the least."
                wanted = math.ceil(picture.across / 72 * LEAST)
                hint = f"Take one that is at least {wanted} pixels wide, or print it smaller."
                yield finding("CF411", _place(document, page, picture), message, hint)


def _place(document: Document, page: int, picture: Picture) -> str:
    """Page and alternative text."""
    here = Content(page, -1 if picture.mcid is None else picture.mcid)
    figures = (node for node in document.tree.walk() if node.role == "Figure" and here in node.kids)
    words = next((said(node.entries, "/Alt") for node in figures), "")
    return f"page {page + 1}, {quoted(words)}" if words else f"page {page + 1}"
