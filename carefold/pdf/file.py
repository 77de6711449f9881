"""A document's objects as a file: small ones packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
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
        self.data += b"%d 0 obj\n" % number + written(stream, self._number_of) + b"\nendobj\n"

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

    def close(self, number: int, constant: int) -> bytes:
        """The whole file, with a cross-reference stream at its end.

        Its ID comes from the digest of the first `constant` bytes, and from all that follows them.
        """
        start = len(self.data)
        self.entries[number] = (_PLAIN, start, 0)
        rows = (self.entries[each] for each in range(number + 1))
        table = b"".join(kind.to_bytes(1) + place.to_bytes(4) + more.to_bytes(2) for kind, place, more in rows)
        seen = memoryview(self.data)
        digest = hashlib.sha256(hashlib.sha256(seen[:constant]).digest() + seen[constant:]).hexdigest()[:32]
        seen.release()
        entries: dict[str, Any] = {
            "Type": "/XRef", "Size": number + 1, "W": [1, 4, 2], "ID": [f"<{digest}>"] * 2, "Root": CATALOG,
            "Info": INFO,
        }  # fmt: skip
        self.write(number, Stream(table, entries))
        self.data += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.data)


def file_of(body: Body) -> bytes:
    """The file of a finished document: what is constant, what depends on the record, the cross-reference."""
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
    constant = len(file.data)
    for name, stream in body.varying.items():
        file.write(numbers[name], stream)
    return file.close(len(numbers) + packs + 1, constant)
