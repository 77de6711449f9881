"""Lines for names and dates."""

from __future__ import annotations

from dataclasses import replace

from carefold.content.plain_text import said
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Item, Space, beside, joined, stacked
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting
from carefold.layout.styles import GRID, WRITING_LINE
from carefold.model.forms import SignatureBlock
from carefold.model.inline import Paragraph, Words
from carefold.model.values import Text
from carefold.structure import Element, Leaf
from carefold.units import Area

_DATE_SHARE, _BETWEEN = 0.3, 12.0  # of the measure; points
_ROOM = 1.25 * WRITING_LINE  # above a line, for a hand


def compose_signature(block: SignatureBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """For each role a line to sign on and one for the date, their words below; on a screen both are a Form."""
    if not setting.wide:
        return joined(((_signature(role, parent, setting),) for role in block.signature.roles), Space(GRID))
    half = replace(setting, measure=(setting.measure - 2 * _BETWEEN) / 2)
    boxes = [_signature(role, parent, half) for role in block.signature.roles]
    right = half.measure + 2 * _BETWEEN
    pairs = (tuple(zip((0.0, right), boxes[at : at + 2], strict=False)) for at in range(0, len(boxes), 2))
    return joined(((beside(pair),) for pair in pairs), Space(GRID))


def _signature(role: Text, parent: Element, setting: Setting) -> Box:
    date = setting.measure * _DATE_SHARE
    name = setting.measure - date - _BETWEEN
    words, spans = setting.phrases["date"], tuple(span for paragraph in role.paragraphs for span in paragraph)
    signed = _line(spans, said(role), parent, setting, name)
    dated = _line((Words(words),), f"{said(role)}: {words}", parent, setting, date)
    return beside(((0.0, signed), (name + _BETWEEN, dated)))


def _line(label: Paragraph, spoken: str, parent: Element, setting: Setting, width: float) -> Box:
    """A line `width` points long with its label below, which is read before it."""
    paragraph = parent.add("P")
    words = stacked(set_paragraph(label, setting.styles.label, paragraph, width))
    blank = paragraph.add("Form" if setting.fillable else "Span", kind="blank")
    if setting.fillable:
        blank.contents = spoken
    else:
        blank.actual_text = f" {setting.phrases['blank']} "
    leaf = None if setting.fillable else blank.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        words.draw(surface, x, y - _ROOM - 2)
        _draw_blank(surface, leaf or blank, Area(x, y - _ROOM, width, _ROOM), setting)

    return Box(_ROOM + 2 + words.height, draw, words.place)


def _draw_blank(surface: Surface, blank: Element | Leaf, area: Area, setting: Setting) -> None:
    if isinstance(blank, Element):
        surface.text_field(blank, area, area.height, setting.palette.rule)
        return
    with surface.tagged(blank):
        surface.paint(line(area.x, area.y, area.right, area.y), stroke=setting.palette.rule, width=0.6)
