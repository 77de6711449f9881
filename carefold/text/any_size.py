"""The words of a text as they are at any type size, none of them parted: they are shaped and tied once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from carefold.diagnostics.place import Place, Places
from carefold.graphics.face import Glyphs
from carefold.model.inline import Filled
from carefold.structure import Element
from carefold.text.breaks import Joint
from carefold.text.leaves import Leaves
from carefold.text.looks import Told
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Piece, Word

EM = 1000.0  # points, the size at which widths are told


class _Piece(NamedTuple):
    glyphs: Glyphs | None
    advance: float  # thousandths of the type size, or points of a blank
    look: int
    fields: tuple[Filled, ...]


class _Word(NamedTuple):
    pieces: tuple[_Piece, ...]
    space: int  # -1 for none
    places: Places | Place
    offset: int
    joint: Joint
    tie: int


@dataclass(frozen=True, slots=True)
class AnySize:
    """Words without size, colour and leaf: `looks` tell these, in reading order."""

    looks: tuple[Told, ...]
    spaces: tuple[_Piece, ...]
    words: tuple[_Word, ...]
    hyphened: bool

    @classmethod
    def of(cls, words: Sequence[Word], looks: Sequence[Look], told: Sequence[Told]) -> AnySize:
        """Words that were gathered at a size of `EM`, with their looks and how these were told."""
        numbers = {id(look): number for number, look in enumerate(looks)}
        spaces = list({id(word.space): word.space for word in words if word.space}.values())
        places = {id(space): number for number, space in enumerate(spaces)} | {id(None): -1}
        kept = tuple(
            _Word(tuple([_piece(one, numbers) for one in word.pieces]), places[id(word.space)], word.places,
                  word.offset, word.joint, word.tie)
            for word in words
        )  # fmt: skip
        hyphened = any(word.joint.hyphen for word in words)
        return cls(tuple(told), tuple([_piece(space, numbers) for space in spaces]), kept, hyphened)

    def looks_in(self, style: TextStyle, element: Element) -> list[Look]:
        """The looks in a style; their leaves hang under the element."""
        leaves = Leaves(element, style.language)
        return [look(style, leaves, *more) for look, more in self.looks]

    def words_in(self, looks: Sequence[Look]) -> list[Word]:
        """The words as large as they look."""
        scales = [look.size / 1000 for look in looks]

        def sized(pieces: Sequence[_Piece]) -> list[Piece]:
            return [
                Piece(glyphs, advance * scales[look] if glyphs else advance, looks[look], fields)
                for glyphs, advance, look, fields in pieces
            ]

        spaces = [*sized(self.spaces), None]
        return [
            Word(sized(pieces), spaces[space], places, offset, joint, tie)
            for pieces, space, places, offset, joint, tie in self.words
        ]

    def widest(self, words: Sequence[Word], looks: Sequence[Look], language: str) -> float:
        """How wide the widest word is at most, in points, with the hyphen that may come after it."""
        hyphens = [look.face.hyphen(language).advance * (look.size / 1000) for look in looks] if self.hyphened else []
        return max([word.width for word in words], default=0.0) + max(hyphens, default=0.0)


def _piece(piece: Piece, numbers: dict[int, int]) -> _Piece:
    advance, size = piece.width, piece.look.size
    if piece.glyphs and size != EM:
        own = piece.glyphs.advance
        advance = own if advance == own * (size / 1000) else advance / (size / 1000)
    return _Piece(piece.glyphs, advance, numbers[id(piece.look)], piece.fields)
