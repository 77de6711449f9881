"""Moments one after another, on a line with dots."""

from __future__ import annotations

from carefold.graphics.outline import circle, line
from carefold.graphics.surface import Surface
from carefold.layout.blocks.continued import in_order
from carefold.layout.boxes import Box, Item, Space, indented, listed, stacked
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.plans import Moment, Timeline
from carefold.structure import Element

_LINE = 1.4
_DOT, _GAP = 0.32, 2 * GRID  # radius in ems; points between moments, through which the line runs


def compose_timeline(block: Timeline, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels say when; a moment stays whole."""
    listing = parent.add("L", O="List", ListNumbering="None", kind="timeline")
    last = len(block.moments) - 1
    moments = [
        (_moment(moment, listing, setting, number > 0, number < last),) for number, moment in enumerate(block.moments)
    ]
    return in_order(listed(moments, 0.0), len(moments), setting)


def _moment(moment: Moment, listing: Element, setting: Setting, comes_on: bool, goes_on: bool) -> Box:
    styles, entry = setting.styles, listing.add("LI")
    right = 1.5 * styles.text.size
    label, body = entry.add("Lbl"), entry.add("LBody")
    when = set_text(moment.when, styles.bold_ink, label, setting.measure - right, "")
    text = set_text(moment.text, styles.text, body, setting.measure - right, "")
    words = stacked(indented((*when, *text, Space(_GAP if goes_on else 0.0)), right))
    radius, face = _DOT * styles.text.size, styles.text.family.bold
    down = baseline(styles.bold_ink) - styles.text.size * face.cap_height / 2

    def draw(surface: Surface, x: float, y: float) -> None:
        middle, colour = x + radius, setting.palette.primary
        if comes_on:
            surface.paint(line(middle, y, middle, y - down + radius), stroke=colour, width=_LINE)
        if goes_on:
            surface.paint(line(middle, y - down - radius, middle, y - words.height), stroke=colour, width=_LINE)
        surface.paint(circle(middle, y - down, radius), fill=colour)
        words.draw(surface, x, y)

    return Box(words.height, draw, words.place)
