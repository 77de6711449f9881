"""The cover of a folded handout: title and promise on top, art below, the clinic at the foot."""

from __future__ import annotations

from dataclasses import replace

from carefold.graphics.colour import WHITE
from carefold.graphics.outline import line, rounded
from carefold.graphics.surface import Surface
from carefold.model.handout import Handout
from carefold.structure import Element
from carefold.typeset.art import draw_art
from carefold.typeset.boxes import Box, Space, stacked
from carefold.typeset.composition import Job, logo_box
from carefold.typeset.linebreak import break_lines
from carefold.typeset.setting import Setting, set_line
from carefold.typeset.words import TextStyle
from carefold.units import INCH, MM, Area

CARD_HEIGHT = 3.55 * INCH  # leaflets stand in racks: the title shows in their top
LOGO_HEIGHT = 34.0
LARGEST_TITLE, SMALLEST_TITLE = 38.0, 24.0
_FROM_FOLD, _FROM_EDGE, _PADDING = 6.3 * MM, 7.2 * MM, 0.3 * INCH  # from the fold: 3 mm also at 94%


def compose_cover(job: Job, parent: Element, panel: Area, at_left: bool, setting: Setting) -> Box:
    """The cover as a box as high as the panel; `at_left` tells that the sheet's edge is at its left."""
    handout, brand, palette = job.resolved.handout, job.resolved.brand, setting.palette
    left, right = (_FROM_EDGE, _FROM_FOLD) if at_left else (_FROM_FOLD, _FROM_EDGE)
    width = panel.width - left - right
    measure = width - 2 * _PADDING
    card = _card_text(handout, parent, measure, setting)
    foot = _foot(job, parent, setting)
    card_height = max(min(CARD_HEIGHT, panel.height * 0.45), card.height + 2 * _PADDING)

    def draw(surface: Surface, x: float, y: float) -> None:
        x, top = x + left, y - 0.3 * INCH
        surface.paint(rounded(x, top - card_height, width, card_height, 6), fill=palette.ink)
        card.draw(surface, x + _PADDING, top - _PADDING)
        foot_top = y - panel.height + 0.55 * INCH + foot.height
        art = Area(x, foot_top + 28, width, top - card_height - foot_top - 56)
        draw_art(brand.cover, handout.id or handout.title, surface, art, palette)
        surface.paint(line(x, foot_top + 7, x + width, foot_top + 7), stroke=palette.primary, width=2)
        foot.draw(surface, x, foot_top)

    return Box(panel.height, draw)


def _card_text(handout: Handout, parent: Element, measure: float, setting: Setting) -> Box:
    styles = setting.styles
    label = replace(styles.text, size=13.0, leading=17.0, colour=setting.palette.pale, weight="semibold")
    items = [*set_line(setting.phrases["patient-information"], label, parent.add("P"), measure), Space(20)]
    items += set_line(handout.title, _title_style(handout.title, measure, setting), parent.add("H1"), measure)
    if handout.subtitle:
        subtitle = replace(styles.text, size=15.0, leading=19.5, colour=WHITE)
        items += [Space(22), *set_line(handout.subtitle, subtitle, parent.add("P"), measure)]
    return stacked(items)


def _title_style(title: str, measure: float, setting: Setting) -> TextStyle:
    """The largest size at which the title's longest word fits and it takes at most three lines."""
    style, size = setting.styles.title, LARGEST_TITLE
    face = style.family.styled(bold=True, italic=False)
    while size > SMALLEST_TITLE:
        space = face.width(" ", size, style.language)
        words = [face.width(word, size, style.language) for word in title.split(" ")]
        lines = break_lines(words, [space] * len(words), [True] * len(words), measure, balanced=True)
        if max(words) <= measure and len(lines) <= 3:
            break
        size -= 1.0
    return replace(style, size=size, leading=size * 1.1, colour=WHITE)


def _foot(job: Job, parent: Element, setting: Setting) -> Box:
    """Logo, name and tagline of the clinic."""
    styles, brand = setting.styles, job.resolved.brand
    figure = parent.add("Figure", alt=brand.name) if job.logo else None
    logo, width = logo_box(job, LOGO_HEIGHT, figure)
    right = width + 9 if width else 0.0
    name = replace(styles.section, size=16.0, leading=19.0, colour=setting.palette.ink)
    items = list(set_line(brand.name, name, parent.add("P"), setting.measure - right))
    if brand.tagline:
        tagline = replace(styles.text, size=12.0, leading=16.0)
        items += set_line(brand.tagline, tagline, parent.add("P"), setting.measure - right)
    words = stacked(items)

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y - 1)
        words.draw(surface, x + right, y)

    return Box(max(words.height, logo.height), draw)
