"""Inline spans become words: cut where a line may end, shaped, and each with its leaf in the tree."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

from carefold.caches import kept_of_text
from carefold.diagnostics.place import Place, Places
from carefold.graphics.colour import BLACK
from carefold.graphics.face import Family
from carefold.model.inline import Blank, Citation, Filled, Paragraph, Span, Words, filled_within
from carefold.model.values import Text
from carefold.spelling import spelled
from carefold.structure import Element
from carefold.text.any_size import EM, AnySize
from carefold.text.asked import Asked, taken
from carefold.text.breaks import OPEN, Joint, Part, hyphened, parts_of
from carefold.text.leaves import Leaves
from carefold.text.looks import Told, blank_width, look_of_blank, look_of_mark, look_of_words
from carefold.text.shape import advance, fitting, shaped
from carefold.text.text_style import TextStyle
from carefold.text.ties import runs_of, tie, width_of
from carefold.text.values import values_in
from carefold.text.words import SPAN, Look, Piece, Word

_NEIGHBOURS = 8  # letters that may change how the next ones are shaped
_LETTERS = 3  # so many of a word go with a mark


def gather_words(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> list[Word]:
    """The words of a paragraph, none wider than the measure; their leaves hang under the element in reading order."""
    spans = tuple(spans)
    looks, words = gathered(spans, style, element, measure)
    if notes := taken():
        notes.asked.append(Asked(spans, style, element, measure, tuple(looks), words))
    return words


def gathered(spans: Paragraph, style: TextStyle, element: Element, measure: float) -> tuple[Sequence[Look], list[Word]]:
    """The same, and the looks of its spans in reading order."""
    whole = at_any_size(spans, style.family, style.weight, style.upright, style.language)
    return gathered_of(whole, spans, style, element, measure)


def gathered_of(
    whole: AnySize, spans: Paragraph, style: TextStyle, element: Element, measure: float
) -> tuple[Sequence[Look], list[Word]]:
    """The same of spans that are there at any size."""
    looks = whole.looks_in(style, element)
    if whole.fits(looks, measure, style.language):
        return looks, whole.words_in(looks)
    return looks, _Gathering(style, element, measure, looks).all_of(spans)


@kept_of_text
def at_any_size(spans: Paragraph, family: Family, weight: str, upright: bool, language: str) -> AnySize:
    """The words of a paragraph that are not parted, shaped and tied once for all sizes, colours and elements."""
    style = TextStyle(family, EM, EM, BLACK, BLACK, language, weight, upright=upright)
    gathering = _Gathering(style, Element("P"), math.inf)
    words = gathering.all_of(spans)
    return AnySize.of(words, gathering.looks, gathering.told)


@kept_of_text
def gathered_part(spans: tuple[Words, ...], family: Family, weight: str, upright: bool, language: str) -> AnySize:
    """A part of a paragraph, between plain spaces, as `at_any_size` has it; nothing of it is tied."""
    gathering = _Gathering(
        TextStyle(family, EM, EM, BLACK, BLACK, language, weight, upright=upright), Element("P"), math.inf
    )
    for span in spans:
        gathering.add(span)
    return AnySize.of(gathering.words, gathering.looks, gathering.told)


def unbroken(text: Text, style: TextStyle) -> list[list[Word]]:
    """The words of each paragraph, whatever they measure."""
    return [gather_words(paragraph, style, Element("P"), math.inf) for paragraph in text.paragraphs]


def widest_part(text: Text, style: TextStyle, level: int = SPAN) -> float:
    """The widest of what no line ends in, in points, with the hyphen after it; `level` is how firmly it holds."""
    widest = 0.0
    for words in unbroken(text, style):
        runs = list(runs_of(words, level))
        for run, following in zip_longest(runs, runs[1:]):
            parted = following is not None and following[0].joint.hyphen
            widest = max(widest, width_of(run) + (run[-1].hyphen(style.language).width if parted else 0.0))
    return widest


class _Gathering:
    """Walks over spans; a word may have pieces of several."""

    def __init__(self, style: TextStyle, element: Element, measure: float, looks: Iterable[Look] = ()) -> None:
        """With `looks`, those of the spans are there already, with their leaves."""
        self.style, self.element, self.measure = style, element, measure
        self.leaves = Leaves(element, style.language)
        self.words: list[Word] = []
        self.looks: list[Look] = []
        self.told: list[Told] = []
        self._there = iter(looks)
        self._space: Piece | None = None
        self._spaces: dict[str, Piece] = {}  # of the span, by what is written
        self._joint: Joint | None = OPEN  # before the next piece; None where it goes on with the last word
        self._stem = ""  # what stands before it of the same seamless word

    def all_of(self, spans: Iterable[Span]) -> list[Word]:
        """The words of spans, each told how firmly it belongs to the one before."""
        for span in spans:
            self.add(span)
        tie(self.words, self.style.language)
        return self.words

    def add(self, span: Span) -> None:
        if isinstance(span, Words):
            self._add_words(span)
        elif isinstance(span, Citation):
            self._add_citation(span)
        else:
            self._add_blank(span)

    def _add_words(self, span: Words) -> None:
        look, places, parts = self._look(look_of_words, span, spelled(span.text)), span.places, parts_of(span.text)
        last, self._stem, self._spaces = 0, "", {}
        for number, part in enumerate(parts):
            fields = values_in(span, parts, number) if span.fields else ()
            if part.is_usual and self._joint is OPEN and not fields and self._add_usual(part, look, places):
                continue
            if part.is_space:
                space = None if fields else self._spaces.get(part.text)
                self._space = space or self._new_space(part.text, look, fields)
                self._joint, self._stem, last = part.joint, "", number + 1
                continue
            if number > last:
                self._joint = part.joint if part.joint.seamless or self._joint is None else self._joint
            if not part.joint.seamless:
                self._stem = ""
            if part.text:
                self._add_part(part, look, places, hyphened(parts, number), fields)
        if parts and not parts[-1].is_space and parts[-1].text:
            self._joint = None

    def _add_usual(self, part: Part, look: Look, places: Places) -> bool:
        """The short way of most words; False for one that is wider than the measure, or needs a fallback."""
        if not look.face.sets_alone(part.text):
            return False
        glyphs = look.face.shape(part.text, self.style.language)
        width = glyphs.advance * (look.size / 1000)
        if width > self.measure:
            return False
        words = self.words
        words.append(Word([Piece(glyphs, width, look)], self._space if words else None, places, part.offset))
        self._space = None
        return True

    def _new_space(self, written: str, look: Look, fields: tuple[Filled, ...]) -> Piece:
        glyphs = look.face.space(written, self.style.language)
        space = Piece(glyphs, glyphs.advance * (look.size / 1000), look, fields)
        if not fields:
            self._spaces[written] = space
        return space

    def _add_part(self, part: Part, look: Look, places: Places, hyphened: bool, fields: tuple[Filled, ...]) -> None:
        language, measure = self.style.language, self.measure
        pieces = shaped(part.text, look, language, fields)
        if hyphened:
            measure -= look.face.hyphen(language).advance * (look.size / 1000)
        if _width(pieces) > measure:
            self._add_in_parts(part, look, places, measure, fields)
        else:
            if self._stem:
                self._widen(pieces, part.text)
            self._append(pieces, places, part.offset)
        self._stem = (self._stem + part.text)[-_NEIGHBOURS:]
        self._joint = None

    def _widen(self, pieces: Sequence[Piece], text: str) -> None:
        """A part of a word is at least as wide as it is when it goes on after what stands before it."""
        *others, last = pieces
        look, language = last.look, self.style.language
        more = advance(self._stem + text, look.face, language) - advance(self._stem, look.face, language)
        last.width = max(last.width, more * (look.size / 1000) - _width(others))

    def _add_in_parts(self, part: Part, look: Look, places: Places, measure: float, fields: tuple[Filled, ...]) -> None:
        """A word that is wider than the measure goes over several lines."""
        start, language = 0, self.style.language
        self.element.parted += 1
        for text in fitting(part.text, look, measure, language):
            end = start + len(text)
            self._append(shaped(text, look, language, filled_within(fields, start, end)), places, part.offset)
            self._joint, start = OPEN, end

    def _append(self, pieces: list[Piece], places: Places | Place, offset: int = 0) -> None:
        joint, goes_on = self._joint, self._joint is None and bool(self.words)
        if goes_on and self.words[-1].width + _width(pieces) <= self.measure:
            self.words[-1].pieces += pieces
            return
        space = self._space if self.words else None
        if joint is None or (space and joint.seamless):
            joint = OPEN
        self.words.append(Word(pieces, space, places, offset, joint))
        self._space, self._joint = None, None

    def _look(self, make: Callable[..., Look], *told: Any) -> Look:
        look = next(self._there, None) or make(self.style, self.leaves, *told)
        self.looks.append(look)
        self.told.append((make, told))
        return look

    def _add_citation(self, span: Citation) -> None:
        """Numbers, each a link to its reference, raised right after the word before them, or in brackets."""
        if span.on_line:
            self._add_words(Words(" ["))
        self._joint = None
        for position, (first, last) in enumerate(span.ranges):
            if position:
                self._append(self._mark(", ", span.on_line), span.place)
            mark = self._number(first, span.on_line)
            if not position:
                self._make_room(_width(mark))
            self._append(mark, span.place)
            if last > first:
                between = tuple(f"citation-{number}" for number in range(first + 1, last))
                self._append(self._mark("–", span.on_line, 0, between), span.place)
                self._append(self._number(last, span.on_line), span.place)
        if span.on_line:
            self._add_words(Words("]"))

    def _number(self, number: int, on_line: bool) -> list[Piece]:
        return self._mark(str(number), on_line, number, (f"citation-{number}",))

    def _mark(self, text: str, on_line: bool, number: int = 0, anchors: tuple[str, ...] = ()) -> list[Piece]:
        look = self._look(look_of_mark, text, on_line, number, anchors)
        space = [look.face.space(" ", self.style.language)] if text.endswith(" ") else []
        return [
            *shaped(text.rstrip(" "), look, self.style.language),
            *(Piece(glyphs, glyphs.advance * (look.size / 1000), look) for glyphs in space),
        ]

    def _make_room(self, width: float) -> None:
        """A word that fills a line gives its last letters to the next one, so that no mark stands there alone."""
        last = self.words[-1] if self.words else None
        piece = last.pieces[-1] if last else None
        glyphs = piece.glyphs if piece else None
        if not last or not piece or not glyphs or len(glyphs.text) <= _LETTERS or last.width + width <= self.measure:
            return
        text, cut, language = glyphs.text, len(glyphs.text) - _LETTERS, self.style.language
        head = shaped(text[:cut], piece.look, language, filled_within(piece.fields, 0, cut))
        tail = shaped(text[cut:], piece.look, language, filled_within(piece.fields, cut, len(text)))
        last.pieces[-1:] = head
        self.words.append(Word(tail, None, last.places, last.offset + cut))

    def _add_blank(self, span: Blank) -> None:
        """A ruled space that says what belongs there; on a screen a field."""
        look, size = self._look(look_of_blank, span), self.style.size
        width = span.width if size == EM else blank_width(span.width, size)
        self._append([Piece(None, min(width, self.measure), look)], span.place)


def _width(pieces: Sequence[Piece]) -> float:
    """Width in points."""
    return pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])
