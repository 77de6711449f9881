"""The part of the graphics state that decides where and how things are painted (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.preflight.fonts import NO_FONT, Font
from carefold.preflight.matrix import IDENTITY, Matrix


@dataclass(slots=True)
class State:
    """What q saves and Q brings back."""

    matrix: Matrix = IDENTITY
    font: Font = NO_FONT
    size: float = 0.0
    character_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    leading: float = 0.0
    mode: int = 0  # how glyphs are painted (table 106)
