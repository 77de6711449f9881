"""Blocks that show: pictures, risks, charts, QR codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from carefold.graphics.body import place_problem
from carefold.model.addresses import as_uri
from carefold.model.block import Block
from carefold.model.located import Located, wrong
from carefold.model.values import Flag, Length, Line, Number, Text, WebAddress, Whole


class Described(Located):
    """A picture from the project, with the words that stand for it."""

    image: Line
    alt: Line | None = None
    decorative: Flag = False

    @model_validator(mode="after")
    def _has_alt(self) -> Self:
        if self.decorative == bool(self.alt):
            if self.decorative:
                raise wrong("a decorative picture has no alt text. Hint: remove `alt`, or `decorative: true`.", "alt")
            raise wrong("the picture has no `alt` text. Hint: say what it shows, or write `decorative: true`.")
        return self


class Picture(Described):
    """A picture in the text; without a `width` it is as large as it should be."""

    caption: Text | None = None
    width: Length | None = None


class FigureBlock(Block):
    """A picture."""

    kind = "figure"
    figure: Picture


class IconArray(Located):
    """`count` out of `of` people, as a picture."""

    count: Whole
    of: Whole
    icon: Literal["person", "dot"] = "dot"
    label: Text
    caption: Text | None = None

    @model_validator(mode="after")
    def _counts(self) -> Self:
        if not 1 <= self.of <= 100:
            raise wrong(f"an icon array shows 1 to 100 icons, not {self.of}. Hint: say it out of 100.", "of")
        if self.count > self.of:
            raise wrong(f"{self.count} can't be out of {self.of}. Hint: swap the numbers, or correct one.", "count")
        return self


class IconArrayBlock(Block):
    """The risk picture: filled against outlined icons."""

    kind = "icon-array"
    icon_array: IconArray


def _unwrapped(data: object) -> object:
    """`- icon-array: {…}` in a comparison is the same as what it holds."""
    inner = data.get("icon-array") if isinstance(data, Mapping) and len(data) == 1 else None
    return data if inner is None else inner


_Compared = Annotated[IconArray, BeforeValidator(_unwrapped)]


class Compare(Block):
    """Two to four risks out of the same number of people, side by side."""

    kind = "compare"
    arrays: Annotated[tuple[_Compared, ...], Field(min_length=2, max_length=4)] = Field(alias="compare")

    @model_validator(mode="after")
    def _alike(self) -> Self:
        first = self.arrays[0]
        for number, array in enumerate(self.arrays):
            if array.of != first.of:
                message = f"this picture is out of {array.of}, and the first is out of {first.of}."
                raise wrong(f"{message} Hint: say both out of {max(array.of, first.of)}.", "compare", number, "of")
            if array.icon != first.icon:
                message = "pictures that are compared have the same icon."
                raise wrong(f"{message} Hint: write `icon: {first.icon}` in each.", "compare", number, "icon")
        return self


_WHOLE = re.compile(r"\b(?:out of|of every|de cada)\s+(\d{1,6})\b|%|\bper ?cent\b|\bpor ciento\b", re.IGNORECASE)


class Chart(Located):
    """Numbers by label, as bars or as a line; what it shows is said by `alt`, or by the numbers."""

    type: Literal["bar", "line"]
    title: Text
    unit: Line | None = None
    data: Annotated[dict[Line, Number], Field(min_length=2, max_length=24)]
    most: Annotated[Number, Field(gt=0)] | None = None  # what a bar as long as can be stands for
    alt: Line | None = None

    @property
    def whole(self) -> float | None:
        """What a whole bar stands for: as written, or of a unit such as “people out of 100” or “%”."""
        found = _WHOLE.search(self.unit or "")
        return self.most or (float(found[1] or 100) if found else None)

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        below = next((label for label, value in self.data.items() if value < 0), None)
        if self.type == "bar" and below is not None:
            raise wrong("a bar can't be shorter than nothing. Hint: write `type: line`.", "data", below)
        over = next((label for label, value in self.data.items() if value > (self.whole or value)), None)
        if over is not None:
            raise wrong(f"{self.data[over]:g} is more than {self.whole:g}. Hint: correct one of the two.", "data", over)
        if self.type == "bar" and len(self.data) > 12:
            raise wrong(f"{len(self.data)} bars are too many to read; 12 are the most. Hint: show fewer.", "data")
        return self


class ChartBlock(Block):
    """A drawn chart."""

    kind = "chart"
    chart: Chart


_LONGEST_NUMBER = 24


class Big(Located):
    """A number that is seen first, such as “64 out of 100”, its sentence, and the time that it is of."""

    number: Text
    text: Text
    time: Text | None = None

    @model_validator(mode="after")
    def _is_a_number(self) -> Self:
        plain = re.sub(r"\[@[^]]*\]|\{\{.*?\}\}|[*^~]", "", self.number).strip()
        if plain and not any(sign.isdigit() for sign in plain) and "{{" not in self.number:
            raise wrong("a big number has digits in it. Hint: write it like 64 out of 100.", "number")
        if len(plain) > _LONGEST_NUMBER:
            message = f"a big number has at most {_LONGEST_NUMBER} characters, and this has {len(plain)}."
            raise wrong(f"{message} Hint: leave the number there, and move the other words to `text`.", "number")
        return self


class BigNumber(Block):
    """A number in large type with its sentence."""

    kind = "big-number"
    big_number: Big


class Mark(Located):
    """A place of the body, and what is to be said of it."""

    at: Line
    text: Text | None = None


class Body(Located):
    """The outline of a body with numbered marks; left is the person's own."""

    view: Literal["front", "back"] = "front"
    marks: Annotated[tuple[Mark, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        for number, mark in enumerate(self.marks):
            if problem := place_problem(mark.at, self.view):
                raise wrong(problem, "marks", number, "at")
            if mark.at in [other.at for other in self.marks[:number]]:
                message = f"`{mark.at}` is marked twice. Hint: make one of the two."
                raise wrong(message, "marks", number, "at")
        return self


class BodyMap(Block):
    """Where on the body."""

    kind = "body-map"
    body_map: Body


LONGEST_QR = 200


def can_be_scanned(url: str) -> bool:
    """Whether phones can read an address from a code on paper."""
    return len(as_uri(url)) <= LONGEST_QR


def _scannable(url: Line) -> Line:
    if not can_be_scanned(url):
        message = f"the address has {len(as_uri(url))} characters; a QR code on paper that phones can read holds"
        raise ValueError(f"{message} {LONGEST_QR}. Hint: use a shorter address that leads to the same page.")
    return url


class Qr(Located):
    """An address to scan, and what it leads to."""

    url: Annotated[WebAddress, AfterValidator(_scannable)]
    caption: Text | None = None


class QrBlock(Block):
    """A QR code with its address beside it."""

    kind = "qr"
    qr: Qr
