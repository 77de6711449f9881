"""A two-sided sheet that shows how a printer turns and shifts paper."""

from __future__ import annotations

from carefold.graphics.outline import Outline, line, polygon
from carefold.graphics.surface import Run, Surface
from carefold.layout.boxes import Box, Item, Space, joined, stacked
from carefold.layout.composition import Composition, Placed
from carefold.layout.framing import Draft
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_line
from carefold.model.inline import Words
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.units import MM, Area

_REACH = 30  # millimetres that the rulers show on each side of the middle
_FRONT = (
    "1. Print this sheet on both sides, at 100%, and keep this side up.",
    "2. Turn it over like the page of a book. If the arrow on the other side points down, write in project.yaml: "
    "printer: {flip: long-edge}",
    "3. Hold the sheet against the light, this side towards you. See where on these rulers the middle of the other "
    "side’s cross falls. If that is 2 to the right and 1 up, write: printer: {shift: [2mm, -1mm]}; "
    "left and down are the other way round.",
    "4. Fold at the dashed lines. If a fold is more than 1 mm off, look at the printer’s scaling: it must be 100%, "
    "not “fit to page”.",
)
_BACK = ("The other side says how to read this sheet.",)


def compose_calibration(layout: Layout, setting: Setting, shift: tuple[float, float]) -> Composition:
    """Front and back, each with an arrow, rulers in millimetres through the middle, and the folds of thirds."""
    root, extent = Element("Document", language=setting.styles.text.language), layout.sheet.extent
    pages = []
    for name, texts, front in (("front", _FRONT, True), ("back", _BACK, False)):
        section = root.add("Sect")
        items: list[Item] = [
            *set_line(f"Calibration sheet: {name}", setting.styles.section, section.add("H1" if front else "H2"), 400.0)
        ]
        items.append(Space(6.0))
        lines = (
            set_paragraph((Words(text),), setting.styles.text, section.add("P"), setting.measure) for text in texts
        )
        items += joined(lines, Space(4.0))
        marks = Placed(0.0, 0.0, _marks(extent, setting, front), name)
        pages.append((marks, Placed(40.0, extent[1] - 36, stacked(items), name)))
    whole = Area(0.0, 0.0, *extent)
    draft = Draft(root, pages, [(name, number, whole) for number, name in enumerate(("front", "back"))])
    frames = draft.frames()
    return Composition(root, frames, draft.sheets(frames, layout, shift), setting.styles.text.size, ())


def _marks(extent: tuple[float, float], setting: Setting, front: bool) -> Box:
    width, height = extent
    middle, up = width / 2, height * 0.36

    def draw(surface: Surface, _x: float, _y: float) -> None:
        for fold in (width / 3, 2 * width / 3):
            for y in range(20, int(height - 200), 12):
                surface.paint(line(fold, y, fold, y + 6), stroke=setting.palette.rule, width=0.5)
        surface.paint(
            _arrow(width - 90, 60, 50, 110), fill=setting.palette.primary if front else setting.palette.caution
        )
        for outline in _cross(middle, up):
            surface.paint(outline, stroke=setting.palette.ink, width=0.4)
        if front:
            _numbers(surface, middle, up, setting)

    return Box(0.0, draw)


def _arrow(x: float, y: float, width: float, height: float) -> Outline:
    """An arrow that points up; `x`, `y` its lower left."""
    third, middle = width / 3, x + width / 2
    head = y + height * 0.6
    return polygon(
        (x + third, y), (x + 2 * third, y), (x + 2 * third, head), (x + width, head),
        (middle, y + height), (x, head), (x + third, head),
    )  # fmt: skip


def _cross(x: float, y: float) -> list[Outline]:
    """Two rulers through x, y: a tick each millimetre, a longer one each five."""
    reach = _REACH * MM
    lines = [line(x - reach, y, x + reach, y), line(x, y - reach, x, y + reach)]
    for tick in range(-_REACH, _REACH + 1):
        half, at = (4.0 if tick % 5 == 0 else 2.0), tick * MM
        lines += [line(x + at, y - half, x + at, y + half), line(x - half, y + at, x + half, y + at)]
    return lines


def _numbers(surface: Surface, x: float, y: float, setting: Setting) -> None:
    style = setting.styles.notes
    face = style.family.regular
    for tick in range(-_REACH, _REACH + 1, 10):
        if tick:
            glyphs = face.shape(f"{tick}".replace("-", "−"), style.language)
            half = glyphs.advance * style.size / 2000
            run = (Run(0.0, (glyphs,), face, style.size, style.colour),)
            surface.text(x + tick * MM - half, y - 15, run)
            surface.text(x + 8, y + tick * MM - 3, run)
