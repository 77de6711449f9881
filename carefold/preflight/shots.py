"""Pictures of pages on which findings can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Shot
from carefold.pdfread.pdfium import draw

_DPI = 72
_MOST_PAGES = 12
_MOST_PIXELS = 4_000_000  # a page


def shots_of(data: bytes, findings: Iterable[Finding]) -> Iterator[Shot]:
    """The first pages that findings have spots on, upright as their coordinates are; none that can't be drawn."""
    yield from _drawn(data, sorted({spot.page for finding in findings for spot in finding.spots}))


def every_page(data: bytes, count: int) -> Iterator[Shot]:
    """The first of so many pages, as they are."""
    yield from _drawn(data, range(count))


def _drawn(data: bytes, pages: Sequence[int]) -> Iterator[Shot]:
    for page in pages[:_MOST_PAGES]:
        with suppress(ValueError):
            box, picture = draw(data, page, _DPI, upright=True, most=_MOST_PIXELS)
            png = BytesIO()
            picture.convert("RGB").quantize(64).save(png, "PNG", optimize=True)
            yield Shot(page, box, png.getvalue())
