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
from carefold.layout.boxes import Box, Item, Space, stacked
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
_SMALLEST_SCALE = 0.5  # of a cover: a wallet card
_ABOVE_RULE = 5.0  # points
PADDING = 0.3 * INCH
_WIDEST_LOGO = 0.4  # share of the panel


def compose_cover(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """The cover as a box as high as the panel; CarefoldError when title and subtitle leave no room for the clinic."""
    return face(
        job, panel, compose_card(job, parent, panel, setting), compose_foot(job, parent, panel, setting), setting
    )


def compose_card(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """What stands on the title's ground, no higher than the panel allows."""
    scale = scale_of(panel)
    padding = PADDING * scale
    room = panel.live.height - compose_foot(job, Element("Sect"), panel, setting).height - 16 * scale
    return _card_text(job.resolved.handout, parent, panel.live.width - 2 * padding, room - 2 * padding, scale, setting)


def scale_of(panel: Panel) -> float:
    """How much of their size type and space have on a cover: a low panel has less."""
    return min(1.0, max(_SMALLEST_SCALE, panel.area.height / _WHOLE_HEIGHT))


def face(job: Job, panel: Panel, card: Box, foot: Box, setting: Setting, part: int = 0, parts: int = 1) -> Box:
    """A panel with a text on a ground, art below it, and the clinic at the foot: one of a cover's parts.

    CarefoldError without room.
    """
    handout, brand, palette, area, live = (
        job.resolved.handout,
        job.resolved.brand,
        setting.palette,
        panel.area,
        panel.live,
    )
    scale, inset = scale_of(panel), area.top - live.top
    padding = PADDING * scale
    card_height = max(min(CARD_HEIGHT, area.height * 0.45), card.height + 2 * padding)
    room = live.height - foot.height - 16 * scale - card_height
    if room > 0 and scale == _SMALLEST_SCALE:
        card_height, room = max(card_height, card_height + room - _ABOVE_RULE), 0.0
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
                whole = Area(art.x - part * art.width, art.y, parts * art.width, art.height)
                _draw_photo(job.photo, surface, art, whole)
            else:
                draw_art(brand.cover, (handout.id or handout.title) + part * "'", surface, art, palette)
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


def _draw_photo(file: Path, surface: Surface, area: Area, filled: Area) -> None:
    """What is seen in an area of a photo whose middle fills a larger one, its corners round; an artifact."""
    width, height = natural_size(file)
    scale = max(filled.width / width, filled.height / height)
    width, height = width * scale, height * scale
    whole = Area(filled.x + (filled.width - width) / 2, filled.y + (filled.height - height) / 2, width, height)
    with surface.untagged():
        surface.picture(file, whole, rounded(area.x, area.y, area.width, area.height, _ROUND))


def _card_text(handout: Handout, parent: Element, measure: float, room: float, scale: float, setting: Setting) -> Box:
    """What stands on the title's ground; the title is smaller where it would be higher than the room."""
    size, least = (
        _title_size(handout.title, measure, scale, setting),
        max(LEAST_FITTED * scale, _least_title(setting)),
    )
    while size > least and _card_at(size, handout, Element("Sect"), measure, scale, setting).height > room:
        size = max(least, size - 1.0)
    return _card_at(size, handout, parent, measure, scale, setting)


def _card_at(size: float, handout: Handout, parent: Element, measure: float, scale: float, setting: Setting) -> Box:
    styles = setting.styles
    least, pale = setting.styles.label.size, setting.palette.on_card_quiet
    small = max(13.0 * scale, min(13.0, least))
    label = replace(styles.text, size=small, leading=small * 1.3, colour=pale, weight="semibold")
    title = replace(styles.title, size=size, leading=size * 1.1, colour=setting.palette.on_card)
    items: list[Item] = []
    if scale > _SMALLEST_SCALE:
        items += set_line(setting.phrases["patient-information"], label, parent.add("P"), measure)
        items.append(Space(20 * scale))
    items += set_line(handout.title, title, parent.add("H1"), measure)
    if handout.subtitle:
        items += [Space(22 * scale), *promise(handout.subtitle, parent, measure, scale, setting)]
    return stacked(items)


def promise(subtitle: str, parent: Element, measure: float, scale: float, setting: Setting) -> tuple[Item, ...]:
    """The subtitle as it stands on the title's ground."""
    size = max(15.0 * scale, min(15.0, setting.styles.label.size))
    style = replace(setting.styles.text, size=size, leading=size * 1.3, colour=setting.palette.on_card)
    return set_line(subtitle, style, parent.add("P"), measure)


def _title_size(title: str, measure: float, scale: float, setting: Setting) -> float:
    """The largest size at which the title's longest word fits and it takes at most three lines."""
    style, size, least = setting.styles.title, LARGEST_TITLE * scale, _least_title(setting)
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


def _least_title(setting: Setting) -> float:
    return max(LEAST_TITLE, setting.styles.notes.size)


def _parted(title: str) -> list[str]:
    """A title's words, those with soft hyphens in their parts."""
    parts = pairwise((*parts_of(title), None))
    return [
        f"{part.text}-" if after and after.joint.hyphen else part.text
        for part, after in parts
        if part and part.text and not part.is_space
    ]


def compose_foot(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """Logo, name and tagline of the clinic; the name says all that the logo does, so that is an artifact."""
    styles, brand, scale = setting.styles, job.resolved.brand, scale_of(panel)
    logo, width = logo_box(job, LOGO_HEIGHT * scale, _WIDEST_LOGO * setting.measure)
    right = width + 9 if width else 0.0
    size = max(16.0 * scale, min(16.0, styles.label.size))
    name = replace(styles.section, size=size, leading=size * 1.19, colour=setting.palette.ink)
    items = list(set_line(brand.name, name, parent.add("P"), setting.measure - right))
    if brand.tagline and scale > _SMALLEST_SCALE:
        tagline = replace(styles.text, size=12.0 * scale, leading=16.0 * scale)
        items += set_line(brand.tagline, tagline, parent.add("P"), setting.measure - right)
    words = stacked(items)

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y - 1)
        words.draw(surface, x + right, y)

    return Box(max(words.height, logo.height), draw)
