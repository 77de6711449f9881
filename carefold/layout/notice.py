"""A sheet for the drawer: which handout is withdrawn, why, and how its copies are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carefold.graphics.colour import WHITE
from carefold.graphics.image_files import natural_size
from carefold.graphics.outline import rectangle, rounded
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Item, Space, height, joined, stacked
from carefold.layout.composition import Composition, Placed
from carefold.layout.framing import Draft
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import RADIUS
from carefold.layout.symbols import leaf_of
from carefold.model.inline import Words
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.units import MM, Area

EDGE = 54.0  # points
_BAND, _INSET = 100.0, 7 * MM  # points: where the band of danger colour ends, and how far it is from the sheet's edge
_GAP, _LEAST = 16.0, 90.0  # points above and below the picture; a lower one shows nothing
_SHADE = 0.8  # points: the picture's frame


@dataclass(frozen=True)
class Told:
    """What the sheet says: each text in the language of the sheet, but for the title; `rows` are labels and texts."""

    word: str
    title: str
    language: str
    what_to_do: str
    rows: Sequence[tuple[str, str]]
    hint: str
    caption: str
    by: str
    picture: Path | None


def compose_notice(layout: Layout, setting: Setting, told: Told, *, anyway: bool) -> Composition | None:
    """One upright page; the picture takes the room that the words leave, and is left out where that is too little.

    None where the words themselves are too many, unless the page is wanted `anyway`.
    """
    width, high = layout.sheet.extent
    root = Element("Document", language=setting.styles.text.language)
    section, styles = root.add("Sect"), setting.styles
    wide = replace(styles.text, widest=60.0)
    white = replace(styles.title, size=48.0, leading=54.0, colour=WHITE, link=WHITE)
    head = stacked(set_line(told.word, white, section.add("H1"), setting.measure))
    title = section.add("H2")
    title.language = told.language
    words: list[Item] = [
        *set_line(told.title, replace(styles.title, language=told.language), title, setting.measure), Space(12.0),
        *set_line(told.what_to_do, styles.bold, section.add("P"), setting.measure), Space(12.0),
        *joined((_row(row, section, wide, setting.measure) for row in told.rows), Space(4.0)), Space(8.0),
        *set_line(told.hint, styles.text, section.add("P"), setting.measure),
    ]  # fmt: skip
    top = high - _BAND - 22.0
    picture = section.add("Figure", alt=told.caption) if told.picture else None
    foot = stacked(set_line(told.by, styles.small, section.add("P"), setting.measure))
    placed = [
        Placed(0.0, 0.0, _band(width, high, setting), "page"),
        Placed(EDGE, high - (_BAND + _INSET - head.height) / 2, head, "page"),
        Placed(EDGE, top, stacked(words), "page"),
        Placed(EDGE, EDGE / 2 + foot.height + 8.0, foot, "page"),
    ]
    room = top - height(words) - 2 * _GAP - EDGE - foot.height
    if room < 0 and not anyway:
        return None
    if picture and told.picture and room >= _LEAST:
        placed.append(Placed(EDGE, top - height(words) - _GAP, _shown(told.picture, picture, setting, room), "page"))
    elif picture:
        section.children.remove(picture)
    draft = Draft(root, [placed], [("page", 0, Area(0.0, 0.0, width, high))])
    frames = draft.frames()
    return Composition(root, frames, draft.sheets(frames, layout, (0.0, 0.0)), styles.text.size, ())


def _row(row: tuple[str, str], section: Element, style: TextStyle, measure: float) -> tuple[Item, ...]:
    label, text = row
    return set_paragraph((Words(label, bold=True), Words(f" {text}")), style, section.add("P"), measure)


def _band(width: float, high: float, setting: Setting) -> Box:
    def draw(surface: Surface, _x: float, _y: float) -> None:
        band = rounded(_INSET, high - _BAND, width - 2 * _INSET, _BAND - _INSET, RADIUS)
        surface.paint(band, fill=setting.palette.danger)

    return Box(0.0, draw)


def _shown(file: Path, element: Element, setting: Setting, room: float) -> Box:
    """The picture in a frame, as wide or as high as there is room."""
    natural_width, natural_height = natural_size(file)
    scale = min(setting.measure / natural_width, room / natural_height)
    width, high, leaf = natural_width * scale, natural_height * scale, leaf_of(element)

    def draw(surface: Surface, x: float, y: float) -> None:
        area = Area(x, y - high, width, high)
        surface.figure_box(element, area)
        with surface.tagged(leaf) if leaf else surface.untagged():
            surface.picture(file, area)
        surface.paint(rectangle(area.x, area.y, width, high), stroke=setting.palette.quiet, width=_SHADE)

    return Box(high, draw)
