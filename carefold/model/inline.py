"""Inline text, parsed: what stands between the `**`, `[@id]` and `{{ }}` of a Text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from carefold.errors import NO_PLACES, NOWHERE, Place, Places


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one style; `places` has one place a character, or is empty."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: Literal["", "sup", "sub"] = ""
    href: str = ""
    places: Places = NO_PLACES


@dataclass(frozen=True, slots=True)
class Citation:
    """References cited at one spot: their ids, and their numbers once these are known."""

    ids: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Blank:
    """A field without a value: a ruled space of `width` points to write in."""

    name: str
    label: str
    width: float
    place: Place = NOWHERE


Span: TypeAlias = Words | Citation | Blank
Paragraph: TypeAlias = tuple[Span, ...]
