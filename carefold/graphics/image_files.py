"""Pictures from files: how large they are, and vector pictures as drawings."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsFloat

from carefold.caches import read_once

if TYPE_CHECKING:
    from carefold.graphics.svg.scene import Drawing

_ORIENTATION = 0x0112  # the EXIF tag
_LYING = (5, 6, 7, 8)  # its values for pictures that are turned by a quarter
_FINE_ENOUGH, _MOST = 150.0, 10_000.0  # dots an inch
_LOPSIDED = 4  # times as many one way as the other
_STEPS = {"L;2": 85, "L;4": 17, "RGB;16B": 1 / 256}  # of a sample, when Pillow makes 8 bits of it


def natural_size(file: Path) -> tuple[float, float]:
    """Width and height in points: an SVG's own, a raster picture's at the resolution it names, at least 150 dpi."""
    return read_once(_measured, file)


def _measured(file: Path) -> tuple[float, float]:
    if is_vector(file):
        drawn = vector(file)
        return drawn.width, drawn.height
    with opened(file) as picture:
        across, up = _resolutions(picture.info.get("dpi"))
        size = picture.width * 72 / across, picture.height * 72 / up
        return size[::-1] if orientation(picture) in _LYING else size


@contextmanager
def opened(source: Path | BytesIO) -> Iterator[Any]:
    """A raster picture as a Pillow image; what Pillow would say about odd metadata is kept from the terminal."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(source, formats=("PNG", "JPEG")) as picture:
            _mend_clear(picture)
            yield picture


def load(picture: Any) -> None:
    """Read the pixels of a Pillow image; what a PNG calls clear behind them counts for nothing (PNG 1.2, 4.2.9)."""
    clear = picture.info.get("transparency")
    picture.load()
    picture.info.pop("transparency", None)
    if clear is not None:
        picture.info["transparency"] = clear


def _mend_clear(picture: Any) -> None:
    """Bring the colour that a PNG calls clear to what Pillow makes of its pixels (PNG 1.2, 4.2.9).

    A table that is longer than its palette counts for nothing, as for viewers; Pillow stumbles over it.
    """
    clear = picture.info.get("transparency")
    if isinstance(clear, bytes):
        if picture.palette is None or len(clear) > len(picture.palette.palette) // 3:
            del picture.info["transparency"]
    elif clear is not None and picture.tile and (step := _STEPS.get(str(picture.tile[0][3]))):
        scaled = [int(part * step) for part in ((clear,) if isinstance(clear, int) else clear)]
        picture.info["transparency"] = scaled[0] if isinstance(clear, int) else tuple(scaled)


def _resolutions(said: object) -> tuple[float, float]:
    """Dots an inch across and up, in the proportion that is said (a fax has fewer up); at least 150.

    Screens' 72 and 96 would be coarse on paper; thousands, and one many times the other, are a program's mistake.
    """
    pair = said if isinstance(said, tuple) and len(said) == 2 else ()
    across, up = map(_positive, pair or (_FINE_ENOUGH, _FINE_ENOUGH))
    if max(across, up) > min(_MOST, _LOPSIDED * min(across, up)):
        return _FINE_ENOUGH, _FINE_ENOUGH
    least = min(across, up)
    if least >= _FINE_ENOUGH:
        return across, up
    return across / least * _FINE_ENOUGH, up / least * _FINE_ENOUGH


def _positive(said: object) -> float:
    """Dots an inch; infinitely many for what is no number above 0."""
    value = float(said) if isinstance(said, SupportsFloat) else 0.0
    return value if value > 0 else math.inf


def orientation(picture: Any) -> int:
    """How a Pillow image is to be turned, as EXIF numbers it: 1 for not at all, also where that can't be read."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # Pillow meets broken EXIF with all kinds of errors
        return 1
    return found if found in range(1, 9) else 1


def is_vector(file: Path) -> bool:
    """Whether a picture is an SVG."""
    return file.suffix.lower() == ".svg"


def vector(file: Path) -> Drawing:
    """An SVG as shapes; read once until it changes. ValueError says why it can't be drawn."""
    return read_once(_drawn, file)


def _drawn(file: Path) -> Drawing:
    from carefold.graphics.svg.scene import drawing  # with lxml, tinycss2 and fontTools

    return drawing(file.read_bytes())
