"""Panels and pages as areas of the sheet. Points, origin at the lower left of the side they are printed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefold.units import Area

if TYPE_CHECKING:  # a checking process reads no layout
    from carefold.model.layout import Layout, Margin, PanelSpec


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
    """Where the panels of a folded layout lie; the columns of a panel are panels without a fold between them."""
    width, height = layout.extent
    panels: list[Panel] = []
    folds: list[tuple[float, ...]] = []
    for number, side in enumerate(layout.sides):
        x, creases = 0.0, []
        for position, spec in enumerate(side.panels):
            first, last = position == 0, position == len(side.panels) - 1
            area = Area(x, 0.0, _panel_width(layout, spec), height)
            panels += _columns(spec, number, area, _live(area, layout.margin, first, last), layout.margin.fold)
            x += area.width
            if not last:
                creases.append(x)
        folds.append(tuple(creases))
    return FoldedSheet(width, height, tuple(panels), tuple(folds))


def _live(area: Area, margin: Margin, first: bool, last: bool) -> Area:
    left = _or(margin.left, margin.edge) if first else margin.fold
    right = _or(margin.right, margin.edge) if last else margin.fold
    return area.inset(left, right, _or(margin.top, margin.edge), _or(margin.bottom, margin.edge))


def _panel_width(layout: Layout, spec: PanelSpec) -> float:
    """A panel's width as written, or as `flap` wants it: two panels and a narrower one fill the sheet."""
    if layout.flap is None:
        return spec.width
    wide = (layout.extent[0] + layout.flap) / 3
    narrowest = min(panel.width for side in layout.sides for panel in side.panels)
    return wide - layout.flap if spec.width == narrowest else wide


def _columns(spec: PanelSpec, side: int, area: Area, live: Area, gap: float) -> list[Panel]:
    if spec.columns == 1:
        return [Panel(spec.name, side, area, live)]
    between = 2 * gap
    width = (live.width - between * (spec.columns - 1)) / spec.columns
    step = area.width / spec.columns
    return [
        Panel(
            f"{spec.name} {number + 1}",
            side,
            Area(area.x + step * number, area.y, step, area.height),
            Area(live.x + (width + between) * number, live.y, width, live.height),
        )
        for number in range(spec.columns)
    ]


def flow_panels(layout: Layout, sheet: FoldedSheet) -> list[Panel]:
    """The panels and columns that text flows into, in order."""
    return [
        panel
        for name in layout.flow
        for panel in sheet.panels
        if panel.name == name or panel.name.rpartition(" ")[0] == name
    ]


def page_area(layout: Layout) -> Area:
    """The part of a flowing page that takes text."""
    margin = layout.margin
    sides = (margin.left, margin.right, margin.top, margin.bottom)
    left, right, top, bottom = (_or(side, margin.edge) for side in sides)
    return Area(0.0, 0.0, *layout.extent).inset(left, right, top, bottom)


def page_columns(layout: Layout) -> list[Area]:
    """The columns of a flowing page, `fold` twice between them."""
    area, between = page_area(layout), 2 * layout.margin.fold
    width = (area.width - between * (layout.columns - 1)) / layout.columns
    return [Area(area.x + (width + between) * number, area.y, width, area.height) for number in range(layout.columns)]


def _or(length: float | None, default: float) -> float:
    return default if length is None else length
