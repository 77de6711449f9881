"""Paragraphs: words become lines, lines become boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from carefold.graphics.frame import FilledWord, TextLine
from carefold.graphics.outline import line
from carefold.graphics.surface import Run, Surface
from carefold.layout.boxes import NEVER, Box, Item, Space
from carefold.model.inline import Span
from carefold.structure import Element
from carefold.text.asked import DrawnLine, Lined, taken
from carefold.text.breaks import OPEN
from carefold.text.gather import gather_words
from carefold.text.lines import break_lines, fit_one_line
from carefold.text.shape import shaped, width_of
from carefold.text.text_style import TextStyle
from carefold.text.ties import line_ends
from carefold.text.words import Look, Piece, Word
from carefold.units import Area

RISE = 0.8  # of what letters are larger than the text: so much higher is their line
_HEADING_PARTED = 1.0  # badness of a hyphen at a line's end in a heading
_UNDERLINED = ("https:", "mailto:")


def set_paragraph(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> tuple[Item, ...]:
    """A paragraph as a vertical list: no single line at the head or foot of a panel."""
    return lines_as_items(set_lines(spans, style, element, measure), style)


def lines_as_items(lines: Sequence[Box], style: TextStyle) -> tuple[Item, ...]:
    """The lines of a paragraph as a vertical list."""
    items: list[Item] = []
    for position, box in enumerate(lines):
        if position:
            lone = style.balanced or position == 1 or position == len(lines) - 1
            items.append(Space(0.0, NEVER if lone else 1.0, lines=True))
        items.append(box)
    return tuple(items)


def set_lines(spans: Iterable[Span], style: TextStyle, element: Element, measure: float) -> list[Box]:
    """The lines of one paragraph, `measure` points wide, tagged as content of `element`."""
    measure = min(measure, style.widest * style.size)
    return lines_of(gather_words(spans, style, element, measure), style, measure)


def lines_of(words: Sequence[Word], style: TextStyle, measure: float) -> list[Box]:
    """Lines of words, at most `measure` points wide."""
    if not words:
        return []
    starts = line_starts(words, style, measure)
    if notes := taken():
        notes.lined.append(Lined(words, style, measure, starts))
    ends = [*starts[1:], len(words)]
    return [_line_box(words, start, end, style) for start, end in zip(starts, ends, strict=True)]


def line_starts(words: Sequence[Word], style: TextStyle, measure: float) -> list[int]:
    """The numbers of the words that start lines, at most `measure` points wide."""
    joints, tails = _of_joints(words, style)
    return plain_starts(*_widths(words), [word.tie for word in words], style.balanced, measure, joints, tails)


def plain_starts(
    widths: Sequence[float], gaps: Sequence[float], ties: Sequence[int], balanced: bool, measure: float,
    joints: Sequence[float] = (), tails: Sequence[float] = (),
) -> list[int]:  # fmt: skip
    """The same by the widths of words, by what lies before each, and by how firmly it holds to the one before."""
    breakable, costs = line_ends(widths, gaps, ties, measure, joints, tails)
    return break_lines(widths, gaps, breakable, measure, balanced, costs=costs, tails=tails)


def on_one_line(words: Sequence[Word], measure: float) -> bool:
    """Whether words need no second line, however firmly they belong together."""
    return fit_one_line(*_widths(words), measure)


def _widths(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    """The widths of words, and of what lies before each."""
    return [word.width for word in words], [word.space.width if word.space else 0.0 for word in words]


def _of_joints(words: Sequence[Word], style: TextStyle) -> tuple[list[float], list[float]]:
    """For each word what it costs to begin a line with it, and the width of a hyphen before; empty for usual words."""
    joints = [word.joint for word in words]
    if joints.count(OPEN) == len(joints):
        return [], []
    parted = _HEADING_PARTED if style.balanced else 0.0
    costs = [max(joint.cost, parted if joint.hyphen else 0.0) for joint in joints]
    hyphens = [before.hyphen(style.language).width if word.joint.hyphen else 0.0 for before, word in pairwise(words)]
    return costs, [0.0, *hyphens]


def baseline(style: TextStyle) -> float:
    """How far below the top of a line its baseline is: capitals and x-heights sit in the middle."""
    face = style.family.regular
    return (style.leading + style.size * (face.cap_height + face.x_height) / 2) / 2


def _line_box(words: Sequence[Word], start: int, end: int, style: TextStyle) -> Box:
    """One line; what is on it is put together when it is drawn: few of those that are tried are."""
    rise = rise_of(words, start, end, style)
    down = baseline(style) + rise

    def draw(surface: Surface, left: float, top: float) -> None:
        runs, extras = on_line(words, start, end, style.language)
        surface.text(left, top - down, runs)
        if (notes := taken()) and isinstance(item := surface.items[-1], TextLine):
            notes.drawn.append(DrawnLine(item, words, start, end))
        for extra in extras:
            _draw_extra(surface, left + extra.x, top - down, extra)

    return Box(style.leading + rise, draw, words[start].place, baseline=down)


def rise_of(words: Sequence[Word], start: int, end: int, style: TextStyle) -> float:
    """How much higher than usual a line is, for letters that are larger."""
    taller = max([piece.look.size for word in words[start:end] for piece in word.pieces]) - style.size
    return max(0.0, taller * RISE)


def on_line(words: Sequence[Word], start: int, end: int, language: str) -> tuple[list[Run], list[Extra]]:
    """What is drawn; the space at a line's end is real, so that words don't run together when the text is read out."""
    stretches = list[_Stretch]()
    for piece in _pieces(words, start, end, language):
        _add(stretches, piece)
    extras = [one for one in map(_extra, stretches) if one]
    if end < len(words) and (after := words[end].space):
        _add(stretches, after)
    return [run for one in stretches if one.pieces[0].glyphs for run in _runs(one)], extras


def _pieces(words: Sequence[Word], start: int, end: int, language: str) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words[start:end]:
        if word.space and pieces:
            pieces.append(word.space)
        if word.joint.seamless and pieces:
            first, *others = word.pieces
            pieces += (*_seamless(pieces.pop(), first, language), *others)
        else:
            pieces += word.pieces
    if end < len(words) and words[end].joint.hyphen:
        pieces.append(words[end - 1].hyphen(language))
    return pieces


def _seamless(before: Piece, piece: Piece, language: str) -> list[Piece]:
    """Two parts of a word that is not parted here, shaped as one where they look the same."""
    look = piece.look
    if before.look is not look or before.glyphs is None or piece.glyphs is None:
        return [before, piece]
    values = (*before.fields, *(one.moved(len(before.glyphs.text)) for one in piece.fields))
    text = before.glyphs.text + piece.glyphs.text
    pieces = shaped(text, look, language, values)
    if len(pieces) == 1:
        pieces[0].width = width_of(text, look.face, look.size, language)  # its last digit decides how edges are rounded
    return pieces


@dataclass(slots=True)
class _Stretch:
    """Neighbouring pieces of one look, from `x` to `right` of a line."""

    x: float
    right: float
    look: Look
    pieces: list[Piece]


def _add(stretches: list[_Stretch], piece: Piece) -> None:
    """One more piece of a line."""
    last = stretches[-1] if stretches else None
    if last is None or last.look is not piece.look:
        x = last.right if last else 0.0
        stretches.append(_Stretch(x, x + piece.width, piece.look, [piece]))
    else:
        last.pieces.append(piece)
        last.right += piece.width


@dataclass(slots=True)
class Extra:
    """A link, an anchor or a blank on a line."""

    x: float
    width: float
    look: Look
    blank: bool


def _extra(stretch: _Stretch) -> Extra | None:
    """What a line has besides glyphs; a link of several words is one."""
    look, first = stretch.look, stretch.pieces[0]
    if not (look.target or look.anchors or first.glyphs is None):
        return None
    width = first.width if len(stretch.pieces) == 1 else stretch.right - stretch.x
    return Extra(stretch.x, width, look, first.glyphs is None)


def _draw_extra(surface: Surface, x: float, y: float, extra: Extra) -> None:
    look, right = extra.look, x + extra.width
    if extra.blank and look.leaf.parent.role == "Form":
        area = Area(x, y - 0.3 * look.size, extra.width, 1.3 * look.size)
        surface.text_field(look.leaf.parent, area, area.height, look.colour, look.field)
        return
    if extra.blank:
        with surface.tagged(look.leaf):
            surface.paint(line(x, y - 2, right, y - 2), stroke=look.colour, width=0.6, field=look.field)
        return
    area = Area(x, y + look.raised - 0.22 * look.size, extra.width, look.size)
    for anchor in look.anchors:
        surface.destination(anchor, x, area.top)
    if look.target.startswith(_UNDERLINED):
        surface.paint(line(x, y - 1.5, right, y - 1.5), stroke=look.colour, width=0.5)
    if look.target:
        surface.link(look.leaf.parent, area, look.target)


def _runs(stretch: _Stretch) -> Iterator[Run]:
    """What is drawn of a stretch: a run, or several where a fallback stands in."""
    look, x = stretch.look, stretch.x
    for _, group in groupby(stretch.pieces, key=lambda piece: piece.glyphs and piece.glyphs.font):
        pieces = list(group)
        words = tuple([piece.glyphs for piece in pieces if piece.glyphs])
        filled = [(number, one) for number, piece in enumerate(pieces) for one in piece.fields]
        fields = tuple([FilledWord(number, one.field, one.start, one.end) for number, one in filled])
        if words:
            yield Run(x, words, look.face, look.size, look.colour, look.raised, look.leaf, fields)
        x += sum(piece.width for piece in pieces)
