"""Tables: columns as wide as their words need, rows that stay whole, a header that is repeated after a break."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.outline import line, rectangle
from carefold.graphics.surface import Surface
from carefold.layout.boxes import NEVER, Box, Item, Space, kept, place_of, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import TableBlock, TableBody
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import gather_words
from carefold.text.text_style import TextStyle
from carefold.text.words import Word

_LONGEST = 11.0  # ems; longer words go over two lines
PAD = 4.0  # points inside a cell, at each side


def compose_table(block: TableBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Table with Caption, THead and TBody; header cells have their Scope (ISO 14289-1, 7.5)."""
    body, table = block.table, parent.add("Table")
    caption: tuple[Item, ...] = ()
    if body.caption is not None:
        caption = (
            *kept(set_text(body.caption, setting.styles.bold, table.add("Caption"), setting.measure)),
            Space(GRID, NEVER),
        )
    widths, too_wide = column_widths(body, setting)
    head = _row(body.header, table.add("THead").add("TR"), widths, setting, header=True)
    again = _row(body.header, Element("THead").add("TR"), widths, setting, header=True)
    rows = table.add("TBody")
    items: list[Item] = [*caption, head, Space(0.0, NEVER)]
    for number, cells in enumerate(body.rows):
        if number:
            last = number == len(body.rows) - 1
            items.append(Space(0.0, 4.0 if last or number == 1 else 1.0, repeat=as_artifact(again)))
        items.append(_row(cells, rows.add("TR"), widths, setting, row_header=body.row_headers))
    first = next(number for number, item in enumerate(items) if isinstance(item, Box))
    box = items[first]
    if too_wide and isinstance(box, Box):
        items[first] = replace(box, too_wide=f"this table of {len(body.header)} columns is too wide", place=block.place)
    return tuple(items)


def natural_width(body: TableBody, setting: Setting) -> float:
    """How wide a table is whose cells take one line each, in points."""
    columns = zip(body.header, *body.rows, strict=True)
    return sum(_needs(column, setting.styles.bold).natural + 2 * PAD for column in columns)


def column_widths(body: TableBody, setting: Setting) -> tuple[list[float], bool]:
    """Widths in points, and whether words or doses would have to be broken for them."""
    room = setting.measure - 2 * PAD * len(body.header)
    columns = [_needs(column, setting.styles.bold) for column in zip(body.header, *body.rows, strict=True)]
    least = [need.least for need in columns]
    if sum(least) > room:
        return [max(1.0, room * width / sum(least)) for width in least], True  # this size is given up
    unparted, natural = ([getattr(need, name) for need in columns] for name in ("unparted", "natural"))
    if sum(natural) <= room:
        spare = (room - sum(natural)) / len(natural)
        return [width + spare for width in natural], False
    if sum(unparted) > room:
        return shared_out(least, unparted, room), False
    return shared_out(unparted, natural, room), False


def shared_out(least: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Columns that wish for no more than an even share get it; the others share the rest by what they wish for."""
    widths = list(wishes)
    others = sorted(range(len(wishes)), key=lambda column: wishes[column])
    while wishes[others[0]] <= min(room / len(others), room - sum(least[column] for column in others[1:])):
        room -= wishes[others.pop(0)]
    wanted = sum(wishes[column] - least[column] for column in others) or 1.0
    spare = room - sum(least[column] for column in others)
    for column in others:
        widths[column] = least[column] + (wishes[column] - least[column]) * spare / wanted
    return widths


@dataclass(frozen=True, slots=True)
class _Need:
    """How wide a column is with the least that holds a part of a word, with whole words, and without line breaks."""

    least: float
    unparted: float
    natural: float


def _needs(column: Sequence[Text], style: TextStyle) -> _Need:
    paragraphs = [
        gather_words(paragraph, style, Element("TD"), math.inf) for cell in column for paragraph in cell.paragraphs
    ]
    stretches = [stretch for words in paragraphs for stretch in _stretches(words, style)]
    widest = [max((stretch[at] for stretch in stretches), default=0.0) + 1 for at in (0, 1)]
    natural = max((sum(map(_with_space, words)) for words in paragraphs), default=0.0) + 1
    return _Need(widest[0], max(widest), max(natural, widest[0]))


def _stretches(words: Sequence[Word], style: TextStyle) -> Iterator[tuple[float, float]]:
    """The widths of what may not be broken, a word or a number with its unit, and of what should not be.

    A very long word may be broken.
    """
    tied = whole = 0.0
    for number, word in enumerate(words):
        along = bool(number) and words[number - 1].ties(word)
        width, space = min(word.width, _LONGEST * style.size), word.space.width if word.space else 0.0
        parted = number + 1 < len(words) and words[number + 1].joint.hyphen
        tied = (tied + space if along else 0.0) + width + (word.hyphen(style.language).width if parted else 0.0)
        whole = (whole + space if along or word.joint.cost else 0.0) + width
        yield tied, min(whole, _LONGEST * style.size)


def _with_space(word: Word) -> float:
    return word.width + (word.space.width if word.space else 0.0)


def _row(
    cells: Sequence[Text], row: Element, widths: Sequence[float], setting: Setting,
    *, header: bool = False, row_header: bool = False,
) -> Box:  # fmt: skip
    boxes: list[tuple[float, Box]] = []
    x = 0.0
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        bold = header or (row_header and number == 0)
        scope = {"O": "Table", "Scope": "Column" if header else "Row"} if bold else {}
        element = row.add("TH" if bold else "TD", **scope)
        style = setting.styles.bold if bold else setting.styles.text
        boxes.append((x + PAD, stacked(set_text(cell, style, element, width, ""))))
        x += width + 2 * PAD
    return row_box(boxes, setting, header)


def row_box(boxes: Sequence[tuple[float, Box]], setting: Setting, header: bool) -> Box:
    """Cells as one row, each so many points from the left: a rule below, a ground behind a header."""
    height = max(box.height for _, box in boxes) + 2 * PAD
    palette = setting.palette

    def draw(surface: Surface, x: float, y: float) -> None:
        if header:
            surface.paint(rectangle(x, y - height, setting.measure, height), fill=palette.tint)
        width = 1.0 if header else 0.5
        colour = palette.primary if header else palette.rule
        surface.paint(line(x, y - height, x + setting.measure, y - height), stroke=colour, width=width)
        for right, box in boxes:
            box.draw(surface, x + right, y - PAD)

    return Box(height, draw, place_of(box for _, box in boxes))


def as_artifact(box: Box) -> Box:
    """The box, skipped by a screen reader: a header that is printed again."""

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            box.draw(surface, x, y)

    return replace(box, draw=draw)
