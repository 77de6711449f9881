"""What a PDF must hold, as plain values: a checking process reads neither handouts nor layouts."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.imposition.impose import Side
from carefold.imposition.sheet import Panel
from carefold.order import Edition

ORDER = "CF523"  # the finding for words that are missing or elsewhere in the tree


@dataclass(frozen=True, slots=True)
class Paper:
    """What of a layout can be seen on paper, in points; `sides` is 0 where there may be any number.

    `front` and `back` are the two sides of a sheet without a shift. Text stands on pieces of an `extent`, parted into
    `panels`: each side in its own way, or all in the same where pages are `halves` of each.
    """

    sides: int
    extent: tuple[float, float]
    front: Side
    back: Side
    panels: tuple[Panel, ...]
    halves: bool
    notes: float  # the smallest type


@dataclass(frozen=True, slots=True)
class Expected:
    """Plain texts, as printed: titles of sections, references without their numbers, the whole disclaimer.

    A BLANK stands in them for what is filled in by hand.
    `words` are what the structure tree must say in this order, among other words; `texts` are all texts of the handout,
    cut where blanks and citations stand; `private` may not stand in the metadata; `code` is that of the imprint;
    in the screen `edition` no fold crosses a page; `shift` moves second sides for the printer, in points.
    """

    paper: Paper
    title: str
    language: str
    sections: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    disclaimer: str = ""
    author: str = ""
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    edition: Edition = Edition.PRINT
    shift: tuple[float, float] = (0.0, 0.0)
    code: str = ""
