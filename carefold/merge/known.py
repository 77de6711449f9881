"""Answers that are known for values of fields: dates, times, doctors and doses come again, names seldom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 64  # values whose answers are kept


class Known(Generic[T]):
    """Answers by the values that they depend on, as long as the template that asks."""

    def __init__(self) -> None:
        self._answers = dict[tuple[str, ...], T]()

    def answer(self, values: tuple[str, ...], find: Callable[[], T]) -> T:
        """What is known, or is found now."""
        if values not in self._answers:
            found = find()
            if len(self._answers) >= _MOST:
                self._answers.clear()
            self._answers[values] = found
        return self._answers[values]
