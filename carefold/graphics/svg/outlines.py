"""The basic shapes and paths of SVG as outlines (SVG 1.1, 8 and 9), in the picture's own units, y down."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from carefold.graphics.outline import Outline, Step, polygon
from carefold.graphics.svg.attributes import NUMBER, length, numbers

Extent: TypeAlias = tuple[float, float]
"""Width and height of the viewport that percentages are of."""

_ARC = 0.5522847498
_COMMAND = re.compile("([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_FLOAT = re.compile(rf" ?,? ?({NUMBER})")
_FLAG = re.compile(" ?,? ?([01])")


def outline_of(name: str, element: Any, extent: Extent) -> Outline:
    """The outline of a drawn element; empty where there is nothing to draw. ValueError for what can't be read."""
    return OUTLINES[name](element, extent)


def size(element: Any, key: str, extent: Extent, missing: float = 0.0) -> float:
    """A length that an element names."""
    return length(element.get(key), whole_of(key, extent)) if element.get(key, "").strip() else missing


def whole_of(key: str, extent: Extent) -> float:
    """What 100% is (SVG 1.1, 7.10)."""
    if key in ("x", "cx", "fx", "x1", "x2", "width", "rx"):
        return extent[0]
    return extent[1] if key in ("y", "cy", "fy", "y1", "y2", "height", "ry") else diagonal(extent)


def diagonal(extent: Extent) -> float:
    """What percentages are of that belong neither to width nor to height."""
    return math.hypot(*extent) / math.sqrt(2)


def _rectangle(element: Any, extent: Extent) -> Outline:
    x, y, width, height = (size(element, key, extent) for key in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return ()
    rx, ry = (_radius(element, key, extent) for key in ("rx", "ry"))
    rx, ry = (rx if rx is not None else ry or 0.0), (ry if ry is not None else rx or 0.0)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    right, foot, i, j = x + width, y + height, rx * (1 - _ARC), ry * (1 - _ARC)
    return (
        ("m", (x + rx, y)), ("l", (right - rx, y)), ("c", (right - i, y, right, y + j, right, y + ry)),
        ("l", (right, foot - ry)), ("c", (right, foot - j, right - i, foot, right - rx, foot)),
        ("l", (x + rx, foot)), ("c", (x + i, foot, x, foot - j, x, foot - ry)),
        ("l", (x, y + ry)), ("c", (x, y + j, x + i, y, x + rx, y)), ("h", ()),
    )  # fmt: skip


def _radius(element: Any, key: str, extent: Extent) -> float | None:
    """A corner's radius; None for `auto`, which is as large as the other, and for what is less than nothing."""
    found = None if element.get(key, "auto").strip() in ("", "auto") else size(element, key, extent)
    return None if found is None or found < 0 else found


def _ellipse(element: Any, extent: Extent) -> Outline:
    rx, ry = (_radius(element, key, extent) for key in ("rx", "ry"))
    return _oval(element, extent, rx if rx is not None else ry or 0.0, ry if ry is not None else rx or 0.0)


def _circle(element: Any, extent: Extent) -> Outline:
    radius = size(element, "r", extent)
    return _oval(element, extent, radius, radius)


def _oval(element: Any, extent: Extent, rx: float, ry: float) -> Outline:
    if rx <= 0 or ry <= 0:
        return ()
    x, y, i, j = size(element, "cx", extent), size(element, "cy", extent), rx * _ARC, ry * _ARC
    return (
        ("m", (x + rx, y)), ("c", (x + rx, y + j, x + i, y + ry, x, y + ry)),
        ("c", (x - i, y + ry, x - rx, y + j, x - rx, y)), ("c", (x - rx, y - j, x - i, y - ry, x, y - ry)),
        ("c", (x + i, y - ry, x + rx, y - j, x + rx, y)), ("h", ()),
    )  # fmt: skip


def _line(element: Any, extent: Extent) -> Outline:
    x0, y0, x1, y1 = (size(element, key, extent) for key in ("x1", "y1", "x2", "y2"))
    return (("m", (x0, y0)), ("l", (x1, y1)))


def _polyline(element: Any, _extent: Extent, *, closed: bool = False) -> Outline:
    flat = numbers(element.get("points", ""))
    points = list(zip(flat[::2], flat[1::2], strict=False))
    if len(points) < 2:
        return ()
    return polygon(*points) if closed else polygon(*points)[:-1]


class _Pen:
    """Takes what fontTools reads in a path, and keeps it as steps."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.add("c", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve as a cubic one."""
        start = self.at
        first, second = (
            tuple(a + (b - a) * 2 / 3 for a, b in zip(knot, control, strict=True)) for knot in (start, end)
        )
        self.add("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append(("h", ()))

    def endPath(self) -> None:  # noqa: N802
        """An open path needs no mark."""

    def arcTo(  # noqa: N802
        self, rx: float, ry: float, turn: float, large: bool, sweep: bool, end: tuple[float, float]
    ) -> None:
        """An arc as cubic curves; a straight line where it has no radius (SVG 1.1, F.6.2)."""
        from fontTools.svgLib.path.arc import EllipticalArc

        if rx and ry:
            EllipticalArc(complex(*self.at), rx, ry, turn, large, sweep, complex(*end)).draw(self)
        elif end != self.at:
            self.lineTo(end)

    def add(self, step: str, *points: tuple[float, ...]) -> None:
        self.steps.append((step, tuple(float(part) for point in points for part in point)))
        self.at = self.steps[-1][1][-2], self.steps[-1][1][-1]


def _tokens(written: str) -> Iterator[str]:
    """Commands and numbers of a path, as fontTools reads them all (SVG 1.1, 8.3.9); ValueError for anything else."""
    end = 0
    for found in _COMMAND.finditer(written):
        if found.start() != end:
            raise ValueError(written)
        command, numbers, end = found[1], found[2], found.end()
        yield command
        at, count = 0, 0
        while number := (_FLAG if command in "Aa" and count % 7 in (3, 4) else _FLOAT).match(numbers, at):
            yield repr(float(number[1])) if len(number[1]) > 1 else number[1]
            at, count = number.end(), count + 1
        if numbers[at:].strip() or numbers.lstrip().startswith(","):
            raise ValueError(written)
    if end != len(written):
        raise ValueError(written)


def _path(element: Any, _extent: Extent) -> Outline:
    written = element.get("d", "").strip()
    if written in ("", "none"):
        return ()
    from fontTools.svgLib.path.parser import parse_path

    pen = _Pen()
    try:
        parse_path(" ".join(_tokens(" ".join(written.split()))), pen)
    except (ValueError, TypeError, ArithmeticError, AttributeError, IndexError):
        raise ValueError("the picture has a path that can't be read. Hint: save it as plain SVG.") from None
    if not all(math.isfinite(part) and abs(part) < 1e7 for _, points in pen.steps for part in points):
        raise ValueError("the picture has a path that leaves every page. Hint: save it as plain SVG.")
    return tuple(pen.steps)


OUTLINES: dict[str, Callable[[Any, Extent], Outline]] = {
    "path": _path,
    "rect": _rectangle,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": partial(_polyline, closed=True),
}
