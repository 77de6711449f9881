"""Slips of paper to cut apart, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Item, Space, stacked
from carefold.layout.composition import Composition, Placed
from carefold.layout.framing import Draft
from carefold.layout.setting import Setting, set_line
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.units import Area

_EDGE, _ROOM, _DASH = 40.0, 8.0, 5.0  # points


@dataclass(frozen=True, repr=False)
class Slip:
    """What stands on one: its head, two lines of words, and between them what it is for; `tag` is their language."""

    tag: str
    head: str
    before: str
    said: str
    after: str


def compose_slips(slips: Sequence[Slip], title: str, layout: Layout, settings: Mapping[str, Setting]) -> Composition:
    """Pages of slips, all as high as the highest; `settings` are by language, with the title's under ""."""
    width, height = layout.sheet.extent
    own = settings[""]
    root = Element("Document", language=own.styles.text.language)
    head = stacked(set_line(title, own.styles.small, root.add("H1"), own.measure))
    boxes = [stacked(_items(slip, root, settings[slip.tag])) for slip in slips]
    step = max(box.height for box in boxes) + 2 * _ROOM
    count = max(1, int((height - 2 * _EDGE) // step))
    parts = [boxes[at : at + count] for at in range(0, len(boxes), count)]
    names = [f"page {number}" for number in range(1, len(parts) + 1)]
    pages = [
        [*_page(part, step, height - _EDGE, _cut(width, own), name)] for part, name in zip(parts, names, strict=True)
    ]
    pages[0].insert(0, Placed(_EDGE, height - _EDGE + head.height + _ROOM / 2, head, names[0]))
    whole = Area(0.0, 0.0, width, height)
    draft = Draft(root, pages, [(name, number, whole) for number, name in enumerate(names)])
    frames = draft.frames()
    return Composition(root, frames, draft.sheets(frames, layout, (0.0, 0.0)), own.styles.text.size, ())


def _page(boxes: Sequence[Box], step: float, top: float, cut: Box, page: str) -> Iterator[Placed]:
    """Slips from the top down, each between two lines to cut along."""
    for number, box in enumerate(boxes):
        yield Placed(0.0, top - number * step, cut, page)
        yield Placed(_EDGE, top - number * step - _ROOM, box, page)
    yield Placed(0.0, top - len(boxes) * step, cut, page)


def _items(slip: Slip, root: Element, setting: Setting) -> list[Item]:
    section, styles = root.add("Sect", language=setting.styles.text.language), setting.styles
    return [
        *set_line(slip.head, styles.small, section.add("H2"), setting.measure), Space(2.0),
        *set_line(slip.before, styles.small, section.add("P"), setting.measure), Space(4.0),
        *set_line(slip.said, styles.section, section.add("P"), setting.measure), Space(4.0),
        *set_line(slip.after, styles.small, section.add("P"), setting.measure),
    ]  # fmt: skip


def _cut(width: float, setting: Setting) -> Box:
    def draw(surface: Surface, _x: float, y: float) -> None:
        for at in range(0, int(width), int(2 * _DASH)):
            surface.paint(line(at, y, at + _DASH, y), stroke=setting.palette.rule, width=0.5)

    return Box(0.0, draw)
