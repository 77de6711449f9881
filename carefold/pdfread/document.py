"""A finished PDF, opened once for all checks."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TypeAlias

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.pdfread.fonts import Font
from carefold.pdfread.interpreter import read_page
from carefold.pdfread.optional import switched_off
from carefold.pdfread.packet import Packet, read_packet
from carefold.pdfread.page import PageContent
from carefold.pdfread.plain import Reader
from carefold.pdfread.reachable import dictionaries
from carefold.pdfread.safely import dictionary, entry, is_too_much, items, object_number, said
from carefold.pdfread.stopped import FILE
from carefold.pdfread.tokens import Operand, Operation
from carefold.pdfread.tree import Content, Tree, read_tree

_WIDEST_KERN = -60.0  # thousandths of the type size; wider shifts to the right may be spaces
_MOST_PAGES = 5000  # a print job for many people has some thousand
_TAIL = 1024  # bytes at the end, where %%EOF must stand
_HEAD = 1024  # bytes that may stand before a PDF begins (ISO 32000-1, annex H.3)
_ON_DAMAGE = ("pypdf._reader", "pypdf.generic", "pypdf.filters")  # who logs what was mended
_ABOUT_TEXT = frozenset(b"BT ET Tf Tm Td TD T* Tj TJ ' \" Tc Tw Tz TL q Q cm Do".split())


@dataclass(frozen=True)
class Document:
    """An opened PDF. What is read from it is read on first use."""

    reader: PdfReader
    pages: tuple[PageObject, ...]
    fonts: dict[int, Font] = field(default_factory=dict)  # those read so far, by object number

    @cached_property
    def marked_texts(self) -> dict[Content, str]:
        """What each marked content shows."""
        texts: dict[Content, str] = defaultdict(str)
        for page, content in enumerate(self.contents):
            for run in content.runs:
                if run.mcid is not None:
                    texts[Content(page, run.mcid)] += run.text
        return texts

    @property
    def catalog(self) -> DictionaryObject:
        """The document catalog (ISO 32000-1, 7.7.2)."""
        return dictionary(entry(self.reader.trailer, "/Root"))

    @cached_property
    def packet(self) -> Packet | None:
        """The XMP metadata; None where it is missing or can't be read."""
        return read_packet(self.reader)

    @property
    def language(self) -> str:
        """The language of all that does not say another (ISO 32000-1, 14.9.2); empty where none is said."""
        return said(self.catalog, "/Lang").strip()

    @cached_property
    def page_places(self) -> dict[int, int]:
        """Where a page stands, from 0, by its object number."""
        return {object_number(page) or -1 - place: place for place, page in enumerate(self.pages)}

    @cached_property
    def contents(self) -> tuple[PageContent, ...]:
        """What each page paints."""
        off = switched_off(self.catalog)
        return tuple(read_page(page, self.fonts, off) for page in self.pages)

    @cached_property
    def tree(self) -> Tree:
        """The structure tree; empty where there is none."""
        return read_tree(dictionary(entry(self.catalog, "/StructTreeRoot")), self.page_places)

    @cached_property
    def reachable(self) -> tuple[DictionaryObject, ...]:
        """Every dictionary and stream beside the structure tree."""
        return tuple(dictionaries(self.catalog))

    def annotations(self) -> Iterator[tuple[int, int | None, DictionaryObject]]:
        """Page, object number and entries of every annotation."""
        for page, entries in enumerate(self.pages):
            for written in items(entry(entries, "/Annots")):
                yield page, object_number(written), dictionary(written)

    @cached_property
    def extracted(self) -> str:
        """The text of all pages as pypdf extracts it; pypdf decodes, and orders what we have split into operations."""
        return "\n".join(map(self._extracted_page, self.pages, self.contents))

    def _extracted_page(self, page: PageObject, content: PageContent) -> str:
        if "/Contents" not in page:
            return ""
        stream = ContentStream(None, self.reader)
        about_text = (one for one in content.operations if one[1] in _ABOUT_TEXT)
        stream.operations = [_as_pypdf(one) if one[1] == b"TJ" else one for one in about_text]
        page[NameObject("/Contents")] = stream
        return page.extract_text(visitor_text=_unseen)


def _as_pypdf(operation: Operation) -> tuple[list[object], bytes]:
    operands, operator = operation
    return [ArrayObject(_joined(one)) if isinstance(one, list) else one for one in operands], operator


def _joined(pieces: Sequence[Operand]) -> list[Operand]:
    """Strings without the kerning between them; shifts that may stand for a space stay."""
    made: list[Operand] = []
    for piece in pieces:
        if isinstance(piece, bytes) and made and isinstance(made[-1], bytes):
            made[-1] += piece
        elif not isinstance(piece, float) or piece < _WIDEST_KERN:
            made.append(piece)
    return made


def _unseen(*_event: object) -> None:
    """Look at no event; with a visitor, pypdf does not write the stream anew to search it."""


Opening: TypeAlias = tuple[Document | None, list[Finding]]
"""What came of opening a file."""


def open_document(data: bytes) -> Opening:
    """The opened PDF and what was mended in it, or None and the one reason why it can't be checked."""
    if not data.strip():
        return None, [finding("CF204", FILE, "the file is empty.", "Build the handout again.")]
    if b"%PDF-" not in data[:_HEAD]:
        return None, [_unreadable(data, ValueError("it does not begin as a PDF does"))]
    with listening() as mended:
        try:
            reader = Reader(BytesIO(data))
            if reader.is_encrypted:
                return None, [_encrypted()]
            if _has_too_many_pages(reader):
                return None, [_endless()]
            document = Document(reader, tuple(reader.pages))
            root = document.catalog
        except Exception as error:  # pypdf meets broken files with all kinds of errors
            if is_too_much(error):
                raise
            return None, [_unreadable(data, error)]
    if not root or (not data.rstrip().endswith(b"%%EOF") and b"%%EOF" not in data[-_TAIL:]):
        return None, [_unreadable(data, None)]
    if not document.pages:
        return None, [finding("CF206", FILE, "the PDF has no pages.")]
    return document, damage(mended)


def _encrypted() -> Finding:
    return finding("CF202", FILE, "the PDF is encrypted.", "Check the file before it gets its password.")


def _has_too_many_pages(reader: PdfReader) -> bool:
    """Count pages without reading more of the tree than that takes (ISO 32000-1, 7.7.3)."""
    waiting: list[object] = [entry(dictionary(entry(reader.trailer, "/Root")), "/Pages")]
    pages = nodes = 0
    while waiting and pages <= _MOST_PAGES and nodes <= 2 * _MOST_PAGES:
        kids = items(entry(dictionary(waiting.pop()), "/Kids"))
        nodes, pages = nodes + 1, pages + (not kids)
        waiting += kids[: _MOST_PAGES + 1]
    return bool(waiting) or pages > _MOST_PAGES


def _endless() -> Finding:
    message = f"the PDF has more than {_MOST_PAGES} pages, or pretends to."
    return finding("CF221", FILE, message, "Check parts of it, each on its own.")


def damage(mended: Sequence[str]) -> list[Finding]:
    """The finding for what was mended while a PDF was read; none where nothing was."""
    hint = "Make the file again; other programs may fail to read it."
    return [finding("CF205", FILE, f"the PDF is damaged: {mended[0]}", hint)] if mended else []


def reason(error: Exception | str) -> str:
    """What an error says, in one line and without what only programmers need."""
    said = re.sub(r"IndirectObject\((\d+), \d+, \d+\)", r"object \1", " ".join(str(error).split()))
    return said[:160] or type(error).__name__


def _unreadable(data: bytes, error: Exception | None) -> Finding:
    if data.lstrip()[:5] == b"%PDF-" and b"%%EOF" not in data[-_TAIL:]:
        hint = "It was not written to its end, or not sent whole. Make it or fetch it again."
        return finding("CF203", FILE, "the PDF is cut off.", hint)
    if data.lstrip()[:5] == b"%PDF-" and b"/Encrypt" in data:
        return _encrypted()
    why = reason(error) if error else "it has no catalog"
    return finding("CF201", FILE, f"this is no PDF that can be read ({why}).", "Make the file again.")


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collects what pypdf would log about damage, and keeps all that it logs from the terminal."""
    heard: list[str] = []

    def hear(record: logging.LogRecord) -> None:
        if record.name.startswith(_ON_DAMAGE):
            heard.append(reason(record.getMessage()))

    handler = logging.Handler(logging.WARNING)
    handler.emit = hear  # type: ignore[method-assign]
    logger = logging.getLogger("pypdf")
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
