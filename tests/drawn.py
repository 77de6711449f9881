"""What stands in frames, looked at: lines of print, shapes, pictures, with the elements and leaves they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carefold.graphics.frame import (
    Destination,
    Drawn,
    FigureBox,
    LinkArea,
    Painted,
    PlacedPicture,
    TextLine,
    TickField,
    TypingField,
)
from carefold.graphics.surface import Run, Surface
from carefold.layout.boxes import Box, Item
from carefold.layout.composition import Composition
from carefold.structure import Element, Leaf, Numbered
from carefold.units import Area


@dataclass(frozen=True)
class Line:
    """A line of print, or a part of it."""

    x: float
    y: float
    runs: tuple[Run, ...]

    @property
    def artifact(self) -> bool:
        return all(run.leaf is None for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(word.text for run in self.runs for word in run.words)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def width(self) -> float:
        """To the end of the last word that shows."""
        run = self.runs[-1]
        words = run.words[:-1] if run.words[-1].text == " " else run.words
        return run.x + sum(word.advance for word in words) * run.size / 1000


@dataclass
class Seen:
    """Items by kind."""

    tree: Numbered
    lines: list[Line] = field(default_factory=list)
    shapes: list[tuple[Any, dict[str, Any], Leaf | None]] = field(default_factory=list)
    pictures: list[tuple[Path, Area, Leaf | None]] = field(default_factory=list)
    outlines: list[Any] = field(default_factory=list)  # what pictures are cut to
    boxes: list[tuple[Element, Area]] = field(default_factory=list)
    links: list[tuple[Element, Area, str]] = field(default_factory=list)
    spots: list[tuple[str, float, float]] = field(default_factory=list)
    fields: list[tuple[Element, Area]] = field(default_factory=list)

    def leaf(self, number: int | None) -> Leaf | None:
        return None if number is None else self.tree.leaves[number]

    def look_at(self, items: Iterable[Drawn]) -> None:
        for item in items:
            _LOOK[type(item)](self, item)

    def line(self, line: TextLine) -> None:
        runs = (
            Run(run.x, run.words, run.font.open(), run.size, run.colour, run.raised, self.leaf(run.leaf))
            for run in line.runs
        )
        self.lines.append(Line(line.x, line.y, tuple(runs)))

    def shape(self, painted: Painted) -> None:
        look = {"fill": painted.fill, "stroke": painted.stroke, "width": painted.width}
        self.shapes.append((painted.outline, look, self.leaf(painted.leaf)))

    def picture(self, picture: PlacedPicture) -> None:
        self.pictures.append((picture.file, picture.area, self.leaf(picture.leaf)))
        self.outlines.append(picture.within)


_LOOK: dict[type, Callable[[Seen, Any], None]] = {
    TextLine: Seen.line,
    Painted: Seen.shape,
    PlacedPicture: Seen.picture,
    FigureBox: lambda seen, box: seen.boxes.append((seen.tree.elements[box.element], box.area)),
    LinkArea: lambda seen, link: seen.links.append((seen.tree.elements[link.element], link.area, link.target)),
    Destination: lambda seen, spot: seen.spots.append((spot.name, spot.x, spot.y)),
    **dict.fromkeys(
        (TickField, TypingField), lambda seen, one: seen.fields.append((seen.tree.elements[one.element], one.area))
    ),
}


class Nodes(dict[Element | Leaf, int]):
    """Numbers for elements and leaves of trees that are not done yet, as they are asked for."""

    def __missing__(self, node: Element | Leaf) -> int:
        self[node] = len(self)
        return self[node]

    @property
    def tree(self) -> Numbered:
        nodes: Any = tuple(self)
        return Numbered(nodes, nodes)


def looked_at(items: Iterable[Drawn], tree: Numbered) -> Seen:
    """Items by kind, with what of a tree they belong to."""
    seen = Seen(tree)
    seen.look_at(items)
    return seen


def record(items: Sequence[Item]) -> Seen:
    """What a vertical list draws from 0, 0 down."""
    numbers, y = Nodes(), 0.0
    surface = Surface(numbers)
    for item in items:
        if isinstance(item, Box):
            item.draw(surface, 0.0, y)
        y -= item.height
    return looked_at(surface.items, numbers.tree)


def record_pages(composition: Composition) -> list[Seen]:
    """What stands on each side, or on each page."""
    tree = Numbered.of(composition.root)
    pages = [Seen(tree) for _ in range(1 + max(frame.side for frame in composition.frames))]
    for frame in composition.frames:
        pages[frame.side].look_at(frame.items)
    return pages


def box(outline: Any) -> tuple[float, float, float, float]:
    """Left, foot, right and top of an outline."""
    if outline[0][0] == "re":
        x, y, width, height = outline[0][1]
        return x, y, x + width, y + height
    points = [numbers[at : at + 2] for _, numbers in outline for at in range(0, len(numbers), 2)]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def filled(page: Any, colour: Any) -> list[tuple[float, float, float, float]]:
    return [box(outline) for outline, look, _ in page.shapes if look["fill"] == colour]
