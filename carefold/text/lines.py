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
    best = [0.0] * (count + 1)  # best[i]: least badness of the lines before word i, where it may start one
    came_from = [0] * (count + 1)
    known, first = [0], 0  # words that may start a line; of them the last one whose line would stick out, or the first
    for end in range(1, count + 1):
        last = end == count
        if not last and not breakable[end]:
            continue
        room = measure - (ends[end - 1] + (tails[end] if tails and not last else 0.0))
        while first and (room + starts[known[first]]) / measure >= -_ROUNDING:
            first -= 1
        while first + 1 < len(known) and (room + starts[known[first + 1]]) / measure < -_ROUNDING:
            first += 1
        least, origin = float("inf"), 0
        for start in known[first:]:
            slack = (room + starts[start]) / measure
            if last:
                badness = best[start] + _badness_of_last(slack, start, end, balanced)
            elif slack < -_ROUNDING:
                badness = best[start] + _OVERFULL * (1 - slack)
            else:
                badness = slack * slack
                if badness > least and slack > 0:  # so are all shorter lines
                    break
                badness += best[start]
            if badness <= least:
                least, origin = badness, start
        least += costs[end] if costs and not last else 0.0
        best[end], came_from[end] = least + _LINE, origin
        known.append(end)
    lines = [count]
    while lines[-1]:
        lines.append(came_from[lines[-1]])
    return lines[:0:-1]


def fit_one_line(words: Sequence[float], gaps: Sequence[float], measure: float) -> bool:
    """Whether words need no second line, wherever they might be parted."""
    return sum(words) + sum(gaps) - (gaps[0] if gaps else 0.0) <= measure


def _badness_of_last(slack: float, start: int, end: int, balanced: bool) -> float:
    """How ugly a last line is; `slack` is the share of the measure that stays empty."""
    if slack < -_ROUNDING:
        return _OVERFULL * (1 - slack)
    lone = _LONE_WORD if start and end - start == 1 and slack > 0.6 else 0.0
    return slack * slack + lone if balanced else lone
