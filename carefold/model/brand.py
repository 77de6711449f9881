"""A clinic's brand: name, colours, contact, and the lines that must print."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from carefold.model.contact import Contact
from carefold.model.located import Located
from carefold.model.values import Colour, Line, Text


class Colours(Located):
    """Colours as #rrggbb: text in `primary`, `ink`, `caution`, `danger`; light grounds in `tint`; art in `accent`."""

    primary: Colour = "#0b6e73"
    ink: Colour = "#12414a"
    tint: Colour = "#e8f3f2"
    accent: Colour = "#f2b35e"
    caution: Colour = "#9a4b00"
    danger: Colour = "#a3261f"


class Fonts(Located):
    """Families named in fonts/fonts.yaml."""

    text: Line = Line("Source Sans 3")
    heading: Line = Line("Source Sans 3")


class Brand(Located):
    """One brand.yaml."""

    name: Line
    tagline: Line | None = None
    logo: Line | None = None
    contact: Contact
    formats: Text | None = None
    emergency: Text | None = None
    colours: Colours = Field(default_factory=Colours)
    fonts: Fonts = Field(default_factory=Fonts)
    cover: Literal["wave", "arcs", "grid", "plain"] = "wave"
    notices: tuple[Text, ...] = ()
    disclaimer: Text
