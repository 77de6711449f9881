"""Inline spans become words: cut where a line may end, shaped, and each with its leaf in the tree."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from carefold.diagnostics.place import Place, Places
from carefold.graphics.colour import BLACK
from carefold.model import phones
from carefold.model.inline import Blank, Citation, Filled, Span, Words, filled_within
from carefold.model.values import Text
from carefold.spelling import spelled
from carefold.structure import Element, Leaf
from carefold.text.breaks import OPEN, Joint, Part, hyphened, parts_of
from carefold.text.leaves import Leaves
from carefold.text.shape import advance, fitting, shaped
from carefold.text.text_style import TextStyle
from carefold.text.ties import runs_of, says_number, tie, width_of
from carefold.text.values import values_in
from carefold.text.words import SPAN, Look, Piece, Word

_SHIFTED_SIZE, _RAISED, _LOWERED = 0.68, 0.33, -0.14  # shares of the type size
_NEIGHBOURS = 8  # letters that may change how the next ones are shaped
_LETTERS = 3  # so many of a word go with a mark
_CALLED = ("tel:", "sms:")
_NUMBER = re.compile(r"[\d-]{3,}")


def gather_words(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> list[Word]:
    """The words of a paragraph, none wider than the measure; their leaves hang under the element in reading order."""
    gathering = _Gathering(style, element, measure)
    for span in spans:
        gathering.add(span)
    tie(gathering.words, style.language)
    return gathering.words


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

    def __init__(self, style: TextStyle, element: Element, measure: float) -> None:
        self.style, self.measure = style, measure
        self.leaves = Leaves(element, style.language)
        self.words: list[Word] = []
        self._space: Piece | None = None
        self._spaces: dict[str, Piece] = {}  # of the span, by what is written
        self._joint: Joint | None = OPEN  # before the next piece; None where it goes on with the last word
        self._stem = ""  # what stands before it of the same seamless word

    def add(self, span: Span) -> None:
        if isinstance(span, Words):
            self._add_words(span)
        elif isinstance(span, Citation):
            self._add_citation(span)
        else:
            self._add_blank(span)

    def _add_words(self, span: Words) -> None:
        look, places, parts = self._look(span), span.places, parts_of(span.text)
        last, self._stem, self._spaces = 0, "", {}
        for number, part in enumerate(parts):
            if part.is_usual and self._joint is OPEN and not span.fields and self._add_usual(part, look, places):
                continue
            fields = values_in(span, parts, number) if span.fields else ()
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
        """The short way of most words; False for one that is wider than the measure."""
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
        self.leaves.element.parted += 1
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

    def _look(self, span: Words) -> Look:
        style, face = self.style, self.style.face(span)
        size, raised = style.size, 0.0
        if span.shift:
            size = min(size, max(style.smallest, size * _SHIFTED_SIZE))
            raised = style.size * (_RAISED if span.shift == "sup" else _LOWERED)
        elif style.numbers and span.bold and _is_number(span):
            size = style.numbers
        if span.href:
            colour = style.to_call(style.link) if span.href.startswith(_CALLED) else style.link
            return Look(face, size, colour, self.leaves.link(spelled(span.text)), raised, span.href)
        says = style.colour != BLACK and says_number(span.text)
        colour = style.to_call(style.colour) if says else style.colour
        return Look(face, size, colour, self.leaves.plain(spelled(span.text)), raised)

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
                dash = self._mark("–", span.on_line)
                dash[0].look.anchors = tuple(f"citation-{number}" for number in range(first + 1, last))
                self._append(dash, span.place)
                self._append(self._number(last, span.on_line), span.place)
        if span.on_line:
            self._add_words(Words("]"))

    def _number(self, number: int, on_line: bool) -> list[Piece]:
        mark = self._mark(str(number), on_line, self.leaves.reference(number))
        mark[0].look.target, mark[0].look.anchors = f"#reference-{number}", (f"citation-{number}",)
        return mark

    def _mark(self, text: str, on_line: bool, leaf: Leaf | None = None) -> list[Piece]:
        style, leaf = self.style, leaf or self.leaves.plain(text)
        if on_line:
            look = Look(style.family.regular, style.size, style.colour, leaf, is_mark=True)
        else:
            size = min(style.size, max(style.smallest, style.size * _SHIFTED_SIZE))
            look = Look(style.family.semibold, size, style.link, leaf, style.size * _RAISED, is_mark=True)
        space = [look.face.space(" ", style.language)] if text.endswith(" ") else []
        return [
            *shaped(text.rstrip(" "), look, style.language),
            *(Piece(glyphs, glyphs.advance * look.size / 1000, look) for glyphs in space),
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
        style = self.style
        leaf = self.leaves.blank(span.label, style.fillable)
        look = Look(style.family.regular, style.size, style.colour, leaf, field=span.name)
        self._append([Piece(None, min(span.width, self.measure), look)], span.place)


def _is_number(span: Words) -> bool:
    return bool(_NUMBER.fullmatch(span.text)) or (span.href.startswith("tel:") and phones.is_number(span.text))


def _width(pieces: Sequence[Piece]) -> float:
    """Width in points."""
    return pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])
