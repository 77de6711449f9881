"""Colours as operators: DeviceRGB, or DeviceGray for printers without colour (ISO 32000-1, 8.6.4)."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.graphics.colour import Rgb, grey


@dataclass(frozen=True, slots=True)
class Ink:
    """What a file is printed with; `mono` has black and greys only."""

    mono: bool = False

    def fill(self, colour: Rgb) -> str:
        """The operator that sets the colour of fills and text."""
        return f"{_parts(grey(colour))} g" if self.mono else f"{_parts(*colour)} rg"

    def stroke(self, colour: Rgb) -> str:
        """The operator that sets the colour of lines."""
        return f"{_parts(grey(colour))} G" if self.mono else f"{_parts(*colour)} RG"


def _parts(*parts: float) -> str:
    return " ".join([f"{part:.3f}".rstrip("0").rstrip(".") for part in parts])
