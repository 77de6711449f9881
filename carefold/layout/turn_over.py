"""A sheet that says how a stack goes back into a printer that prints on one side only."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.graphics.outline import Outline, curve, polygon, rectangle
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Space, joined, stacked
from carefold.layout.composition import Composition, Placed
from carefold.layout.framing import Draft
from carefold.layout.setting import Setting, set_line
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.units import Area

EDGE = 48.0  # points
_TIP, _HIGH, _WIDE = 24.0, 150.0, 110.0  # points: the arrow's tip below the sheet's edge, its height and width
_GAP = 24.0  # points between the arrow and what it means
_CARD = (96.0, 124.0)  # points: a sheet in the picture


def compose_turn_over(
    layout: Layout, setting: Setting, title: str, label: str, steps: Sequence[str], *, turns: bool
) -> Composition:
    """One upright page: an arrow to its upper edge, what to do, and where the stack `turns`, a picture."""
    width, height = layout.sheet.extent
    root = Element("Document", language=setting.styles.text.language)
    section = root.add("Sect")
    beside = setting.narrowed(_WIDE + _GAP)
    said = stacked(set_line(label, setting.styles.section, section.add("P"), beside.measure))
    head = set_line(title, setting.styles.title, section.add("H1"), setting.measure)
    rest = (set_line(step, setting.styles.text, section.add("P"), setting.measure) for step in steps)
    words = stacked([*head, Space(14.0), *joined(rest, Space(10.0))])
    top = height - _TIP - _HIGH - 28.0
    placed = [
        Placed(0.0, 0.0, _pointer(height, setting), "page"),
        Placed(EDGE + _WIDE + _GAP, height - _TIP - _HIGH / 2 + said.height / 2, said, "page"),
        Placed(EDGE, top, words, "page"),
    ]
    below = top - words.height - 36.0
    if turns and below > _CARD[1] + EDGE / 2:
        placed.append(Placed(0.0, 0.0, _picture(width, below, setting), "page"))
    draft = Draft(root, [placed], [("page", 0, Area(0.0, 0.0, width, height))])
    frames = draft.frames()
    sheets = draft.sheets(frames, layout, (0.0, 0.0))
    return Composition(root, frames, sheets, setting.styles.text.size, ())


def _pointer(height: float, setting: Setting) -> Box:
    def draw(surface: Surface, _x: float, _y: float) -> None:
        surface.paint(_arrow(EDGE, height - _TIP - _HIGH, _WIDE, _HIGH), fill=setting.palette.primary)

    return Box(0.0, draw)


def _picture(width: float, top: float, setting: Setting) -> Box:
    """A stack, and the same stack turned over: what is at its top stays at the top."""
    across, down = _CARD
    left, right, foot = width / 2 - across - 60.0, width / 2 + 60.0, top - down

    def draw(surface: Surface, _x: float, _y: float) -> None:
        ink = setting.palette.ink
        for x, step in ((left, 4.0), (right, -4.0)):
            for count in (2, 1, 0):
                card = rectangle(x + step * count, foot + 4.0 * count, across, down)
                surface.paint(card, fill=setting.palette.tint, stroke=ink, width=1.0)
            surface.paint(_arrow(x + across / 2 - 16, foot + down - 62, 32, 50), fill=setting.palette.primary)
        start, end, high = width / 2 - 44.0, width / 2 + 38.0, foot + down * 0.45
        bend = curve((start, high), (start + 20, high + 52, end - 20, high + 52, end, high + 10))
        surface.paint(bend, stroke=ink, width=3.0)
        surface.paint(polygon((end - 10, high + 16), (end + 10, high + 22), (end + 6, high - 2)), fill=ink)

    return Box(0.0, draw)


def _arrow(x: float, y: float, width: float, height: float) -> Outline:
    """An arrow that points up; `x`, `y` its lower left."""
    third, head = width / 3, y + height * 0.55
    return polygon(
        (x + third, y), (x + 2 * third, y), (x + 2 * third, head), (x + width, head),
        (x + width / 2, y + height), (x, head), (x + third, head),
    )  # fmt: skip
