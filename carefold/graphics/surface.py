"""What measured boxes are drawn on. pdf/canvas.py is one; a test may use another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Glyphs
from carefold.graphics.outline import Outline
from carefold.structure import Element, Leaf
from carefold.units import Area


@dataclass(frozen=True, slots=True)
class Run:
    """Shaped words of one face, size, colour and leaf, `x` points right of the line's start."""

    x: float
    words: tuple[Glyphs, ...]
    face: Face
    size: float
    colour: Rgb
    raised: float = 0.0
    leaf: Leaf | None = None


class Surface(Protocol):
    """A page that takes marked content. What belongs to no leaf is an artifact (ISO 32000-1, 14.8.2.2)."""

    def reading(self, rank: int) -> None:
        """What is drawn next is read in this place among panels and pages, wherever it stands on the sheet."""

    def text(self, x: float, baseline: float, runs: Sequence[Run]) -> None:
        """One line of text."""

    def paint(
        self, outline: Outline, *, fill: Rgb | None = None, stroke: Rgb | None = None, width: float = 0.5
    ) -> None:
        """A shape, filled or stroked or both."""

    def picture(self, file: Path, area: Area, within: Outline | None = None) -> None:
        """A raster picture or an SVG, scaled into an area; what stands out of an outline is cut off."""

    def tagged(self, leaf: Leaf) -> AbstractContextManager[None]:
        """Shapes and pictures drawn inside belong to the leaf."""

    def untagged(self) -> AbstractContextManager[None]:
        """Everything drawn inside is an artifact."""

    def figure_box(self, element: Element, area: Area) -> None:
        """Where a figure stands (ISO 14289-1, 7.3)."""

    def link(self, element: Element, area: Area, target: str) -> None:
        """A link to an address, or to a destination when `target` starts with `#`."""

    def destination(self, name: str, x: float, y: float) -> None:
        """A spot that links and bookmarks lead to."""

    def tick_box(self, element: Element, area: Area, colour: Rgb) -> None:
        """A box to tick on a screen; the element's `contents` say what for."""

    def text_field(self, element: Element, area: Area, pitch: float, colour: Rgb) -> None:
        """A field to type into on a screen, its lines `pitch` points apart."""
