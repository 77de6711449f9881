"""The colours from which a handout's topic takes one: each as it stands under white, and as a light one beside it."""

from __future__ import annotations

from typing import Literal, get_args

from carefold.graphics.colour import Rgb, rgb

Hue = Literal["blue", "brown", "gold", "green", "orange", "pink", "purple", "slate", "teal"]
"""No red, which is for danger alone."""
_WRITTEN: dict[Hue, tuple[str, str]] = {
    "blue": ("#1d5fa6", "#7db5ec"),
    "brown": ("#7b4a1e", "#d9ab7a"),
    "gold": ("#7a5c00", "#eac54a"),
    "green": ("#2c6e2f", "#93cc84"),
    "orange": ("#b04c00", "#f6a45c"),
    "pink": ("#a82a68", "#f29ac0"),
    "purple": ("#6a3d9a", "#bfa0e6"),
    "slate": ("#46566b", "#a9b7c7"),
    "teal": ("#0b6b74", "#7cc8cb"),
}
NAMES: tuple[Hue, ...] = get_args(Hue)


def hue(name: Hue) -> tuple[Rgb, Rgb]:
    """A hue's dark colour, on which white reads, and its light one."""
    dark, light = _WRITTEN[name]
    return rgb(dark), rgb(light)
