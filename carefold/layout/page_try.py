"""A handout at one type size on its pages, and how full these are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from carefold.layout.bands import used
from carefold.layout.boxes import Box, wide_boxes
from carefold.layout.filled_pages import FilledPages
from carefold.layout.page_parts import PageParts

_NEARLY_EMPTY = 0.15  # share of the last page


@dataclass(frozen=True)
class PageTry(FilledPages):
    """A handout at one type size, on its pages."""

    parts: PageParts

    @cached_property
    def wide_boxes(self) -> list[Box]:
        """Boxes that can't stay as they are at this size."""
        return list(wide_boxes(self.parts.flow))

    @property
    def last_fill(self) -> float:
        """How much of the last page is full, what closes the handout left out."""
        return used(self.pages[-1]) / self.rooms[-1].height

    @property
    def full(self) -> float:
        """How much of all pages is full."""
        return sum(map(used, self.pages)) / sum(room.height for room in self.rooms)

    @property
    def size(self) -> float:
        """The type size, in points."""
        return self.parts.setting.styles.text.size

    @property
    def ink(self) -> float:
        """How much of pages all would take if columns were cut without loss, in points."""
        return sum(band.above + band.ink for bands in self.pages for band in bands)

    @cached_property
    def words_parted(self) -> int:
        """How many words are longer than their lines."""
        return self.parts.root.all_parted

    @property
    def nearly_empty(self) -> bool:
        """Whether little more than what closes the handout stands on the last page."""
        return len(self.pages) > 1 and self.last_fill < _NEARLY_EMPTY

    @property
    def empty_columns(self) -> int:
        """How many columns stand empty beside others."""
        return sum(not column for bands in self.pages for band in bands for column in band.columns)
