"""Inline text, parsed: what stands between the `**`, `[@id]` and `{{ }}` of a Text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from carefold.diagnostics.place import NO_PLACES, NOWHERE, Place, Places


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
    """References cited at one spot: their ids, their numbers once these are known, and where each id stands."""

    ids: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    place: Place = NOWHERE
    places: tuple[Place, ...] = ()

    def place_of(self, cited: str) -> Place:
        """Where an id stands first."""
        return dict(reversed(list(zip(self.ids, self.places, strict=False)))).get(cited, self.place)

    def with_more(self, other: Citation) -> Citation:
        """This citation and the one right after it as one; each id once."""
        places = dict(reversed(list(zip(self.ids + other.ids, self.places + other.places, strict=False))))
        ids = tuple(dict.fromkeys(self.ids + other.ids))
        return replace(self, ids=ids, places=tuple(places[one] for one in ids if one in places))


@dataclass(frozen=True, slots=True)
class Blank:
    """A field without a value: a ruled space of `width` points to write in."""

    name: str
    label: str
    width: float
    place: Place = NOWHERE


Span: TypeAlias = Words | Citation | Blank
Paragraph: TypeAlias = tuple[Span, ...]
