"""A letter's pages for the print room: what they have in common with those of other records, and the record's lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from carefold.graphics.face import FontFile
from carefold.graphics.frame import Page, TextLine
from carefold.languages.language import Language
from carefold.layout.composition import Composition
from carefold.model.layout import Layout
from carefold.pdf.body import Body
from carefold.pdf.print_file import PrintedLine
from carefold.pdf.untagged import UntaggedCanvas
from carefold.structure import INLINE, Element, Numbered


@dataclass(frozen=True)
class Parted:
    """Pages without the paragraphs in which fields stand, and the lines of these, page by page; how they are printed.

    `font` is that of what stands on the first page.
    """

    grounds: tuple[Page, ...]
    lines: tuple[tuple[TextLine, ...], ...]
    is_duplex: bool
    font: FontFile

    @classmethod
    def of(cls, composition: Composition, layout: Layout) -> Parted:
        """Those of a letter that was laid out."""
        parted = list(_parted(composition.pages, composition.root))
        grounds, lines = tuple(page for page, _ in parted), tuple(tuple(lines) for _, lines in parted)
        font = next(run.font for line in (*lines_of(grounds[0]), *lines[0]) for run in line.runs)
        return cls(grounds, lines, layout.duplex != "none", font.stands_for or font)


@dataclass(frozen=True)
class Sheets:
    """A letter as it is printed: what its pages have in common with those of other records, and the record's lines.

    `fonts` are those of all its pages, with what their glyphs stand for.
    """

    grounds: tuple[Page, ...]
    lines: tuple[tuple[PrintedLine, ...], ...]
    is_duplex: bool
    font: FontFile
    fonts: Mapping[FontFile, Mapping[int, str]] = field(compare=False)

    @classmethod
    def of(cls, composition: Composition, layout: Layout, language: str, *, mono: bool) -> Sheets:
        """That of one that was laid out."""
        parted = Parted.of(composition, layout)
        canvas = UntaggedCanvas(Body(language), Language.of(language).alphabet, mono=mono)
        lines = tuple(tuple([printed(line, canvas) for line in page]) for page in parted.lines)
        for run in (run for page in composition.pages for line in lines_of(page) for run in line.runs):
            canvas.font(run.font)
        return cls(parted.grounds, lines, parted.is_duplex, parted.font, canvas.meanings)


def printed(line: TextLine, canvas: UntaggedCanvas) -> PrintedLine:
    """A line as it is printed."""
    return PrintedLine(canvas.printed(line), any(run.fields for run in line.runs))


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
