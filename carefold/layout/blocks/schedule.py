"""Medicines by the four times of day of the universal medication schedule, each with its word and pictogram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carefold.diagnostics.place import Place
from carefold.layout.blank_rows import WHOLE_CELL, least_blank, row_in, with_room
from carefold.layout.blocks.medicine import (
    change_of,
    details,
    fits_a_line,
    has_details,
    is_to_write_on,
    name_of,
    says_nothing,
    sized,
    stopped,
)
from carefold.layout.blocks.table import PAD, as_artifact, row_box
from carefold.layout.blocks.times_of_day import (
    SIGNS,
    TIMES,
    Grid,
    amount_cells,
    label_style,
    pictogram,
    shown_words,
    times_head,
)
from carefold.layout.boxes import NEVER, Box, Item, Space, height, joined, kept, lowered, stacked
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of
from carefold.model.medicine import Medicine
from carefold.model.plans import Schedule
from carefold.structure import Element
from carefold.text.asked import weighed
from carefold.text.gather import widest_part

_NAME_SHARE, _WIDEST_SHARE = 0.44, 0.5  # of a page's measure, for the medicine; more than the first for long names
_LEAST_PAGE = 26  # ems: a narrower measure is a panel's
_ON_ONE_LINE = 0  # as if every word held


def compose_schedule(block: Schedule, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """One Table on a page; a block for each medicine in a panel, or where a cell would break a word or a dose.

    Its times stand side by side, or below each other without room for that. What is stopped stands below all others.
    """
    text, measure, parts = setting.styles.text, setting.measure, list[tuple[Item, ...]]()
    day = (*set_text(block.as_of, text, parent, measure), Space(GRID, NEVER)) if block.as_of else ()
    taken = [medicine for medicine in block.medicines if not medicine.is_stopped]
    if taken:
        parts.append(_taken(taken, block.place, parent, setting))
    if gone := [medicine for medicine in block.medicines if medicine.is_stopped]:
        parts.append(stopped(gone, parent, setting))
    if not parts:
        parts.append(set_line(setting.phrases["no-medicines"], text, parent.add("P"), measure))
    return (*day, *joined(parts, Space(3 * GRID, 1.0)))


def _taken(medicines: Sequence[Medicine], place: Place, parent: Element, setting: Setting) -> tuple[Item, ...]:
    grids = _grids(medicines, setting)
    if grids is None:  # a name is broken at soft hyphens alone
        return (Box(0.0, lambda *_: None, place, "a medicine's name is too wide"),)
    if grids.of_table:
        return _table(medicines, parent, setting, grids.of_table)
    on_a_line = all(fits_a_line(medicine, setting, setting.measure) for medicine in medicines)
    cards = (
        _told_card(medicine, number, parent, setting, grids.of_card, on_a_line)
        for number, medicine in enumerate(medicines)
    )
    further = None if is_to_write_on(medicines[0]) else _further(len(medicines), setting)
    items: list[Item] = []
    for number, card in enumerate(cards, 1):
        if number > 1:
            items.append(Space(3 * GRID, _parted(number, len(medicines)), repeat=further))
        items += _numbered(card, number)
    return tuple(items)


def _parted(number: int, of: int) -> float:
    """The cost of a break above a medicine: neither the first nor the last wants to stand alone."""
    return 4.0 if number in (2, of) else 1.0


@dataclass(frozen=True, slots=True)
class _Grids:
    """Where times stand beside each other, if there is room for it: in one table, and in a card for each medicine."""

    of_table: Grid | None
    of_card: Grid | None


@weighed
def _grids(written: Sequence[Medicine], setting: Setting) -> _Grids | None:
    """What there is room for; None where a medicine's name is wider than all that there is."""
    measure, bold = setting.measure, setting.styles.bold
    medicines = [sized(medicine, least_blank(setting)) for medicine in written]
    widest = max((widest_part(medicine.medicine, bold) for medicine in medicines), default=0.0) + 2 * PAD
    if widest > measure:
        return None
    doses = (widest_part(medicine.dose, setting.styles.text) + 2 * PAD for medicine in medicines if medicine.dose)
    beside = Grid.after(max(_NAME_SHARE * measure, widest, *doses), measure)
    if beside.name <= _WIDEST_SHARE * measure and beside.holds(medicines, setting) and _is_a_page(setting):
        return _Grids(beside, None)
    grid = Grid.after(0.0, measure)
    return _Grids(None, grid if grid.holds(medicines, setting, _ON_ONE_LINE) else None)


def _numbered(items: Sequence[Item], number: int) -> tuple[Item, ...]:
    """What belongs to one medicine, with its number."""
    return tuple(item._replace(row=number) if isinstance(item, Box) else item for item in items)


def _is_a_page(setting: Setting) -> bool:
    return setting.measure >= _LEAST_PAGE * setting.styles.text.size


# On a page


def _table(medicines: Sequence[Medicine], parent: Element, setting: Setting, grid: Grid) -> tuple[Item, ...]:
    """A head and a row for each medicine; where it is parted each head says which of them stand below it."""
    table, of = parent.add("Table"), 0 if is_to_write_on(medicines[0]) else len(medicines)
    head = times_head(table.add("THead"), setting, grid, of)
    again = as_artifact(times_head(Element("THead"), setting, grid, of))
    body = table.add("TBody")
    items: list[Item] = [head, Space(0.0, NEVER)]
    for number, medicine in enumerate(medicines, 1):
        if number > 1:
            items.append(Space(0.0, _parted(number, len(medicines)), repeat=again))
        row, is_told = row_in(body, number - 1, says_nothing(medicine), setting)
        box = _row(medicine, row, setting, grid)
        items.append((box if is_told else as_artifact(box))._replace(row=number))
    return tuple(items)


def _row(medicine: Medicine, row: Element, setting: Setting, grid: Grid) -> Box:
    """A medicine with its amounts and a note, which may go on below them; or with what to know of it in their place."""
    label, measure = row.add("TH", O="Table", Scope="Row"), grid.name - 2 * PAD
    if is_to_write_on(medicine):
        medicine = sized(medicine, WHOLE_CELL)
    name = name_of(medicine, label, setting, measure)
    if not any(medicine.amounts):
        return row_box([(PAD, stacked(name)), _told(medicine, row, setting, grid)], setting, header=False)
    amounts = list(amount_cells(medicine, row, setting, grid))
    if has_details(medicine):
        below = max(box.height for _, box in amounts) <= height(name)
        room = setting.measure - 2 * PAD if below else measure
        name = (*name, Space(1.0), *details(medicine, label, setting, room))
    cells = [(PAD, stacked(name)), *amounts]
    return row_box([(left, _to_write_in(box, medicine)) for left, box in cells], setting, header=False)


def _to_write_in(box: Box, medicine: Medicine) -> Box:
    """A cell, with room for handwriting if it is blank."""
    return with_room(box) if is_to_write_on(medicine) else box


def _told(medicine: Medicine, row: Element, setting: Setting, grid: Grid) -> tuple[float, Box]:
    """What to know of a medicine without times, in place of their cells."""
    cell = row.add("TD")
    cell.attributes.update({"O": "Table", "ColSpan": len(TIMES)})
    left = grid.lefts[0]
    return left, stacked(details(medicine, cell, setting, setting.measure - left - PAD))


# In a panel


def _further(of: int, setting: Setting) -> Box:
    """What stands above the medicines that go on in another panel: which ones these are."""

    def telling(first: int, last: int) -> Box:
        words = set_line(
            shown_words(first, last, of, setting), label_style(setting), Element("Artifact"), setting.measure
        )
        return as_artifact(stacked((*words, Space(GRID))))

    return telling(of, of)._replace(telling=telling)


def _told_card(
    medicine: Medicine, number: int, parent: Element, setting: Setting, grid: Grid | None, on_a_line: bool
) -> tuple[Item, ...]:  # fmt: skip
    """One medicine, which stays whole; of those to write on the first speaks for all, unless they are fields."""
    if not number or setting.fillable or not says_nothing(medicine):
        return kept(_card(medicine, parent, setting, grid, on_a_line))
    return (as_artifact(stacked(_card(medicine, Element("Div"), setting, grid, on_a_line))),)


def _card(
    medicine: Medicine, parent: Element, setting: Setting, grid: Grid | None, on_a_line: bool
) -> tuple[Item, ...]:
    """One medicine, its dose `on_a_line` with it or below; without a grid its times stand one below another."""
    measure, blank = setting.measure, is_to_write_on(medicine)
    if not any(medicine.amounts):
        division = parent.add("Div")
        parts = (name_of(medicine, division, setting, measure), details(medicine, division, setting, measure))
        return joined(parts, Space(1.0))
    medicine = sized(medicine, WHOLE_CELL) if blank else medicine
    styles, table = setting.styles, parent.add("Table")
    caption = table.add("Caption")
    label = set_line(setting.phrases["medicine"], styles.bold_ink, caption.add("P"), measure) if blank else ()
    if on_a_line:
        lines = [name_of(medicine, caption, setting, measure)]
    else:
        texts = ((medicine.medicine, styles.bold), (medicine.dose, styles.text))
        lines = [set_text(text, style, caption, measure) for text, style in texts if text is not None]
        lines.append(change_of(medicine, caption, setting, measure))
    rows = _grid_rows(medicine, table, setting, grid) if grid else _lines(medicine, table, setting)
    head = joined((label, *lines), Space(0.0))
    return joined((head, joined(((row,) for row in rows), Space(0.0)), details(medicine, parent, setting, measure)),
                  Space(3.0))  # fmt: skip


def _grid_rows(medicine: Medicine, table: Element, setting: Setting, grid: Grid) -> Iterator[Box]:
    yield times_head(table.add("THead"), setting, grid)
    amounts = amount_cells(medicine, table.add("TBody").add("TR"), setting, grid)
    yield row_box([(left, _to_write_in(box, medicine)) for left, box in amounts], setting, header=False)


def _lines(medicine: Medicine, table: Element, setting: Setting) -> Iterator[Box]:
    """The times that have an amount, each a row with its word as the row's header; the amount beside or below it."""
    body, right, styles = table.add("TBody"), setting.styles.text.size * 1.7, setting.styles
    bold = styles.bold_ink
    words = max(bold.family.bold.width(setting.phrases[time], bold.size, bold.language) for time in TIMES)
    middle = right + max(0.42 * setting.measure, words + 2 * PAD)
    below = _are_wider(medicine, setting, setting.measure - middle - PAD)
    for time, sign, amount in zip(TIMES, SIGNS, medicine.amounts, strict=True):
        if amount is None:
            continue
        row = body.add("TR")
        label, cell = row.add("TH", O="Table", Scope="Row"), row.add("TD")
        left, drawn = right + PAD if below else middle, figure_of(label, None)
        word = set_line(setting.phrases[time], bold, label, (setting.measure if below else middle) - right - PAD)
        text = set_text(amount, styles.text, cell, setting.measure - left - PAD, "")
        told = [(left, stacked((*word, *text)))] if below else [(right + PAD, stacked(word)), (left, stacked(text))]
        cells = [(left, _to_write_in(box, medicine)) for left, box in told]
        yield row_box([(PAD, lowered(pictogram(sign, drawn, setting), 2.0)), *cells], setting, header=False)


@weighed
def _are_wider(medicine: Medicine, setting: Setting, room: float) -> bool:
    """Whether an amount has more than so many points."""
    amounts = filter(None, sized(medicine, least_blank(setting)).amounts)
    return max(widest_part(amount, setting.styles.text) for amount in amounts) > room
