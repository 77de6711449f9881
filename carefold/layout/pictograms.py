"""Signs and pictograms around x, y: outlines, each with a flag: knocked out of the sign in the ground's colour."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeAlias

from carefold.graphics.outline import Outline, circle, curve, polygon, rectangle, rounded

Sign: TypeAlias = tuple[tuple[Outline, bool], ...]


def exclamation(x: float, y: float, radius: float) -> Sign:
    """A triangle with an exclamation mark."""
    top, foot, half = y + radius * 1.02, y - radius * 0.9, radius * 1.12
    stroke = rounded(x - radius * 0.14, y - radius * 0.32, radius * 0.28, radius * 0.82, radius * 0.14)
    triangle = polygon((x - half, foot), (x + half, foot), (x, top))
    return ((triangle, False), (stroke, True), (circle(x, y - radius * 0.6, radius * 0.15), True))


def letter_i(x: float, y: float, radius: float) -> Sign:
    """A disc with an i."""
    stroke = rounded(x - radius * 0.13, y - radius * 0.55, radius * 0.26, radius * 0.8, radius * 0.1)
    return ((circle(x, y, radius), False), (stroke, True), (circle(x, y + radius * 0.5, radius * 0.17), True))


def cross(x: float, y: float, radius: float) -> Sign:
    """A disc with a cross."""
    arm, half = radius * 0.42, radius * 0.1
    bars = tuple(
        polygon(
            (x - arm - half, y + way * (-arm + half)),
            (x - arm + half, y + way * (-arm - half)),
            (x + arm + half, y + way * (arm - half)),
            (x + arm - half, y + way * (arm + half)),
        )
        for way in (1, -1)
    )
    return ((circle(x, y, radius), False), *((bar, True) for bar in bars))


def tick(x: float, y: float, radius: float) -> Sign:
    """A disc with a tick."""
    r = radius
    points = ((-0.5, 0.05), (-0.34, 0.21), (-0.12, -0.02), (0.36, 0.46), (0.52, 0.3), (-0.12, -0.34))
    return ((circle(x, y, r), False), (polygon(*((x + a * r, y + b * r) for a, b in points)), True))


def plus(x: float, y: float, radius: float) -> Sign:
    """A disc with a plus."""
    arm, half = radius * 0.58, radius * 0.14
    bars = (rectangle(x - arm, y - half, 2 * arm, 2 * half), rectangle(x - half, y - arm, 2 * half, 2 * arm))
    return ((circle(x, y, radius), False), *((bar, True) for bar in bars))


def delta(x: float, y: float, radius: float) -> Sign:
    """A disc with a triangle, the sign of a change."""
    r = radius
    outer, inner = (
        polygon((x - half * r, y - low * r), (x + half * r, y - low * r), (x, y + top * r))
        for half, low, top in ((0.62, 0.42, 0.7), (0.3, 0.22, 0.32))
    )
    return ((circle(x, y, r), False), (outer, True), (inner, False))


def equals(x: float, y: float, radius: float) -> Sign:
    """A disc with two bars."""
    arm, thick = radius * 0.55, radius * 0.24
    bars = (rectangle(x - arm, y + way, 2 * arm, thick) for way in (radius * 0.14, -radius * 0.14 - thick))
    return ((circle(x, y, radius), False), *((bar, True) for bar in bars))


def stop(x: float, y: float, radius: float) -> Sign:
    """An octagon with a bar across."""
    corners = ((math.pi / 8 + step * math.pi / 4) for step in range(8))
    octagon = polygon(
        *((x + 1.06 * radius * math.cos(angle), y + 1.06 * radius * math.sin(angle)) for angle in corners)
    )
    return ((octagon, False), (rectangle(x - 0.58 * radius, y - 0.17 * radius, 1.16 * radius, 0.34 * radius), True))


def sunrise(x: float, y: float, radius: float) -> Sign:
    """Half a sun with rays above the horizon."""
    return (*_half_sun(x, y - 0.45 * radius, radius), *_rays(x, y - 0.45 * radius, radius, (30, 60, 90, 120, 150)))


def sun(x: float, y: float, radius: float) -> Sign:
    """A whole sun with rays around it."""
    return ((circle(x, y, 0.46 * radius), False), *_rays(x, y, radius, range(0, 360, 45)))


def sunset(x: float, y: float, radius: float) -> Sign:
    """Half a sun that sinks into two waves: no rays."""
    low = y - 0.2 * radius
    waves = (rectangle(x - width, low - drop, 2 * width, 0.13 * radius) for width, drop in
             ((0.62 * radius, 0.42 * radius), (0.34 * radius, 0.7 * radius)))  # fmt: skip
    return (*_half_sun(x, low, radius), *((wave, False) for wave in waves))


def moon(x: float, y: float, radius: float) -> Sign:
    """A crescent."""
    r = 0.88 * radius
    tip, near = (x + 0.26 * r, y + 0.95 * r), 0.58 * r
    crescent = curve(
        tip,
        (x - 0.45 * r, y + 1.02 * r, x - 1.0 * r, y + near, x - 1.0 * r, y),
        (x - 1.0 * r, y - near, x - 0.5 * r, y - 1.02 * r, x + 0.1 * r, y - 1.0 * r),
        (x + 0.5 * r, y - 0.98 * r, x + 0.8 * r, y - 0.75 * r, x + 0.95 * r, y - 0.42 * r),
        (x + 0.2 * r, y - 0.52 * r, x - 0.38 * r, y + 0.2 * r, *tip),
    )
    return (((*crescent, ("h", ())), False),)


def _half_sun(x: float, y: float, radius: float) -> Sign:
    size, near = 0.5 * radius, 0.5 * radius * 0.5523
    dome = curve((x - size, y), (x - size, y + near, x - near, y + size, x, y + size),
                 (x + near, y + size, x + size, y + near, x + size, y))  # fmt: skip
    horizon = rectangle(x - radius, y - 0.2 * radius, 2 * radius, 0.13 * radius)
    return (((*dome, ("h", ())), False), (horizon, False))


def _rays(x: float, y: float, radius: float, degrees: Iterable[int]) -> Sign:
    return tuple((_ray(x, y, radius, math.radians(angle)), False) for angle in degrees)


def _ray(x: float, y: float, radius: float, angle: float) -> Outline:
    across, along, half = math.cos(angle), math.sin(angle), 0.07 * radius
    ends = ((0.64 * radius, half), (0.64 * radius, -half), (radius, -half), (radius, half))
    return polygon(*((x + far * across - side * along, y + far * along + side * across) for far, side in ends))
