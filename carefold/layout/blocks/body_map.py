"""Where on the body: an outline with numbered marks beside it, lines that lead to their places, and their list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from carefold.graphics.body import figure, place_at
from carefold.graphics.outline import circle, line, moved
from carefold.graphics.surface import Surface
from carefold.languages.language import DEFAULT, Language
from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.steps import with_disc
from carefold.layout.boxes import NEVER, Box, Item, Space, beside, indented, joined, kept, listed, stacked
from carefold.layout.paragraph import baseline, set_paragraph
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.model.inline import Citation, Words
from carefold.model.pictures import Body, BodyMap
from carefold.structure import Element
from carefold.units import Area

_HEIGHT, _SHARE = 18.5, 0.62  # ems of text that the body is high; of what a picture may be high, at most
_RADIUS, _APART = 0.78, 0.3  # ems: of a mark's disc; between two of them
_ROOM = 1.4  # ems between a disc and the body's widest part
_BESIDE, _LEAST = 20.0, 12.0  # points between body and list; ems that the list needs beside it
_WHOLE = 6  # so many marks are listed without a break
_MIDDLE = 3.0  # points from the body's middle that count as there
_SPOT, _LINE = 2.2, 0.9  # points: the dot at a place, the line that leads to it


_Word: TypeAlias = tuple[Box, float, float]
"""A word of the picture, how far from its left, and how far from its top."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark: its number, the middle of its disc, and its place, in points from the picture's lower left corner."""

    number: int
    disc: tuple[float, float]
    spot: tuple[float, float]


def compose_body_map(block: BodyMap, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Figure that names each mark, then L with their numbers; side by side where there is room."""
    body, division = block.body_map, parent.add("Div")
    picture, width = _picture(body, division, setting)
    left = width + _BESIDE
    if setting.measure - left >= _LEAST * setting.styles.text.size:
        words = stacked(_list(body, division, setting.narrowed(left)))
        if words.height <= max(picture.height, setting.tallest.wished):
            return (beside(((0.0, picture), (left, words))),)
        division.children[1:] = []
    middle = (setting.measure - width) / 2
    return (*indented((picture,), middle), Space(2 * GRID, NEVER), *_list(body, division, setting))


def _name(place: str, setting: Setting) -> str:
    """A place in the handout's language, or else in English."""
    names = Language.of(setting.phrases.language).meanings("places") or Language.of(DEFAULT).meanings("places")
    return names.get(place, place)


def _list(body: Body, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Each mark's number on a disc, its place, and what is said of it."""
    style, listing = setting.styles.text, parent.add("L", O="List", ListNumbering="Decimal")
    radius = _RADIUS * style.size
    indent = 2 * radius + 0.6 * style.size
    entries: list[tuple[Item, ...]] = []
    for number, mark in enumerate(body.marks, 1):
        entry = listing.add("LI")
        leaf, words = entry.add("Lbl").leaf(str(number)), entry.add("LBody")
        name = _name(mark.at, setting)
        title = f"{name[:1].upper()}{name[1:]}"
        first, *others = mark.text.paragraphs if mark.text else ((),)
        told = any(not isinstance(span, Citation) for span in first)
        named = (Words(f"{title}: " if told else title, bold=True), *first)
        lines = [set_paragraph(spans, style, words.add("P"), setting.measure - indent) for spans in (named, *others)]
        text = indented(joined(lines, Space(GRID)), indent)
        entries.append(with_disc(text, number, radius, leaf, setting))
    made = listed(entries, GRID + 2)
    return kept(made) if len(entries) <= _WHOLE else made


def _picture(body: Body, parent: Element, setting: Setting) -> tuple[Box, float]:
    """The body with its marks, and how wide it is in points."""
    size, drawn = setting.styles.text.size, figure(body.view)
    radius = _RADIUS * size
    side = 2 * radius + _ROOM * size
    height = min(max(_HEIGHT * size, 144.0), _SHARE * setting.tallest.wished)
    scale = min(height / drawn.height, (setting.measure - 2 * side) / drawn.width)
    width, height = drawn.width * scale + 2 * side, drawn.height * scale
    top = height - setting.styles.label.leading - radius  # below the words for the sides
    marks = _placed(body, setting, scale, (side, width), top)
    told = "; ".join(f"{number} {_name(mark.at, setting)}" for number, mark in enumerate(body.marks, 1))
    phrase: PhraseName = "body-front" if body.view == "front" else "body-back"
    element = parent.add("Figure", alt=f"{setting.phrases.filled(phrase, marks=told)}.")
    leaf, palette = element.leaf(), setting.palette
    numbers = [_numbered(one, radius, height, element, setting) for one in marks]
    sides = tuple(_sides(body, element, setting, width))

    def draw(surface: Surface, x: float, y: float) -> None:
        foot = y - height
        surface.figure_box(element, Area(x, foot, width, height))
        with surface.tagged(leaf):
            through = (scale, 0.0, 0.0, scale, x + side, foot)
            outline, *inside = (moved(one, through) for one in drawn.outlines)
            surface.paint(outline, fill=palette.tint, stroke=palette.ink, width=1.0, round_ends=True)
            for stroke in inside:
                surface.paint(stroke, stroke=palette.rule, width=0.8, round_ends=True)
            for one in marks:
                (ax, ay), (bx, by) = one.disc, one.spot
                surface.paint(line(x + ax, foot + ay, x + bx, foot + by), stroke=palette.primary, width=_LINE)
                surface.paint(circle(x + bx, foot + by, _SPOT), fill=palette.primary)
                surface.paint(circle(x + ax, foot + ay, radius), fill=palette.primary)
        for box, right, down in (*numbers, *sides):
            box.draw(surface, x + right, y - down)

    return Box(height, draw, body.place), width


def _placed(body: Body, setting: Setting, scale: float, room: tuple[float, float], top: float) -> list[_Placed]:
    """Discs at both sides of the body, each as near to the height of its place as the others allow.

    `room` is what stands before the body, and how wide the picture is; the highest disc is at `top`.
    """
    radius, (side, width) = _RADIUS * setting.styles.text.size, room
    spots = [
        (number, (side + across * scale, up * scale))
        for number, (across, up) in enumerate((place_at(mark.at, body.view) for mark in body.marks), 1)
    ]
    columns: dict[bool, list[tuple[int, tuple[float, float]]]] = {False: [], True: []}
    for one in sorted(spots, key=lambda one: abs(one[1][0] - width / 2) < _MIDDLE):
        from_middle = one[1][0] - width / 2
        fewer = len(columns[True]) <= len(columns[False])
        columns[fewer if abs(from_middle) < _MIDDLE else from_middle > 0].append(one)
    made: list[_Placed] = []
    for right, column in columns.items():
        column.sort(key=lambda one: -one[1][1])
        step = 2 * radius + _APART * setting.styles.text.size
        heights = _spread([spot[1] for _, spot in column], step, radius, top)
        x = width - radius if right else radius
        made += [_Placed(number, (x, up), spot) for (number, spot), up in zip(column, heights, strict=True)]
    return made


def _spread(wished: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Heights from the top down, `step` apart at least, between two ends, near to those wished for."""
    step = min(step, (high - low) / max(len(wished) - 1, 1))
    made: list[float] = []
    for number, up in enumerate(wished):
        room = low + (len(wished) - 1 - number) * step
        made.append(max(room, min(up, made[-1] - step if made else high)))
    return made


def _numbered(one: _Placed, radius: float, height: float, element: Element, setting: Setting) -> _Word:
    """A mark's number, in the middle of its disc."""
    style = replace(setting.styles.bold, colour=setting.palette.on_primary)
    box = stacked(set_line(str(one.number), style, element.add("P"), 4 * radius))
    width = style.family.bold.width(str(one.number), style.size, style.language)
    cap = style.family.bold.cap_height * style.size
    return box, one.disc[0] - width / 2, height - one.disc[1] - baseline(style) + cap / 2


def _sides(body: Body, element: Element, setting: Setting, width: float) -> Iterator[_Word]:
    """Which side is the person's left, above the picture's edges."""
    style = replace(setting.styles.label, colour=setting.palette.ink)
    names: tuple[PhraseName, PhraseName] = ("right", "left") if body.view == "front" else ("left", "right")
    for name, at_right in zip(names, (False, True), strict=True):
        word = setting.phrases[name]
        room = style.family.regular.width(word, style.size, style.language) + 1
        box = stacked(set_line(word, style, element.add("P"), room))
        yield box, width - room if at_right else 0.0, 0.0
