"""Whether a font can be set and put into a PDF: its kind, its licence bits, its measures, and ink in its letters."""

from __future__ import annotations

import struct

from carefold.graphics.face import Face

_STATIC = "Take a static font, one file for one weight."
_AGAIN = "Put the font's file there again."
_LEAST_UPEM, _MOST_UPEM = 16, 16384  # OpenType 1.9, head
_RESTRICTED, _BITMAPS_ONLY, _EMBEDDING = 0x0002, 0x0200, 0x000F  # OpenType 1.9, OS/2, fsType
_WIDEST = 4  # times the type size, for a letter
_HEAD_MAGIC = 0x5F0F3CF5


def unfit(face: Face) -> tuple[str, str] | None:
    """What is wrong with a font, and a hint; struct.error and ValueError for one that is broken."""
    if not face.characters or "hmtx" not in face.face.table_tags:
        raise ValueError("the font has no characters, or no widths")
    if face.is_variable or not face.has_outlines:
        return (f"is {'a variable font' if face.is_variable else 'a font of pictures'}.", _STATIC)
    if _is_restricted(face):
        return ("forbids that a PDF holds it (fsType).", "Take a font whose licence allows embedding.")
    (magic,) = struct.unpack(">L", face.face.reference_table("head").data[12:16])
    (written,) = struct.unpack(">H", face.face.reference_table("head").data[18:20])
    if magic != _HEAD_MAGIC or not _LEAST_UPEM <= written <= _MOST_UPEM:
        return ("has broken measures (its table head).", _AGAIN)
    if wrong := next(
        (letter for letter in "no0" if ord(letter) in face.characters and not _is_drawn(face, letter)), ""
    ):
        return (f"has a “{wrong}” without ink, or without a width that can be.", _AGAIN)
    return None


def _is_restricted(face: Face) -> bool:
    table = face.face.reference_table("OS/2").data
    bits = struct.unpack(">H", table[8:10])[0] if len(table) >= 10 else 0
    return bits != 0xFFFF and (bits & _EMBEDDING == _RESTRICTED or bool(bits & _BITMAPS_ONLY))


def _is_drawn(face: Face, letter: str) -> bool:
    glyph = face.font.get_nominal_glyph(ord(letter)) or 0
    extents = face.font.get_glyph_extents(glyph)
    return bool(extents and extents.width and extents.height) and 0 < face.advance(glyph) < _WIDEST * 1000
