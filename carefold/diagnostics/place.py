"""Where in a file something stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Places(Sequence[Place]):
    """The places of a text's characters, worked out when one is asked for.

    `offsets` count characters from the start of the file, `starts` are the offsets at which its lines start.
    """

    file: str = ""
    starts: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> Places: ...
    def __getitem__(self, index: int | slice) -> Place | Places:
        if isinstance(index, slice):
            return Places(self.file, self.starts, self.offsets[index])
        offset = self.offsets[index]
        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)

    def __add__(self, more: Places) -> Places:
        return Places(self.file or more.file, self.starts or more.starts, self.offsets + more.offsets)

    def at(self, indexes: Iterable[int]) -> Places:
        """The places of some characters."""
        offsets = self.offsets
        return Places(self.file, self.starts, tuple([offsets[index] for index in indexes])) if offsets else self


NO_PLACES = Places()
