"""Tables: columns as wide as their words need, rows that stay whole, a header that is repeated after a break.

Where words would have to be broken for that, each row is a small block: the header's words beside its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carefold.graphics.outline import line, rectangle
from carefold.graphics.surface import Surface
from carefold.layout.blank_rows import WHOLE_CELL, is_blank, least_blank, row_in, with_blanks, with_room
from carefold.layout.boxes import NEVER, Box, Item, Space, joined, kept, place_of, stacked
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import TableBlock, TableBody
from carefold.model.inline import Words
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.asked import weighed
from carefold.text.gather import unbroken, widest_part
from carefold.text.text_style import TextStyle
from carefold.text.ties import width_of
from carefold.text.words import NEAR, Word

_LABEL_SHARE = 0.45  # of a block's width, at most, for the words of the header
PAD, _ROW_PAD = 4.0, 3.0  # points inside a cell: at each side, and above and below


def compose_table(block: TableBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Table with Caption, THead and TBody; header cells have their Scope (ISO 14289-1, 7.5)."""
    body, table = block.table, parent.add("Table")
    caption: tuple[Item, ...] = ()
    if body.caption is not None:
        caption = (
            *kept(set_text(body.caption, setting.styles.bold, table.add("Caption"), setting.measure)),
            Space(GRID, NEVER),
        )
    widths = column_widths(_narrow(body, setting), setting)
    if not body.rows:
        return (*caption, *_without_rows(body, table, widths, setting))
    if widths is None:
        return (*caption, *_in_blocks(body, table, setting))
    head = _row(body.header, table.add("THead").add("TR"), widths, setting, header=True)
    again = _row(body.header, Element("THead").add("TR"), widths, setting, header=True)
    rows = table.add("TBody")
    items: list[Item] = [*caption, head, Space(0.0, NEVER)]
    for number, cells in enumerate(body.rows):
        if number:
            last = number == len(body.listed) - 1
            items.append(Space(0.0, 4.0 if last or number == 1 else 1.0, repeat=as_artifact(again)))
        blank = body.rows_from is not None and any(map(is_blank, cells))
        row, is_told = row_in(rows, number, blank, setting)
        box = _row(cells, row, widths, setting, row_header=body.row_headers, blank=blank)
        items.append(box if is_told else as_artifact(box))
    return tuple(items)


def _narrow(body: TableBody, setting: Setting) -> TableBody:
    """The same, its blank rows with blanks that are no wider than they must be."""
    if body.rows_from is None:
        return body
    rows = tuple(tuple(with_blanks(cell, least_blank(setting)) for cell in row) for row in body.rows)
    return body.model_copy(update={"listed": rows})


def _without_rows(
    body: TableBody, table: Element, widths: Sequence[float] | None, setting: Setting
) -> tuple[Item, ...]:  # fmt: skip
    """The header, where there is room for it, and below it one cell that says that there is nothing."""
    head = _row(body.header, table.add("THead").add("TR"), widths, setting, header=True) if widths else None
    cell = table.add("TBody").add("TR").add("TD")
    if head:
        cell.attributes.update({"O": "Table", "ColSpan": len(body.header)})
    word = stacked(set_line(setting.phrases["no-rows"], setting.styles.text, cell, setting.measure - 2 * PAD))
    row = row_box([(PAD, word)], setting, header=False)
    return (head, Space(0.0, NEVER), row) if head else (row,)


def wanted_widths(body: TableBody, setting: Setting) -> tuple[float, float]:
    """How wide a table is whose cells take one line each, and how wide the cell with the widest word, in points."""
    needed = _needed(body, setting)
    return sum(need.natural + 2 * PAD for need in needed), max(need.unparted for need in needed) + 2 * PAD


@weighed
def column_widths(body: TableBody, setting: Setting) -> list[float] | None:
    """Widths in points; none where words or doses would have to be broken for them."""
    room = setting.measure - 2 * PAD * len(body.header)
    columns = _needed(body, setting)
    least = [need.least for need in columns]
    if sum(least) > room:
        return None
    if steady := _steady(body, columns, room):
        return steady
    unparted, natural = ([getattr(need, name) for need in columns] for name in ("unparted", "natural"))
    if sum(natural) <= room:
        spare = (room - sum(natural)) / len(natural)
        return [width + spare for width in natural]
    if sum(unparted) > room:
        return shared_out(least, unparted, room)
    return shared_out(unparted, natural, room)


def _steady(body: TableBody, columns: Sequence[_Need], room: float) -> list[float] | None:
    """Widths that are the same for every record: columns with values of fields share evenly what the others leave.

    None where no cell holds a value, or a word has no room so.
    """
    holding = [any(map(_holds_value, cells)) for cells in zip(*body.rows, strict=True)]
    if not any(holding):
        return None
    left = room - sum(need.natural for need, holds in zip(columns, holding, strict=True) if not holds)
    even = left / sum(holding)
    if even < max(need.unparted for need, holds in zip(columns, holding, strict=True) if holds):
        return None
    return [even if holds else need.natural for need, holds in zip(columns, holding, strict=True)]


def _holds_value(cell: Text) -> bool:
    """Whether a record has filled in some of it; what the brand says is the same for all."""
    spans = (span for paragraph in cell.paragraphs for span in paragraph if isinstance(span, Words))
    return any(not one.field.startswith("brand.") for span in spans for one in span.fields)


def _needed(body: TableBody, setting: Setting) -> list[_Need]:
    bold, text = setting.styles.bold, setting.styles.text
    return [
        _needs((head, bold), *((cell, bold if body.row_headers and not number else text) for cell in cells))
        for number, (head, *cells) in enumerate(zip(body.header, *body.rows, strict=True))
    ]


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
    """How wide a column is where words are parted at their hyphens, where they are whole, and without line breaks."""

    least: float
    unparted: float
    natural: float


def _needs(*column: tuple[Text, TextStyle]) -> _Need:
    paragraphs = [words for cell, style in column for words in unbroken(cell, style)]
    least = max((widest_part(cell, style) for cell, style in column), default=0.0) + 1
    unparted = max((width for words in paragraphs for width in _whole(words)), default=0.0) + 1
    natural = max(map(width_of, paragraphs), default=0.0) + 1
    return _Need(least, max(least, unparted), max(natural, least))


def _whole(words: Sequence[Word]) -> Iterator[float]:
    """The widths of what should not be broken: whole words, and what belongs together."""
    whole = 0.0
    for word in words:
        is_held = word.tie > NEAR or word.joint.cost
        whole = (whole + (word.space.width if word.space else 0.0) if is_held else 0.0) + word.width
        yield whole


def _in_blocks(body: TableBody, table: Element, setting: Setting) -> tuple[Item, ...]:
    """Each row as a block: the words of the header, each beside or above what the row says of it.

    The header is read out once, as that of any table; where its words stand again they are artifacts.
    """
    left = _room_of_labels(body, setting)
    head, rows = table.add("THead").add("TR"), table.add("TBody")
    blocks: list[tuple[Item, ...]] = []
    for number, row in enumerate(body.rows):
        again = Element("TR") if number else head
        blocks.append((_block(body, row, again, rows.add("TR"), setting, left, first=not number),))
    return joined(blocks, Space(2 * GRID, 1.0))


@weighed
def _room_of_labels(body: TableBody, setting: Setting) -> float | None:
    """Points for the words of the header beside the cells; None where they have no room there."""
    room, bold = setting.measure - 4 * PAD, setting.styles.bold
    labels = _needs(*((cell, bold) for cell in body.header))
    cells = max(widest_part(cell, bold) for row in body.rows for cell in row) + 1
    if labels.least + cells > room:
        return None
    return min(labels.natural, max(labels.least, _LABEL_SHARE * room), room - cells)


def _block(
    body: TableBody, cells: Sequence[Text], head: Element, row: Element, setting: Setting, left: float | None,
    *, first: bool,
) -> Box:  # fmt: skip
    """One row; its header's words take `left` points, or stand above the cells."""
    inner = setting.measure - 2 * PAD
    right, styles = 0.0 if left is None else left + 2 * PAD, setting.styles
    lines: list[Box] = []
    for number, (label, cell) in enumerate(zip(body.header, cells, strict=True)):
        word = stacked(set_text(label, styles.bold, _header_cell(head, "Column"), left or inner, ""))
        element = _header_cell(row, "Row") if body.row_headers and not number else row.add("TD")
        told = stacked(set_text(cell, styles.text if number else styles.bold, element, inner - right, ""))
        word = word if first else as_artifact(word)
        boxes = [(PAD, stacked((word, told)))] if left is None else [(PAD, word), (PAD + right, told)]
        lines.append(row_box(boxes, setting, header=not number))
    return stacked(lines)


def _header_cell(row: Element, scope: str) -> Element:
    return row.add("TH", O="Table", Scope=scope)


def _row(
    cells: Sequence[Text], row: Element, widths: Sequence[float], setting: Setting,
    *, header: bool = False, row_header: bool = False, blank: bool = False,
) -> Box:  # fmt: skip
    boxes: list[tuple[float, Box]] = []
    x = 0.0
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        bold = header or (row_header and number == 0)
        element = _header_cell(row, "Column" if header else "Row") if bold else row.add("TD")
        style = setting.styles.bold if bold else setting.styles.text
        text = with_blanks(cell, WHOLE_CELL) if blank else cell
        box = stacked(set_text(text, style, element, width, ""))
        boxes.append((x + PAD, with_room(box) if blank else box))
        x += width + 2 * PAD
    return row_box(boxes, setting, header)


def row_box(boxes: Sequence[tuple[float, Box]], setting: Setting, header: bool) -> Box:
    """Cells as one row, each so many points from the left: a rule below, a ground behind a header."""
    height = max(box.height for _, box in boxes) + 2 * _ROW_PAD
    palette = setting.palette

    def draw(surface: Surface, x: float, y: float) -> None:
        if header:
            surface.paint(rectangle(x, y - height, setting.measure, height), fill=palette.tint)
        width = 1.0 if header else 0.5
        colour = palette.primary if header else palette.rule
        surface.paint(line(x, y - height, x + setting.measure, y - height), stroke=colour, width=width)
        for right, box in boxes:
            box.draw(surface, x + right, y - _ROW_PAD)

    return Box(height, draw, place_of(box for _, box in boxes))


def as_artifact(box: Box) -> Box:
    """The box, skipped by a screen reader: a header that is printed again."""

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            box.draw(surface, x, y)

    telling = box.telling
    return box._replace(draw=draw, telling=telling and (lambda first, last: as_artifact(telling(first, last))))
