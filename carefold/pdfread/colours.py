"""Colour spaces as colours on a screen (ISO 32000-1, 8.6); None stands for what can't be told, such as a pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pypdf.generic import DictionaryObject, StreamObject

from carefold.graphics.colour import BLACK, Rgb
from carefold.pdfread.safely import dictionary, entry, items, resolved, text_of
from carefold.pdfread.written_numbers import number

Parts: TypeAlias = Sequence[float]
_DEEPEST = 4  # spaces that rest on spaces


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: what parts mean, and the parts that it starts with."""

    rgb: Callable[[Parts], Rgb | None]
    initial: tuple[float, ...]

    def colour(self, parts: Parts) -> Rgb | None:
        """The colour of some parts; None where they are too few."""
        return self.rgb(parts) if len(parts) >= len(self.initial) else None


def grey(parts: Parts) -> Rgb:
    """One part, 0 black to 1 white."""
    level = _share(parts[0])
    return level, level, level


def rgb(parts: Parts) -> Rgb:
    """Red, green and blue."""
    return _share(parts[0]), _share(parts[1]), _share(parts[2])


def cmyk(parts: Parts) -> Rgb:
    """Cyan, magenta, yellow and black, without a profile (ISO 32000-1, 10.3.5)."""
    cyan, magenta, yellow, black = (_share(part) for part in parts[:4])
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


GREY = Space(grey, (0.0,))
RGB = Space(rgb, (0.0, 0.0, 0.0))
CMYK = Space(cmyk, (0.0, 0.0, 0.0, 1.0))
UNKNOWN = Space(lambda _parts: None, ())
_BY_NAME = {
    "/DeviceGray": GREY, "/G": GREY, "/CalGray": GREY, "/DeviceRGB": RGB, "/RGB": RGB, "/CalRGB": RGB,
    "/DeviceCMYK": CMYK, "/CMYK": CMYK,
}  # fmt: skip
_BY_PARTS = {1: GREY, 3: RGB, 4: CMYK}


def read_space(written: Any, resources: DictionaryObject, depth: int = 0) -> Space:
    """The space that a name or an array means."""
    found = resolved(written)
    if isinstance(found, str):
        shelf = dictionary(entry(resources, "/ColorSpace"))
        if found in _BY_NAME or found not in shelf:
            return _BY_NAME.get(found, UNKNOWN)
        found = entry(shelf, found)
    if isinstance(found, str):
        return _BY_NAME.get(found, UNKNOWN)
    parts = items(found)
    kind = text_of(resolved(parts[0])) if parts else ""
    reader = _BY_FAMILY.get(kind)
    if reader is None or depth > _DEEPEST:
        return _BY_NAME.get(kind, UNKNOWN)
    return reader(parts, resources, depth)


def _profiled(parts: list[Any], _resources: DictionaryObject, _depth: int) -> Space:
    """A profile counts as the device it most likely describes."""
    return _BY_PARTS.get(int(number(entry(dictionary(parts[1]), "/N"))) if len(parts) > 1 else 0, UNKNOWN)


def _lab(_parts: list[Any], _resources: DictionaryObject, _depth: int) -> Space:
    """CIE L*a*b* (ISO 32000-1, 8.6.5.4)."""
    return Space(_from_lab, (0.0, 0.0, 0.0))


def _from_lab(lab: Parts) -> Rgb:
    """Scaled to the white of a screen, D65, whatever its own white point, so that white stays white."""
    middle = (lab[0] + 16) / 116
    steps = middle + lab[1] / 500, middle, middle - lab[2] / 200
    shares = [step**3 if step >= 6 / 29 else 108 / 841 * (step - 4 / 29) for step in steps]
    x, y, z = (share * screen for share, screen in zip(shares, (0.9505, 1.0, 1.089), strict=True))
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z, -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )  # fmt: skip
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in map(_share, linear)
    )
    return _share(red), _share(green), _share(blue)


def _indexed(parts: list[Any], resources: DictionaryObject, depth: int) -> Space:
    """A palette (ISO 32000-1, 8.6.6.3)."""
    if len(parts) < 4:
        return UNKNOWN
    base, table = read_space(parts[1], resources, depth + 1), resolved(parts[3])
    palette = table.get_data() if isinstance(table, StreamObject) else _bytes(table)
    width = len(base.initial)

    def look_up(index: Parts) -> Rgb | None:
        start = int(index[0]) * width
        return base.colour([part / 255 for part in palette[start : start + width]]) if index[0] >= 0 else None

    return Space(look_up, (0.0,))


def _bytes(value: Any) -> bytes:
    original = getattr(value, "original_bytes", value)
    return original if isinstance(original, bytes) else b""


def _spot(parts: list[Any], resources: DictionaryObject, depth: int) -> Space:
    """A spot colour whose tints a simple function gives (ISO 32000-1, 8.6.6.4 and 7.10.3); black is black."""
    if text_of(resolved(parts[1])) in ("/Black", "/All") if len(parts) > 1 else False:
        return Space(lambda tint: grey([1 - tint[0]]), (1.0,))
    function = dictionary(parts[3]) if len(parts) > 3 else DictionaryObject()
    if entry(function, "/FunctionType") != 2:
        return UNKNOWN
    base = read_space(parts[2], resources, depth + 1)
    ends = [[number(part) for part in items(entry(function, key))] for key in ("/C0", "/C1")]
    power = number(entry(function, "/N")) or 1.0
    none, full = ends[0] or [0.0], ends[1] or [1.0]

    def tinted(tint: Parts) -> Rgb | None:
        share = _share(tint[0]) ** power
        return base.colour([low + share * (high - low) for low, high in zip(none, full, strict=False)])

    return Space(tinted, (1.0,))


_BY_FAMILY: dict[str, Callable[[list[Any], DictionaryObject, int], Space]] = {
    "/ICCBased": _profiled, "/Lab": _lab, "/Indexed": _indexed, "/I": _indexed, "/Separation": _spot,
}  # fmt: skip
START = BLACK  # the colour that a page begins with (ISO 32000-1, 8.6.5.1)
