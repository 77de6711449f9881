"""A letter's pages for the print room: what they have in common with those of other records, and the record's lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from carefold.graphics.frame import Page, TextLine
from carefold.model.layout import Layout
from carefold.structure import INLINE, Element, Numbered


@dataclass(frozen=True)
class Sheets:
    """Pages without the paragraphs in which fields stand, and the lines of these, page by page."""

    grounds: tuple[Page, ...]
    lines: tuple[tuple[TextLine, ...], ...]
    is_duplex: bool

    @classmethod
    def of(cls, pages: Sequence[Page], root: Element, layout: Layout) -> Sheets:
        """Those of a letter that was laid out."""
        parted = list(_parted(pages, root))
        grounds, lines = tuple(page for page, _ in parted), tuple(tuple(lines) for _, lines in parted)
        return cls(grounds, lines, layout.duplex != "none")

    def refilled(self, lines: Mapping[int, TextLine]) -> Sheets:
        """The same pages with other lines in the places of their own, which are told by their identities."""
        return replace(self, lines=tuple(tuple([lines.get(id(line), line) for line in page]) for page in self.lines))


def lines_of(page: Page) -> Iterator[TextLine]:
    """All lines of print on a page, as they are drawn."""
    return (item for frame in page.frames for item in frame.items if isinstance(item, TextLine))


def _parted(pages: Sequence[Page], root: Element) -> Iterator[tuple[Page, list[TextLine]]]:
    """Each page without the paragraphs in which fields stand, and the lines of these."""
    leaves = Numbered.of(root).leaves
    runs = (run for page in pages for line in lines_of(page) for run in line.runs)
    filled = {_block(leaves[run.leaf].parent) for run in runs if run.fields and run.leaf is not None}

    def varies(item: object) -> bool:
        return isinstance(item, TextLine) and any(
            run.fields or (run.leaf is not None and _block(leaves[run.leaf].parent) in filled) for run in item.runs
        )

    for page in pages:
        lines = [line for line in lines_of(page) if varies(line)]
        frames = tuple(
            replace(frame, slices=tuple(
                replace(one, items=tuple(item for item in one.items if not varies(item))) for one in frame.slices
            )) for frame in page.frames
        )  # fmt: skip
        yield replace(page, frames=frames), lines


def _block(element: Element) -> Element:
    """The paragraph or the like that text is in."""
    while element.role in INLINE and element.parent:
        element = element.parent
    return element
