"""One file for the print room: the pages of all letters, each letter on sheets of its own."""

from __future__ import annotations

import csv
import io
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from carefold.content.sensitive import neutral
from carefold.graphics.colour import BLACK
from carefold.graphics.frame import GlyphRun, Page, TextLine
from carefold.languages.language import DEFAULT
from carefold.merge.letter import Letter
from carefold.merge.private import OWNERS_FILE, keep
from carefold.merge.sheets import Sheets
from carefold.pdf.print_file import Ground, PrintedLine, PrintFile
from carefold.saving import saving
from carefold.spelling import spelled
from carefold.version import __version__
from carefold.workspace import load_layout

_KEPT = 64  # grounds whose pages are remembered, so that they are not drawn again
_NUMBER = 96  # points, the size of the number on a sheet between letters


@dataclass
class PrintRoom:
    """Takes letters; `index` has the number of each record, its first and its last page, one after the other."""

    name: str
    file: PrintFile
    separators: bool
    index: array[int] = field(default_factory=lambda: array("Q"))
    _grounds: OrderedDict[int, _Grounds] = field(default_factory=OrderedDict)  # by the identity of what they are of

    def add(self, number: int, sheets: Sheets) -> None:
        """A record's letter: it begins on a front, after a sheet with its number where such are wanted."""
        file, is_duplex = self.file, sheets.is_duplex
        grounds = self._grounds_of(sheets)
        if grounds.separator:
            file.add(grounds.separator, [_number(number, sheets, file)])
            if is_duplex:
                file.blank(grounds.separator)
        first = file.pages + 1
        for count, (ground, lines) in enumerate(zip(grounds.grounds, sheets.lines, strict=True)):
            page = file.add(ground, lines)
            if not count:
                file.bookmark(str(number), page)
        self.index.extend((number, first, file.pages))
        if is_duplex and len(sheets.grounds) % 2:
            file.blank(grounds.grounds[-1])

    def _grounds_of(self, sheets: Sheets) -> _Grounds:
        key = id(sheets.grounds)
        if key not in self._grounds:
            self.file.use(sheets.fonts)
            empty = replace(sheets.grounds[0], frames=(), marks=())
            separator = self.file.ground(empty) if self.separators else None
            grounds = [self.file.ground(page) for page in sheets.grounds]
            self._grounds[key] = _Grounds(sheets.grounds, grounds, separator)
        self._grounds.move_to_end(key)
        if len(self._grounds) > _KEPT:
            self._grounds.popitem(last=False)
        return self._grounds[key]


class _Grounds(NamedTuple):
    """What of a letter's pages is constant, and how it is drawn; the sheet for a number before, where one is wanted."""

    pages: tuple[Page, ...]
    grounds: list[Ground]
    separator: Ground | None


def _number(number: int, sheets: Sheets, file: PrintFile) -> PrintedLine:
    """A number in the middle of a page, in the font of what stands on the first."""
    shaped = sheets.font.open().shape(str(number), DEFAULT)
    width, height = sheets.grounds[0].extent
    run = GlyphRun(0.0, (shaped,), sheets.font, _NUMBER, BLACK)
    return file.printed(TextLine((width - shaped.advance * _NUMBER / 1000) / 2, height / 2, (run,)))


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
            layout.duplex, mono=letter.project.settings.printer.ink == "mono",
        )  # fmt: skip
        room = PrintRoom(f"{name}.pdf", file, separators)
        yield room
        file.close()
    keep(_index(room.index), folder / f"{name}.csv", f"{shown}/{name}.csv")


_MARK = "-PRINT-ONLY"


def _index(numbers: Iterable[int]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(("record", "first page", "last page"))
    each = iter(numbers)
    writer.writerows(zip(each, each, each, strict=True))
    return written.getvalue().encode()
