"""Lines to write on."""

from __future__ import annotations

from carefold.content.plain_text import said
from carefold.diagnostics.place import NOWHERE, Place
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.layout.boxes import NEVER, Box, Item, Space, place_of
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import WRITING_LINE
from carefold.model.forms import WriteIn
from carefold.structure import Element, Leaf
from carefold.units import Area

_KEPT = 10  # so many lines are not parted


def compose_write_in(block: WriteIn, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A label, then lines to write on."""
    body = block.write_in
    label = set_text(body.label, setting.styles.text, parent, setting.measure)
    lines = compose_lines(said(body.label), body.lines, parent, setting, place_of(label))
    return (*label, Space(0.0, NEVER), *lines)


def compose_lines(name: str, count: int, parent: Element, setting: Setting, place: Place = NOWHERE) -> tuple[Item, ...]:
    """Lines 8 mm apart; the first reads “blank to fill in”, the others are artifacts.

    On a screen the lines are one Form to type into, which has a name.
    """
    if setting.fillable:
        return (_field(name, count, parent.add("P").add("Form"), setting),)
    blank = parent.add("P").add("Span", kind="blank")
    blank.actual_text = setting.phrases["blank"]
    items: list[Item] = []
    for number in range(count):
        if number:
            whole = count <= _KEPT or number in (1, count - 1)
            items.append(Space(0.0, NEVER if whole else 2.0))
        items.append(_rule(None if number else blank.leaf(), setting, place))
    return tuple(items)


def _rule(leaf: Leaf | None, setting: Setting, place: Place) -> Box:
    def draw(surface: Surface, x: float, y: float) -> None:
        stroke = line(x, y - WRITING_LINE, x + setting.measure, y - WRITING_LINE)
        if leaf is None:
            surface.paint(stroke, stroke=setting.palette.rule, width=0.6)
            return
        with surface.tagged(leaf):
            surface.paint(stroke, stroke=setting.palette.rule, width=0.6)

    return Box(WRITING_LINE, draw, place)


def _field(name: str, count: int, form: Element, setting: Setting) -> Box:
    form.contents = name
    height = count * WRITING_LINE

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.text_field(form, Area(x, y - height, setting.measure, height), WRITING_LINE, setting.palette.rule)

    return Box(height, draw)
