"""PDF objects that ReportLab lacks, or writes in a way that PDF/A refuses."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFObject, PDFString
from reportlab.pdfbase.pdfdoc import format as formatted


class Stream(PDFObject):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: Mapping[str, object] | None = None, *, packed: bool = False) -> None:
        """`packed` data has its filter in `entries` already; other data is deflated."""
        self.entries = dict(entries or {})
        self.data = data if packed else zlib.compress(data, 6)
        if not packed:
            self.entries["Filter"] = PDFName("FlateDecode")
        self.entries["Length"] = len(self.data)

    def format(self, document: PDFDocument) -> bytes:
        """The object's bytes; they count towards the file's ID."""
        document.updateSignature(self.data)
        head: bytes = formatted(PDFDictionary(self.entries), document)
        return head + b"\nstream\n" + self.data + b"\nendstream\n"


class Plain(Stream):
    """A stream that stays readable: metadata (ISO 19005-2, 6.6.2.1)."""

    def __init__(self, data: bytes, entries: Mapping[str, object]) -> None:
        """`data` as it is."""
        super().__init__(data, entries, packed=True)


def name(text: str) -> PDFName:
    """A name object."""
    return PDFName(text)


def text(value: str) -> PDFString:
    """A text string."""
    return PDFString(value)


def array(*items: object) -> PDFArray:
    """An array."""
    return PDFArray(list(items))


def number(value: float) -> int | float:
    """A number, short: two decimals at most."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
