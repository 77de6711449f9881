"""A document's objects as a file: small ones packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Protocol, Self, TypeAlias

from carefold.pdf.body import CATALOG, INFO, Body
from carefold.pdf.objects import Number, Reference, Stream, written

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
IN_ONE_STREAM = 200
_FREE, _PLAIN, _PACKED = 0, 1, 2  # kinds of entries in a cross-reference stream


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
        self._entries[number] = (_PLAIN, len(self._data), 0)
        self._data += b"%d 0 obj\n" % number + written(stream, self._number_of) + b"\nendobj\n"

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

    def close(self, number: int, widths: tuple[int, int, int], identity: str, table: Callable[[], bytes]) -> None:
        """The end of the file: a cross-reference stream, whose table has entries of these widths in bytes."""
        start = len(self._data)
        self._entries[number] = (_PLAIN, start, 0)
        entries: dict[str, Any] = {
            "Type": "/XRef", "Size": number + 1, "W": [*widths], "ID": [f"<{identity}>"] * 2, "Root": CATALOG,
            "Info": INFO,
        }  # fmt: skip
        self.write(number, Stream(table(), entries))
        self._data += b"startxref\n%d\n%%%%EOF\n" % start


def row(entry: Entry, widths: tuple[int, int, int]) -> bytes:
    """An entry of a cross-reference table (ISO 32000-1, 7.5.8.3)."""
    return b"".join([part.to_bytes(width) for part, width in zip(entry, widths, strict=True)])


_WIDTHS = (1, 4, 2)


def file_of(body: Body) -> bytes:
    """The file of a finished document: what is constant, what depends on the record, the cross-reference.

    Its ID comes from the digest of what is constant, and from what depends on the record.
    """
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
    constant = hashlib.sha256(data).digest()
    length = len(data)
    for name, stream in body.varying.items():
        file.write(numbers[name], stream)
    identity = hashlib.sha256(constant + data[length:]).hexdigest()[:32]
    last = len(numbers) + packs + 1
    file.close(last, _WIDTHS, identity, lambda: b"".join([row(entries[each], _WIDTHS) for each in range(last + 1)]))
    return bytes(data)
