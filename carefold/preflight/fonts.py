"""Fonts as a reader meets them: what codes mean, how wide their glyphs are, whether the program is in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

UNKNOWN = "\ufffd"  # what a code without meaning reads as
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ENTRY = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_WIDEST_RANGE = 65536
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_UNEMBEDDED_WIDTH = 500.0  # of the standard 14 fonts, about


@dataclass(frozen=True, slots=True)
class Font:
    """One font dictionary; widths are thousandths of the type size."""

    name: str
    meaning: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float
    code_length: int
    embedded: bool
    speaks: bool  # has ToUnicode, or an encoding that says as much

    def glyphs(self, shown: bytes) -> Iterator[tuple[str, float, bool]]:
        """Text, width and whether it is the one-byte space (ISO 32000-1, 9.3.3), for each code."""
        step = self.code_length
        for start in range(0, len(shown) - step + 1, step):
            code = int.from_bytes(shown[start : start + step], "big")
            width = self.widths.get(code, self.default_width)
            yield self.meaning.get(code, UNKNOWN), width, step == 1 and code == 32


NO_FONT = Font("none", {}, {}, _UNEMBEDDED_WIDTH, 1, False, False)


def read_font(entries: DictionaryObject) -> Font:
    """The font that a font dictionary describes (ISO 32000-1, 9.6 and 9.7)."""
    name = str(entries.get("/BaseFont", "/unnamed"))[1:]
    to_unicode = entries.get("/ToUnicode")
    cmap = to_unicode.get_data() if isinstance(to_unicode, StreamObject) else b""
    meaning, length = read_to_unicode(cmap)
    if entries.get("/Subtype") == "/Type0":
        below = _first(entries.get("/DescendantFonts"))
        widths = dict(_cid_widths(below.get("/W", ())))
        wide = float(below.get("/DW", 1000))
        return Font(name, meaning, widths, wide, length or 2, _has_program(below), bool(cmap))
    codec = _CODECS.get(_encoding(entries))
    plain = _plain_meaning(codec or "latin-1")
    widths, wide = _simple_widths(entries)
    embedded = entries.get("/Subtype") == "/Type3" or _has_program(entries)
    return Font(name, {**plain, **meaning}, widths, wide, 1, embedded, bool(cmap or codec))


def _first(value: Any) -> DictionaryObject:
    found = value[0].get_object() if isinstance(value, list) and value else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _has_program(entries: DictionaryObject) -> bool:
    descriptor = entries.get("/FontDescriptor")
    return isinstance(descriptor, DictionaryObject) and any(
        isinstance(descriptor.get(key), StreamObject) for key in _PROGRAMS
    )


def _encoding(entries: DictionaryObject) -> str:
    encoding = entries.get("/Encoding")
    if isinstance(encoding, DictionaryObject):
        return "" if "/Differences" in encoding else str(encoding.get("/BaseEncoding", ""))
    return str(encoding)


def _plain_meaning(codec: str) -> dict[int, str]:
    return {code: bytes([code]).decode(codec, "replace") for code in range(32, 256)}


def _simple_widths(entries: DictionaryObject) -> tuple[dict[int, float], float]:
    widths, first = entries.get("/Widths"), int(entries.get("/FirstChar", 0))
    scale = 1.0
    if entries.get("/Subtype") == "/Type3":
        scale = 1000 * abs(_floats(entries.get("/FontMatrix", ()), 6, (0.001, 0, 0, 0.001, 0, 0))[0])
    if not isinstance(widths, list):
        return {}, _UNEMBEDDED_WIDTH
    return {first + number: width * scale for number, width in enumerate(map(_number, widths))}, 0.0


def _cid_widths(entries: Any) -> Iterator[tuple[int, float]]:
    """Widths by CID from a W array, either form (ISO 32000-1, 9.7.4.3)."""
    items = [item.get_object() if hasattr(item, "get_object") else item for item in entries or ()]
    at = 0
    while at + 1 < len(items):
        first, following = int(_number(items[at])), items[at + 1]
        if isinstance(following, list):
            yield from ((first + number, _number(width)) for number, width in enumerate(following))
            at += 2
        elif at + 2 < len(items):
            last = min(int(_number(following)), first + _WIDEST_RANGE)
            yield from ((code, _number(items[at + 2])) for code in range(first, last + 1))
            at += 3
        else:
            return


def _number(value: Any) -> float:
    value = value.get_object() if hasattr(value, "get_object") else value
    return float(value) if isinstance(value, int | float) else 0.0


def _floats(values: Any, count: int, default: Sequence[float]) -> Sequence[float]:
    found = [_number(value) for value in values] if isinstance(values, Iterable) else []
    return found if len(found) == count else default


def matrix_of(values: Any) -> Sequence[float]:
    """Six numbers, or the identity."""
    return _floats(values, 6, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))


def read_to_unicode(cmap: bytes) -> tuple[dict[int, str], int]:
    """Text by code, and the bytes of a code, 0 where it is not said (ISO 32000-1, 9.10.3)."""
    meaning: dict[int, str] = {}
    length = 0
    for kind, body in _SECTION.findall(cmap):
        entries = _ENTRY.findall(body)
        if kind == b"codespacerange":
            length = max([length, *((len(code) + 1) // 2 for code, _ in entries)])
        elif kind == b"bfchar":
            pairs = zip(entries[::2], entries[1::2], strict=False)
            meaning.update((_code(code), _said(said)) for (code, _), (said, _) in pairs)
        else:
            for (low, _), (high, _), target in zip(entries[::3], entries[1::3], entries[2::3], strict=False):
                meaning.update(_ranged(_code(low), _code(high), *target))
    return meaning, length


def _ranged(low: int, high: int, start: bytes, listed: bytes) -> Iterator[tuple[int, str]]:
    codes = range(low, min(high, low + _WIDEST_RANGE) + 1)
    if listed:
        yield from zip(codes, (_said(said) for said, _ in _ENTRY.findall(listed)), strict=False)
        return
    first = _said(start)
    for offset, code in enumerate(codes if first else ()):
        yield code, first[:-1] + chr(min(ord(first[-1]) + offset, 0x10FFFF))


def _code(digits: bytes) -> int:
    joined = b"".join(digits.split())
    return int(joined, 16) if joined else 0


def _said(digits: bytes) -> str:
    joined = b"".join(digits.split())
    return bytes.fromhex(joined[: len(joined) // 2 * 2].decode("ascii")).decode("utf-16-be", "replace")
