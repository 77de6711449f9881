"""Pages as PDFium draws them. Nothing else here imports pypdfium2, for PDFium bears one thread at a time."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

_ONE_AT_A_TIME = Lock()


class Drawn(NamedTuple):
    """A picture of a page, and the edges of its crop box in points: left, bottom, right, top."""

    box: tuple[float, float, float, float]
    picture: Image


def draw(
    data: bytes, page: int, dpi: float, *, upright: bool = False, most: float = float("inf"), across: int = 0,
    part: tuple[float, float, float, float] | None = None,
) -> Drawn:  # fmt: skip
    """A page, counted from 0; ValueError where it can't be drawn.

    `upright`: as its coordinates are, however it is turned; at most so many pixels, with fewer dpi. `across`: so many
    pixels wide, whatever the dpi. `part`: its left, bottom, right and top, in points, in place of the whole page.
    """
    with _ONE_AT_A_TIME, ExitStack() as opened:
        import pypdfium2  # slow to import

        try:
            document = pypdfium2.PdfDocument(data)
            opened.callback(document.close)
            drawn = document[page]
            opened.callback(drawn.close)
            if upright:
                drawn.set_rotation(0)
            if part:
                drawn.set_cropbox(*part)
            left, bottom, right, top = drawn.get_cropbox()
            wanted = (across - 0.01) / drawn.get_width() if across else dpi / 72  # PDFium rounds up
            scale = min(wanted, (most / max(1.0, (right - left) * (top - bottom))) ** 0.5)
            bitmap = drawn.render(scale=scale)
            opened.callback(bitmap.close)
            return Drawn((left, bottom, right, top), bitmap.to_pil().copy())
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError(f"page {page + 1} can't be drawn") from error
