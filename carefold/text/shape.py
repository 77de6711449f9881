"""Inline spans become words: shaped, measured, and hung under an element of the tree."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from carefold.diagnostics.place import NOWHERE, Place, Places
from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Family, Glyphs
from carefold.languages.language import Language
from carefold.model import phones
from carefold.model.inline import Blank, Citation, Filled, Span, Words, filled_within
from carefold.model.values import Text
from carefold.spelling import spelled
from carefold.structure import Element, Leaf
from carefold.text.breaks import FIRM_SPACE, OPEN, Joint, Part, hyphened, letters, parts_of
from carefold.text.values import values_in
from carefold.units import SMALLEST_SHIFTED

_SHIFTED_SIZE, _RAISED, _LOWERED = 0.68, 0.33, -0.14  # shares of the type size
_FEW = 64  # letters of a word that are looked at first
_NEIGHBOURS = 8  # letters that may change how the next ones are shaped
_LETTERS = 3  # so many of a word go with a mark
_UNITS = frozenset(
    (
        "mg", "mcg", "µg", "g", "kg", "mL", "ml", "L", "dL", "mmol", "mm", "cm", "m", "km", "in", "ft", "lb", "oz",
        "am", "pm", "a.m", "p.m", "%", "°F", "°C", "mmHg", "kcal", "min", "h", "hours", "days",
    )
)  # fmt: skip
_NUMBER = re.compile(r"[\d-]{3,}")


def _is_number(span: Words) -> bool:
    return bool(_NUMBER.fullmatch(span.text)) or (span.href.startswith("tel:") and phones.is_number(span.text))


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set; sizes in points."""

    family: Family
    size: float
    leading: float
    colour: Rgb
    link: Rgb
    language: str
    weight: str = "regular"
    balanced: bool = False
    widest: float = 27.5  # ems that a line may have at most: about 65 characters
    numbers: float = 0.0  # size of bold numbers, where they are numbers to call
    fillable: bool = False  # blanks are fields to type into
    smallest: float = SMALLEST_SHIFTED  # for super- and subscripts
    upright: bool = False  # no italics

    def face(self, words: Words) -> Face:
        """The face for a run of words."""
        if self.weight == "semibold" and not words.bold and (self.upright or not words.italic):
            return self.family.semibold
        return self.family.styled(words.bold or self.weight == "bold", words.italic and not self.upright)


@dataclass(eq=False, slots=True)
class Look:
    """What the pieces of one span share; `target` is where a link leads, `anchor` names the spot."""

    face: Face
    size: float
    colour: Rgb
    leaf: Leaf
    raised: float = 0.0
    target: str = ""
    anchor: str = ""
    field: str = ""  # that a blank stands for


@dataclass(slots=True)
class Piece:
    """Glyphs of one look, or a blank (no glyphs); `width` in points. `fields` says what of the text is a value."""

    glyphs: Glyphs | None
    width: float
    look: Look
    fields: tuple[Filled, ...] = ()


@dataclass(slots=True)
class Word:
    """Pieces that stay on one line, what lies before them, and where they stand in the source."""

    pieces: list[Piece]
    space: Piece | None
    places: Places | Place
    offset: int = 0
    joint: Joint = OPEN

    @property
    def width(self) -> float:
        """Width in points, without the space."""
        pieces = self.pieces
        return pieces[0].width if len(pieces) == 1 else sum([piece.width for piece in pieces])

    def ties(self, following: Word) -> bool:
        """Whether a line may not end between this word and the next: a number and its unit, or groups of digits."""
        first, last = following.pieces[0].glyphs, self.pieces[-1].glyphs
        if following.space is None or first is None or last is None:
            return False
        grouped = following.joint is FIRM_SPACE and first.text[0].isdigit()
        return last.text[-1].isdigit() and (grouped or first.text.rstrip(".,;:)") in _UNITS)

    def hyphen(self, language: str) -> Piece:
        """The hyphen at the end of a line that this word is parted after."""
        look = self.pieces[-1].look
        glyphs = look.face.hyphen(language)
        return Piece(glyphs, glyphs.advance * look.size / 1000, look)

    @property
    def place(self) -> Place:
        """Where the word starts."""
        places = self.places
        if isinstance(places, Place):
            return places
        return places[self.offset] if self.offset < len(places) else NOWHERE


def gather_words(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> list[Word]:
    """The words of a paragraph, none wider than the measure; their leaves hang under the element in reading order."""
    gathering = _Gathering(style, element, measure)
    for span in spans:
        gathering.add(span)
    return gathering.words


def widest_part(text: Text, style: TextStyle) -> float:
    """The widest of what no line ends in, in points, with the hyphen after it."""
    widest = 0.0
    for paragraph in text.paragraphs:
        words = gather_words(paragraph, style, Element("P"), math.inf)
        for word, following in zip_longest(words, words[1:]):
            parted = following is not None and following.joint.hyphen
            widest = max(widest, word.width + (word.hyphen(style.language).width if parted else 0.0))
    return widest


class _Gathering:
    """Walks over spans; a word may have pieces of several."""

    def __init__(self, style: TextStyle, element: Element, measure: float) -> None:
        self.style, self.element, self.measure = style, element, measure
        self.phrases = Language.of(style.language).phrases
        self.words: list[Word] = []
        self._leaf: Leaf | None = None
        self._space: Piece | None = None
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
        face, scale, language = look.face, look.size / 1000, self.style.language
        last, self._stem = 0, ""
        for number, part in enumerate(parts):
            if part.is_space:
                glyphs = face.space(part.text, language)
                fields = values_in(span, parts, number)
                self._space, self._joint = Piece(glyphs, glyphs.advance * scale, look, fields), part.joint
                self._stem, last = "", number + 1
                continue
            if number > last:
                self._joint = part.joint if part.joint.seamless or self._joint is None else self._joint
            if not part.joint.seamless:
                self._stem = ""
            if part.text:
                self._add_part(part, look, places, hyphened(parts, number), values_in(span, parts, number))
        if parts and not parts[-1].is_space and parts[-1].text:
            self._joint = None

    def _add_part(self, part: Part, look: Look, places: Places, hyphened: bool, fields: tuple[Filled, ...]) -> None:
        face, language, scale = look.face, self.style.language, look.size / 1000
        glyphs = face.shape(part.text, language)
        width, measure = glyphs.advance * scale, self.measure
        if hyphened:
            measure -= face.hyphen(language).advance * scale
        if width > measure:
            self._add_in_parts(part, look, places, measure, fields)
        else:
            if self._stem:
                whole = face.shape(self._stem + part.text, language).advance
                width = max(width, (whole - face.shape(self._stem, language).advance) * scale)
            self._append(Piece(glyphs, width, look, fields), places, part.offset)
        self._stem = (self._stem + part.text)[-_NEIGHBOURS:]
        self._joint = None

    def _look(self, span: Words) -> Look:
        style, face = self.style, self.style.face(span)
        size, raised = style.size, 0.0
        if span.shift:
            size = min(size, max(style.smallest, size * _SHIFTED_SIZE))
            raised = style.size * (_RAISED if span.shift == "sup" else _LOWERED)
        elif style.numbers and span.bold and _is_number(span):
            size = style.numbers
        if span.href:
            said = spelled(span.text)
            leaf = self._link_leaf(self.element, said, said)
            return Look(face, size, style.link, leaf, raised, span.href)
        return Look(face, size, style.colour, self._text_leaf(spelled(span.text)), raised)

    def _add_in_parts(self, part: Part, look: Look, places: Places, measure: float, fields: tuple[Filled, ...]) -> None:
        """A word that is wider than the measure goes over several lines."""
        start = 0
        for text in _fitting(part.text, look, measure, self.style.language):
            glyphs, end = look.face.shape(text, self.style.language), start + len(text)
            values = filled_within(fields, start, end)
            self._append(Piece(glyphs, glyphs.advance * look.size / 1000, look, values), places, part.offset)
            self._joint, start = OPEN, end

    def _append(self, piece: Piece, places: Places | Place, offset: int = 0) -> None:
        joint, goes_on = self._joint, self._joint is None and bool(self.words)
        if goes_on and self.words[-1].width + piece.width <= self.measure:
            self.words[-1].pieces.append(piece)
        else:
            space = self._space if self.words else None
            if joint is None or (space and joint.seamless):
                joint = OPEN
            self.words.append(Word([piece], space, places, offset, joint))
            self._space, self._joint = None, None

    def _text_leaf(self, text: str) -> Leaf:
        if self._leaf is None:
            self._leaf = self.element.leaf()
        self._leaf.text += text
        return self._leaf

    def _link_leaf(self, parent: Element, text: str, contents: str) -> Leaf:
        self._leaf = None
        element = parent.add("Link")
        element.contents = contents
        return element.leaf(text)

    def _add_citation(self, span: Citation) -> None:
        """Raised numbers, each a link to its reference, right after the word before them."""
        self._joint = None
        for position, number in enumerate(span.numbers):
            if position:
                self._append(self._mark(",", self._text_leaf(",")), span.place)
            reference = self.element.add("Reference")
            mark = self._mark(
                str(number),
                self._link_leaf(reference, str(number), self.phrases.filled("reference-link", number=number)),
            )
            if not position:
                self._make_room(mark.width)
            mark.look.target, mark.look.anchor = f"#reference-{number}", f"citation-{number}"
            self._append(mark, span.place)

    def _make_room(self, width: float) -> None:
        """A word that fills a line gives its last letters to the next one, so that no mark stands there alone."""
        last = self.words[-1] if self.words else None
        piece = last.pieces[-1] if last else None
        glyphs = piece.glyphs if piece else None
        if not last or not piece or not glyphs or len(glyphs.text) <= _LETTERS or last.width + width <= self.measure:
            return
        look, text, language = piece.look, glyphs.text, self.style.language
        head, tail = (look.face.shape(part, language) for part in (text[:-_LETTERS], text[-_LETTERS:]))
        cut = len(text) - _LETTERS
        last.pieces[-1] = Piece(head, head.advance * look.size / 1000, look, filled_within(piece.fields, 0, cut))
        values = filled_within(piece.fields, cut, len(text))
        moved = Piece(tail, tail.advance * look.size / 1000, look, values)
        self.words.append(Word([moved], None, last.places, last.offset + len(text) - _LETTERS))

    def _mark(self, text: str, leaf: Leaf) -> Piece:
        style = self.style
        face, size = style.family.semibold, min(style.size, max(style.smallest, style.size * _SHIFTED_SIZE))
        glyphs = face.shape(text, style.language)
        look = Look(face, size, style.link, leaf, style.size * _RAISED)
        return Piece(glyphs, glyphs.advance * size / 1000, look)

    def _add_blank(self, span: Blank) -> None:
        """A ruled space that says what belongs there; on a screen a Form."""
        self._leaf, style = None, self.style
        element = self.element.add("Form" if style.fillable else "Span")
        element.contents = span.label
        element.actual_text = "" if style.fillable else f" {span.label}: {self.phrases['blank']} "
        leaf = Leaf(element) if style.fillable else element.leaf()
        look = Look(style.family.regular, style.size, style.colour, leaf, field=span.name)
        self._append(Piece(None, min(span.width, self.measure), look), span.place)


def _fitting(word: str, look: Look, measure: float, language: str) -> Iterator[str]:
    """Parts of a word that fit the measure, as long as can be."""
    while word:
        near = _FEW
        while near < len(word) and look.face.width(word[:near], look.size, language) <= measure:
            near *= 2
        ends = letters(word[:near])
        fit = bisect_right(ends, measure, key=lambda n: look.face.width(word[:n], look.size, language))
        count = ends[max(fit - 1, 0)]
        yield word[:count]
        word = word[count:]
