"""Charts, drawn; bars lie, so that their labels can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from carefold.content.plain_text import said
from carefold.graphics.outline import line, rectangle
from carefold.graphics.surface import Surface
from carefold.layout.blocks.line_chart import bold_width, draw_line_chart, shown_number
from carefold.layout.boxes import Box, Item, Space, beside, kept, lowered, stacked
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.model.pictures import Chart, ChartBlock
from carefold.structure import Element
from carefold.units import Area

_LABELS, _MOST_LABELS = 0.4, 0.75  # of the measure, at most, for the labels of bars; the second for long words
_BAR, _GAP = 1.15, 0.55  # ems: a bar's height, and the room between two
_LEAST_BAR = 2  # ems: how long the longest bar is where a long word wants the room


def compose_chart(block: ChartBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Figure whose alternative text is the author's, or made from the numbers; its title is the Caption."""
    chart, division = block.chart, parent.add("Div")
    caption = division.add("Caption")
    head = set_text(chart.title, setting.styles.bold, caption, setting.measure)
    if chart.unit:
        head = (*head, *set_line(chart.unit, setting.styles.label, caption.add("P"), setting.measure))
    figure = division.add("Figure", alt=chart.alt or _told(chart, setting))
    picture = _DRAWN[chart.type](chart, figure, setting)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.figure_box(figure, Area(x, y - picture.height, setting.measure, picture.height))
        picture.draw(surface, x, y)

    return kept((*head, Space(GRID + 2), Box(picture.height, draw, block.place)))


def _told(chart: Chart, setting: Setting) -> str:
    """The chart in words: its kind, its title, each label with its value."""
    kind = setting.phrases["bar-chart" if chart.type == "bar" else "line-chart"]
    unit = f" ({chart.unit})" if chart.unit else ""
    values = "; ".join(f"{label}: {shown_number(value, setting)}" for label, value in chart.data.items())
    return f"{kind}: {said(chart.title)}{unit}. {values}."


def _bars(chart: Chart, figure: Element, setting: Setting) -> Box:
    """Bars from the top down, each with its label before it and its value after it.

    Where the whole is known, each has an outline as long as that: 60 of 100 must not look like everyone.
    """
    style, most = setting.styles.label, chart.whole or max(chart.data.values()) or 1.0
    values = [shown_number(value, setting) for value in chart.data.values()]
    widest = max(bold_width(word, style) for label in chart.data for word in label.split()) + 1
    label_width = min(_LABELS * setting.measure, max(bold_width(label, style) for label in chart.data) + 1)
    shared = setting.measure - max(bold_width(value, style) for value in values) - 16  # by labels and bars
    label_width = max(label_width, min(_MOST_LABELS * setting.measure, widest, shared - _LEAST_BAR * style.size))
    left, longest = label_width + 8, shared - label_width
    rows: list[Item] = []
    for (label, value), shown in zip(chart.data.items(), values, strict=True):
        words = stacked(set_line(label, style, figure.add("P"), label_width))
        length = longest * value / most
        number = stacked(set_line(shown, replace(style, weight="bold"), figure.add("P"), setting.measure))
        whole = longest if chart.whole else 0.0
        bar = _bar(length, whole, max(words.height, _BAR * style.size), style.size * _BAR, figure, setting)
        down = (bar.height - words.height) / 2
        middle = (bar.height - number.height) / 2
        right = left + max(length, whole) + 5
        row = beside(((0.0, lowered(words, down)), (left, bar), (right, lowered(number, middle))))
        rows += [row, Space(_GAP * style.size)]
    bars, axis = stacked(rows[:-1]), figure.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        bars.draw(surface, x, y)
        with surface.tagged(axis):
            surface.paint(line(x + left, y, x + left, y - bars.height), stroke=setting.palette.rule, width=0.8)

    return bars._replace(draw=draw)


def _bar(length: float, whole: float, height: float, thickness: float, figure: Element, setting: Setting) -> Box:
    leaf = figure.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        middle = y - height / 2
        with surface.tagged(leaf):
            if whole:
                outline = rectangle(x, middle - thickness / 2, whole, thickness)
                surface.paint(outline, stroke=setting.palette.rule, width=0.6)
            surface.paint(rectangle(x, middle - thickness / 2, length, thickness), fill=setting.palette.primary)

    return Box(height, draw)


_DRAWN: dict[str, Callable[[Chart, Element, Setting], Box]] = {"bar": _bars, "line": draw_line_chart}
