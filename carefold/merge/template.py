"""A letter that was laid out once, and is made for other records by setting anew only the paragraphs that hold fields.

Whatever layout asked of such a paragraph is asked again with the record's values. Only where each answer is the same,
layout would come out the same too, and the lines are put into the ready pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeAlias

from carefold.content.content_code import NUMBER, letter_number
from carefold.content.fields import FILTERS
from carefold.diagnostics.place import NO_PLACES
from carefold.graphics.frame import GlyphRun, TextLine
from carefold.graphics.surface import Run
from carefold.languages.language import Language
from carefold.layout.paragraph import Extra, line_starts, on_line, rise_of
from carefold.merge.refilled import refilled
from carefold.merge.sheets import Sheets
from carefold.model.forms import LINES
from carefold.model.inline import Citation, Filled, Paragraph, Words
from carefold.model.rows import names_of_values, spec_of
from carefold.pdf.replay import OtherwiseError, Replay
from carefold.pdf.write import Purpose
from carefold.pdf.xmp import Facts
from carefold.stages import Laid
from carefold.structure import HEADINGS, Element, Leaf, Numbered
from carefold.text.any_size import AnySize
from carefold.text.asked import Asked, DrawnLine, Notes, Weighed
from carefold.text.gather import gathered, gathered_of
from carefold.text.patched import Patched
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Word

_TOUCHING = re.compile(r"""["'“”‘’«»„‚‹›^~⁰¹²³⁴-⁹₀-₉]""")
"""Signs that are set by what stands beside them: a value there would have a say in them."""
_NOT_IN = (*HEADINGS, "Link", "Figure", "Form")
_Extras: TypeAlias = list[tuple[float, float, int, bool]]
Runs: TypeAlias = tuple[GlyphRun, ...]


@dataclass(frozen=True)
class Printed:
    """A record's values as they are printed, by field and filter."""

    values: Mapping[str, str]
    language: str
    types: Mapping[str, str]

    def of(self, filled: Filled) -> str:
        """The value in place of a field's."""
        value = self.values.get(filled.field, "").strip()
        if filled.line is not None:
            return value.split(LINES)[filled.line]
        kind = self.types.get(filled.field, "")
        return FILTERS[kind](Language.of(self.language).phrases, value) if kind in FILTERS else value


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """How a paragraph came out: its looks, its words, the words that start lines, how much higher each line is."""

    looks: Sequence[Look]
    words: Sequence[Word]
    starts: Sequence[int]
    rises: tuple[float, ...]
    parted: int

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The words of each line, from the first to that after the last."""
        return zip(self.starts, [*self.starts[1:], len(self.words)], strict=True)

    def line(self, number: int, language: str) -> tuple[list[Run], _Extras]:
        """What is drawn of a line."""
        start, end = list(self.stretches())[number]
        runs, extras = on_line(self.words, start, end, language)
        return runs, [self._told(extra) for extra in extras]

    def _told(self, extra: Extra) -> tuple[float, float, int, bool]:
        looks = [id(look) for look in self.looks]
        return extra.x, extra.width, looks.index(id(extra.look)), extra.blank


def _set(spans: Paragraph, style: TextStyle, role: str, measure: float, whole: AnySize | None = None) -> _Set:
    element = Element(role)
    if whole:
        looks, words = gathered_of(whole, spans, style, element, measure)
    else:
        looks, words = gathered(spans, style, element, measure)
    starts = line_starts(words, style, measure)
    ends = [*starts[1:], len(words)]
    rises = tuple([rise_of(words, start, end, style) for start, end in zip(starts, ends, strict=True)])
    return _Set(looks, words, starts, rises, element.parted)


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """A paragraph that was asked for in a style and a measure, and how it came out; the numbers of its leaves."""

    spans: Paragraph
    style: TextStyle
    role: str
    measure: float
    answer: _Set
    leaves: tuple[int, ...]  # by look; none where it is not drawn

    def again(self, spans: Paragraph, whole: AnySize | None) -> _Set:
        """The paragraph with other values; OtherwiseError where layout would see a difference."""
        found, answer = _set(spans, self.style, self.role, self.measure, whole), self.answer
        if len(found.starts) != len(answer.starts) or found.rises != answer.rises or found.parted != answer.parted:
            raise OtherwiseError
        if not all(map(_same_look, found.looks, answer.looks)) or len(found.looks) != len(answer.looks):
            raise OtherwiseError
        return found


def _key(question: _Question) -> tuple[int, object]:
    style = question.style
    return id(question.spans), (id(style.family), style.weight, style.upright)


def _same_look(one: Look, other: Look) -> bool:
    return (
        one.face is other.face and one.size == other.size and one.colour == other.colour and one.raised == other.raised
        and one.target == other.target and one.anchors == other.anchors and one.field == other.field
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A line of the ready pages: which line of which question it is."""

    question: int
    line: int
    extras: _Extras
    is_tagged: bool


class Template:
    """A letter that is laid out, for records of which layout would make the same pages."""

    def __init__(self, laid: Laid, notes: Notes, facts: Facts, purpose: Purpose) -> None:
        """OtherwiseError for one that can't be made anew by parts."""
        self._language = str(laid.content.resolved.handout.language)
        specs, self._code = laid.content.opened.handout.fields, laid.job.code
        names = names_of_values(specs, laid.content.record)
        self.fields, found = names | {NUMBER}, ((name, spec_of(name, specs)) for name in names)
        self._types = {name: spec.type for name, spec in found if spec}
        self._questions, numbers = self._asked(notes, Numbered.of(laid.composition.root).numbers)
        self._patched = self._by_parts()
        self._weighed = [one for one in notes.weighed if self._are_valued(one)]
        self.used = frozenset(name for page in laid.composition.pages for name in page.fields)
        drawn = {id(one.item): one for one in notes.drawn if id(one.words) in numbers}
        composition = laid.composition
        items = (item for page in composition.pages for frame in page.frames for item in frame.items)
        lines = [item for item in items if isinstance(item, TextLine)]
        if any(self._holds(line) and id(line) not in drawn for line in lines):
            raise OtherwiseError
        self._replay = Replay(composition.pages, composition.root, facts, purpose, drawn.keys())
        if len(self._replay.lines) != sum(id(line) in drawn for line in lines):
            raise OtherwiseError
        self._places = [self._place(drawn[id(line)], numbers) for line in self._replay.lines]
        self._sheets = Sheets.of(composition.pages, composition.root, laid.layout)
        if not {id(line) for line in self._replay.lines} <= {id(line) for page in self._sheets.lines for line in page}:
            raise OtherwiseError

    def _are_valued(self, weighed: Weighed) -> bool:
        """Whether something was decided by texts that hold values."""
        found = list[bool]()

        def look(spans: Paragraph) -> Paragraph:
            found.append(any(_is_valued(span, self.fields) for span in spans))
            return spans

        refilled(weighed.of, look)
        return any(found)

    def _by_parts(self) -> list[Patched | None]:
        """For each question how its words are had by parts, if they can be."""
        known = dict[tuple[int, object], Patched | None]()
        for question in self._questions:
            style, key = question.style, _key(question)
            if key not in known:
                known[key] = Patched.of(
                    question.spans, self.fields, style.family, style.weight, style.upright, style.language
                )
        return [known[_key(question)] for question in self._questions]

    @cached_property
    def _between(self) -> list[str]:
        """What stands before each line where they are read: a new line, unless it goes on with a paragraph."""
        before = [None, *self._places]
        return [
            "" if last and (last.question, last.line + 1) == (place.question, place.line) else "\n"
            for last, place in zip(before, self._places, strict=False)
        ]

    def _holds(self, line: TextLine) -> bool:
        return any(one.field in self.fields for run in line.runs for one in run.fields)

    def _asked(self, notes: Notes, numbers: Mapping[Element | Leaf, int]) -> tuple[list[_Question], Mapping[int, int]]:
        """What was asked of paragraphs that hold fields; and by the identity of its words the number of each."""
        broken = {id(one.words): one for one in notes.lined}
        drawn = {id(one.words) for one in notes.drawn}
        questions, known, before = list[_Question](), dict[int, int](), set[object]()
        for asked in notes.asked:
            if not any(_is_valued(span, self.fields) for span in asked.spans):
                continue
            key = id(asked.spans), asked.style, asked.element.role, asked.measure
            if key in before and id(asked.words) not in drawn:
                continue  # it was asked in the same words, and the answer is the same
            before.add(key)
            lined = broken.get(id(asked.words))
            if lined is None or lined.measure != asked.measure or not _is_plain(asked, self.fields):
                raise OtherwiseError
            answer = _set(asked.spans, asked.style, asked.element.role, asked.measure)
            if list(answer.starts) != list(lined.starts):
                raise OtherwiseError
            leaves = tuple([numbers.get(look.leaf, -1) for look in asked.looks])
            known[id(asked.words)] = len(questions)
            questions.append(_Question(asked.spans, asked.style, asked.element.role, asked.measure, answer, leaves))
        return questions, known

    def _place(self, drawn: DrawnLine, numbers: Mapping[int, int]) -> _Place:
        number = numbers[id(drawn.words)]
        answer = self._questions[number].answer
        line = list(answer.starts).index(drawn.start)
        _, extras = answer.line(line, self._language)
        return _Place(number, line, extras, any(run.leaf is not None for run in drawn.item.runs))

    def letter(self, record: Mapping[str, str]) -> tuple[bytes, str, Callable[[], Sheets]]:
        """A record's letter; what its lines with values say, read from it; and its sheets, on demand.

        OtherwiseError where it has another layout.

        To be called within `of_a_record`.
        """
        values = {**record, NUMBER: letter_number(self._code, record)}
        printed, spans = Printed(values, self._language, self._types), dict[int, Paragraph]()

        def refill(paragraph: Paragraph) -> Paragraph:
            key = id(paragraph)
            if key not in spans:
                is_valued = any(_is_valued(span, self.fields) for span in paragraph)
                spans[key] = (
                    tuple([_filled(span, printed, self.fields) for span in paragraph]) if is_valued else paragraph
                )
            return spans[key]

        if any(one.decide(*refilled(one.of, refill)) != one.answer for one in self._weighed):
            raise OtherwiseError
        answers, wholes = list[_Set](), dict[int, AnySize]()
        for question, patched in zip(self._questions, self._patched, strict=True):
            filled = refill(question.spans)
            if patched and id(patched) not in wholes:
                wholes[id(patched)] = patched.filled([span for span in filled if isinstance(span, Words)])
            answers.append(question.again(filled, wholes[id(patched)] if patched else None))
        lines = [self._runs(place, answers[place.question]) for place in self._places]
        data, said = self._replay.file(lines)
        text = "".join([f"{between}{words}" for between, words in zip(self._between, said, strict=True)])
        return data, text, partial(self._refilled, lines)

    def _refilled(self, lines: Sequence[Runs]) -> Sheets:
        drawn = zip(self._replay.lines, lines, strict=True)
        return self._sheets.refilled({id(line): replace(line, runs=runs) for line, runs in drawn})

    def _runs(self, place: _Place, answer: _Set) -> Runs:
        runs, extras = answer.line(place.line, self._language)
        if extras != place.extras:
            raise OtherwiseError
        question = self._questions[place.question]
        leaves = dict(zip([id(look.leaf) for look in answer.looks], question.leaves, strict=True))
        return tuple([
            GlyphRun(run.x, run.words, run.face.file, run.size, run.colour, run.raised,
                     leaves[id(run.leaf)] if place.is_tagged else None, run.fields)
            for run in runs
        ])  # fmt: skip


def _is_valued(span: object, fields: frozenset[str]) -> bool:
    return isinstance(span, Words) and any(one.field in fields for one in span.fields)


def _is_plain(asked: Asked, fields: frozenset[str]) -> bool:
    """Whether values of a paragraph stand in its lines and nowhere else, and no sign around them depends on them."""
    element: Element | None = asked.element
    while element is not None:
        if element.role in _NOT_IN:
            return False
        element = element.parent
    if any(isinstance(span, Citation) for span in asked.spans):
        return False
    texts = [span.text if isinstance(span, Words) else " " for span in asked.spans]
    whole, before = "".join(texts), 0
    for span, text in zip(asked.spans, texts, strict=True):
        if isinstance(span, Words):
            if span.href and _is_valued(span, fields):
                return False
            for one in span.fields:
                around = whole[max(before + one.start - 1, 0) : before + one.start], whole[before + one.end :][:1]
                if one.field in fields and any(map(_TOUCHING.match, around)):
                    return False
        before += len(text)
    return True


def _filled(span: object, printed: Printed, fields: frozenset[str]) -> Words:
    """Words with other values in the places of their fields."""
    if not isinstance(span, Words) or not _is_valued(span, fields):
        return span  # type: ignore[return-value]
    parts, filled, at, length = list[str](), list[Filled](), 0, 0
    for one in span.fields:
        value = printed.of(one) if one.field in fields else span.text[one.start : one.end]
        parts += (span.text[at : one.start], value)
        start = length + one.start - at
        length, at = start + len(value), one.end
        filled.append(replace(one, start=start, end=length))
    text = "".join((*parts, span.text[at:]))
    return replace(span, text=text, places=NO_PLACES, fields=tuple(filled))
