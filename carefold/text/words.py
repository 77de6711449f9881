"""Shaped words, as they lie on a line."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.diagnostics.place import NOWHERE, Place, Places
from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Glyphs
from carefold.model.inline import Filled
from carefold.structure import Leaf
from carefold.text.breaks import OPEN, Joint

NEAR, LOOSE, SPAN, FIRM, TIGHT = 1, 2, 3, 4, 5
"""How firmly a word belongs to the one before it: what is denied to its “not”, which a line parts where it must; then
what none parts: a label and its number, a span's end and its start, a number and what it counts, two digits.
"""


@dataclass(eq=False, slots=True)
class Look:
    """What the pieces of one span share; `target` is where a link leads, `anchors` name the spot."""

    face: Face
    size: float
    colour: Rgb
    leaf: Leaf
    raised: float = 0.0
    target: str = ""
    anchors: tuple[str, ...] = ()
    field: str = ""  # that a blank stands for
    is_mark: bool = False  # of a citation


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
    tie: int = 0  # how firmly it belongs to what is before it

    @property
    def width(self) -> float:
        """Width in points, without the space."""
        pieces = self.pieces
        return pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])

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
