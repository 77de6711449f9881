"""Small pictures of first pages, for the shelf."""

from __future__ import annotations

from io import BytesIO

_WIDTH = 240  # pixels; a shelf shows them at 120 to 160
_COLOURS = 24
_START, _END = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"IEND\xaeB`\x82"


def is_picture(data: bytes) -> bool:
    """Whether bytes are a PNG from its head to its end; a damaged one is not to be shown."""
    return data.startswith(_START) and data.endswith(_END)


def first_page(pdf: bytes) -> bytes:
    """The first page of a PDF as a small PNG; ValueError where it can't be drawn."""
    from PIL.Image import Dither, Quantize

    from carefold.pdfread.pdfium import draw

    picture = draw(pdf, 0, 72, across=2 * _WIDTH).picture.convert("RGB").reduce(2)
    small = picture.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE)  # a fifth of the time of others
    png = BytesIO()
    small.save(png, "PNG")
    return png.getvalue()
