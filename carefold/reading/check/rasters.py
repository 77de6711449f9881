"""Is a PNG or JPEG what its name says, whole, and of a size that can be printed?

Pillow is imported only when there is a picture: it is slow to load.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from carefold.graphics.image_files import load, opened

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "SVG": ".svg"}
_MOST_PIXELS, _LONGEST_SIDE = 50_000_000, 30_000
_STARTS = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"II+\0": "TIFF", b"MM\0+": "TIFF", b"BM": "BMP", b"8BPS": "Photoshop", b"\0\0\1\0": "ICO", b"icns": "ICNS",
    b"\0\0\0\x0cjP  ": "JPEG 2000", b"\xffO\xffQ": "JPEG 2000", b"\0\0\0\x0cJXL ": "JPEG XL", b"\xff\n": "JPEG XL",
    b"%!PS": "PostScript", b"\xc5\xd0\xd3\xc6": "PostScript", b"\xd7\xcd\xc6\x9a": "WMF", b"\1\0\0\0": "EMF",
    b"\x1f\x8b": "compressed", b"PK\3\4": "Word, PowerPoint or ZIP", b"\xd0\xcf\x11\xe0": "Word or PowerPoint",
}  # fmt: skip
_BOXES = {
    b"ftyphe": "HEIC", b"ftypmif": "HEIC", b"ftypmsf": "HEIC", b"ftypavi": "AVIF", b"ftyp": "video",
}  # from the fifth byte on  # fmt: skip
_MARKUP = {b"<html": "web page", b"<!doctype html": "web page", b"<svg": "SVG", b"<": "SVG"}


def check_raster(path: Path, written: str) -> None:
    """Refuse a PNG or JPEG with ValueError (“… Hint: …”)."""
    data, wanted = path.read_bytes(), FORMATS[path.suffix.lower()]
    try:
        found, size = _decoded(data)
    except _MovesError:
        message = f"“{written}” moves, and paper does not. Hint: save it as it is to look in print."
        raise ValueError(message) from None
    except Exception:  # Pillow's decoders raise anything at broken files.
        found, size = kind(data), (0, 0)
        if found in ("", wanted):
            message = f"“{written}” is damaged, or no {wanted} picture."
            raise ValueError(f"{message} Hint: open it in a picture program, and save it again.") from None
    if size[0] * size[1] > _MOST_PIXELS or max(size) > _LONGEST_SIDE:
        raise ValueError(f"“{written}” has too many pixels. Hint: 3000 × 3000 are enough for print.")
    if found != wanted:
        raise ValueError(f"“{written}” is {_article(found)} {found} file. {_how(found, wanted, path.stem)}")


def _article(found: str) -> str:
    return "an" if found[:1] in "AEI" or found == "SVG" else "a"


def _how(found: str, wanted: str, stem: str) -> str:
    if found in ENDINGS:
        named = f"{stem}{ENDINGS[found]}"
        return f"Hint: name it `{named}`, here too; or open it in a picture program, and save it as {wanted}."
    return f"Hint: open it in a program that shows it, and save it as {wanted}."


class _MovesError(ValueError):
    """A PNG with more than one picture."""


def _decoded(data: bytes) -> tuple[str, tuple[int, int]]:
    """A picture's format, its width and height in pixels, once all of them could be read."""
    from PIL import Image

    too_many = ("", (_LONGEST_SIDE + 1, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow talks about odd metadata
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                found, size = str(image.format).replace("MPO", "JPEG"), image.size
                moves = found == "PNG" and getattr(image, "is_animated", False)
                image.verify()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return too_many
    if moves:
        raise _MovesError
    if size[0] * size[1] <= _MOST_PIXELS and max(size) <= _LONGEST_SIDE:
        with opened(io.BytesIO(data)) as image:
            load(image)
            if image.mode == "P" and not image.palette:
                raise ValueError("no palette")
    return found, size


def kind(data: bytes) -> str:
    """What the first bytes say, for a message; empty where they say nothing."""
    if data.startswith(b"RIFF"):
        return "WebP" if data[8:12] == b"WEBP" else "sound or video"
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return (
        next((found for sign, found in _STARTS.items() if data.startswith(sign)), "")
        or next((found for sign, found in _BOXES.items() if data.startswith(sign, 4)), "")
        or next((found for sign, found in _MARKUP.items() if start.startswith(sign)), "")
    )
