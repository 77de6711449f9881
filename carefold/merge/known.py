"""Answers that are known for values of fields: dates, times, doctors and doses come again, names seldom."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 64  # values whose answers are kept


class Known(Generic[T]):
    """Answers by the values that they depend on, as long as the template that asks; so many at most."""

    def __init__(self, most: int = _MOST) -> None:
        self._most, self._answers = most, dict[Hashable, T]()

    def answer(self, values: Hashable, find: Callable[[], T]) -> T:
        """What is known, or is found now."""
        if values not in self._answers:
            found = find()
            if len(self._answers) >= self._most:
                self._answers.clear()
            self._answers[values] = found
        return self._answers[values]
