"""What a page paints: text as a reader sees it, and everything else that leaves a mark.

Points, origin at the lower left corner of the page's box.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from carefold.preflight.fonts import Font
from carefold.preflight.tokens import Operation


class Run(NamedTuple):
    """Text shown by one operator: its ink's edges without outer spaces, and the marked content it belongs to."""

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


class Fault(NamedTuple):
    """Marked content that breaks a rule: `kind` is unmarked, nested or unbalanced."""

    kind: str
    message: str


@dataclass(slots=True)
class PageContent:
    """A page, read: `mcids` has every MCID as often as it is opened, `fonts` all that show text."""

    runs: list[Run] = field(default_factory=list)
    paints: list[Paint] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    mcids: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fonts: set[Font] = field(default_factory=set)
    operations: list[Operation] = field(default_factory=list)
