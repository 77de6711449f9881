"""A brand's colours on a page: as in its PDFs, and for dark mode such that all text can be read on dark grounds too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from carefold.graphics.colour import BLACK, WHITE, Rgb, contrast, mix, rgb
from carefold.layout.palette import Palette

_TEXT, _LINES, _CALL = 4.6, 3.1, 7.1  # contrasts, a little over what is asked for (WCAG 2.2, 1.4)
_STEPS = 50
_NIGHT, _LIGHT, _PAPER, _DARK = rgb("#14171a"), rgb("#e8ebed"), WHITE, rgb("#1a1a1a")
_GROUNDS = ("tint", "caution_tint", "danger_tint", "safe_tint", "alert_tint")
_TEXTS = ("primary", "ink", "caution", "alarm", "safe", "alert", "quiet")
_ART = ("primary", "ink", "accent", "caution", "alarm", "safe", "alert", "middle", "pale", "rule", "quiet", *_GROUNDS)
"""What drawings are made of, in the order in which a colour is looked up."""


def day(palette: Palette) -> dict[str, Rgb]:
    """The colours by name: those of the palette, and `page`, the ground of all."""
    named = {field.name: getattr(palette, field.name) for field in fields(palette)}
    return {name: colour for name, colour in named.items() if colour is not None} | {"page": _PAPER, "black": _DARK}


def night(palette: Palette) -> dict[str, Rgb]:
    """The same for dark mode: grounds nearly black, texts so much lighter that they can be read on each of these."""
    own = {
        "tint": palette.primary, "caution_tint": palette.accent, "danger_tint": palette.danger,
        "safe_tint": palette.safe, "alert_tint": palette.alert,
    }  # fmt: skip
    grounds = {name: _dark(colour) for name, colour in own.items()}
    on = (_NIGHT, *grounds.values())
    texts = {name: _read_on(on, getattr(palette, name), _TEXT) for name in _TEXTS}
    texts["ink"] = _read_on(on, mix(palette.ink, WHITE, 0.75), _CALL)
    art = {
        "accent": palette.accent, "middle": mix(palette.middle, _NIGHT, 0.25),
        "pale": mix(palette.primary, _NIGHT, 0.5), "rule": _read_on(on, palette.rule, _LINES),
    }  # fmt: skip
    rest = {
        "page": _NIGHT, "black": _LIGHT, "call": _read_on(on, palette.primary, _CALL),
        "on_primary": _on(texts["primary"]), "card": mix(palette.card, BLACK, 0.35),
    }  # fmt: skip
    return day(palette) | grounds | texts | art | rest


def _dark(colour: Rgb) -> Rgb:
    """A ground: the night with a little of a colour in it."""
    return mix(_NIGHT, colour, 0.16)


def _read_on(grounds: tuple[Rgb, ...], colour: Rgb, wanted: float) -> Rgb:
    """The colour, or the nearest lighter one that can be read on all grounds."""
    lighter = (mix(colour, WHITE, step / _STEPS) for step in range(_STEPS))
    return next((one for one in lighter if all(contrast(one, ground) >= wanted for ground in grounds)), WHITE)


def _on(colour: Rgb) -> Rgb:
    return max((WHITE, _NIGHT), key=lambda text: contrast(text, colour))


def hexadecimal(colour: Rgb) -> str:
    """A colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def variables(colours: Mapping[str, Rgb]) -> str:
    """The colours as custom properties of CSS."""
    return " ".join(f"--{name.replace('_', '-')}: {hexadecimal(colour)};" for name, colour in colours.items())


def classes(palette: Palette) -> dict[Rgb, str]:
    """The names by which drawings tell their colours, so that these change in dark mode."""
    named = day(palette)
    art = {named[name]: name.replace("_", "-") for name in reversed(_ART)}
    return art | {BLACK: "black", WHITE: "white"}


def rules(palette: Palette) -> Iterator[str]:
    """What the names of drawings' colours mean."""
    for name in sorted({*classes(palette).values()} - {"white"}):
        yield f".f-{name} {{ fill: var(--{name}); }} .s-{name} {{ stroke: var(--{name}); }}"
