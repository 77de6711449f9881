"""Raster pictures as PDF images: no finer than paper shows, in sRGB or grey, without metadata; encoded once."""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from carefold.caches import read_once
from carefold.graphics.image_files import load, opened, orientation
from carefold.pdf.jpeg import stripped
from carefold.pdf.objects import Refer, Stream, deflated
from carefold.pdf.profile import in_srgb, is_srgb

FINEST = 300  # dots an inch; what is finer is not seen on paper
_QUALITY = 92
_SMALLEST = 12  # the highest level: a picture is packed once in a process
_BANDS = {"/DeviceRGB": 3, "/DeviceGray": 1}


@dataclass(frozen=True)
class Raster:
    """An encoded picture: pixels as 8-bit RGB or grey, and its transparency, which is always packed by Flate."""

    digest: str
    width: int
    height: int
    colours: str
    filter: str
    data: bytes
    mask: bytes | None

    def xobject(self, refer: Refer) -> Stream:
        """The image object for one document (ISO 32000-1, 8.9.5)."""
        entries = self._entries(self.colours, self.filter)
        if self.mask is not None:
            mask = Stream(self.mask, self._entries("/DeviceGray", "/FlateDecode"), packed=True)
            entries["SMask"] = refer(mask, f"Mask.{self.digest}")
        return Stream(self.data, entries, packed=True)

    def _entries(self, colours: str, packing: str) -> dict[str, Any]:
        size = {"Width": self.width, "Height": self.height, "BitsPerComponent": 8}
        entries = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": colours, "Filter": packing, **size}
        if packing == "/FlateDecode":
            rows = {"Predictor": 15, "Colors": _BANDS[colours], "BitsPerComponent": 8, "Columns": self.width}
            entries["DecodeParms"] = rows
        return entries


def raster(file: Path, size: tuple[float, float], *, mono: bool = False) -> Raster:
    """A PNG or JPEG for a printed width and height in points, upright; with `mono` in greys.

    A JPEG that needs no change keeps the bytes of its picture.
    """
    across, up = (max(1, math.ceil(points / 72 * FINEST - 0.01)) for points in size)
    width, height = read_once(_upright, file)
    wanted = (min(width, across), min(height, up))
    return read_once(_encoded, file, None if wanted == (width, height) else wanted, mono)


def _upright(file: Path) -> tuple[int, int]:
    """Width and height in pixels of the picture as it is shown."""
    with opened(file) as picture:
        lies = orientation(picture) in (5, 6, 7, 8)
        return (picture.height, picture.width) if lies else (picture.width, picture.height)


def _encoded(file: Path, wanted: tuple[int, int] | None, mono: bool) -> Raster:
    from PIL import Image

    written = file.read_bytes()
    with opened(BytesIO(written)) as found:
        jpeg = found.format in ("JPEG", "MPO")
        if jpeg and wanted is None and _can_stay(found, mono):
            kept = stripped(written)
            if kept is not None:
                colours = "/DeviceGray" if found.mode == "L" else "/DeviceRGB"
                return _raster(found.size, colours, "/DCTDecode", kept, None)
        load(found)
        picture = in_srgb(turned(found))
    if wanted is not None:
        picture = picture.resize(wanted, Image.Resampling.LANCZOS)
    mask = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    picture = picture.convert("L" if mono or picture.mode in ("L", "LA") else "RGB")
    colours = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    if jpeg:
        return _raster(picture.size, colours, "/DCTDecode", _as_jpeg(picture), None)
    clear = _rows(mask) if mask is not None and mask.getextrema() != (255, 255) else None
    return _raster(picture.size, colours, "/FlateDecode", _rows(picture), clear)


def _raster(size: tuple[int, int], colours: str, packing: str, data: bytes, clear: bytes | None) -> Raster:
    """A picture with the digest of all that it is, not yet packed: the same one from two files is one object."""
    said = f"{size} {colours} {packing} ".encode()
    digest = hashlib.sha256(said + data + b"|" + (clear or b"")).hexdigest()[:16]
    if packing == "/FlateDecode":
        data = deflated(data, _SMALLEST)
    return Raster(digest, *size, colours, packing, data, None if clear is None else deflated(clear, _SMALLEST))


def _can_stay(found: Any, mono: bool) -> bool:
    """Whether a JPEG looks right as it is: upright, in the right colours."""
    if found.mode not in (("L",) if mono else ("L", "RGB")) or orientation(found) != 1:
        return False
    profile = found.info.get("icc_profile")
    return not profile or is_srgb(profile, found.mode)


def turned(found: Any) -> Any:
    """The picture as it is to be shown (EXIF 2.32, 4.6.4)."""
    from PIL.Image import Transpose as Turn

    turns = {
        2: Turn.FLIP_LEFT_RIGHT, 3: Turn.ROTATE_180, 4: Turn.FLIP_TOP_BOTTOM, 5: Turn.TRANSPOSE, 6: Turn.ROTATE_270,
        7: Turn.TRANSVERSE, 8: Turn.ROTATE_90,
    }  # fmt: skip
    turn = turns.get(orientation(found))
    return found if turn is None else found.transpose(turn)


def _as_jpeg(picture: Any) -> bytes:
    """Encoded anew, without metadata, colours as fine as shapes."""
    picture.info.clear()
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def _rows(picture: Any) -> bytes:
    """Pixels in the rows of a PNG, which PDF reads as they are (ISO 32000-1, 7.4.4.4)."""
    picture.info.clear()
    file = BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return zlib.decompress(b"".join(_chunks(file.getvalue())))


def _chunks(png: bytes) -> Iterator[bytes]:
    """The data of the IDAT chunks."""
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length
