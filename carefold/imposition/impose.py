"""Which page goes where on which side of which sheet, and the marks for knife and fold. Points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefold.imposition.sheet import folded_sheet
from carefold.units import MM, Area

if TYPE_CHECKING:  # a checking process reads no layout
    from carefold.model.layout import Layout

MARK_ZONE = 9 * MM  # around the trimmed piece, for crop marks
_TICK = (5 * MM, 9 * MM)  # fold ticks: from the edge
_CROP = (3 * MM, 8 * MM)  # crop marks: from the trim


@dataclass(frozen=True, slots=True)
class Part:
    """A page (its index, or None for a blank) whose lower left corner lies at x, y; a copy is an artifact."""

    page: int | None
    x: float
    y: float
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: width and height, its parts, lines to cut or fold at, and the trimmed piece.

    `origin` is where the lower left corner of what is laid out comes to lie.
    """

    extent: tuple[float, float]
    origin: tuple[float, float]
    parts: tuple[Part, ...]
    lines: tuple[tuple[float, float, float, float], ...] = ()
    turned: bool = False
    trim: Area | None = None
    bleed: Area | None = None


def impose(layout: Layout, pages: int, shift: tuple[float, float] = (0.0, 0.0)) -> tuple[Side, ...]:
    """The sides of all sheets for so many laid-out pages; second sides are moved by `shift`, points right and up."""
    sides = _PLANS[layout.impose](layout, pages)
    return tuple(_finished(layout, side, number, shift) for number, side in enumerate(sides))


def _one_by_one(_layout: Layout, pages: int) -> Iterator[tuple[Part, ...]]:
    yield from ((Part(number, 0.0, 0.0),) for number in range(pages))


def _two_up(layout: Layout, pages: int) -> Iterator[tuple[Part, ...]]:
    """The same page twice, to be cut apart."""
    middle = layout.sheet.extent[0] / 2
    yield from ((Part(number, 0.0, 0.0), Part(number, middle, 0.0, copy=True)) for number in range(pages))


def _saddle_stitch(layout: Layout, pages: int) -> Iterator[tuple[Part, ...]]:
    """Sheets that are folded together and stapled; pages of inner sheets creep towards the spine."""
    order = booklet_order(pages)
    count, middle = len(order), layout.sheet.extent[0] / 2
    for sheet in range(count // 4):
        creep = layout.creep * sheet
        for side in (0, 1):
            near, far = 2 * sheet + side, count - 1 - 2 * sheet - side
            left, right = (far, near) if side == 0 else (near, far)
            yield Part(order[left], creep, 0.0), Part(order[right], middle - creep, 0.0)


def booklet_order(pages: int) -> list[int | None]:
    """Pages as they are read, filled up to a multiple of four; blanks go before the last, which is the back cover."""
    blanks: list[int | None] = [None] * (-pages % 4)
    if pages == 1:
        return [0, *blanks]
    return [*range(pages - 1), *blanks, pages - 1]


_PLANS = {"none": _one_by_one, "two-up": _two_up, "saddle-stitch": _saddle_stitch}


def _finished(layout: Layout, parts: tuple[Part, ...], number: int, shift: tuple[float, float]) -> Side:
    """A side with its marks; where it is trimmed, the piece lies in the middle of a large enough sheet."""
    second = number % 2 == 1
    right, up = shift if second else (0.0, 0.0)
    extent, trim, bleed = _boxes(layout)
    x, y = (trim.x if trim else 0.0) + right, (trim.y if trim else 0.0) + up
    moved = tuple(Part(part.page, part.x + x, part.y + y, part.copy) for part in parts)
    lines = (*_fold_ticks(layout, number, extent, x), *_cut_marks(layout, extent, trim))
    return Side(extent, (x, y), moved, lines, layout.turned and second, trim, bleed)


def _boxes(layout: Layout) -> tuple[tuple[float, float], Area | None, Area | None]:
    """The sheet's size, and the trimmed and bled areas where it is cut."""
    if layout.flat:
        width, height = layout.sheet.extent
        flat = layout.flat
        trim = Area((width - flat.width) / 2, (height - flat.height) / 2, flat.width, flat.height)
        return (width, height), trim, _grown(trim, layout.bleed) if layout.bleed else None
    width, height = layout.sheet.extent
    if not layout.bleed:
        return (width, height), None, None
    zone = MARK_ZONE + layout.bleed
    trim = Area(zone, zone, width, height)
    return (width + 2 * zone, height + 2 * zone), trim, _grown(trim, layout.bleed)


def _grown(area: Area, by: float) -> Area:
    return area.inset(-by, -by, -by, -by)


_Lines = Iterator[tuple[float, float, float, float]]


def _fold_ticks(layout: Layout, number: int, extent: tuple[float, float], x: float) -> _Lines:
    """Short lines at the inside's folds; outside the trim where there is one."""
    if layout.marks != "fold" or not layout.sides:
        return
    sheet = folded_sheet(layout)
    inside = next((panel.side for panel in sheet.panels if panel.name.startswith(layout.flow[0])), 0)
    if number != inside:
        return
    _, trim, _ = _boxes(layout)
    for fold in sheet.folds[inside]:
        if trim:
            near, far = _crop(layout)
            yield (fold + x, trim.y - far, fold + x, trim.y - near)
            yield (fold + x, trim.top + near, fold + x, trim.top + far)
        else:
            near, far = _TICK
            yield (fold + x, near, fold + x, far)
            yield (fold + x, extent[1] - near, fold + x, extent[1] - far)


def _cut_marks(layout: Layout, extent: tuple[float, float], trim: Area | None) -> _Lines:
    """Crop marks at the corners of the trim, outside the bleed; ticks where a sheet is cut in two."""
    if layout.impose == "two-up":
        middle, height = extent[0] / 2, extent[1]
        yield (middle, _TICK[0], middle, _TICK[1])
        yield (middle, height - _TICK[0], middle, height - _TICK[1])
    if trim is None:
        return
    near, far = _crop(layout)
    for x, way in ((trim.x, -1), (trim.right, 1)):
        for y, up in ((trim.y, -1), (trim.top, 1)):
            yield (x + way * near, y, x + way * far, y)
            yield (x, y + up * near, x, y + up * far)


def _crop(layout: Layout) -> tuple[float, float]:
    """Where marks outside the trim begin and end, counted from it: never in the bleed."""
    return max(_CROP[0], layout.bleed), max(_CROP[1], layout.bleed + 5 * MM)
