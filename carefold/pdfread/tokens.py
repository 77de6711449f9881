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
    | (?P<numbers>(?:[-+.0-9]++[\0\t\n\f\r ]++){0,6}+)(?P<operator>(?!BI[\t\n\r ])[A-Za-z'"][A-Za-z0-9*'"]*+)
    | (?P<number>[-+.0-9]++)
    | /(?P<tag>[A-Za-z0-9]++)[\t\n\r ]*+<<[\t\n\r ]*+/MCID[\t\n\r ]++(?P<mcid>[0-9]{1,9})[\t\n\r ]*+>>
      [\t\n\r ]*+BDC(?![A-Za-z0-9*'"])
    | \[(?P<shown>[-+.0-9<>A-Fa-f\t\n\r ]*+)\][\t\n\r ]*+TJ(?![A-Za-z])
    | (?P<image>BI[\t\n\r ].{0,2000}?[\t\n\r ]ID[\t\n\r ].*?[\t\n\r ]EI(?=[\0\t\n\f\r ]|\Z))
    | (?P<word>BI)
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
        if kind == "operator":
            numbers, operator = match.group("numbers", "operator")
            operands = _numbers(numbers) if numbers else []
            if not open_lists[0] and len(open_lists) == 1 and operator not in _CONSTANTS:
                yield operands, operator
                continue
            open_lists[-1] += operands
            if operator in _CONSTANTS:
                open_lists[-1].append(_CONSTANTS[operator])
                continue
            yield open_lists[0][-_MOST:], operator
        elif kind == "mcid":
            open_lists[-1] += ["/" + match["tag"].decode("ascii"), {"/MCID": float(match["mcid"])}]
            yield open_lists[0][-_MOST:], b"BDC"
        elif kind in _WHOLE:
            yield _WHOLE[kind](match[kind])
        else:
            if kind:
                _take(kind, match[kind], open_lists)
            continue
        open_lists = [[]]


def _take(kind: str, written: bytes, open_lists: list[list[Operand]]) -> None:
    """One more operand, or the begin or end of one."""
    if kind == "mark":
        _bracket(written, open_lists)
    else:
        open_lists[-1].append(_OPERANDS[kind](written))


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


def _numbers(written: bytes) -> list[Operand]:
    """What stands between white space, zeros among it."""
    try:
        return [*map(float, written.split())]
    except ValueError:
        return [*map(_number, written.replace(b"\0", b" ").split())]


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


_OPERANDS: dict[str, Callable[[bytes], Operand]] = {
    "number": _number, "name": _name, "hex": _hexadecimal, "string": _literal,
}  # fmt: skip
_WHOLE: dict[str, Callable[[bytes], Operation]] = {
    "shown": lambda written: ([_pieces(written)], b"TJ"),
    "image": lambda _: ([], b"EI"),
    "word": lambda written: ([], written),  # an inline image without an end
    "step": lambda written: ([written], b"path"),
}
