"""Tables: columns as wide as their words need, rows that stay whole, a header that is repeated after a break."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from carefold.graphics.outline import line, rectangle
from carefold.graphics.surface import Surface
from carefold.model.blocks import TableBlock, TableBody
from carefold.model.inline import Words
from carefold.model.values import Text
from carefold.structure import Element
from carefold.typeset.boxes import NEVER, Box, Item, Space, kept, place_of, stacked
from carefold.typeset.setting import Setting, set_text
from carefold.typeset.styles import GRID
from carefold.typeset.words import TextStyle, gather_words

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
    widths = column_widths(body, setting)
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
    if _too_wide(body, setting) and isinstance(box, Box):
        items[first] = replace(box, fault=f"this table of {len(body.header)} columns is too wide", place=block.place)
    return tuple(items)


def _too_wide(body: TableBody, setting: Setting) -> bool:
    """Whether a word or a dose would have to be broken."""
    room = setting.measure - 2 * PAD * len(body.header)
    columns = zip(body.header, *body.rows, strict=True)
    return sum(max(_widest_word(cell, setting.styles.bold) for cell in column) for column in columns) > room


def column_widths(body: TableBody, setting: Setting) -> list[float]:
    """Widths in points: each column gets its longest word, the rest is shared out by how much text there is."""
    style, room = setting.styles.text, setting.measure - 2 * PAD * len(body.header)
    columns = list(zip(body.header, *body.rows, strict=True))
    least = [max(_widest_word(cell, setting.styles.bold) for cell in column) for column in columns]
    natural = [max(_natural_width(cell, style) for cell in column) for column in columns]
    if sum(natural) <= room:
        spare = (room - sum(natural)) / len(natural)
        return [width + spare for width in natural]
    if sum(least) > room:
        return [max(1.0, room * width / sum(least)) for width in least]  # too wide: this size is given up
    wishes = [wish - need for wish, need in zip(natural, least, strict=True)]
    share = (room - sum(least)) / (sum(wishes) or 1)
    return [need + wish * share for need, wish in zip(least, wishes, strict=True)]


def _words(cell: Text) -> list[str]:
    return [span.text for paragraph in cell.paragraphs for span in paragraph if isinstance(span, Words)]


def _widest_word(cell: Text, style: TextStyle) -> float:
    """The widest part that may not be broken: a word, or a number with its unit; a very long word may."""
    widest = 0.0
    for paragraph in cell.paragraphs:
        words = gather_words(paragraph, style, Element("TD"), math.inf)
        tied = 0.0
        for number, word in enumerate(words):
            along = bool(number) and words[number - 1].ties(word)
            space = word.space.width if word.space and along else 0.0
            tied = (tied if along else 0.0) + space + min(word.width, _LONGEST * style.size)
            widest = max(widest, tied)
    return widest + 1


def _natural_width(cell: Text, style: TextStyle) -> float:
    return style.family.bold.width("".join(_words(cell)), style.size, style.language) + 1


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
