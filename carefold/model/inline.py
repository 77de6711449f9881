"""Inline text, parsed: what stands between the `**`, `[@id]` and `{{ }}` of a Text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeAlias

from carefold.diagnostics.place import NO_PLACES, NOWHERE, Place, Places


@dataclass(frozen=True, slots=True)
class Filled:
    """Characters of a text, from `start` to `end`, that are the value of a field; it is told by its name alone.

    `filter` is what the value went through, empty for none; `line` is which of an address's lines they are, from 0.
    """

    field: str
    start: int
    end: int
    filter: str = ""
    line: int | None = None

    def moved(self, by: int) -> Filled:
        """The same characters of a text that has so many more before them."""
        return replace(self, start=self.start + by, end=self.end + by)


def filled_within(fields: Iterable[Filled], start: int, end: int) -> tuple[Filled, ...]:
    """What of the values stands in a part of a text, counted from the part's start."""
    within = (one for one in fields if one.start < end and one.end > start and one.start < one.end)
    return tuple([
        replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start) for one in within
    ])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one style; `places` has one place a character, or is empty."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: Literal["", "sup", "sub"] = ""
    href: str = ""
    places: Places = NO_PLACES
    fields: tuple[Filled, ...] = ()

    def part(self, start: int, end: int) -> Words:
        """Some of the words."""
        fields = filled_within(self.fields, start, end)
        return replace(self, text=self.text[start:end], places=self.places[start:end], fields=fields)


@dataclass(frozen=True, slots=True)
class Citation:
    """References cited at one spot: their ids, their numbers once these are known, and where each id stands.

    Their numbers are raised, or stand `on_line` in brackets.
    """

    ids: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    place: Place = NOWHERE
    places: tuple[Place, ...] = ()
    on_line: bool = False

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The numbers as they are printed: first and last of three or more in a row, any other one twice."""
        made: list[tuple[int, int]] = []
        for _, group in groupby(enumerate(self.numbers), lambda pair: pair[1] - pair[0]):
            row = [number for _, number in group]
            made += [(row[0], row[-1])] if len(row) > 2 else [(number, number) for number in row]
        return tuple(made)

    @property
    def shown(self) -> str:
        """What is printed: 1–4, 7."""
        shown = ", ".join(f"{first}–{last}" if last > first else f"{first}" for first, last in self.ranges)
        return f" [{shown}]" if self.on_line else shown

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
