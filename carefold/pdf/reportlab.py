"""ReportLab, which draws pages and numbers objects. No other file imports it.

Private parts of it in use, so its version is pinned: `_code`, `_setAnnotations`, `_annotationrefs`, `_formsinuse`,
`_make_preamble`, `_trimBox`, `_bleedBox`, `_bookmarkReference`, `_doc`, `pdfdoc.TimeStamp`.
tests/pdf/test_reportlab.py watches them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFStream
from reportlab.pdfgen.canvas import Canvas

from carefold.pdf.objects import Reference, Stream, Value, number, page_reference, written
from carefold.units import Area


@dataclass(frozen=True, slots=True)
class Written:
    """An object of a finished document; streams can't be packed into others."""

    number: int
    data: bytes
    is_stream: bool


class Paper:
    """Pages to write operators on, and the document that they are in."""

    def __init__(self, extent: tuple[float, float], language: str) -> None:
        """`extent` is the first page's width and height in points."""
        self._canvas = _Canvas(extent, language)
        self._document: PDFDocument = self._canvas._doc
        self.inform({})
        catalog = self._document.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]

    # --- pages

    @property
    def page(self) -> int:
        """The number of the page that is drawn, from 1."""
        return int(self._canvas._pageNumber)

    def begin(self, extent: tuple[float, float], trim: Area | None, bleed: Area | None) -> None:
        """Begin a page: width and height in points, and where it is cut (ISO 32000-1, 14.11.2)."""
        self._canvas.setPageSize(extent)
        self._canvas._trimBox, self._canvas._bleedBox = _box(trim), _box(bleed)

    def end(self) -> None:
        """End the page."""
        self._canvas.showPage()

    def write(self, code: str) -> None:
        """Operators of the page's content stream."""
        self._canvas._code.append(code)

    def save(self) -> None:
        """Keep the graphics state until `restore`."""
        self._canvas.saveState()

    def restore(self) -> None:
        """The graphics state that was kept."""
        self._canvas.restoreState()

    def see_through(self, fill: float, stroke: float) -> None:
        """How opaque fills and strokes are, 0 to 1 (ISO 32000-1, 11.6.4.4)."""
        self._canvas.setFillAlpha(fill)
        self._canvas.setStrokeAlpha(stroke)

    def use_font(self, resource: str, font: Callable[[], Value]) -> None:
        """A font by its name on pages."""
        fonts = self._document.idToObject["BasicFonts"].dict
        fonts[resource] = self._own(self.refer(font, f"Font{resource}"))

    def use_picture(self, digest: str, picture: Callable[[], Value]) -> str:
        """The name of a picture on this page; it is made where it is new in the document."""
        key = f"FormXob.{digest}"
        if digest not in self._canvas._formsinuse:
            self._canvas._formsinuse.append(digest)
        if key not in self._document.idToObject:
            self.refer(picture(), key)
        return key

    def annotate(self, entries: dict[str, Any], name: str) -> Reference:
        """An annotation on this page."""
        reference = self.refer(entries, name)
        self._canvas._annotationrefs.append(self._own(reference))
        return reference

    # --- the document

    def refer(self, value: Value | Callable[[], Value], name: str = "") -> Reference:
        """Make a value an object of the file, or what makes one when the file is written."""
        return Reference(self._document.Reference(_Object(value), name or None).name)

    def number_of(self, reference: Reference) -> int:
        """The number of an object."""
        return int(self._document.idToObjectNumberAndVersion[reference.name][0])

    def say(self, key: str, value: Value) -> None:
        """An entry of the catalog."""
        setattr(self._document.Catalog, key, self._own(value))

    def inform(self, entries: dict[str, str]) -> None:
        """The Info dictionary (ISO 32000-1, 14.3.3)."""
        self._document.info = _Object(entries)

    def bookmark(self, title: str, key: str, level: int, page: int, spot: tuple[float, float]) -> None:
        """A bookmark to a spot of a page."""
        destination = self._canvas._bookmarkReference(key)
        destination.xyz(number(spot[0]), number(spot[1]), 0)
        destination.setPage(_Link(page_reference(page).name))
        self._canvas.addOutlineEntry(title, key, level)

    def roots(self) -> list[Reference]:
        """Catalog and Info of the finished document."""
        document = self._document
        document.Outlines.prepare(document, self._canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        return [Reference(document.Reference(one).name) for one in (document.Catalog, document.info)]

    def objects(self) -> Iterator[Written]:
        """All objects in the order of their numbers. Writing one may add more, which come after it."""
        document, at = self._document, 0
        while at + 1 in document.numberToId:
            at += 1
            thing = document.idToObject[document.numberToId[at]]
            data = thing.format(document)
            yield Written(at, data if isinstance(data, bytes) else data.encode("latin-1"), _is_stream(thing))

    def _own(self, value: Value) -> PDFObject:
        return _Link(value.name) if isinstance(value, Reference) else _Object(value)


_Link = PDFObjectReference


class _Object(PDFObject):  # type: ignore[misc]
    """A value as ReportLab's document takes it."""

    __RefOnly__ = 1

    def __init__(self, value: Value | Callable[[], Value]) -> None:
        self.value = value

    def format(self, document: PDFDocument) -> bytes:
        value = self.value() if callable(self.value) else self.value
        return written(value, lambda reference: document.idToObjectNumberAndVersion[reference.name][0])


def _is_stream(thing: PDFObject) -> bool:
    return isinstance(thing, PDFStream) or (isinstance(thing, _Object) and isinstance(thing.value, Stream))


_TIME_STAMP = pdfdoc.TimeStamp


@contextmanager
def _undated() -> Iterator[None]:
    """Keep ReportLab from looking into the environment for a date, which we don't write anyway."""
    pdfdoc.TimeStamp = lambda _invariant: SimpleNamespace(t=0.0)
    try:
        yield
    finally:
        pdfdoc.TimeStamp = _TIME_STAMP


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages hold what is written on them, and no more."""

    def __init__(self, extent: tuple[float, float], language: str) -> None:
        with _undated():
            super().__init__("", pagesize=extent, lang=language, pdfVersion=(1, 7), pageCompression=1, invariant=1)

    def _make_preamble(self) -> None:
        self._preamble = ""

    def setFont(self, *_args: object, **_options: object) -> None:  # noqa: N802
        """Nothing: ReportLab's own text would need fonts that are not embedded."""

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        page.Tabs = "/S"
        page.StructParents = self._pageNumber - 1
        page.Contents = _Object(Stream("\n".join(self._code).encode("latin-1")))


def _box(area: Area | None) -> list[float] | None:
    return [area.x, area.y, area.right, area.top] if area else None
