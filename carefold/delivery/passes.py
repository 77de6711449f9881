"""Two passes through a printer that prints on one side only: all fronts, and then all backs.

Sheets go through upright, so that it is known which edge of theirs comes first: their upper one. The stack is turned
over like the page of a book, so that edge goes first again.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter

from carefold.delivery.print_job import Sides


def fronts_of(data: bytes) -> bytes:
    """The first side of each sheet, in order."""
    pages = PdfReader(BytesIO(data)).pages
    return _written((page, _upright(page)) for page in pages[::2])


def backs_of(data: bytes, sides: Sides, *, backwards: bool) -> bytes:
    """The other side of each sheet, an empty one where there is none; `backwards`: the last sheet first.

    What is made to be flipped on the short edge is turned around, since the stack is flipped on the long one.
    """
    pages = PdfReader(BytesIO(data)).pages
    around = 180 if sides == "two-sided-short-edge" else 0
    backs = [(page, (_upright(page) + around) % 360) for page in pages[1::2]]
    if len(pages) % 2:
        last = pages[-1]
        backs.append((PageObject.create_blank_page(None, last.mediabox.width, last.mediabox.height), _upright(last)))
    return _written(reversed(backs) if backwards else backs)


def _upright(page: PageObject) -> int:
    """By how many degrees a page is to be turned so that it stands on its short edge."""
    return 90 if page.mediabox.width > page.mediabox.height else 0


def _written(pages: Iterable[tuple[PageObject, int]]) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for page, degrees in pages:
        writer.add_page(page).rotate(degrees)
    writer.write(out)
    return out.getvalue()
