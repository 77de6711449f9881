"""The words of a resolved handout as passages: paragraphs, items, headings, each with its place, kind and section.

The walk goes over the fields of any model, so that a new kind of block needs nothing here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from carefold.diagnostics.place import NOWHERE, Place
from carefold.languages.caseless import small
from carefold.languages.language import Language
from carefold.model.block import Block
from carefold.model.handout import Handout
from carefold.model.inline import Blank, Paragraph, Words
from carefold.model.located import Located
from carefold.model.medicine import Medicine
from carefold.model.pictures import Big
from carefold.model.symbols import TextWhen, TextWithSymbol
from carefold.model.values import Line, Text
from carefold.model.walk import KEY, all_of, walk
from carefold.model.widthless import composed
from carefold.review.instruments.formulas import Counts, total
from carefold.review.plain_words import BLANK, Word, masked, words
from carefold.review.sentences import spans
from carefold.review.syllables import syllables

Role: TypeAlias = Literal["prose", "item", "heading", "label", "cell", "alt"]

_HEADINGS = ("title", "heading")
_LABELS = ("caption", "label", "header", "unit", "when", "time")
_PLAIN_LINES = ("unit", "hours")
_CELLS = ("table", "schedule", "chart", "log", "timeline", "compare", "appointments")
LEFT_OUT = ("contact", "address", "qr", "signature", "glossary", "log")
"""Kinds of blocks whose words don't count for the reading grade."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage: where it starts and ends there, and its words."""

    start: int
    end: int
    words: tuple[Word, ...]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(word.start for word in self.words)

    def before(self, at: int, most: int) -> tuple[Word, ...]:
        """The last words that start before a character, at most so many."""
        count = bisect_left(self._starts, at)
        return self.words[max(0, count - most) : count]

    def after(self, at: int, most: int) -> tuple[Word, ...]:
        """The first words that start at a character or behind it, at most so many."""
        count = bisect_left(self._starts, at)
        return self.words[count : count + most]


@dataclass(frozen=True)
class Context:
    """Where a passage stands: the kind of its block (or title, main-point, disclaimer), its role, the section."""

    kind: str
    role: Role = "prose"
    section: int | None = None
    of: int | None = None  # an icon array's denominator
    block: int | None = None  # which of its section's blocks
    number: int = 0  # characters of a big number, before its sentence
    only_when_needed: bool = False  # what is said of a medicine that has no times


@dataclass(frozen=True)
class Passage:
    """One paragraph of plain words in NFC, without signs that have no width; blanks stand in it as U+FFFC."""

    paragraph: Paragraph
    context: Context
    language: Language
    fallback: Place = NOWHERE

    @cached_property
    def _composed(self) -> tuple[str, Sequence[int]]:
        return composed("".join(map(_text, self.paragraph)))

    @property
    def text(self) -> str:
        """The words."""
        return self._composed[0]

    @cached_property
    def masked(self) -> str:
        """The words, with addresses and phone numbers blotted out."""
        return masked(self.text)

    @cached_property
    def straight(self) -> str:
        """The same, with straight apostrophes."""
        return self.masked.replace("’", "'")

    @cached_property
    def small(self) -> str:
        """The same, for expressions without capitals."""
        return small(self.straight)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words one by one."""
        return tuple(words(self.masked))

    def words_before(self, at: int, most: int) -> tuple[Word, ...]:
        """The last words that start before a character, at most so many."""
        return Sentence(0, len(self.masked), self.words).before(at, most)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with their words; one without words is none. A list's item has at least one, as all do."""
        starts = [word.start for word in self.words]
        made = []
        for start, end in spans(self.masked, self.language):
            inside = self.words[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
            if inside:
                made.append(Sentence(start, end, inside))
        return tuple(made)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence_at(self, at: int) -> Sentence | None:
        """The sentence that a character stands in."""
        number = bisect_right(self._starts, at) - 1
        return self.sentences[number] if number >= 0 and at < self.sentences[number].end else None

    @cached_property
    def tally(self) -> Counts:
        """What a formula counts of it; nothing where its words don't count for the grade."""
        return self.tally_without(frozenset())

    def tally_without(self, left_out: frozenset[str]) -> Counts:
        """The same without some words, in small letters."""
        found = (_count(sentence, self.language, left_out) for sentence in self.sentences if self.counts)
        return total(found)

    @cached_property
    def _segments(self) -> tuple[tuple[int, ...], tuple[Words | Blank, ...]]:
        spans = [span for span in self.paragraph if isinstance(span, Words | Blank)]
        starts, at = [], 0
        for span in spans:
            starts.append(at)
            at += len(_text(span))
        return tuple(starts), tuple(spans)

    def place(self, at: int = 0) -> Place:
        """The place of a character in the author's file."""
        starts, found = self._segments
        if not found:
            return self.fallback
        offsets = self._composed[1]
        at = offsets[min(at, len(offsets) - 1)] if offsets else 0
        number = max(0, bisect_right(starts, at) - 1)
        span = found[number]
        if isinstance(span, Blank):
            return span.place
        places = span.places
        return places[min(at - starts[number], len(places) - 1)] if places else self.fallback

    @property
    def is_whole(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip("”’\"')]» ").endswith((".", "!", "?", "…"))

    @property
    def counts(self) -> bool:
        """Whether its words count for the reading grade: prose and items do, labels and cells if they are sentences."""
        if self.context.kind in LEFT_OUT or self.context.role in ("alt", "heading"):
            return False
        return self.context.role in ("prose", "item") or self.is_whole


def _count(sentence: Sentence, language: Language, left_out: frozenset[str]) -> Counts:
    kept = [syllables(word.text, language) for word in sentence.words if word.low not in left_out]
    return Counts(len(kept), 1, sum(kept), sum(count > 2 for count in kept)) if kept else Counts()


def _text(span: object) -> str:
    if isinstance(span, Words):
        return span.text
    return BLANK if isinstance(span, Blank) else ""


def passages(handout: Handout, language: Language) -> Iterator[Passage]:
    """All passages of a resolved handout, in the order of the file: no references, contact or imprint."""
    for line in (handout.title, handout.subtitle):
        if line is not None:
            yield _line(line, Context("title", "heading"), language)
    yield from _below(handout.main_point, Context("main-point"), language)
    for number, section in enumerate(handout.sections):
        yield from _below(section.title, Context("section", "heading", number), language)
        for at, block in enumerate(section.blocks):
            yield from _below(block, Context("section", "prose", number, block=at), language)
    yield from _below(handout.disclaimer, Context("disclaimer"), language)


def plain_lines(handout: Handout, language: Language) -> Iterator[Passage]:
    """Plain lines that may hold a dose: labels and units of charts, hours, labels and choices of fields."""
    for spec in handout.fields.values():
        for line in (spec.label, *spec.choices):
            if line:
                yield _line(line, Context("field", "label"), language)
    for number, section in enumerate(handout.sections):
        for model in all_of(Located, section):
            for line in _plain_lines_of(model):
                yield _line(line, Context("plain-line", "label", number), language)


def _plain_lines_of(model: Located) -> Iterator[Line]:
    for name, value in model.__dict__.items():
        if name in _PLAIN_LINES and isinstance(value, Line):
            yield value
        elif isinstance(value, dict):
            yield from (key for key in value if name == "data" and isinstance(key, Line))


def _below(value: object, context: Context, language: Language) -> Iterator[Passage]:
    """The passages below a value, itself among them."""
    for one, here in walk(value, context, _context_of):
        if isinstance(one, Big):
            yield from _sentence_of(one, here, language)
        elif isinstance(one, Line):
            if here.role == "alt":
                yield _line(one, here, language)
        elif isinstance(one, Text):
            yield from (Passage(paragraph, here, language, one.place()) for paragraph in one.paragraphs)


def _sentence_of(big: Big, context: Context, language: Language) -> Iterator[Passage]:
    """A big number with what it belongs to, as one is read."""
    first, *others = big.text.paragraphs
    head = (*(span for paragraph in big.number.paragraphs for span in paragraph), Words(" "))
    yield Passage(
        (*head, *first), replace(context, number=sum(map(len, map(_text, head)))), language, big.number.place()
    )
    for paragraph in others:
        yield Passage(paragraph, context, language, big.number.place())


def _line(line: Line, context: Context, language: Language) -> Passage:
    """A line of plain text."""
    return Passage((Words(str(line), places=line.places),), context, language, line.place())


def _context_of(context: Context, holder: object, name: str, part: object) -> Context | None:
    """Where a part of a model, a list or a map stands; of plain lines only alternative texts are passages."""
    if not isinstance(holder, Located):
        return replace(context, role="label") if name == KEY else context
    if isinstance(part, Line):
        return replace(_inside(holder, context), role="alt") if name == "alt" else None
    if isinstance(holder, TextWithSymbol | TextWhen):
        return context
    if isinstance(holder, Big) and name in ("number", "text"):
        return None  # they are one passage
    context = _inside(holder, context)
    return replace(context, role=_role(name, part, context))


def _inside(model: Located, context: Context) -> Context:
    if isinstance(model, Block):
        role: Role = "cell" if model.kind in _CELLS else "prose"
        context = Context(model.kind, role, context.section, block=context.block)
    if isinstance(model, Medicine) and model.when_needed:
        context = replace(context, only_when_needed=True)
    of = getattr(model, "of", None)
    return replace(context, of=of) if isinstance(of, int) else context


def _role(name: str, value: object, context: Context) -> Role:
    if name in _HEADINGS:
        return "heading"
    if name in _LABELS:
        return "label"
    if context.role == "cell":
        return "cell"
    texts = isinstance(value, tuple) and bool(value) and isinstance(value[0], Text | TextWithSymbol | TextWhen)
    return "item" if texts else "prose"
