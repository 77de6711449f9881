"""The look, from a brand and a type size: faces, sizes, colours and distances. docs/look.md has the reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

from carefold.graphics.colour import BLACK, WHITE, Rgb
from carefold.graphics.face import Family
from carefold.graphics.hues import Hue
from carefold.layout.palette import Palette
from carefold.model.brand import Brand
from carefold.model.layout import TypeSizes
from carefold.text.text_style import TextStyle
from carefold.units import MM, SMALLEST_SHIFTED

GRID = 4.0  # points; distances are multiples of it
READABLE = 11.0  # points, the least for running text but on a wallet card
LARGE_PRINT = 18.0  # points; a layout whose notes are as large has nothing smaller, and no italics
_POINT, _LEAST_POINT = 1.28, 16.0  # the main point: share of the text's size, and points beside readable text
_LABEL = 0.86  # share of the text's size that words in charts and below lines have
RADIUS = 3.5  # points, of the corners of boxes and pictures
TICK_BOX = 4 * MM
WRITING_LINE = 8 * MM


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
    point: TextStyle

    def with_text(self, text: TextStyle) -> Styles:
        """The same with another style for running text."""
        return replace(self, text=text)

    def to_fill_in(self) -> Styles:
        """The same with blanks that are fields, for a screen."""
        return self._all(fillable=True)

    def on_danger(self) -> Styles:
        """The same in white, for solid danger colour."""
        return replace(self._all(colour=WHITE, link=WHITE, call=WHITE), palette=self.palette.on_danger())

    def _all(self, **changes: Any) -> Styles:
        """The same with every text style changed."""
        names = (one.name for one in fields(self) if one.name != "palette")
        changed: dict[str, Any] = {name: replace(getattr(self, name), **changes) for name in names}
        return replace(self, **changed)

    @classmethod
    def of(
        cls, brand: Brand, family: Family, heading: Family, sizes: TypeSizes, size: float, language: str,
        *, topic: Hue | None = None, mono: bool = False,
    ) -> Styles:  # fmt: skip
        """The styles for a body size in points, between the layout's smallest and largest."""
        palette, large = Palette.of(brand, topic, mono=mono), sizes.notes >= LARGE_PRINT

        def style(size: float, *, spaced: float = 1.3, colour: Rgb = BLACK, weight: str = "regular") -> TextStyle:
            return TextStyle(
                family, size, math.ceil(size * spaced * 20 - 0.01) / 20, colour, palette.primary, language, weight,
                widest=60.0 if size < 11 else 27.5,
                smallest=max(SMALLEST_SHIFTED, min(sizes.notes, size)) if large else SMALLEST_SHIFTED, upright=large,
                call=palette.call,
            )  # fmt: skip

        def title(size: float, colour: Rgb, spaced: float) -> TextStyle:
            return replace(style(size, spaced=spaced, colour=colour, weight="bold"), family=heading, balanced=True)

        section, sub = (size + 4.0, size + 2.0) if large else (size + 4.5, size + 0.5)
        return cls(
            palette=palette,
            text=style(size, spaced=1.3),
            bold=style(size, spaced=1.3, weight="bold"),
            bold_ink=title(size, palette.ink, 1.3),
            section=title(section, palette.primary, 1.2),
            heading=title(sub, palette.ink, 1.28),
            small=style(max(min(sizes.closing, size), sizes.notes), spaced=1.3 if size >= READABLE else 1.2),
            label=style(max(sizes.smallest, sizes.notes, _LABEL * size), spaced=1.3),
            notes=style(sizes.notes, spaced=1.25),
            imprint=style(sizes.notes, spaced=1.3, colour=palette.quiet),
            notes_heading=title(max(sizes.notes, min(READABLE, size)), palette.primary, 1.3),
            title=title(max(sizes.title, round(16.4 + 1.09 * size)), palette.ink, 1.12),
            subtitle=style(size + 2, spaced=1.3),
            point=replace(
                style(
                    max(_point_size(size), sizes.main_point or 0.0), spaced=1.2, colour=palette.ink, weight="semibold"
                ),
                balanced=True,
            ),
        )


def _point_size(size: float) -> float:
    """How large the main point is beside text of a size: it speaks loudest."""
    return max(_POINT * size, _LEAST_POINT if size >= READABLE else 0.0)
