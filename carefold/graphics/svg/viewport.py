"""How large a picture is, and how its view box comes to lie in the area it is shown in (SVG 1.1, 7)."""

from __future__ import annotations

from typing import Any

from carefold.graphics.matrix import Matrix
from carefold.graphics.svg.attributes import length, numbers
from carefold.graphics.svg.outlines import Extent

_POINT = 0.75  # points in a pixel
_LEAST = 0.01  # pixels; less can't be placed
_NO_SIZE = "the picture does not say how large it is. Hint: save it with a viewBox, or width and height."


def outer_viewport(root: Any) -> tuple[float, float, Extent, Matrix]:
    """Width and height in points, the extent of its own units, and the matrix from these to points, y up."""
    box = _view_box(root)
    width, height = (_outer_length(root.get(key)) for key in ("width", "height"))
    if box:
        ratio = box[2] / box[3]
        width, height = width or (height * ratio if height else box[2]), height or (width / ratio if width else box[3])
    if width is None or height is None or min(width, height) < _LEAST:
        raise ValueError(_NO_SIZE)
    wide, high = width * _POINT, height * _POINT
    a, _, _, d, e, f = _fitted(box or (0.0, 0.0, width, height), (wide, high), root.get("preserveAspectRatio", ""))
    extent = (box[2], box[3]) if box else (width, height)
    return wide, high, extent, (a, 0.0, 0.0, -d, e, high - f)


def inner_viewport(element: Any, use: Any, around: Extent) -> tuple[Extent, Extent, Matrix]:
    """Width and height of a nested viewport, the extent of its own units, and the matrix from these into it.

    A `<use>` may say its size; without one it fills what is around it.
    """
    sources = [element] if use is None else [use, element] if element.tag.endswith("svg") else [use]
    area = (_inner_length("width", sources, around[0]), _inner_length("height", sources, around[1]))
    box = _view_box(element)
    if box is None:
        return area, area, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return area, (box[2], box[3]), _fitted(box, area, element.get("preserveAspectRatio", ""))


def _inner_length(key: str, sources: list[Any], around: float) -> float:
    written = next((source.get(key) for source in sources if source.get(key, "auto") != "auto"), "100%")
    return length(written, around)


def _outer_length(written: str | None) -> float | None:
    """A length in pixels; None where it depends on what is around the picture."""
    if not written or written.strip() == "auto" or written.strip().endswith("%"):
        return None
    return length(written, 0.0)


def _view_box(element: Any) -> tuple[float, float, float, float] | None:
    written = element.get("viewBox", "")
    if not written.strip():
        return None
    parts = numbers(written)
    if len(parts) != 4 or min(parts[2:]) < _LEAST / 10:
        raise ValueError(_NO_SIZE)
    return parts[0], parts[1], parts[2], parts[3]


def _fitted(box: tuple[float, float, float, float], area: Extent, written: str) -> Matrix:
    """The matrix of `preserveAspectRatio` (SVG 1.1, 7.8), y down."""
    x, y, width, height = box
    across, down = area[0] / width, area[1] / height
    align, _, how = (written.strip() or "xMidYMid").removeprefix("defer ").partition(" ")
    if align == "none":
        return (across, 0.0, 0.0, down, -x * across, -y * down)
    scale = max(across, down) if how.strip() == "slice" else min(across, down)
    right = _SHARES.get(align[1:4], 0.5) * (area[0] - width * scale)
    lower = _SHARES.get(align[5:8], 0.5) * (area[1] - height * scale)
    return (scale, 0.0, 0.0, scale, right - x * scale, lower - y * scale)


_SHARES = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
