"""What stands in frames, by the elements and leaves of the tree that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from carefold.graphics.frame import (
    Destination,
    Drawn,
    FigureBox,
    Frame,
    GlyphRun,
    LinkArea,
    Painted,
    PlacedPicture,
    TextLine,
    TickField,
    TypingField,
)
from carefold.structure import ARTIFACT, CELLS, Element, Leaf, Numbered
from carefold.units import Area

Art: TypeAlias = TextLine | Painted | PlacedPicture
_NEAR = 1.5  # points that a pen may stand out of its box


@dataclass(frozen=True, slots=True)
class Picture:
    """What a figure or an ornament consists of, and where it stands in its frame."""

    frame: Frame
    area: Area
    items: tuple[Art, ...]


@dataclass
class Seen:
    """`runs` by leaf; `targets` of links, `fields` to fill in and `pictures` by element; `drawn` are the elements that
    a PDF would have."""

    runs: dict[Leaf, list[GlyphRun]] = field(default_factory=dict)
    targets: dict[Element, str] = field(default_factory=dict)
    fields: dict[Element, TickField | TypingField] = field(default_factory=dict)
    pictures: dict[Element, Picture] = field(default_factory=dict)
    drawn: set[Element] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element, frames: Sequence[Frame]) -> Seen:
        """What stands in all frames of a document."""
        made, tree = cls(), Numbered.of(root)
        for frame in frames:
            for one in frame.slices:
                _Looking(made, tree, frame).look_at(one.items)
        made._note_drawn(root)
        return made

    def _note_drawn(self, element: Element) -> bool:
        """Whether anything is there of an element; an empty cell keeps its place in its row."""
        there = element in self.drawn or element in self.fields or element in self.targets or element in self.pictures
        below = [self._note_drawn(child) for child in element.children if isinstance(child, Element)]
        if there or any(below) or element.role in CELLS:
            self.drawn.add(element)
            return True
        return False


class _Looking:
    """Looks at the items of one slice, in drawing order."""

    def __init__(self, seen: Seen, tree: Numbered, frame: Frame) -> None:
        self._seen, self._tree, self._frame = seen, tree, frame
        self._boxes: dict[Element, Area] = {}
        self._ornament: Element | None = None
        self._art: dict[Element, list[Art]] = {}

    def look_at(self, items: Iterable[Drawn]) -> None:
        """All items; then what was found of each picture."""
        for item in items:
            _LOOK[type(item)](self, item)
        for element, area in self._boxes.items():
            if art := self._art.get(element):
                self._seen.pictures.setdefault(element, Picture(self._frame, area, tuple(art)))

    def _leaf(self, number: int) -> Leaf:
        leaf = self._tree.leaves[number]
        self._seen.drawn.add(leaf.parent)
        return leaf

    def _keep(self, item: Art, leaf: Leaf | None, box: tuple[float, float, float, float] | None) -> None:
        """Note an item with the figure around its leaf; or with the ornament that it is a part of."""
        if leaf is None:
            if self._ornament and box and _is_within(box, self._boxes[self._ornament]):
                self._art.setdefault(self._ornament, []).append(item)
            else:
                self._ornament = None
            return
        element: Element | None = leaf.parent
        while element is not None and element.role != "Figure":
            element = element.parent
        if element is not None:
            self._art.setdefault(element, []).append(item)

    def text(self, line: TextLine) -> None:
        """A line of print; that of a figure is a part of it."""
        leaves = [self._leaf(run.leaf) if run.leaf is not None else None for run in line.runs]
        for run, leaf in zip(line.runs, leaves, strict=True):
            if leaf is not None:
                self._seen.runs.setdefault(leaf, []).append(run)
        if leaves and leaves[0] is not None:
            self._keep(line, leaves[0], None)

    def paint(self, painted: Painted) -> None:
        """A shape."""
        leaf = None if painted.leaf is None else self._leaf(painted.leaf)
        self._keep(painted, leaf, _bounds(painted))

    def picture(self, picture: PlacedPicture) -> None:
        """A picture from a file."""
        leaf, area = None if picture.leaf is None else self._leaf(picture.leaf), picture.area
        self._keep(picture, leaf, (area.x, area.y, area.right, area.top))

    def box(self, box: FigureBox) -> None:
        """Where a figure or an ornament stands."""
        element = self._tree.elements[box.element]
        self._boxes[element] = box.area
        if element.role == ARTIFACT:
            self._ornament = element

    def link(self, link: LinkArea) -> None:
        """A link; one over two lines is told twice."""
        self._seen.targets.setdefault(self._tree.elements[link.element], link.target)

    def field(self, field: TickField | TypingField) -> None:
        """A field to fill in."""
        self._seen.fields.setdefault(self._tree.elements[field.element], field)

    def spot(self, _spot: Destination) -> None:
        """Nothing: the elements that links lead to are known by what leads back."""


def _bounds(painted: Painted) -> tuple[float, float, float, float]:
    steps = [(step, points) for step, points in painted.outline if points]
    across = [value for step, points in steps for value in _values(step, points, 0)]
    up = [value for step, points in steps for value in _values(step, points, 1)]
    return min(across), min(up), max(across), max(up)


def _values(step: str, points: tuple[float, ...], at: int) -> tuple[float, ...]:
    return (points[at], points[at] + points[at + 2]) if step == "re" else points[at::2]


def _is_within(box: tuple[float, float, float, float], area: Area) -> bool:
    left, bottom, right, top = box
    across = area.x - _NEAR <= left and right <= area.right + _NEAR
    return across and area.y - _NEAR <= bottom and top <= area.top + _NEAR


_LOOK: dict[type, Callable[[_Looking, Any], None]] = {
    TextLine: _Looking.text,
    Painted: _Looking.paint,
    PlacedPicture: _Looking.picture,
    FigureBox: _Looking.box,
    LinkArea: _Looking.link,
    TickField: _Looking.field,
    TypingField: _Looking.field,
    Destination: _Looking.spot,
}
