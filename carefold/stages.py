"""What the stages of the pipeline hand on: open → resolve → lay out → write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from carefold.approval.standing import Standing
from carefold.content.bibliography import entries
from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Finding
from carefold.graphics.face import Family
from carefold.layout.composition import Composition, Job, Usual
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.inline import Paragraph
from carefold.model.layout import Layout
from carefold.model.settings import CitationStyle
from carefold.order import Edition, Order
from carefold.released.release import Release
from carefold.twins import Original


@dataclass(frozen=True)
class Opened:
    """A handout as it is written, and the brand it is made for; pictures are found from `home` and `brand_folder`.

    `original` is what it is a translation of, `standing` who has approved it on record, `reworded` what was given out
    as this version with other words, `is_reissued` whether its words are those of a version that is withdrawn, `usual`
    how letters of it are set with blanks, by layout, edition and what it is stamped with.
    """

    name: str
    handout: Handout
    home: Path
    brand: Brand
    brand_folder: Path
    original: Original | None = None
    standing: Standing | None = None
    reworded: Release | None = None
    is_reissued: bool = False
    usual: dict[tuple[str, Edition, str], Usual | None] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Content:
    """A handout as it will be read, in any layout: with its references in full, and fonts that have every character."""

    opened: Opened
    resolved: Resolved
    record: Mapping[str, str] | None
    style: CitationStyle
    references: tuple[Paragraph, ...]
    families: tuple[Family, Family]  # of text and of headings

    @cached_property
    def short_references(self) -> tuple[Paragraph, ...]:
        """One short line each."""
        return entries(self.resolved.references, self.style, short=True)


@dataclass(frozen=True)
class Laid:
    """A handout set in a layout, not yet drawn."""

    content: Content
    layout: Layout
    job: Job
    composition: Composition


@dataclass(frozen=True)
class Made:
    """A finished file in memory, with the name that it should have, and what preflight says of it once it is built.

    What it was made from is left out when it is shown, since it may hold what is private.
    """

    order: Order
    data: bytes = field(repr=False)
    name: str
    pages: int
    resolved: Resolved = field(repr=False)
    layout: Layout = field(repr=False)
    references: tuple[Paragraph, ...] = field(repr=False)
    composition: Composition = field(repr=False)
    code: str  # by which the sheet is known: it stands in the imprint
    findings: tuple[Finding, ...] = ()
