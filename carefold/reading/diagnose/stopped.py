"""What libyaml stopped at, and what an author is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from carefold.diagnostics.finding import Finding
from carefold.reading.yaml.nodes import Scalar
from carefold.reading.yaml.source import Source

_LONGEST_LINE = 4000

SIMPLE_KEY = "while scanning a simple key"
QUOTED = "while scanning a quoted scalar"
FLOW_LIST = "while parsing a flow sequence"
FLOW_MAP = "while parsing a flow mapping"
NO_COLON = "could not find expected ':'"
NO_VALUES_HERE = "mapping values are not allowed in this context"
NO_ITEMS_HERE = "block sequence entries are not allowed in this context"
NO_DASH = "did not find expected '-' indicator"
NO_KEY = "did not find expected key"
NO_START = "did not find expected <document start>"
STREAM_ENDS = "found unexpected end of stream"
DOCUMENT_ENDS = "found unexpected document indicator"
UNKNOWN_ESCAPE = "found unknown escape character"
NO_HEX = "did not find expected hexdecimal number"
NO_CHARACTER = "found invalid Unicode character escape code"
UNDERSTOOD = (
    SIMPLE_KEY, QUOTED, FLOW_LIST, FLOW_MAP, NO_COLON, NO_VALUES_HERE, NO_ITEMS_HERE, NO_DASH, NO_KEY, NO_START,
    STREAM_ENDS, DOCUMENT_ENDS, UNKNOWN_ESCAPE, NO_HEX, NO_CHARACTER,
)  # fmt: skip
"""What libyaml says in English that we make something of. Whatever else it says is told by the text alone."""


def stopped_at(source: Source, error: Any) -> int:
    """The offset at which libyaml stopped; 0 where it does not say."""
    mark = getattr(error, "problem_mark", None)
    return min(mark.index, max(len(source.text) - 1, 0)) if mark else 0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A finding, the offsets of the value that is to blame, if it is one value, and `more` findings of its kind.

    `signs` are the offsets of what stands where dashes should: the reader goes on as if they were there.
    """

    finding: Finding
    span: tuple[int, int] | None = None
    more: tuple[Finding, ...] = ()
    signs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Halt:
    """What libyaml says: where it stopped (`spot`), where the construct began (`began`), the last text it took."""

    source: Source
    what: str
    spot: int
    began: int
    last: Scalar | None

    def says(self, *phrases: str) -> bool:
        """Whether libyaml said one of these."""
        return any(phrase in self.what for phrase in phrases)

    def diagnosis(self, message: str, at: int, hint: str, span: tuple[int, int] | None = None) -> Diagnosis:
        """A diagnosis with its finding placed at an offset."""
        return Diagnosis(Finding(message, self.source.place(at), hint), span)

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines that may be to blame, the likeliest first, each with its offset."""
        seen = set()
        for offset in (self.spot, self.began, self.last.start if self.last else self.spot):
            start, end = self.source.line_span(offset)
            if start not in seen:
                seen.add(start)
                yield start, self.source.text[start : min(end, start + _LONGEST_LINE)]

    def lines_until_spot(self, start: int) -> Iterator[tuple[int, str]]:
        """The lines from that of `start` to that of `spot`, each with its offset."""
        at, _ = self.source.line_span(start)
        while at <= self.spot:
            _, end = self.source.line_span(at)
            yield at, self.source.text[at:end]
            if end >= len(self.source.text):
                return
            at = end + 1

    @property
    def line(self) -> str:
        """The line on which libyaml stopped."""
        start, end = self.source.line_span(self.spot)
        return self.source.text[start:end]

    def at_line(self, message: str, hint: str) -> Diagnosis:
        """A diagnosis placed where the text of that line starts."""
        start, _ = self.source.line_span(self.spot)
        return self.diagnosis(message, start + len(self.line) - len(self.line.lstrip(" ")), hint)
