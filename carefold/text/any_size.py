"""The words of a text as they are at any type size, none of them parted: they are shaped and tied once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from carefold.diagnostics.place import Place, Places
from carefold.graphics.face import Glyphs
from carefold.model.inline import Filled
from carefold.structure import Element
from carefold.text.breaks import Joint
from carefold.text.leaves import Leaves
from carefold.text.looks import Told, blank_width
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Piece, Word

EM = 1000.0  # points, the size at which widths are told


class PieceAtAnySize(NamedTuple):
    """Glyphs, or a blank, and the number of its look."""

    glyphs: Glyphs | None
    advance: float  # thousandths of the type size, or points of a blank
    look: int
    fields: tuple[Filled, ...]


class WordAtAnySize(NamedTuple):
    """A word, with the number of the space before it."""

    pieces: tuple[PieceAtAnySize, ...]
    space: int  # -1 for none
    places: Places | Place
    offset: int
    joint: Joint
    tie: int


@dataclass(frozen=True, slots=True)
class AnySize:
    """Words without size, colour and leaf: `looks` tell these, in reading order.

    The `widest` words may be too wide for a line, if any is; `hyphened`: some are parted at hyphens.
    """

    looks: tuple[Told, ...]
    spaces: tuple[PieceAtAnySize, ...]
    words: tuple[WordAtAnySize, ...]
    widest: tuple[tuple[PieceAtAnySize, ...], ...]
    hyphened: bool

    @classmethod
    def of(cls, words: Sequence[Word], looks: Sequence[Look], told: Sequence[Told]) -> AnySize:
        """Words that were gathered at a size of `EM`, with their looks and how these were told."""
        numbers = {id(look): number for number, look in enumerate(looks)}
        spaces = list({id(word.space): word.space for word in words if word.space}.values())
        places = {id(space): number for number, space in enumerate(spaces)} | {id(None): -1}
        kept = tuple([
            WordAtAnySize(tuple([_piece(one, numbers) for one in word.pieces]), places[id(word.space)], word.places,
                  word.offset, word.joint, word.tie)
            for word in words
        ])  # fmt: skip
        hyphened = any(word.joint.hyphen for word in words)
        widest = tuple(widest_of(word.pieces for word in kept))
        return cls(tuple(told), tuple([_piece(space, numbers) for space in spaces]), kept, widest, hyphened)

    def looks_in(self, style: TextStyle, element: Element) -> list[Look]:
        """The looks in a style; their leaves hang under the element."""
        leaves = Leaves(element, style.language)
        return [look(style, leaves, *more) for look, more in self.looks]

    def fits(self, looks: Sequence[Look], measure: float, language: str) -> bool:
        """Whether no word is wider than the measure, with a hyphen after it."""
        scales = [look.size / 1000 for look in looks]
        hyphens = [look.face.hyphen(language).advance * (look.size / 1000) for look in looks] if self.hyphened else []
        room = measure - max(hyphens, default=0.0)
        return all(sum([_sized(one, looks, scales).width for one in pieces]) <= room for pieces in self.widest)

    def words_in(self, looks: Sequence[Look]) -> list[Word]:
        """The words as large as they look."""
        scales = [look.size / 1000 for look in looks]
        spaces = [*[_sized(one, looks, scales) for one in self.spaces], None]
        words: list[Word] = []
        for pieces, space, places, offset, joint, tie in self.words:
            if len(pieces) == 1:
                own = [_sized(pieces[0], looks, scales)]
            else:
                own = [_sized(one, looks, scales) for one in pieces]
            words.append(Word(own, spaces[space], places, offset, joint, tie))
        return words


def word_in(word: WordAtAnySize, spaces: Sequence[PieceAtAnySize], looks: Sequence[Look]) -> Word:
    """One word as large as it looks."""
    scales = [look.size / 1000 for look in looks]
    space = _sized(spaces[word.space], looks, scales) if word.space >= 0 else None
    own = [_sized(one, looks, scales) for one in word.pieces]
    return Word(own, space, word.places, word.offset, word.joint, word.tie)


def _sized(piece: PieceAtAnySize, looks: Sequence[Look], scales: Sequence[float]) -> Piece:
    glyphs, advance, look, fields = piece
    width = advance * scales[look] if glyphs else blank_width(advance, looks[look].size)
    return Piece(glyphs, width, looks[look], fields)


def _piece(piece: Piece, numbers: dict[int, int]) -> PieceAtAnySize:
    glyphs, advance, size = piece.glyphs, piece.width, piece.look.size
    if glyphs and size != EM:
        advance = glyphs.advance if advance == glyphs.advance * (size / 1000) else advance / (size / 1000)
    return PieceAtAnySize(glyphs, advance, numbers[id(piece.look)], piece.fields)


def widest_of(words: Iterable[tuple[PieceAtAnySize, ...]]) -> Iterable[tuple[PieceAtAnySize, ...]]:
    """Of the words in one piece the widest of each look, and all others."""
    single: dict[int, tuple[PieceAtAnySize, ...]] = {}
    for pieces in words:
        if len(pieces) > 1 or not pieces[0].glyphs:
            yield pieces
            continue
        piece = pieces[0]
        if piece.look not in single or single[piece.look][0].advance < piece.advance:
            single[piece.look] = pieces
    yield from single.values()
