"""What layout asked of a paragraph that holds values of fields, to be asked again with others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from carefold.graphics.surface import Run
from carefold.layout.paragraph import Extra, line_starts, on_line, rise_of
from carefold.merge.known import Known
from carefold.model.inline import Filled, Paragraph
from carefold.pdf.replay import OtherwiseError
from carefold.structure import Element
from carefold.text.any_size import AnySize
from carefold.text.gather import gathered, gathered_of
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Word

Extras: TypeAlias = list[tuple[float, float, int, bool]]
"""What a line has besides glyphs: where, how wide, of which look, and whether it is a blank."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """How a paragraph came out: its looks, its words, the words that start lines, how much higher each line is."""

    looks: Sequence[Look]
    words: Sequence[Word]
    starts: Sequence[int]
    rises: tuple[float, ...]
    parted: int

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


def answered(spans: Paragraph, style: TextStyle, role: str, measure: float, whole: AnySize | None = None) -> Answer:
    """How a paragraph comes out, `measure` points wide; of its words at any size, where these are known."""
    element = Element(role)
    if whole:
        looks, words = gathered_of(whole, spans, style, element, measure)
    else:
        looks, words = gathered(spans, style, element, measure)
    starts = line_starts(words, style, measure)
    ends = [*starts[1:], len(words)]
    rises = tuple([rise_of(words, start, end, style) for start, end in zip(starts, ends, strict=True)])
    return Answer(looks, words, starts, rises, element.parted)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A paragraph that was asked for in a style and a measure, and how it came out; the numbers of its leaves."""

    spans: Paragraph
    fields: tuple[Filled, ...]  # those that records fill in
    style: TextStyle
    role: str
    measure: float
    answer: Answer
    leaves: tuple[int, ...]  # by look; none where it is not drawn
    known: Known[Answer] = field(default_factory=Known)

    def again(self, spans: Paragraph, whole: AnySize | None) -> Answer:
        """The paragraph with other values; OtherwiseError where layout would see a difference."""
        found, answer = answered(spans, self.style, self.role, self.measure, whole), self.answer
        if len(found.starts) != len(answer.starts) or found.rises != answer.rises or found.parted != answer.parted:
            raise OtherwiseError
        if not all(map(_same_look, found.looks, answer.looks)) or len(found.looks) != len(answer.looks):
            raise OtherwiseError
        return found


def key_of(question: Question) -> tuple[int, object]:
    """What its words at any size depend on, by identity."""
    style = question.style
    return id(question.spans), (id(style.family), style.weight, style.upright)


def _same_look(one: Look, other: Look) -> bool:
    return (
        one.face is other.face and one.size == other.size and one.colour == other.colour and one.raised == other.raised
        and one.target == other.target and one.anchors == other.anchors and one.field == other.field
    )  # fmt: skip
