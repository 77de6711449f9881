"""What stands on a page, as plain values: to be compared, pickled and drawn. Points, origin bottom left.

Elements and leaves of the logical tree are told by their numbers in reading order (`structure.Numbered`). What has no
leaf is an artifact (ISO 32000-1, 14.8.2.2). Fonts and pictures are told by their files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from carefold.graphics.colour import Rgb
from carefold.graphics.face import FontFile, Glyphs
from carefold.graphics.outline import Outline
from carefold.units import Area


@dataclass(frozen=True, slots=True)
class FilledWord:
    """Characters of a run's word, from `start` to `end`, that are the value of a field, which is told by its name."""

    word: int
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Shaped words of one font, size, colour and leaf, `x` points right of the line's start."""

    x: float
    words: tuple[Glyphs, ...]
    font: FontFile
    size: float
    colour: Rgb
    raised: float = 0.0
    leaf: int | None = None
    fields: tuple[FilledWord, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print, or a part of it."""

    x: float
    y: float
    runs: tuple[GlyphRun, ...]


@dataclass(frozen=True, slots=True)
class Painted:
    """An outline, filled or stroked or both; the line of a blank names the field that it stands for.

    `round_ends` rounds corners too.
    """

    outline: Outline
    fill: Rgb | None
    stroke: Rgb | None
    width: float
    leaf: int | None = None
    field: str = ""
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A raster picture or an SVG, scaled into an area; what stands out of an outline is cut off."""

    file: Path
    area: Area
    within: Outline | None
    leaf: int | None = None


@dataclass(frozen=True, slots=True)
class FigureBox:
    """Where a figure stands (ISO 14289-1, 7.3)."""

    element: int
    area: Area


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link to an address, or to a destination when `target` starts with `#`."""

    element: int
    area: Area
    target: str


@dataclass(frozen=True, slots=True)
class Destination:
    """A spot that links and bookmarks lead to; the first of a name counts."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TickField:
    """A box to tick on a screen; the element's `contents` say what for."""

    element: int
    area: Area
    colour: Rgb


@dataclass(frozen=True, slots=True)
class TypingField:
    """A field to type into on a screen, its lines `pitch` points apart; that of a blank names what it stands for."""

    element: int
    area: Area
    pitch: float
    colour: Rgb
    field: str = ""


Drawn: TypeAlias = TextLine | Painted | PlacedPicture | FigureBox | LinkArea | Destination | TickField | TypingField


@dataclass(frozen=True, slots=True)
class Slice:
    """What one box of the vertical list came to be: its upper left corner, its height, and what is drawn."""

    x: float
    y: float
    height: float
    items: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel or page that text stands on: its area of a side of the sheet, and what stands there in drawing order.

    `rank` is its place among all panels and pages as they are read.
    """

    name: str
    side: int
    area: Area
    rank: int
    slices: tuple[Slice, ...]

    @property
    def items(self) -> tuple[Drawn, ...]:
        """All that is drawn."""
        return tuple(item for one in self.slices for item in one.items)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a file: width and height, frames in their places, marks for knife and fold.

    A `turned` one stands on its head; `trim` and `bleed` say where it is cut (ISO 32000-1, 14.11.2).
    """

    extent: tuple[float, float]
    frames: tuple[Frame, ...]
    marks: tuple[Painted, ...] = ()
    turned: bool = False
    trim: Area | None = None
    bleed: Area | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that stand here, filled in or as blanks."""
        items = (item for frame in self.frames for one in frame.slices for item in one.items)
        return frozenset(name for item in items for name in _fields_of(item))


def _fields_of(item: Drawn) -> list[str]:
    if isinstance(item, TextLine):
        return [filled.field for run in item.runs for filled in run.fields]
    return [item.field] if isinstance(item, Painted | TypingField) and item.field else []


def untagged(frame: Frame) -> Frame:
    """The frame as it looks, all of it an artifact: a copy of one that is read out."""
    return replace(frame, slices=tuple(replace(one, items=tuple(_artifacts(one.items))) for one in frame.slices))


def _artifacts(items: Iterable[Drawn]) -> Iterable[Drawn]:
    for item in items:
        if isinstance(item, TextLine):
            yield replace(item, runs=tuple(replace(run, leaf=None) for run in item.runs))
        elif isinstance(item, Painted | PlacedPicture):
            yield replace(item, leaf=None)
