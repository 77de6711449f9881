"""Panels and pages as areas of the sheet. Points, origin at the lower left of the side they are printed on."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.model.layout import Layout, Margin
from carefold.units import Area


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: all of it, and the part that takes text."""

    name: str
    side: int
    area: Area
    live: Area


@dataclass(frozen=True, slots=True)
class FoldedSheet:
    """Both sides of a folded sheet; `folds` has the x of each fold, side by side."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    folds: tuple[tuple[float, ...], ...]

    def panel(self, name: str) -> Panel:
        """The panel of that name."""
        return next(panel for panel in self.panels if panel.name == name)


def folded_sheet(layout: Layout) -> FoldedSheet:
    """Where the panels of a folded layout lie."""
    width, height = layout.sheet.extent
    panels: list[Panel] = []
    folds: list[tuple[float, ...]] = []
    for number, side in enumerate(layout.sides):
        x, creases = 0.0, []
        for position, spec in enumerate(side.panels):
            first, last = position == 0, position == len(side.panels) - 1
            area = Area(x, 0.0, spec.width, height)
            panels.append(Panel(spec.name, number, area, _live(area, layout.margin, first, last)))
            x += spec.width
            if not last:
                creases.append(x)
        folds.append(tuple(creases))
    return FoldedSheet(width, height, tuple(panels), tuple(folds))


def _live(area: Area, margin: Margin, first: bool, last: bool) -> Area:
    left = _or(margin.left, margin.edge) if first else margin.fold
    right = _or(margin.right, margin.edge) if last else margin.fold
    return area.inset(left, right, _or(margin.top, margin.edge), _or(margin.bottom, margin.edge))


def page_area(layout: Layout) -> Area:
    """The part of a flowing page that takes text."""
    width, height = layout.sheet.extent
    margin = layout.margin
    sides = (margin.left, margin.right, margin.top, margin.bottom)
    left, right, top, bottom = (_or(side, margin.edge) for side in sides)
    return Area(0.0, 0.0, width, height).inset(left, right, top, bottom)


def _or(length: float | None, default: float) -> float:
    return default if length is None else length
