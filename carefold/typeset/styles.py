"""The look, from a brand and a type size: faces, sizes, colours and distances. docs/look.md has the reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carefold.graphics.colour import BLACK, WHITE, Rgb, mix, rgb
from carefold.graphics.fonts import Family
from carefold.model.brand import Brand
from carefold.model.layout import TypeSizes
from carefold.typeset.words import SMALLEST_SHIFTED, TextStyle
from carefold.units import MM

GRID = 4.0  # points; distances are multiples of it
READABLE = 11.0  # points, the least for running text but on a wallet card
LARGE_PRINT = 18.0  # points; a layout whose notes are as large has nothing smaller, and no italics
_LABEL = 0.86  # share of the text's size that words in charts and below lines have
# The green and yellow of action plans
_SAFE, _ALERT, _ALERT_TINT = rgb("#1d6b3a"), rgb("#735600"), rgb("#fdf2c6")
TICK_BOX = 4 * MM
WRITING_LINE = 8 * MM


@dataclass(frozen=True, slots=True)
class Palette:
    """A brand's colours and what is mixed from them."""

    primary: Rgb
    ink: Rgb
    tint: Rgb
    accent: Rgb
    caution: Rgb
    caution_tint: Rgb
    danger: Rgb
    danger_tint: Rgb
    safe: Rgb
    safe_tint: Rgb
    alert: Rgb
    alert_tint: Rgb
    middle: Rgb  # art: between primary and white
    pale: Rgb
    rule: Rgb  # writing lines and box edges, 3:1 on white

    @classmethod
    def of(cls, brand: Brand) -> Palette:
        """The palette of a brand."""
        colours = brand.colours
        primary, caution, accent = rgb(colours.primary), rgb(colours.caution), rgb(colours.accent)
        return cls(
            primary=primary,
            ink=rgb(colours.ink),
            tint=rgb(colours.tint),
            accent=accent,
            caution=caution,
            caution_tint=mix(accent, WHITE, 0.8),
            danger=rgb(colours.danger),
            danger_tint=mix(rgb(colours.danger), WHITE, 0.92),
            safe=_SAFE,
            safe_tint=mix(_SAFE, WHITE, 0.9),
            alert=_ALERT,
            alert_tint=_ALERT_TINT,
            middle=mix(primary, WHITE, 0.28),
            pale=mix(primary, WHITE, 0.72),
            rule=mix(rgb(colours.ink), WHITE, 0.42),
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """Text styles at one type size, and the palette."""

    palette: Palette
    text: TextStyle
    bold: TextStyle
    bold_ink: TextStyle
    section: TextStyle
    heading: TextStyle
    small: TextStyle
    label: TextStyle
    notes: TextStyle
    notes_heading: TextStyle
    imprint: TextStyle
    title: TextStyle
    subtitle: TextStyle

    def with_text(self, text: TextStyle) -> Styles:
        """The same with another style for running text."""
        return replace(self, text=text)

    @classmethod
    def of(cls, brand: Brand, family: Family, heading: Family, sizes: TypeSizes, size: float, language: str) -> Styles:
        """The styles for a body size in points, between the layout's smallest and largest."""
        palette, large = Palette.of(brand), sizes.notes >= LARGE_PRINT

        def style(size: float, *, spaced: float = 1.3, colour: Rgb = BLACK, weight: str = "regular") -> TextStyle:
            leading = round(size * spaced * 4) / 4
            chosen = family if colour == BLACK else heading
            balanced = colour != BLACK and weight == "bold"
            widest = 60.0 if size < 11 else 27.5
            return TextStyle(
                chosen, size, leading, colour, palette.primary, language, weight, balanced, widest,
                smallest=max(SMALLEST_SHIFTED, min(sizes.notes, size)) if large else SMALLEST_SHIFTED, upright=large,
            )  # fmt: skip

        section, sub = (22.0, 20.0) if large else (size + 4.5, size + 0.5)
        return cls(
            palette=palette,
            text=style(size, spaced=1.32),
            bold=style(size, spaced=1.32, weight="bold"),
            bold_ink=style(size, spaced=1.32, weight="bold", colour=palette.ink),
            section=style(section, spaced=1.2, colour=palette.primary, weight="bold"),
            heading=style(sub, spaced=1.28, colour=palette.ink, weight="bold"),
            small=style(max(min(READABLE, size), sizes.notes), spaced=1.3 if size >= READABLE else 1.2),
            label=style(max(sizes.smallest, sizes.notes, _LABEL * size), spaced=1.3),
            notes=style(sizes.notes, spaced=1.25),
            imprint=style(sizes.notes, spaced=1.3, colour=mix(BLACK, WHITE, 0.25)),
            notes_heading=style(
                max(sizes.notes, min(READABLE, size)), spaced=1.3, colour=palette.primary, weight="bold"
            ),
            title=style(round(16.4 + 1.09 * size), spaced=1.12, colour=palette.ink, weight="bold"),
            subtitle=style(size + 2, spaced=1.3),
        )
