"""The cover of a folded handout: title and promise on top, art below, the clinic at the foot."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.outline import line, rectangle
from carefold.graphics.surface import Surface
from carefold.imposition.sheet import Panel
from carefold.layout.boxes import Box, Draw, Item, Space, stacked
from carefold.layout.composition import Job, logo_box, stands_alone
from carefold.layout.cover_picture import Picture, cover_picture
from carefold.layout.ground import draw_block
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
_BAR = 9.0  # points, of the accent at the foot of the title's ground
_WIDE_LOGO_HEIGHT, _BELOW_LOGO = 30.0, 5.0  # points, of a logo that stands alone
_SMALLEST_SCALE = 0.5  # of a cover: a wallet card
_ABOVE_RULE = 5.0  # points
PADDING = 0.3 * INCH
LABEL_SIZE, BELOW_LABEL = 13.0, 20.0  # points: the label above a title, and the room between them
_WIDEST_LOGO = 0.4  # share of the panel


def compose_cover(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """The cover as a box as high as the panel; CarefoldError when title and subtitle leave no room for the clinic."""
    card = compose_card(job, parent, panel, setting)
    room = _room(panel, card, compose_foot(job, Element("Sect"), panel, setting))[1]
    picture = cover_picture(job, parent, setting) if room > _LEAST_ART else None
    return face(job, panel, card, compose_foot(job, parent, panel, setting), picture, setting)


def compose_card(job: Job, parent: Element, panel: Panel, setting: Setting) -> Box:
    """What stands on the title's ground, no higher than the panel allows."""
    scale = scale_of(panel)
    padding = PADDING * scale
    room = panel.live.height - compose_foot(job, Element("Sect"), panel, setting).height - 16 * scale
    return _card_text(job.resolved.handout, parent, panel.live.width - 2 * padding, room - 2 * padding, scale, setting)


def scale_of(panel: Panel) -> float:
    """How much of their size type and space have on a cover: a low panel has less."""
    return min(1.0, max(_SMALLEST_SCALE, panel.area.height / _WHOLE_HEIGHT))


def _room(panel: Panel, card: Box, foot: Box) -> tuple[float, float]:
    """How high the title's ground is, and what is left for a picture, in points."""
    scale = scale_of(panel)
    card_height = max(min(CARD_HEIGHT, panel.area.height * 0.45), card.height + 2 * PADDING * scale)
    room = panel.live.height - foot.height - 16 * scale - card_height
    if room > 0 and scale == _SMALLEST_SCALE:
        return max(card_height, card_height + room - _ABOVE_RULE), 0.0
    return card_height, room


def face(job: Job, panel: Panel, card: Box, foot: Box, picture: Picture | None, setting: Setting) -> Box:
    """A panel with a text on a ground, a picture below it, and the clinic at the foot: one of a cover's parts.

    CarefoldError without room.
    """
    handout, brand, palette = job.resolved.handout, job.resolved.brand, setting.palette
    area, live = panel.area, panel.live
    scale, inset = scale_of(panel), area.top - live.top
    padding = PADDING * scale
    card_height, room = _room(panel, card, foot)
    if room < 0:
        texts = (handout.title, handout.subtitle, brand.name, brand.tagline)
        raise CarefoldError(too_long(job, "the cover", texts))

    def draw(surface: Surface, x: float, y: float) -> None:
        x, top = x + live.x - area.x, y - inset
        block = Area(x, top - card_height, live.width, card_height)
        _draw_ground(surface, block, job, panel, palette, _BAR * scale)
        card.draw(surface, x + padding, top - padding)
        foot_top = y - area.height + live.y - area.y + foot.height
        if picture and room > _LEAST_ART:
            gap = min(28.0, room / 4)
            picture(surface, Area(x, foot_top + 8 + gap, live.width, room - 2 * gap))
        surface.paint(line(x, foot_top + 7, x + live.width, foot_top + 7), stroke=palette.primary, width=2 * scale)
        foot.draw(surface, x, foot_top)

    return Box(area.height, draw)


def _draw_ground(surface: Surface, block: Area, job: Job, panel: Panel, palette: Palette, bar: float) -> None:
    """The title's ground: inside the margins, or over the trim where there is a bleed."""
    bleed = job.layout.bleed
    if palette.frame or not bleed:
        draw_block(surface, block, palette, bar)
        return
    left = block.x - (panel.live.x - panel.area.x)
    over = bleed + panel.area.top - panel.live.top
    width = panel.area.width + bleed
    surface.paint(rectangle(left, block.y, width, block.height + over), fill=palette.card)
    surface.paint(rectangle(left, block.y, width, bar), fill=palette.bar)


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
    small = max(LABEL_SIZE * scale, min(LABEL_SIZE, least))
    label = replace(styles.text, size=small, leading=small * 1.3, colour=pale, weight="semibold")
    title = replace(styles.title, size=size, leading=size * 1.1, colour=setting.palette.on_card)
    items: list[Item] = []
    if scale > _SMALLEST_SCALE:
        items += set_line(setting.phrases["patient-information"], label, parent.add("P"), measure)
        items.append(Space(BELOW_LABEL * scale))
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
    """The clinic: a logo that can be read, or an artifact with the name beside it, which says all that it does."""
    alone, scale = stands_alone(job.logo), scale_of(panel)
    logo, width = _logo(job, scale, setting, alone)
    right, down = (0.0, logo.height + _BELOW_LOGO) if alone else (width + 9 if width else 0.0, 0.0)
    draw_logo = _read_out(logo, width, job.resolved.brand.name, parent) if alone else logo.draw
    words = stacked(_clinic_words(job, parent, scale, setting, setting.measure - right, named=not alone))

    def draw(surface: Surface, x: float, y: float) -> None:
        draw_logo(surface, x, y - 1)
        words.draw(surface, x + right, y - down)

    return Box(max(words.height + down, logo.height), draw)


def _read_out(logo: Box, width: float, name: str, parent: Element) -> Draw:
    """A logo that stands for the clinic's name."""
    figure = parent.add("Figure", alt=name)
    leaf = figure.leaf()

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.figure_box(figure, Area(x, y - logo.height, width, logo.height))
        with surface.tagged(leaf):
            logo.draw(surface, x, y)

    return draw


def _logo(job: Job, scale: float, setting: Setting, alone: bool) -> tuple[Box, float]:
    """The logo, and its width in points."""
    if alone:
        return logo_box(job, _WIDE_LOGO_HEIGHT * scale, setting.measure)
    return logo_box(job, LOGO_HEIGHT * scale, _WIDEST_LOGO * setting.measure)


def _clinic_words(
    job: Job, parent: Element, scale: float, setting: Setting, measure: float, *, named: bool
) -> list[Item]:
    """Name and tagline."""
    styles, brand, items = setting.styles, job.resolved.brand, list[Item]()
    if named:
        size = max(16.0 * scale, min(16.0, styles.label.size))
        name = replace(styles.section, size=size, leading=size * 1.19, colour=setting.palette.ink)
        items += set_line(brand.name, name, parent.add("P"), measure)
    if brand.tagline and scale > _SMALLEST_SCALE:
        tagline = replace(styles.text, size=12.0 * scale, leading=16.0 * scale)
        items += set_line(brand.tagline, tagline, parent.add("P"), measure)
    return items
