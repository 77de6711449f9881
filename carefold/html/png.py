"""Figures as PNG, for readers that show no SVG: each drawn alone on its page by PDFium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from carefold.graphics.frame import Drawn, Frame, Page, PlacedPicture, Slice, TextLine
from carefold.html.seen import Art, Picture
from carefold.languages.language import DEFAULT
from carefold.pdf.body import Body
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.file import file_of
from carefold.pdfread.pdfium import draw
from carefold.structure import Numbered

_COLOURS = 64


def png(picture: Picture, dpi: float) -> bytes:
    """A figure on white, so many pixels an inch of its frame."""
    area, frame = picture.area, picture.frame
    alone = replace(frame, slices=(Slice(area.x, area.top, area.height, tuple(map(_untagged, picture.items))),))
    part = (area.x, area.y, area.right, area.top)
    whole, made = draw(_file(alone), 0, dpi, part=part).picture.convert("RGB"), BytesIO()
    if _is_drawn(picture.items):
        whole = whole.quantize(_COLOURS)
    whole.save(made, "PNG", optimize=True)
    return made.getvalue()


def _is_drawn(items: Sequence[Art]) -> bool:
    """Whether it has few colours."""
    return not any(isinstance(item, PlacedPicture) for item in items)


def _untagged(item: Art) -> Drawn:
    if isinstance(item, TextLine):
        return replace(item, runs=tuple(replace(run, leaf=None) for run in item.runs))
    return replace(item, leaf=None)


def _file(frame: Frame) -> bytes:
    canvas = TaggedCanvas(Body(DEFAULT), Numbered((), ()))
    canvas.draw(Page((frame.area.right, frame.area.top), (frame,)))
    return file_of(canvas.body)
