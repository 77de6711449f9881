"""The risk picture: so many out of so many, filled against outlined, a gap after five."""

from __future__ import annotations

import math

from carefold.content.plain_text import said
from carefold.graphics.outline import circle, person
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Item, Space, beside, lowered, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.pictures import IconArray, IconArrayBlock
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import widest_part
from carefold.text.shape import width_of
from carefold.text.words import TIGHT
from carefold.units import Area

_COLUMNS = 10
_PITCH, _NARROW_PITCH = 1.08, 0.95  # ems of text from icon to icon; in a narrow column the words need room beside them
_PERSON, _BETWEEN_ROWS = 1.2, 8.0  # a person's height in pitches; points from feet to heads
_GAP = 0.45  # after five icons, as a share of their pitch
_LEAST_LABEL = 6.0  # ems of text that a label beside the picture needs
_BESIDE = 12.0  # points between the picture and the words beside it
_FULL = 0.75  # share of a narrow line that is filled
_OPTICAL = 3.0  # points that the picture stands lower than the words, so that their tops look level


def compose_icon_array(block: IconArrayBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Figure with an alternative text made from the numbers, and the label as its Caption.

    The Caption stands beside the Figure in the tree: many readers speak the alternative text in place of all below it.
    """
    return (compose_array(block.icon_array, parent, setting),)


def compose_array(array: IconArray, parent: Element, setting: Setting) -> Box:
    """One risk picture with its words beside it, or below where there is no room."""
    division = parent.add("Div")
    picture, width = icon_picture(array, division, setting)
    room = setting.measure - width - _BESIDE
    caption = division.add("Caption")
    if setting.wide and widest_word(array, setting) <= room:
        told = stacked(_words(array, caption, setting, room))
        return _beside(picture, told, width + _BESIDE)
    least = max(_LEAST_LABEL * setting.styles.text.size, widest_part(array.label, setting.styles.text, TIGHT))
    if not setting.wide and room >= least:
        told = stacked(set_text(array.label, setting.styles.text, caption, room))
        if array.caption is None:
            return _beside(picture, told, width + _BESIDE)
        if widest_word(array, setting) <= room and _lines(array.caption, setting, room) <= picture.height - told.height:
            told = stacked((told, Space(GRID), *set_text(array.caption, setting.styles.text, caption, room)))
            return _beside(picture, told, width + _BESIDE)
        below = set_text(array.caption, setting.styles.text, caption, setting.measure)
        return stacked((_beside(picture, told, width + _BESIDE), Space(GRID), *below))
    words = _words(array, caption, setting, setting.measure)
    return stacked((picture, Space(2 * GRID), *words))


def compose_array_above(array: IconArray, parent: Element, setting: Setting) -> Box:
    """One risk picture with its words below it."""
    division = parent.add("Div")
    picture, _ = icon_picture(array, division, setting)
    words = _words(array, division.add("Caption"), setting, setting.measure)
    return stacked((picture, Space(2 * GRID), *words))


def widest_word(array: IconArray, setting: Setting) -> float:
    """The widest word of the label and the caption, in points; “64 out of 100” is as one."""
    texts = (text for text in (array.label, array.caption) if text is not None)
    return max(widest_part(text, setting.styles.text, TIGHT) for text in texts)


def _words(array: IconArray, caption: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    items = set_text(array.label, setting.styles.text, caption, measure)
    if array.caption is not None:
        items = (*items, Space(GRID), *set_text(array.caption, setting.styles.text, caption, measure))
    return items


def _lines(text: Text, setting: Setting, measure: float) -> float:
    """How high a text may become, in points, before it is set: lines are as good as full."""
    style = setting.styles.text
    width = width_of(said(text), style.family.regular, style.size, style.language)
    return GRID + style.leading * math.ceil(width / (_FULL * measure))


def _beside(picture: Box, words: Box, right: float) -> Box:
    """Words to the right of a picture: they start beside its first row."""
    return beside(((0.0, lowered(picture, _OPTICAL)), (right, words)))


def icon_picture(array: IconArray, division: Element, setting: Setting) -> tuple[Box, float]:
    """The icons as a box, a Figure that says how many are filled; and its width in points."""
    icons = setting.phrases["people" if array.icon == "person" else "dots"]
    figure = division.add(
        "Figure", alt=setting.phrases.filled("icon-array", count=array.count, of=array.of, icons=icons)
    )
    leaf, colour = figure.leaf(), setting.palette.primary
    ems = _PITCH if setting.wide else _NARROW_PITCH
    pitch = min(setting.styles.text.size * ems, setting.measure / (_COLUMNS + _GAP))
    gap, tall = pitch * _GAP, pitch * _PERSON
    step = pitch if array.icon == "dot" else tall + _BETWEEN_ROWS
    columns, rows = min(_COLUMNS, array.of), -(-array.of // _COLUMNS)
    width = columns * pitch + (gap if columns > 5 else 0)
    height = rows * step + (gap if rows > 5 else 0) - (0.0 if array.icon == "dot" else _BETWEEN_ROWS)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.figure_box(figure, Area(x, y - height, width, height))
        with surface.tagged(leaf):
            for index in range(array.of):
                row, column = divmod(index, _COLUMNS)
                left = x + column * pitch + (gap if column >= 5 else 0)
                top = y - row * step - (gap if row >= 5 else 0)
                if array.icon == "dot":
                    icon = circle(left + pitch / 2, top - step / 2, pitch * 0.4)
                else:
                    icon = person(left + (pitch - 0.46 * tall) / 2, top - tall, tall)
                filled = index < array.count
                surface.paint(icon, fill=colour if filled else None, stroke=colour, width=0.7)

    return Box(height, draw), width
