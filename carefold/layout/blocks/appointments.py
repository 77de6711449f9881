"""When, where and whom: a table on a page, cards in a panel; what is left out is a blank to write in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.table import column_widths, compose_table
from carefold.layout.boxes import Box, Item, Space, beside, indented, joined, kept, lowered, stacked
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID, WRITING_LINE
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.blocks import TableBlock, TableBody
from carefold.model.inline import Blank, Words
from carefold.model.plans import Appointment, Appointments
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import widest_part

_COLUMNS: tuple[tuple[PhraseName, str], ...] = (("when", "calendar"), ("where", "place"), ("whom", "person"))
_BLANK, _BETWEEN = 100.0, 10.0  # points: a blank in a table; between a label and its text
_LEAST = 9.0  # ems that a text needs beside symbol and label


def compose_appointments(block: Appointments, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Table with a row an appointment; in a panel an L an appointment, whose labels are the words."""
    used = [
        number for number in range(len(_COLUMNS)) if any(appointment.told[number] for appointment in block.appointments)
    ]
    if setting.wide and len(used) > 1 and (table := _table(block, used, setting)):
        return compose_table(table, parent, setting)
    cards = (_card(appointment, used, parent, setting) for appointment in block.appointments)
    return joined(cards, Space(2 * GRID))


def _table(block: Appointments, used: Sequence[int], setting: Setting) -> TableBlock | None:
    """The same as a table, if it has room; what else to know of an appointment stands in its last cell."""
    header = tuple(_plain(setting.phrases[_COLUMNS[number][0]]) for number in used)
    rows = tuple(tuple(_cells(appointment, used, setting)) for appointment in block.appointments)
    body = TableBody.model_construct(caption=None, header=header, listed=rows, row_headers=True)
    return None if column_widths(body, setting) is None else TableBlock.model_construct(table=body, when=None)


def _cells(appointment: Appointment, used: Sequence[int], setting: Setting) -> Iterator[Text]:
    for number in used:
        told = appointment.told[number] or _blank(number, setting, _BLANK)
        if number == used[-1] and appointment.note:
            yield Text(f"{told} {appointment.note}", paragraphs=(*told.paragraphs, *appointment.note.paragraphs))
        else:
            yield told


def _plain(words: str) -> Text:
    return Text(words, paragraphs=((Words(words),),))


def _blank(number: int, setting: Setting, width: float) -> Text:
    """A space to write in, a field on a screen, that says what belongs there."""
    label = setting.phrases[_COLUMNS[number][0]]
    return Text(label, paragraphs=((Blank("", label, width),),))


def _card(appointment: Appointment, used: Sequence[int], parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Words and texts side by side, a rule above; the whole stays together."""
    styles, listing = setting.styles, parent.add("L", O="List", ListNumbering="None")
    widest = max(widest_part(_plain(setting.phrases[_COLUMNS[number][0]]), styles.bold_ink) for number in used)
    room = symbol_room(styles.text)
    if setting.measure - room - widest - _BETWEEN < _LEAST * styles.text.size:
        room = 0.0
    column = room + widest + _BETWEEN
    rows = [_row(appointment, number, listing, setting, room, column) for number in used]
    note = set_text(appointment.note, styles.text, parent, setting.measure - column) if appointment.note else ()
    told = joined((*((row,) for row in rows), indented(note, column)), Space(2.0))
    return kept((_rule(setting), *told))


def _rule(setting: Setting) -> Box:
    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(line(x, y, x + setting.measure, y), stroke=setting.palette.primary, width=1.0)

    return Box(GRID + 2, draw)


def _row(appointment: Appointment, number: int, listing: Element, setting: Setting, room: float, column: float) -> Box:
    """A label after its symbol, and the text or a blank."""
    (name, symbol), styles = _COLUMNS[number], setting.styles
    entry = listing.add("LI")
    label, body = entry.add("Lbl"), entry.add("LBody")
    sign = symbol_drawer(symbol, styles.bold_ink, styles.text.link, figure_of(label, None) if room else None)
    word = stacked(set_line(setting.phrases[name], styles.bold_ink, label, column - room))
    measure = setting.measure - column
    told = appointment.told[number] or _blank(number, setting, measure)
    text = stacked(set_text(told, styles.text, body, measure, ""))
    blank = any(isinstance(span, Blank) for paragraph in told.paragraphs for span in paragraph)
    down = max(0.0, WRITING_LINE - text.height) if blank else 0.0
    parts = [(room, lowered(word, down)), (column, lowered(text, down))]
    drawn = Box(0.0, sign)
    return beside([*parts, (0.0, lowered(drawn, down))] if room else parts)
