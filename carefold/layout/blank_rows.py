"""Rows to write on: blanks that fill their cells, and what of them a screen reader passes over."""

from __future__ import annotations

from dataclasses import replace

from carefold.layout.boxes import Box, lowered
from carefold.layout.setting import Setting
from carefold.layout.styles import WRITING_LINE
from carefold.model.inline import Blank
from carefold.model.values import Text
from carefold.structure import Element

WHOLE_CELL = 9999.0  # points: a blank that fills its cell
_LEAST = 2.0  # ems to write an amount on


def is_blank(text: Text) -> bool:
    """Whether there is a space to write in."""
    return any(isinstance(span, Blank) for paragraph in text.paragraphs for span in paragraph)


def with_blanks(text: Text, width: float) -> Text:
    """The same with blanks of so many points; wider than a cell they fill it."""
    paragraphs = (
        tuple(replace(span, width=width) if isinstance(span, Blank) else span for span in paragraph)
        for paragraph in text.paragraphs
    )
    return Text(text, text.places, tuple(paragraphs))


def least_blank(setting: Setting) -> float:
    """The narrowest blank that can be written on, in points."""
    return _LEAST * setting.styles.text.size


def with_room(box: Box) -> Box:
    """A cell with room for handwriting."""
    return lowered(box, max(0.0, WRITING_LINE - box.height))


def row_in(body: Element, number: int, blank: bool, setting: Setting) -> tuple[Element, bool]:
    """The element of a row, and whether it is in the tree: one blank row speaks for all, unless they are fields."""
    is_told = not blank or setting.fillable or number == 0
    return (body.add("TR") if is_told else Element("TR")), is_told
