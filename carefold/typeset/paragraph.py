"""Paragraphs: inline spans become words, words become lines, lines become boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from carefold.errors import NOWHERE, Place
from carefold.graphics.colour import Rgb
from carefold.graphics.fonts import Face, Family, Glyphs
from carefold.graphics.outline import line
from carefold.graphics.surface import Run, Surface
from carefold.model.inline import Blank, Citation, Paragraph, Span, Words
from carefold.structure import Element, Leaf
from carefold.typeset.boxes import NEVER, Box, Item, Space
from carefold.typeset.linebreak import break_lines
from carefold.units import Area

SMALLEST_SHIFTED = 8.5  # points; super- and subscripts stay readable
_SHIFTED_SIZE, _RAISED, _LOWERED = 0.68, 0.33, -0.14  # shares of the type size
_BREAKS = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])|(?<=/)(?=[^/\s])")


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
    widest: float = 31.5  # ems that a line may have at most: about 65 characters

    def face(self, words: Words) -> Face:
        """The face for a run of words."""
        if self.weight == "semibold" and not words.bold and not words.italic:
            return self.family.semibold
        return self.family.styled(words.bold or self.weight == "bold", words.italic)


@dataclass(slots=True)
class _Piece:
    """Glyphs of one face and leaf inside a word, or a blank (no glyphs)."""

    glyphs: Glyphs | None
    width: float
    face: Face
    size: float
    colour: Rgb
    leaf: Leaf
    raised: float = 0.0
    target: str = ""
    anchor: str = ""


@dataclass(slots=True)
class _Word:
    """Pieces that stay on one line, with the space before them."""

    pieces: list[_Piece] = field(default_factory=list)
    space: _Piece | None = None
    place: Place = NOWHERE

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


class _Collector:
    """Walks the spans of a paragraph and gathers words, hanging leaves under the element on the way."""

    def __init__(self, style: TextStyle, element: Element, measure: float) -> None:
        self.style, self.element, self.measure = style, element, measure
        self.words: list[_Word] = []
        self._leaf: Leaf | None = None
        self._space: _Piece | None = None
        self._fresh = True  # the next piece starts a new word

    def add(self, span: Span) -> None:
        if isinstance(span, Words):
            self._add_words(span)
        elif isinstance(span, Citation):
            self._add_citation(span)
        else:
            self._add_blank(span)

    def _text_leaf(self, text: str) -> Leaf:
        if self._leaf is None:
            self._leaf = self.element.leaf()
        self._leaf.text += text
        return self._leaf

    def _add_words(self, span: Words) -> None:
        style, target = self.style, span.href
        face, size, raised = style.face(span), style.size, 0.0
        if span.shift:
            size = min(size, max(SMALLEST_SHIFTED, size * _SHIFTED_SIZE))
            raised = style.size * (_RAISED if span.shift == "sup" else _LOWERED)
        leaf = self._link_leaf(self.element, span.text, span.text) if target else self._text_leaf(span.text)
        colour, offset = style.link if target else style.colour, 0
        for token in re.findall(r" +|[^ ]+", span.text):
            place = span.places[offset] if offset < len(span.places) else NOWHERE
            offset += len(token)
            if token[0] == " ":
                glyphs = face.shape(" ", style.language)
                width = glyphs.advance * size / 1000
                self._space, self._fresh = _Piece(glyphs, width, face, size, colour, leaf, target=target), True
                continue
            model = _Piece(None, 0.0, face, size, colour, leaf, raised, target)
            for part in _BREAKS.split(token):
                self._add_part(part, model, place)
                self._fresh = True
            self._fresh = False

    def _add_part(self, part: str, model: _Piece, place: Place) -> None:
        for chunk in _fitting(part, model.face, model.size, self.measure, self.style.language):
            glyphs = model.face.shape(chunk, self.style.language)
            self._append(replace(model, glyphs=glyphs, width=glyphs.advance * model.size / 1000), place)
            if len(chunk) < len(part):
                self._fresh = True

    def _append(self, piece: _Piece, place: Place) -> None:
        if self._fresh or not self.words:
            self.words.append(_Word([], self._space if self.words else None, place))
            self._space, self._fresh = None, False
        self.words[-1].pieces.append(piece)

    def _link_leaf(self, parent: Element, text: str, contents: str) -> Leaf:
        self._leaf = None
        element = parent.add("Link")
        element.contents = contents
        return element.leaf(text)

    def _add_citation(self, span: Citation) -> None:
        style = self.style
        face, size = style.family.semibold, max(SMALLEST_SHIFTED, style.size * _SHIFTED_SIZE)
        self._fresh = False
        for position, number in enumerate(span.numbers):
            if position:
                self._append(self._mark(",", face, size, self._text_leaf(",")), span.place)
            reference = self.element.add("Reference")
            leaf = self._link_leaf(reference, str(number), f"Reference {number}")
            mark = self._mark(str(number), face, size, leaf)
            mark.target, mark.anchor = f"#reference-{number}", f"citation-{number}"
            self._append(mark, span.place)

    def _mark(self, text: str, face: Face, size: float, leaf: Leaf) -> _Piece:
        glyphs = face.shape(text, self.style.language)
        raised = self.style.size * _RAISED
        return _Piece(glyphs, glyphs.advance * size / 1000, face, size, self.style.link, leaf, raised)

    def _add_blank(self, span: Blank) -> None:
        self._leaf = None
        element = self.element.add("Span")
        element.actual_text = f" {span.label}: blank to fill in " if span.label else " blank to fill in "
        style = self.style
        width, face = min(span.width, self.measure), style.family.regular
        self._append(_Piece(None, width, face, style.size, style.colour, element.leaf()), span.place)


def _fitting(text: str, face: Face, size: float, measure: float, language: str) -> Iterator[str]:
    """A word as it is, or in parts where it is wider than the measure."""
    while len(text) > 1 and face.width(text, size, language) > measure:
        fits = next((n for n in range(len(text) - 1, 1, -1) if face.width(text[:n], size, language) <= measure), 1)
        yield text[:fits]
        text = text[fits:]
    if text:
        yield text


def set_lines(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> list[Box]:
    """The lines of one paragraph, `measure` points wide, tagged as content of `element`."""
    measure = min(measure, style.widest * style.size)
    collector = _Collector(style, element, measure)
    for span in spans:
        collector.add(span)
    words = collector.words
    widths = [word.width for word in words]
    gaps = [word.space.width if word.space else 0.0 for word in words]
    starts = break_lines(widths, gaps, [True] * len(words), measure, style.balanced)
    ends = [*starts[1:], len(words)]
    spaces_after = [words[end].space if end < len(words) else None for end in ends]
    return [
        _line_box(words[start:end], space, style) for start, end, space in zip(starts, ends, spaces_after, strict=True)
    ]


def _line_box(words: Sequence[_Word], space_after: _Piece | None, style: TextStyle) -> Box:
    """One line; the space at its end is real, so that words don't run together when the text is read out."""
    pieces: list[_Piece] = []
    for position, word in enumerate(words):
        if word.space and position:
            pieces.append(word.space)
        pieces.extend(word.pieces)
    extras = _extras(pieces)
    runs = _runs([*pieces, space_after] if space_after else pieces)
    down = baseline(style)

    def draw(surface: Surface, left: float, top: float) -> None:
        surface.text(left, top - down, runs)
        for right, width, piece in extras:
            _draw_extra(surface, Area(left + right, top - down, width, piece.size), piece)

    return Box(style.leading, draw, words[0].place if words else NOWHERE)


def _extras(pieces: Sequence[_Piece]) -> list[tuple[float, float, _Piece]]:
    """Links, anchors and blanks of a line, with their x and width; a link of several words is one."""
    extras: list[tuple[float, float, _Piece]] = []
    x = 0.0
    for piece in pieces:
        if piece.target or piece.anchor or piece.glyphs is None:
            if extras and extras[-1][2].leaf is piece.leaf:
                start, _, first = extras[-1]
                extras[-1] = (start, x + piece.width - start, first)
            else:
                extras.append((x, piece.width, piece))
        x += piece.width
    return extras


def baseline(style: TextStyle) -> float:
    """How far below the top of a line its baseline is: capitals and x-heights sit in the middle."""
    face = style.family.regular
    return (style.leading + style.size * (face.cap_height + face.x_height) / 2) / 2


def _draw_extra(surface: Surface, area: Area, piece: _Piece) -> None:
    x, y = area.x, area.y
    if piece.glyphs is None:
        with surface.tagged(piece.leaf):
            surface.paint(line(x, y - 2, area.right, y - 2), stroke=piece.colour, width=0.6)
        return
    raised = replace(area, y=y + piece.raised - 0.22 * piece.size)
    if piece.anchor:
        surface.destination(piece.anchor, x, raised.top)
    if piece.target.startswith(("https:", "mailto:", "tel:", "sms:")):
        surface.paint(line(x, y - 1.5, area.right, y - 1.5), stroke=piece.colour, width=0.5)
    if piece.target:
        surface.link(piece.leaf.parent, raised, piece.target)


def _runs(pieces: Sequence[_Piece]) -> tuple[Run, ...]:
    """Neighbouring pieces of one look and leaf become one run."""
    runs: list[Run] = []
    x, look = 0.0, None
    for piece in pieces:
        key = (piece.face, piece.size, piece.raised, piece.colour, id(piece.leaf))
        if piece.glyphs is None:
            look = None
        elif key == look:
            runs[-1] = replace(runs[-1], words=(*runs[-1].words, piece.glyphs))
        else:
            runs.append(Run(x, (piece.glyphs,), piece.face, piece.size, piece.colour, piece.raised, piece.leaf))
            look = key
        x += piece.width
    return tuple(runs)


def set_paragraph(spans: Paragraph, style: TextStyle, element: Element, measure: float) -> tuple[Item, ...]:
    """A paragraph as a vertical list: no single line at the head or foot of a panel."""
    lines = set_lines(spans, style, element, measure)
    items: list[Item] = []
    for position, box in enumerate(lines):
        if position:
            lone = style.balanced or position == 1 or position == len(lines) - 1
            items.append(Space(0.0, NEVER if lone else 1.0))
        items.append(box)
    return tuple(items)
