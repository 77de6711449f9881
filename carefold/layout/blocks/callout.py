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
from carefold.layout.symbols import MARGIN, draw_symbol, figure_of, symbol_drawer, symbol_room, symbol_size
from carefold.model.blocks import Callout
from carefold.model.inline import Words
from carefold.model.phones import EMERGENCY
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.units import Area

EMERGENCY_NUMBER = 20.0  # points
_NUMBERS = re.compile(rf"\b(?:{'|'.join(EMERGENCY)})\b")

_BAR, _RADIUS, _FRAME = 3.0, 3.5, 0.8
_PLAIN = ("note", "tip")  # a symbol stands in place of their sign; that of a graver kind stays before it


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a box and its sign; `solid` has white text on the colour itself, a `frame` stands for a ground."""

    ground: Rgb
    colour: Rgb
    sign: Callable[[float, float, float], Sign]
    solid: bool = False
    frame: Rgb | None = None
    symbol: str = ""  # in place of the sign

    @property
    def text(self) -> Rgb:
        """The colour of title and sign."""
        return WHITE if self.solid else self.colour


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
    division, word = parent.add("Div"), setting.phrases[body.kind]
    says = ": ".join(part for part in (word if body.title and body.title != word else "", body.alt) if part)
    sign = figure_of(division, says)
    inner = inside(setting, chosen)
    style = title_style(inner, chosen)
    symbol, room = None, 0.0
    if body.icon and body.kind in _PLAIN:
        chosen = replace(chosen, symbol=body.icon)
    elif body.icon:
        symbol, room = symbol_drawer(body.icon, style, chosen.text), symbol_room(style)
    measure = inner.measure - style.size * 1.7 - room
    title = division.add("P")
    lines = set_text(body.title, style, title, measure, "") if body.title else ()
    lines = lines or set_line(word, style, title, measure)
    lines = marked(indented(lines, room), symbol) if symbol else lines
    content = (
        set_text(_with_numbers(body.text) if chosen.solid else body.text, inner.styles.text, division, inner.measure)
        if body.text is not None
        else inner.compose(body.blocks, division, inner)
    )
    return (callout_box(lines, content, sign, setting, chosen),)


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
    """The setting of what stands in a box."""
    inner = setting.narrowed(2 * _padding(setting) + (0 if chosen.solid else _BAR))
    if not chosen.solid:
        return inner
    styles = inner.styles.on_danger()
    numbers = _number_size(styles.text.size)
    return inner.recoloured(styles.with_text(replace(styles.text, numbers=numbers)))


def _number_size(size: float) -> float:
    """How large an emergency number is beside text of a size, in points."""
    return max(min(EMERGENCY_NUMBER, 1.6 * size), 1.25 * size)


def _padding(setting: Setting) -> float:
    return min(11.0, setting.styles.text.size)


def callout_box(
    title: Sequence[Item], content: Sequence[Item], sign: Element | None, setting: Setting, chosen: Look
) -> Box:
    """A title with its sign above the content, on a ground; a sign without an element is an artifact."""
    style = title_style(setting, chosen)
    radius = style.size * 0.52
    leaf = sign.leaf() if sign else None

    def draw_sign(surface: Surface, x: float, y: float) -> None:
        middle = y - baseline(style) + style.size * style.family.bold.cap_height / 2
        if sign:
            surface.figure_box(sign, Area(x, middle - radius, 2 * radius, 2 * radius))
        if chosen.symbol:
            size = symbol_size(style)
            draw_symbol(
                surface, chosen.symbol, Area(x - MARGIN * size, middle - size / 2, size, size), chosen.text, leaf
            )
            return
        with surface.tagged(leaf) if leaf else surface.untagged():
            for outline, knocked_out in chosen.sign(x + radius, middle, radius):
                surface.paint(outline, fill=chosen.ground if knocked_out else chosen.text)

    head = marked(indented(title, style.size * 1.7), draw_sign)
    inner = stacked((*head, Space(3.0), *content))
    padding = _padding(setting)
    height, left = inner.height + 1.55 * padding, padding + (0 if chosen.solid else _BAR)

    def draw(surface: Surface, x: float, y: float) -> None:
        _draw_ground(surface, x, y - height, setting.measure, height, chosen)
        inner.draw(surface, x + left, y - 0.78 * padding)

    return Box(height, draw, inner.place, inner.too_wide)


def _draw_ground(surface: Surface, x: float, y: float, width: float, height: float, chosen: Look) -> None:
    if chosen.frame:
        half = _FRAME / 2
        outline = rounded(x + half, y + half, width - _FRAME, height - _FRAME, _RADIUS - half)
        surface.paint(outline, stroke=chosen.frame, width=_FRAME)
    else:
        surface.paint(rounded(x, y, width, height, _RADIUS), fill=chosen.ground)
    if not chosen.solid:
        surface.paint(left_edge(x, y, _BAR, height, _RADIUS), fill=chosen.colour)
