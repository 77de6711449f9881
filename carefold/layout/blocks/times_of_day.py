"""The four times of day as heads and cells of a schedule, each time with its word and pictogram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from carefold.graphics.surface import Run, Surface
from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.table import PAD, row_box
from carefold.layout.boxes import Box, Item, Space, beside, lowered, stacked
from carefold.layout.paragraph import baseline, set_paragraph
from carefold.layout.pictograms import Sign, moon, sun, sunrise, sunset
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.symbols import figure_of
from carefold.model.inline import Words
from carefold.model.medicine import Medicine
from carefold.structure import Element, Leaf
from carefold.text.gather import widest_part
from carefold.text.text_style import TextStyle
from carefold.text.words import SPAN
from carefold.units import Area

_BESIDE_WORD = 0.54  # ems: the radius of a sign beside its word
MOST_MEDICINES = 5  # of a schedule that stays whole
TIMES: tuple[PhraseName, ...] = ("morning", "noon", "evening", "bedtime")
SIGNS = (sunrise, sun, sunset, moon)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the four times of day stand: how far from the left, and how wide, in points; the room before them."""

    lefts: tuple[float, ...]
    width: float
    name: float

    @classmethod
    def after(cls, name: float, measure: float) -> Grid:
        """Four columns of one width, `name` points from the left."""
        column = (measure - name) / len(TIMES)
        return cls(tuple(name + number * column + PAD for number in range(len(TIMES))), column - 2 * PAD, name)

    def holds(self, medicines: Sequence[Medicine], setting: Setting, level: int = SPAN) -> bool:
        """Whether the words fit where what holds at least as firmly is not parted."""
        label, styles = label_style(setting), setting.styles
        words = (label.family.bold.width(setting.phrases[time], label.size, label.language) for time in TIMES)
        amounts = (amount for medicine in medicines for amount in medicine.amounts if amount)
        return max(*words, *(widest_part(amount, styles.text, level) for amount in amounts)) <= self.width


def label_style(setting: Setting) -> TextStyle:
    """The style of the words for times."""
    return replace(setting.styles.label, weight="bold", colour=setting.palette.ink)


def shown_words(first: int, last: int, of: int, setting: Setting) -> str:
    """Which medicines stand below: those from the first to the last, of so many."""
    name: PhraseName = "medicine-shown" if first == last else "medicines-shown"
    return setting.phrases.filled(name, first=first, last=last, count=of)


def times_head(part: Element, setting: Setting, grid: Grid, of: int = 0) -> Box:
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
        return told(stacked(set_line(setting.phrases["medicine"], label_style(setting), cell, grid.name - 2 * PAD)))
    mark = cell.add("Span")
    mark.actual_text = setting.phrases["medicine"]
    leaf = mark.leaf(mark.actual_text)

    def telling(first: int, last: int) -> Box:
        word = _word(shown_words(first, last, of, setting), leaf, setting)
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
    style = label_style(setting)
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
    label, right = label_style(setting), 2 * _BESIDE_WORD * setting.styles.text.size + 3.0
    words = [setting.phrases[time] for time in TIMES]
    widest = max(label.family.bold.width(word, label.size, label.language) for word in words)
    for word, sign in zip(words, SIGNS, strict=True):
        cell = row.add("TH", O="Table", Scope="Column")
        drawn = figure_of(cell, None)
        line = stacked(set_line(word, label, cell, width))
        if setting.wide and right + widest <= width:
            small = pictogram(sign, drawn, setting, _BESIDE_WORD)
            yield beside(((0.0, small), (right, lowered(line, max(0.0, (small.height - line.height) / 2)))))
        else:
            yield stacked((pictogram(sign, drawn, setting), Space(2.0), line))


def amount_cells(medicine: Medicine, row: Element, setting: Setting, grid: Grid) -> Iterator[tuple[float, Box]]:
    """How much at each time, each cell so many points from the left."""
    for left, amount in zip(grid.lefts, medicine.amounts, strict=True):
        cell, style = row.add("TD"), setting.styles.text
        yield left, stacked(set_text(amount, style, cell, grid.width, "") if amount else _dash(cell, setting))


def _dash(cell: Element, setting: Setting) -> tuple[Item, ...]:
    """What stands where nothing is to be taken; it is read out as a word."""
    mark = cell.add("Span")
    mark.actual_text = setting.phrases["nothing"]
    return set_paragraph((Words("–"),), setting.styles.text, mark, setting.measure)


def pictogram(
    sign: Callable[[float, float, float], Sign], element: Element, setting: Setting, radius: float = 0.68
) -> Box:
    """An artifact, its radius in ems: the word beside it says the same."""
    radius *= setting.styles.text.size

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.figure_box(element, Area(x, y - 2 * radius, 2 * radius, 2 * radius))
        with surface.untagged():
            for outline, _ in sign(x + radius, y - radius, radius):
                surface.paint(outline, fill=setting.palette.ink)

    return Box(2 * radius, draw)
