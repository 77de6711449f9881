"""A Word document's text in reading order, and a list of what it has that a handout has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from carefold.importing.inline import lost
from carefold.importing.material import (
    Grid,
    Heading,
    Item,
    Material,
    Paragraph,
    Picture,
    Piece,
    Run,
    Runs,
    excerpt,
    plain,
)
from carefold.importing.word_file import WordFile
from carefold.importing.word_runs import BREAK, Notes, RunReader
from carefold.importing.word_styles import Styles, child, value

_INSIDE = {qn(f"w:{name}") for name in ("customXml", "smartTag", "ins", "moveTo")}
_CALLED = {
    "tracked": "tracked changes ({}): what was added is taken, what was struck out is not",
    "formula": "formulas ({}): write them in words",
    "hidden": "hidden texts ({})",
    "symbol": "signs of a symbol font ({})",
    "note": "marks of footnotes or endnotes ({})",
    "colour": "texts with a color or a highlight of their own ({}): only their words are taken",
    "struck": "struck-out texts ({}): their words are taken",
    "object": "embedded objects, such as a spreadsheet ({})",
    "drawing": "drawings, charts or shapes ({})",
    "in-cell": "pictures in cells of tables ({})",
    "nested": "tables inside tables ({}): their words stand in the outer cell",
    "merged": "merged cells ({}): look at those tables",
    "contents": "tables of contents ({})",
    "to-fill-in": "places to fill in that are still empty ({})",
    "ruby": "readings above words ({}): the words are taken",
    "foreign": "parts that another program made ({})",
}
_MOST_SHOWN = 8


def read_word(data: bytes, shown: str) -> Material:
    """The pieces of a Word file; CarefoldError for one that can't be read."""
    file = WordFile(data, shown)
    reader = _Reader(file)
    made = Material(_joined(list(reader.blocks(file.body))))
    made.language = (reader.notes.languages.most_common(1) or [("", 0)])[0][0]
    made.left_out += _left_out(file, reader.notes)
    if reader.notes.merged:
        names = ", ".join(dict.fromkeys(reader.notes.merged[:_MOST_SHOWN]))
        made.to_do.append(f"fields of a mail merge: {names}; a handout has them as {{{{ name }}}}, see docs/merge.md")
    return made


class _Reader:
    """Goes through a document from block to block."""

    def __init__(self, file: WordFile) -> None:
        self.notes, self._styles = Notes(), Styles(file)
        self._runs = RunReader(file, self._styles, self.notes)

    def blocks(self, container: Any) -> Iterator[Piece]:
        """The pieces of a body or of a cell."""
        for one in container:
            if one.tag == qn("w:p"):
                yield from self._paragraph(one)
            elif one.tag == qn("w:tbl"):
                yield self._table(one)
            elif one.tag == qn("w:sdt"):
                if "table of contents" in value(one, "sdtPr", "docPartObj", "docPartGallery").lower():
                    self.notes.count["contents"] += 1
                elif (content := child(one, "sdtContent")) is not None:
                    yield from self.blocks(content)
            elif one.tag in _INSIDE:
                yield from self.blocks(one)
            elif one.tag == qn("w:altChunk"):
                self.notes.count["foreign"] += 1

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        parts = list(self._runs.read(paragraph))
        self.notes.count["symbol"] += len(lost(tuple(part for part in parts if isinstance(part, Run))))
        level, item = self._styles.heading(paragraph), self._styles.item(paragraph)
        for is_picture, group in groupby(parts, lambda part: isinstance(part, Picture)):
            if is_picture:
                yield from (part for part in group if isinstance(part, Picture))
                continue
            runs = tuple(part for part in group if isinstance(part, Run))
            if not plain(runs):
                continue
            if level is not None:
                yield Heading(level, runs)
            elif item is not None:
                yield Item(item[0], item[1], runs, item[2])
            else:
                yield from (Paragraph(line) for line in _lines(runs))

    def _table(self, table: Any) -> Piece:
        rows = [self._row(row) for row in table.iter(qn("w:tr")) if _table_of(row) is table]
        return Grid(tuple(rows))

    def _row(self, row: Any) -> tuple[Runs, ...]:
        cells: list[Runs] = []
        for cell in row.iter(qn("w:tc")):
            if _table_of(cell) is not _table_of(row):
                continue
            merged = child(cell, "tcPr", "vMerge")
            goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
            cells.append(() if goes_on else self._cell(cell))
            span = value(cell, "tcPr", "gridSpan")
            more = min(int(span), 64) - 1 if span.isdecimal() else 0
            cells += [()] * max(0, more)
            self.notes.count["merged"] += goes_on or more > 0
        return tuple(cells)

    def _cell(self, cell: Any) -> Runs:
        """The words of a cell; lists and paragraphs in it follow each other, pictures are noted."""
        made: list[Run] = []
        for piece in self.blocks(cell):
            texts = [*map(list, self._texts(piece))]
            for text in texts:
                made += [Run("; ") if made and isinstance(piece, Item) else Run(" "), *text]
        return tuple(made)

    def _texts(self, piece: Piece) -> Iterator[Runs]:
        if isinstance(piece, Picture):
            self.notes.count["in-cell"] += 1
        elif isinstance(piece, Grid):
            self.notes.count["nested"] += 1
            yield from (cell for row in piece.rows for cell in row if cell)
        else:
            yield piece.runs


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(qn("w:tbl")), None)


def _lines(runs: Runs) -> Iterator[Runs]:
    """A paragraph's lines, where somebody has broken them by hand."""
    for broken, group in groupby(runs, lambda run: run is BREAK):
        line = tuple(group)
        if not broken and plain(line):
            yield line


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """A paragraph between two items of one list belongs to the first of them."""
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        before, behind = made[-1] if made else None, pieces[at + 1] if at + 1 < len(pieces) else None
        if (
            isinstance(piece, Paragraph) and isinstance(before, Item) and isinstance(behind, Item)
            and before.group == behind.group and before.kind == behind.kind == "numbered"
        ):  # fmt: skip
            made[-1] = Item(before.kind, before.level, (*before.runs, Run(" "), *piece.runs), before.group)
        else:
            made.append(piece)
    return made


def _left_out(file: WordFile, notes: Notes) -> Iterator[str]:
    """What was not taken, in words."""
    for kind, words in _CALLED.items():
        if count := notes.count[kind]:
            yield words.format(count)
    for what, kind in (("footnote", "footnotes"), ("endnote", "endnotes"), ("comment", "comments")):
        root = file.root(kind)
        found = [] if root is None else [one for one in root.iter(qn(f"w:{what}")) if not one.get(qn("w:type"))]
        texts = [excerpt(words) for one in found if (words := _words(one))]
        if texts:
            yield f"{what}s ({len(texts)}): {', '.join(texts[:_MOST_SHOWN])}"
    for kind in ("header", "footer"):
        texts = [excerpt(words) for one in file.roots(kind) if (words := _words(one))]
        if texts:
            yield f"the {kind} of the pages: {', '.join(dict.fromkeys(texts[:_MOST_SHOWN]))}"
    if notes.boxes:
        boxes = list(dict.fromkeys(notes.boxes))
        yield f"text boxes ({len(boxes)}): {', '.join(boxes[:_MOST_SHOWN])}"
    if notes.outside:
        yield f"pictures that are not in the file ({len(notes.outside)}): {', '.join(notes.outside[:_MOST_SHOWN])}"


def _words(element: Any) -> str:
    return " ".join("".join(one.text or "" for one in element.iter(qn("w:t"))).split())
