"""Bookmarks of very many pages, in groups, each written when it is full (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.pdf.long_file import LongFile, at
from carefold.pdf.objects import text

_IN_A_GROUP = 100


@dataclass(frozen=True, slots=True)
class _Group:
    number: int
    title: str
    first: int
    last: int
    count: int
    page: int


class GroupBookmarks:
    """Takes bookmarks in the order of their pages; those of a single group stand without one."""

    def __init__(self, file: LongFile) -> None:
        self._file = file
        self._root = 0
        self._open = list[tuple[str, int]]()
        self._groups = list[_Group]()

    def add(self, title: str, page: int) -> None:
        """One that leads to the page of this number."""
        self._root = self._root or self._file.next_number()
        if len(self._open) == _IN_A_GROUP:
            self._end_group()
        self._open.append((title, page))

    def _end_group(self) -> None:
        number = self._file.next_number()
        first, last = self._items(number)
        title = " – ".join(dict.fromkeys((self._open[0][0], self._open[-1][0])))
        self._groups.append(_Group(number, title, first, last, len(self._open), self._open[0][1]))
        self._open = []

    def _items(self, parent: int) -> tuple[int, int]:
        """Write the open bookmarks; the numbers of the first and of the last."""
        numbers = [self._file.next_number() for _ in self._open]
        for count, (title, page) in enumerate(self._open):
            self._write(numbers, count, parent, title, page)
        return numbers[0], numbers[-1]

    def _write(
        self, numbers: list[int], count: int, parent: int, title: str, page: int, more: str = ""
    ) -> None:  # fmt: skip
        before = f" /Prev {at(numbers[count - 1])}" if count else ""
        after = f" /Next {at(numbers[count + 1])}" if count + 1 < len(numbers) else ""
        entry = f"<</Title {text(title)} /Parent {at(parent)} /Dest [{at(page)} /Fit]{more}{before}{after}>>"
        self._file.write(numbers[count], entry)

    def close(self) -> int:
        """Write what is left; the number of the outline, 0 where there are no bookmarks."""
        if not self._open:
            return 0
        if self._groups:
            self._end_group()
            numbers = [group.number for group in self._groups]
            for count, group in enumerate(self._groups):
                inner = f" /First {at(group.first)} /Last {at(group.last)} /Count {-group.count}"
                self._write(numbers, count, self._root, group.title, group.page, inner)
            first, last, seen = numbers[0], numbers[-1], len(numbers)
        else:
            seen = len(self._open)
            first, last = self._items(self._root)
        self._file.write(self._root, {"Type": "/Outlines", "First": at(first), "Last": at(last), "Count": seen})
        return self._root
