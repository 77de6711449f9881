"""Markdown's text in reading order, and a list of what it has that a handout has no place for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

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
)

_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LARGEST = 20 << 20


def read_markdown(text: str, folder: Path) -> Material:
    """The pieces of a Markdown text (CommonMark with tables); pictures are read from `folder`, none from elsewhere."""
    made = Material()
    front = _FRONT.match(text)
    if front:
        made.left_out.append(f"the lines between --- at the start: {excerpt(front[0].strip('-. ' + chr(10)))}")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text[front.end() if front else 0 :])
    _Reader(made, folder).read(tokens)
    return made


class _Reader:
    """Goes through the tokens of a text."""

    def __init__(self, made: Material, folder: Path) -> None:
        self._made, self._folder = made, folder
        self._lists: list[tuple[ListKind, str]] = []
        self._heading = 0
        self._new_item = False
        self._rows: list[list[Runs]] = []
        self._in_cell = False

    def read(self, tokens: list[Token]) -> None:
        """Put the pieces into the material."""
        opens: dict[str, Callable[[Token], None]] = {
            "bullet_list_open": self._list, "ordered_list_open": self._list, "bullet_list_close": self._end,
            "ordered_list_close": self._end, "list_item_open": self._item, "heading_open": self._head,
            "heading_close": self._head, "table_open": self._table, "table_close": self._table, "tr_open": self._row,
            "th_open": self._cell, "td_open": self._cell, "inline": self._inline, "html_block": self._html,
            "fence": self._code, "code_block": self._code,
        }  # fmt: skip
        for token in tokens:
            if token.type in opens:
                opens[token.type](token)

    def _list(self, token: Token) -> None:
        kind: ListKind = "numbered" if token.type == "ordered_list_open" else "list"
        self._lists.append((kind, str(token.map)))

    def _end(self, _token: Token) -> None:
        self._lists.pop()

    def _item(self, _token: Token) -> None:
        self._new_item = True

    def _head(self, token: Token) -> None:
        self._heading = int(token.tag[1]) if token.nesting > 0 else 0

    def _table(self, token: Token) -> None:
        if token.nesting < 0:
            self._made.pieces.append(Grid(tuple(map(tuple, self._rows))))
        self._rows = []
        self._in_cell = token.nesting > 0

    def _row(self, _token: Token) -> None:
        self._rows.append([])

    def _cell(self, _token: Token) -> None:
        self._rows[-1].append(())

    def _html(self, token: Token) -> None:
        words = " ".join(_TAG.sub(" ", token.content).split())
        self._made.left_out.append(f"HTML: {excerpt(words or token.content)}")

    def _code(self, token: Token) -> None:
        self._made.pieces += [Paragraph((Run(line),)) for line in token.content.splitlines() if line.strip()]

    def _inline(self, token: Token) -> None:
        pictures: list[Piece] = []
        runs = tuple(self._runs(token.children or [], pictures))
        if self._in_cell:
            self._rows[-1][-1] = runs
        elif any(run.text.strip() for run in runs):
            self._add(runs)
        self._made.pieces += pictures

    def _add(self, runs: Runs) -> None:
        pieces = self._made.pieces
        if self._heading:
            pieces.append(Heading(self._heading, runs))
        elif not self._lists:
            pieces.append(Paragraph(runs))
        elif self._new_item:
            kind, group = self._lists[-1]
            pieces.append(Item(kind, len(self._lists) - 1, runs, group))
        elif isinstance(before := pieces[-1] if pieces else None, Item):
            pieces[-1] = Item(before.kind, before.level, (*before.runs, Run(" "), *runs), before.group)
        else:
            pieces.append(Paragraph(runs))
        self._new_item = False

    def _runs(self, tokens: list[Token], pictures: list[Piece]) -> Iterator[Run]:
        bold = italic = 0
        href = ""
        for token in tokens:
            if token.type.startswith("strong_"):
                bold += token.nesting
            elif token.type.startswith("em_"):
                italic += token.nesting
            elif token.type.startswith("link_"):
                href = str(token.attrs.get("href", "")) if token.nesting > 0 else ""
            elif token.type == "image":
                pictures += self._picture(token)
            elif token.type in ("text", "code_inline"):
                yield Run(token.content, bold > 0, italic > 0, "", href)
            elif token.type in ("softbreak", "hardbreak"):
                yield Run(" ")
            elif token.type == "html_inline" and not token.content.startswith("<!--"):
                self._made.left_out.append(f"HTML: {excerpt(token.content)}")

    def _picture(self, token: Token) -> Iterator[Picture]:
        """A picture that lies in the text's own folder, or below."""
        written = unquote(str(token.attrs.get("src", "")))
        try:
            path = (self._folder / written).resolve()
            inside = "://" not in written and path.is_relative_to(self._folder.resolve()) and path.is_file()
            if inside and path.stat().st_size <= _LARGEST:
                yield Picture(path.read_bytes(), path.suffix.lower(), token.content)
                return
        except (OSError, ValueError):
            pass
        self._made.left_out.append(f"a picture that does not lie beside the file: {excerpt(written)}")
