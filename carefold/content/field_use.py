"""A field as it stands in a text, and what takes its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.inline import Blank, Words

BLANK_WIDTH = 108.0  # points


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A `{{ name | filter }}` as it stands in a text."""

    name: str
    filter: str | None
    place: Place


Fill: TypeAlias = Callable[[FieldUse], Words | Blank | Finding]
"""What a field prints: its value, a blank to fill in, or why it can't."""


def as_blank(use: FieldUse) -> Blank:
    """A field as a blank of the usual width, labelled with its name."""
    return Blank(use.name, use.name, BLANK_WIDTH, use.place)


def called(href: str, fill: Fill, place: Place) -> str | Finding:
    """Where a link leads, with its number where that is a field of the brand: `tel:{{ brand.contact.phone }}`."""
    scheme, _, name = href.partition(":{{")
    filled = fill(FieldUse(name.strip("} "), None, place)) if name else Words(href)
    if isinstance(filled, Blank):
        return href  # which is no address
    return filled if isinstance(filled, Finding) else f"{scheme}:{filled.text}" if name else href
