"""Linear and radial gradients (SVG 1.1, 13.2): what an element names becomes where it runs, and its stops."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from carefold.graphics.colour import Rgb
from carefold.graphics.matrix import Matrix, inverted, multiplied
from carefold.graphics.outline import Outline
from carefold.graphics.svg import style as css
from carefold.graphics.svg.attributes import colour, length, share, transform
from carefold.graphics.svg.outlines import Extent, whole_of

KINDS = ("linearGradient", "radialGradient")
_URL = re.compile(r"url\(\s*['\"]?\s*(#[^'\")\s]*)\s*['\"]?\s*\)\s*(.*)", re.DOTALL)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_STARTS = {
    "x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%",
    "cx": "50%", "cy": "50%", "r": "50%", "fr": "0%",
}  # fmt: skip
_SPREADS = ("pad", "reflect", "repeat")
_MOST_STOPS, _MOST_TIMES = 500, 200  # stops; how often a gradient is repeated
_EDGE = 0.999  # of a circle's radius: how far out its focus may lie
_FAINT = 1e-9  # of a unit: a length that counts as none


@dataclass(frozen=True, slots=True)
class Stop:
    """A colour and its opacity, so far along a gradient, 0 to 1."""

    offset: float
    colour: Rgb
    opacity: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours along a line (x0, y0, x1, y1), or from a circle to one around it (x0, y0, r0, x1, y1, r1).

    The matrix brings these into the units of the shape; beyond its ends a gradient goes on in the colour that it has.
    """

    along: tuple[float, ...]
    matrix: Matrix
    stops: tuple[Stop, ...]

    @property
    def fades(self) -> bool:
        """Whether its opacity changes along the way."""
        return any(stop.opacity < 1 for stop in self.stops)


Paint: TypeAlias = Rgb | Gradient
Box: TypeAlias = tuple[float, float, float, float]
"""Left, right, bottom and top."""


@dataclass(frozen=True, slots=True)
class Gradients:
    """The gradients of one picture: its elements by their names, what they say, and the style that each inherits."""

    named: Mapping[str, Any]
    said: Mapping[Any, css.Style]
    inherited: Callable[[Any], css.Style]

    def paint(self, written: str, outline: Outline, pen: float, extent: Extent) -> tuple[Paint | str | None, float]:
        """What `url(#…)` means for a shape with a pen so wide, and its opacity.

        A gradient or a plain colour; the words behind the address where nothing is there; None for no paint at all.
        """
        found = _URL.fullmatch(written.strip())
        element = self.named.get(found[1]) if found else None
        name = "" if element is None else element.tag.rpartition("}")[2]
        if name == "pattern":
            raise css.refused("a pattern")
        if name not in KINDS:
            return (found[2].strip() or None) if found else None, 1.0
        if self.inherited(element)["color-interpolation"] == "linearrgb":
            raise css.refused("a gradient whose colours are mixed in linear light")
        chain = list(self._chain(element))
        stops = self._stops(chain)
        if len(stops) < 2:
            return (stops[0].colour, stops[0].opacity) if stops else (None, 1.0)
        bounds = bounds_of(outline)
        try:
            gradient = _Reader(chain, name, extent, bounds).gradient(stops, _wider(bounds, pen))
        except ZeroDivisionError:  # it is drawn flat to a line
            return (found[2].strip() or None) if found else None, 1.0
        if gradient is None:
            return stops[-1].colour, stops[-1].opacity
        even = {stop.opacity for stop in stops}
        if len(even) > 1:
            return gradient, 1.0
        return replace(gradient, stops=tuple(replace(stop, opacity=1.0) for stop in gradient.stops)), even.pop()

    def _chain(self, element: Any) -> Iterator[Any]:
        """A gradient and those that it builds upon."""
        seen: list[Any] = []
        while element is not None and element.tag.rpartition("}")[2] in KINDS:
            if element in seen:
                raise ValueError("the picture holds itself. Hint: save it as plain SVG.")
            css.check(self.said[element])
            seen.append(element)
            yield element
            element = self.named.get((element.get("href") or element.get(_XLINK) or "").strip())

    def _stops(self, chain: Sequence[Any]) -> tuple[Stop, ...]:
        """Those of the first element that has any, in order; none stands before the one before it."""
        found: list[Any] = next((stops for one in chain if (stops := one.findall("{*}stop"))), [])
        if len(found) > _MOST_STOPS:
            raise css.refused("a gradient of very many colours")
        made: list[Stop] = []
        for stop in found:
            offset = max(share(stop.get("offset", "0")), made[-1].offset if made else 0.0)
            made.append(Stop(offset, *self._colour(stop)))
        return tuple(made)

    def _colour(self, stop: Any) -> tuple[Rgb, float]:
        style = self.said[stop]
        css.check(style)
        written, opacity = style.get("stop-color", "black"), style.get("stop-opacity", "1")
        if "inherit" in (written, opacity):
            raise css.refused("a gradient of a rare kind")
        if written.lower() == "currentcolor":
            written = self.inherited(stop)["color"]
        found, alpha = colour("black" if written == "initial" else written)
        return found, alpha * share("1" if opacity == "initial" else opacity)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads where a gradient runs: the attributes of a chain of elements, for a shape with such bounds."""

    chain: Sequence[Any]
    kind: str
    extent: Extent
    bounds: Box

    def gradient(self, stops: tuple[Stop, ...], painted: Box) -> Gradient | None:
        """The gradient, repeated as far as what is painted; None where it has no length."""
        along = self._line() if self.kind == "linearGradient" else self._circles()
        if along is None:
            return None
        matrix, spread = self._matrix(), self._said("spreadMethod", "pad")
        corners = _corners(painted, inverted(matrix))
        if spread not in _SPREADS:
            spread = "pad"
        stops = _to_the_ends(stops)
        if spread == "pad":
            return Gradient(along, matrix, stops)
        first, last = _turns(along, corners)
        return Gradient(_longer(along, first, last), matrix, _repeated(stops, first, last, spread == "reflect"))

    def _line(self) -> tuple[float, ...] | None:
        x0, y0, x1, y1 = map(self._length, ("x1", "y1", "x2", "y2"))
        return None if math.hypot(x1 - x0, y1 - y0) < _FAINT else (x0, y0, x1, y1)

    def _circles(self) -> tuple[float, ...] | None:
        x, y, radius, least = map(self._length, ("cx", "cy", "r", "fr"))
        fx, fy = self._length("fx", x), self._length("fy", y)
        if radius < _FAINT:
            return None
        if math.hypot(fx - x, fy - y) + least > _EDGE * radius:
            raise css.refused("a gradient whose focus lies outside of its circle")
        return (fx, fy, max(0.0, least), x, y, radius)

    @property
    def _of_box(self) -> bool:
        return self._said("gradientUnits", "objectBoundingBox") != "userSpaceOnUse"

    def _matrix(self) -> Matrix:
        """From the gradient's units to the shape's; ZeroDivisionError where the shape or the gradient is flat."""
        turned = transform(self._said("gradientTransform", "none"))
        if not turned[0] * turned[3] - turned[1] * turned[2]:
            raise ZeroDivisionError
        if not self._of_box:
            return turned
        left, right, bottom, top = self.bounds
        if right - left < _FAINT or top - bottom < _FAINT:
            raise ZeroDivisionError
        return multiplied(turned, (right - left, 0.0, 0.0, top - bottom, left, bottom))

    def _said(self, key: str, missing: str = "") -> str:
        return next((said for one in self.chain if (said := one.get(key, "").strip())), missing)

    def _length(self, key: str, missing: float = 0.0) -> float:
        """A length that is named by the first element of the gradient's own kind that names it."""
        alike = (one for one in self.chain if one.tag.rpartition("}")[2] == self.kind)
        written = next((said for one in alike if (said := one.get(key, "").strip())), _STARTS.get(key))
        if written is None:
            return missing
        return length(written, 1.0 if self._of_box else whole_of(key, self.extent))


def bounds_of(outline: Outline) -> Box:
    """The least box around an outline of lines and curves."""
    from fontTools.misc.bezierTools import calcCubicBounds

    xs, ys, at = list[float](), list[float](), (0.0, 0.0)
    for step, points in outline:
        if step == "c":
            left, bottom, right, top = calcCubicBounds(at, points[:2], points[2:4], points[4:])
            xs += left, right
            ys += bottom, top
        else:
            xs += points[::2]
            ys += points[1::2]
        at = (points[-2], points[-1]) if points else at
    return min(xs), max(xs), min(ys), max(ys)


def _wider(bounds: Box, pen: float) -> Box:
    left, right, bottom, top = bounds
    return left - pen, right + pen, bottom - pen, top + pen


def _corners(box: Box, through: Matrix) -> list[tuple[float, float]]:
    left, right, bottom, top = box
    a, b, c, d, e, f = through
    return [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]


def _to_the_ends(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The same with stops at 0 and 1."""
    first, last = replace(stops[0], offset=0.0), replace(stops[-1], offset=1.0)
    return (*(() if stops[0].offset == 0 else (first,)), *stops, *(() if stops[-1].offset == 1 else (last,)))


def _turns(along: tuple[float, ...], corners: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """From which to which whole number a gradient has to run, in its own lengths, to cover the corners of a box."""
    if len(along) == 4:
        x0, y0, x1, y1 = along
        square = (x1 - x0) ** 2 + (y1 - y0) ** 2
        shares = [((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / square for x, y in corners]
        first, last = math.floor(min(shares)), math.ceil(max(shares))
    else:
        x0, y0, least, x1, y1, radius = along
        if least > 0:
            raise css.refused("a gradient of a rare kind")
        inside = (
            times for times in range(1, _MOST_TIMES + 2)
            if all(
                math.hypot(x - x0 - times * (x1 - x0), y - y0 - times * (y1 - y0)) <= times * radius
                for x, y in corners
            )
        )  # fmt: skip
        first, last = 0, next(inside, _MOST_TIMES + 1)
    if last - first > _MOST_TIMES:
        raise css.refused("a gradient that is repeated very often")
    return first, max(last, first + 1)


def _longer(along: tuple[float, ...], first: int, last: int) -> tuple[float, ...]:
    half = len(along) // 2
    start, end = along[:half], along[half:]
    return tuple(a + times * (b - a) for times in (first, last) for a, b in zip(start, end, strict=True))


def _repeated(stops: tuple[Stop, ...], first: int, last: int, there_and_back: bool) -> tuple[Stop, ...]:
    back = tuple(replace(stop, offset=1 - stop.offset) for stop in reversed(stops))
    return tuple(
        replace(stop, offset=(turn - first + stop.offset) / (last - first))
        for turn in range(first, last)
        for stop in (back if there_and_back and turn % 2 else stops)
    )
