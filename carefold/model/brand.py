"""A clinic's brand: name, colours, contact, and the lines that must print."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from carefold.graphics.colour import BLACK, contrast, mix, rgb
from carefold.model.by_language import SpokenLine, SpokenText
from carefold.model.contact import BrandContact
from carefold.model.located import Located, wrong
from carefold.model.values import Colour, Line, Text, WebAddress

_LEAST = 4.5  # WCAG 2.1, 1.4.3
_PAIRS = (
    ("primary", "#ffffff"), ("ink", "#ffffff"), ("caution", "#ffffff"), ("danger", "#ffffff"), ("primary", "tint"),
    ("ink", "tint"),
)  # fmt: skip


def _darker(colour: str, behind: str) -> str:
    """The nearest darker colour with enough contrast."""
    for step in range(1, 101):
        mixed = mix(rgb(colour), BLACK, step / 100)
        if contrast(mixed, rgb(behind)) >= _LEAST:
            return "#" + "".join(f"{int(part * 255):02x}" for part in mixed)
    return "#000000"


class Colours(Located):
    """Colours as #rrggbb: text in `primary`, `ink`, `caution`, `danger`; light grounds in `tint`; art in `accent`.

    `primary` fills the head of a page and a cover too. What is None is made from it.
    """

    primary: Colour = "#0b6e73"
    ink: Colour | None = None
    tint: Colour | None = None
    accent: Colour | None = None
    caution: Colour = "#9a4b00"
    danger: Colour = "#a3261f"

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        for key, ground in _PAIRS:
            colour, behind = getattr(self, key), getattr(self, ground, ground)
            if colour is None or behind is None:
                continue
            ratio = contrast(rgb(colour), rgb(behind))
            if ratio < _LEAST:
                better = _darker(colour, behind)
                or_else = ", or leave `tint` out" if ground == "tint" else ""
                message = f"`{key}` {colour} on {behind} has a contrast of {ratio:.1f}:1, and {_LEAST}:1 is the least."
                raise wrong(f"{message} Hint: take {better}, the nearest that can be read{or_else}.", key)
        return self


class Fonts(Located):
    """Families named in fonts/fonts.yaml."""

    text: Line = Line("Source Sans 3")
    heading: Line = Line("Source Sans 3")


class Brand(Located):
    """One brand.yaml."""

    name: SpokenLine
    tagline: SpokenLine | None = None
    logo: Line | None = None
    contact: BrandContact
    formats: SpokenText | None = None
    emergency: SpokenText | None = None
    colours: Colours = Field(default_factory=Colours)
    fonts: Fonts = Field(default_factory=Fonts)
    cover: Literal["wave", "arcs", "grid", "plain", "photo"] = "wave"
    photo: Line | None = None
    notices: tuple[Text, ...] = ()
    disclaimer: SpokenText
    shelf: WebAddress | None = None  # the folder on the web that the output folder is copied to

    @model_validator(mode="after")
    def _photo_and_cover_agree(self) -> Self:
        if self.cover == "photo" and self.photo is None:
            raise wrong(
                "`cover: photo` needs a photo. Hint: add `photo: file.jpg`, the file beside brand.yaml.", "cover"
            )
        if self.photo is not None and self.cover != "photo":
            raise wrong("the photo would not show. Hint: write `cover: photo`, or remove this line.", "photo")
        return self

    @field_validator("shelf")
    @classmethod
    def _is_a_folder(cls, shelf: WebAddress | None) -> WebAddress | None:
        if shelf is not None and set("?#") & set(shelf):
            raise wrong("names of files are put after this address. Hint: leave out all from the ? or # on.")
        return shelf

    @field_validator("disclaimer")
    @classmethod
    def _says_something(cls, disclaimer: Text) -> Text:
        for tag, text in (disclaimer.versions or {"": disclaimer}).items():
            if text.strip() == "default":
                message = "“default” is for handouts; here stands the disclaimer itself. Hint: write its sentence."
                raise wrong(message, *filter(None, (tag,)))
        return disclaimer
