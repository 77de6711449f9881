"""Pictures of pages on which findings can be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Shot

_DPI = 72
_MOST_PAGES = 12
_MOST_PIXELS = 4_000_000  # a page


def shots_of(data: bytes, findings: Iterable[Finding]) -> tuple[Shot, ...]:
    """The first pages that findings have spots on, upright as their coordinates are; none that can't be drawn."""
    import pypdfium2

    wanted = sorted({spot.page for finding in findings for spot in finding.spots})[:_MOST_PAGES]
    if not wanted:
        return ()
    made: list[Shot] = []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    for number in wanted:
        try:
            page = document[number]
            page.set_rotation(0)
            left, bottom, right, top = page.get_cropbox()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, (right - left) * (top - bottom))) ** 0.5)
            png = BytesIO()
            page.render(scale=scale).to_pil().convert("RGB").quantize(64).save(png, "PNG", optimize=True)
        except (pypdfium2.PdfiumError, ValueError, IndexError):
            continue
        made.append(Shot(number, (left, bottom, right, top), png.getvalue()))
    document.close()
    return tuple(made)
