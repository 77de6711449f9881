"""Content streams in operations (ISO 32000-1, 7.8.2), read several times faster than by pypdf.

Numbers are floats, names strings that start with `/`, strings bytes; the steps of a path are one operation, `path`, as
they are written. Whatever is malformed is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

Operand: TypeAlias = "float | str | bytes | bool | list[Operand] | dict[str, Operand] | None"
Operation: TypeAlias = tuple[list[Operand], bytes]

_TOKEN = re.compile(
    rb"""
      (?P<step>(?:(?:[-+.0-9]++[\0\t\n\f\r ]++){0,6}+(?:re|[mlcvyh])(?:[\0\t\n\f\r ]++|\Z))++)
    | (?P<number>[-+.0-9]++)
    | \[(?P<shown>[-+.0-9<>A-Fa-f\t\n\r ]*+)\][\t\n\r ]*+TJ(?![A-Za-z])
    | (?P<image>BI[\t\n\r ].{0,2000}?[\t\n\r ]ID[\t\n\r ].*?[\t\n\r ]EI(?=[\0\t\n\f\r ]|\Z))
    | (?P<word>[A-Za-z'"][A-Za-z0-9*'"]*+)
    | /(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*+)
    | (?P<mark>\[|\]|<<|>>)
    | <(?P<hex>[^<>]*+)>
    | \((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+)\)
    | %[^\r\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
_PIECE = re.compile(rb"<([^<>]*)>|([-+.0-9]+)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_CONSTANTS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 50  # open arrays and dictionaries
_MOST = 500  # operands before an operator


def operations(data: bytes) -> Iterator[Operation]:
    """Operands and operator, one by one; an inline image counts as `EI`."""
    open_lists: list[list[Operand]] = [[]]
    for match in _TOKEN.finditer(data):
        kind = match.lastgroup
        written = match[kind] if kind else b""
        if kind == "number":
            open_lists[-1].append(_number(written))
        elif kind == "word" and written in _CONSTANTS:
            open_lists[-1].append(_CONSTANTS[written])
        elif kind == "mark":
            _bracket(written, open_lists)
        elif kind in _OPERANDS:
            open_lists[-1].append(_OPERANDS[kind](written))
        elif kind:
            operands = open_lists[0][-_MOST:]
            open_lists = [[]]
            if kind == "word":
                yield operands, written
            elif kind == "shown":
                yield [_pieces(written)], b"TJ"
            elif kind == "image":
                yield [], b"EI"
            elif kind == "step":
                yield [written], b"path"


def _bracket(written: bytes, open_lists: list[list[Operand]]) -> None:
    """Begin or end an array or a dictionary."""
    if written in (b"[", b"<<"):
        if len(open_lists) < _DEEPEST:
            open_lists.append([])
    elif len(open_lists) > 1:
        made = open_lists.pop()
        open_lists[-1].append(made if written == b"]" else _dictionary(made))


def _dictionary(flat: list[Operand]) -> dict[str, Operand]:
    return {key: value for key, value in zip(flat[::2], flat[1::2], strict=False) if isinstance(key, str)}


def _pieces(written: bytes) -> list[Operand]:
    return [_number(number) if number else _hexadecimal(code) for code, number in _PIECE.findall(written)]


def _number(written: bytes) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _hexadecimal(written: bytes) -> bytes:
    try:
        return bytes.fromhex(written.decode("ascii"))
    except ValueError:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", written)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _literal(written: bytes) -> bytes:
    """A string in parentheses (ISO 32000-1, 7.3.4.2)."""
    return _ESCAPE.sub(_unescaped, written) if b"\\" in written else written


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped[:1].isdigit() and escaped[0] < 0x38:
        return bytes([int(escaped, 8) & 0xFF])
    return _ESCAPED.get(escaped, escaped)


def _name(written: bytes) -> str:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode("ascii")), written)
    return "/" + plain.decode("utf-8", "replace")


_OPERANDS: dict[str, Callable[[bytes], str | bytes]] = {"name": _name, "hex": _hexadecimal, "string": _literal}
