"""A font file of few characters, each a box half as wide as it is high."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

ADVANCE = 600


def small_font(letters: str, name: str = "Small", advance: int = ADVANCE) -> bytes:
    """A static TrueType font that has just these characters."""
    glyphs = {".notdef": None, **{f"u{ord(letter):04X}": letter for letter in letters}}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([*glyphs])
    builder.setupCharacterMap({ord(letter): glyph for glyph, letter in glyphs.items() if letter})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (400, 700), (400, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(glyphs, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (advance, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": f"{name}-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sxHeight=500, sCapHeight=700)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()
