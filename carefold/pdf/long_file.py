"""A file that is written as its objects come, and may be larger than memory: only where each lies is kept."""

from __future__ import annotations

import hashlib
from typing import BinaryIO, Self

from carefold.pdf.file import IN_ONE_STREAM, NO_OBJECT, PLAIN, Entry, File, end_of, row
from carefold.pdf.objects import Reference, Stream, Value, written

_WIDTHS, _WIDTH = (1, 5, 2), 8  # a file may be larger than 4 GiB


class _Written:
    """What was written, as long as it is, and its digest."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._length, self.digest = out, 0, hashlib.sha256()

    def __iadd__(self, more: bytes) -> Self:
        self._out.write(more)
        self.digest.update(more)
        self._length += len(more)
        return self

    def __len__(self) -> int:
        return self._length


class _Rows:
    """Where objects lie, in as little room as the file itself takes for it."""

    def __init__(self) -> None:
        self.table = bytearray(row(NO_OBJECT, _WIDTHS))

    def __setitem__(self, number: int, entry: Entry) -> None:
        start, (kind, where, index) = number * _WIDTH, entry
        self.table.extend(bytes(max(0, start + _WIDTH - len(self.table))))
        self.table[start : start + _WIDTH] = (kind << 56 | where << 16 | index).to_bytes(_WIDTH)


class LongFile:
    """Takes objects by numbers that were given out before; small ones wait until there are enough for a stream."""

    def __init__(self, out: BinaryIO) -> None:
        self._numbers, self._last = dict[str, int](), 0
        self._data, self._rows = _Written(out), _Rows()
        self._file = File(self.number_of, self._data, self._rows)
        self._waiting = list[tuple[int, bytes]]()

    def next_number(self) -> int:
        """The number of an object to come."""
        self._last += 1
        return self._last

    def number_of(self, reference: Reference) -> int:
        """That of an object with a name, whether or not it has come yet."""
        if reference.name not in self._numbers:
            self._numbers[reference.name] = self.next_number()
        return self._numbers[reference.name]

    def write(self, number: int, value: Value) -> None:
        """An object, as it is now."""
        if isinstance(value, Stream):
            self._file.write(number, value)
            return
        self._waiting.append((number, written(value, self.number_of)))
        if len(self._waiting) == IN_ONE_STREAM:
            self._pack()

    def add(self, content: bytes) -> int:
        """A stream of a page's content as an object that is new; its number."""
        number = self.next_number()
        self._file.add(number, content)
        return number

    def _pack(self) -> None:
        if self._waiting:
            self._file.pack(self.next_number(), self._waiting)
            self._waiting = []

    def close(self) -> None:
        """What is left, and the cross-reference stream; the ID is a digest of all before it."""
        self._pack()
        number, start, digest = self.next_number(), len(self._data), self._data.digest.hexdigest()
        self._rows[number] = PLAIN, start, 0
        self._data += end_of(number, start, self._rows.table, _WIDTHS, digest, self.number_of)


def at(number: int) -> str:
    """A reference to the object of a number, as PDF writes it."""
    return f"{number} 0 R"
