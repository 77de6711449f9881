"""Items with a box to tick."""

from __future__ import annotations

from carefold.content.plain_text import said
from carefold.graphics.outline import rounded
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Draw, Item, indented, kept, listed, marked
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID, TICK_BOX
from carefold.model.forms import Checklist
from carefold.model.symbols import text_of
from carefold.model.values import Text
from carefold.structure import Element
from carefold.units import Area


def compose_checklist(block: Checklist, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are boxes, 4 mm wide, on the first line's x-height; an item stays whole.

    On a screen each box is a Form that says what it is for.
    """
    indent = TICK_BOX + setting.styles.text.size * 0.9
    listing = parent.add("L", O="List", ListNumbering="None")
    entries: list[tuple[Item, ...]] = []
    for item in block.items:
        entry = listing.add("LI")
        label = entry.add("Lbl", kind="tick-box")
        text = text_of(item)
        lines = set_text(text, setting.styles.text, entry.add("LBody"), setting.measure - indent, "")
        draw = _field(label, text, setting) if setting.fillable else _box(label, setting)
        entries.append(kept(marked(indented(lines, indent), draw)))
    return listed(entries, GRID + 1)


def _box(label: Element, setting: Setting) -> Draw:
    label.actual_text = f"{setting.phrases['tick-box']} "
    leaf = label.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        area = _area(setting, x, y)
        with surface.tagged(leaf):
            box = rounded(area.x, area.y, area.width, area.height, 1.5)
            surface.paint(box, stroke=setting.palette.ink, width=1.1)

    return draw


def _field(label: Element, item: Text, setting: Setting) -> Draw:
    form = label.add("Form")
    form.contents = said(item)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.tick_box(form, _area(setting, x, y), setting.palette.ink)

    return draw


def _area(setting: Setting, x: float, y: float) -> Area:
    """The box, its middle on the middle of the first line's x-height."""
    style = setting.styles.text
    middle = y - baseline(style) + style.size * style.family.regular.x_height / 2
    return Area(x + 0.6, middle - TICK_BOX / 2, TICK_BOX, TICK_BOX)
