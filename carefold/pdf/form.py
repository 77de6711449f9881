"""Fields to fill in on a screen: boxes to tick, lines to type on (ISO 32000-1, 12.7)."""

from __future__ import annotations

from typing import Any

import uharfbuzz as hb

from carefold.caches import kept
from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face
from carefold.pdf.objects import Refer, Reference, Stream, text
from carefold.units import Area

TYPING = "Typing"  # the font's name in default appearances
_MULTILINE = 1 << 12
_CODES = range(32, 256)


def tick_box(refer: Refer, key: str, label: str, area: Area, colour: Rgb) -> dict[str, Any]:
    """A check box whose looks are drawn with lines; no font is needed."""
    side, inset = min(area.width, area.height), 0.55
    edge = f"{_rgb(colour)} RG 1.1 w {inset} {inset} {side - 2 * inset:.2f} {side - 2 * inset:.2f} re S"
    a, b, c, d = (f"{share * side:.2f}" for share in (0.22, 0.42, 0.8, 0.5))
    tick = f"{edge} 1.8 w {a} {d} m {b} {a} l {c} {c} l S"
    looks = {"Off": _look(refer, edge, area), "Yes": _look(refer, tick, area)}
    return {**_field("/Btn", key, label, area), "V": "/Off", "AS": "/Off", "AP": {"N": looks}}


def text_field(refer: Refer, key: str, label: str, area: Area, pitch: float, colour: Rgb) -> dict[str, Any]:
    """A field to type into, with rules `pitch` points apart; a line's height when there is one."""
    rules = [area.height - pitch * (number + 1) + 0.5 for number in range(max(1, round(area.height / pitch)))]
    lines = " ".join(f"0 {y:.2f} m {area.width:.2f} {y:.2f} l S" for y in rules)
    look = _look(refer, f"{_rgb(colour)} RG 0.6 w {lines} /Tx BMC EMC", area)
    flags = _MULTILINE if len(rules) > 1 else 0
    appearance = f"(/{TYPING} {min(12.0, pitch * 0.8):g} Tf 0 g)"
    return {**_field("/Tx", key, label, area), "DA": appearance, "Ff": flags, "V": "()", "AP": {"N": look}}


def _field(kind: str, key: str, label: str, area: Area) -> dict[str, Any]:
    rect = [area.x, area.y, area.right, area.top]
    name = {"Type": "/Annot", "Subtype": "/Widget", "FT": kind, "T": text(key), "TU": text(label)}
    return {**name, "Rect": rect, "F": 4, "MK": {}}


def _look(refer: Refer, code: str, area: Area) -> Reference:
    """An appearance stream (ISO 32000-1, 12.5.5)."""
    entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": [0, 0, area.width, area.height], "Resources": {}}
    return refer(Stream(code.encode("ascii"), entries))


def _rgb(colour: Rgb) -> str:
    return " ".join(f"{part:.3f}" for part in colour)


def acro_form(refer: Refer, fields: list[Reference], face: Face) -> dict[str, Any]:
    """The document's form; its only font is embedded whole for all that WinAnsi can spell (ISO 14289-1, 7.21.4.1)."""
    font = refer(_typing_font(refer, face))
    return {"Fields": fields, "DR": {"Font": {TYPING: font}}, "DA": f"(/{TYPING} 12 Tf 0 g)"}


def _typing_font(refer: Refer, face: Face) -> dict[str, Any]:
    data, widths, name = _typing_program(face)
    descriptor = {
        "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 32, "FontBBox": face.bounds,
        "ItalicAngle": 0, "Ascent": face.ascent * 1000, "Descent": -face.descent * 1000,
        "CapHeight": face.cap_height * 1000, "StemV": 80,
        "FontFile2": refer(Stream(data, {"Length1": len(data)})),
    }  # fmt: skip
    return {
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{name}", "Encoding": "/WinAnsiEncoding",
        "FirstChar": _CODES.start, "LastChar": _CODES.stop - 1, "Widths": widths, "FontDescriptor": refer(descriptor),
    }  # fmt: skip


@kept
def _typing_program(face: Face) -> tuple[bytes, list[float], str]:
    """The font program with the characters of WinAnsi, their widths, and its name."""
    characters = [bytes([code]).decode("cp1252", "replace") for code in _CODES]
    glyphs = [face.font.get_nominal_glyph(ord(character)) or 0 for character in characters]
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(character) for character in characters})
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    dropped = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "gasp", "kern")
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    data = bytes(hb.subset(face.face, wanted).blob.data)
    return data, [face.advance(glyph) for glyph in glyphs], f"TYPING+{face.name}"
