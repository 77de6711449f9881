"""Pictures from files: how large they are, and vector pictures as drawings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carefold.resources import read_once

_ORIENTATION = 0x0112  # the EXIF tag
_LYING = (5, 6, 7, 8)  # its values for pictures that are turned by a quarter


def natural_size(file: Path) -> tuple[float, float]:
    """Width and height in points: an SVG's own, a raster picture's at the resolution it names, else at 96 dpi."""
    return read_once(_measured, file)


def _measured(file: Path) -> tuple[float, float]:
    if is_vector(file):
        drawing = vector(file)
        return float(drawing.width), float(drawing.height)
    from PIL import Image

    with Image.open(file) as picture:
        across, up = picture.info.get("dpi", (96, 96))
        size = picture.width * 72 / (float(across) or 96), picture.height * 72 / (float(up) or 96)
        return size[::-1] if picture.getexif().get(_ORIENTATION, 1) in _LYING else size


def is_vector(file: Path) -> bool:
    """Whether a picture is an SVG."""
    return file.suffix.lower() == ".svg"


def vector(file: Path) -> Any:
    """An SVG as ReportLab's Drawing, `width` by `height` points; read once until it changes."""
    return read_once(_drawn, file)


def _drawn(file: Path) -> Any:
    from svglib.svglib import svg2rlg

    return svg2rlg(str(file))
