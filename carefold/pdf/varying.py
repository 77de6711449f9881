"""What of a document depends on the record: the lines of paragraphs that a value stands in, on whatever page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from carefold.graphics.frame import Frame, GlyphRun, Page, TextLine
from carefold.structure import INLINE, Element, Numbered

Stretch: TypeAlias = tuple[int, int]
"""The first of some operators of a page, and the one after the last."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The fields that a record fills in, and what their values may be written with: each font holds that."""

    fields: frozenset[str] = frozenset()
    alphabet: str = ""


NOTHING = FilledIn()


class Varying:
    """Notes by page which stretches of its operators depend on the record."""

    def __init__(self, tree: Numbered, filled: FilledIn) -> None:
        self.pages: list[list[Stretch]] = []
        self._tree, self._fields = tree, filled.fields
        self._filled_in = frozenset[Element]()  # paragraphs
        self._is_copy = False

    def expect(self, pages: Iterable[Page]) -> None:
        """Look for values, before the pages are drawn."""
        runs = (run for page in pages for frame in page.frames for run in _runs_of(frame)) if self._fields else ()
        found = [run.leaf for run in runs if run.leaf is not None and self._has_value(run)]
        self._filled_in = frozenset(map(self._paragraph_of, found))

    def begin_page(self) -> None:
        """One more page."""
        self.pages.append([])

    def begin(self, frame: Frame) -> None:
        """What stands in a frame of this page."""
        runs = list(_runs_of(frame)) if self._fields else []
        self._is_copy = all(run.leaf is None for run in runs) and any(map(self._has_value, runs))

    def note(self, line: TextLine, start: int, end: int) -> None:
        """A line was drawn by these operators."""
        if any(map(self._may_differ, line.runs)):
            page = self.pages[-1]
            first = page.pop()[0] if page and page[-1][1] == start else start
            page.append((first, end))

    def _may_differ(self, run: GlyphRun) -> bool:
        """A value moves the words beside it; of a copy that is not read out nobody knows the paragraphs."""
        if run.leaf is None:
            return self._is_copy or self._has_value(run)
        return bool(self._filled_in) and self._paragraph_of(run.leaf) in self._filled_in

    def _has_value(self, run: GlyphRun) -> bool:
        return any(one.field in self._fields for one in run.fields)

    def _paragraph_of(self, leaf: int) -> Element:
        element = self._tree.leaves[leaf].parent
        while element.role in INLINE and element.parent:
            element = element.parent
        return element


def _runs_of(frame: Frame) -> Iterator[GlyphRun]:
    return (run for item in frame.items if isinstance(item, TextLine) for run in item.runs)
