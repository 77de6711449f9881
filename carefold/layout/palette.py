"""A brand's colours and what is mixed from them, such that all text can be read; or black and greys for mono."""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import rgb_to_hls
from dataclasses import dataclass, replace

from carefold.graphics.colour import BLACK, WHITE, Rgb, contrast, grey, lit, mix, rgb
from carefold.graphics.hues import Hue, hue
from carefold.model.brand import Brand, Colours

_TEXT, _LINES = 4.55, 3.1  # contrasts to reach, a little over what is asked for, since files round (WCAG 2.1, 1.4)
_CALL = 7.05  # the same for numbers to call (WCAG 2.1, 1.4.6)
_STEPS = 50
_MIDDLE, _PALE = 0.28, 0.72  # share of white in the colours of art
_INK = 0.45  # share of black in an ink that is made from the primary colour
_WARM = (20.0, 55.0)  # degrees of hue, from coral to yellow: an accent that goes with a cool colour
_COLOURLESS = 0.12  # saturation below which a colour is a grey
_BESIDE_WARM = 35.0  # degrees between a warm colour and its accent
_SAFE, _ALERT, _YELLOW = rgb("#1d6b3a"), rgb("#735600"), rgb("#fdf2c6")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of text, grounds, lines and art.

    With a `frame` there are no grounds under text: they are white, and a frame of that colour is drawn around them.
    """

    primary: Rgb
    ink: Rgb
    tint: Rgb
    accent: Rgb
    caution: Rgb
    caution_tint: Rgb
    danger: Rgb
    danger_tint: Rgb
    alarm: Rgb  # the red, green and yellow of action plans
    safe: Rgb
    safe_tint: Rgb
    alert: Rgb
    alert_tint: Rgb
    middle: Rgb  # art: between primary and white
    pale: Rgb
    rule: Rgb  # writing lines and box edges, 3:1 on white
    quiet: Rgb  # the imprint
    card: Rgb  # the ground of a cover's title and of a page's head
    on_card: Rgb
    on_card_quiet: Rgb
    bar: Rgb  # on the card, 3:1
    frame: Rgb | None = None
    on_primary: Rgb = WHITE  # text on the primary colour
    call: Rgb = BLACK  # numbers to call, 7:1 on all grounds
    topic: Rgb | None = None  # of the handout, where it names one: white reads on it

    def on_danger(self) -> Palette:
        """The same for what stands on solid danger colour: white, and no grounds of its own."""
        ground = self.danger
        return replace(
            self, primary=WHITE, ink=WHITE, caution=WHITE, alarm=WHITE, safe=WHITE, alert=WHITE, middle=WHITE,
            pale=WHITE, rule=WHITE, quiet=WHITE, tint=ground, caution_tint=ground, danger_tint=ground,
            safe_tint=ground, alert_tint=ground, frame=None, on_primary=ground, call=WHITE,
        )  # fmt: skip

    @classmethod
    def of(cls, brand: Brand, topic: Hue | None = None, *, mono: bool = False) -> Palette:
        """The palette of a brand, its art in the colour of a topic; with `mono` for printers without colour.

        A brand of black and greys keeps to them.
        """
        made = _grey(brand) if mono else _coloured(brand)
        own = (rgb(brand.colours.primary), accent_of(brand.colours))
        if topic is None or all(rgb_to_hls(*colour)[2] < _COLOURLESS for colour in own):
            return made
        return _with_topic(made, own[0], topic)


def _coloured(brand: Brand) -> Palette:
    colours = brand.colours
    primary, caution = rgb(colours.primary), rgb(colours.caution)
    ink, accent = ink_of(colours), accent_of(colours)
    danger = _under_white(rgb(colours.danger))
    made = Palette(
        primary=primary,
        ink=ink,
        tint=rgb(colours.tint) if colours.tint else _ground(primary, 0.9, primary, ink),
        accent=accent,
        caution=caution,
        caution_tint=_ground(accent, 0.8, caution, primary, ink),
        danger=danger,
        danger_tint=_ground(danger, 0.92, danger, primary),
        alarm=danger,
        safe=_SAFE,
        safe_tint=_ground(_SAFE, 0.9, _SAFE, primary),
        alert=_ALERT,
        alert_tint=_ground(_YELLOW, 0.0, _ALERT, primary),
        middle=mix(primary, WHITE, _MIDDLE),
        pale=mix(primary, WHITE, _PALE),
        rule=_line(ink, 0.42),
        quiet=mix(BLACK, WHITE, 0.25),
        card=primary,
        on_card=WHITE,
        on_card_quiet=_ground(primary, 0.72, primary),
        bar=_lines_on(primary, accent),
    )
    grounds = (WHITE, made.tint, made.caution_tint, made.danger_tint, made.safe_tint, made.alert_tint)
    return replace(made, call=_read_on(grounds, primary, ink))


def _with_topic(palette: Palette, primary: Rgb, topic: Hue) -> Palette:
    """The same with art and accent in a topic's colour, as greys where the palette has a frame."""
    dark, light = hue(topic)
    art = {"accent": light, "middle": mix(dark, WHITE, _MIDDLE), "pale": mix(dark, WHITE, _PALE)}
    if palette.frame:
        return replace(palette, **{name: _as_grey(colour) for name, colour in art.items()})
    return replace(palette, topic=dark, bar=_lines_on(primary, light), **art)


def _read_on(grounds: Sequence[Rgb], *colours: Rgb) -> Rgb:
    """The first of the colours in which a number to call can be read on all grounds; black for none."""
    reads = (colour for colour in colours if all(contrast(colour, ground) >= _CALL for ground in grounds))
    return next(reads, BLACK)


def _under_white(colour: Rgb) -> Rgb:
    """The colour, or the nearest darker one on which a number to call can be read in white."""
    mixed = (mix(colour, BLACK, step / _STEPS) for step in range(_STEPS))
    return next(one for one in mixed if contrast(WHITE, one) >= _CALL)


def _grey(brand: Brand) -> Palette:
    """Black text, lines and frames on white, since printers break greys into dots; art as light as its colours."""
    colours = brand.colours
    primary = rgb(colours.primary)
    return Palette(
        primary=BLACK,
        ink=BLACK,
        tint=WHITE,
        accent=_as_grey(accent_of(colours)),
        caution=BLACK,
        caution_tint=WHITE,
        danger=BLACK,
        danger_tint=WHITE,
        alarm=BLACK,
        safe=BLACK,
        safe_tint=WHITE,
        alert=BLACK,
        alert_tint=WHITE,
        middle=_as_grey(mix(primary, WHITE, _MIDDLE)),
        pale=_as_grey(mix(primary, WHITE, _PALE)),
        rule=BLACK,
        quiet=BLACK,
        card=WHITE,
        on_card=BLACK,
        on_card_quiet=BLACK,
        bar=BLACK,
        frame=BLACK,
    )


def ink_of(colours: Colours) -> Rgb:
    """The ink of a brand, or a dark shade of its primary colour."""
    return rgb(colours.ink) if colours.ink else mix(rgb(colours.primary), BLACK, _INK)


def accent_of(colours: Colours) -> Rgb:
    """The accent of a brand, or a light colour that goes with its primary: its neighbour, or its opposite if cool."""
    if colours.accent:
        return rgb(colours.accent)
    primary = rgb(colours.primary)
    hue, _, strength = rgb_to_hls(*primary)
    if strength < _COLOURLESS:
        return mix(primary, WHITE, 0.6)
    degrees = 360 * hue
    if degrees < 70 or degrees > 330:
        return lit((degrees + _BESIDE_WARM) % 360)
    opposite = (degrees + 180) % 360
    return lit(opposite if _WARM[0] <= opposite <= _WARM[1] else min(_WARM, key=lambda end: _apart(end, opposite)))


def _apart(one: float, other: float) -> float:
    """Degrees between two hues."""
    return abs((one - other + 180) % 360 - 180)


def _lines_on(ground: Rgb, colour: Rgb) -> Rgb:
    """A colour with as much white in it as a bar on a ground needs to be seen."""
    shades = (mix(colour, WHITE, step / _STEPS) for step in range(_STEPS))
    return next((shade for shade in shades if contrast(shade, ground) >= _LINES), WHITE)


def _as_grey(colour: Rgb) -> Rgb:
    shade = grey(colour)
    return (shade, shade, shade)


def _ground(colour: Rgb, share: float, *texts: Rgb) -> Rgb:
    """A colour with `share` of white in it, or more where these texts could not be read on it; white at the last."""
    for step in range(_STEPS):
        mixed = mix(colour, WHITE, share + (1 - share) * step / _STEPS)
        if all(contrast(text, mixed) >= _TEXT for text in texts):
            return mixed
    return WHITE


def _line(colour: Rgb, share: float) -> Rgb:
    """A colour with `share` of white in it, or less where lines of it could not be seen on white."""
    for step in range(_STEPS):
        mixed = mix(colour, WHITE, share * (1 - step / _STEPS))
        if contrast(mixed, WHITE) >= _LINES:
            return mixed
    return colour
