"""A text's paragraphs, each as one line that knows where its characters stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carefold.diagnostics.place import Place, Places
from carefold.model.values import Text
from carefold.model.widthless import USELESS, composed

_BETWEEN = re.compile(r"(?<![ \t\r])[ \t\r]*\n[ \t\r]*\n\s*")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One paragraph as one line: its characters, and where each stands in the text."""

    line: str
    offsets: Sequence[int]
    text: Text

    def place(self, at: int) -> Place:
        """The place of a character of the line; past the end, that of the last."""
        return self.text.place(self.offsets[min(at, len(self.offsets) - 1)])

    def places(self, at: Sequence[int]) -> Places:
        """The places of some characters of the line."""
        where = self.text.places
        if isinstance(at, range) and isinstance(self.offsets, range):
            return where[self.offsets.start + at.start : self.offsets.start + at.stop]
        return where.at([self.offsets[offset] for offset in at])


def sources(text: Text) -> Iterator[Source]:
    """The paragraphs of a text: in NFC, without signs that nobody sees, but for those at which a word may break."""
    start = 0
    for gap in [*_BETWEEN.finditer(text), None]:
        end = gap.start() if gap else len(text)
        source = _one_line(text, start, end)
        if source.line:
            yield source
        start = gap.end() if gap else end


def _one_line(text: Text, start: int, end: int) -> Source:
    """Without the space around; a run of space and line breaks becomes its first character's space."""
    written, letters = composed(text[start:end], USELESS)
    first = len(written) - len(written.lstrip())
    written = written.strip()
    line = _SPACES.sub(" ", written)
    if len(line) == len(written) and isinstance(letters, range):
        return Source(line, range(start + first, start + first + len(line)), text)
    offsets: list[int] = []
    at = 0
    for run in _SPACES.finditer(written):
        offsets += range(at, run.start() + 1)
        at = run.end()
    offsets += range(at, len(written))
    return Source(line, [start + letters[first + offset] for offset in offsets], text)
