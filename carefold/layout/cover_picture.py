"""What stands below a cover's title: the handout's own picture, the brand's photo, or drawn art."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from carefold.graphics.colour import WHITE
from carefold.graphics.image_files import is_vector, natural_size
from carefold.graphics.outline import circle, rounded
from carefold.graphics.surface import Surface
from carefold.layout.art import draw_art
from carefold.layout.composition import Job
from carefold.layout.emblem import draw_emblem
from carefold.layout.ground import ROUND
from carefold.layout.palette import Palette
from carefold.layout.setting import Setting
from carefold.model.pictures import Described
from carefold.structure import ARTIFACT, Element
from carefold.units import Area

Picture: TypeAlias = Callable[[Surface, Area], None]
"""Fills an area below the title."""
_EMBLEM, _RING = 0.64, 0.09  # a symbol's share of the width, at most; white around it, as a share of its radius


@dataclass(frozen=True, slots=True)
class _Across:
    """Which part of a picture that goes across several panels stands on this one."""

    part: int
    parts: int

    def whole(self, area: Area) -> Area:
        """The area of all parts, where one of them is known."""
        return Area(area.x - self.part * area.width, area.y, self.parts * area.width, area.height)


def cover_picture(job: Job, parent: Element, setting: Setting, part: int = 0, parts: int = 1) -> Picture:
    """What fills an area below the title: the handout's own picture, else the brand's photo or drawn art.

    On these stands the handout's symbol, where it has one.

    Where a cover has several parts, the picture goes across them, and its first part stands for all.
    """
    handout, brand, photo = job.resolved.handout, job.resolved.brand, job.photo
    across = _Across(part, parts)
    if handout.cover_image is not None:
        return _own_picture(handout.cover_image, job, parent, across)
    icon = None if part else handout.icon
    if photo:
        art: Picture = partial(_untagged, partial(_draw_photo, photo, across))
    else:
        seed = (handout.id or handout.title) + part * "'"

        def art(surface: Surface, area: Area) -> None:
            draw_art(brand.cover, seed, surface, area, setting.palette, _hole(area) if icon else 0.0)

    return _with_emblem(art, icon, parent.add(ARTIFACT), setting.palette) if icon else art


def _with_emblem(art: Picture, icon: str, ornament: Element, palette: Palette) -> Picture:
    """The handout's symbol in the middle of the art, with white around it."""

    def draw(surface: Surface, area: Area) -> None:
        art(surface, area)
        x, y, radius = area.x + area.width / 2, area.y + area.height / 2, _hole(area)
        with surface.untagged():
            surface.paint(circle(x, y, radius), fill=WHITE)
        radius /= 1 + _RING
        draw_emblem(surface, icon, Area(x - radius, y - radius, 2 * radius, 2 * radius), palette, ornament)

    return draw


def _hole(area: Area) -> float:
    """The radius of what a symbol takes of art, in points."""
    return min(area.height, _EMBLEM * area.width) / 2


def _own_picture(picture: Described, job: Job, parent: Element, across: _Across) -> Picture:
    """A photo that fills the area, or a drawing as a whole; a Figure with its alternative text, or an artifact."""
    file = job.find_picture(picture.image)
    fill = partial(_draw_drawing if is_vector(file) else _draw_photo, file, across)
    if not picture.alt or across.part:
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


def _draw_photo(file: Path, across: _Across, surface: Surface, area: Area) -> None:
    """The middle of a photo that fills an area, its corners round."""
    shown = rounded(area.x, area.y, area.width, area.height, ROUND)
    surface.picture(file, _scaled(file, across.whole(area), max), shown)


def _draw_drawing(file: Path, across: _Across, surface: Surface, area: Area) -> None:
    """A drawing as large as the area holds, in its middle."""
    if not across.part:
        surface.picture(file, _scaled(file, area, min))


def _scaled(file: Path, area: Area, choose: Callable[[float, float], float]) -> Area:
    """A picture around the middle of an area, by the larger or smaller of the scales that fit its sides."""
    width, height = natural_size(file)
    scale = choose(area.width / width, area.height / height)
    width, height = width * scale, height * scale
    return Area(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
