"""Pieces of a file, arranged as a handout: its title, its main point, and sections of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias, TypeGuard

from carefold.importing.inline import inline
from carefold.importing.material import (
    Grid,
    Heading,
    Item,
    ListKind,
    Material,
    Paragraph,
    Picture,
    Piece,
    Run,
    Runs,
    excerpt,
    plain,
)
from carefold.model.blocks import KINDS

Block: TypeAlias = Any
"""A text, or a map with a block's key, as YAML has it."""
NO_ALT = "TBD: what the picture shows"
_NO_HEAD = "TBD: the head of this column"
_BULLET = re.compile(r"\s*(?:[•·▪●○◦‣■□▫➢✓✔→⇒]\s*|[-–—*]\s+|o\s+(?=[A-Z]))(?=\S)")
_BOX = re.compile(r"\s*(?:☐|☑|☒|\[[ xX]?\])\s*(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
_TYPED: tuple[tuple[re.Pattern[str], ListKind], ...] = ((_BOX, "checklist"), (_BULLET, "list"), (_NUMBER, "numbered"))
_MOST_COLUMNS = 12
_LONGEST_HEADING, _LONGEST_POINT = 70, 240
_SHORT = re.compile(r"[^.;,]*[^.;,:]|[^.;]*[?!:]")


@dataclass(slots=True)
class Section:
    """A section's title and blocks."""

    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Arranged:
    """A handout's text; `pictures` by their names, as its blocks call them."""

    title: str
    main_point: str = ""
    sections: list[Section] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def arranged(material: Material, name: str, title: str) -> Arranged:
    """A handout of what a file holds; notes for its author go to `material`. `title` is for a file without one."""
    pieces = [*_with_lists(material.pieces)]
    if not any(isinstance(piece, Heading) and piece.level for piece in pieces):
        pieces = [*_with_headings(pieces, material)]
    made = Arranged(_title_of(pieces, material) or title)
    levels = [piece.level for piece in pieces if isinstance(piece, Heading)]
    _fill(made, pieces, min(levels, default=1), material, name)
    if not made.main_point:
        made.main_point = made.title
        material.to_do.append("main-point: write the one thing to remember; now it repeats the title")
    return made


def _title_of(pieces: list[Piece], material: Material) -> str:
    """The title, taken from the pieces: one that is marked so, or the first heading, if it is the only highest one or
    has no text of its own."""
    found = next((one for one in pieces if isinstance(one, Heading) and one.level == 0), None)
    first, second, *_ = (*(one for one in pieces if not isinstance(one, Picture)), None, None)
    if found is None and isinstance(first, Heading):
        alike = [one for one in pieces if isinstance(one, Heading) and one.level <= first.level]
        found = first if len(alike) == 1 or isinstance(second, Heading) else None
    if found is None:
        material.to_do.append("title: it is the file's name; write a better one")
        return ""
    pieces.remove(found)
    pieces[:] = [Heading(1, one.runs) if isinstance(one, Heading) and one.level == 0 else one for one in pieces]
    return plain(found.runs)


def _fill(made: Arranged, pieces: Sequence[Piece], top: int, material: Material, name: str) -> None:
    """Put pieces into sections: headings of the top level start one, what stands before them is about the whole."""
    current = Section(made.title)
    made.sections = [current]
    for is_list, group in groupby(pieces, lambda piece: isinstance(piece, Item)):
        if is_list:
            current.blocks += _lists([item for item in group if isinstance(item, Item)])
            continue
        for piece in group:
            if isinstance(piece, Heading) and piece.level <= top:
                current = Section(plain(piece.runs))
                made.sections.append(current)
            elif current is made.sections[0] and not (made.main_point or current.blocks) and _may_be_the_point(piece):
                made.main_point = inline(piece.runs)
                material.to_do.append(
                    f"main-point: it is the first paragraph, {excerpt(plain(piece.runs))}; look at it"
                )
            else:
                current.blocks += _blocks(piece, made, material, name)
    for section in made.sections:
        if not section.blocks and section is not made.sections[0]:
            material.left_out.append(f"the heading {excerpt(section.title)}, below which nothing stands")
    made.sections = [section for section in made.sections if section.blocks]
    if not made.sections:
        made.sections = [Section(made.title, [*_paragraph(made.main_point)])]


def _may_be_the_point(piece: Piece) -> TypeGuard[Paragraph]:
    return isinstance(piece, Paragraph) and 0 < len(plain(piece.runs)) <= _LONGEST_POINT


def _blocks(piece: Piece, made: Arranged, material: Material, name: str) -> Iterator[Block]:
    if isinstance(piece, Heading):
        yield {"heading": inline(_without_style(piece.runs))}
    elif isinstance(piece, Paragraph):
        yield from _paragraph(inline(piece.runs))
    elif isinstance(piece, Grid):
        yield from _table(piece, material)
    elif isinstance(piece, Picture):
        path = f"handouts/images/{name}-{len(made.pictures) + 1}{piece.ending}"
        made.pictures[path] = piece.data
        alt = " ".join(piece.alt.split())
        if not alt:
            material.to_do.append(f"alt: write what the picture {path} shows, or `decorative: true` if it says nothing")
        yield {"figure": {"image": path, "alt": alt or NO_ALT}}


def _paragraph(text: str) -> Iterator[Block]:
    """A paragraph as a block; none for one without words."""
    if text:
        yield {"text": text} if text.partition(":")[0].lower() in KINDS else text


def _without_style(runs: Runs) -> Runs:
    return tuple(Run(run.text, shift=run.shift) for run in runs)


# --- lists


def _with_lists(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Paragraphs that start with a typed bullet, box or number become items."""
    for piece in pieces:
        typed = next(
            (one for one in _TYPED if isinstance(piece, Paragraph | Item) and one[0].match(_text(piece))), None
        )
        if typed and isinstance(piece, Paragraph):
            yield Item(typed[1], 0, _behind(piece.runs, typed[0]), typed[1])
        elif typed and typed[1] == "checklist" and isinstance(piece, Item):
            yield Item("checklist", 0, _behind(piece.runs, typed[0]), piece.group)
        else:
            yield piece


def starts_item(line: str) -> bool:
    """Whether a line starts with a typed bullet, box or number."""
    return any(mark.match(line) for mark, _ in _TYPED)


def _text(piece: Paragraph | Item) -> str:
    return "".join(run.text for run in piece.runs)


def _behind(runs: Runs, mark: re.Pattern[str]) -> Runs:
    """The runs without the mark that they start with."""
    match = mark.match("".join(run.text for run in runs))
    left, made = match.end() if match else 0, list[Run]()
    for run in runs:
        text, left = run.text[left:], max(0, left - len(run.text))
        if text:
            made.append(Run(text, run.bold, run.italic, run.shift, run.href))
    return tuple(made)


def _lists(items: Sequence[Item]) -> Iterator[Block]:
    """Blocks of items that follow each other: a new one where kind or list change at the first level."""
    kept = [item for item in items if inline(item.runs)]
    start = 0
    for at, item in enumerate(kept):
        if item.level == 0 and (item.kind, item.group) != (kept[start].kind, kept[start].group):
            yield {kept[start].kind: _nested(kept[start:at])}
            start = at
    if kept:
        yield {kept[start].kind: _nested(kept[start:])}


def _nested(items: Sequence[Item]) -> list[Block]:
    """Items with the lists inside them; a checklist has none."""
    lowest, made, at = items[0].level, list[Block](), 0
    while at < len(items):
        if items[at].level <= lowest or items[0].kind == "checklist":
            made.append(inline(items[at].runs))
            at += 1
            continue
        end = next((end for end in range(at, len(items)) if items[end].level <= lowest), len(items))
        kind = "numbered" if items[at].kind == "numbered" else "list"
        made.append({kind: _nested(items[at:end])})
        at = end
    return made


# --- headings and tables


def _with_headings(pieces: Sequence[Piece], material: Material) -> Iterator[Piece]:
    """In a file without headings, short bold paragraphs that something follows are headings; the first is the title."""
    follows = [*(type(piece) for piece in pieces[1:]), None]
    taken: list[str] = []
    start = next((at for at, piece in enumerate(pieces) if not isinstance(piece, Picture)), 0)
    for at, (piece, following) in enumerate(zip(pieces, follows, strict=True)):
        words = plain(piece.runs) if isinstance(piece, Paragraph) else ""
        if isinstance(piece, Paragraph) and following and _stands_out(piece, words):
            if at > start:
                taken.append(words)
            yield Heading(1 if at > start else 0, piece.runs)
        else:
            yield piece
    if taken:
        material.to_do.append(f"titles of sections: taken from bold lines: {', '.join(map(excerpt, taken[:8]))}")


def _stands_out(piece: Paragraph, words: str) -> bool:
    lettered = [run for run in piece.runs if run.text.strip()]
    return bool(lettered) and all(run.bold for run in lettered) and is_short(words)


def is_short(words: str) -> bool:
    """Whether a line may be a heading: short, and no sentence."""
    return 0 < len(words) <= _LONGEST_HEADING and bool(_SHORT.fullmatch(words))


def _table(grid: Grid, material: Material) -> Iterator[Block]:
    rows = [[inline(cell) for cell in row] for row in grid.rows]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if width > _MOST_COLUMNS:
        material.to_do.append(f"a table with {width} columns became lists; {_MOST_COLUMNS} are the most")
    if len(rows) < 2 or width < 2 or width > _MOST_COLUMNS:
        for row in rows:
            cells = [cell for cell in row if cell]
            if width < 2 or len(rows) < 2:
                yield from (block for cell in cells for block in _paragraph(cell))
            else:
                yield {"list": cells}
        return
    full = [row + [""] * (width - len(row)) for row in rows]
    material.to_do.append(f"a table: its first row, {excerpt(' | '.join(full[0]))}, is its header; look at it")
    yield {"table": {"header": tuple(cell or _NO_HEAD for cell in full[0]), "rows": full[1:]}}
