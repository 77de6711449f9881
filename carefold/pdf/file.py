"""A document's objects as a file: small ones packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeAlias

from carefold.pdf.body import CATALOG, INFO, Body
from carefold.pdf.objects import LEVEL, QUICKLY, Number, Reference, Stream, deflated, written

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
IN_ONE_STREAM = 200
_FREE, PLAIN, _PACKED = 0, 1, 2  # kinds of entries in a cross-reference stream


Entry: TypeAlias = tuple[int, int, int]
"""Where an object lies: (kind, offset or stream's number, generation or index)."""
NO_OBJECT: Entry = (_FREE, 0, 65535)


class Data(Protocol):
    """Bytes so far."""

    def __len__(self) -> int:
        """How many they are."""

    def __iadd__(self, more: bytes) -> Self:
        """With some more."""


class Entries(Protocol):
    """Where objects lie, by their numbers."""

    def __setitem__(self, number: int, entry: Entry) -> None:
        """One lies there."""


class File:
    """Objects one after the other, as bytes; `entries` gets where each lies."""

    def __init__(self, number_of: Number, data: Data, entries: Entries) -> None:
        self._data, self._entries, self._number_of = data, entries, number_of
        self._data += HEADER
        self._entries[0] = NO_OBJECT

    def write(self, number: int, stream: Stream) -> None:
        """An object of its own."""
        self._entries[number] = (PLAIN, len(self._data), 0)
        self._data += written_object(number, stream, self._number_of)

    def add(self, number: int, content: bytes) -> None:
        """A stream of content as an object of its own."""
        self._entries[number] = (PLAIN, len(self._data), 0)
        self._data += _packed_quickly(number, content)

    def pack(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Objects inside an object stream."""
        heads, bodies, offset = [], [], 0
        for index, (inner, body) in enumerate(objects):
            self._entries[inner] = (_PACKED, number, index)
            heads.append(b"%d %d" % (inner, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = {"Type": "/ObjStm", "N": len(objects), "First": len(head)}
        self.write(number, Stream(head + b"\n".join(bodies), entries))


def written_object(number: int, stream: Stream, number_of: Number) -> bytes:
    """A stream as an object of its own."""
    return b"%d 0 obj\n" % number + written(stream, number_of) + b"\nendobj\n"


def row(entry: Entry, widths: tuple[int, int, int]) -> bytes:
    """An entry of a cross-reference table (ISO 32000-1, 7.5.8.3), whose parts have these widths in bytes."""
    return b"".join([part.to_bytes(width) for part, width in zip(entry, widths, strict=True)])


def end_of(
    number: int, start: int, table: bytes | bytearray, widths: tuple[int, int, int], digest: str, number_of: Number, *,
    level: int = LEVEL,
) -> bytes:  # fmt: skip
    """The end of a file that begins at `start`: a cross-reference stream, which is the last object, and where it is.

    The table has its own entry too.
    """
    entries: dict[str, Any] = {
        "Type": "/XRef", "Size": number + 1, "W": [*widths], "ID": [f"<{digest[:32]}>"] * 2, "Root": CATALOG,
        "Info": INFO,
    }  # fmt: skip
    last = written_object(number, Stream(table, entries, level=level), number_of)
    return last + b"startxref\n%d\n%%%%EOF\n" % start


_WIDTHS = (1, 4, 2)
_WORTH_PACKING = 256  # bytes


@dataclass(frozen=True)
class Constant:
    """What of a file is the same for each record: its bytes, the digest of these, and where its objects lie.

    The `first` number is that of the first stream that depends on the record.
    """

    data: bytes
    digest: bytes
    rows: bytes
    first: int
    number_of: Number

    def file(self, varying: Iterable[bytes]) -> bytes:
        """The whole file: what depends on the record, in the order of its numbers, and a cross-reference stream.

        Its ID comes from the digest of what is constant, and from all that follows that.
        """
        number, at, rows, parts = self.first, len(self.data), [self.rows], list[bytes]()
        for content in varying:
            parts.append(_packed_quickly(number, content))
            rows.append(row((PLAIN, at, 0), _WIDTHS))
            at += len(parts[-1])
            number += 1
        digest = hashlib.sha256(self.digest + b"".join(parts)).hexdigest()
        rows.append(row((PLAIN, at, 0), _WIDTHS))
        end = end_of(number, at, b"".join(rows), _WIDTHS, digest, self.number_of, level=QUICKLY)
        return b"".join((self.data, *parts, end))


def _packed_quickly(number: int, content: bytes) -> bytes:
    """A stream as an object of its own; a short one is not worth packing."""
    if len(content) < _WORTH_PACKING:
        return b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\n\nendobj\n" % (number, len(content), content)
    data = deflated(content, QUICKLY)
    head = b"%d 0 obj\n<</Filter /FlateDecode /Length %d>>" % (number, len(data))
    return b"%b\nstream\n%b\nendstream\n\nendobj\n" % (head, data)


def file_of(body: Body) -> bytes:
    """The file of a finished document: what is constant, what depends on the record, the cross-reference."""
    return constant_of(body).file(body.varying.values())


def constant_of(body: Body) -> Constant:
    """What of a finished document's file depends on no record."""
    body.finish()
    numbers = {name: number for number, name in enumerate(body.objects, 1)}
    packs = -(-sum(not isinstance(value, Stream) for value in body.objects.values()) // IN_ONE_STREAM)
    first = len(numbers) + packs + 1
    numbers |= {name: number for number, name in enumerate(body.varying, first)}

    def number_of(reference: Reference) -> int:
        return numbers[reference.name]

    data, entries, small = bytearray(), dict[int, Entry](), list[tuple[int, bytes]]()
    file = File(number_of, data, entries)
    for name, value in body.objects.items():
        if isinstance(value, Stream):
            file.write(numbers[name], value)
        else:
            small.append((numbers[name], written(value, number_of)))
    for pack in range(packs):
        start = pack * IN_ONE_STREAM
        file.pack(first - packs + pack, small[start : start + IN_ONE_STREAM])
    rows = b"".join([row(entries[each], _WIDTHS) for each in range(first)])
    return Constant(bytes(data), hashlib.sha256(data).digest(), rows, first, number_of)
