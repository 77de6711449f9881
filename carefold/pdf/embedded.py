"""Fonts embedded as Type0 / Identity-H by glyph id (ISO 32000-1, 9.7): bytes don't depend on the order of use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

import uharfbuzz as hb

from carefold.caches import kept, kept_of_text
from carefold.graphics.face import Face, Glyphs
from carefold.pdf.objects import Refer, Stream, deflated, number

_LAYOUT_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "cmap", "name", "post", "OS/2", "vhea", "vmtx", "VORG", "MATH",
    "kern", "meta", "STAT", "gasp",
)  # fmt: skip
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "ft", "fft", "fj", "tt", "Th")
_SUBSET = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
_MOST = 4096  # words of a document that are known: a print file has the names of everybody


class EmbeddedFont:
    """One face's use in one document."""

    def __init__(self, face: Face, resource: str, refer: Refer, alphabet: str = "", language: str = "") -> None:
        """`resource` is the font's name on pages; it holds an `alphabet` whether or not the document has all of it."""
        self.face, self.resource, self._refer = face, resource, refer
        self.meaning: dict[int, str] = dict(_meanings(face, alphabet, language)) if alphabet else {}
        self._codes: dict[Glyphs, str] = {}

    def code(self, word: Glyphs) -> str:
        """All that a TJ array needs to show a word; empty where that does not do, since glyphs are raised or ToUnicode
        can't spell it (ISO 32000-1, 9.10.3).
        """
        found = self._codes.get(word)
        if found is None:
            if len(self._codes) >= _MOST:
                self._codes.clear()
            found = self._codes[word] = word.level if self._spells(word) else ""
        return found

    def _spells(self, word: Glyphs) -> bool:
        """Note a word's glyphs; whether ToUnicode alone spells the word."""
        spelled = word.is_spelled
        for glyph, meaning in word.meaning:
            if self.meaning.setdefault(glyph, meaning or word.text[-1]) != meaning:
                spelled = False
        return spelled

    def entries(self) -> dict[str, Any]:
        """The Type0 font dictionary, once all pages are drawn; what it points to becomes objects of the file."""
        face, refer = self.face, self._refer
        data, length, widths = _subset(face, tuple(sorted(self.meaning)))
        tag, spelling = _spelling(face.name, tuple(sorted(self.meaning.items())))
        base = f"/{tag}+{re.sub(r'[^A-Za-z0-9-]', '', face.name)}"
        program = _packed(data, {"Length1": length} if face.is_truetype else {"Subtype": "/CIDFontType0C"})
        descriptor = {
            "Type": "/FontDescriptor", "FontName": base, "Flags": 4, "FontBBox": face.bounds,
            "ItalicAngle": face.italic_angle, "Ascent": face.ascent * 1000, "Descent": -face.descent * 1000,
            "CapHeight": face.cap_height * 1000, "StemV": 80,
            "FontFile2" if face.is_truetype else "FontFile3": refer(program),
        }  # fmt: skip
        descendant = {
            "Type": "/Font", "Subtype": "/CIDFontType2" if face.is_truetype else "/CIDFontType0", "BaseFont": base,
            "CIDSystemInfo": {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}, "DW": 1000,
            "W": widths, "FontDescriptor": refer(descriptor),
        }  # fmt: skip
        if face.is_truetype:
            descendant["CIDToGIDMap"] = "/Identity"
        return {
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": base, "Encoding": "/Identity-H",
            "DescendantFonts": [refer(descendant)],
            "ToUnicode": refer(_packed(spelling, {})),
        }  # fmt: skip


def _packed(data: bytes, entries: dict[str, Any]) -> Stream:
    return Stream(data, {**entries, "Filter": "/FlateDecode"}, packed=True)


@kept
def _meanings(face: Face, alphabet: str, language: str) -> Mapping[int, str]:
    """What the glyphs of an alphabet stand for, ligatures among them; letters that the font has not are left out."""
    letters = [letter for letter in alphabet if ord(letter) in face.characters]
    words = [*letters, *(pair for pair in _LIGATURES if set(pair) <= set(letters))]
    found: dict[int, str] = {}
    for word in words:
        for glyph, said in face.shape(word, language).meaning:
            if said:
                found.setdefault(glyph, said)
    return MappingProxyType(found)


@kept
def _subset(face: Face, glyphs: tuple[int, ...]) -> tuple[bytes, int, str]:
    """The font program with these glyphs only, deflated, its length before, and its W array (ISO 32000-1, 9.7.4.3)."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
    wanted.flags = _SUBSET
    dropped = {int.from_bytes(tag.ljust(4).encode(), "big") for tag in _LAYOUT_TABLES}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    subset = hb.subset(face.face, wanted)
    data = subset.blob.data if face.is_truetype else subset.reference_table("CFF ").data
    return deflated(bytes(data)), len(data), f"[{_widths(face, glyphs)}]"


def _widths(face: Face, glyphs: Sequence[int]) -> str:
    """Those of glyphs that follow each other in one array."""
    runs = groupby(enumerate(glyphs), lambda pair: pair[1] - pair[0])
    found = ([glyph for _, glyph in run] for _, run in runs)
    return " ".join(f"{run[0]} [{' '.join(number(face.advance(glyph)) for glyph in run)}]" for run in found)


@kept_of_text
def _spelling(font: str, meaning: tuple[tuple[int, str], ...]) -> tuple[str, bytes]:
    """Six letters that name a subset (ISO 32000-1, 9.6.4), and the CMap from its glyph ids to text, deflated."""
    digest = hashlib.sha256(f"{font} {list(meaning)}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6]), deflated(_to_unicode(meaning))


def _to_unicode(meaning: tuple[tuple[int, str], ...]) -> bytes:
    """The CMap from glyph ids to text (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{glyph:04X}> <{said.encode('utf-16-be').hex().upper()}>" for glyph, said in meaning]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
