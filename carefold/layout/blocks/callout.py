"""Boxes that stand out: a drawn sign, a word, a ground; solid colour only for an emergency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.colour import WHITE, Rgb
from carefold.graphics.outline import left_edge, rounded
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, Item, Space, indented, marked, stacked
from carefold.layout.palette import Palette
from carefold.layout.paragraph import baseline
from carefold.layout.pictograms import Sign, cross, exclamation, letter_i, tick
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import RADIUS
from carefold.layout.symbols import draw_symbol, figure_of, leaf_of, symbol_drawer, symbol_room, symbol_size
from carefold.model.blocks import Callout
from carefold.model.inline import Words
from carefold.model.phones import EMERGENCY
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.units import Area

_NUMBER = 1.6  # share of the text's size that an emergency number has
_NUMBERS = re.compile(rf"\b(?:{'|'.join(EMERGENCY)})\b")

_BAR, _FRAME = 3.0, 0.8
_BEFORE_SIGN, _AFTER_SIGN = 4.0, 5.0  # least points between bar, sign and text
_BEFORE_LARGE, _AFTER_LARGE = 0.18, 0.31  # of them in large type, ems
_SIGN = 0.5  # radius of a sign in ems of text
_BAND = 5.0  # points above and below the title on a band
_PLAIN = ("note", "tip")  # a symbol stands in place of their sign; that of a graver kind stays before it


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a box and its sign; `solid` has white text on the colour itself, a `frame` stands around the ground.

    A `band` of solid colour has the title on it. `width` is that of the frame, points.
    """

    ground: Rgb
    colour: Rgb
    sign: Callable[[float, float, float], Sign]
    solid: bool = False
    frame: Rgb | None = None
    width: float = _FRAME
    bar: bool = True
    band: bool = False
    on_colour: Rgb = WHITE
    symbol: str = ""  # in place of the sign

    @property
    def text(self) -> Rgb:
        """The colour of title and sign."""
        return self.on_colour if self.solid or self.band else self.colour

    @property
    def behind(self) -> Rgb:
        """What title and sign stand on."""
        return self.colour if self.band else self.ground


def look(kind: str, palette: Palette) -> Look:
    """How a kind of callout looks."""
    if kind == "emergency":
        return Look(palette.danger, palette.danger, exclamation, solid=True)
    if kind in ("caution", "warning"):
        sign = exclamation if kind == "caution" else cross
        return Look(palette.caution_tint, palette.caution, sign, frame=palette.frame)
    return Look(palette.tint, palette.primary, tick if kind == "tip" else letter_i, frame=palette.frame)


def compose_callout(block: Callout, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Div with a bold title and its content; it stays whole."""
    body, chosen = block.callout, look(block.callout.kind, setting.palette)
    division, word = parent.add("Div", kind=body.kind), setting.phrases[body.kind]
    says = ": ".join(part for part in (word if body.title and body.title != word else "", body.alt) if part)
    sign = figure_of(division, says)
    inner = inside(setting, chosen)
    style = title_style(inner, chosen)
    symbol, room = None, 0.0
    if body.icon and body.kind in _PLAIN:
        chosen = replace(chosen, symbol=body.icon)
    elif body.icon:
        symbol, room = symbol_drawer(body.icon, style, chosen.text, figure_of(division, None)), symbol_room(style)
    title, measure = division.add("P"), inner.measure - room
    lines = set_text(body.title, style, title, measure, "") if body.title else ()
    lines = lines or set_line(word, style, title, measure)
    lines = marked(indented(lines, room), symbol) if symbol else lines
    content = (
        set_text(_with_numbers(body.text) if chosen.solid else body.text, inner.styles.text, division, inner.measure)
        if body.text is not None
        else inner.compose(body.blocks, division, inner)
    )
    return (callout_box(lines, content, sign, setting, chosen),)


def compose_low_emergency(text: Text, parent: Element, setting: Setting) -> Box:
    """What to do in an emergency without a title, which its sign says instead."""
    chosen, division = look("emergency", setting.palette), parent.add("Div", kind="emergency")
    inner, sign = inside(setting, chosen), figure_of(division, setting.phrases["emergency"])
    lines = set_text(_with_numbers(text), inner.styles.text, division, inner.measure)
    return callout_box(lines, (), sign, setting, chosen)


def _with_numbers(text: Text) -> Text:
    """The text with emergency numbers in bold, so that they are set large."""
    paragraphs = tuple(
        tuple(part for span in paragraph for part in (_parted(span) if isinstance(span, Words) else (span,)))
        for paragraph in text.paragraphs
    )
    return Text(text, text.places, paragraphs)


def _parted(span: Words) -> Iterator[Words]:
    at = 0
    for found in _NUMBERS.finditer(span.text):
        for start, end, bold in ((at, found.start(), span.bold), (found.start(), found.end(), True)):
            if end > start:
                yield replace(span.part(start, end), bold=bold)
        at = found.end()
    if at < len(span.text):
        yield span.part(at, len(span.text))


def title_style(setting: Setting, chosen: Look) -> TextStyle:
    """The style of a box's title."""
    size = setting.styles.text.size + (2.5 if chosen.solid else 1.0)
    return replace(setting.styles.heading, size=size, leading=round(size * 5) / 4, colour=chosen.text)


def inside(setting: Setting, chosen: Look) -> Setting:
    """The setting of what stands in a box: right of the sign, which hangs in the margin."""
    inner = setting.narrowed(_text_edge(setting) + 0.6 * _padding(setting))
    if not chosen.solid:
        return inner
    styles = inner.styles.on_danger()
    numbers = _number_size(styles.text.size)
    return inner.recoloured(styles.with_text(replace(styles.text, numbers=numbers)))


def _number_size(size: float) -> float:
    """How large an emergency number is beside text of a size, in points."""
    return _NUMBER * size


def _padding(setting: Setting) -> float:
    return min(11.0, setting.styles.text.size)


def _text_edge(setting: Setting) -> float:
    """How far right of a box's left edge all its text stands, in points."""
    size = setting.styles.text.size
    return _BAR + max(_BEFORE_SIGN, _BEFORE_LARGE * size) + 2 * _SIGN * size + _after_sign(setting)


def _after_sign(setting: Setting) -> float:
    return max(_AFTER_SIGN, _AFTER_LARGE * setting.styles.text.size)


def callout_box(
    title: Sequence[Item], content: Sequence[Item], sign: Element | None, setting: Setting, chosen: Look
) -> Box:
    """A title with its sign beside it above the content, on a ground; a sign without an element is an artifact."""
    style, radius, left = title_style(setting, chosen), _SIGN * setting.styles.text.size, _text_edge(setting)
    leaf, after = leaf_of(sign), _after_sign(setting)
    down = next((item.baseline for item in title if isinstance(item, Box)), baseline(style))

    def draw_sign(surface: Surface, x: float, y: float) -> None:
        x, middle = x - after - radius, y - down + style.size * style.family.bold.cap_height / 2
        if sign:
            surface.figure_box(sign, Area(x - radius, middle - radius, 2 * radius, 2 * radius))
        if chosen.symbol:
            size = symbol_size(style)
            draw_symbol(surface, chosen.symbol, Area(x - size / 2, middle - size / 2, size, size), chosen.text, leaf)
            return
        with surface.tagged(leaf) if leaf else surface.untagged():
            for outline, knocked_out in chosen.sign(x, middle, radius):
                surface.paint(outline, fill=chosen.behind if knocked_out else chosen.text)

    above, between, below = _room(setting, chosen)
    inner = stacked((*marked(title, draw_sign), Space(between), *content))
    height, head = above + inner.height + below, above + sum(item.height for item in title) + _BAND

    def draw(surface: Surface, x: float, y: float) -> None:
        _draw_ground(surface, Area(x, y - height, setting.measure, height), head, chosen)
        inner.draw(surface, x + left, y - above)

    return Box(height, draw, inner.place, inner.too_wide)


def _room(setting: Setting, chosen: Look) -> tuple[float, float, float]:
    """Points above the title, between it and the content, and below that."""
    padding = _padding(setting)
    return (_BAND, 1.8 * _BAND, 0.6 * padding) if chosen.band else (0.64 * padding, 3.0, 0.64 * padding)


def _draw_ground(surface: Surface, area: Area, head: float, chosen: Look) -> None:
    """Ground, frame, bar; a band is `head` points high, and a frame of its colour goes around what is below it."""
    x, y, width, height = area.x, area.y, area.width, area.height
    if chosen.band:
        edge = chosen.width
        surface.paint(rounded(x, y, width, height, RADIUS), fill=chosen.colour)
        below = rounded(x + edge, y + edge, width - 2 * edge, height - head - edge, RADIUS - edge)
        surface.paint(below, fill=chosen.ground)
    elif chosen.frame:
        half = chosen.width / 2
        outline = rounded(x + half, y + half, width - chosen.width, height - chosen.width, RADIUS - half)
        ground = None if chosen.ground == WHITE else chosen.ground
        surface.paint(outline, fill=ground, stroke=chosen.frame, width=chosen.width)
    else:
        surface.paint(rounded(x, y, width, height, RADIUS), fill=chosen.ground)
    if chosen.bar and not chosen.solid:
        surface.paint(left_edge(x, y, _BAR, height, RADIUS), fill=chosen.colour)
