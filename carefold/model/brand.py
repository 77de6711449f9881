"""A clinic's brand: name, colours, contact, and the lines that must print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, PrivateAttr, field_validator, model_validator

from carefold.graphics.colour import BLACK, contrast, mix, rgb
from carefold.model.by_language import SpokenLine, SpokenText
from carefold.model.contact import BrandContact
from carefold.model.dialled import PhoneBook, dialled, is_long, same
from carefold.model.located import Located, wrong
from carefold.model.values import Colour, Line, Phone, Text, WebAddress

LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3
_PAIRS = (
    ("primary", "#ffffff"), ("ink", "#ffffff"), ("caution", "#ffffff"), ("danger", "#ffffff"), ("primary", "tint"),
    ("ink", "tint"),
)  # fmt: skip


def darker(colour: str, behind: str) -> str:
    """The nearest darker colour with enough contrast."""
    for step in range(1, 101):
        mixed = mix(rgb(colour), BLACK, step / 100)
        if contrast(mixed, rgb(behind)) >= LEAST_CONTRAST:
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
            if ratio < LEAST_CONTRAST:
                better = darker(colour, behind)
                or_else = ", or leave `tint` out" if ground == "tint" else ""
                message = f"`{key}` {colour} on {behind} has a contrast of {ratio:.1f}:1"
                message = f"{message}, and {LEAST_CONTRAST}:1 is the least."
                raise wrong(f"{message} Hint: take {better}, the nearest that can be read{or_else}.", key)
        return self


def _lines(contact: BrandContact) -> Iterator[Line]:
    """The numbers of a contact in all languages."""
    for line in filter(None, (contact.phone, contact.at_night)):
        yield from (line.versions or {"": line}).values()


class Fonts(Located):
    """Families named in fonts/fonts.yaml; `fallback` also names single font files that lie beside that.

    A character that neither of the others has is set from the first fallback that has it.
    """

    text: Line = Line("Source Sans 3")
    heading: Line = Line("Source Sans 3")
    fallback: tuple[Line, ...] = ()


class Site(Located):
    """An address of a clinic that has several: what it says takes the place of what the brand says."""

    name: SpokenLine | None = None
    contact: BrandContact


_SITE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _site_name(name: Line) -> Line:
    if not _SITE.fullmatch(name):
        plain = "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "north"
        raise wrong(f"“{name}” can't stand in names of files. Hint: write small letters, digits, dashes: {plain}.")
    return name


class Brand(Located):
    """One brand.yaml."""

    name: SpokenLine
    tagline: SpokenLine | None = None
    logo: Line | None = None
    contact: BrandContact
    sites: dict[Annotated[Line, AfterValidator(_site_name)], Site] = Field(default_factory=dict)
    former_phones: tuple[Phone, ...] = ()
    other_phones: dict[Line, Phone] = Field(default_factory=dict)
    formats: SpokenText | None = None
    emergency: SpokenText | None = None
    colours: Colours = Field(default_factory=Colours)
    fonts: Fonts = Field(default_factory=Fonts)
    cover: Literal["wave", "arcs", "grid", "plain", "photo"] = "wave"
    photo: Line | None = None
    notices: tuple[Text, ...] = ()
    disclaimer: SpokenText
    shelf: WebAddress | None = None  # the folder on the web that the output folder is copied to
    _phones: PhoneBook = PrivateAttr(default_factory=PhoneBook)

    @property
    def phones(self) -> PhoneBook:
        """The numbers of the clinic in all languages, of all its sites, and those that it knows; its former ones."""
        return self._phones

    def at(self, site: str) -> Self:
        """The brand as it is at one of its sites; KeyError for an unknown one."""
        place = self.sites[Line(site)]
        said = {key: getattr(place.contact, key) for key in place.contact.model_fields_set}
        return self.model_copy(
            update={"name": place.name or self.name, "contact": self.contact.model_copy(update=said)}
        )

    @model_validator(mode="after")
    def _keep_phones(self) -> Self:
        contacts = (self.contact, *(site.contact for site in self.sites.values()))
        lines = chain(*map(_lines, contacts), self.other_phones.values())
        known = frozenset(number for line in lines for number in dialled(line))
        former = tuple((at, number) for at, line in enumerate(self.former_phones) for number in dialled(line))
        for at, number in former:
            written = self.former_phones[at]
            if not is_long(number):
                raise wrong(f"{written} is nobody's own number. Hint: leave it out.", "former-phones", at)
            if any(same(one, number) and number.extension in ("", one.extension) for one in known):
                message = f"{written} is no longer the clinic's, and stands in this file as one of its numbers."
                raise wrong(f"{message} Hint: remove one of the two, or write both with their area.",
                            "former-phones", at)  # fmt: skip
        self._phones = PhoneBook(known, tuple(number for _, number in former))
        return self

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
