"""Fonts as a reader meets them: what codes mean, how wide their glyphs are, whether the program is in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from struct import unpack_from
from typing import Any, NamedTuple, TypeAlias

from pypdf.generic import DictionaryObject, StreamObject

from carefold.caches import kept
from carefold.pdfread.safely import dictionary, entry, items, resolved, said
from carefold.pdfread.written_numbers import matrix, number

UNKNOWN = "\ufffd"  # what a code without meaning reads as
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ENTRY = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_PLAIN = re.compile(rb"\s*(?:<[0-9A-Fa-f]{4}>\s*<(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}>\s*)*+")
WIDE = 1000.0  # thousandths of the type size: white space that parts what stands on a line
_WIDEST_RANGE = 65536
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_BOLD_NAME = re.compile(r"(?<!semi)(?<!semi-)(?<!demi)(?<!demi-)(bold|black|heavy)", re.IGNORECASE)
_BOLD_WEIGHT, _FORCE_BOLD = 700, 1 << 18
_STANDARD_WIDTHS = Path(__file__).with_name("standard_widths.txt")  # names of fonts, then the width of each code
_UNEMBEDDED_WIDTH = 500.0  # of the standard 14 fonts, about


Stretch: TypeAlias = tuple[float, float]
"""Where ink begins and ends along a line."""


class Spelled(NamedTuple):
    """A shown string: its text, and in thousandths of the type size its advance and its stretches of ink."""

    text: str
    advance: float
    ink: tuple[Stretch, ...]
    spaces: int  # one-byte spaces, which word spacing widens (ISO 32000-1, 9.3.3)
    missing: bool  # whether a glyph is


def _nothing(_codes: Sequence[int]) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One font dictionary; widths are thousandths of the type size."""

    name: str
    meaning: Mapping[int, str]
    widths: Mapping[int, float]
    default_width: float
    code_length: int
    embedded: bool
    speaks: bool  # has ToUnicode, or an encoding that says as much
    bold: bool = False
    subset: bool = True  # or not embedded at all, or drawn by the PDF itself
    lacks: Callable[[Sequence[int]], bool] = _nothing  # whether one of some codes shows .notdef: a box, or nothing
    _spelled: dict[bytes, Spelled] = field(default_factory=dict)

    def spelled(self, shown: bytes) -> Spelled:
        """What a string of codes says, and how wide it is."""
        found = self._spelled.get(shown)
        if found is None:
            found = self._spelled[shown] = self._spell(shown)
        return found

    def _spell(self, shown: bytes) -> Spelled:
        codes = _codes(shown, self.code_length)
        meaning, widths_of, usual = self.meaning.get, self.widths.get, self.default_width
        texts = [meaning(code, UNKNOWN) for code in codes]
        widths = [widths_of(code, usual) for code in codes]
        spaces = codes.count(32) if self.code_length == 1 else 0
        return Spelled("".join(texts), sum(widths), tuple(_ink(texts, widths)), spaces, self.lacks(codes))


def _codes(shown: bytes, step: int) -> Sequence[int]:
    """The codes of a string, each of so many bytes; what is left over is none."""
    if step == 1:
        return shown
    if step == 2:
        return unpack_from(f">{len(shown) // 2}H", shown)
    return [int.from_bytes(shown[place : place + step], "big") for place in range(0, len(shown) - step + 1, step)]


def _ink(texts: Sequence[str], widths: Sequence[float]) -> list[Stretch]:
    """Stretches without the spaces around them; what single spaces part is one stretch."""
    text = "".join(texts)
    is_plain = text.isascii() and len(text) == len(texts) and "" not in texts and "  " not in text
    if is_plain and (inside := text.strip()):
        first = len(text) - len(text.lstrip())
        start = sum(widths[:first])
        return [(start, start + sum(widths[first : first + len(inside)]))]
    inked = [place for place, text in enumerate(texts) if not text.isspace() and not _is_mark(text)]
    if not inked:
        return []
    first, last = inked[0], inked[-1]
    if last - first + 1 == len(inked) or "  " not in text:
        start = sum(widths[:first])
        return [(start, start + sum(widths[first : last + 1]))]
    ink: list[Stretch] = []
    ends = list(accumulate(widths))
    for place in inked:
        add_stretch(ink, ends[place] - widths[place], ends[place], WIDE)
    return ink


def _is_mark(text: str) -> bool:
    """Whether it is an accent alone: its ink lies over the letter before it."""
    return bool(text) and not text.isascii() and all(map(unicodedata.combining, text))


def add_stretch(ink: list[Stretch], start: float, end: float, wide: float) -> None:
    """Lengthen the last stretch, or begin another where white space wider than `wide` lies between."""
    if ink and -wide <= start - ink[-1][1] <= wide:
        first, last = ink[-1]
        ink[-1] = (start if start < first else first, end if end > last else last)
    else:
        ink.append((start, end))


NO_FONT = Font("none", {}, {}, _UNEMBEDDED_WIDTH, 1, False, False)


def read_font(entries: DictionaryObject) -> Font:
    """The font that a font dictionary describes (ISO 32000-1, 9.6 and 9.7)."""
    name = said(entries, "/BaseFont").removeprefix("/") or "unnamed"
    to_unicode = entry(entries, "/ToUnicode")
    cmap = to_unicode.get_data() if isinstance(to_unicode, StreamObject) else b""
    reader = _read_composite if entry(entries, "/Subtype") == "/Type0" else _read_simple
    return reader(name, entries, cmap)


def _read_composite(name: str, entries: DictionaryObject, cmap: bytes) -> Font:
    below = dictionary(next(iter(items(entry(entries, "/DescendantFonts"))), None))
    meaning, length = read_to_unicode(cmap)
    widths, wide = dict(_cid_widths(items(entry(below, "/W")))), number(below.get("/DW", 1000))
    embedded = _has_program(below)
    return Font(
        name, meaning, widths, wide, length or 2, embedded, bool(cmap), _is_bold(name, below),
        _is_subset(name) or not embedded, _without_glyph(entries, below) if embedded else _nothing,
    )  # fmt: skip


def _read_simple(name: str, entries: DictionaryObject, cmap: bytes) -> Font:
    codec = _CODECS.get(_encoding(entries))
    plain = {code: bytes([code]).decode(codec or "latin-1", "replace") for code in range(32, 256)}
    meaning, _ = read_to_unicode(cmap)
    widths, wide = _simple_widths(entries)
    drawn = entry(entries, "/Subtype") == "/Type3"
    embedded, speaks, bold = drawn or _has_program(entries), bool(cmap or codec), _is_bold(name, entries)
    subset = _is_subset(name) or drawn or not embedded
    bare = frozenset(_nameless(entries))
    lacks = (lambda codes: not bare.isdisjoint(codes)) if bare else _nothing
    return Font(name, {**plain, **meaning}, widths, wide, 1, embedded, speaks, bold, subset, lacks)


def _is_subset(name: str) -> bool:
    """Whether six capitals before the name say so (ISO 32000-1, 9.6.4)."""
    return re.match(r"[A-Z]{6}\+", name) is not None


def _without_glyph(entries: DictionaryObject, below: DictionaryObject) -> Callable[[Sequence[int]], bool]:
    """Whether codes lead to glyph 0, where codes are CIDs (ISO 32000-1, 9.7.4.2)."""
    if not said(entries, "/Encoding").startswith("/Identity"):
        return _nothing
    glyphs = entry(below, "/CIDToGIDMap")
    if not isinstance(glyphs, StreamObject):
        return lambda codes: 0 in codes
    listed = glyphs.get_data()
    return lambda codes: not all(any(listed[2 * code : 2 * code + 2]) for code in codes)


def _nameless(entries: DictionaryObject) -> Iterator[int]:
    """Codes that an encoding calls .notdef (ISO 32000-1, 9.6.6.1)."""
    code = 0
    for written in items(entry(dictionary(entry(entries, "/Encoding")), "/Differences")):
        found = resolved(written)
        if isinstance(found, str):
            if found == "/.notdef":
                yield code
            code += 1
        else:
            code = int(number(found))


def _has_program(entries: DictionaryObject) -> bool:
    descriptor = dictionary(entry(entries, "/FontDescriptor"))
    return any(isinstance(entry(descriptor, key), StreamObject) for key in _PROGRAMS)


def _is_bold(name: str, entries: DictionaryObject) -> bool:
    """Whether the name or the descriptor says so; half-bold is not bold (ISO 32000-1, 9.8)."""
    descriptor = dictionary(entry(entries, "/FontDescriptor"))
    flags = int(number(entry(descriptor, "/Flags")))
    heavy = number(entry(descriptor, "/FontWeight")) >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD)
    return heavy or bool(_BOLD_NAME.search(name))


def _encoding(entries: DictionaryObject) -> str:
    encoding = entry(entries, "/Encoding")
    if isinstance(encoding, DictionaryObject):
        return "" if "/Differences" in encoding else str(entry(encoding, "/BaseEncoding"))
    return str(encoding)


def _simple_widths(entries: DictionaryObject) -> tuple[dict[int, float], float]:
    widths, first = items(entry(entries, "/Widths")), int(number(entry(entries, "/FirstChar")))
    scale = 1000 * abs(matrix(entry(entries, "/FontMatrix"))[0]) if entry(entries, "/Subtype") == "/Type3" else 1.0
    if not widths:
        return standard_widths(said(entries, "/BaseFont").removeprefix("/")), _UNEMBEDDED_WIDTH
    return {first + place: width * scale for place, width in enumerate(map(number, widths))}, 0.0


@kept
def standard_widths(name: str) -> dict[int, float]:
    """Widths of one of the 14 fonts that every viewer has (ISO 32000-1, 9.6.2.2); empty for others."""
    for line in _STANDARD_WIDTHS.read_text("ascii").splitlines():
        names, _, widths = line.partition(": ")
        if name in names.split():
            return dict(enumerate(map(float, widths.split())))
    return {}


def _cid_widths(written: list[Any]) -> Iterator[tuple[int, float]]:
    """Widths by CID from a W array, either form (ISO 32000-1, 9.7.4.3)."""
    at = 0
    while at + 1 < len(written):
        first, following = int(number(written[at])), resolved(written[at + 1])
        if isinstance(following, list):
            yield from ((first + place, number(width)) for place, width in enumerate(following))
            at += 2
        elif at + 2 < len(written):
            last = min(int(number(following)), first + _WIDEST_RANGE)
            yield from ((code, number(written[at + 2])) for code in range(first, last + 1))
            at += 3
        else:
            return


def read_to_unicode(cmap: bytes) -> tuple[dict[int, str], int]:
    """Text by code, and the bytes of a code, 0 where it is not said (ISO 32000-1, 9.10.3)."""
    meaning: dict[int, str] = {}
    length = 0
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar" and _PLAIN.fullmatch(body):
            written = bytes.fromhex(body.translate(None, b"<>").decode("ascii"))
            numbers = unpack_from(f">{len(written) // 2}H", written)
            meaning.update(zip(numbers[::2], map(chr, numbers[1::2]), strict=True))
            continue
        entries = _ENTRY.findall(body)
        if kind == b"codespacerange":
            length = max([length, *((len(code) + 1) // 2 for code, _ in entries)])
        elif kind == b"bfchar":
            pairs = zip(entries[::2], entries[1::2], strict=False)
            meaning.update((_code(code), _text(said)) for (code, _), (said, _) in pairs)
        else:
            for (low, _), (high, _), target in zip(entries[::3], entries[1::3], entries[2::3], strict=False):
                meaning.update(_ranged(_code(low), _code(high), *target))
    return meaning, length


def _ranged(low: int, high: int, start: bytes, listed: bytes) -> Iterator[tuple[int, str]]:
    codes = range(low, min(high, low + _WIDEST_RANGE) + 1)
    if listed:
        yield from zip(codes, (_text(said) for said, _ in _ENTRY.findall(listed)), strict=False)
        return
    first = _text(start)
    for offset, code in enumerate(codes if first else ()):
        yield code, first[:-1] + chr(min(ord(first[-1]) + offset, 0x10FFFF))


def _code(digits: bytes) -> int:
    joined = b"".join(digits.split())
    return int(joined, 16) if joined else 0


def _text(digits: bytes) -> str:
    joined = b"".join(digits.split())
    return bytes.fromhex(joined[: len(joined) // 2 * 2].decode("ascii")).decode("utf-16-be", "replace")
