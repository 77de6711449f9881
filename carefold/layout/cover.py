"""The cover of a folded handout: title and promise on top, art below, the clinic at the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.image_files import is_vector, natural_size
from carefold.graphics.outline import line, rectangle, rounded
from carefold.graphics.surface import Surface
from carefold.imposition.sheet import Panel
from carefold.layout.art import draw_art
from carefold.layout.boxes import Box, Draw, Item, Space, stacked
from carefold.layout.composition import Job, logo_box, stands_alone
from carefold.layout.ground import ROUND, draw_block
from carefold.layout.overflow import too_long
from carefold.layout.palette import Palette
from carefold.layout.setting import Setting, set_line
from carefold.model.handout import Handout
from carefold.model.pictures import Described
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
    card_height = max(min(CARD_HEIGHT, area.height * 0.45), card.height + 2 * padding)
    room -= card_height
    if room < 0:
        texts = (handout.title, handout.subtitle, brand.name, brand.tagline)
        raise CarefoldError(too_long(job, "the cover", texts))
    picture = _picture(job, parent, setting) if room > _LEAST_ART else None
    foot = _foot(job, parent, scale, setting)

    def draw(surface: Surface, x: float, y: float) -> None:
        x, top = x + live.x - area.x, y - inset
        block = Area(x, top - card_height, live.width, card_height)
        _draw_ground(surface, block, job, panel, palette, _BAR * scale)
        card.draw(surface, x + padding, top - padding)
        foot_top = y - area.height + live.y - area.y + foot.height
        if picture:
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


def _picture(job: Job, parent: Element, setting: Setting) -> Callable[[Surface, Area], None]:
    """What fills an area below the title: the handout's own picture, else the brand's photo or drawn art."""
    handout, brand, photo = job.resolved.handout, job.resolved.brand, job.photo
    if handout.cover_image is not None:
        return _own_picture(handout.cover_image, job, parent)
    if photo:
        return lambda surface, area: _untagged(partial(_draw_photo, photo), surface, area)
    return lambda surface, area: draw_art(brand.cover, handout.id or handout.title, surface, area, setting.palette)


def _own_picture(picture: Described, job: Job, parent: Element) -> Callable[[Surface, Area], None]:
    """A photo that fills the area, or a drawing as a whole; a Figure with its alternative text, or an artifact."""
    file = job.find_picture(picture.image)
    fill = partial(_draw_drawing if is_vector(file) else _draw_photo, file)
    if not picture.alt:
        return lambda surface, area: _untagged(fill, surface, area)
    figure = parent.add("Figure", alt=picture.alt)
    leaf = figure.leaf()

    def draw(surface: Surface, area: Area) -> None:
        surface.figure_box(figure, area)
        with surface.tagged(leaf):
            fill(surface, area)

    return draw


def _untagged(fill: Callable[[Surface, Area], None], surface: Surface, area: Area) -> None:
    with surface.untagged():
        fill(surface, area)


def _draw_photo(file: Path, surface: Surface, area: Area) -> None:
    """The middle of a photo that fills an area, its corners round."""
    surface.picture(file, _scaled(file, area, max), rounded(area.x, area.y, area.width, area.height, ROUND))


def _draw_drawing(file: Path, surface: Surface, area: Area) -> None:
    """A drawing as large as the area holds, in its middle."""
    surface.picture(file, _scaled(file, area, min))


def _scaled(file: Path, area: Area, choose: Callable[[float, float], float]) -> Area:
    """A picture around the middle of an area, by the larger or smaller of the scales that fit its sides."""
    width, height = natural_size(file)
    scale = choose(area.width / width, area.height / height)
    width, height = width * scale, height * scale
    return Area(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)


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
    """The clinic: a logo that can be read, or an artifact with the name beside it, which says all that it does."""
    alone = stands_alone(job.logo)
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
        name = replace(styles.section, size=16.0 * scale, leading=19.0 * scale, colour=setting.palette.ink)
        items += set_line(brand.name, name, parent.add("P"), measure)
    if brand.tagline:
        tagline = replace(styles.text, size=12.0 * scale, leading=16.0 * scale)
        items += set_line(brand.tagline, tagline, parent.add("P"), measure)
    return items
