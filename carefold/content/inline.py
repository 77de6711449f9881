"""Inline text to paragraphs of spans, with what is wrong in it at its exact place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from markdown_it.token import Token

from carefold.content import faults, markdown
from carefold.content.typography import set_signs
from carefold.errors import Place, Places, Problem
from carefold.model.inline import Blank, Citation, Paragraph, Span, Words
from carefold.model.values import Text

BLANK_WIDTH = 108.0
_BETWEEN_PARAGRAPHS = re.compile(r"[ \t\r]*\n[ \t\r]*\n\s*")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MARKED = re.compile(r"[*\[\]<{}^~\\&!]")
_SUSPECT = re.compile(r"[*\[\]{}]")
_CITED_ID = re.compile(r"[^@;\s]+")


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A `{{ name | filter }}` as it stands in a text."""

    name: str
    filter: str | None
    place: Place


Fill: TypeAlias = Callable[[FieldUse], Words | Blank | Problem]
"""What a field prints: its value, a blank to fill in, or why it can't."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The paragraphs of a text, and what is wrong in them."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]


def as_blank(use: FieldUse) -> Blank:
    """A field as a blank of the usual width, labelled with its name."""
    return Blank(use.name, use.name, BLANK_WIDTH, use.place)


def parse(text: Text, fill: Fill = as_blank, language: str = "en") -> Parsed:
    """The spans of a text. It never raises: what can't be printed is a problem."""
    paragraphs: list[Paragraph] = []
    problems: list[Problem] = []
    for source in _sources(text):
        reader = _Reader(source, fill, language)
        paragraph = reader.read()
        problems += reader.problems
        if paragraph:
            paragraphs.append(paragraph)
    return Parsed(tuple(paragraphs), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Source:
    """One paragraph as one line: its characters, and where each stands in the text."""

    line: str
    offsets: Sequence[int]
    text: Text

    def place(self, at: int) -> Place:
        return self.text.place(self.offsets[min(at, len(self.offsets) - 1)])

    def places(self, at: Sequence[int]) -> Places:
        where = self.text.places
        if isinstance(at, range) and isinstance(self.offsets, range):
            return where[self.offsets.start + at.start : self.offsets.start + at.stop]
        return where.at([self.offsets[offset] for offset in at])


def _sources(text: Text) -> Iterator[_Source]:
    start = 0
    for gap in [*_BETWEEN_PARAGRAPHS.finditer(text), None]:
        end = gap.start() if gap else len(text)
        source = _one_line(text, start, end)
        if source.line:
            yield source
        start = gap.end() if gap else end


def _one_line(text: Text, start: int, end: int) -> _Source:
    """Without the space around; a run of space and line breaks becomes its first character's space."""
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    written = written.strip()
    line = _SPACES.sub(" ", written)
    if len(line) == len(written):
        return _Source(line, range(start, start + len(line)), text)
    offsets: list[int] = []
    at = 0
    for run in _SPACES.finditer(written):
        offsets += range(start + at, start + run.start() + 1)
        at = run.end()
    offsets += range(start + at, start + len(written))
    return _Source(line, offsets, text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that start at `at` of the line; `literal` ones were escaped and mean no mark."""

    words: Words
    at: int
    length: int
    literal: bool = False


class _Reader:
    """Turns the tokens of one paragraph into spans."""

    def __init__(self, source: _Source, fill: Fill, language: str) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._fill = fill
        self._language = language
        self._style = Words("")
        self._found: list[_Piece | Citation | Blank] = []
        self._depth = {"strong": 0, "em": 0}
        self._link_start = 0

    def read(self) -> Paragraph:
        """The spans; `problems` says what was wrong."""
        line = self._source.line
        if _MARKED.search(line):
            for token in markdown.tokens(line):
                _ON[token.type](self, token)
            self._look_for_leftovers()
            return joined(self._printed())
        return (self._set(_Piece(Words(line), 0, len(line)), "", ""),)

    def _problem(self, at: int, fault: faults.Fault) -> None:
        self.problems.append(Problem(fault.message, self._source.place(at), fault.hint))

    def _text(self, token: Token) -> None:
        if token.content:
            words = replace(self._style, text=token.content)
            self._found.append(_Piece(words, token.meta["at"], len(token.content)))

    def _special(self, token: Token) -> None:
        words = replace(self._style, text=token.content)
        self._found.append(_Piece(words, token.meta["at"], len(token.markup), literal=True))

    def _shifted(self, token: Token) -> None:
        words = replace(self._style, text=token.content, shift="sup" if token.type == "sup" else "sub")
        self._found.append(_Piece(words, token.meta["at"] + 1, len(token.content)))

    def _emphasis(self, token: Token) -> None:
        self._depth[token.tag] += token.nesting
        self._style = replace(self._style, bold=self._depth["strong"] > 0, italic=self._depth["em"] > 0)

    def _link_opens(self, token: Token) -> None:
        self._link_start = len(self._found)
        if token.info == "auto":
            self._problem(token.meta["at"], faults.AUTOLINK)
            return
        self._style = replace(self._style, href=str(token.attrs["href"]))

    def _link_closes(self, token: Token) -> None:
        at, href = token.meta["at"], self._style.href
        self._style = replace(self._style, href="")
        if not href:
            if token.info != "auto":
                self._problem(at, faults.NO_TARGET)
            return
        if len(self._found) == self._link_start:
            self._problem(at, faults.NO_WORDS)
        fault = faults.of_link(href)
        if fault:
            self._problem(self._target(at), fault)

    def _target(self, closing: int) -> int:
        line = self._source.line
        start = closing + len("](")
        return start + (len(line[start:]) - len(line[start:].lstrip(" <")))

    def _citation(self, token: Token) -> None:
        ids = tuple(_CITED_ID.findall(token.meta["ids"]))
        self._found.append(Citation(ids, place=self._source.place(token.meta["at"])))

    def _field(self, token: Token) -> None:
        use = FieldUse(token.meta["name"], token.meta["filter"], self._source.place(token.meta["at"]))
        filled = self._fill(use)
        if isinstance(filled, Problem):
            self.problems.append(filled)
        elif isinstance(filled, Blank):
            self._found.append(filled)
        elif filled.text:
            places = self._source.places([token.meta["at"]] * len(filled.text))
            words = replace(self._style, text=filled.text, places=places)
            self._found.append(_Piece(words, token.meta["at"], 0, literal=True))

    def _fault(self, token: Token) -> None:
        fault = faults.OF_TOKEN[token.type]
        if token.type == "bad_citation":
            fault = faults.of_citation(token.meta["written"])
        self._problem(token.meta.get("wrong", token.meta["at"]), fault)

    def _look_for_leftovers(self) -> None:
        """Marks that still stand in the text; the line is masked where marks were used or escaped."""
        pieces = [piece for piece in self._found if isinstance(piece, _Piece) and not piece.literal]
        if not any(_SUSPECT.search(piece.words.text) for piece in pieces):
            return
        masked = list("\0" * len(self._source.line))
        for piece in pieces:
            masked[piece.at : piece.at + piece.length] = piece.words.text
        for at, fault in faults.leftovers("".join(masked)):
            self._problem(at, fault)

    def _printed(self) -> Iterator[Span]:
        """The spans with printer's signs, each word with its places."""
        texts = [piece.words.text if isinstance(piece, _Piece) else "\ufffc" for piece in self._found]
        for number, piece in enumerate(self._found):
            if not isinstance(piece, _Piece):
                yield piece
            elif piece.literal:
                yield self._literal(piece)
            else:
                before = texts[number - 1][-1:] if number else ""
                after = texts[number + 1][:1] if number + 1 < len(texts) else ""
                yield self._set(piece, before, after)

    def _literal(self, piece: _Piece) -> Words:
        if piece.words.places or not piece.length:
            return piece.words
        count = len(piece.words.text)
        offsets: Sequence[int] = [piece.at] * count  # an entity stands where it starts
        if self._source.line[piece.at] == "\\":  # an escaped sign stands after its backslash
            offsets = range(piece.at + piece.length - count, piece.at + piece.length)
        return replace(piece.words, places=self._source.places(offsets))

    def _set(self, piece: _Piece, before: str, after: str) -> Words:
        text, offsets = piece.words.text, range(piece.at, piece.at + piece.length)
        changes = set_signs(text, self._language, before, after)
        if not changes:
            return _in_style(piece.words, text, self._source.places(offsets))
        left = list(offsets)
        for start, end, sign in reversed(changes):
            text = text[:start] + sign + text[end:]
            left[start:end] = left[start : start + len(sign)]
        return _in_style(piece.words, text, self._source.places(left))


_ON: dict[str, Callable[[_Reader, Token], None]] = {
    "text": _Reader._text,
    "text_special": _Reader._special,
    "sup": _Reader._shifted,
    "sub": _Reader._shifted,
    **dict.fromkeys(("strong_open", "strong_close", "em_open", "em_close"), _Reader._emphasis),
    "link_open": _Reader._link_opens,
    "link_close": _Reader._link_closes,
    "citation": _Reader._citation,
    "field": _Reader._field,
    **dict.fromkeys(faults.OF_TOKEN, _Reader._fault),
}


def joined(spans: Iterable[Span]) -> Paragraph:
    """Neighbours of one style as one; a citation stands right after what it belongs to."""
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, Citation):
            _strip_end(joined)
        last = joined[-1] if joined else None
        if isinstance(span, Citation) and isinstance(last, Citation):
            joined[-1] = replace(last, ids=tuple(dict.fromkeys(last.ids + span.ids)))
        elif isinstance(span, Words) and isinstance(last, Words) and _style(last) == _style(span):
            joined[-1] = _in_style(last, last.text + span.text, last.places + span.places)
        else:
            joined.append(span)
    return tuple(joined)


def _strip_end(spans: list[Span]) -> None:
    while spans and isinstance(last := spans[-1], Words):
        kept = last.text.rstrip()
        if kept:
            spans[-1] = _in_style(last, kept, last.places[: len(kept)])
            return
        spans.pop()


def _style(words: Words) -> tuple[bool, bool, str, str]:
    return words.bold, words.italic, words.shift, words.href


def _in_style(style: Words, text: str, places: Places) -> Words:
    return Words(text, style.bold, style.italic, style.shift, style.href, places)
