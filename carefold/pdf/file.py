"""A document's objects as a file: small ones packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from carefold.pdf.body import CATALOG, INFO, Body
from carefold.pdf.objects import Number, Reference, Stream, written

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM = 200
_FREE, _PLAIN, _PACKED = 0, 1, 2  # kinds of entries in a cross-reference stream


class _File:
    """Bytes so far, and where each object lies: (kind, offset or stream's number, generation or index)."""

    def __init__(self, number_of: Number) -> None:
        self.data = bytearray(_HEADER)
        self.entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}
        self._number_of = number_of

    def write(self, number: int, stream: Stream) -> None:
        """An object of its own."""
        self.entries[number] = (_PLAIN, len(self.data), 0)
        self.data += _object(number, stream, self._number_of)

    def pack(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Objects inside an object stream."""
        heads, bodies, offset = [], [], 0
        for index, (inner, body) in enumerate(objects):
            self.entries[inner] = (_PACKED, number, index)
            heads.append(b"%d %d" % (inner, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = {"Type": "/ObjStm", "N": len(objects), "First": len(head)}
        self.write(number, Stream(head + b"\n".join(bodies), entries))


@dataclass(frozen=True)
class Constant:
    """What of a file is the same for each record: its bytes, the digest of these, and where its objects lie.

    The `first` number is that of the first stream that depends on the record.
    """

    data: bytes
    digest: bytes
    table: bytes
    first: int
    number_of: Number

    def file(self, varying: Iterable[Stream]) -> bytes:
        """The whole file: what depends on the record in the order of its numbers, and a cross-reference stream.

        Its ID comes from the digest of what is constant, and from all that follows that.
        """
        number, at, rows, parts = self.first, len(self.data), [self.table], list[bytes]()
        for stream in varying:
            parts.append(_object(number, stream, self.number_of))
            rows.append(_row(_PLAIN, at, 0))
            at += len(parts[-1])
            number += 1
        rows.append(_row(_PLAIN, at, 0))
        digest = hashlib.sha256(self.digest + b"".join(parts)).hexdigest()[:32]
        entries: dict[str, Any] = {
            "Type": "/XRef", "Size": number + 1, "W": [1, 4, 2], "ID": [f"<{digest}>"] * 2, "Root": CATALOG,
            "Info": INFO,
        }  # fmt: skip
        table = _object(number, Stream(b"".join(rows), entries), self.number_of)
        return b"".join((self.data, *parts, table, b"startxref\n%d\n%%%%EOF\n" % at))


def _object(number: int, stream: Stream, number_of: Number) -> bytes:
    return b"%d 0 obj\n" % number + written(stream, number_of) + b"\nendobj\n"


def _row(kind: int, place: int, more: int) -> bytes:
    return kind.to_bytes(1) + place.to_bytes(4) + more.to_bytes(2)


def file_of(body: Body) -> bytes:
    """The file of a finished document: what is constant, what depends on the record, the cross-reference."""
    return constant_of(body).file(body.varying.values())


def constant_of(body: Body) -> Constant:
    """What of a finished document's file depends on no record."""
    body.finish()
    numbers = {name: number for number, name in enumerate(body.objects, 1)}
    packs = -(-sum(not isinstance(value, Stream) for value in body.objects.values()) // _IN_ONE_STREAM)
    first = len(numbers) + packs + 1
    numbers |= {name: number for number, name in enumerate(body.varying, first)}

    def number_of(reference: Reference) -> int:
        return numbers[reference.name]

    file, small = _File(number_of), []
    for name, value in body.objects.items():
        if isinstance(value, Stream):
            file.write(numbers[name], value)
        else:
            small.append((numbers[name], written(value, number_of)))
    for pack in range(packs):
        start = pack * _IN_ONE_STREAM
        file.pack(first - packs + pack, small[start : start + _IN_ONE_STREAM])
    data, table = bytes(file.data), b"".join(_row(*file.entries[each]) for each in range(first))
    return Constant(data, hashlib.sha256(data).digest(), table, first, number_of)
