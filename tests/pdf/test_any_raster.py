"""PNG and JPEG of every kind, whole and damaged: what check accepts, the PDF shows; never a traceback."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from carefold.graphics.image_files import natural_size
from carefold.pdf.image import raster
from carefold.reading.check.picture_files import check_picture

Chunk = tuple[bytes, bytes]
BANDS = {"grey": (0, 1), "rgb": (2, 3), "palette": (3, 1), "grey and alpha": (4, 2), "rgba": (6, 4)}
DEPTHS = {"grey": (1, 2, 4, 8, 16), "palette": (1, 2, 4, 8)}
PALETTE = (b"PLTE", bytes(range(0, 240, 5)))  # 16 colours


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    kind: str, depth: int = 8, more: Sequence[Chunk] = (), rows: bytes = b"", size: tuple[int, int] = (8, 4),
    after: Sequence[Chunk] = (), interlaced: int = 0,
) -> bytes:  # fmt: skip
    number, bands = BANDS[kind]
    width, height = size
    across = (width * bands * depth + 7) // 8
    rows = rows or b"".join(b"\0" + bytes((x * 37 + y * 11) % 256 for x in range(across)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, depth, number, 0, 0, interlaced)
    packed = zlib.compress(bytes(2 * len(rows)) if interlaced else rows)
    chunks = [(b"IHDR", head), *((PALETTE,) if kind == "palette" else ()), *more, (b"IDAT", packed), *after]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in (*chunks, (b"IEND", b"")))


def exif(orientation: int) -> Chunk:
    entry = b"\x01\x12\0\x03\0\0\0\x01\0" + bytes((orientation,)) + b"\0\0"
    return b"eXIf", b"MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"


MORE: dict[str, tuple[Chunk, ...]] = {
    "nothing": (),
    **{f"orientation {number}": (exif(number),) for number in (0, 1, 3, 6, 9, 255)},
    "broken exif": ((b"eXIf", b"garbage"),),
    "exif without end": ((b"eXIf", b"MM\0*\xff\xff\xff\xff"),),
    "empty exif": ((b"eXIf", b""),),
    "short tRNS": ((b"tRNS", b"\0\1"),),
    "tRNS": ((b"tRNS", b"\0\1\0\1\0\1"),),
    "long tRNS": ((b"tRNS", bytes(300)),),
    "long tRNS and exif": ((b"tRNS", bytes(300)), exif(6)),
    "no profile": ((b"iCCP", b"x\0\0" + zlib.compress(b"none")),),
    "broken profile": ((b"iCCP", b"x\0\0none"),),
    "gamma": ((b"gAMA", struct.pack(">I", 45455)), (b"sRGB", b"\0")),
    "no resolution": ((b"pHYs", bytes(8) + b"\1"),),
    "great resolution": ((b"pHYs", b"\xff" * 8 + b"\1"),),
    "metadata": ((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"), (b"tEXt", b"a\0b"), (b"tIME", bytes(7))),
}


def drawn(data: bytes, folder: Path, name: str = "a.png") -> bool:
    """Whether check accepts a picture; then it must be drawn."""
    (folder / name).write_bytes(data)
    try:
        check_picture(folder, name)
    except ValueError as error:
        assert " Hint: " in str(error)
        return False
    for mono in (False, True):
        for size in ((900.0, 900.0), (0.6, 0.6)):
            made = raster(folder / name, size, mono=mono)
            assert made.data and made.width and made.height
    assert min(natural_size(folder / name)) > 0
    return True


@pytest.mark.parametrize("more", MORE)
@pytest.mark.parametrize("kind", BANDS)
def test_every_kind_of_png(tmp_path: Path, kind: str, more: str) -> None:
    for number, depth in enumerate(DEPTHS.get(kind, (8, 16))):
        fine = drawn(png(kind, depth, MORE[more]), tmp_path, f"{number}.png")
        late = drawn(png(kind, depth, after=MORE[more]), tmp_path, f"{number}-late.png")
        assert fine or (more == "short tRNS" and kind == "rgb")  # three colours are wanted
        assert late or "tRNS" in more
        assert drawn(png(kind, depth, MORE[more], interlaced=1), tmp_path, f"{number}-7.png") == fine


def rows(bits: int, *values: int) -> bytes:
    """Four rows of samples."""
    number = 0
    for value in values:
        number = number << bits | value
    return (b"\0" + number.to_bytes(len(values) * bits // 8)) * 4


@pytest.mark.parametrize(
    ("kind", "depth", "samples", "clear"),
    [
        ("grey", 1, (0, 0, 0, 0, 1, 1, 1, 1), b"\0\1"),
        ("grey", 2, (0, 1, 2, 3, 1, 1, 1, 1), b"\0\1"),
        ("grey", 4, (0, 11, 2, 3, 11, 11, 11, 11), b"\0\x0b"),
        ("grey", 8, (0, 11, 2, 3, 11, 11, 11, 11), b"\0\x0b"),
        ("grey", 16, (0, 0x1234, 0x1235, 3, 4, 5, 6, 7), b"\x12\x34"),
        ("rgb", 16, (0x1234, 0, 0) + (0x2345, 0, 0) * 7, b"\x12\x34\0\0\0\0"),
        ("palette", 4, (0, 1, 2, 3, 1, 1, 1, 1), b"\xff\0"),
    ],
)
def test_the_colour_that_a_png_calls_clear(
    tmp_path: Path, kind: str, depth: int, samples: tuple[int, ...], clear: bytes
) -> None:
    (tmp_path / "a.png").write_bytes(png(kind, depth, ((b"tRNS", clear),), rows(depth, *samples)))
    check_picture(tmp_path, "a.png")
    mask = raster(tmp_path / "a.png", (900.0, 900.0)).mask
    assert mask is not None
    wanted = int.from_bytes(clear[:2]) if kind != "palette" else 1
    bands = BANDS[kind][1]
    assert unpacked(mask, 8) == [0 if value == wanted else 255 for value in samples[::bands]]


def unpacked(data: bytes, width: int) -> list[int]:
    """The first row of a packed mask: PNG's own filters."""
    whole = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 4, 8, 0, 0, 0, 0)) + chunk(b"IDAT", data)
    with Image.open(BytesIO(b"\x89PNG\r\n\x1a\n" + whole + chunk(b"IEND", b""))) as picture:
        return list(picture.tobytes()[:width])


@pytest.mark.parametrize("kind", ["grey and alpha", "rgba"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_is_clear_is_turned_too(tmp_path: Path, kind: str, orientation: int) -> None:
    """The upper left pixel alone is clear."""
    bands = BANDS[kind][1]
    first = b"\0" * bands + b"\xff" * bands * 7
    data = png(kind, 8, (exif(orientation),), b"\0" + first + (b"\0" + b"\xff" * bands * 8) * 3)
    (tmp_path / "a.png").write_bytes(data)
    check_picture(tmp_path, "a.png")
    made = raster(tmp_path / "a.png", (900.0, 900.0))
    assert (made.width, made.height) == ((4, 8) if orientation > 4 else (8, 4))
    right, low = orientation in (2, 3, 6, 7), orientation in (3, 4, 7, 8)
    assert made.mask is not None
    whole = chunk(b"IHDR", struct.pack(">IIBBBBB", made.width, made.height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", made.mask)
    with Image.open(BytesIO(b"\x89PNG\r\n\x1a\n" + whole + chunk(b"IEND", b""))) as mask:
        where = (made.width - 1 if right else 0, made.height - 1 if low else 0)
        assert mask.getpixel(where) == 0
        assert sum(value == 0 for value in mask.tobytes()) == 1


def test_a_palette_with_less_than_its_numbers(tmp_path: Path) -> None:
    assert drawn(png("palette", 8, ((b"tRNS", b"\0"),)), tmp_path)


# --- damaged


def jpeg(mode: str, **options: Any) -> bytes:
    file = BytesIO()
    Image.effect_noise((8, 8), 60).convert(mode).save(file, "JPEG", **options)
    return file.getvalue()


def small() -> Iterator[tuple[str, bytes]]:
    for kind in BANDS:
        yield f"{kind}.png", png(kind, more=((b"tRNS", b"\0\1\0\1\0\1"), exif(6), MORE["gamma"][0]))
    for mode in ("L", "RGB", "CMYK"):
        yield f"{mode}.jpg", jpeg(mode, exif=b"Exif\0\0" + exif(6)[1])


def resealed(data: bytes) -> bytes:
    """A PNG whose chunks' sums are right again."""
    made, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        made += chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return bytes(made)


@pytest.mark.parametrize(("name", "whole"), list(small()), ids=lambda value: value if isinstance(value, str) else "")
def test_any_byte_of_a_picture_may_be_wrong(tmp_path: Path, name: str, whole: bytes) -> None:
    for at in range(0, len(whole), 1 if name.endswith("png") else 6):
        for wrong in (whole[at] ^ 0xFF, whole[at] ^ 0x01):
            data = whole[:at] + bytes((wrong,)) + whole[at + 1 :]
            drawn(data, tmp_path, f"{at}-{wrong}-{name}")
            if name.endswith("png") and at >= 8:
                drawn(resealed(data), tmp_path, f"{at}-{wrong}-sealed-{name}")
            if at % 5 == 0:
                drawn(whole[:at], tmp_path, f"{at}-cut-{name}")
