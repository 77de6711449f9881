"""What layout asked of a paragraph, asked again with other values: the answer must look the same to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from carefold.graphics.surface import Run
from carefold.layout.paragraph import Extra, line_starts, on_line, on_one_line, rise_of
from carefold.merge.known import Known
from carefold.model.inline import Filled, Paragraph
from carefold.pdf.replay import DrawnAgain, OtherwiseError
from carefold.structure import Element
from carefold.text.any_size import word_in
from carefold.text.gather import gathered
from carefold.text.patched import Filling, Patched
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Word

Extras: TypeAlias = list[tuple[float, float, int, bool]]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """How a paragraph came out: its looks, its words, the words that start lines, how much higher each line is."""

    looks: Sequence[Look]
    words: Sequence[Word]
    starts: Sequence[int]
    rises: tuple[float, ...]
    parted: int
    origins: Sequence[int] = ()  # of words that are as they were; -1 for new ones; none where nobody knows
    drawn: dict[object, DrawnAgain] = field(default_factory=dict)  # lines of pages, by the numbers of their places

    def as_it_was(self, number: int) -> tuple[int, int] | None:
        """The first and last word of a line, of those that were, if it holds no new one and none follows it."""
        if not self.origins:
            return None
        start, end = self.starts[number], self.starts[number + 1] if number + 1 < len(self.starts) else len(self.words)
        first, last = self.origins[start], self.origins[end - 1]
        is_new = -1 in self.origins[start : end + 1]
        return None if is_new or last - first != end - 1 - start else (first, last)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The words of each line, from the first to that after the last."""
        return zip(self.starts, [*self.starts[1:], len(self.words)], strict=True)

    def line(self, number: int, language: str) -> tuple[list[Run], Extras]:
        """What is drawn of a line."""
        start, end = list(self.stretches())[number]
        runs, extras = on_line(self.words, start, end, language)
        return runs, [self._told(extra) for extra in extras]

    def _told(self, extra: Extra) -> tuple[float, float, int, bool]:
        looks = [id(look) for look in self.looks]
        return extra.x, extra.width, looks.index(id(extra.look)), extra.blank


def answered(spans: Paragraph, style: TextStyle, role: str, measure: float) -> Answer:
    """A paragraph as layout has it, for an element of its own."""
    element = Element(role)
    looks, words = gathered(spans, style, element, measure)
    starts = line_starts(words, style, measure)
    return Answer(looks, words, starts, _rises(words, starts, style, looks), element.parted)


def _rises(words: Sequence[Word], starts: Sequence[int], style: TextStyle, looks: Sequence[Look]) -> tuple[float, ...]:
    if all(look.size <= style.size for look in looks):
        return (0.0,) * len(starts)
    ends = [*starts[1:], len(words)]
    return tuple([rise_of(words, start, end, style) for start, end in zip(starts, ends, strict=True)])


@dataclass(frozen=True, eq=False)
class Question:
    """A paragraph that was asked for in a style and a measure, and how it came out; the numbers of its leaves."""

    spans: Paragraph
    fields: tuple[Filled, ...]  # those that records fill in
    style: TextStyle
    role: str
    measure: float
    answer: Answer
    leaves: tuple[int, ...]  # by look; none where it is not drawn
    patched: Patched | None = None
    known: Known[Answer] = field(default_factory=Known)

    @cached_property
    def sized(self) -> list[Word] | None:
        """Its words by parts, at its size; None where they can't be had so."""
        whole, looks = self.patched and self.patched.whole, self.answer.looks
        if not whole or whole.hyphened or not whole.fits(looks, self.measure, self.style.language):
            return None
        return whole.words_in(looks)

    def again(self, spans: Paragraph, filling: Filling | None) -> Answer:
        """The paragraph with other values; OtherwiseError where layout would see a difference."""
        quick = self._quickly(filling) if filling and self.sized else None
        found, answer = quick or answered(spans, self.style, self.role, self.measure), self.answer
        if len(found.starts) != len(answer.starts) or found.rises != answer.rises or found.parted != answer.parted:
            raise OtherwiseError
        if quick is None and not _look_the_same(found.looks, answer.looks):
            raise OtherwiseError
        return found

    def _quickly(self, filling: Filling) -> Answer | None:
        """Words that are as they were are taken, and only the others made; None where one of these is too wide."""
        looks, before, words = self.answer.looks, self.sized or [], list[Word]()
        if not _look_the_same(filling.looks_in(self.style, Element(self.role)), looks):
            raise OtherwiseError
        for word, origin in zip(filling.words, filling.origins, strict=True):
            if origin >= 0:
                made = before[origin]
            else:
                made = word_in(word, filling.spaces, looks)
                if word.joint.hyphen or made.width > self.measure:
                    return None
            words.append(made)
        if not on_one_line(words, self.measure):
            for made, tie in zip(words, filling.ties, strict=True):
                made.tie = tie
        starts = line_starts(words, self.style, self.measure)
        return Answer(looks, words, starts, _rises(words, starts, self.style, looks), 0, filling.origins)


def key_of(question: Question) -> tuple[int, object]:
    """What its words at any size depend on, by identity."""
    style = question.style
    return id(question.spans), (id(style.family), style.weight, style.upright)


def _look_the_same(some: Sequence[Look], others: Sequence[Look]) -> bool:
    return len(some) == len(others) and all(map(_same_look, some, others))


def _same_look(one: Look, other: Look) -> bool:
    return (
        one.face is other.face and one.size == other.size and one.colour == other.colour and one.raised == other.raised
        and one.target == other.target and one.anchors == other.anchors and one.field == other.field
    )  # fmt: skip
