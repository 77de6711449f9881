"""Line charts: ticks at the left, labels below, and the values beside the points where these are few."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.outline import circle, line
from carefold.graphics.surface import Surface
from carefold.model.pictures import Chart
from carefold.structure import Element
from carefold.typeset.boxes import Box, stacked
from carefold.typeset.setting import Setting, set_line
from carefold.typeset.words import TextStyle

_PLOT, _HIGHEST = 0.5, 12.0  # height as a share of the width; at most so many ems
_STEPS = (1, 2, 2.5, 5, 10)
_MARKED = 8  # so many points have their values beside them
_FAR = 1e4  # points: labels stay on one line


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
    below = [_label(at, text, style, figure) for at, text in _clear_of_each_other(tuple(chart.data), step, style)]
    shown = [shown_number(value, setting) for value in values]
    clear = len(values) <= _MARKED and max(bold_width(text, bold) for text in shown) < step - 2
    beside = [_label(at, text, bold, figure) for at, text in enumerate(shown)] if clear else []
    leaf = figure.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        foot, start, right = y - style.leading - height, x + left, x + setting.measure
        points = [(start + (at + 0.5) * step, foot + scale.share(value) * height) for at, value in enumerate(values)]
        with surface.tagged(leaf):
            for value in scale.ticks:
                level = foot + scale.share(value) * height
                surface.paint(line(start, level, start + width, level), stroke=setting.palette.pale, width=0.5)
            path = (("m", points[0]), *(("l", point) for point in points[1:]))
            surface.paint(path, stroke=setting.palette.primary, width=1.8)
            for point in points:
                surface.paint(circle(*point, 2.8), fill=setting.palette.primary)
        for tick in ticks:
            tick.box.draw(surface, start - 8 - tick.width, foot + scale.share(tick.at) * height + tick.box.height / 2)
        for label in below:
            label.drawn(surface, start + (label.at + 0.5) * step, foot - 4, x, right)
        for label, (across, up), valley in zip(beside, points, _valleys(values), strict=False):
            below_it = valley and up - 4 - label.box.height > foot
            label.drawn(surface, across, up - 4 if below_it else up + 3 + label.box.height, x, right)

    return Box(style.leading + height + 4 + style.leading, draw)


def _valleys(values: Sequence[float]) -> list[bool]:
    """Whether the line rises to both sides of a point, so that its value stands below it."""
    beyond = [math.inf, *values, math.inf]
    return [left > value < right for left, value, right in zip(beyond, values, beyond[2:], strict=False)]


def _label(at: float, text: str, style: TextStyle, figure: Element) -> _Label:
    wide = replace(style, widest=_FAR)
    return _Label(at, stacked(set_line(text, wide, figure.add("P"), _FAR)), bold_width(text, style))


def _clear_of_each_other(labels: Sequence[str], step: float, style: TextStyle) -> Iterator[tuple[int, str]]:
    """All labels, or every second, third and so on where they would touch."""
    needed = max(bold_width(label, style) for label in labels) + 8
    every = max(1, math.ceil(needed / step))
    return ((number, label) for number, label in enumerate(labels) if number % every == 0)


def bold_width(text: str, style: TextStyle) -> float:
    """Width of a text in bold, in points."""
    return style.family.bold.width(text, style.size, style.language)


def shown_number(value: float, setting: Setting) -> str:
    """A number as the handout's language writes it, without zeros at its end."""
    return setting.phrases.number(f"{value:.6f}".rstrip("0").rstrip("."))
