"""Whether a layout leaves room: for text in its panels or pages, and white paper at edges and folds. Points.

Printers that "fit to page" print at about 94%, centred, while folds stay where they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import FoldedSheet, Panel, folded_sheet, page_area, page_columns
from carefold.units import MM, Area

if TYPE_CHECKING:  # a checking process reads no layout
    from carefold.model.layout import Layout

EDGE, CUT, FOLD = 7 * MM, 3 * MM, 3 * MM  # without text: at a sheet's edge, where it is cut, at folds
SHRUNK = 0.94
_SLACK = 0.05
_LEAST_WIDTH, _LEAST_HEIGHT = 10, 12  # times the smallest type size
_FOOT, _FOOT_LINES = 16.0, 1.2  # below the text of a page: to the running foot, and its line in type sizes of notes


def to_fold(left: float, right: float, panel: Area, width: float, scale: float) -> float:
    """Distance from what reaches so far to the nearer fold of its panel, below 0 beyond it.

    The piece is `width` wide, printed at a scale and centred.
    """
    left, right = (width / 2 + (x - width / 2) * scale for x in (left, right))
    at_left = left - panel.x if panel.x > _SLACK else width
    at_right = panel.right - right if panel.right < width - _SLACK else width
    return min(at_left, at_right)


def halves(layout: Layout) -> tuple[Area, ...]:
    """Where pages lie that are put on the sheet two at a time; none for other layouts."""
    if layout.page is None:
        return ()
    size = layout.page
    return tuple(Area(x, 0.0, size.width, size.height) for x in (0.0, layout.sheet.extent[0] / 2))


def room_problems(layout: Layout) -> Iterator[Finding]:
    """What would make text too narrow, or bring it too near to an edge or a fold."""
    sheet = folded_sheet(layout) if layout.sides else None
    lives = [panel.live for panel in sheet.panels] if sheet else page_columns(layout)
    width, height = (factor * layout.type.smallest for factor in (_LEAST_WIDTH, _LEAST_HEIGHT))
    narrow = min(lives, key=lambda live: live.width)
    low = min(lives, key=lambda live: live.height)
    if narrow.width < width or low.height < height:
        message = f"a panel or page has {narrow.width / MM:.0f} × {low.height / MM:.0f} mm for text"
        least = f"{width / MM:.0f} × {height / MM:.0f} mm"
        hint = "Make margins smaller, panels or pages wider or higher, or the type smaller; fewer columns help too."
        size = layout.type.smallest
        yield Finding(f"{message}, and {least} are the least at {size:g} pt.", layout.margin.place, hint)
        return
    if layout.type.notes > layout.type.smallest:
        message = (
            f"notes ({layout.type.notes:g} pt) may not be larger than the smallest text ({layout.type.smallest:g} pt)."
        )
        yield Finding(message, layout.type.place, "Make `notes` smaller, or `smallest` larger.")
    yield from _edges(layout)
    yield from _folds(layout, sheet)


def _edges(layout: Layout) -> Iterator[Finding]:
    cut = layout.flat is not None or layout.bleed > 0
    least = CUT if cut else EDGE
    what = "where it is cut" if cut else "at the edge, where most printers can't print"
    short: dict[tuple[str, float], list[str]] = {}  # sides by the key to change and what they need
    for side in ("left", "right", "top", "bottom"):
        foot = _FOOT + _FOOT_LINES * layout.type.notes if side == "bottom" and _has_running_foot(layout) else 0.0
        own = getattr(layout.margin, side)
        if (layout.margin.edge if own is None else own) < least + foot - _SLACK:
            key = side if own is not None or foot else "edge"
            short.setdefault((key, least + foot), []).append(side)
    for (key, needed), sides in short.items():
        message = f"the margin at the {', '.join(sides)} is too narrow: {_millimetres(needed)} are the least {what}"
        message += ", with room for the running foot." if needed > least else "."
        yield Finding(message, layout.margin.place, f"Write `{key}: {_millimetres(needed)}`, or more.")


def _has_running_foot(layout: Layout) -> bool:
    return not layout.sides and layout.pages != 1


def _millimetres(length: float) -> str:
    """A length as an author writes it, rounded up to a tenth."""
    return f"{math.ceil(length / MM * 10 - 0.01) / 10:g}mm"


def _folds(layout: Layout, sheet: FoldedSheet | None) -> Iterator[Finding]:
    width = layout.extent[0] if layout.page is None else layout.sheet.extent[0]
    scale = 1.0 if layout.flat is not None or layout.bleed else SHRUNK
    live = page_area(layout)
    pages = [Panel("", 0, half, Area(half.x + live.x, live.y, live.width, live.height)) for half in halves(layout)]
    for panel in _whole(layout, sheet) if sheet else pages:
        near = min(to_fold(panel.live.x, panel.live.right, panel.area, width, each) for each in (1.0, scale))
        if near < FOLD - _SLACK:
            name = f"“{panel.name}”" if panel.name else "a page"
            short = (FOLD - near) / MM
            message = f"the text of {name} comes {short:.1f} mm too near to a fold or the middle"
            message += ", counted for printers that print at 94%." if scale < 1 else "."
            if sheet:
                hint = f"Write `fold: {_millimetres(layout.margin.fold + FOLD - near)}`, or more."
            else:
                hint = f"Make `left` and `right` {_millimetres(FOLD - near)} wider, or `edge` for both."
            yield Finding(message, layout.margin.place, hint)
            return


def _whole(layout: Layout, sheet: FoldedSheet) -> Iterator[Panel]:
    """Panels without their columns, between which is no fold."""
    for side in layout.sides:
        for spec in side.panels:
            parts = [panel for panel in sheet.panels if panel.name in _names(spec.name, spec.columns)]
            first, last = parts[0], parts[-1]
            area = Area(first.area.x, first.area.y, last.area.right - first.area.x, first.area.height)
            live = Area(first.live.x, first.live.y, last.live.right - first.live.x, first.live.height)
            yield Panel(spec.name, first.side, area, live)


def _names(name: str, columns: int) -> tuple[str, ...]:
    return (name,) if columns == 1 else tuple(f"{name} {number + 1}" for number in range(columns))
