"""Type sizes that are tried, and how many lines so many points are."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.boxes import Box
from carefold.model.layout import TypeSizes

SIZE_STEP = 0.25  # points between the type sizes that are tried
SMALLER = 0.1  # badness of each point that type is smaller than it may be


class _Try(Protocol):
    @property
    def wide_boxes(self) -> list[Box]: ...


T = TypeVar("T", bound=_Try)


class Tries(Generic[T]):
    """A handout at the type sizes that are tried, by steps from the smallest; each size is set once."""

    def __init__(self, sizes: TypeSizes, compose: Callable[[float], T]) -> None:
        """`compose` sets the handout at a size in points; CarefoldError for what no room holds."""
        self._smallest, self._compose = sizes.smallest, compose
        self._made: dict[int, T | CarefoldError] = {}
        self.wished = round((sizes.text - sizes.smallest) / SIZE_STEP)
        self.steps = int((sizes.largest - sizes.smallest) / SIZE_STEP + 0.01)

    @property
    def tried(self) -> list[int]:
        """The steps that were tried so far, in the order of their turns."""
        return list(self._made)

    def at(self, step: int) -> T:
        """The handout at one step."""
        if step not in self._made:
            try:
                self._made[step] = self._compose(self._smallest + step * SIZE_STEP)
            except CarefoldError as error:
                self._made[step] = error
        made = self._made[step]
        if isinstance(made, CarefoldError):
            raise made
        return made

    def is_sound(self, step: int) -> bool:
        """Whether smaller type would mend nothing: no table too wide, no block higher than a page."""
        try:
            return not self.at(step).wide_boxes
        except CarefoldError:
            return False

    def soundest(self) -> int:
        """The wished step, or the next smaller one that is sound; the smallest where none is."""
        return next(filter(self.is_sound, range(self.wished, -1, -1)), 0)


def largest_step(
    fits: Callable[[int], bool], steps: int, first: int, likely: Callable[[int], int] | None = None
) -> int:
    """The largest step from 0 to `steps` that fits, -1 if none does.

    What is nearest to `first` is tried first, then larger ones in strides that grow, then halves. `likely` says of a
    step that fits which may be the largest: that is tried in place of a stride, and halves once it was wrong.
    """
    low, high, step, stride, halving = -1, steps + 1, first, 2, False
    while high - low > 1:
        if fits(step):
            low, step, stride = step, step + stride, 2 * stride
            step = min(max(likely(low), low + 1), steps) if likely and low < steps else step
        else:
            halving, likely = halving or (low >= 0 and likely is not None), None
            high, step, stride = step, step - (1 if step == first else 2), 2
        if halving or not low < step < high:
            step = (low + high) // 2 if high <= steps or step < low else steps
    return low


def met_in_strides(wished: int, best: int, steps: int, first: int) -> list[int]:
    """The steps from the wished to the best that a search meets which does not know what is likely."""
    met: list[int] = []

    def fits(step: int) -> bool:
        met.append(step)
        return step <= best

    largest_step(fits, steps, first)
    return [step for step in met if wished <= step <= best]


def count_lines(points: float, leading: float) -> str:
    """So many points of text as a number of lines."""
    count = max(1, math.ceil(points / leading))
    return f"{count} line{'s' if count > 1 else ''}"
