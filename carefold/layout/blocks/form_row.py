"""Labels and blanks that an author wrote on one line, as a row of a form: each label over its line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.layout.boxes import Box, Item, Space, beside, joined, stacked
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting
from carefold.layout.styles import GRID, WRITING_LINE
from carefold.model.inline import Blank, Paragraph, Words
from carefold.structure import Element
from carefold.text.gather import gather_words
from carefold.text.looks import blank_width

_BETWEEN = 14.0  # points between two blanks
_ROOM = 0.85 * WRITING_LINE  # points for a hand, from a label to its line
_NARROWER = 0.9  # share of their widths that blanks may have, so that all stand in one row


@dataclass(frozen=True, slots=True)
class Cell:
    """A label and what is filled in below it."""

    label: tuple[Words, ...]
    blank: Blank


def cells_of(paragraph: Paragraph) -> tuple[Cell, ...]:
    """The cells of a paragraph that is nothing but two or more labels, each with a colon and a blank; else none."""
    cells, label = list[Cell](), list[Words]()
    for span in paragraph:
        if isinstance(span, Words):
            label.append(span)
        elif isinstance(span, Blank) and _said(label).rstrip().endswith(":"):
            cells.append(Cell(_trimmed(label), span))
            label = []
        else:
            return ()
    return tuple(cells) if len(cells) > 1 and not _said(label).strip() else ()


def _trimmed(label: Sequence[Words]) -> tuple[Words, ...]:
    """A label without the space before it."""
    first, *others = label
    return (first.part(len(first.text) - len(first.text.lstrip()), len(first.text)), *others)


def _said(label: Sequence[Words]) -> str:
    return "".join(words.text for words in label)


def compose_form(cells: Sequence[Cell], parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A P for each cell; as many in a row as have room, and a row goes over the measure."""
    rows = (_row(row, parent, setting) for row in _rows(cells, setting))
    return joined(((row,) for row in rows), Space(GRID))


def _rows(cells: Sequence[Cell], setting: Setting) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    if _width(cells, setting, _NARROWER) <= setting.measure:
        yield list(cells)
        return
    for cell in cells:
        if row and _width((*row, cell), setting) > setting.measure:
            yield row
            row = []
        row.append(cell)
    yield row


def _width(row: Sequence[Cell], setting: Setting, share: float = 1.0) -> float:
    return sum(_least(cell, setting, share) for cell in row) + (len(row) - 1) * _BETWEEN


def _least(cell: Cell, setting: Setting, share: float = 1.0) -> float:
    """So much of the width of a blank as its author wants it, or the width of its label."""
    words = gather_words(cell.label, setting.styles.label, Element("P"), math.inf)
    label = sum(word.width + (word.space.width if word.space else 0.0) for word in words)
    blank = blank_width(cell.blank.width, setting.styles.text.size)
    return min(setting.measure, max(share * blank, label))


def _row(row: Sequence[Cell], parent: Element, setting: Setting) -> Box:
    wanted, room = sum(_least(cell, setting) for cell in row), setting.measure - (len(row) - 1) * _BETWEEN
    share = 1.0 if wanted <= room else _NARROWER
    more = max(1.0, room / sum(_least(cell, setting, share) for cell in row))
    placed, x = list[tuple[float, Box]](), 0.0
    for cell in row:
        width = _least(cell, setting, share) * (more if len(row) > 1 else 1.0)
        placed.append((x, _cell(cell, width, parent.add("P"), setting)))
        x += width + _BETWEEN
    return beside(placed)


def _cell(cell: Cell, width: float, paragraph: Element, setting: Setting) -> Box:
    line = replace(setting.styles.text, leading=_ROOM)
    label = set_paragraph(cell.label, setting.styles.label, paragraph, width + 0.1)
    return stacked((*label, *set_paragraph((replace(cell.blank, width=width),), line, paragraph, width + 0.1)))
