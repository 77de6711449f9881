"""pypdf's reader, with objects in object streams (ISO 32000-1, 7.5.7) read several times faster.

Whatever is written in any but the plainest way is left to pypdf, which mends or refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    create_string_object,
    read_string_from_stream,
)

_HEAD = re.compile(rb"[0-9]{1,7}(?:[ \n][0-9]{1,7})*[ \n]*")
_TOKEN = re.compile(
    rb"""[ \n\r]*(?:
      /(?P<name>[A-Za-z0-9_+.-]{1,100})(?=[ \n\r/<>\[\]()])
    | (?P<number>[0-9]{1,6})\ (?P<reference>[0-9]{1,3})\ R(?=[ \n\r/<>\[\]])
    | (?P<integer>-?[0-9]{1,15})(?=[ \n\r/<>\[\]()]|\Z)
    | (?P<real>-?(?:[0-9]{1,8}\.[0-9]{0,8}|\.[0-9]{1,8}))(?=[ \n\r/<>\[\]()]|\Z)
    | (?P<open><<|\[)
    | (?P<close>>>|\])
    | <(?P<hex>(?:[0-9A-Fa-f]{2})*)>
    | (?P<text>\((?:[^()\\]|\\(?:[nrtbf()\\]|[0-3][0-7]{2}))*+\))
    | (?P<word>true|false|null)(?=[ \n\r/<>\[\]()]|\Z)
    )""",
    re.DOTALL | re.VERBOSE,
)
_AFTER = re.compile(rb"\s*s")  # a dictionary that may be a stream's
_WORDS = {b"true": lambda: BooleanObject(True), b"false": lambda: BooleanObject(False), b"null": NullObject}
_DEEPEST = 30
_MOST = 5000  # items or entries, far fewer than pypdf allows
Span: TypeAlias = tuple[int, int, int]  # object number, begin and end


class Reader(PdfReader):
    """Fills pypdf's own cache, and lets pypdf look for what is still not there."""

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        number, _ = self.xref_objStm[indirect_reference.idnum]
        if number not in self._object_stream_resolution_stack:
            self._fill(number)
            found: PdfObject | None = self.cache_get_indirect_object(0, indirect_reference.idnum)
            if found is not None:
                return found
        return super()._get_object_from_stream(indirect_reference)

    def _fill(self, number: int) -> None:
        """Read all plain objects of an object stream for which it is the one that counts."""
        stream = IndirectObject(number, 0, self).get_object()
        if not isinstance(stream, StreamObject) or stream.get("/Type") != "/ObjStm":
            return
        data, names = stream.get_data(), _Names()
        for name, begin, end in _spans(data, stream.get("/N"), stream.get("/First")):
            holder, _ = self.xref_objStm.get(name, (None, None))
            if holder == number and self.cache_get_indirect_object(0, name) is None:
                made = _object(data, begin, end, self, names)
                if made is not None:
                    self.cache_indirect_object(0, name, made)


def _spans(data: bytes, count: object, first: object) -> list[Span]:
    """Where objects stand; nothing where the stream's head is not quite as it should be."""
    if not isinstance(count, NumberObject) or not isinstance(first, NumberObject) or not 0 < first <= len(data):
        return []
    if not _HEAD.fullmatch(data, 0, first):
        return []
    numbers = list(map(int, data[:first].split()))
    names, offsets = numbers[::2], [first + offset for offset in numbers[1::2]]
    if len(numbers) != 2 * count or offsets[-1] > len(data) or any(one >= two for one, two in pairwise(offsets)):
        return []
    return list(zip(names, offsets, [*offsets[1:], len(data)], strict=True))


def _object(data: bytes, begin: int, end: int, reader: PdfReader, names: _Names) -> PdfObject | None:
    """The object between two places; None where it is not plain, or does not end there."""
    into: list[Any] = []
    around: list[list[Any]] = []
    brackets: list[bytes] = []
    token = _TOKEN.scanner(data, begin, end).match  # type: ignore[attr-defined]
    while match := token():
        kind = match.lastgroup
        if kind == "name":
            into.append(names[match["name"]])
        elif kind == "reference":
            into.append(IndirectObject(int(match["number"]), int(match["reference"]), reader))
        elif kind == "open":
            brackets.append(match["open"])
            around.append(into)
            into = []
            if len(brackets) > _DEEPEST:
                return None
        elif kind == "close":
            made = _closed(brackets.pop(), match["close"], into) if brackets else None
            if made is None:
                return None
            into = around.pop()
            into.append(made)
        else:
            into.append(_READERS[kind](match[kind]))
        if not brackets:
            (whole,) = into
            is_whole = not data[match.end() : end].strip(b" \n\r") and not _AFTER.match(data, match.end())
            return whole if is_whole and type(whole) is not NameObject else None
    return None


class _Names(dict[bytes, NameObject]):
    """Names by how they are written; those within other objects are shared."""

    def __missing__(self, written: bytes) -> NameObject:
        made = self[written] = NameObject("/" + written.decode("ascii"))
        return made


def _closed(opened: bytes, closed: bytes, within: list[Any]) -> PdfObject | None:
    if len(within) > _MOST:
        return None
    if (opened, closed) == (b"[", b"]"):
        return ArrayObject(within)
    names = within[::2]
    is_plain = (opened, closed) == (b"<<", b">>") and all(type(name) is NameObject for name in names)
    if not is_plain or 2 * len(set(names)) != len(within):
        return None
    entries = DictionaryObject()
    entries.update(zip(names, within[1::2], strict=True))
    return entries


def _string(written: bytes) -> PdfObject:
    return read_string_from_stream(BytesIO(written)) if b"\\" in written else create_string_object(written[1:-1])


_READERS: dict[str, Callable[[bytes], PdfObject]] = {
    "integer": NumberObject,
    "real": FloatObject,
    "hex": lambda written: create_string_object(bytes.fromhex(written.decode("ascii"))),
    "text": _string,
    "word": lambda written: _WORDS[written](),
}
