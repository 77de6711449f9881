"""An empty grid to fill in by hand, its header repeated after a break."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.content.plain_text import said
from carefold.diagnostics.place import Place
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.layout.blocks.table import PAD, as_artifact, row_box
from carefold.layout.boxes import NEVER, Box, Item, Space, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import WRITING_LINE
from carefold.model.forms import Log, LogBlock
from carefold.model.values import Text
from carefold.structure import Element, Leaf
from carefold.text.gather import widest_part
from carefold.units import Area

_LEAST_COLUMN = 3.0  # ems: room for a few digits by hand


def compose_log(block: LogBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Table; its first row reads “blank to fill in”, the others are artifacts. On a screen each cell is a Form."""
    log, table = block.log, parent.add("Table")
    least = [_least(column, setting) for column in log.columns]
    widths = _widths(least, setting.measure)
    head = _head(log, table.add("THead"), widths, setting)
    again = as_artifact(_head(log, Element("THead"), widths, setting))
    if sum(least) > setting.measure:
        head = head._replace(too_wide=f"this log of {len(log.columns)} columns is too wide", place=block.place)
    body = table.add("TBody")
    items: list[Item] = [head, Space(0.0, NEVER)]
    for number in range(log.rows):
        if number:
            items.append(Space(0.0, NEVER if number in (1, log.rows - 1) else 1.0, repeat=again))
        row = body.add("TR") if setting.fillable or not number else None
        items.append(_row(log, row, number, widths, setting, block.place))
    return tuple(items)


def _least(column: Text, setting: Setting) -> float:
    """What a column needs: its header's longest word, or room to write."""
    return max(_LEAST_COLUMN * setting.styles.text.size, widest_part(column, setting.styles.bold) + 1) + 2 * PAD


def _widths(least: Sequence[float], measure: float) -> list[float]:
    """All columns alike where that is enough for each; else each what it needs, and a part of the rest."""
    even = measure / len(least)
    if max(least) <= even:
        return [even] * len(least)
    spare = (measure - sum(least)) / len(least)
    return [width + spare for width in least] if spare >= 0 else [measure * width / sum(least) for width in least]


def _head(log: Log, part: Element, widths: Sequence[float], setting: Setting) -> Box:
    row, x = part.add("TR"), 0.0
    boxes: list[tuple[float, Box]] = []
    for column, width in zip(log.columns, widths, strict=True):
        cell = row.add("TH", O="Table", Scope="Column")
        room = max(1.0, width - 2 * PAD)
        boxes.append((x + PAD, stacked(set_text(column, setting.styles.bold, cell, room, ""))))
        x += width
    return row_box(boxes, setting, header=True)


def _row(log: Log, row: Element | None, number: int, widths: Sequence[float], setting: Setting, place: Place) -> Box:
    """One row of empty cells; a row without an element is an artifact."""
    height = max(WRITING_LINE, 1.7 * setting.styles.text.size)
    cells = [_cell(column, row, number, setting) for column in log.columns] if row else []

    def draw(surface: Surface, x: float, y: float) -> None:
        colour = setting.palette.rule
        left = x
        for position, width in enumerate(widths):
            if position and not setting.fillable:
                surface.paint(line(left, y, left, y - height), stroke=colour, width=0.5)
            _draw_cell(surface, cells[position] if cells else None, Area(left, y - height, width, height), setting)
            left += width

    return Box(height, draw, place)


def _cell(column: Text, row: Element, number: int, setting: Setting) -> Element | Leaf:
    cell = row.add("TD")
    if setting.fillable:
        form = cell.add("Form")
        form.contents = f"{said(column)} {number + 1}"
        return form
    blank = cell.add("Span", kind="blank")
    blank.actual_text = f"{setting.phrases['blank']} "
    return blank.leaf()


def _draw_cell(surface: Surface, cell: Element | Leaf | None, area: Area, setting: Setting) -> None:
    colour = setting.palette.rule
    foot = line(area.x, area.y, area.right, area.y)
    if isinstance(cell, Leaf):
        with surface.tagged(cell):
            surface.paint(foot, stroke=colour, width=0.6)
        return
    if cell is None:
        surface.paint(foot, stroke=colour, width=0.6)
    else:
        inner = Area(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
        surface.text_field(cell, inner, inner.height, colour)
