"""A document drawn once, of which some lines are drawn again with other words: all else of its file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from carefold.graphics.face import FontFile, Glyphs
from carefold.graphics.frame import Drawn, GlyphRun, Page, TextLine
from carefold.pdf.body import Body
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.embedded import EmbeddedFont
from carefold.pdf.file import constant_of
from carefold.pdf.untagged import UntaggedCanvas
from carefold.pdf.varying import FilledIn, Stretch
from carefold.pdf.write import Purpose, draw
from carefold.pdf.xmp import Facts
from carefold.structure import Element, Leaf, Numbered

_SHOWN = re.compile(r"/(T\w+) [\d.]+ Tf|<([0-9A-F]+)>")
_GLYPHS = re.compile("<([0-9A-F]+)>")
_SHOW, _SHOWN_ALL = " Tm [", "] TJ"


class OtherwiseError(Exception):
    """Other words need more than their lines drawn again."""


class DrawnAgain(NamedTuple):
    """The operators of a line, and what it says as it stands there."""

    codes: bytes
    said: str


@dataclass(frozen=True, slots=True)
class _State:
    """What the operators before a line leave behind: open marked content, and the colour of fills."""

    open: Leaf | bool
    fill: object


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a line stands in the content of a page, and between which states; the marked content that it begins."""

    line: TextLine
    start: int
    end: int
    before: _State
    after: _State
    marks: tuple[tuple[Leaf, int], ...]


class _Noting(TaggedCanvas):
    """Notes where some lines stand in the content of pages, told by their identities."""

    def __init__(self, body: Body, tree: Numbered, filled: FilledIn, wanted: Collection[int], *, mono: bool) -> None:
        super().__init__(body, tree, filled, mono=mono)
        self.places: list[list[_Spot]] = []
        self.codes: list[list[str]] = []
        self._wanted = wanted

    def draw(self, page: Page) -> None:
        self.places.append([])
        super().draw(page)
        self.codes.append(self.paper.codes)

    def _draw_all(self, items: Sequence[Drawn]) -> None:
        for item in items:
            if isinstance(item, TextLine) and id(item) in self._wanted:
                self._note(item)
            else:
                super()._draw_all((item,))

    def _note(self, line: TextLine) -> None:
        before, start, own = self._state, len(self.paper.codes), len(self.owners[-1])
        self.line(line)
        marks = tuple((leaf, own + number) for number, leaf in enumerate(self.owners[-1][own:]))
        self.places[-1].append(_Spot(line, start, len(self.paper.codes), before, self._state, marks))

    @property
    def _state(self) -> _State:
        return _State(self._open, self._look.get("fill"))

    @property
    def fonts(self) -> Mapping[FontFile, EmbeddedFont]:
        """The fonts that were used."""
        return self._fonts


class _KnownFont(EmbeddedFont):
    """A font of a finished document: it takes no glyph that it has not."""

    def __init__(self, font: EmbeddedFont, resource: str) -> None:
        self.resource, self.meaning, self._codes = resource, font.meaning, font._codes

    def code(self, word: Glyphs) -> str:
        found = self._codes.get(word)
        if found is None:
            found = word.level
            if not (found and self.meaning.items() >= {*word.meaning} and word.is_spelled):
                raise OtherwiseError
        return found


class _Again(TaggedCanvas):
    """Draws lines between states that are known, into a list of operators."""

    def __init__(self, drawn: _Noting) -> None:
        super().__init__(drawn.body, drawn._tree, mono=drawn.ink.mono)
        self._fonts = {file: _KnownFont(font, font.resource) for file, font in drawn.fonts.items()}
        self._codes: list[str] = []
        self._marks: Iterator[tuple[Leaf, int]] = iter(())

    def codes(self, spot: _Spot, runs: tuple[GlyphRun, ...]) -> str:
        """The operators of a line with other runs; OtherwiseError where what follows would have to be others too."""
        self._codes, self._marks = [], iter(spot.marks)
        self._open, self._look["fill"] = spot.before.open, spot.before.fill
        self.text(TextLine(spot.line.x, spot.line.y, runs))
        if self._open is not spot.after.open or self._look["fill"] != spot.after.fill or next(self._marks, None):
            raise OtherwiseError
        return "\n".join(self._codes)

    def _write(self, code: str) -> None:
        self._codes.append(code)

    def _own(self, leaf: Leaf) -> int:
        wanted, number = next(self._marks, (None, 0))
        if wanted is not leaf:
            raise OtherwiseError
        return number

    def _font(self, file: FontFile) -> EmbeddedFont:
        return self.known(file)

    def known(self, file: FontFile) -> EmbeddedFont:
        """A font that the document has; OtherwiseError for another one."""
        try:
            return self._fonts[file]
        except KeyError:
            raise OtherwiseError from None

    def _note_heading(self, run: GlyphRun, line: TextLine) -> None:
        """Nothing: no heading is drawn again."""


class _Untagged(UntaggedCanvas):
    """Draws lines as they are printed, in the fonts of a finished document."""

    def __init__(self, drawn: _Noting) -> None:
        super().__init__(drawn.body, mono=drawn.ink.mono)
        self._fonts = {file: _KnownFont(font, self._name_of(file)) for file, font in drawn.fonts.items()}

    def _font(self, file: FontFile) -> EmbeddedFont:
        try:
            return self._fonts[file]
        except KeyError:
            raise OtherwiseError from None


class Replay:
    """A document's file, of which the lines that are told by `wanted`, their identities, may be drawn again."""

    def __init__(
        self, pages: Sequence[Page], root: Element, facts: Facts, purpose: Purpose, wanted: Collection[int]
    ) -> None:
        """OtherwiseError where its fonts depend on what the fields hold."""
        filled = purpose.filled
        canvas = _Noting(Body(facts.language), Numbered.of(root), filled, wanted, mono=purpose.mono)
        draw(canvas, pages, root, facts, purpose)
        self._constant = constant_of(canvas.body)
        self._again, self.untagged = _Again(canvas), _Untagged(canvas)
        if not _holds_no_value(canvas, pages, filled):
            raise OtherwiseError
        self._spelled = {
            font.resource: {f"{glyph:04X}": meaning for glyph, meaning in font.meaning.items()}
            for font in (*self._again._fonts.values(), *self.untagged._fonts.values())
        }
        self._streams = [
            _VaryingStream.of(codes, stretch, spots)
            for codes, varying, spots in zip(canvas.codes, canvas.varying.pages, canvas.places, strict=True)
            for stretch in varying
        ]
        self._spots = [spot for stream in self._streams for spot in stream.spots]
        if len(self._spots) != sum(map(len, canvas.places)):
            raise OtherwiseError

    @property
    def lines(self) -> list[TextLine]:
        """The lines that may be drawn again, in the order in which they are drawn."""
        return [spot.line for spot in self._spots]

    def drawn(self, number: int, runs: tuple[GlyphRun, ...]) -> DrawnAgain:
        """One of the `lines` with other runs; OtherwiseError where other words need more than that."""
        codes = self._again.codes(self._spots[number], runs)
        return DrawnAgain(codes.encode("latin-1"), self._read(codes))

    def printed(self, number: int, runs: tuple[GlyphRun, ...]) -> str:
        """The same, as it is printed; OtherwiseError where it would say something else."""
        codes = self.untagged.printed(self._line(number, runs))
        if self._read(codes) != self.drawn(number, runs).said:
            raise OtherwiseError
        return codes

    def _line(self, number: int, runs: tuple[GlyphRun, ...]) -> TextLine:
        line = self._spots[number].line
        return TextLine(line.x, line.y, runs)

    def shown_in(self, file: FontFile) -> Callable[[Glyphs], tuple[str, str]]:
        """For words of a font what shows them, empty where that takes more than glyphs, and what these are read as.

        OtherwiseError for a font that the document has not, and from what is given for a word that it has not.
        """
        font = self._again.known(file)
        spelled = self._spelled[font.resource]

        def shown(word: Glyphs) -> tuple[str, str]:
            code = font.code(word)
            return code, "".join([spelled[glyph] for digits in _GLYPHS.findall(code) for glyph in _four(digits)])

        return shown

    def file(self, lines: Iterable[DrawnAgain]) -> bytes:
        """The file with each of its `lines` drawn again."""
        left = iter(lines)
        return self._constant.file([one.content([next(left).codes for _ in one.spots]) for one in self._streams])

    def _read(self, codes: str) -> str:
        """What operators show, by what their fonts say that glyphs mean."""
        said, spelled = list[str](), dict[str, str]()
        for match in _SHOWN.finditer(codes):
            if match[1]:
                spelled = self._spelled[match[1]]
            else:
                said += [spelled[glyph] for glyph in _four(match[2])]
        return "".join(said)


def around(codes: str) -> tuple[str, str] | None:
    """What stands before and after the glyphs of a line, where these are one run of one height; None for others."""
    before, show, after = codes.partition(_SHOW)
    _, end, after = after.partition(_SHOWN_ALL)
    return (f"{before}{show}", f"{end}{after}") if end and not _SHOWN.search(after) else None


def _four(digits: str) -> list[str]:
    return [digits[at : at + 4] for at in range(0, len(digits), 4)]


@dataclass(frozen=True, slots=True)
class _VaryingStream:
    """What of a page's content depends on the record: its spots, and what stands before, between and after them."""

    spots: tuple[_Spot, ...]
    between: tuple[bytes | None, ...]

    @classmethod
    def of(cls, codes: Sequence[str], stretch: Stretch, spots: Iterable[_Spot]) -> _VaryingStream:
        first, last = stretch
        spots = [spot for spot in spots if first <= spot.start and spot.end <= last]
        ends, starts = [first, *(spot.end for spot in spots)], [*(spot.start for spot in spots), last]
        stretches = [codes[end:start] for end, start in zip(ends, starts, strict=True)]
        return cls(tuple(spots), tuple("\n".join(one).encode("latin-1") if one else None for one in stretches))

    def content(self, drawn: Sequence[bytes]) -> bytes:
        """The content with the operators of each spot."""
        parts = [self.between[0]]
        for codes, part in zip(drawn, self.between[1:], strict=True):
            parts += (codes, part)
        return b"\n".join([*(part for part in parts if part is not None), b""])


def _holds_no_value(canvas: _Noting, pages: Iterable[Page], filled: FilledIn) -> bool:
    """Whether the document's fonts would be the same without the words that hold values of fields."""
    bare = {
        file: EmbeddedFont(file.open(), font.resource, canvas.body.refer, filled.alphabet, canvas.body.language)
        for file, font in canvas.fonts.items()
    }
    for line in (item for page in pages for frame in page.frames for item in frame.items if isinstance(item, TextLine)):
        for run in line.runs:
            valued = {one.word for one in run.fields if one.field in filled.fields}
            for number, word in enumerate(run.words):
                if number not in valued:
                    bare[run.font].code(word)
    return all(bare[file].meaning == font.meaning for file, font in canvas.fonts.items())
