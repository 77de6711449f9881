"""From an SVG's bytes to shapes in the order they are painted: styles resolved, `<use>` followed, opacity folded in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.matrix import Matrix, multiplied
from carefold.graphics.outline import Outline, moved, polygon
from carefold.graphics.svg import style as css
from carefold.graphics.svg.attributes import colour, share, transform
from carefold.graphics.svg.gradients import Gradients
from carefold.graphics.svg.outlines import OUTLINES, Extent, outline_of, size
from carefold.graphics.svg.paint import Clip, Shape, can_be_joined, faded, painted
from carefold.graphics.svg.viewport import inner_viewport, outer_viewport

_SILENT = frozenset((
    "defs", "title", "desc", "metadata", "style", "symbol", "clipPath", "linearGradient", "radialGradient", "pattern",
    "mask", "filter", "marker", "view", "font", "font-face", "color-profile", "cursor",
))  # elements that show nothing by themselves  # fmt: skip
_SVG = ("", "http://www.w3.org/2000/svg")
_MOST_ELEMENTS, _MOST_STEPS, _DEEPEST = 20_000, 400_000, 60  # drawn ones, `<use>` followed
_FARTHEST = 1e7  # points
_POINT = 0.75  # points in a pixel
_OF_ITS_OWN = ("x", "y", "width", "height")  # what a symbol has in SVG 2 alone
_CORNER = ("0 0", "0px 0px", "0", "0px", "left top", "top left", "0% 0%", "initial")
_CUTTING = (*OUTLINES, "use", *_SILENT, "")
_TOO_LARGE = "the picture has parts that leave every page. Hint: save it as plain SVG."
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
    return Drawing(width, height, tuple(scene.all_shapes(_Around(css.INHERITED, matrix, (), extent))))


class _Scene:
    """The elements of one picture, and how many of them have been drawn."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.said = css.styles(root)
        self.named: dict[str, Any] = {}
        for element in root.iter("*"):
            self.named.setdefault(f"#{element.get('id', '')}", element)
        self.named.pop("#", None)
        self.gradients = Gradients(self.named, self.said, self._inherited)
        self.outlines: dict[tuple[Any, Extent], Outline] = {}
        self.drawn = self.steps = 0

    def all_shapes(self, around: _Around) -> list[Shape]:
        """The shapes of the whole picture."""
        style = {key: value for key, value in self.said[self.root].items() if key != "geometry"}
        if style.get("display") == "none":
            raise ValueError("the picture is hidden by `display: none`. Hint: take that out, or save it as plain SVG.")
        if self.root.get("transform"):
            raise css.refused("a transform of the whole")
        if not all(_is_paper(style.get(key, "none")) for key in css.BACKGROUNDS):
            raise css.refused("a background in CSS")
        if around.matrix[:3] != (_POINT, 0.0, 0.0) or around.matrix[3:5] != (-_POINT, 0.0):
            _check_cut(self.root, style)
        return self._styled(style, around, lambda here: self.inside(self.root, here))

    def inside(self, element: Any, around: _Around) -> list[Shape]:
        """The shapes of what an element holds."""
        return [shape for child in element.iterchildren("*") for shape in self.shapes(child, around)]

    def shapes(self, element: Any, around: _Around) -> list[Shape]:
        """The shapes of an element, in the order they are painted."""
        name = _name(element)
        style = self.said[element]
        if name in _SILENT or not name or style.get("display") == "none" or _asks(element):
            return []
        if element.get("systemLanguage") is not None:
            raise css.refused("parts for some languages only")
        turned = element.get("transform", "")
        if turned and style.get("transform-origin", "0 0") not in _CORNER:
            raise css.refused("an origin for transforms")
        matrix = multiplied(transform(turned), around.matrix)
        if name == "use":
            _check_cut(element, style)
            matrix = multiplied(_placed(element, around.extent), matrix)
        if any(abs(part) > _FARTHEST for part in matrix):
            raise ValueError(_TOO_LARGE)
        if not matrix[0] * matrix[3] - matrix[1] * matrix[2]:
            return []  # drawn flat to a line
        return self._styled(style, replace(around, matrix=matrix), lambda here: self._of_kind(name, element, here))

    def _styled(self, style: css.Style, around: _Around, draw: Callable[[_Around], list[Shape]]) -> list[Shape]:
        """What is drawn in an element's style, cut to its clip path, as see-through as it says."""
        self.drawn += 1
        if self.drawn > _MOST_ELEMENTS or around.depth > _DEEPEST:
            raise ValueError(_TOO_MANY)
        css.check(style)
        clips = (*around.clips, *self._clip(style.get("clip-path", "none"), around))
        if not all(clip.outline for clip in clips):
            return []
        inner = replace(around, style=css.inherit(around.style, style), clips=clips, depth=around.depth + 1)
        return self._faded(draw(inner), style, inner)

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
            _check_cut(element, self.said[element])
            return self._viewport(element, here)
        raise css.refused(f"a `<{name}>`")

    def _used(self, element: Any, here: _Around) -> list[Shape]:
        """What `<use>` shows again (SVG 1.1, 5.6); nothing where that is not there."""
        link = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        target = self.named.get(link.strip())
        if target is None:
            return []
        if target in here.used:
            raise ValueError("the picture holds itself. Hint: save it as plain SVG.")
        inner = replace(here, used=(*here.used, target))
        name, style = _name(target), self.said[target]
        if name not in ("symbol", "svg"):
            if here.cutting and name not in OUTLINES:
                raise css.refused("a clip path of a rare kind")
            return self.shapes(target, inner)
        if target.get("transform") or here.cutting or (name == "symbol" and any(map(target.get, _OF_ITS_OWN))):
            raise css.refused("a symbol of a rare kind")
        _check_cut(target, style)
        if name == "svg" and style.get("display") == "none":
            return []
        return self._styled(style, inner, lambda within: self._viewport(target, within, element))

    def _viewport(self, element: Any, here: _Around, use: Any = None) -> list[Shape]:
        """What a nested `<svg>` or a `<symbol>` shows, cut to its area."""
        (width, height), extent, matrix = inner_viewport(element, use, here.extent)
        if width <= 0 or height <= 0:
            return []
        at = multiplied(_placed(element, here.extent), here.matrix)
        frame = moved(polygon((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)), at)
        visible = self.said[element].get("overflow") == "visible"
        clips = here.clips if visible else (*here.clips, Clip(frame, even_odd=False))
        return self.inside(element, replace(here, matrix=multiplied(matrix, at), extent=extent, clips=clips))

    def _chosen(self, element: Any, here: _Around) -> list[Shape]:
        """The first part of a `<switch>` that asks for no program."""
        plain = (child for child in element.iterchildren("*") if _name(child) and not _asks(child))
        first = next(plain, None)
        return [] if first is None else self.shapes(first, here)

    def _clip(self, written: str, around: _Around) -> Iterator[Clip]:
        """The shapes that `clip-path` names, as one outline (SVG 1.1, 14.3.5)."""
        if written in ("none", "initial"):
            return
        found = re.fullmatch(r"url\(([^()]*)\)", written)
        path = self.named.get(found[1].strip(" \t\n'\"")) if found else None
        if path is None or _name(path) != "clipPath":
            raise css.refused("a cut-out that is no clip path")
        own = self.said[path]
        css.check(own)
        units = path.get("clipPathUnits", "userSpaceOnUse").strip()
        if units != "userSpaceOnUse" or own.get("clip-path", "none") != "none" or "transform-origin" in own:
            raise css.refused("a clip path of a rare kind")
        if any(_name(child) not in _CUTTING for child in path.iterchildren("*")):
            raise css.refused("a clip path of a rare kind")
        inner = replace(
            around, style=self._inherited(path), clips=(), cutting=True, depth=around.depth + 1,
            matrix=multiplied(transform(path.get("transform", "")), around.matrix),
        )  # fmt: skip
        shapes = self.inside(path, inner)
        if any(shape.clips for shape in shapes) or not can_be_joined(shapes):
            raise css.refused("a clip path of a rare kind")
        outline = tuple(step for shape in shapes for step in moved(shape.outline, shape.matrix))
        yield Clip(outline, any(shape.even_odd for shape in shapes))

    def _inherited(self, element: Any) -> css.Style:
        """The style of an element where it stands: a clip path inherits nothing from what it cuts."""
        style = css.INHERITED
        for one in (*reversed(list(element.iterancestors())), element):
            style = css.inherit(style, self.said[one])
        return style

    def _shape(self, name: str, element: Any, here: _Around) -> Iterator[Shape]:
        style = here.style
        if style["visibility"] != "visible":
            return
        outline = self._outline(name, element, here.extent, here.clips)
        if here.cutting:
            yield Shape(outline, here.matrix, BLACK, 1.0, style["clip-rule"] == "evenodd", None, here.clips)
            return
        if outline:
            measured = element.get("pathLength")
            yield from painted(outline, here.matrix, here.clips, style, here.extent, measured, self.gradients)

    def _outline(self, name: str, element: Any, extent: Extent, clips: tuple[Clip, ...]) -> Outline:
        """An element's outline; it is read once, also where `<use>` shows it many times."""
        found = self.outlines.get((element, extent))
        if found is None:
            found = self.outlines[element, extent] = outline_of(name, element, extent)
        self.steps += len(found) + sum(len(clip.outline) for clip in clips)
        if self.steps > _MOST_STEPS:
            raise ValueError(_TOO_MANY)
        return found

    def _faded(self, shapes: list[Shape], style: css.Style, here: _Around) -> list[Shape]:
        return shapes if here.cutting else faded(shapes, share(style.get("opacity", "1")))


def _placed(element: Any, extent: Extent) -> Matrix:
    """Where an element's x and y move what it shows."""
    return (1.0, 0.0, 0.0, 1.0, size(element, "x", extent), size(element, "y", extent))


def _is_paper(background: str) -> bool:
    """Whether a background is white, or none."""
    if background in ("none", "initial"):
        return True
    found, opacity = colour(background)
    return found == WHITE or not opacity


def _check_cut(element: Any, style: css.Style) -> None:
    """Refuse the clip path of what moves or scales its parts without `transform`: programs place it differently."""
    if style.get("clip-path", "none") != "none" and any(map(element.get, ("viewBox", "x", "y"))):
        raise css.refused("a clip path of a rare kind")


def _asks(element: Any) -> bool:
    """Whether an element is for programs with extensions: an empty list holds for none (SVG 1.1, 5.8.4)."""
    return element.get("requiredExtensions") is not None


def _name(element: Any) -> str:
    """An element's name in SVG; empty for those of other kinds, which are not drawn."""
    space, _, name = element.tag.rpartition("}")
    return name if space.removeprefix("{") in _SVG else ""
