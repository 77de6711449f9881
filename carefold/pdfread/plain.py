"""pypdf's reader, with objects in object streams (ISO 32000-1, 7.5.7) read several times faster.

Whatever is written in any but the plainest way is left to pypdf, which mends or refuses it.
"""

from __future__ import annotations

import re
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

_DEEPEST = 30
_MOST = 5000  # items or entries, far fewer than pypdf allows
_HEAD = re.compile(rb"[0-9]{1,7}(?:[ \n][0-9]{1,7})*[ \n]*")
_TOKENS = re.compile(
    rb"""(
      /[A-Za-z0-9_+.-]{1,100}(?=[ \n\r/<>\[\]()])
    | [0-9]{1,6}\ [0-9]{1,3}\ R(?=[ \n\r/<>\[\]])
    | -?[0-9]{1,15}(?=[ \n\r/<>\[\]()]|\Z)
    | -?(?:[0-9]{1,8}\.[0-9]{0,8}|\.[0-9]{1,8})(?=[ \n\r/<>\[\]()]|\Z)
    | << | >> | \[ | \]
    | <(?:[0-9A-Fa-f]{2})*>
    | \((?:[^()\\]|\\(?:[nrtbf()\\]|[0-3][0-7]{2}))*+\)
    | (?:true|false|null)(?=[ \n\r/<>\[\]()]|\Z)
    )
    | [^ \n\r]  # what is not plain: an empty token""",
    re.DOTALL | re.VERBOSE,
)
_AFTER = re.compile(rb"\s*s")  # a dictionary that may be a stream's
_NAMES = {NameObject}
_OPENED = {b">>": b"<<", b"]": b"["}  # by what closes it
_BRACKETS = frozenset((*_OPENED, *_OPENED.values()))
_WORDS = {b"true": lambda: BooleanObject(True), b"false": lambda: BooleanObject(False), b"null": NullObject}
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
        data, atoms = stream.get_data(), _Atoms(self)
        for name, begin, end in _spans(data, stream.get("/N"), stream.get("/First")):
            holder, _ = self.xref_objStm.get(name, (None, None))
            if holder == number and self.cache_get_indirect_object(0, name) is None:
                made = _object(data, begin, end, atoms)
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


def _object(data: bytes, begin: int, end: int, atoms: _Atoms) -> PdfObject | None:
    """The object between two places; None where it is not plain, or does not end there."""
    tokens = _TOKENS.findall(data, begin, end)
    if _AFTER.match(data, end):
        return None
    if len(tokens) == 1:
        return None if tokens[0][:1] in b"/[]<>" else atoms.made(tokens[0])
    return _joined(tokens, atoms)


def _joined(tokens: list[bytes], atoms: _Atoms) -> PdfObject | None:
    """The array or dictionary of tokens, from its first bracket to its last; None where they are anything else."""
    into: list[Any] = []
    around: list[tuple[bytes, list[Any]]] = []
    last = len(tokens) - 1
    for place, token in enumerate(tokens):
        if token not in _BRACKETS:
            made = atoms[token]
        elif token in _OPENED:
            opened, outside = around.pop() if around else (b"", into)
            made = _closed(token, into) if opened == _OPENED[token] else None
            if made is not None and not around:
                return made if place == last else None
            into = outside
        else:
            around.append((token, into))
            into = []
            if len(around) > _DEEPEST:
                return None
            continue
        if made is None or not around:
            return None
        into.append(made)
    return None


class _Atoms(dict[bytes, "PdfObject | None"]):
    """Names, numbers, references and strings by how they are written, shared: nobody changes them."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, written: bytes) -> PdfObject | None:
        made = self[written] = self.made(written)
        return made

    def made(self, written: bytes) -> PdfObject | None:
        """A new one; None for an empty token."""
        first = written[:1]
        if first == b"/":
            return NameObject(written.decode("ascii"))
        if first == b"(":
            return _string(written)
        if first == b"<":
            return create_string_object(bytes.fromhex(written[1:-1].decode("ascii")))
        if written in _WORDS:
            return _WORDS[written]()
        if written[-1:] == b"R":
            number, generation, _ = written.split()
            return IndirectObject(int(number), int(generation), self._reader)
        return (FloatObject if b"." in written else NumberObject)(written) if written else None


def _closed(closed: bytes, within: list[Any]) -> PdfObject | None:
    """An array, or a dictionary; None for one that is too long, or has no names or the same twice."""
    if len(within) > _MOST:
        return None
    if closed == b"]":
        return ArrayObject(within)
    names = within[::2]
    if len(within) % 2 or (names and set(map(type, names)) != _NAMES):
        return None
    made = DictionaryObject()
    made.update(zip(names, within[1::2], strict=True))
    return made if 2 * len(made) == len(within) else None


def _string(written: bytes) -> PdfObject:
    return read_string_from_stream(BytesIO(written)) if b"\\" in written else create_string_object(written[1:-1])
