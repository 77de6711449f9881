"""PDF objects as ReportLab's document takes them, written more quickly, and so that PDF/A accepts them.

A value is Python's: a dict is a dictionary, a list or tuple an array, a number a number, a string PDF syntax as it
stands (`/Name`, `true`); `text` makes a text string. References are ReportLab's.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference


class Dictionary(PDFObject):  # type: ignore[misc]
    """A dictionary object."""

    __RefOnly__ = 1

    def __init__(self, entries: Mapping[str, Any]) -> None:
        """Keys without their slash."""
        self.entries = dict(entries)

    def __setitem__(self, key: str, value: Any) -> None:
        self.entries[key] = value

    def format(self, document: PDFDocument) -> bytes:
        """The object's bytes."""
        return syntax(self.entries, document).encode("latin-1")


class Array(PDFObject):  # type: ignore[misc]
    """An array object."""

    __RefOnly__ = 1

    def __init__(self, items: Sequence[Any]) -> None:
        """Any values."""
        self.items = items

    def format(self, document: PDFDocument) -> bytes:
        """The object's bytes."""
        return syntax(self.items, document).encode("latin-1")


class Stream(PDFObject):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: Mapping[str, Any] | None = None, *, packed: bool = False) -> None:
        """`packed` data is written as it is, its filter named in `entries`; other data is deflated."""
        self.entries = dict(entries or {})
        self.data = data if packed else zlib.compress(data, 6)
        if not packed:
            self.entries["Filter"] = "/FlateDecode"
        self.entries["Length"] = len(self.data)

    def format(self, document: PDFDocument) -> bytes:
        """The object's bytes."""
        return syntax(self.entries, document).encode("latin-1") + b"\nstream\n" + self.data + b"\nendstream\n"


def syntax(value: Any, document: PDFDocument) -> str:
    """A value as PDF writes it (ISO 32000-1, 7.3)."""
    kind = type(value)
    if kind is str or kind is int:
        return str(value)
    if kind is float:
        return number(value)
    if kind is PDFObjectReference:
        return f"{document.idToObjectNumberAndVersion[value.name][0]} 0 R"
    if kind is dict:
        return f"<<{' '.join([f'/{key} {syntax(part, document)}' for key, part in value.items()])}>>"
    if kind is list or kind is tuple:
        return f"[{' '.join([syntax(part, document) for part in value])}]"
    written: bytes = value.format(document)
    return written.decode("latin-1")


def text(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


def number(value: float) -> str:
    """A number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))
