"""What a page paints: text as a reader sees it, and everything else that leaves a mark.

Points, origin at the lower left corner of the page's box.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from carefold.diagnostics.finding import Spot
from carefold.graphics.colour import Rgb
from carefold.graphics.matrix import Matrix
from carefold.pdfread.fonts import Font, Stretch
from carefold.pdfread.tokens import Operation

_FARTHEST = 1e10  # points
_BODY = (-0.05, 0.65)  # shares of the type size, from the baseline: letters without tails and accents


class Box(NamedTuple):
    """The edges of a rectangle."""

    left: float
    bottom: float
    right: float
    top: float


def is_somewhere(left: float, right: float, bottom: float, top: float) -> bool:
    """Whether edges are numbers that some page could have: a file may hold any, and sums that are none."""
    return abs(left) + abs(right) + abs(bottom) + abs(top) < _FARTHEST


class Run(NamedTuple):
    """Text shown by one operator: its ink's edges without outer spaces, and the marked content it belongs to.

    `ink` has its stretches along the writing direction, parted by white space wider than the type is high, and `level`
    is where the baseline lies across it; `turn` counts quarter turns to the left, -1 is oblique or mirrored. A `colour`
    that can't be told is None.
    """

    text: str
    font: str
    size: float
    baseline: float
    left: float
    right: float
    bottom: float
    top: float
    mcid: int | None
    artifact: bool
    ink: tuple[Stretch, ...] = ()
    level: float = 0.0
    turn: int = 0
    hidden: bool = False
    colour: Rgb | None = None
    alpha: float = 1.0
    bold: bool = False
    missing: bool = False  # whether a glyph is

    @property
    def bodies(self) -> list[Box]:
        """Boxes tight around small letters and capitals, one a stretch; none where text is oblique or hidden."""
        if self.turn < 0 or self.hidden:
            return []
        below, above = _BODY if self.turn in (0, 3) else (-_BODY[1], -_BODY[0])
        low, high = self.level + below * self.size, self.level + above * self.size
        if self.turn % 2:
            return [Box(low, start, high, end) for start, end in self.ink]
        return [Box(start, low, end, high) for start, end in self.ink]

    def spot(self, page: int) -> Spot:
        """Its box on a page, counted from 0."""
        return Spot(page, self.left, self.bottom, self.right, self.top)


class Paint(NamedTuple):
    """A shape, shading, picture or form."""

    operator: str
    mcid: int | None
    artifact: bool


class Picture(NamedTuple):
    """A raster picture: its pixels, and how large they are printed."""

    width: int
    height: int
    across: float
    up: float
    mcid: int | None


class Layer(NamedTuple):
    """A filled path or a picture, painted before the run of number `order`: steps of the path as written, and a matrix.

    A `colour` that can't be told, as of pictures and patterns, is None.
    """

    steps: bytes
    through: Matrix
    even_odd: bool
    clip: Box
    colour: Rgb | None
    alpha: float
    order: int


class OddMark(NamedTuple):
    """Marked content that breaks a rule: `kind` is unmarked, nested, unbalanced, or needless in an artifact."""

    kind: str
    message: str


@dataclass(slots=True)
class PageContent:
    """A page, read: `mcids` has every MCID as often as it is opened, `fonts` all that paint text.

    `unseen_fonts` only have text that is not painted, as that under a scan.
    """

    runs: list[Run] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    mcids: list[int] = field(default_factory=list)
    odd_marks: list[OddMark] = field(default_factory=list)
    fonts: set[Font] = field(default_factory=set)
    unseen_fonts: set[Font] = field(default_factory=set)
    operations: list[Operation] = field(default_factory=list)

    @property
    def painted(self) -> set[int]:
        """The MCIDs under which something is painted."""
        owned = [*(run.mcid for run in self.runs), *(paint.mcid for paint in self.paints)]
        return {mcid for mcid in owned if mcid is not None}
