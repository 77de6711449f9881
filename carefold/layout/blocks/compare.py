"""Risks side by side, out of the same number of people."""

from __future__ import annotations

from dataclasses import replace

from carefold.layout.blocks.icon_array import compose_array, compose_array_above, widest_word
from carefold.layout.boxes import Item, Space, beside, joined, kept
from carefold.layout.setting import Setting
from carefold.model.pictures import Compare
from carefold.structure import Element

_BETWEEN, _BELOW = 16.0, 14.0  # points between pictures in a row, and between rows
_LEAST = 6.4  # ems that a picture and its words need


def compose_compare(block: Compare, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Div of Figures with their Captions; as many in a row as have room. What is compared stays together."""
    division, arrays = parent.add("Div", kind="compare"), block.arrays
    least = max(_LEAST * setting.styles.text.size, *(widest_word(array, setting) for array in arrays))
    across = next((count for count in (len(arrays), 2, 1) if _width(setting, count) >= least), 1)
    if across == 1:
        return kept(joined(((compose_array(array, division, setting),) for array in arrays), Space(_BELOW)))
    width = _width(setting, across)
    column = replace(setting, measure=width)
    boxes = [compose_array_above(array, division, column) for array in arrays]
    rows = (boxes[start : start + across] for start in range(0, len(boxes), across))
    placed = (beside([(number * (width + _BETWEEN), box) for number, box in enumerate(row)]) for row in rows)
    return kept(joined(((row,) for row in placed), Space(_BELOW)))


def _width(setting: Setting, across: int) -> float:
    return (setting.measure - (across - 1) * _BETWEEN) / across
