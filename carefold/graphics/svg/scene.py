"""From an SVG's bytes to shapes in the order they are painted: styles resolved, `<use>` followed, opacity folded in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from carefold.graphics.colour import BLACK
from carefold.graphics.outline import Matrix, Outline, moved, multiplied, polygon
from carefold.graphics.svg import style as css
from carefold.graphics.svg.outlines import OUTLINES, Extent, outline_of, size
from carefold.graphics.svg.paint import Clip, Shape, faded, paint, stroke
from carefold.graphics.svg.values import share, transform
from carefold.graphics.svg.viewport import inner_viewport, outer_viewport

_SILENT = frozenset((
    "defs", "title", "desc", "metadata", "style", "symbol", "clipPath", "linearGradient", "radialGradient", "pattern",
    "mask", "filter", "marker", "view", "font", "font-face", "color-profile", "cursor",
))  # elements that show nothing by themselves  # fmt: skip
_SVG = ("", "http://www.w3.org/2000/svg")
_MOST_ELEMENTS, _MOST_STEPS, _DEEPEST = 20_000, 400_000, 60  # drawn ones, `<use>` followed
_TOO_MANY = "the picture has too many parts. Hint: make it simpler, or save it as PNG."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture `width` by `height` points, its origin bottom left; shapes in the order they are painted."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element gets from those around it."""

    style: css.Style
    matrix: Matrix
    clips: tuple[Clip, ...]
    extent: Extent
    depth: int = 0
    used: tuple[Any, ...] = ()
    cutting: bool = False  # whether shapes are part of a clip path: only their outlines count


def drawing(data: bytes) -> Drawing:
    """An SVG's shapes; ValueError (“… Hint: …”) for what is no SVG, or would be drawn wrongly."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("the picture is damaged. Hint: open it, and save it again.") from None
    width, height, extent, matrix = outer_viewport(root)
    scene = _Scene(root)
    own = {key: value for key, value in scene.said[root].items() if key != "geometry"}
    css.check(own)
    around = _Around(css.inherit(css.INHERITED, own), matrix, (), extent)
    shapes = faded(scene.inside(root, around), share(own.get("opacity", "1")))
    return Drawing(width, height, tuple(shapes))


class _Scene:
    """The elements of one picture, and how many of them have been drawn."""

    def __init__(self, root: Any) -> None:
        self.said = css.styles(root)
        self.named: dict[str, Any] = {}
        for element in root.iter("*"):
            self.named.setdefault(f"#{element.get('id', '')}", element)
        self.named.pop("#", None)
        self.outlines: dict[tuple[Any, Extent], Outline] = {}
        self.drawn = self.steps = 0

    def inside(self, element: Any, around: _Around) -> list[Shape]:
        """The shapes of what an element holds."""
        return [shape for child in element.iterchildren("*") for shape in self.shapes(child, around)]

    def shapes(self, element: Any, around: _Around) -> list[Shape]:
        """The shapes of an element, in the order they are painted."""
        name = _name(element)
        style = self.said[element]
        if name in _SILENT or not name or style.get("display") == "none":
            return []
        self.drawn += 1
        if self.drawn > _MOST_ELEMENTS or around.depth > _DEEPEST:
            raise ValueError(_TOO_MANY)
        css.check(style)
        matrix = multiplied(transform(element.get("transform", "")), around.matrix)
        clips = (*around.clips, *self._clip(style.get("clip-path", "none"), matrix, around))
        here = replace(
            around, style=css.inherit(around.style, style), matrix=matrix, clips=clips, depth=around.depth + 1
        )
        if not all(clip.outline for clip in clips):
            return []
        return self._faded(self._of_kind(name, element, here), style, here)

    def _of_kind(self, name: str, element: Any, here: _Around) -> list[Shape]:
        if name in OUTLINES:
            return list(self._shape(name, element, here))
        if name == "g":
            return self.inside(element, here)
        if name == "use":
            return self._used(element, here)
        if name == "switch":
            return self._chosen(element, here)
        if name == "svg":
            return self._viewport(element, here, size(element, "x", here.extent), size(element, "y", here.extent))
        raise css.refused(f"a `<{name}>`")

    def _used(self, element: Any, here: _Around) -> list[Shape]:
        """What `<use>` shows again (SVG 1.1, 5.6); nothing where that is not there."""
        link = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        target = self.named.get(link.strip())
        if target is None:
            return []
        if target in here.used:
            raise ValueError("the picture holds itself. Hint: save it as plain SVG.")
        x, y = size(element, "x", here.extent), size(element, "y", here.extent)
        inner = replace(here, used=(*here.used, target), matrix=multiplied((1.0, 0.0, 0.0, 1.0, x, y), here.matrix))
        if _name(target) not in ("symbol", "svg"):
            return self.shapes(target, inner)
        style = self.said[target]
        css.check(style)
        inner = replace(inner, style=css.inherit(inner.style, style), depth=inner.depth + 1)
        return self._faded(self._viewport(target, inner, 0.0, 0.0, element), style, inner)

    def _viewport(self, element: Any, here: _Around, x: float, y: float, use: Any = None) -> list[Shape]:
        """What a nested `<svg>` or a `<symbol>` shows, cut to its area."""
        (width, height), extent, matrix = inner_viewport(element, use, here.extent)
        if width <= 0 or height <= 0:
            return []
        at = multiplied((1.0, 0.0, 0.0, 1.0, x, y), here.matrix)
        frame = moved(polygon((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)), at)
        visible = "visible" in (element.get("overflow"), self.said[element].get("overflow"))
        clips = here.clips if visible else (*here.clips, Clip(frame, even_odd=False))
        return self.inside(element, replace(here, matrix=multiplied(matrix, at), extent=extent, clips=clips))

    def _chosen(self, element: Any, here: _Around) -> list[Shape]:
        """The first part of a `<switch>` that asks for no language and no program."""
        plain = (
            child
            for child in element.iterchildren("*")
            if _name(child) and not child.get("requiredExtensions") and child.get("systemLanguage") is None
        )
        first = next(plain, None)
        return [] if first is None else self.shapes(first, here)

    def _clip(self, written: str, matrix: Matrix, around: _Around) -> Iterator[Clip]:
        """The shapes that `clip-path` names, as one outline (SVG 1.1, 14.3.5)."""
        if written in ("none", "inherit", "initial"):
            return
        found = re.fullmatch(r"url\(([^()]*)\)", written)
        path = self.named.get(found[1].strip(" \t\n'\"")) if found else None
        if path is None or _name(path) != "clipPath":
            raise css.refused("a cut-out that is no clip path")
        if path.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse" or "clip-path" in self.said[path]:
            raise css.refused("a clip path of a rare kind")
        inner = replace(
            around, style=css.inherit(around.style, self.said[path]), clips=(), cutting=True, depth=around.depth + 1,
            matrix=multiplied(transform(path.get("transform", "")), matrix),
        )  # fmt: skip
        shapes = self.inside(path, inner)
        if any(shape.clips for shape in shapes) or (len(shapes) > 1 and any(shape.even_odd for shape in shapes)):
            raise css.refused("a clip path of a rare kind")
        outline = tuple(step for shape in shapes for step in moved(shape.outline, shape.matrix))
        yield Clip(outline, any(shape.even_odd for shape in shapes))

    def _shape(self, name: str, element: Any, here: _Around) -> Iterator[Shape]:
        style = here.style
        if style["visibility"] != "visible":
            return
        outline = self._outline(name, element, here.extent)
        if here.cutting:
            yield Shape(outline, here.matrix, BLACK, 1.0, style["clip-rule"] == "evenodd", None, here.clips)
            return
        fill, opacity = paint("fill", style)
        pen = stroke(style, here.extent)
        if outline and (fill or pen):
            yield Shape(outline, here.matrix, fill, opacity, style["fill-rule"] == "evenodd", pen, here.clips)

    def _outline(self, name: str, element: Any, extent: Extent) -> Outline:
        """An element's outline; it is read once, also where `<use>` shows it many times."""
        found = self.outlines.get((element, extent))
        if found is None:
            found = self.outlines[element, extent] = outline_of(name, element, extent)
        self.steps += len(found)
        if self.steps > _MOST_STEPS:
            raise ValueError(_TOO_MANY)
        return found

    def _faded(self, shapes: list[Shape], style: css.Style, here: _Around) -> list[Shape]:
        return shapes if here.cutting else faded(shapes, share(style.get("opacity", "1")))


def _name(element: Any) -> str:
    """An element's name in SVG; empty for those of other kinds, which are not drawn."""
    space, _, name = element.tag.rpartition("}")
    return name if space.removeprefix("{") in _SVG else ""
