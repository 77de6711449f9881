"""Placed boxes become plain values: frames, and the pages of a file that they stand on. The last step of laying out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from carefold.graphics.frame import Frame, Page, Slice
from carefold.graphics.surface import Surface
from carefold.imposition.pages import screens, sheets
from carefold.layout.composition import Composition, Fill, Job, Placed
from carefold.model.layout import Layout
from carefold.structure import Element, Leaf, Numbered
from carefold.units import Area


@dataclass(frozen=True)
class Draft:
    """Boxes in their places on sides or pages, and the tree that their content belongs to.

    `panels` are panels or pages in reading order, each with its name, its side and its area there.
    """

    root: Element
    sides: Sequence[Sequence[Placed]]
    panels: Sequence[tuple[str, int, Area]]

    def frames(self) -> tuple[Frame, ...]:
        """What stands on each panel or page."""
        return tuple(self._drawn(rank, 0.0, 0.0) for rank in range(len(self.panels)))

    def screens(self, frames: Sequence[Frame]) -> tuple[Page, ...]:
        """Those of a file for a screen."""
        return screens(frames, self._moved)

    def sheets(self, frames: Sequence[Frame], layout: Layout, shift: tuple[float, float]) -> tuple[Page, ...]:
        """Those of a file to print, where second sides are moved by `shift`."""
        return sheets(frames, layout, len(self.sides), shift, self._moved)

    def _moved(self, frame: Frame, right: float, up: float) -> Frame:
        """The frame in another place, drawn anew: sums of other order are rounded otherwise where they are written."""
        return self._drawn(frame.rank, right, up) if right or up else frame

    def _drawn(self, rank: int, right: float, up: float) -> Frame:
        name, side, area = self.panels[rank]
        slices = tuple(self._slice(one, right, up) for one in self.sides[side] if one.panel == name)
        return Frame(name, side, Area(area.x + right, area.y + up, area.width, area.height), rank, slices)

    def _slice(self, placed: Placed, right: float, up: float) -> Slice:
        surface, x, y = Surface(self._numbers), placed.x + right, placed.y + up
        placed.box.draw(surface, x, y)
        return Slice(x, y, placed.box.height, tuple(surface.items))

    @cached_property
    def _numbers(self) -> dict[Element | Leaf, int]:
        return Numbered.of(self.root).numbers


def composed(job: Job, draft: Draft, size: float, fills: Sequence[Fill]) -> Composition:
    """A handout that is laid out, for a screen or for paper."""
    frames = draft.frames()
    pages = draft.screens(frames) if job.fillable else draft.sheets(frames, job.layout, job.shift)
    return Composition(draft.root, frames, pages, size, tuple(fills), job.abreast, job.tallest)
