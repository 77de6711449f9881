"""Sections one below another: titles, urgent ones on a band, and the blocks below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from carefold.content.plain_text import said
from carefold.graphics.colour import WHITE
from carefold.graphics.outline import rounded
from carefold.graphics.surface import Surface
from carefold.layout.across import blocks_across
from carefold.layout.block_table import compose_blocks, placed_across
from carefold.layout.boxes import NEVER, Box, Item, Space, height, indented, marked, stacked
from carefold.layout.paragraph import baseline
from carefold.layout.pictograms import exclamation
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import RADIUS
from carefold.layout.symbols import figure_of, symbol_drawer, symbol_room
from carefold.layout.together import held, in_one_column
from carefold.model.block import Block
from carefold.model.blocks import Callout, ContactBlock, Heading, Questions, TableBlock, TextBlock
from carefold.model.forms import LogBlock
from carefold.model.handout import Section
from carefold.model.lists import Steps
from carefold.model.pictures import BodyMap, Compare, FigureBlock, IconArrayBlock, QrBlock
from carefold.model.plans import Appointments, DoDont, Schedule, Timeline, Zones
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.units import Area

SECTION_GAP, TITLE_GAP, _ABOVE_EDGE = 16.0, 2.0, 6.0  # points above a title, below it, and below it to an edge
_SHORT_SECTION = 8  # lines: a shorter one is not split
_FEW_LINES = 6  # of a text across a page, with its title
_HEADED = (Heading, Questions, Timeline)  # blocks that begin with a heading
# Blocks that begin with a rule, a ground or a picture.
_DRAWN = (
    Appointments, BodyMap, Callout, Compare, DoDont, FigureBlock, IconArrayBlock, LogBlock, QrBlock, Schedule, Steps,
    Zones,
)  # fmt: skip
_ABOVE_HEADING = 8.0  # points between a section's title and a heading right below it: they are of two levels
_URGENT_PADDING, _URGENT_BAND = 7.0, 4.0  # points beside an urgent title and its sign, and above and below it


def compose_sections(
    sections: Iterable[Section], parent: Element, setting: Setting, wide: Setting | None = None
) -> tuple[Item, ...]:
    """Sections one below another; a title stays with what follows. What is too wide for a column is set `wide`.

    So is a text of few lines, and nothing else, that would leave the column beside it empty.
    """
    items: list[Item] = []
    written = list(sections)
    across = [blocks_across(section.blocks, setting) if wide else [] for section in written]
    for number, section in enumerate(written):
        items.append(Space(SECTION_GAP, section=said(section.title), panel=section.panel or ""))
        element, lonely = parent.add("Sect"), bool(wide) and _is_lonely(written, across, number)
        made = _compose_section(section, element, setting, wide, [True] * len(section.blocks)) if lonely else ()
        if not made or height(made) > _FEW_LINES * setting.styles.text.leading:
            element.children.clear()
            made = _compose_section(section, element, setting, wide, across[number])
        items += made
    return tuple(items)


def _is_lonely(sections: Sequence[Section], across: Sequence[Sequence[bool]], number: int) -> bool:
    """Whether a section is all text, and no other stands in columns right above or below it."""
    texts = all(isinstance(block, (TextBlock, Callout)) for block in sections[number].blocks)
    above = number == 0 or any(across[number - 1][-1:])
    below = number == len(sections) - 1 or any(across[number + 1][:1])
    return texts and above and below and not any(across[number])


def _compose_section(
    section: Section, element: Element, setting: Setting, wide: Setting | None, across: Sequence[bool]
) -> Sequence[Item]:
    setting, wide = setting.about(section.title), wide.about(section.title) if wide else None
    if wide and any(across[:1]):
        title = placed_across(compose_title(section, element, wide))
    else:
        title = compose_title(section, element, setting)
    items = (*title, *compose_blocks(section.blocks, element, setting, wide, across))
    if height(items) < _SHORT_SECTION * setting.styles.text.leading:
        return held(items if any(across) else in_one_column(items))
    return held(items) if any(isinstance(block, ContactBlock) for block in section.blocks) else items


def compose_title(section: Section, element: Element, setting: Setting) -> tuple[Item, ...]:
    """A section's title and the space below it; an urgent one in white on a band with a sign."""
    if section.urgent:
        return _urgent_title(section, element, setting)
    title = _title_words(section, element, setting.styles.section, setting.measure)
    return (*title, _below_title(section.blocks))


def _below_title(blocks: Sequence[Block]) -> Space:
    """The space below a section's title; what is drawn from edge to edge stands off from it as words do by themselves.

    Where room is short it does so less.
    """
    first = next(iter(blocks), None)
    if isinstance(first, _HEADED):
        return Space(_ABOVE_HEADING, NEVER)
    drawn = isinstance(first, _DRAWN) or (isinstance(first, TableBlock) and not first.table.caption)
    return Space(_ABOVE_EDGE, NEVER, gives=_ABOVE_EDGE - TITLE_GAP) if drawn else Space(TITLE_GAP, NEVER)


def _urgent_title(section: Section, element: Element, setting: Setting) -> tuple[Item, ...]:
    element.kind = "urgent"
    palette, style, radius = setting.palette, setting.styles.section, 0.46 * setting.styles.section.size
    right = 2 * (radius + _URGENT_PADDING)
    white, sign = replace(style, colour=WHITE, link=WHITE), figure_of(element, None)
    title = _title_words(section, element, white, setting.measure - right - _URGENT_PADDING)
    head, above = stacked(title), min(_URGENT_BAND, 0.25 * style.size)
    height = head.height + 2 * above
    sign_down = above + baseline(style) - style.size * style.family.bold.cap_height / 2

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(rounded(x, y - height, setting.measure, height, RADIUS), fill=palette.caution)
        surface.figure_box(sign, Area(x + _URGENT_PADDING, y - sign_down - radius, 2 * radius, 2 * radius))
        with surface.untagged():
            for outline, knocked_out in exclamation(x + _URGENT_PADDING + radius, y - sign_down, radius):
                surface.paint(outline, fill=palette.caution if knocked_out else WHITE)
        head.draw(surface, x + right, y - above)

    band = Box(height, draw, head.place, head.too_wide, baseline=above + baseline(style))
    return (band, Space(_URGENT_PADDING, NEVER))


def _title_words(section: Section, element: Element, style: TextStyle, measure: float) -> tuple[Item, ...]:
    """The title as a heading, after its symbol if it has one."""
    if not section.icon:
        return set_text(section.title, style, element, measure, "H2")
    sign, room = symbol_drawer(section.icon, style, style.colour, figure_of(element, section.alt)), symbol_room(style)
    return marked(indented(set_text(section.title, style, element, measure - room, "H2"), room), sign)
