"""Line charts: ticks at the left, labels below, and the values beside the points where these are few."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.outline import circle, line
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, stacked
from carefold.layout.setting import Setting, set_line
from carefold.model.pictures import Chart
from carefold.spelling import printed
from carefold.structure import Element
from carefold.text.text_style import TextStyle

_PLOT, _HIGHEST = 0.5, 12.0  # height as a share of the width; at most so many ems
_STEPS = (1, 2, 2.5, 5, 10)
_MARKED = 8  # so many points have their values beside them
_FAR, _APART = 1e4, 8.0  # points: a measure without end; the least between two labels


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at the foot and head of a plot, and the ticks between them."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> Scale:
        """Three to seven round ticks that hold the values and nought."""
        low, high = min(0.0, *values), max(0.0, *values)
        rough = (high - low or 1.0) / 4
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(factor * power for factor in _STEPS if factor * power >= rough * (1 - 1e-9))
        first = math.floor(low / step + 1e-9)
        last = max(math.ceil(high / step - 1e-9), first + 1)
        ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
        return cls(ticks[0], ticks[-1], ticks)

    def share(self, value: float) -> float:
        """How far up the plot a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class _Label:
    """A few words of a chart, `width` points wide, for the value or point `at`."""

    at: float
    box: Box
    width: float

    def drawn(self, surface: Surface, x: float, top: float, least: float, most: float) -> None:
        """Draw it with its middle at x, but between two edges."""
        self.box.draw(surface, max(least, min(x - self.width / 2, most - self.width)), top)


def draw_line_chart(chart: Chart, figure: Element, setting: Setting) -> Box:
    """The plot as a box as wide as the measure; its words and lines belong to the figure."""
    style, values = setting.styles.label, tuple(chart.data.values())
    scale, bold = Scale.of(values), replace(setting.styles.label, weight="bold")
    ticks = [_label(tick, shown_number(tick, setting), style, figure) for tick in scale.ticks]
    left = max(tick.width for tick in ticks) + 8
    width = setting.measure - left - style.size
    height, step = max(min(_PLOT * width, _HIGHEST * style.size), len(ticks) * style.leading), width / len(values)
    below = list(_below(tuple(chart.data), step, left, figure, style))
    shown = [shown_number(value, setting) for value in values]
    clear = len(values) <= _MARKED and max(bold_width(text, bold) for text in shown) < step - 2
    beside = [_label(at, text, bold, figure) for at, text in enumerate(shown)] if clear else []
    leaf, valleys = figure.leaf(), _valleys(values)
    low = [at for at, value in enumerate(values) if valleys[at] and scale.share(value) * height < style.leading + 4]
    under = style.leading if beside and low else 0.0  # room for values below the lowest points

    def draw(surface: Surface, x: float, y: float) -> None:
        foot, start, right = y - style.leading - height, x + left, x + setting.measure
        points = [(start + (at + 0.5) * step, foot + scale.share(value) * height) for at, value in enumerate(values)]
        with surface.tagged(leaf):
            for value in scale.ticks if not beside else (0.0,):
                level = foot + scale.share(value) * height
                surface.paint(line(start, level, start + width, level), stroke=setting.palette.pale, width=0.5)
            path = (("m", points[0]), *(("l", point) for point in points[1:]))
            surface.paint(path, stroke=setting.palette.primary, width=1.8)
            for point in points:
                surface.paint(circle(*point, 2.8), fill=setting.palette.primary)
        for tick in ticks:
            tick.box.draw(surface, start - 8 - tick.width, foot + scale.share(tick.at) * height + tick.box.height / 2)
        for label in below:
            label.drawn(surface, start + (label.at + 0.5) * step, foot - under - 4, x, right)
        for label, (across, up), valley in zip(beside, points, valleys, strict=False):
            label.drawn(surface, across, up - 4 if valley else up + 3 + label.box.height, x, right)

    return Box(style.leading + height + under + 4 + max(label.box.height for label in below), draw)


def _valleys(values: Sequence[float]) -> list[bool]:
    """Whether the line rises to both sides of a point, so that its value stands below it."""
    beyond = [math.inf, *values, math.inf]
    return [left > value < right for left, value, right in zip(beyond, values, beyond[2:], strict=False)]


def _label(at: float, text: str, style: TextStyle, figure: Element, room: float = _FAR) -> _Label:
    words = set_line(text, replace(style, widest=_FAR), figure.add("P"), room)
    return _Label(at, stacked(words), min(bold_width(text, style), room))


def _below(labels: Sequence[str], step: float, left: float, figure: Element, style: TextStyle) -> Iterator[_Label]:
    """All labels, or every second or third where they would touch; long ones go over several lines."""
    needed = max(bold_width(label, style) for label in labels) + _APART
    every = max(1, min(math.ceil(needed / step), len(labels) // 3))
    room = min(every * step - _APART, 2 * left + step)
    for at in range(0, len(labels), every):
        if min(bold_width(labels[at], style), room) / 2 <= (len(labels) - at - 0.5) * step + style.size:
            yield _label(at, labels[at], style, figure, room)


def bold_width(text: str, style: TextStyle) -> float:
    """Width of a text in bold, in points."""
    return style.family.bold.width(printed(text), style.size, style.language)


def shown_number(value: float, setting: Setting) -> str:
    """A number as the handout's language writes it, without zeros at its end."""
    return setting.phrases.number(f"{value:.6f}".rstrip("0").rstrip("."))
