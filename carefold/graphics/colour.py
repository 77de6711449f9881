"""Colours: hexadecimal in, parts out; mixing and contrast."""

from __future__ import annotations

from colorsys import hls_to_rgb
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

BLACK: Rgb = (0.0, 0.0, 0.0)
WHITE: Rgb = (1.0, 1.0, 1.0)


def rgb(colour: str) -> Rgb:
    """Parts of `#rrggbb`."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """`share` (0 to 1) of `other` in `colour`."""
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, other, strict=True))
    return (red, green, blue)


def lit(degrees: float) -> Rgb:
    """A light, strong colour of a hue."""
    return hls_to_rgb(degrees / 360, 0.64, 0.8)


def grey(colour: Rgb) -> float:
    """The grey that is as light as a colour, 0 to 1: contrasts stay what they were."""
    luminance = _luminance(colour)
    return luminance * 12.92 if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, 1.4.3)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
