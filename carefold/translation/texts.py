"""What of a handout is translated: each of its texts, with the way down to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from carefold.diagnostics.place import Place
from carefold.model.blocks import CalloutBody
from carefold.model.handout import Handout, Section
from carefold.model.located import Located
from carefold.model.plans import Zones
from carefold.model.values import Line, Text

Way: TypeAlias = tuple[str | int, ...]

DOTS = "…"
"""Stands where a translation is still to be written."""
_DOTS = re.compile(rf"{DOTS}(?: ?\d+)?")
_LINES = ("title", "subtitle", "audience", "authors", "alt", "label", "description", "unit", "hours", "data")
"""Keys whose plain lines are words of a language."""
_NO_WORDS = (
    "accept", "review", "reviewers", "references", "topics", "withdrawn", "layouts", "translator", "translated_from",
    "translated_texts", "choices",
)  # fmt: skip
"""Keys under which nothing is translated."""
_OTHER_THAN_WORDS = re.compile(r"\{\{[^{}]{0,199}\}\}|\[@[^\][]{0,999}\]|\]\([^)]{0,2000}\)|https://\S+")


@dataclass(frozen=True)
class Said:
    """One text, the way to it, its section, and whether patients need it at once."""

    way: Way
    text: Text
    section: int | None = None
    urgent: bool = False

    @property
    def name(self) -> str:
        """The way, as files for translators have it."""
        return "/".join(map(str, self.way)).replace("_", "-")

    @property
    def is_unwritten(self) -> bool:
        """Whether dots stand in its place."""
        return is_unwritten(self.text)

    @property
    def has_words(self) -> bool:
        """Whether it holds anything but fields, citations, numbers and signs."""
        return has_words(self.text)


@dataclass(frozen=True)
class Value:
    """What is no text, and is the same in all languages: a number of a picture, a phone, a condition."""

    way: Way
    value: object
    place: Place
    section: int | None = None


def is_unwritten(text: str) -> bool:
    """Whether a text is nothing but dots."""
    return _DOTS.fullmatch(text.strip()) is not None


def has_words(text: str) -> bool:
    """Whether a text holds anything but fields, citations, numbers and signs."""
    return any(map(str.isalpha, _OTHER_THAN_WORDS.sub("", text)))


def texts_of(handout: Handout) -> tuple[Said, ...]:
    """All texts of a handout that are translated, with those of what it includes, always in one order."""
    return tuple(one for one in _below(handout, Said((), Text("")), handout.place) if isinstance(one, Said))


def values_of(handout: Handout) -> tuple[Value, ...]:
    """What of a handout is the same in all languages."""
    return tuple(one for one in _below(handout.sections, Said(("sections",), Text("")), handout.place)
                 if isinstance(one, Value))  # fmt: skip


_SAME = ("when", "phone", "after_hours", "count", "of", "data", "most")
_BRANDS = "default"


def _below(value: object, here: Said, place: Place) -> Iterator[Said | Value]:
    if isinstance(value, Located):
        place = value.place
        for name, part in value.__dict__.items():
            if name not in _NO_WORDS and part is not None:
                yield from _part(part, _inside(value, name, here), name, place)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _part(part, _stepped(here, number), _key_of(here.way), place)
    elif isinstance(value, dict):
        for number, (key, part) in enumerate(value.items()):
            step = number if isinstance(key, Text) else key
            yield from _part(key, _stepped(here, step, "key"), _key_of(here.way), place)
            yield from _part(part, _stepped(here, step), _key_of(here.way), place)


def _part(part: object, here: Said, name: str, place: Place) -> Iterator[Said | Value]:
    if isinstance(part, Line) and name not in _LINES:
        if name in _SAME:
            yield Value(here.way, str(part), part.place(), here.section)
    elif isinstance(part, Text):
        if part.places and part != _BRANDS:
            yield replace(here, text=part)
    elif isinstance(part, Located | tuple | dict):
        yield from _below(part, here, place)
    elif isinstance(part, int | float) and name in _SAME:
        yield Value(here.way, part, place, here.section)


def _stepped(here: Said, *steps: str | int) -> Said:
    section = here.section
    if here.way == ("sections",) and isinstance(steps[0], int):
        section = steps[0]
    return replace(here, way=(*here.way, *steps), section=section)


def _key_of(way: Way) -> str:
    """The last key on a way: what the items of a list are."""
    return next((step for step in reversed(way) if isinstance(step, str)), "")


def _inside(model: Located, name: str, here: Said) -> Said:
    urgent = here.urgent or isinstance(model, Zones)
    if isinstance(model, Section):
        urgent = model.urgent
    elif isinstance(model, CalloutBody):
        urgent = urgent or model.kind in ("emergency", "warning")
    return replace(_stepped(here, name), urgent=urgent)
