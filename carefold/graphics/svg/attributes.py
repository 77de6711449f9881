"""What stands in SVG attributes: lengths, transforms, colours (SVG 1.1, 4 and 7); ValueError for anything else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from carefold.graphics.colour import Rgb, rgb
from carefold.graphics.matrix import IDENTITY, Matrix, multiplied

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"({NUMBER})\s*(px|pt|pc|mm|cm|in|%)?", re.IGNORECASE)
_STEP = re.compile(r" ?,? ?(matrix|translate|scale|rotate|skewX|skewY) ?\(([^()]*)\) ?")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LONGEST = 100  # characters of one length or colour
_MOST = 1e6  # pixels, a hundred times a door's height


def length(written: str, whole: float) -> float:
    """A length in pixels (96 an inch); `whole` is what 100% means."""
    found = _measure(written)
    if not found:
        raise _unreadable("a length", written)
    unit = (found[2] or "").lower()
    value = float(found[1]) * (whole / 100 if unit == "%" else _PIXELS[unit])
    return _bounded(value, written)


def numbers(written: str) -> list[float]:
    """Numbers with blanks between them, or one comma."""
    if re.sub(rf"{NUMBER}|[\s,]", "", written) or re.search(r",\s*,", written):
        raise _unreadable("a list of numbers", written)
    return [_bounded(float(found), written) for found in re.findall(NUMBER, written)]


def share(written: str) -> float:
    """An opacity from 0 to 1, also as a percentage."""
    found = _measure(written)
    if not found or found[2] not in (None, "%"):
        raise _unreadable("an opacity", written)
    return min(1.0, max(0.0, float(found[1]) / (100 if found[2] else 1)))


def _measure(written: str) -> re.Match[str] | None:
    """A number and its unit, unless that is so long that it means no good."""
    return _LENGTH.fullmatch(written.strip()) if len(written) < _LONGEST else None


def _bounded(value: float, written: str) -> float:
    if not math.isfinite(value) or abs(value) > _MOST:
        raise _unreadable("a number", written)
    return value


def transform(written: str) -> Matrix:
    """The matrix of a `transform` attribute."""
    made, end, written = IDENTITY, 0, " ".join(written.split())
    if written == "none":
        return IDENTITY
    for step in _STEP.finditer(written):
        values = numbers(step[2])
        if step.start() != end or len(values) not in _COUNTS[step[1]]:
            break
        made, end = multiplied(_MATRICES[step[1]](*values), made), step.end()
    if end != len(written):
        raise _unreadable("a transform", written)
    return made


def _rotation(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)


_MATRICES: dict[str, Callable[..., Matrix]] = {
    "matrix": lambda *parts: parts,
    "translate": lambda x, y=0.0: (1.0, 0.0, 0.0, 1.0, x, y),
    "scale": lambda x, y=None: (x, 0.0, 0.0, x if y is None else y, 0.0, 0.0),
    "rotate": _rotation,
    "skewX": lambda degrees: (1.0, 0.0, math.tan(math.radians(degrees)), 1.0, 0.0, 0.0),
    "skewY": lambda degrees: (1.0, math.tan(math.radians(degrees)), 0.0, 1.0, 0.0, 0.0),
}
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}


def colour(written: str) -> tuple[Rgb, float]:
    """A CSS colour and its opacity."""
    if re.fullmatch("#[0-9a-fA-F]{6}", written):
        return rgb(written), 1.0
    from tinycss2.color4 import parse_color

    found = parse_color(written) if len(written) < _LONGEST else None
    if found is None or isinstance(found, str) or found.space not in ("srgb", "hsl", "hwb"):
        raise _unreadable("a colour", written)
    red, green, blue = (min(1.0, max(0.0, float(part))) for part in found.to("srgb").coordinates)
    return (red, green, blue), float(found.alpha)


def _unreadable(what: str, written: str) -> ValueError:
    shown = " ".join(written.split())[:40]
    return ValueError(f"the picture has {what} “{shown}” that can't be read. Hint: save it as plain SVG.")
