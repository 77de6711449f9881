"""Answers that are known for values of fields: dates, times, doctors and doses come again, names seldom."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_MOST = 64  # values whose answers are kept
_UNKNOWN: Any = object()


class Known(Generic[T]):
    """Answers by the values that they depend on, as long as the template that asks; so many at most.

    Where of so many none was asked for again, as with names, no more are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._answers = most, dict[Hashable, T]()
        self._came_again, self.keeps = False, True

    def answer(self, values: Hashable, find: Callable[[], T]) -> T:
        """What is known, or is found now."""
        found: T = self._answers.get(values, _UNKNOWN)
        if found is not _UNKNOWN:
            self._came_again = True
            return found
        found = find()
        if self.keeps:
            if len(self._answers) >= self._most:
                self._answers.clear()
                self.keeps, self._came_again = self._came_again, False
            if self.keeps:
                self._answers[values] = found
        return found
