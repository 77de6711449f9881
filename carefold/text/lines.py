"""Line breaking by least raggedness over a whole paragraph (the idea of Knuth and Plass, 1981, for ragged text)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_ROUNDING = 1e-5  # share of the measure
_OVERFULL = 1e6  # badness of a line that sticks out: taken only where there is no other way
_LINE = 0.05  # badness of any line: fewer lines are better
_LONE_WORD = 0.35  # extra badness of a last line of one short word


def break_lines(
    words: Sequence[float], gaps: Sequence[float], breakable: Sequence[bool], measure: float, balanced: bool = False,
    *, costs: Sequence[float] = (), tails: Sequence[float] = (),
) -> list[int]:  # fmt: skip
    """Indexes of the words that start a line; the first is 0.

    `words` and `gaps` are widths in points; `gaps[i]` and `breakable[i]` stand before word i. The last line may be
    short, but is no lone short word where there is a better way; `balanced` wants it as long as the others (headings).
    `costs[i]` is the extra badness of a line that starts with word i, `tails[i]` the width of a hyphen before it.
    """
    count = len(words)
    if fit_one_line(words, gaps, measure):
        return [0] if words else []
    ends = list(accumulate(gap + word for gap, word in zip(gaps, words, strict=True)))
    starts = [end - word for end, word in zip(ends, words, strict=True)]
    came_from = [0] * (count + 1)
    # Words that may start a line, where these begin, the least badness of the lines before them; how many are overfull.
    known, lefts, bests, over = [0], [starts[0]], [0.0], 0
    for end in range(1, count + 1):
        last = end == count
        if not last and not breakable[end]:
            continue
        room = measure - (ends[end - 1] + (tails[end] if tails and not last else 0.0))
        while tails and over and (room + lefts[over - 1]) / measure >= -_ROUNDING:
            over -= 1
        while over < len(known) and (room + lefts[over]) / measure < -_ROUNDING:
            over += 1
        least, origin = float("inf"), 0
        for at in range(over, len(known)):
            slack = (room + lefts[at]) / measure
            if last:
                badness = bests[at] + _badness_of_last(slack, known[at], end, balanced)
            else:
                alone = slack * slack
                if alone > least and slack > 0:  # so are all shorter lines
                    break
                badness = bests[at] + alone
            if badness <= least:
                least, origin = badness, at
        if over and least >= _OVERFULL:
            badness = bests[over - 1] + _OVERFULL * (1 - (room + lefts[over - 1]) / measure)
            if badness < least:
                least, origin = badness, over - 1
        came_from[end] = known[origin]
        known.append(end)
        if not last:
            lefts.append(starts[end])
            bests.append(least + (costs[end] if costs else 0.0) + _LINE)
    lines = [count]
    while lines[-1]:
        lines.append(came_from[lines[-1]])
    return lines[:0:-1]


def fit_one_line(words: Sequence[float], gaps: Sequence[float], measure: float) -> bool:
    """Whether words need no second line, wherever they might be parted."""
    return sum(words) + sum(gaps) - (gaps[0] if gaps else 0.0) <= measure


def _badness_of_last(slack: float, start: int, end: int, balanced: bool) -> float:
    """How ugly a last line is; `slack` is the share of the measure that stays empty."""
    lone = _LONE_WORD if start and end - start == 1 and slack > 0.6 else 0.0
    return slack * slack + lone if balanced else lone
