"""Steps in order, each with a numbered disc."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.graphics.outline import circle
from carefold.graphics.surface import Run, Surface
from carefold.layout.blocks.continued import in_order
from carefold.layout.boxes import NEVER, Box, Draw, Item, Space, height, indented, kept, listed, marked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.model.lists import Step, Steps
from carefold.structure import Element, Leaf


def compose_steps(block: Steps, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """L with a number as each item's label; a step stays whole."""
    listing = parent.add("L", O="List", ListNumbering="Decimal")
    room = symbol_room(setting.styles.text) if any(step.icon for step in block.steps) else 0.0
    steps = [_compose_step(step, number, listing, setting, room) for number, step in enumerate(block.steps, 1)]
    return in_order(listed(steps, GRID + 2), len(steps), setting)


def _compose_step(step: Step, number: int, listing: Element, setting: Setting, room: float) -> tuple[Item, ...]:
    """A step, its words `room` points further right for symbols."""
    style = setting.styles.text
    radius = style.size * 0.84
    indent = 2 * radius + style.size * 0.8
    entry = listing.add("LI")
    leaf = entry.add("Lbl").leaf(str(number))
    body = entry.add("LBody")
    bold, measure = setting.styles.bold, setting.measure - indent - room
    sign = symbol_drawer(step.icon, bold, style.link, figure_of(body, step.alt)) if step.icon else None
    items: tuple[Item, ...] = indented(set_text(step.title, bold, body, measure), room)
    items = marked(items, sign) if sign else items
    if step.text is not None:
        items = (*items, Space(0.0, NEVER), *indented(set_text(step.text, style, body, measure), room))
    return with_disc(indented(items, indent), number, radius, leaf, setting)


def with_disc(items: Sequence[Item], number: int, radius: float, leaf: Leaf, setting: Setting) -> tuple[Item, ...]:
    """A list that may not break, a number on a disc beside its first line; it is at least as high as the disc."""
    if not items:
        return ()
    *before, last = items
    lacking = max(0.0, _middle(radius, setting) + radius - height(items))
    if lacking and isinstance(last, Box):
        last = last._replace(height=last.height + lacking)
    return kept(marked((*before, last), _disc(number, radius, leaf, setting)))


def _middle(radius: float, setting: Setting) -> float:
    """How far below the top of its line a disc's middle is."""
    return max(radius + 1, setting.styles.text.leading * 0.58)


def _disc(number: int, radius: float, leaf: Leaf, setting: Setting) -> Draw:
    """Draws a number on a disc beside a first line."""
    style, face = setting.styles.text, setting.styles.text.family.bold
    size = style.size
    glyphs, space = face.shape(str(number), style.language), face.shape(" ", style.language)
    left = radius - glyphs.advance * size / 2000
    run = Run(left, (glyphs, space), face, size, setting.palette.on_primary, leaf=leaf)

    def draw(surface: Surface, x: float, y: float) -> None:
        middle = y - _middle(radius, setting)
        surface.paint(circle(x + radius, middle, radius), fill=setting.palette.primary)
        surface.text(x, middle - size * face.cap_height / 2, (run,))

    return draw
