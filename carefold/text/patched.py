"""A paragraph with other values in it: only the words around them are gathered anew, all others are the same.

Words between two plain spaces know nothing of others but how firmly they hold together, which is told anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from carefold.diagnostics.place import NO_PLACES
from carefold.graphics.face import Family
from carefold.model.inline import Paragraph, Words, filled_within
from carefold.spelling import FIRM, GAPS, JOINERS, spelled
from carefold.structure import Element
from carefold.text.any_size import AnySize, PieceAtAnySize, WordAtAnySize
from carefold.text.breaks import Joint
from carefold.text.gather import at_any_size, gathered_part
from carefold.text.leaves import Leaves
from carefold.text.looks import Told, look_of_words
from carefold.text.text_style import TextStyle
from carefold.text.ties import levels
from carefold.text.words import Look

_MOST = 256  # values of a stretch that are known, as long as the paragraph is: dates and times come again
_PLAIN, _VALUE = " ", "x"
_SPACES = frozenset((*GAPS.replace("-", ""), *FIRM, *JOINERS, *map(chr, range(0x2000, 0x200B))))


_Said: TypeAlias = tuple[bool, Joint, list[str]]


class _New(NamedTuple):
    """Words of a stretch, their own spaces, and what they say."""

    words: tuple[WordAtAnySize, ...]
    spaces: tuple[PieceAtAnySize, ...]
    said: tuple[_Said, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters between plain spaces that hold values, by span, start and end; and the numbers of their words.

    `values` are these, by span and number of the field; `known` is what came of some of them.
    """

    parts: tuple[tuple[int, int, int], ...]
    first: int
    last: int
    values: tuple[tuple[int, int], ...]
    known: dict[tuple[str, ...], _New] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Filling:
    """A paragraph's words with other values: `origins` are the numbers of those that are as they were, -1 for new ones.

    New words have a space of `spaces` before them, if any.
    """

    told: tuple[Told, ...]
    words: list[WordAtAnySize]
    origins: list[int]
    spaces: list[PieceAtAnySize]
    said: list[_Said]
    language: str

    @cached_property
    def ties(self) -> list[int]:
        """How firmly each word holds to the one before."""
        return levels(self.said, self.language)

    def looks_in(self, style: TextStyle, element: Element) -> list[Look]:
        """The looks in a style; their leaves hang under the element."""
        leaves = Leaves(element, style.language)
        return [look(style, leaves, *more) for look, more in self.told]


@dataclass(frozen=True, eq=False, slots=True)
class Patched:
    """A paragraph in a family and weight; what its words say is kept, as ties are told by it."""

    spans: tuple[Words, ...]
    whole: AnySize
    said: tuple[_Said, ...]
    stretches: tuple[_Stretch, ...]
    look: tuple[Family, str, bool, str]

    @classmethod
    def of(
        cls, spans: Paragraph, fields: frozenset[str], family: Family, weight: str, upright: bool, language: str
    ) -> Patched | None:
        """None for one that can't be had by parts."""
        whole = at_any_size(spans, family, weight, upright, language)
        words = tuple(span for span in spans if isinstance(span, Words))
        if not len(words) == len(spans) == len(whole.looks):
            return None
        found = _around(words, fields)
        starts = [0, *accumulate(len(span.text) for span in words)]
        at = [starts[word.pieces[0].look] + word.offset for word in whole.words]
        if not found or at != sorted(at):
            return None
        stretches = tuple(
            _Stretch(
                parts := _parts(starts, left, right),
                sum(one < left for one in at),
                sum(one < right for one in at),
                tuple(_values(words, parts)),
            )
            for left, right in found
        )
        made = cls(words, whole, tuple(map(_said, whole.words)), stretches, (family, weight, upright, language))
        again, usual = made.filled(words), [word.tie for word in whole.words]
        is_same = _told(again.words, again.spaces, again.ties) == _told(whole.words, whole.spaces, usual)
        return made if is_same else None

    def filled(self, spans: Sequence[Words]) -> Filling:
        """The paragraph with the spans' values: they are its own, but for what fields hold."""
        words, origins, said, spaces, at = list[WordAtAnySize](), list[int](), list[_Said](), [*self.whole.spaces], 0
        for stretch in self.stretches:
            new = self._new(stretch, spans)
            lead, before = self.whole.words[stretch.first].space, len(spaces)
            words += self.whole.words[at : stretch.first]
            words += [
                word._replace(space=(word.space + before if word.space >= 0 else -1) if number else lead)
                for number, word in enumerate(new.words)
            ]
            origins += (*range(at, stretch.first), *(-1 for _ in new.words))
            said += (*self.said[at : stretch.first], *new.said)
            spaces += new.spaces
            at = stretch.last
        words += self.whole.words[at:]
        origins += range(at, len(self.whole.words))
        said += self.said[at:]
        told = tuple([(look_of_words, (span, spelled(span.text))) for span in spans])
        return Filling(told, words, origins, spaces, said, self.look[3])

    def _new(self, stretch: _Stretch, spans: Sequence[Words]) -> _New:
        """The words of a stretch, which depend on nothing but the values in it."""
        fields = [(spans[span], spans[span].fields[number]) for span, number in stretch.values]
        values = tuple([span.text[one.start : one.end] for span, one in fields])
        new = stretch.known.get(values)
        if new is None:
            if len(stretch.known) >= _MOST:
                stretch.known.clear()
            new = stretch.known[values] = self._gathered(stretch, spans)
        return new

    def _gathered(self, stretch: _Stretch, spans: Sequence[Words]) -> _New:
        parts = [self._part(spans[number], self.spans[number], start, end) for number, start, end in stretch.parts]
        part = gathered_part(tuple(parts), *self.look)
        looks = [number for number, _, _ in stretch.parts]
        words = [
            word._replace(pieces=tuple([one._replace(look=looks[one.look]) for one in word.pieces]))
            for word in part.words
        ]
        lead = self.whole.words[stretch.first].space
        said = [_said(word._replace(space=word.space if number else lead)) for number, word in enumerate(words)]
        return _New(tuple(words), tuple([one._replace(look=looks[one.look]) for one in part.spaces]), tuple(said))

    @staticmethod
    def _part(span: Words, before: Words, start: int, end: int) -> Words:
        """What is now from one character of the span, as it was before, up to another."""
        moves = [(old.end, new.end - old.end) for old, new in zip(before.fields, span.fields, strict=True)]
        first = start + next((move for at, move in reversed(moves) if at <= start), 0)
        last = end + next((move for at, move in reversed(moves) if at <= end), 0)
        fields = filled_within(span.fields, first, last)
        return replace(span, text=span.text[first:last], places=NO_PLACES, fields=fields)


def _around(spans: Sequence[Words], fields: frozenset[str]) -> list[tuple[int, int]]:
    """Where the words that hold values start and end in the paragraph; none where what is around is not plain."""
    signs, values, before = list[str](), list[tuple[int, int]](), 0
    for span in spans:
        signs += span.text
        values += [(before + one.start, before + one.end) for one in span.fields if one.field in fields]
        before += len(span.text)
    for start, end in values:
        signs[start:end] = _VALUE * (end - start)
    text, found = f"{''.join(signs)}", list[tuple[int, int]]()
    for start, end in values:
        left, right = text.rfind(_PLAIN, 0, start) + 1, text.find(_PLAIN, end)
        right = len(text) if right < 0 else right
        if any(
            sign in _SPACES for sign in (*text[left:right], *text[left - 2 : left - 1], *text[right + 1 : right + 2])
        ):
            return []
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


def _parts(starts: Sequence[int], left: int, right: int) -> tuple[tuple[int, int, int], ...]:
    return tuple(
        (number, max(left, start) - start, min(right, end) - start)
        for number, (start, end) in enumerate(pairwise(starts))
        if max(left, start) < min(right, end)
    )


def _values(spans: Sequence[Words], parts: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The values in some parts of spans, each by its span and its number there."""
    for span, start, end in parts:
        for number, one in enumerate(spans[span].fields):
            if one.start <= end and one.end >= start:
                yield span, number


def _said(word: WordAtAnySize) -> _Said:
    """What ties are told by: whether a space stands before a word, its joint, and what its pieces say."""
    return word.space >= 0, word.joint, [one.glyphs.text for one in word.pieces if one.glyphs]


def _told(
    words: Sequence[WordAtAnySize], spaces: Sequence[PieceAtAnySize], ties: Sequence[int]
) -> list[object]:  # fmt: skip
    """What of a paragraph its lines depend on."""
    return [
        (word.pieces, spaces[word.space] if word.space >= 0 else None, word.joint, tie)
        for word, tie in zip(words, ties, strict=True)
    ]
