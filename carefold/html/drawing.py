"""Drawings of frames as inline SVG (SVG 1.1): outlines as paths, words as text, photos as data: URIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from carefold.graphics.colour import Rgb
from carefold.graphics.face import FontFile
from carefold.graphics.frame import GlyphRun, Painted, PlacedPicture, TextLine
from carefold.graphics.image_files import is_vector, vector
from carefold.graphics.matrix import Matrix, multiplied
from carefold.graphics.outline import Outline
from carefold.graphics.svg.gradients import Gradient, Paint
from carefold.graphics.svg.paint import Shape, Stroke
from carefold.html.colours import hexadecimal
from carefold.html.node import Child, Node, node
from carefold.html.raster import data_uri
from carefold.html.seen import Art, Picture
from carefold.units import Area

_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


@dataclass
class Drawings:
    """Makes SVG; `colours` are the names of those that change in dark mode, a point is `scale` pixels."""

    colours: Mapping[Rgb, str]
    scale: float
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def shown(self, picture: Picture, alt: str, kind: str) -> list[Child]:
        """A photo as an image, all else as a drawing; a code and what is from a file keep their colours."""
        only = picture.items[0]
        is_file = isinstance(only, PlacedPicture)
        if len(picture.items) == 1 and isinstance(only, PlacedPicture) and not is_vector(only.file):
            return [self._photo(only, alt)]
        made = self._whole(picture.area, picture.items, {} if is_file or kind == "code" else self.colours)
        made.attributes |= {"role": "img", "aria-label": alt} if alt else {"aria-hidden": "true"}
        made.attributes["class"] = " ".join(filter(None, (kind, "own" if is_file else ""))) or "drawn"
        return [made]

    def _photo(self, photo: PlacedPicture, alt: str) -> Node:
        width, height = photo.area.width, photo.area.height
        made = node("img", src=data_uri(photo.file, (width, height)))
        size = {"width": _short(width * self.scale, 0), "height": _short(height * self.scale, 0)}
        made.attributes |= {"alt": alt, **size}
        return made

    def file(self, file: PlacedPicture) -> Node:
        """One picture from a file, in the colours that it has."""
        return self._whole(file.area, (file,), {})

    def _whole(self, area: Area, items: tuple[Art, ...], colours: Mapping[Rgb, str]) -> Node:
        canvas = _Canvas((1.0, 0.0, 0.0, -1.0, -area.x, area.top), colours, self._numbers)
        made = [one for item in items for one in canvas.drawn(item)]
        whole = node("svg", *([node("defs", *canvas.defs)] if canvas.defs else []), *made)
        whole.attributes = {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_short(area.width)} {_short(area.height)}",
            "width": _short(area.width * self.scale, 0), "height": _short(area.height * self.scale, 0),
        }  # fmt: skip
        return whole


@dataclass
class _Canvas:
    """One picture: `through` brings points of its frame into those of the SVG, whose y runs down."""

    through: Matrix
    colours: Mapping[Rgb, str]
    numbers: count[int]
    defs: list[Child] = field(default_factory=list)

    def drawn(self, item: Art) -> list[Node]:
        """The elements of one item."""
        if isinstance(item, TextLine):
            return [self._run(item, run) for run in item.runs if any(word.text.strip() for word in run.words)]
        if isinstance(item, Painted):
            return [self._painted(item)]
        return self._picture(item)

    def _painted(self, painted: Painted) -> Node:
        made = node("path", d=_path(painted.outline, self.through))
        self._colour(made, "fill", painted.fill)
        self._colour(made, "stroke", painted.stroke)
        if painted.stroke:
            made.attributes["stroke-width"] = _short(painted.width)
        if painted.round_ends:
            made.attributes |= {"stroke-linecap": "round", "stroke-linejoin": "round"}
        return made

    def _colour(self, made: Node, what: str, colour: Rgb | None) -> None:
        if colour is None:
            if what == "fill":
                made.attributes["fill"] = "none"
            return
        made.attributes[what] = hexadecimal(colour)
        if name := self.colours.get(colour):
            made.attributes["class"] = " ".join((*made.kinds, f"{what[0]}-{name}"))

    def _run(self, line: TextLine, run: GlyphRun) -> Node:
        """Words, as wide as they are printed in whatever font there is."""
        words = "".join(word.text for word in run.words)
        width = sum(word.advance for word in run.words) * run.size / 1000
        ((x, y),) = _moved((line.x + run.x, line.y + run.raised), self.through)
        made = node("text", words.rstrip(), x=_short(x), y=_short(y), font_size=_short(run.size))
        if words == words.rstrip():
            made.attributes |= {"textLength": _short(width), "lengthAdjust": "spacingAndGlyphs"}
        if _is_bold(run.font):
            made.attributes["font-weight"] = "bold"
        self._colour(made, "fill", run.colour)
        return made

    # --- pictures from files

    def _picture(self, picture: PlacedPicture) -> list[Node]:
        if is_vector(picture.file):
            made = self._shapes(picture)
        else:
            area = picture.area
            ((x, y),) = _moved((area.x, area.top), self.through)
            uri = data_uri(picture.file, (area.width, area.height))
            made = [node("image", x=_short(x), y=_short(y), width=_short(area.width), height=_short(area.height))]
            made[0].attributes |= {"href": uri, "preserveAspectRatio": "none"}
        if picture.within and made:
            return [node("g", *made, clip_path=self._clip(picture.within, self.through, even_odd=False))]
        return made

    def _shapes(self, picture: PlacedPicture) -> list[Node]:
        drawing, area = vector(picture.file), picture.area
        placed = (area.width / drawing.width, 0.0, 0.0, area.height / drawing.height, area.x, area.y)
        onto = multiplied(placed, self.through)
        return [self._shape(shape, onto) for shape in drawing.shapes]

    def _shape(self, shape: Shape, onto: Matrix) -> Node:
        made: Node = node("path", d=_path(shape.outline))
        made.attributes["transform"] = _matrix(multiplied(shape.matrix, onto))
        made.attributes["fill"] = self._paint(shape.fill) if shape.fill else "none"
        if shape.opacity < 1:
            made.attributes["fill-opacity"] = _short(shape.opacity, 3)
        if shape.even_odd:
            made.attributes["fill-rule"] = "evenodd"
        if shape.stroke:
            made.attributes |= self._pen(shape.stroke)
        for clip in reversed(shape.clips):
            made = node("g", made, clip_path=self._clip(clip.outline, onto, even_odd=clip.even_odd))
        return made

    def _pen(self, stroke: Stroke) -> dict[str, str]:
        pen = {
            "stroke": self._paint(stroke.colour), "stroke-width": _short(stroke.width, 4),
            "stroke-linecap": _CAPS[stroke.cap], "stroke-linejoin": _JOINS[stroke.join],
            "stroke-miterlimit": _short(stroke.miter),
        }  # fmt: skip
        if stroke.opacity < 1:
            pen["stroke-opacity"] = _short(stroke.opacity, 3)
        if stroke.dashes:
            dashes = " ".join(_short(dash, 4) for dash in stroke.dashes)
            pen |= {"stroke-dasharray": dashes, "stroke-dashoffset": _short(stroke.phase, 4)}
        return pen

    def _paint(self, paint: Paint) -> str:
        if not isinstance(paint, Gradient):
            return hexadecimal(paint)
        along = [_short(value, 4) for value in paint.along]
        names = ("x1", "y1", "x2", "y2") if len(along) == 4 else ("fx", "fy", "fr", "cx", "cy", "r")
        key, stops = self._key, list[Child]()
        for stop in paint.stops:
            told = {"offset": _short(stop.offset, 4), "stop-color": hexadecimal(stop.colour)}
            stops.append(Node("stop", told | ({"stop-opacity": _short(stop.opacity, 3)} if stop.opacity < 1 else {})))
        made = Node("linearGradient" if len(along) == 4 else "radialGradient", {"id": key}, stops)
        made.attributes |= {"gradientUnits": "userSpaceOnUse", "gradientTransform": _matrix(paint.matrix)}
        made.attributes |= dict(zip(names, along, strict=True))
        self.defs.append(made)
        return f"url(#{key})"

    def _clip(self, outline: Outline, through: Matrix, *, even_odd: bool) -> str:
        key, path = self._key, node("path", d=_path(outline, through))
        if even_odd:
            path.attributes["clip-rule"] = "evenodd"
        self.defs.append(Node("clipPath", {"id": key}, [path]))
        return f"url(#{key})"

    @property
    def _key(self) -> str:
        return f"d{next(self.numbers)}"


def _is_bold(file: FontFile) -> bool:
    return "Bold" in file.open().name


def _path(outline: Outline, through: Matrix | None = None) -> str:
    """An outline as path data; without a matrix in its own units, finely."""
    made = list[str]()
    for step, points in outline:
        if step == "re":
            x, y, width, height = points
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            made += [_command("M" if not at else "L", corner, through) for at, corner in enumerate(corners)]
            made.append("Z")
        else:
            made.append(_command("Z" if step == "h" else step.upper(), points, through))
    return "".join(made)


def _command(name: str, points: tuple[float, ...], through: Matrix | None) -> str:
    if through is not None:
        points = tuple(value for point in _moved(points, through) for value in point)
    return name + " ".join(_short(value, 4 if through is None else 2) for value in points)


def _moved(points: tuple[float, ...], through: Matrix) -> list[tuple[float, float]]:
    a, b, c, d, e, f = through
    pairs = zip(points[::2], points[1::2], strict=True)
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]


def _matrix(matrix: Matrix) -> str:
    return f"matrix({' '.join(_short(value, 6) for value in matrix)})"


def _short(value: float, digits: int = 2) -> str:
    short = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if short in ("-0", "") else short
