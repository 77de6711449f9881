"""A picture of one page of a handout, as a printer shows it."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.order import Edition, Order
from carefold.pipeline import checked, make
from carefold.run import Run
from carefold.workspace import Workspace


class PagePicture(NamedTuple):
    """A PNG, and how many pages the handout has."""

    data: bytes
    pages: int


def page_picture(workspace: Workspace, order: Order, page: int, dpi: int, *, grey: bool) -> PagePicture:
    """A page, counted from 1, of what is ordered, whatever its words are; CarefoldError where there is no such page."""
    if order.edition is Edition.HTML:
        raise CarefoldError(Finding("a web page has no pages.", hint="Order another edition."))
    content = Run(workspace).content(order.source, order.brand, order.site)
    made = checked(workspace, make(workspace, order, content))
    if not 1 <= page <= made.pages:
        hint = f"Ask for a page from 1 to {made.pages}."
        raise CarefoldError(Finding(f"there is no page {page}: it has {made.pages}.", hint=hint))
    return PagePicture(_drawn(made.data, page, dpi, grey=grey), made.pages)


def _drawn(data: bytes, page: int, dpi: int, *, grey: bool) -> bytes:
    from carefold.pdfread.pdfium import draw

    png = BytesIO()
    picture = draw(data, page - 1, dpi).picture
    (picture.convert("L") if grey else picture).save(png, "PNG")
    return png.getvalue()
