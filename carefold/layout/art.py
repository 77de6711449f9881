"""Drawn art for covers, from the brand's colours; the seed makes each handout's its own."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Callable

from carefold.graphics.colour import WHITE
from carefold.graphics.outline import Outline, circle, curve, line, rounded
from carefold.graphics.surface import Surface
from carefold.layout.palette import Palette
from carefold.units import Area

_ARCH, _GAP = 0.36, 3.0  # radius of the largest arch, as a share of the width; points of white around each


def draw_art(kind: str, seed: str, surface: Surface, area: Area, palette: Palette, hole: float = 0.0) -> None:
    """Art of a kind (wave, arcs, grid, plain) inside an area, but for a round hole of that radius in its middle."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    _KINDS[kind](random.Random(number), surface, area, palette, hole)


def _is_clear(x: float, y: float, radius: float, area: Area, hole: float) -> bool:
    """Whether a circle does not reach into the hole in the middle of an area."""
    return not hole or math.dist((x, y), (area.x + area.width / 2, area.y + area.height / 2)) >= hole + radius


def _wave(chance: random.Random, surface: Surface, area: Area, palette: Palette, hole: float) -> None:
    """A river line with pebbles along it."""
    middle, swing = area.y + area.height / 2, area.height * (0.2 + 0.06 * chance.random())
    phase = chance.uniform(-0.35, 0.35)
    colours = (palette.accent, palette.middle, palette.pale)
    count = chance.randint(9, 11)
    colour = chance.randrange(3)
    for number in range(count):
        share = (number + 0.5 + chance.uniform(-0.22, 0.22)) / count
        radius = area.width * chance.choice((0.03, 0.04, 0.05, 0.062, 0.075))
        x = area.x + radius + share * (area.width - 2 * radius)
        y = middle + swing * math.sin(2 * math.pi * share + phase) + chance.uniform(-0.3, 0.3) * radius
        colour = (colour + chance.choice((1, 2))) % 3  # never the neighbour's
        if _is_clear(x, y, radius + _GAP, area, hole):
            surface.paint(circle(x, y, radius), fill=colours[colour])
    points = [(share / 24, math.sin(2 * math.pi * share / 24 + phase)) for share in range(25)]
    places = [(area.x + share * area.width, middle + swing * rise) for share, rise in points]
    surface.paint(_smooth(places), stroke=palette.primary, width=1.6)


def _smooth(points: list[tuple[float, float]]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """A curve through points (Catmull-Rom as Bézier)."""
    bends = []
    for index in range(len(points) - 1):
        before, start = points[max(index - 1, 0)], points[index]
        end, after = points[index + 1], points[min(index + 2, len(points) - 1)]
        bends.append(
            (
                start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6,
                end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6, *end,
            )
        )  # fmt: skip
    return curve(points[0], *bends)


def _arcs(chance: random.Random, surface: Surface, area: Area, palette: Palette, _hole: float) -> None:
    """Three arches with bands like rainbows, side by side on one line, the smaller ones in front."""
    unit = min(area.width, area.height / _ARCH)
    base = area.y + (area.height - _ARCH * unit) / 2
    colours = (palette.accent, palette.pale, palette.middle)
    places, first = chance.sample((0.0, 0.5, 1.0), 3), chance.randrange(3)
    for number, share in enumerate((_ARCH, 0.27, 0.2)):
        outer = unit * share * chance.uniform(0.92, 1.0)
        place = min(1.0, max(0.0, places[number] + chance.uniform(-0.08, 0.08)))
        x, radius = area.x + outer + place * (area.width - 2 * outer), outer - _GAP
        surface.paint(_half_circle(x, base, outer), fill=WHITE)
        for band in range(4):
            surface.paint(_half_circle(x, base, radius * (1 - band * 0.22)), fill=colours[(first + number + band) % 3])
    surface.paint(line(area.x, base, area.right, base), stroke=palette.primary, width=1.6)


def _half_circle(x: float, y: float, radius: float) -> Outline:
    near = radius * 0.5523
    half = curve(
        (x - radius, y),
        (x - radius, y + near, x - near, y + radius, x, y + radius),
        (x + near, y + radius, x + radius, y + near, x + radius, y),
    )
    return (*half, ("h", ()))


def _grid(chance: random.Random, surface: Surface, area: Area, palette: Palette, hole: float) -> None:
    """Tiles with some left out."""
    columns = 8
    pitch = area.width / columns
    rows = int(area.height / pitch)
    bottom = area.y + (area.height - rows * pitch) / 2
    for row in range(rows):
        for column in range(columns):
            colour = chance.choice((None, palette.pale, palette.middle, palette.pale, palette.accent))
            middle = (area.x + (column + 0.5) * pitch, bottom + (row + 0.5) * pitch)
            if colour is not None and _is_clear(*middle, 0.6 * pitch, area, hole):
                tile = rounded(area.x + column * pitch + 2, bottom + row * pitch + 2, pitch - 4, pitch - 4, 4)
                surface.paint(tile, fill=colour)


def _plain(_chance: random.Random, _surface: Surface, _area: Area, _palette: Palette, _hole: float) -> None:
    """No art."""


_KINDS: dict[str, Callable[[random.Random, Surface, Area, Palette, float], None]] = {
    "wave": _wave,
    "arcs": _arcs,
    "grid": _grid,
    "plain": _plain,
}
