"""A document's objects as a file: small ones packed into object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import hashlib
from typing import Any

from carefold.pdf.objects import Stream, syntax, written
from carefold.pdf.reportlab import Paper

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_IN_ONE_STREAM = 200
_FREE, _PLAIN, _PACKED = 0, 1, 2  # kinds of entries in a cross-reference stream


class _File:
    """Bytes so far, and where each object lies: (kind, offset or stream's number, generation or index)."""

    def __init__(self) -> None:
        self.data = bytearray(_HEADER)
        self.entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}

    def write(self, number: int, body: bytes) -> None:
        """An object of its own."""
        self.entries[number] = (_PLAIN, len(self.data), 0)
        self.data += b"%d 0 obj\n" % number + body + b"\nendobj\n"

    def pack(self, number: int, objects: list[tuple[int, bytes]], paper: Paper) -> None:
        """Objects inside an object stream."""
        heads, bodies, offset = [], [], 0
        for index, (inner, body) in enumerate(objects):
            self.entries[inner] = (_PACKED, number, index)
            heads.append(b"%d %d" % (inner, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = {"Type": "/ObjStm", "N": len(objects), "First": len(head)}
        self.write(number, written(Stream(head + b"\n".join(bodies), entries), paper.number_of))

    def close(self, number: int, trailer: dict[str, Any], paper: Paper) -> bytes:
        """The whole file, with a cross-reference stream at its end; its ID comes from its content."""
        start = len(self.data)
        self.entries[number] = (_PLAIN, start, 0)
        rows = (self.entries[each] for each in range(number + 1))
        table = b"".join(kind.to_bytes(1) + place.to_bytes(4) + more.to_bytes(2) for kind, place, more in rows)
        digest = hashlib.sha256(self.data).hexdigest()[:32]
        entries = {"Type": "/XRef", "Size": number + 1, "W": [1, 4, 2], "ID": [f"<{digest}>"] * 2, **trailer}
        body = written(Stream(table, entries), paper.number_of)
        self.data += b"%d 0 obj\n" % number + body + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(self.data)


def file_of(paper: Paper) -> bytes:
    """The file of a finished document."""
    file, small, number = _File(), [], 0
    catalog, info = paper.roots()
    for one in paper.objects():
        number = one.number
        if one.is_stream:
            file.write(number, one.data)
        else:
            small.append((number, one.data.strip()))
    for start in range(0, len(small), _IN_ONE_STREAM):
        number += 1
        file.pack(number, small[start : start + _IN_ONE_STREAM], paper)
    trailer = {"Root": syntax(catalog, paper.number_of), "Info": syntax(info, paper.number_of)}
    return file.close(number + 1, trailer, paper)
