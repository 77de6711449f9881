"""What measured boxes are drawn on: it notes what is drawn as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, FontFile, Glyphs
from carefold.graphics.frame import (
    Destination,
    Drawn,
    FigureBox,
    FilledWord,
    GlyphRun,
    LinkArea,
    Painted,
    PlacedPicture,
    TextLine,
    TickField,
    TypingField,
)
from carefold.graphics.outline import Outline
from carefold.structure import Element, Leaf
from carefold.units import Area


class Run(NamedTuple):
    """Shaped words of one face or fallback, size, colour and leaf, `x` points right of the line's start."""

    x: float
    words: tuple[Glyphs, ...]
    face: Face
    size: float
    colour: Rgb
    raised: float = 0.0
    leaf: Leaf | None = None
    fields: tuple[FilledWord, ...] = ()

    @property
    def font(self) -> FontFile:
        """The font that its words are of."""
        return (self.words[0].font if self.words else None) or self.face.file


class Surface:
    """Takes marked content; what belongs to no leaf is an artifact (ISO 32000-1, 14.8.2.2)."""

    def __init__(self, numbers: Mapping[Element | Leaf, int]) -> None:
        """`numbers` are those of the elements and leaves of one tree."""
        self.items: list[Drawn] = []
        self._numbers = numbers
        self._leaves: list[Leaf | None] = [None]
        self._skipping = 0

    def _leaf(self, own: Leaf | None = None) -> int | None:
        leaf = None if self._skipping else own or self._leaves[-1]
        return None if leaf is None else self._numbers[leaf]

    @contextmanager
    def tagged(self, leaf: Leaf) -> Iterator[None]:
        """Shapes and pictures drawn inside belong to the leaf."""
        self._leaves.append(leaf)
        yield
        self._leaves.pop()

    @contextmanager
    def untagged(self) -> Iterator[None]:
        """Everything drawn inside is an artifact."""
        self._skipping += 1
        yield
        self._skipping -= 1

    def text(self, x: float, baseline: float, runs: Sequence[Run]) -> None:
        """One line of text."""
        self.items.append(TextLine(x, baseline, tuple([self._run(run) for run in runs])))

    def _run(self, run: Run) -> GlyphRun:
        leaf = self._leaf(run.leaf)
        return GlyphRun(run.x, run.words, run.font, run.size, run.colour, run.raised, leaf, run.fields)

    def paint(
        self, outline: Outline, *, fill: Rgb | None = None, stroke: Rgb | None = None, width: float = 0.5,
        field: str = "", round_ends: bool = False,
    ) -> None:  # fmt: skip
        """A shape, filled or stroked or both; the line of a blank names its field."""
        self.items.append(Painted(outline, fill, stroke, width, self._leaf(), field, round_ends))

    def picture(self, file: Path, area: Area, within: Outline | None = None) -> None:
        """A raster picture or an SVG, scaled into an area; what stands out of an outline is cut off."""
        self.items.append(PlacedPicture(file, area, within, self._leaf()))

    def figure_box(self, element: Element, area: Area) -> None:
        """Where a figure stands (ISO 14289-1, 7.3)."""
        if not self._skipping:
            self.items.append(FigureBox(self._numbers[element], area))

    def link(self, element: Element, area: Area, target: str) -> None:
        """A link to an address, or to a destination when `target` starts with `#`."""
        if not self._skipping:
            self.items.append(LinkArea(self._numbers[element], area, target))

    def destination(self, name: str, x: float, y: float) -> None:
        """A spot that links and bookmarks lead to; the first of a name counts."""
        if not self._skipping:
            self.items.append(Destination(name, x, y))

    def tick_box(self, element: Element, area: Area, colour: Rgb) -> None:
        """A box to tick on a screen; the element's `contents` say what for."""
        if not self._skipping:
            self.items.append(TickField(self._numbers[element], area, colour))

    def text_field(self, element: Element, area: Area, pitch: float, colour: Rgb, field: str = "") -> None:
        """A field to type into on a screen, its lines `pitch` points apart; that of a blank names its field."""
        if not self._skipping:
            self.items.append(TypingField(self._numbers[element], area, pitch, colour, field))
