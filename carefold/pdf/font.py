"""Fonts embedded as Type0 / Identity-H by glyph id (ISO 32000-1, 9.7): bytes don't depend on the order of use."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject

from carefold.graphics.fonts import Face, Glyphs
from carefold.pdf.objects import Stream, array, name, number, text

_LAYOUT_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "cmap", "name", "post", "OS/2", "vhea", "vmtx", "VORG", "MATH",
    "kern", "meta", "STAT", "gasp",
)  # fmt: skip
_SUBSET = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE


class EmbeddedFont(PDFObject):  # type: ignore[misc]
    """One face's use in one document. It writes itself, and what it points to, when the document is saved."""

    __RefOnly__ = 1

    def __init__(self, face: Face, resource: str) -> None:
        """`resource` is the font's name on pages."""
        self.face, self.resource = face, resource
        self.meaning: dict[int, str] = {}

    def use(self, word: Glyphs) -> bool:
        """Note a word's glyphs; whether ToUnicode alone spells the word (ISO 32000-1, 9.10.3)."""
        spelled = True
        for glyph, meaning in word.meaning:
            if self.meaning.setdefault(glyph, meaning or word.text[-1]) != meaning:
                spelled = False
        return spelled

    def format(self, document: PDFDocument) -> bytes:
        """The Type0 font dictionary."""
        glyphs = tuple(sorted(self.meaning))
        data, widths = _subset(self.face, glyphs)
        face = self.face
        base = f"{_tag(face.name, self.meaning)}+{re.sub(r'[^A-Za-z0-9-]', '', face.name)}"
        program = {"Length1": len(data)} if face.is_truetype else {"Subtype": name("CIDFontType0C")}
        descriptor = PDFDictionary(
            {
                "Type": name("FontDescriptor"), "FontName": name(base), "Flags": 4,
                "FontBBox": array(*(number(edge) for edge in face.bounds)),
                "ItalicAngle": number(face.italic_angle), "Ascent": number(face.ascent * 1000),
                "Descent": number(-face.descent * 1000), "CapHeight": number(face.cap_height * 1000), "StemV": 80,
                "FontFile2" if face.is_truetype else "FontFile3": document.Reference(Stream(data, program)),
            }
        )  # fmt: skip
        system = PDFDictionary({"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0})
        descendant = PDFDictionary(
            {
                "Type": name("Font"), "Subtype": name("CIDFontType2" if face.is_truetype else "CIDFontType0"),
                "BaseFont": name(base), "CIDSystemInfo": system, "DW": 1000, "W": array(*widths),
                "FontDescriptor": document.Reference(descriptor),
            }
        )  # fmt: skip
        if face.is_truetype:
            descendant.dict["CIDToGIDMap"] = name("Identity")
        made = PDFDictionary(
            {
                "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": name("Identity-H"),
                "DescendantFonts": array(document.Reference(descendant)),
                "ToUnicode": document.Reference(Stream(_to_unicode(self.meaning))),
            }
        )  # fmt: skip
        written: bytes = made.format(document)
        return written


@lru_cache(maxsize=128)
def _subset(face: Face, glyphs: tuple[int, ...]) -> tuple[bytes, list[object]]:
    """The font program with these glyphs only, and its W array (ISO 32000-1, 9.7.4.3)."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
    wanted.flags = _SUBSET
    dropped = {int.from_bytes(tag.ljust(4).encode(), "big") for tag in _LAYOUT_TABLES}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    subset = hb.subset(face.face, wanted)
    data = subset.blob.data if face.is_truetype else subset.reference_table("CFF ").data
    widths: list[object] = []
    for glyph in glyphs:
        widths += [glyph, array(number(face.advance(glyph)))]
    return bytes(data), widths


def _tag(font: str, meaning: dict[int, str]) -> str:
    """Six letters that name a subset (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(f"{font} {sorted(meaning.items())}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _to_unicode(meaning: dict[int, str]) -> bytes:
    """The CMap from glyph ids to text (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{glyph:04X}> <{said.encode('utf-16-be').hex().upper()}>" for glyph, said in sorted(meaning.items())]
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
