"""Line breaking by least raggedness over a whole paragraph (the idea of Knuth and Plass, 1981, for ragged text).

It goes from the last word to the first, so that what comes out for a paragraph's last words holds whatever stands
before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_ROUNDING = 1e-5  # share of the measure
_OVERFULL = 1e6  # badness of a line that sticks out: taken only where there is no other way
_LINE = 0.05  # badness of any line: fewer lines are better
_LONE_WORD = 0.35  # extra badness of a last line of one short word


@dataclass(slots=True)
class Ending:
    """How a paragraph's last words break, for each of them that may start a line.

    Each is told by how many words are left from there on, in `known`, 0 for the end; `rights` has how far from the end
    it is, in points, less the width of a hyphen before it; `bests` the least badness from there on; `following` where
    the next line starts. The first `over` of them are out of reach for a line that starts here.
    """

    count: int = 0
    width: float = 0.0
    known: list[int] = field(default_factory=lambda: [0])
    rights: list[float] = field(default_factory=lambda: [0.0])
    bests: list[float] = field(default_factory=lambda: [0.0])
    following: dict[int, int] = field(default_factory=dict)
    over: int = 0

    def copied(self) -> Ending:
        """The same, to go on with, less what is out of reach."""
        at = max(self.over - 1, 0)
        known, rights, bests = self.known[at:], self.rights[at:], self.bests[at:]
        return Ending(self.count, self.width, known, rights, bests, dict(self.following), self.over - at)

    def starts(self) -> list[int]:
        """The numbers of the words that start lines, where these are all words."""
        left, found = self.count, list[int]()
        while left:
            found.append(self.count - left)
            left = self.following[left]
        return found


def break_lines(
    words: Sequence[float], gaps: Sequence[float], breakable: Sequence[bool], measure: float, balanced: bool = False,
    *, costs: Sequence[float] = (), tails: Sequence[float] = (),
) -> list[int]:  # fmt: skip
    """Indexes of the words that start a line; the first is 0.

    `words` and `gaps` are widths in points; `gaps[i]` and `breakable[i]` stand before word i. The last line may be
    short, but is no lone short word where there is a better way; `balanced` wants it as long as the others (headings).
    `costs[i]` is the extra badness of a line that starts with word i, `tails[i]` the width of a hyphen before it.
    """
    if fit_one_line(words, gaps, measure):
        return [0] if words else []
    return ending_of(words, gaps, [True, *breakable[1:]], measure, balanced, costs=costs, tails=tails).starts()


def ending_of(
    words: Sequence[float], gaps: Sequence[float], breakable: Sequence[bool], measure: float, balanced: bool = False,
    *, costs: Sequence[float] = (), tails: Sequence[float] = (), then: Ending | None = None,
) -> Ending:  # fmt: skip
    """How a paragraph's last words break, `then` those that follow them."""
    made = then.copied() if then else Ending()
    known, rights, bests, following = made.known, made.rights, made.bests, made.following
    over, width, left = made.over, made.width, made.count
    for number in range(len(words) - 1, -1, -1):
        left, start = left + 1, width + words[number]
        width = start + gaps[number]
        if not breakable[number]:
            continue
        room = measure - start
        while over < len(known) and (room + rights[over]) / measure < -_ROUNDING:
            over += 1
        least, origin, out = float("inf"), over, over - 1
        for at in range(over, len(known)):
            slack = (room + rights[at]) / measure
            badness = slack * slack
            if not known[at]:
                lone = _LONE_WORD if left == 1 and slack > 0.6 else 0.0
                badness = badness + lone if balanced else lone
            elif badness > least and slack > 0 and not tails:  # so are all shorter lines
                break
            elif tails and slack < -_ROUNDING:
                out = at
                continue
            badness += bests[at]
            if badness < least:
                least, origin = badness, at
        if out >= 0 and least >= _OVERFULL:
            badness = bests[out] + _OVERFULL * (1 - (room + rights[out]) / measure)
            if badness < least:
                least, origin = badness, out
        following[left] = known[origin]
        known.append(left)
        rights.append(width - (tails[number] if tails else 0.0))
        bests.append(least + (costs[number] if costs else 0.0) + _LINE)
    made.count, made.width, made.over = left, width, over
    return made


def fit_one_line(words: Sequence[float], gaps: Sequence[float], measure: float) -> bool:
    """Whether words need no second line, wherever they might be parted."""
    return sum(words) + sum(gaps) - (gaps[0] if gaps else 0.0) <= measure
