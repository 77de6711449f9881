"""Raster pictures as PDF images, encoded once in a process."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument

from carefold.pdf.objects import Stream
from carefold.resources import read_once


@dataclass(frozen=True)
class Raster:
    """An encoded picture: pixels as 8-bit RGB or grey, and its transparency."""

    digest: str
    width: int
    height: int
    colours: str
    filter: str
    data: bytes
    mask: bytes | None

    def xobject(self, document: PDFDocument) -> Stream:
        """The image object for one document (ISO 32000-1, 8.9.5)."""
        entries = self._entries(self.colours, self.filter)
        if self.mask is not None:
            mask = Stream(self.mask, self._entries("/DeviceGray", "/FlateDecode"), packed=True)
            entries["SMask"] = document.Reference(mask, f"Mask.{self.digest}")
        return Stream(self.data, entries, packed=True)

    def _entries(self, colours: str, packing: str) -> dict[str, Any]:
        size = {"Width": self.width, "Height": self.height, "BitsPerComponent": 8}
        return {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": colours, "Filter": packing, **size}


def raster(file: Path) -> Raster:
    """A PNG or JPEG, turned upright; CMYK and other colours become RGB. An upright RGB or grey JPEG passes through."""
    return read_once(_encoded, file)


def _encoded(file: Path) -> Raster:
    from PIL import Image, ImageOps

    written = file.read_bytes()
    with Image.open(BytesIO(written)) as opened:
        plain_jpeg = opened.format == "JPEG" and opened.mode in ("RGB", "L") and not opened.getexif()
        picture = ImageOps.exif_transpose(opened)
        digest = hashlib.sha256(written).hexdigest()[:16]
        mask, grey = None, picture.mode in ("1", "L", "LA")
        if "A" in picture.mode or "transparency" in picture.info:
            picture = picture.convert("RGBA")
            mask = zlib.compress(picture.getchannel("A").tobytes(), 9)
        pixels = picture.convert("L" if grey else "RGB")
        colours = "/DeviceGray" if grey else "/DeviceRGB"
        if plain_jpeg:
            return Raster(digest, *pixels.size, colours, "/DCTDecode", written, mask)
        return Raster(digest, *pixels.size, colours, "/FlateDecode", zlib.compress(pixels.tobytes(), 9), mask)
