"""Medicines by the four times of day of the universal medication schedule, each with its word and pictogram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, repeat

from carefold.graphics.surface import Run, Surface
from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.table import PAD, as_artifact, row_box
from carefold.layout.boxes import NEVER, Box, Item, Space, beside, height, joined, kept, lowered, stacked
from carefold.layout.paragraph import baseline, set_paragraph
from carefold.layout.pictograms import Sign, moon, sun, sunrise, sunset
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.model.inline import Words
from carefold.model.plans import Medicine, Schedule
from carefold.structure import Element, Leaf
from carefold.text.gather import widest_part
from carefold.text.text_style import TextStyle
from carefold.text.words import SPAN

_BESIDE_WORD = 0.54  # ems: the radius of a sign beside its word
_NAME_SHARE, _WIDEST_SHARE = 0.44, 0.5  # of a page's measure, for the medicine; more than the first for long names
_LEAST_PAGE = 26  # ems: a narrower measure is a panel's
MOST_MEDICINES = 5  # of a schedule that stays whole
_ON_ONE_LINE = 0  # as if every word held
_TIMES: tuple[PhraseName, ...] = ("morning", "noon", "evening", "bedtime")
_SIGNS = (sunrise, sun, sunset, moon)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the four times of day stand: how far from the left, and how wide, in points; the room before them."""

    lefts: tuple[float, ...]
    width: float
    name: float

    @classmethod
    def after(cls, name: float, measure: float) -> _Grid:
        """Four columns of one width, `name` points from the left."""
        column = (measure - name) / len(_TIMES)
        return cls(tuple(name + number * column + PAD for number in range(len(_TIMES))), column - 2 * PAD, name)

    def holds(self, medicines: Sequence[Medicine], setting: Setting, level: int = SPAN) -> bool:
        """Whether the words fit where what holds at least as firmly is not parted."""
        label, styles = _label(setting), setting.styles
        words = (label.family.bold.width(setting.phrases[time], label.size, label.language) for time in _TIMES)
        amounts = (amount for medicine in medicines for amount in medicine.amounts if amount)
        return max(*words, *(widest_part(amount, styles.text, level) for amount in amounts)) <= self.width


def compose_schedule(block: Schedule, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """One Table on a page; a block for each medicine in a panel, or where a cell would break a word or a dose.

    Its times stand side by side, or below each other without room for that.
    """
    medicines, measure, bold = block.medicines, setting.measure, setting.styles.bold
    widest = max((widest_part(medicine.medicine, bold) for medicine in medicines), default=0.0) + 2 * PAD
    if widest > measure:  # a name is broken at soft hyphens alone
        return (Box(0.0, lambda *_: None, block.place, "a medicine's name is too wide"),)
    doses = (widest_part(medicine.dose, setting.styles.text) + 2 * PAD for medicine in medicines if medicine.dose)
    beside = _Grid.after(max(_NAME_SHARE * measure, widest, *doses), measure)
    if beside.name <= _WIDEST_SHARE * measure and beside.holds(medicines, setting) and _is_a_page(setting):
        return _table(medicines, parent, setting, beside)
    grid = _Grid.after(0.0, measure)
    across = grid.holds(medicines, setting, _ON_ONE_LINE)
    cards = (kept(_card(medicine, parent, setting, grid if across else None)) for medicine in medicines)
    return joined(map(_numbered, cards, count(1)), Space(3 * GRID, 1.0, repeat=_further(len(medicines), setting)))


def _numbered(items: Sequence[Item], number: int) -> tuple[Item, ...]:
    """What belongs to one medicine, with its number."""
    return tuple(item._replace(row=number) if isinstance(item, Box) else item for item in items)


def _is_a_page(setting: Setting) -> bool:
    return setting.measure >= _LEAST_PAGE * setting.styles.text.size


def _label(setting: Setting) -> TextStyle:
    return replace(setting.styles.label, weight="bold", colour=setting.palette.ink)


def _shown(first: int, last: int, of: int, setting: Setting) -> str:
    name: PhraseName = "medicine-shown" if first == last else "medicines-shown"
    return setting.phrases.filled(name, first=first, last=last, count=of)


# On a page


def _table(medicines: Sequence[Medicine], parent: Element, setting: Setting, grid: _Grid) -> tuple[Item, ...]:
    """A head and a row for each medicine; where it is parted each head says which of them stand below it."""
    table, of = parent.add("Table"), len(medicines)
    head = _head(table.add("THead"), setting, grid, of)
    again = as_artifact(_head(Element("THead"), setting, grid, of))
    body = table.add("TBody")
    items: list[Item] = [head, Space(0.0, NEVER)]
    for number, medicine in enumerate(medicines, 1):
        if number > 1:
            items.append(Space(0.0, 4.0 if number in (2, of) else 1.0, repeat=again))
        items.append(_row(medicine, body.add("TR"), setting, grid)._replace(row=number))
    return tuple(items)


def _row(medicine: Medicine, row: Element, setting: Setting, grid: _Grid) -> Box:
    """A medicine with its amounts and a note, which may go on below them; or with what to know of it in their place."""
    label, measure = row.add("TH", O="Table", Scope="Row"), grid.name - 2 * PAD
    name = _name(medicine.model_copy(update={"note": None}), label, setting, measure)
    timed = any(medicine.amounts)
    if not timed:
        return row_box([(PAD, stacked(name)), _note(medicine, row, setting, grid)], setting, header=False)
    amounts = list(_amounts(medicine, row, setting, grid))
    if medicine.note:
        below = max(box.height for _, box in amounts) <= height(name)
        room = setting.measure - 2 * PAD if below else measure
        name = (*name, Space(1.0), *set_text(medicine.note, setting.styles.text, label, room))
    return row_box([(PAD, stacked(name)), *amounts], setting, header=False)


def _note(medicine: Medicine, row: Element, setting: Setting, grid: _Grid) -> tuple[float, Box]:
    """What to know of a medicine without times, in place of their cells."""
    cell = row.add("TD")
    cell.attributes.update({"O": "Table", "ColSpan": len(_TIMES)})
    left = grid.lefts[0]
    return left, stacked(
        set_text(medicine.note, setting.styles.text, cell, setting.measure - left - PAD, "") if medicine.note else ()
    )


def _name(medicine: Medicine, parent: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    """The medicine, its dose and what else to know, one below another; a short dose on the medicine's line."""
    styles, parts = setting.styles, [(medicine.dose, setting.styles.text), (medicine.note, setting.styles.text)]
    if medicine.dose is not None and len(medicine.dose.paragraphs) == len(medicine.medicine.paragraphs) == 1:
        names = (replace(one, bold=True) if isinstance(one, Words) else one for one in medicine.medicine.paragraphs[0])
        spans = (*names, Words(" "), *medicine.dose.paragraphs[0])
        head, parts = set_paragraph(spans, styles.text, parent.add("P"), measure), parts[1:]
    else:
        head = set_text(medicine.medicine, styles.bold, parent, measure)
    rest = (set_text(text, style, parent, measure) for text, style in parts if text is not None)
    return joined((head, *rest), Space(1.0))


def _head(part: Element, setting: Setting, grid: _Grid, of: int = 0) -> Box:
    """The times of day as a header row; before them, of so many medicines, the word for these, if there is room."""
    row = part.add("TR")
    cell = row.add("TH", O="Table", Scope="Column") if grid.name else None
    times = list(_times(row, setting, grid.width))
    columns = list(zip(grid.lefts, times, strict=True))
    if cell is None:
        return row_box(columns, setting, header=True)

    def told(word: Box) -> Box:
        down = max(box.height for box in times) - word.height
        return row_box([(PAD, lowered(word, down)), *columns], setting, header=True)

    if of <= MOST_MEDICINES:
        return told(stacked(set_line(setting.phrases["medicine"], _label(setting), cell, grid.name - 2 * PAD)))
    mark = cell.add("Span")
    mark.actual_text = setting.phrases["medicine"]
    leaf = mark.leaf(mark.actual_text)

    def telling(first: int, last: int) -> Box:
        word = _word(_shown(first, last, of, setting), leaf, setting)
        return head if last - first + 1 == of or word.width > grid.name - 2 * PAD else told(word.box)

    head = told(_word(mark.actual_text, leaf, setting).box)._replace(telling=telling)
    return head


@dataclass(frozen=True, slots=True)
class _Word:
    """Words on one line, and how wide they are in points."""

    box: Box
    width: float


def _word(text: str, leaf: Leaf, setting: Setting) -> _Word:
    """What is printed for a leaf, whatever that is read out as."""
    style = _label(setting)
    face, space = style.family.bold, style.family.bold.space(" ", style.language)
    words = [face.shape(word, style.language) for word in text.split()]
    glyphs = tuple(chain.from_iterable(zip(words, repeat(space))))
    run = Run(0.0, glyphs, face, style.size, style.colour, leaf=leaf)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.text(x, y - baseline(style), (run,))

    width = sum(one.advance for one in glyphs[:-1]) * style.size / 1000
    return _Word(Box(style.leading, draw, baseline=baseline(style)), width)


def _times(row: Element, setting: Setting, width: float) -> Iterator[Box]:
    """The times with their signs: beside the words where there is room for all, else above them."""
    label, right = _label(setting), 2 * _BESIDE_WORD * setting.styles.text.size + 3.0
    words = [setting.phrases[time] for time in _TIMES]
    widest = max(label.family.bold.width(word, label.size, label.language) for word in words)
    for word, sign in zip(words, _SIGNS, strict=True):
        line = stacked(set_line(word, label, row.add("TH", O="Table", Scope="Column"), width))
        if setting.wide and right + widest <= width:
            small = _pictogram(sign, setting, _BESIDE_WORD)
            yield beside(((0.0, small), (right, lowered(line, max(0.0, (small.height - line.height) / 2)))))
        else:
            yield stacked((_pictogram(sign, setting), Space(2.0), line))


def _amounts(medicine: Medicine, row: Element, setting: Setting, grid: _Grid) -> Iterator[tuple[float, Box]]:
    for left, amount in zip(grid.lefts, medicine.amounts, strict=True):
        cell, style = row.add("TD"), setting.styles.text
        yield left, stacked(set_text(amount, style, cell, grid.width, "") if amount else _dash(cell, setting))


def _dash(cell: Element, setting: Setting) -> tuple[Item, ...]:
    """What stands where nothing is to be taken; it is read out as a word."""
    mark = cell.add("Span")
    mark.actual_text = setting.phrases["nothing"]
    return set_paragraph((Words("–"),), setting.styles.text, mark, setting.measure)


def _pictogram(sign: Callable[[float, float, float], Sign], setting: Setting, radius: float = 0.68) -> Box:
    """An artifact, its radius in ems: the word beside it says the same."""
    radius *= setting.styles.text.size

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            for outline, _ in sign(x + radius, y - radius, radius):
                surface.paint(outline, fill=setting.palette.ink)

    return Box(2 * radius, draw)


# In a panel


def _further(of: int, setting: Setting) -> Box:
    """What stands above the medicines that go on in another panel: which ones these are."""

    def telling(first: int, last: int) -> Box:
        words = set_line(_shown(first, last, of, setting), _label(setting), Element("Artifact"), setting.measure)
        return as_artifact(stacked((*words, Space(GRID))))

    return telling(of, of)._replace(telling=telling)


def _card(medicine: Medicine, parent: Element, setting: Setting, grid: _Grid | None) -> tuple[Item, ...]:
    """One medicine; without a grid its times stand one below another."""
    if not any(medicine.amounts):
        return _name(medicine, parent.add("Div"), setting, setting.measure)
    styles, table = setting.styles, parent.add("Table")
    caption = table.add("Caption")
    texts = ((medicine.medicine, styles.bold), (medicine.dose, styles.text))
    lines = (set_text(text, style, caption, setting.measure) for text, style in texts if text is not None)
    rows = _grid_rows(medicine, table, setting, grid) if grid else _lines(medicine, table, setting)
    note = set_text(medicine.note, styles.text, parent, setting.measure) if medicine.note else ()
    parts = (joined(lines, Space(0.0)), joined(((row,) for row in rows), Space(0.0)), note)
    return joined(parts, Space(3.0))


def _grid_rows(medicine: Medicine, table: Element, setting: Setting, grid: _Grid) -> Iterator[Box]:
    yield _head(table.add("THead"), setting, grid)
    yield row_box(list(_amounts(medicine, table.add("TBody").add("TR"), setting, grid)), setting, header=False)


def _lines(medicine: Medicine, table: Element, setting: Setting) -> Iterator[Box]:
    """The times that have an amount, each a row with its word as the row's header; the amount beside or below it."""
    body, right, styles = table.add("TBody"), setting.styles.text.size * 1.7, setting.styles
    bold = styles.bold_ink
    words = max(bold.family.bold.width(setting.phrases[time], bold.size, bold.language) for time in _TIMES)
    middle = right + max(0.42 * setting.measure, words + 2 * PAD)
    widest = max(widest_part(amount, styles.text) for amount in medicine.amounts if amount)
    below = widest > setting.measure - middle - PAD
    for time, sign, amount in zip(_TIMES, _SIGNS, medicine.amounts, strict=True):
        if amount is None:
            continue
        row = body.add("TR")
        label, cell = row.add("TH", O="Table", Scope="Row"), row.add("TD")
        left = right + PAD if below else middle
        word = set_line(setting.phrases[time], bold, label, (setting.measure if below else middle) - right - PAD)
        text = set_text(amount, styles.text, cell, setting.measure - left - PAD, "")
        told = [(left, stacked((*word, *text)))] if below else [(right + PAD, stacked(word)), (left, stacked(text))]
        yield row_box([(PAD, lowered(_pictogram(sign, setting), 2.0)), *told], setting, header=False)
