"""What lies under text: the colours that were painted at a place before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from carefold.graphics.colour import WHITE, Rgb, mix
from carefold.pdfread.page import Layer, Run, is_somewhere
from carefold.pdfread.polygons import Polygon, common, covers, polygons, reach

_ROWS = 64
_THIN = 0.4  # a share of the type size: rules, icons and marks that are thinner are no ground
_APART = 1.5  # shares of the type size between the places that are looked at
_MOST = 16  # places a stretch


class _Sheet:
    """A layer, its number in the order of painting, and the box around it; polygons are made when asked for."""

    __slots__ = ("box", "layer", "number", "shape", "thickness")

    def __init__(self, number: int, layer: Layer) -> None:
        self.number, self.layer = number, layer
        self.box = common(reach(layer.steps, layer.through), layer.clip)
        self.thickness = min(self.box.right - self.box.left, self.box.top - self.box.bottom)
        self.shape: list[Polygon] | None = None

    def covers(self, x: float, y: float) -> bool:
        """Whether it lies over a point."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        if self.shape is None:
            self.shape = polygons(self.layer.steps, self.layer.through)
        return covers(self.shape, x, y, self.layer.even_odd)

    def over(self, below: Rgb | None) -> Rgb | None:
        """The colour it gives a ground."""
        colour, alpha = self.layer.colour, self.layer.alpha
        if colour is None or alpha >= 1:
            return colour
        return None if below is None else mix(below, colour, max(0.0, alpha))


class Ground:
    """The layers of a page, sorted into rows so that those under a run are found quickly."""

    def __init__(self, layers: Sequence[Layer], runs: Sequence[Run]) -> None:
        """Rows part the height that the runs take."""
        self._low = min((run.bottom for run in runs), default=0.0)
        high = max((run.top for run in runs), default=0.0)
        self._step = max((high - self._low) / _ROWS, 1.0)
        self._rows: list[list[_Sheet]] = [[] for _ in range(_ROWS)]
        for number, layer in enumerate(layers):
            sheet = _Sheet(number, layer)
            if is_somewhere(*sheet.box):
                for row in self._reach(sheet.box.bottom, sheet.box.top):
                    self._rows[row].append(sheet)

    def _reach(self, bottom: float, top: float) -> range:
        first, last = int((bottom - self._low) / self._step), int((top - self._low) / self._step)
        return range(min(_ROWS - 1, max(0, first)), min(_ROWS - 1, max(0, last)) + 1)

    def near(self, run: Run) -> list[_Sheet]:
        """The layers whose box meets a run's, each once, in the order of painting, without thin ones."""
        rows = (self._rows[row] for row in self._reach(run.bottom, run.top))
        found = {sheet.number: sheet for row in rows for sheet in row if _meets(sheet, run)}
        return [found[number] for number in sorted(found)]


def colours_under(run: Run, order: int, near: Iterable[_Sheet]) -> set[Rgb | None]:
    """Colours under a run, the one of number `order`, at places along it; None where they can't be told."""
    sheets = [sheet for sheet in near if sheet.layer.order <= order]
    return {_colour_at(x, y, sheets) for x, y in places(run)} if sheets else {WHITE}


def is_covered(run: Run, order: int, near: Iterable[_Sheet]) -> bool:
    """Whether something opaque that is painted after a run, the one of number `order`, hides all of it."""
    later = [sheet for sheet in near if sheet.layer.order > order and sheet.layer.alpha >= 1]
    return bool(later) and all(any(sheet.covers(x, y) for sheet in later) for x, y in places(run))


def _meets(sheet: _Sheet, run: Run) -> bool:
    left, bottom, right, top = sheet.box
    if sheet.thickness < _THIN * run.size:
        return False
    return left < run.right and right > run.left and bottom < run.top and top > run.bottom


def _colour_at(x: float, y: float, sheets: Iterable[_Sheet]) -> Rgb | None:
    colour: Rgb | None = WHITE
    for sheet in sheets:
        if sheet.covers(x, y):
            colour = sheet.over(colour)
    return colour


def places(run: Run) -> Iterator[tuple[float, float]]:
    """Points in the middle of the letters' height, along the writing direction."""
    if not run.bodies:
        yield (run.left + run.right) / 2, (run.bottom + run.top) / 2
    for box in run.bodies:
        upright = run.turn % 2 == 0
        start, end = (box.left, box.right) if upright else (box.bottom, box.top)
        across = (box.bottom + box.top) / 2 if upright else (box.left + box.right) / 2
        inner = min(run.size / 4, (end - start) / 2)
        count = min(_MOST, 1 + int((end - start) / (_APART * run.size or 1)))
        for number in range(count + 1):
            along = start + inner + (end - start - 2 * inner) * number / count
            yield (along, across) if upright else (across, along)
