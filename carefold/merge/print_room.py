"""One file for the print room: the pages of all letters, each letter on sheets of its own."""

from __future__ import annotations

import csv
import io
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from carefold import __version__
from carefold.content.sensitive import neutral
from carefold.graphics.colour import BLACK
from carefold.graphics.frame import GlyphRun, Page, TextLine
from carefold.languages.language import DEFAULT
from carefold.merge.letter import Letter
from carefold.merge.private import OWNERS_FILE, keep
from carefold.pdf.canvas import FilledIn
from carefold.pdf.print_file import Ground, PrintFile
from carefold.saving import saving
from carefold.spelling import spelled
from carefold.stages import Made
from carefold.structure import INLINE, Element, Numbered
from carefold.workspace import load_layout

_KEPT = 64  # grounds whose pages are remembered, so that they are not drawn again
_NUMBER = 96  # points, the size of the number on a sheet between letters


@dataclass
class PrintRoom:
    """Takes letters; `index` has the number of each record, and its first and last page."""

    name: str
    file: PrintFile
    separators: bool
    index: list[tuple[int, int, int]] = field(default_factory=list)
    _grounds: OrderedDict[Page, Ground] = field(default_factory=OrderedDict)

    def add(self, number: int, made: Made) -> None:
        """A record's letter: it begins on a front, after a sheet with its number where such are wanted."""
        file, is_duplex = self.file, made.layout.duplex != "none"
        parted = list(parted_pages(made.composition.pages, made.composition.root))
        grounds = [self._ground(page) for page, _ in parted]
        if self.separators:
            sheet = self._ground(replace(parted[0][0], frames=(), marks=()))
            file.add(sheet, [_number(number, made.composition.pages[0])])
            if is_duplex:
                file.blank(sheet)
        first = file.pages + 1
        for count, (ground, (_, lines)) in enumerate(zip(grounds, parted, strict=True)):
            page = file.add(ground, lines)
            if not count:
                file.bookmark(str(number), page)
        self.index.append((number, first, file.pages))
        if is_duplex and len(parted) % 2:
            file.blank(grounds[-1])

    def _ground(self, page: Page) -> Ground:
        found = self._grounds.pop(page, None) or self.file.ground(page)
        self._grounds[page] = found
        if len(self._grounds) > _KEPT:
            self._grounds.popitem(last=False)
        return found


def parted_pages(pages: Sequence[Page], root: Element) -> Iterator[tuple[Page, list[TextLine]]]:
    """Each page without the paragraphs in which fields stand, and the lines of these."""
    leaves = Numbered.of(root).leaves
    runs = (run for page in pages for line in _lines(page) for run in line.runs)
    filled = {_block(leaves[run.leaf].parent) for run in runs if run.fields and run.leaf is not None}

    def varies(item: object) -> bool:
        return isinstance(item, TextLine) and any(
            run.fields or (run.leaf is not None and _block(leaves[run.leaf].parent) in filled) for run in item.runs
        )

    for page in pages:
        lines = [line for line in _lines(page) if varies(line)]
        frames = tuple(
            replace(frame, slices=tuple(
                replace(one, items=tuple(item for item in one.items if not varies(item))) for one in frame.slices
            )) for frame in page.frames
        )  # fmt: skip
        yield replace(page, frames=frames), lines


def _lines(page: Page) -> Iterator[TextLine]:
    return (item for frame in page.frames for item in frame.items if isinstance(item, TextLine))


def _block(element: Element) -> Element:
    """The paragraph or the like that text is in."""
    while element.role in INLINE and element.parent:
        element = element.parent
    return element


def _number(number: int, page: Page) -> TextLine:
    """A number in the middle of a page, in the font of what stands on it."""
    font = next(run.font for line in _lines(page) for run in line.runs)
    shaped = font.open().shape(str(number), DEFAULT)
    width, height = page.extent
    run = GlyphRun(0.0, (shaped,), font, _NUMBER, BLACK)
    return TextLine((width - shaped.advance * _NUMBER / 1000) / 2, height / 2, (run,))


# --- files


@contextmanager
def print_room(folder: Path, shown: str, letter: Letter, *, separators: bool) -> Iterator[PrintRoom]:
    """Within this, letters go into one file of the folder, which is there when all are; and an index beside it.

    CarefoldError for what can't be written.
    """
    name = f"{letter.file_name}{_MARK}"
    layout = load_layout(letter.project, letter.layout)
    handout = neutral(letter.first, {})
    with saving(folder / f"{name}.pdf", f"{shown}/{name}.pdf", OWNERS_FILE) as out:
        file = PrintFile(
            out, spelled(handout.title), str(handout.language), f"carefold {__version__}",
            FilledIn(frozenset(handout.fields)), layout.duplex, mono=letter.project.settings.printer.ink == "mono",
        )  # fmt: skip
        room = PrintRoom(f"{name}.pdf", file, separators)
        yield room
        file.close()
    keep(_index(room.index), folder / f"{name}.csv", f"{shown}/{name}.csv")


_MARK = "-PRINT-ONLY"


def _index(rows: Sequence[tuple[int, int, int]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(("record", "first page", "last page"))
    writer.writerows(rows)
    return written.getvalue().encode()
