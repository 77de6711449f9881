"""Items with a box to tick."""

from __future__ import annotations

from carefold.graphics.outline import rounded
from carefold.graphics.surface import Surface
from carefold.model.blocks import Checklist
from carefold.structure import Element, Leaf
from carefold.typeset.boxes import Draw, Item, Space, indented, joined, kept, marked
from carefold.typeset.paragraph import baseline
from carefold.typeset.setting import Setting, set_text
from carefold.typeset.styles import GRID, TICK_BOX


def compose_checklist(block: Checklist, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L whose labels are boxes, 4 mm wide, on the first line's x-height; an item stays whole."""
    indent = TICK_BOX + setting.styles.text.size * 0.9
    listing = parent.add("L", O="List", ListNumbering="None")
    entries: list[tuple[Item, ...]] = []
    for item in block.items:
        entry = listing.add("LI")
        label = entry.add("Lbl")
        label.actual_text = f"{setting.phrases['tick-box']} "
        lines = set_text(item, setting.styles.text, entry.add("LBody"), setting.measure - indent, "")
        entries.append(kept(marked(indented(lines, indent), _box(label.leaf(), setting))))
    return joined(entries, Space(GRID + 1))


def _box(leaf: Leaf, setting: Setting) -> Draw:
    style = setting.styles.text
    middle = baseline(style) - style.size * style.family.regular.x_height / 2

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.tagged(leaf):
            box = rounded(x + 0.6, y - middle - TICK_BOX / 2, TICK_BOX, TICK_BOX, 1.5)
            surface.paint(box, stroke=setting.palette.ink, width=1.1)

    return draw
