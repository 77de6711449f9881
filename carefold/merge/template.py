"""A letter that was laid out once, and is made for other records by setting anew only the paragraphs that hold fields.

Whatever layout asked of such a paragraph is asked again with the record's values. Only where each answer is the same,
layout would come out the same too, and the lines are put into the ready pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeAlias

from carefold.caches import of_a_record
from carefold.content.content_code import NUMBER, letter_number
from carefold.graphics.frame import GlyphRun, TextLine
from carefold.merge.again import Again, Printed, is_valued
from carefold.merge.known import Known
from carefold.merge.plain import Lying, Plain, plain_of
from carefold.merge.plain_rows import Line
from carefold.merge.questions import Answer, Extras, Question, answered, key_of
from carefold.merge.refilled import refilled
from carefold.merge.shaper import Shapers
from carefold.merge.sheets import Parted, Sheets, printed
from carefold.model.inline import Citation, Filled, Paragraph, Words
from carefold.model.rows import names_of_values, spec_of
from carefold.pdf.print_file import PrintedLine
from carefold.pdf.replay import DrawnAgain, OtherwiseError, Replay, around
from carefold.pdf.write import Purpose
from carefold.pdf.xmp import Facts
from carefold.stages import Laid
from carefold.structure import HEADINGS, Element, Leaf, Numbered
from carefold.text.asked import Asked, DrawnLine, Notes, Weighed
from carefold.text.patched import Patched

_TOUCHING = re.compile(r"""["'“”‘’«»„‚‹›^~⁰¹²³⁴-⁹₀-₉]""")
"""Signs that are set by what stands beside them: a value there would have a say in them."""
_NOT_IN = (*HEADINGS, "Link", "Figure", "Form")
_MOST_LINES = 32  # of a paragraph, or of a line without values the ways in which it is broken
_Came: TypeAlias = list[Line] | Answer
"""How a question came out: its line at each place, or what these are to be made of."""


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A line of the ready pages: which line of which question it is."""

    question: int
    line: int
    extras: Extras
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
        self._questions = self._by_parts()
        self._weighed = [(one, fields, Known[bool]()) for one in notes.weighed if (fields := self._weighing(one))]
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
        self._lines = [dict[object, DrawnAgain]() for _ in self._places]  # without values
        self._parted = Parted.of(composition, laid.layout)
        self._pages = list(self._printed_pages())
        if len(self._places) != sum(isinstance(one, int) for page in self._pages for one in page):
            raise OtherwiseError
        self._places_of = [
            [number for number, place in enumerate(self._places) if place.question == one]
            for one in range(len(self._questions))
        ]
        self._plains = self._plain()
        self._order = list(range(len(self._questions)))

    def _weighing(self, weighed: Weighed) -> tuple[Filled, ...]:
        """The fields in the texts by which something was decided."""
        found = list[Filled]()

        def look(spans: Paragraph) -> Paragraph:
            found.extend(_fields_of(spans, self.fields))
            return spans

        refilled(weighed.of, look)
        return tuple(found)

    def _by_parts(self) -> list[Question]:
        """Each question with how its words are had by parts, if they can be."""
        known = dict[tuple[int, object], Patched | None]()
        for question in self._questions:
            style, key = question.style, key_of(question)
            if key not in known:
                known[key] = Patched.of(
                    question.spans, self.fields, style.family, style.weight, style.upright, style.language
                )
        return [replace(question, patched=known[key_of(question)]) for question in self._questions]

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

    def _asked(self, notes: Notes, numbers: Mapping[Element | Leaf, int]) -> tuple[list[Question], Mapping[int, int]]:
        """What was asked of paragraphs that hold fields; and by the identity of its words the number of each."""
        broken = {id(one.words): one for one in notes.lined}
        drawn = {id(one.words) for one in notes.drawn}
        questions, known, before = list[Question](), dict[int, int](), set[object]()
        for asked in notes.asked:
            if not any(is_valued(span, self.fields) for span in asked.spans):
                continue
            key = id(asked.spans), asked.style, asked.element.role, asked.measure
            if key in before and id(asked.words) not in drawn:
                continue  # it was asked in the same words, and the answer is the same
            before.add(key)
            lined = broken.get(id(asked.words))
            if lined is None or lined.measure != asked.measure or not _is_plain(asked, self.fields):
                raise OtherwiseError
            answer = answered(asked.spans, asked.style, asked.element.role, asked.measure)
            if list(answer.starts) != list(lined.starts):
                raise OtherwiseError
            leaves = tuple([numbers.get(look.leaf, -1) for look in asked.looks])
            known[id(asked.words)] = len(questions)
            fields = _fields_of(asked.spans, self.fields)
            questions.append(
                Question(asked.spans, fields, asked.style, asked.element.role, asked.measure, answer, leaves)
            )
        return questions, known

    def _place(self, drawn: DrawnLine, numbers: Mapping[int, int]) -> _Place:
        number = numbers[id(drawn.words)]
        answer = self._questions[number].answer
        line = list(answer.starts).index(drawn.start)
        _, extras = answer.line(line, self._language)
        return _Place(number, line, extras, any(run.leaf is not None for run in drawn.item.runs))

    def _plain(self) -> list[Plain | None]:
        """How each question's lines are had in the quick way, if they can be."""
        lines, places = dict[int, Lying](), [dict[int, int]() for _ in self._questions]
        for number, place in enumerate(self._places):
            runs = self._runs(place, self._questions[place.question].answer)
            places[place.question][number] = place.line
            drawn, codes = self._replay.drawn(number, runs), self._replay.printed(number, runs)
            of_drawn, of_printed = around(drawn.codes.decode("latin-1")), around(codes)
            if of_drawn and of_printed:
                lines[number] = Lying(Line(drawn, PrintedLine(codes, varies=True)), of_drawn, of_printed)
        shapers = Shapers(self._replay)
        return [
            plain_of(question, own, lines, shapers) if own.keys() <= lines.keys() else None
            for question, own in zip(self._questions, places, strict=True)
        ]

    def letter(self, record: Mapping[str, str]) -> tuple[Callable[[], bytes], str, Callable[[], Sheets]]:
        """A record's letter on demand; what its lines with values say, read from it; and its sheets, on demand.

        OtherwiseError where it has another layout.

        To be called within `of_a_record`.
        """
        values = {**record, NUMBER: letter_number(self._code, record)}
        again = Again(Printed(values, self._language, self._types), self.fields)
        for one, fields, decided in self._weighed:
            if not decided.answer(again.printed.all_of(fields), partial(again.is_as_before, one)):
                raise OtherwiseError
        came = dict[int, _Came]()
        drawn = dict[int, DrawnAgain]()
        for number in self._order:
            try:
                came[number] = self._came(number, again)
                drawn.update(zip(self._places_of[number], self._drawn_of(number, came[number]), strict=True))
            except OtherwiseError:
                self._order.remove(number)
                self._order.insert(0, number)  # the next such letter is told at once
                raise
        in_order = [drawn[number] for number in range(len(self._places))]
        text = "".join([f"{between}{line.said}" for between, line in zip(self._between, in_order, strict=True)])
        return partial(self._replay.file, in_order), text, partial(self._sheets, values, came)

    def _came(self, number: int, again: Again) -> _Came:
        """How a question comes out."""
        question, plain = self._questions[number], self._plains[number]
        own = again.printed.all_of(question.fields)
        came = plain.known.answer(own, partial(plain.came, own)) if plain else None
        return came or question.known.answer(own, partial(again.answer, question))

    def _drawn_of(self, number: int, came: _Came) -> list[DrawnAgain]:
        """What is drawn of a question at each of its places."""
        if isinstance(came, Answer):
            return [self._drawn(place, came) for place in self._places_of[number]]
        return [line.drawn for line in came]

    def _drawn(self, number: int, answer: Answer) -> DrawnAgain:
        """A line of the pages; one that holds no new word is known from before, and so are those of a known answer."""
        place = self._places[number]
        key = answer.as_it_was(place.line)
        known: dict[object, DrawnAgain] = answer.drawn if key is None else self._lines[number]
        if (key or number) not in known:
            if len(known) >= _MOST_LINES:
                known.clear()
            known[key or number] = self._replay.drawn(number, self._runs(place, answer))
        return known[key or number]

    def _printed_pages(self) -> Iterator[list[int | PrintedLine]]:
        """The lines of each page that are its record's own: the numbers of their places, or what is always the same."""
        places = {id(line): number for number, line in enumerate(self._replay.lines)}
        for page in self._parted.lines:
            yield [places[id(line)] if id(line) in places else printed(line, self._replay.untagged) for line in page]

    def _sheets(self, values: Mapping[str, str], came: Mapping[int, _Came]) -> Sheets:
        """A letter as it is printed."""
        lines = dict[int, PrintedLine]()
        with of_a_record(values):
            for number, one in came.items():
                lines.update(zip(self._places_of[number], self._printed_of(number, one), strict=True))
        pages = tuple([
            tuple([lines[one] if isinstance(one, int) else one for one in page]) for page in self._pages
        ])  # fmt: skip
        parted, fonts = self._parted, self._replay.untagged.meanings
        return Sheets(parted.grounds, pages, parted.is_duplex, parted.font, fonts)

    def _printed_of(self, number: int, came: _Came) -> list[PrintedLine]:
        """What is printed of a question at each of its places."""
        if not isinstance(came, Answer):
            return [line.printed for line in came]
        return [
            PrintedLine(self._replay.printed(place, runs), came.as_it_was(self._places[place].line) is None)
            for place in self._places_of[number]
            for runs in [self._runs(self._places[place], came)]
        ]

    def _runs(self, place: _Place, answer: Answer) -> tuple[GlyphRun, ...]:
        runs, extras = answer.line(place.line, self._language)
        if extras != place.extras:
            raise OtherwiseError
        question = self._questions[place.question]
        leaves = dict(zip([id(look.leaf) for look in answer.looks], question.leaves, strict=True))
        return tuple([
            GlyphRun(run.x, run.words, run.font, run.size, run.colour, run.raised,
                     leaves[id(run.leaf)] if place.is_tagged else None, run.fields)
            for run in runs
        ])  # fmt: skip


def _fields_of(spans: Paragraph, fields: frozenset[str]) -> tuple[Filled, ...]:
    return tuple(one for span in spans if isinstance(span, Words) for one in span.fields if one.field in fields)


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
            if span.href and is_valued(span, fields):
                return False
            for one in span.fields:
                around = whole[max(before + one.start - 1, 0) : before + one.start], whole[before + one.end :][:1]
                if one.field in fields and any(map(_TOUCHING.match, around)):
                    return False
        before += len(text)
    return True
