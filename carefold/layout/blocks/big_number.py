"""A number in large type with its sentence and the time that it is of."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from carefold.languages.language import Language
from carefold.layout.boxes import Box, Item, Space, beside, indented, kept, lowered, marked, stacked
from carefold.layout.paragraph import lines_of, set_paragraph
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.inline import Paragraph, Span, Words
from carefold.model.pictures import BigNumber
from carefold.structure import Element
from carefold.text.gather import gather_words
from carefold.text.text_style import TextStyle
from carefold.text.words import Piece

_LARGE, _EMS, _MOST_EMS = 48.0, 3.0, 4.4  # points; ems of the text, at least and at most
_LESS = 0.46  # the words after the number, where one line does not hold both at one size, as a share
_BESIDE, _LEAST = 20.0, 13.0  # points between number and text; ems that a text beside the number needs


def compose_big_number(block: BigNumber, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Div of paragraphs: the number, the sentence, the time. They stay together."""
    body, division = block.big_number, parent.add("Div", kind="big-number")
    spans = tuple(span for paragraph in body.number.paragraphs for span in paragraph)
    number, width = _number(spans, division.add("P"), setting)
    left = width + _BESIDE
    if setting.measure - left >= _LEAST * setting.styles.text.size:
        words = stacked(_words(block, division, setting, setting.measure - left))
        down = (number.height - words.height) / 2
        return (beside(((0.0, lowered(number, max(0.0, -down))), (left, lowered(words, max(0.0, down))))),)
    return kept((number, Space(GRID / 2), *_words(block, division, setting, setting.measure)))


def _words(block: BigNumber, parent: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    """The sentence, and the time after a clock."""
    body, styles = block.big_number, setting.styles
    lines = set_text(body.text, styles.text, parent, measure)
    if body.time is None:
        return lines
    room = symbol_room(styles.text)
    clock = symbol_drawer("clock", styles.text, styles.text.link, figure_of(parent, None))
    time = indented(set_text(body.time, styles.text, parent, measure - room), room)
    return (*lines, Space(GRID / 2), *marked(time, clock))


def _number(spans: Paragraph, element: Element, setting: Setting) -> tuple[Box, float]:
    """The number on one line, and its width; its words smaller, or below it, where the measure is narrow."""
    text = setting.styles.text.size
    size = max(min(_LARGE, _MOST_EMS * text), _EMS * text)
    if _width(spans, _large(setting, size)) <= setting.measure:
        return _line(spans, _large(setting, size), element)
    first, rest = _parted(spans, setting.styles.text.language)
    size *= min(1.0, setting.measure / max(_width(first, _large(setting, size)), 1.0))
    number, width = _line(first, _large(setting, size), element)
    small = _large(setting, _LESS * size)
    if not rest:
        return number, width
    if width + _width(rest, small) > setting.measure:
        lines = set_paragraph(rest, small, element, setting.measure)
        return stacked((number, *lines)), setting.measure
    words, more = _line(rest, small, element)
    down = number.baseline - words.baseline
    return beside(((0.0, number), (width, lowered(words, down)))), width + more


def _large(setting: Setting, size: float) -> TextStyle:
    heading = setting.styles.section
    return replace(heading, size=size, leading=round(size * 1.04), smallest=0.3 * size)


def _line(spans: Paragraph, style: TextStyle, element: Element) -> tuple[Box, float]:
    """All on one line, with the space after it, if there is one; and its width."""
    words = gather_words(spans, style, element, math.inf)
    last = words[-1].pieces[-1]
    if isinstance(spans[-1], Words) and spans[-1].text.endswith(" "):
        space = last.look.face.space(" ", style.language)
        words[-1].pieces.append(Piece(space, space.advance * last.look.size / 1000, last.look))
    width = sum(word.width + (word.space.width if word.space else 0.0) for word in words)
    return lines_of(words, style, math.inf)[0], width


def _width(spans: Paragraph, style: TextStyle) -> float:
    return _line(spans, style, Element("P"))[1]


def _parted(spans: Paragraph, language: str) -> tuple[Paragraph, Paragraph]:
    """What goes up to the space after the first number, or after both of “8 to 19”, and the rest."""
    between = Language.of(language).source("to-and")
    number, first = re.compile(rf"\d\S* (?:(?:{between}) \d\S* )?(?=\S)"), list[Span]()
    for at, span in enumerate(spans):
        found = number.search(span.text) if isinstance(span, Words) else None
        if found and isinstance(span, Words):
            first.append(span.part(0, found.end()))
            return tuple(first), (span.part(found.end(), len(span.text)), *spans[at + 1 :])
        first.append(span)
    return spans, ()
