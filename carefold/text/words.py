"""Shaped words, as they lie on a line."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.diagnostics.place import NOWHERE, Place, Places
from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Glyphs
from carefold.model.inline import Filled
from carefold.structure import Leaf
from carefold.text.breaks import FIRM_SPACE, OPEN, Joint

_UNITS = frozenset(
    (
        "mg", "mcg", "µg", "g", "kg", "mL", "ml", "L", "dL", "mmol", "mm", "cm", "m", "km", "in", "ft", "lb", "oz",
        "am", "pm", "a.m", "p.m", "%", "°F", "°C", "mmHg", "kcal", "min", "h", "hours", "days",
    )
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Look:
    """What the pieces of one span share; `target` is where a link leads, `anchor` names the spot."""

    face: Face
    size: float
    colour: Rgb
    leaf: Leaf
    raised: float = 0.0
    target: str = ""
    anchor: str = ""
    field: str = ""  # that a blank stands for


@dataclass(slots=True)
class Piece:
    """Glyphs of one look, or a blank (no glyphs); `width` in points. `fields` says what of the text is a value."""

    glyphs: Glyphs | None
    width: float
    look: Look
    fields: tuple[Filled, ...] = ()


@dataclass(slots=True)
class Word:
    """Pieces that stay on one line, what lies before them, and where they stand in the source."""

    pieces: list[Piece]
    space: Piece | None
    places: Places | Place
    offset: int = 0
    joint: Joint = OPEN

    @property
    def width(self) -> float:
        """Width in points, without the space."""
        pieces = self.pieces
        return pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])

    def ties(self, following: Word) -> bool:
        """Whether a line may not end between this word and the next: a number and its unit, or groups of digits."""
        first, last = following.pieces[0].glyphs, self.pieces[-1].glyphs
        if following.space is None or first is None or last is None:
            return False
        grouped = following.joint is FIRM_SPACE and first.text[0].isdigit()
        return last.text[-1].isdigit() and (grouped or first.text.rstrip(".,;:)") in _UNITS)

    def hyphen(self, language: str) -> Piece:
        """The hyphen at the end of a line that this word is parted after."""
        look = self.pieces[-1].look
        glyphs = look.face.hyphen(language)
        return Piece(glyphs, glyphs.advance * look.size / 1000, look)

    @property
    def place(self) -> Place:
        """Where the word starts."""
        places = self.places
        if isinstance(places, Place):
            return places
        return places[self.offset] if self.offset < len(places) else NOWHERE
