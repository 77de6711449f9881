"""Type sizes that are tried, and how many lines so many points are."""

from __future__ import annotations

import math
from collections.abc import Callable

SIZE_STEP = 0.25  # points between the type sizes that are tried
SMALLER = 0.1  # badness of each point that type is smaller than it may be


def largest_step(fits: Callable[[int], bool], steps: int, first: int) -> int:
    """The largest step from 0 to `steps` that fits, -1 if none does: nearest to `first` is tried first, then halves."""
    low, high, step = -1, steps + 1, first
    while high - low > 1:
        if fits(step):
            low, step = step, step + 2
        else:
            high, step = step, step - (1 if step == first else 2)
        if not low < step < high:
            step = (low + high) // 2
    return low


def count_lines(points: float, leading: float) -> str:
    """So many points of text as a number of lines."""
    count = max(1, math.ceil(points / leading))
    return f"{count} line{'s' if count > 1 else ''}"
