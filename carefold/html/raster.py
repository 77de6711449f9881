"""Raster pictures for a screen: upright, in sRGB, without metadata, no finer than screens show."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from carefold.caches import read_once
from carefold.graphics.image_files import load, opened

_FINEST = 220  # dots an inch of print: two for each of a screen's
_QUALITY = 86


def data_uri(file: Path, size: tuple[float, float]) -> str:
    """A PNG or JPEG for a width and height in points, as a data: URI (RFC 2397)."""
    most = tuple(max(1, round(points / 72 * _FINEST)) for points in size)
    kind, data = read_once(_encoded, file, most)
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def _encoded(file: Path, most: tuple[int, int]) -> tuple[str, bytes]:
    from PIL import Image

    from carefold.pdf.image import turned
    from carefold.pdf.profile import in_srgb

    with opened(BytesIO(file.read_bytes())) as found:
        is_jpeg = found.format in ("JPEG", "MPO")
        load(found)
        picture = in_srgb(turned(found))
    if picture.width > most[0] or picture.height > most[1]:
        picture = picture.resize((min(picture.width, most[0]), min(picture.height, most[1])), Image.Resampling.LANCZOS)
    picture.info.clear()
    made = BytesIO()
    if is_jpeg:
        picture.convert("L" if picture.mode == "L" else "RGB").save(made, "JPEG", quality=_QUALITY, optimize=True)
        return "jpeg", made.getvalue()
    picture.save(made, "PNG", optimize=True)
    return "png", made.getvalue()
