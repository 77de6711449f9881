"""The graphics state, and the operators that do nothing but change it (ISO 32000-1, 8.4, 8.6.8 and 9.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pypdf.generic import DictionaryObject

from carefold.graphics.colour import BLACK, Rgb
from carefold.graphics.matrix import IDENTITY, Matrix
from carefold.pdfread.colours import CMYK, GREY, RGB, Space, read_space
from carefold.pdfread.fonts import NO_FONT, Font
from carefold.pdfread.page import Box
from carefold.pdfread.polygons import EVERYWHERE
from carefold.pdfread.safely import dictionary, entry, items, resolved, text_of
from carefold.pdfread.tokens import Operand
from carefold.pdfread.written_numbers import number

_ORDINARY = ("/Normal", "/Compatible")  # blend modes


@dataclass(slots=True)
class State:
    """What q saves and Q brings back; a colour is None where it can't be told."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    font: Font = NO_FONT
    size: float = 0.0
    character_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    leading: float = 0.0
    mode: int = 0  # how glyphs are painted (table 106)
    fill: Rgb | None = BLACK
    stroke: Rgb | None = BLACK
    fill_space: Space = GREY
    stroke_space: Space = GREY
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    width: float = 1.0  # of lines
    blended: bool = False  # with what is below, or through a mask


Change: TypeAlias = Callable[[State, list[Operand], DictionaryObject], None]


def _setter(name: str, share: float = 1.0) -> Change:
    def change(state: State, operands: list[Operand], _resources: DictionaryObject) -> None:
        setattr(state, name, number(operands[0]) * share)

    return change


def _choose_mode(state: State, operands: list[Operand], _resources: DictionaryObject) -> None:
    state.mode = int(number(operands[0]))


def _plain(what: str, space: Space) -> Change:
    """An operator that chooses a device's space and a colour in it."""

    def change(state: State, operands: list[Operand], _resources: DictionaryObject) -> None:
        setattr(state, f"{what}_space", space)
        setattr(state, what, space.colour(_numbers(operands)))

    return change


def _space(what: str) -> Change:
    def change(state: State, operands: list[Operand], resources: DictionaryObject) -> None:
        space = read_space(operands[0], resources)
        setattr(state, f"{what}_space", space)
        setattr(state, what, space.colour(space.initial))

    return change


def _colour(what: str) -> Change:
    """An operator that chooses a colour of the space, or a pattern, whose colour can't be told."""

    def change(state: State, operands: list[Operand], _resources: DictionaryObject) -> None:
        space: Space = getattr(state, f"{what}_space")
        named = bool(operands) and isinstance(operands[-1], str)
        setattr(state, what, None if named else space.colour(_numbers(operands)))

    return change


def _numbers(operands: Sequence[Operand]) -> list[float]:
    return [number(operand) for operand in operands]


def _parameters(state: State, operands: list[Operand], resources: DictionaryObject) -> None:
    """gs: alpha, blending and line width from a dictionary (ISO 32000-1, 8.4.5)."""
    chosen = dictionary(entry(dictionary(entry(resources, "/ExtGState")), str(operands[0])))
    for key, name in (("/ca", "fill_alpha"), ("/CA", "stroke_alpha"), ("/LW", "width")):
        if key in chosen:
            setattr(state, name, number(entry(chosen, key)))
    if "/BM" in chosen or "/SMask" in chosen:
        modes = [text_of(resolved(mode)) for mode in items(entry(chosen, "/BM"))]
        masked = entry(chosen, "/SMask") not in (None, "/None")
        state.blended = masked or (bool(modes) and modes[0] not in _ORDINARY)


CHANGES: dict[bytes, Change] = {
    b"Tc": _setter("character_gap"), b"Tw": _setter("word_gap"), b"Tz": _setter("stretch", 0.01),
    b"Ts": _setter("rise"), b"TL": _setter("leading"), b"Tr": _choose_mode, b"w": _setter("width"),
    b"g": _plain("fill", GREY), b"rg": _plain("fill", RGB), b"k": _plain("fill", CMYK),
    b"G": _plain("stroke", GREY), b"RG": _plain("stroke", RGB), b"K": _plain("stroke", CMYK),
    b"cs": _space("fill"), b"sc": _colour("fill"), b"scn": _colour("fill"),
    b"CS": _space("stroke"), b"SC": _colour("stroke"), b"SCN": _colour("stroke"), b"gs": _parameters,
}  # fmt: skip
