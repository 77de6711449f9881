"""Pages as paper: how many, how large, where they are cut (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pypdf.generic import DictionaryObject

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.pdfread.document import Document
from carefold.pdfread.page import Box
from carefold.pdfread.safely import entry, items
from carefold.pdfread.stopped import FILE
from carefold.pdfread.written_numbers import number
from carefold.units import Area

if TYPE_CHECKING:
    from carefold.preflight.expected import Paper

_TOLERANCE = 0.5  # points
_REBUILD = "Build the handout again."
_CUT = (("/TrimBox", "trim"), ("/BleedBox", "bleed"))


def page_findings(document: Document, paper: Paper) -> Iterator[Finding]:
    """Number and size of the pages and where they are cut, against the layout."""
    sides, count = paper.sides, len(document.pages)
    if sides and count != sides:
        yield finding("CF207", FILE, f"the PDF has {count} pages, the layout {sides} sides.", _REBUILD)
    width, height = paper.front.extent
    for place, page in enumerate(document.pages, 1):
        across, up = page_extent(page)
        if abs(across - width) > _TOLERANCE or abs(up - height) > _TOLERANCE:
            message = f"the page is {across:g} × {up:g} pt, the sheet {width:g} × {height:g} pt."
            yield finding("CF208", f"page {place}", message, _REBUILD)
        for key, what in _CUT:
            if not _agrees(page, key, getattr(paper.front, what)):
                message = f"its {key.removeprefix('/')} is not where the layout has the {what}."
                yield finding("CF215", f"page {place}", message, _REBUILD)


def _agrees(page: DictionaryObject, key: str, area: Area | None) -> bool:
    """Whether a box is the layout's, or the page's own where the layout has none."""
    wanted = Box(area.x, area.y, area.right, area.top) if area else page_box(page)
    return _near(_box(page, key) or page_box(page), wanted)


def nesting_findings(document: Document) -> Iterator[Finding]:
    """A trim box lies within the bleed box, and all within the page."""
    for place, page in enumerate(document.pages, 1):
        media = media_box(page)
        bleed = _box(page, "/BleedBox") or media
        trim = _box(page, "/TrimBox") or bleed
        for inner, outer, message in (
            (trim, bleed, "its TrimBox reaches out of its BleedBox."),
            (bleed, media, "its BleedBox reaches out of the page."),
        ):
            if not _within(inner, outer):
                yield finding("CF215", f"page {place}", message, "Set the boxes anew in the program that made it.")


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _TOLERANCE for a, b in zip(one, other, strict=True))


def _within(inner: Box, outer: Box) -> bool:
    lower = inner.left >= outer.left - _TOLERANCE and inner.bottom >= outer.bottom - _TOLERANCE
    return lower and inner.right <= outer.right + _TOLERANCE and inner.top <= outer.top + _TOLERANCE


def media_box(page: DictionaryObject) -> Box:
    """All that can be painted on."""
    return _box(page, "/MediaBox") or page_box(page)


def page_box(page: DictionaryObject) -> Box:
    """What a viewer shows: the crop box, else the media box; empty where neither is whole."""
    return _box(page, "/CropBox") or _box(page, "/MediaBox") or Box(0.0, 0.0, 0.0, 0.0)


def _box(page: DictionaryObject, key: str) -> Box | None:
    found = items(entry(page, key))
    if len(found) != 4:
        return None
    one, two, three, four = map(number, found)
    return Box(min(one, three), min(two, four), max(one, three), max(two, four))


def page_extent(page: DictionaryObject) -> tuple[float, float]:
    """Width and height as printed, in points: turned, and in the page's units."""
    box = page_box(page)
    unit = number(entry(page, "/UserUnit")) or 1.0
    extent = (box.right - box.left) * unit, (box.top - box.bottom) * unit
    return extent[::-1] if number(entry(page, "/Rotate")) % 180 == 90 else extent
