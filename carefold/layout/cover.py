"""The cover of a folded handout: title and promise on top, art below, the clinic at the foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.image_files import natural_size
from carefold.graphics.outline import Outline, line, rectangle, rounded
from carefold.graphics.surface import Surface
from carefold.imposition.sheet import Panel
from carefold.layout.art import draw_art
from carefold.layout.boxes import Box, Space, stacked
from carefold.layout.composition import Job, logo_box
from carefold.layout.overflow import too_long
from carefold.layout.palette import Palette
from carefold.layout.setting import Setting, set_line
from carefold.model.handout import Handout
from carefold.spelling import printed
from carefold.structure import Element
from carefold.text.breaks import parts_of
from carefold.text.lines import break_lines
from carefold.text.shape import width_of
from carefold.units import INCH, Area

CARD_HEIGHT = 3.55 * INCH  # leaflets stand in racks: the title shows in their top
LOGO_HEIGHT = 34.0
LARGEST_TITLE, SMALLEST_TITLE = 38.0, 24.0
LEAST_TITLE = 11.0  # for a word that is too long for a line otherwise
LEAST_FITTED = 17.0  # for a title of many lines
_WHOLE_HEIGHT = 560.0  # points; lower panels have smaller type and less space
_LEAST_ART = 36.0
_ROUND = 6.0  # radius of corners
FRAME = 2.5  # points, around the title where there is no ground
_WIDEST_LOGO = 0.4  # share of the panel


def compose_cover(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """The cover as a box as high as the panel; CarefoldError when title and subtitle leave no room for the clinic."""
    handout, brand, palette, area, live = (
        job.resolved.handout,
        job.resolved.brand,
        setting.palette,
        panel.area,
        panel.live,
    )
    scale = min(1.0, max(0.5, area.height / _WHOLE_HEIGHT))
    padding, inset = 0.3 * INCH * scale, area.top - live.top
    room = live.height - _foot(job, Element("Sect"), scale, setting).height - 16 * scale
    card = _card_text(handout, parent, live.width - 2 * padding, room - 2 * padding, scale, setting)
    foot = _foot(job, parent, scale, setting)
    card_height = max(min(CARD_HEIGHT, area.height * 0.45), card.height + 2 * padding)
    room -= card_height
    if room < 0:
        texts = (handout.title, handout.subtitle, brand.name, brand.tagline)
        raise CarefoldError(too_long(job, "the cover", texts))

    def draw(surface: Surface, x: float, y: float) -> None:
        x, top = x + live.x - area.x, y - inset
        _draw_ground(surface, x, top, card_height, job, panel, palette)
        card.draw(surface, x + padding, top - padding)
        foot_top = y - area.height + live.y - area.y + foot.height
        if room > _LEAST_ART:
            gap = min(28.0, room / 4)
            art = Area(x, foot_top + 8 + gap, live.width, room - 2 * gap)
            if job.photo:
                _draw_photo(job.photo, surface, art)
            else:
                draw_art(brand.cover, handout.id or handout.title, surface, art, palette)
        surface.paint(line(x, foot_top + 7, x + live.width, foot_top + 7), stroke=palette.primary, width=2 * scale)
        foot.draw(surface, x, foot_top)

    return Box(area.height, draw)


def _draw_ground(
    surface: Surface, x: float, top: float, height: float, job: Job, panel: Panel, palette: Palette
) -> None:
    """The title's ground: inside the margins, or over the trim where there is a bleed; a heavy frame for mono."""
    if palette.frame:
        inset = FRAME / 2
        outline = rounded(x + inset, top - height + inset, panel.live.width - FRAME, height - FRAME, _ROUND)
        surface.paint(outline, stroke=palette.frame, width=FRAME)
    else:
        surface.paint(_ground(x, top, height, job.layout.bleed, panel), fill=palette.card)


def _ground(x: float, top: float, height: float, bleed: float, panel: Panel) -> Outline:
    """The title's ground: inside the margins, or over the trim where there is a bleed."""
    if not bleed:
        return rounded(x, top - height, panel.live.width, height, _ROUND)
    left = x - (panel.live.x - panel.area.x)
    over = bleed + panel.area.top - panel.live.top
    return rectangle(left, top - height, panel.area.width + bleed, height + over)


def _draw_photo(file: Path, surface: Surface, area: Area) -> None:
    """The middle of a photo that fills an area, its corners round; an artifact."""
    width, height = natural_size(file)
    scale = max(area.width / width, area.height / height)
    width, height = width * scale, height * scale
    whole = Area(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
    with surface.untagged():
        surface.picture(file, whole, rounded(area.x, area.y, area.width, area.height, _ROUND))


def _card_text(handout: Handout, parent: Element, measure: float, room: float, scale: float, setting: Setting) -> Box:
    """What stands on the title's ground; the title is smaller where it would be higher than the room."""
    size, least = (
        _title_size(handout.title, measure, scale, setting),
        max(LEAST_FITTED * scale, _least_title(scale, setting)),
    )
    while size > least and _card_at(size, handout, Element("Sect"), measure, scale, setting).height > room:
        size = max(least, size - 1.0)
    return _card_at(size, handout, parent, measure, scale, setting)


def _card_at(size: float, handout: Handout, parent: Element, measure: float, scale: float, setting: Setting) -> Box:
    styles = setting.styles
    small, pale = 13.0 * scale, setting.palette.on_card_quiet
    label = replace(styles.text, size=small, leading=small * 1.3, colour=pale, weight="semibold")
    title = replace(styles.title, size=size, leading=size * 1.1, colour=setting.palette.on_card)
    items = [*set_line(setting.phrases["patient-information"], label, parent.add("P"), measure), Space(20 * scale)]
    items += set_line(handout.title, title, parent.add("H1"), measure)
    if handout.subtitle:
        subtitle = replace(styles.text, size=15.0 * scale, leading=19.5 * scale, colour=setting.palette.on_card)
        items += [Space(22 * scale), *set_line(handout.subtitle, subtitle, parent.add("P"), measure)]
    return stacked(items)


def _title_size(title: str, measure: float, scale: float, setting: Setting) -> float:
    """The largest size at which the title's longest word fits and it takes at most three lines."""
    style, size, least = setting.styles.title, LARGEST_TITLE * scale, _least_title(scale, setting)
    face = style.family.styled(bold=True, italic=False)
    whole = printed(title).split()
    while size > least:
        space = width_of(" ", face, size, style.language)
        small = size <= SMALLEST_TITLE * scale
        words = [width_of(word, face, size, style.language) for word in (_parted(title) if small else whole)]
        lines = break_lines(words, [space] * len(words), [True] * len(words), measure, balanced=True)
        if max(words) <= measure and (small or len(lines) <= 3):
            break
        size = max(least, size - 1.0)
    return size


def _least_title(scale: float, setting: Setting) -> float:
    return max(LEAST_TITLE * scale, setting.styles.notes.size)


def _parted(title: str) -> list[str]:
    """A title's words, those with soft hyphens in their parts."""
    parts = pairwise((*parts_of(title), None))
    return [
        f"{part.text}-" if after and after.joint.hyphen else part.text
        for part, after in parts
        if part and part.text and not part.is_space
    ]


def _foot(job: Job, parent: Element, scale: float, setting: Setting) -> Box:
    """Logo, name and tagline of the clinic; the name says all that the logo does, so that is an artifact."""
    styles, brand = setting.styles, job.resolved.brand
    logo, width = logo_box(job, LOGO_HEIGHT * scale, _WIDEST_LOGO * setting.measure)
    right = width + 9 if width else 0.0
    name = replace(styles.section, size=16.0 * scale, leading=19.0 * scale, colour=setting.palette.ink)
    items = list(set_line(brand.name, name, parent.add("P"), setting.measure - right))
    if brand.tagline:
        tagline = replace(styles.text, size=12.0 * scale, leading=16.0 * scale)
        items += set_line(brand.tagline, tagline, parent.add("P"), setting.measure - right)
    words = stacked(items)

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y - 1)
        words.draw(surface, x + right, y)

    return Box(max(words.height, logo.height), draw)
