"""PDF objects as plain values, to be numbered and written by whoever makes the file.

A value is Python's: a dict is a dictionary (keys without their slash), a list or tuple an array, a number a number, a
string PDF syntax as it stands (`/Name`, `true`); `text` makes a text string.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import deflate

from carefold.caches import kept

LEVEL = 6  # higher ones take longer for 0.2% less
QUICKLY = 1  # in a third of the time, for 15% more


@dataclass(frozen=True, slots=True)
class Reference:
    """An object by its name, which is a number in the file."""

    name: str


class Stream:
    """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

    def __init__(
        self,
        data: bytes | bytearray,
        entries: Mapping[str, Any] | None = None,
        *,
        packed: bool = False,
        level: int = LEVEL,
    ) -> None:
        """`packed` data is written as it is, its filter named in `entries`; other data is deflated at a level."""
        self.entries = dict(entries or {})
        self.data = bytes(data) if packed else deflated(data, level)
        if not packed:
            self.entries["Filter"] = "/FlateDecode"
        self.entries["Length"] = len(self.data)


def deflated(data: bytes | bytearray, level: int = LEVEL) -> bytes:
    """Data packed for FlateDecode: by libdeflate, since the zlib of each machine packs in its own way."""
    return bytes(deflate.zlib_compress(data, level))


Value: TypeAlias = Any
"""What `syntax` can write."""


class Refer(Protocol):
    """Makes a value an object of the file; one without a name gets one."""

    def __call__(self, value: Value, name: str = "") -> Reference:
        """The reference to it."""


Number: TypeAlias = Callable[[Reference], int]


def written(value: Value, number_of: Number) -> bytes:
    """An object's bytes, without its number."""
    if isinstance(value, Stream):
        head = syntax(value.entries, number_of).encode("latin-1")
        return head + b"\nstream\n" + value.data + b"\nendstream\n"
    return syntax(value, number_of).encode("latin-1")


def syntax(value: Value, number_of: Number) -> str:
    """A value as PDF writes it (ISO 32000-1, 7.3)."""
    kind = type(value)
    if kind is str or kind is int:
        return str(value)
    if kind is float:
        return number(value)
    if kind is Reference:
        return f"{number_of(value)} 0 R"
    if kind is dict:
        parts = [f"/{key} {part if type(part) is str else syntax(part, number_of)}" for key, part in value.items()]
        return f"<<{' '.join(parts)}>>"
    return f"[{' '.join([syntax(part, number_of) for part in value])}]"


def text(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


def number(value: float) -> str:
    """A number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))


@kept
def page_reference(page: int) -> Reference:
    """A page, counted from 1."""
    return Reference(f"Page{page}")
