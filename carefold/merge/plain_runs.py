"""What plain lines are made of: the words of a paragraph one after the other, and which of their letters are values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from typing import NamedTuple, TypeAlias

from carefold.graphics.face import Glyphs
from carefold.graphics.frame import FilledWord
from carefold.pdf.replay import DrawnAgain

_Values: TypeAlias = list[tuple[str, int, int]]
Runs: TypeAlias = list[tuple[tuple[Glyphs, ...], tuple[FilledWord, ...]]]
"""The words and spaces of each line, and which of their characters are values."""


@dataclass(slots=True)
class Row:
    """Words one after the other: widths in points, that of the space before each, and what it says after that space.

    And what shows it with the space that follows, and how that reads; its glyphs, and those of the space before. Once
    there are all of them: what they say, and how wide they are with all these spaces.
    """

    widths: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    glyphs: list[Glyphs] = field(default_factory=list)
    spaces: list[Glyphs | None] = field(default_factory=list)
    said: str = ""
    width: float = 0.0

    def part(self, start: int, end: int) -> Row:
        """Some of them."""
        return Row(
            self.widths[start:end], self.gaps[start:end], self.texts[start:end], self.codes[start:end],
            self.read[start:end], self.glyphs[start:end], self.spaces[start:end],
        ).finish()  # fmt: skip

    def finish(self) -> Row:
        """The same, now that all are there."""
        self.said, self.width = "".join(self.texts), sum(self.widths) + sum(self.gaps)
        return self


class Came(NamedTuple):
    """How a paragraph came out: what is drawn at each place; and of what, where its lines start, its values."""

    drawn: list[DrawnAgain]
    rows: Sequence[Row]
    starts: list[int]
    values: tuple[str, ...]


def runs_of(came: Came, around: Sequence[str], fields: Sequence[str]) -> Runs:
    """What each line is made of; `around` stands before, between and after the values of these fields."""
    edges = list(accumulate(map(len, chain.from_iterable(zip(around, (*came.values, ""), strict=True)))))
    values = [(name, edges[2 * number], edges[2 * number + 1]) for number, name in enumerate(fields)]
    texts, own = [one for row in came.rows for one in row.texts], [one for row in came.rows for one in row.glyphs]
    before = [one for row in came.rows for one in row.spaces]
    found, made = _values_of_words(texts, values), Runs()
    for start, end in pairwise(came.starts):
        words, filled = list[Glyphs](), list[FilledWord]()
        for number in range(start, min(end + 1, len(own))):
            of_space, of_word = found.get(number, ([], []))
            space = before[number]
            if space is not None and number > start:
                filled += [FilledWord(len(words), *one) for one in of_space]
                words.append(space)
            if number < end:
                filled += [FilledWord(len(words), *one) for one in of_word]
                words.append(own[number])
        made.append((tuple(words), tuple(filled)))
    return made


def _values_of_words(
    texts: Sequence[str], values: Sequence[tuple[str, int, int]]
) -> Mapping[int, tuple[_Values, _Values]]:
    """By the numbers of words, what of the space before each and of itself is a value."""
    ends = list(accumulate(map(len, texts)))
    found = dict[int, tuple[_Values, _Values]]()
    for name, first, last in values:
        number = bisect_right(ends, first)
        while first < last and number < len(texts) and (at := ends[number] - len(texts[number])) < last:
            edge = at + (texts[number][0] == " ")
            own = found.setdefault(number, ([], []))
            for edges, one in zip(((at, edge), (edge, ends[number])), own, strict=True):
                one += _within(name, first, last, *edges)
            number += 1
    return found


def _within(field: str, first: int, last: int, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    if first < end and last > start:
        yield field, max(first, start) - start, min(last, end) - start
