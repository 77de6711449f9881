"""Paragraphs of plain words in one look: their lines with other values, without an object for each word.

Lines are broken by the same numbers, in the same order, as if they were laid out. A paragraph is taken only where its
own values come out as the very lines that it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import NamedTuple

from carefold.graphics.colour import BLACK
from carefold.merge.known import Known
from carefold.merge.plain_breaks import Breaks
from carefold.merge.plain_rows import Line, Row
from carefold.merge.questions import Question
from carefold.merge.shaper import Shapers
from carefold.model.inline import Filled
from carefold.pdf.print_file import PrintedLine
from carefold.pdf.replay import DrawnAgain, OtherwiseError
from carefold.text.any_size import AnySize, WordAtAnySize
from carefold.text.breaks import OPEN
from carefold.text.patched import Patched
from carefold.text.stretches import says_number

_MOST = 256  # values of a part that are known, as long as the paragraph is: dates and times come again
_MOST_LINES = 32  # without values, in the ways in which a paragraph is broken


class Lying(NamedTuple):
    """A line that is one run, and what stands before and after its glyphs: in its file, and where it is printed."""

    line: Line
    drawn: tuple[str, str]
    printed: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that hold values: what stands before, between and after these, and which they are.

    `after` are the paragraph's words up to the next such part. `gap` is the space before the first word, and `space`
    what shows the one after the last, and how it reads.
    """

    texts: tuple[str, ...]
    values: slice
    after: Row
    gap: float
    space: tuple[str, str]
    count: int
    known: Known[Row | None] = field(default_factory=partial(Known, _MOST), compare=False, repr=False)


class Plain:
    """A paragraph that is drawn at some places, each told by its number and by that of its line."""

    def __init__(
        self, question: Question, patched: Patched, places: Mapping[int, int], lines: Sequence[Lying], shapers: Shapers
    ) -> None:
        """`lines` has what lies at each place; OtherwiseError where its words take more than their glyphs."""
        style, whole, (span,) = question.style, patched.whole, patched.spans
        self._is_black, self._measure = style.colour == BLACK, question.measure
        self._count = len(question.answer.starts)
        self._scale, self._shaper = question.answer.looks[0].size / 1000, shapers.of(style.face(span), style.language)
        self._line_numbers, self._lying = [*places.values()], lines
        self._texts = _around(span.text, question.fields)
        self._says = says_number(span.text)
        self._space = self._shaper.space.advance * self._scale
        row, spaces = self._row(whole)
        row.finish()
        stretches = patched.stretches
        ends = [*(stretch.first for stretch in stretches[1:]), len(row.widths)]
        self._head = row.part(0, stretches[0].first)
        self._parts = [
            _Part(
                _around(span.text[start:end], [one.moved(-start) for one in question.fields[own]]),
                own,
                row.part(stretch.last, until),
                row.gaps[stretch.first],
                spaces[stretch.last],
                stretch.last - stretch.first,
            )
            for stretch, until in zip(stretches, ends, strict=True)
            for _, start, end in stretch.parts
            for own in [slice(*(sum(one.start < edge for one in question.fields) for edge in (start, end)))]
        ]
        self._lines = [dict[tuple[int, int], Line]() for _ in places]  # without values
        self._breaks = Breaks(row, len(row.widths) - stretches[-1].last, style, question.measure)
        self.known = Known[list[Line] | None]()

    def _row(self, whole: AnySize) -> tuple[Row, list[tuple[str, str]]]:
        """Its own words, and the space before each and after the last: what shows it, and how it reads."""
        row, spaces = Row(), list[tuple[str, str]]()
        for word in whole.words:
            (piece,) = word.pieces
            assert piece.glyphs
            shaped, space = self._shaper.of(piece.glyphs), ("", "")
            gap = whole.spaces[word.space] if word.space >= 0 else None
            if gap and gap.glyphs:
                one = self._shaper.of(gap.glyphs)
                space = one.code, one.read
            spaces.append(space)
            row.widths.append(piece.advance * self._scale)
            row.gaps.append(gap.advance * self._scale if gap else 0.0)
            row.texts.append(f" {piece.glyphs.text}" if gap else piece.glyphs.text)
            row.codes.append(shaped.code)
            row.read.append(shaped.read)
        if not all(row.codes):
            raise OtherwiseError
        spaces.append(("", ""))
        for number, (code, read) in enumerate(spaces[1:]):
            row.codes[number] += code
            row.read[number] += read
        return row, spaces

    def came(self, values: tuple[str, ...]) -> list[Line] | None:
        """How it comes out at its places with other values; None where these are not plain words.

        OtherwiseError where there are more lines, or fewer, or a font has not all letters.
        """
        if not self._is_black and says_number(_written(self._texts, values)) != self._says:
            return None
        rows, new = [self._head], list[tuple[int, int]]()
        at = len(self._head.widths)
        for part in self._parts:
            made = self._words(part, values[part.values])
            if made is None:
                return None
            until = at + len(made.widths)
            new.append((at, until))
            at = until + len(part.after.widths)
            rows += (made, part.after)
        starts = self._breaks.starts(rows)
        if len(starts) != self._count:
            raise OtherwiseError
        ends = [*starts[1:], at]
        return [self._line(place, rows, starts[line], ends[line], new) for place, line in enumerate(self._line_numbers)]

    def _line(
        self, place: int, rows: Sequence[Row], start: int, end: int, new: Sequence[tuple[int, int]]
    ) -> Line:  # fmt: skip
        """A line at a place; one that holds no new word is known from before."""
        shift = 0
        for (first, last), part in zip(new, self._parts, strict=True):
            if last <= start:
                shift += last - first - part.count
            elif first < end:
                return self._drawn(place, rows, start, end, varies=True)
        known, key = self._lines[place], (start - shift, end - shift)
        if key not in known:
            if len(known) >= _MOST_LINES:
                known.clear()
            known[key] = self._drawn(place, rows, start, end, varies=False)
        return known[key]

    def _drawn(self, place: int, rows: Sequence[Row], start: int, end: int, *, varies: bool) -> Line:
        codes, read, at = "", "", 0
        for row in rows:
            until = at + len(row.codes)
            if start < until and at < end:
                of_codes, of_read = row.shown(max(start - at, 0), end - at)
                codes, read = codes + of_codes, read + of_read
            at = until
        glyphs, lying = codes.replace("><", ""), self._lying[place]
        shown, printed = glyphs.join(lying.drawn), glyphs.join(lying.printed)
        return Line(DrawnAgain(shown.encode("latin-1"), read), PrintedLine(printed, varies))

    def _words(self, part: _Part, values: tuple[str, ...]) -> Row | None:
        """The words of a part with other values; None where they are not plain, or one is too wide."""
        return part.known.answer(values, lambda: self._made(part, _written(part.texts, values).split(" ")))

    def _made(self, part: _Part, words: Sequence[str]) -> Row | None:
        row, space, scale, gap = Row(), self._shaper.space, self._scale, part.gap
        for word in words:
            shaped = self._shaper.shaped(word)
            if not shaped:
                return None
            if row.widths:
                row.codes[-1] += space.code
                row.read[-1] += space.read
                gap = self._space
            for text, advance, code, read in shaped:
                row.widths.append(advance * scale)
                row.gaps.append(gap)
                row.texts.append(f" {text}" if gap else text)
                row.codes.append(code)
                row.read.append(read)
                gap = 0.0
        row.codes[-1] += part.space[0]
        row.read[-1] += part.space[1]
        return row.finish() if max(row.widths) <= self._measure else None


def _around(text: str, fields: Sequence[Filled]) -> tuple[str, ...]:
    """What stands before, between and after values."""
    starts, ends = [0, *(one.end for one in fields)], [*(one.start for one in fields), len(text)]
    return tuple([text[start:end] for start, end in zip(starts, ends, strict=True)])


def _written(around: Sequence[str], values: Sequence[str]) -> str:
    """A text with values in their places."""
    return "".join(chain.from_iterable(zip(around, (*values, ""), strict=True)))


def plain_of(
    question: Question, places: Mapping[int, int], lines: Mapping[int, Lying], shapers: Shapers
) -> Plain | None:  # fmt: skip
    """A paragraph that is drawn at these places, each with the number of its line; None for one that is not plain.

    `lines` has what lies at each.
    """
    patched, style = question.patched, question.style
    if not patched or question.sized is None or question.answer.parted or not places:
        return None
    whole, (span, *others) = patched.whole, patched.spans
    if others or span.href or (style.numbers and span.bold) or not all(map(_is_usual, whole.words)):
        return None
    try:
        made = Plain(question, patched, places, [lines[one] for one in places], shapers)
        own = made.came(tuple([span.text[one.start : one.end] for one in question.fields]))
    except OtherwiseError:
        return None
    return made if own == [lines[one].line for one in places] else None


def _is_usual(word: WordAtAnySize) -> bool:
    """Whether a word is in one piece of the face that it is set in, and is not held to the one before by its joint."""
    pieces, joint = word.pieces, word.joint
    return len(pieces) == 1 and joint == OPEN and pieces[0].glyphs is not None and pieces[0].glyphs.font is None
