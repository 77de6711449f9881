"""ReportLab's canvas with marked content: whatever is painted belongs to a leaf of the logical tree, or is an artifact.

Private parts of ReportLab in use, so its version is pinned: `_code`, `_restartAccumulators`, `_setAnnotations`,
`_annotationrefs`, `_formsinuse`, `_make_preamble`, `pdfdoc.TimeStamp`. tests/pdf/test_canvas.py watches them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Glyphs
from carefold.graphics.image_files import is_vector, vector
from carefold.graphics.outline import Outline
from carefold.graphics.surface import Run
from carefold.pdf import form
from carefold.pdf.embedded import EmbeddedFont
from carefold.pdf.image import raster
from carefold.pdf.ink import Ink
from carefold.pdf.objects import Dictionary, Stream, text
from carefold.pdf.vector import draw_shapes
from carefold.spelling import spelled
from carefold.structure import Element, Leaf
from carefold.units import Area

_PAINTING = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI", "Tj", "TJ", "'", '"'))
_HEADINGS = frozenset(("H1", "H2", "H3", "H4"))
_INLINE = frozenset(("Link", "Reference", "Span", "Form"))


_TIME_STAMP = pdfdoc.TimeStamp


@contextmanager
def _undated() -> Iterator[None]:
    """Keep ReportLab from looking into the environment for a date, which we don't write anyway."""
    pdfdoc.TimeStamp = lambda _invariant: SimpleNamespace(t=0.0, YMDhms=(2000, 1, 1, 0, 0, 0), dhh=0, dmm=0)
    try:
        yield
    finally:
        pdfdoc.TimeStamp = _TIME_STAMP


class _MarkedCode(list[str]):
    """A page's operators; painting ones that come from ReportLab itself are marked on their way in."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        super().__init__()
        self.canvas = canvas

    def append(self, code: str) -> None:
        operator = code.rsplit(None, 1)[-1] if code.strip() else ""
        if operator in _PAINTING:
            self.canvas.mark()
        super().append(code)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that links lead to."""

    page: int
    x: float
    y: float


@dataclass(slots=True)
class Annotation:
    """A link or a field on a page, and the element that holds it."""

    element: Element
    entries: Dictionary
    page: int
    reference: PDFObjectReference
    key: int
    rank: int
    target: str  # the destination inside the document, if any


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A Surface on ReportLab's canvas. It notes for each leaf where its parts lie: (reading rank, page, MCID)."""

    def __init__(self, extent: tuple[float, float], language: str, *, mono: bool = False) -> None:
        """`extent` is the sheet's width and height in points; `mono` writes DeviceGray only."""
        self.ink = Ink(mono)
        self.parts: dict[Leaf, list[tuple[int, int, int]]] = {}
        self._rank = 0
        self.owners: list[list[Leaf]] = []  # by page, by MCID
        self.annotations: list[Annotation] = []
        self.fields: list[PDFObjectReference] = []
        self.spots: dict[str, Spot] = {}
        self.headings: dict[Element, str] = {}
        self._open: Leaf | bool = False  # the open marked content: a leaf's, an artifact's (True) or none
        self._context: list[Leaf | None] = [None]
        self._skipping = 0
        self._turned: tuple[float, float] | None = None
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._look: dict[str, object] = {}
        with _undated():
            super().__init__("", pagesize=extent, lang=language, pdfVersion=(1, 7), pageCompression=1, invariant=1)

    # --- ReportLab's hooks

    def _restartAccumulators(self) -> None:  # noqa: N802
        super()._restartAccumulators()
        self._code = _MarkedCode(self)
        self.owners.append([])
        self._look.clear()

    def _make_preamble(self) -> None:
        self._preamble = ""

    def setFont(self, *_args: object, **_options: object) -> None:  # noqa: N802
        """Nothing: ReportLab's own text would need fonts that are not embedded."""

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        page.Tabs = "/S"
        page.StructParents = self._pageNumber - 1
        page.Contents = Stream("\n".join(self._code).encode("latin-1"))

    def begin_page(
        self, extent: tuple[float, float], turned: bool = False, trim: Area | None = None, bleed: Area | None = None
    ) -> None:
        """Width and height of the page in points; whether it stands on its head; where it is cut (14.11.2)."""
        self.setPageSize(extent)
        self._trimBox, self._bleedBox = _box(trim), _box(bleed)
        self._turned = extent if turned else None
        if turned:
            self._write(f"q -1 0 0 -1 {_numbers(*extent)} cm")

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._close()
        if self._turned:
            self._write("Q")
        super().showPage()

    def _on_page(self, area: Area) -> Area:
        """An area as the page has it, if that is turned."""
        if not self._turned:
            return area
        width, height = self._turned
        return Area(width - area.right, height - area.top, area.width, area.height)

    # --- marked content (ISO 32000-1, 14.6)

    def mark(self, leaf: Leaf | None = None) -> None:
        """Make what is painted next part of a leaf, of the current context, or an artifact."""
        wanted = None if self._skipping else leaf or self._context[-1]
        if self._open is (wanted or True):
            return
        self._close()
        if wanted is None:
            self._write("/Artifact BMC")
            self._open = True
            return
        owners = self.owners[-1]
        self._write(f"/{wanted.parent.role} <</MCID {len(owners)}>> BDC")
        self.parts.setdefault(wanted, []).append((self._rank, self._pageNumber, len(owners)))
        owners.append(wanted)
        self._open = wanted

    def _close(self) -> None:
        if self._open is not False:
            self._write("EMC")
            self._open = False

    def _write(self, code: str) -> None:
        list.append(self._code, code)

    def reading(self, rank: int) -> None:
        """What is drawn next is read in this place among panels and pages, wherever it stands on the sheet."""
        self._rank = rank

    @contextmanager
    def tagged(self, leaf: Leaf) -> Iterator[None]:
        """Shapes and pictures drawn inside belong to the leaf."""
        self._context.append(leaf)
        yield
        self._context.pop()

    @contextmanager
    def untagged(self) -> Iterator[None]:
        """Everything drawn inside is an artifact."""
        self._skipping += 1
        yield
        self._skipping -= 1

    # --- drawing

    def text(self, x: float, baseline: float, runs: Sequence[Run]) -> None:
        """One line of text."""
        for run in runs:
            self.mark(run.leaf)
            font = self._font(run.face)
            self._note_heading(run, x, baseline)
            code = ["BT"]
            if self._changed("fill", run.colour):
                code.append(self.ink.fill(run.colour))
            code.append(f"/{font.resource} {_numbers(run.size)} Tf")
            code.append(f"1 0 0 1 {_numbers(x + run.x, baseline + run.raised)} Tm")
            code.extend(_shown(run.words, font, run.size, plain=self._open is True))
            code.append("ET")
            self._write(" ".join(code))

    def _font(self, face: Face) -> EmbeddedFont:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
            fonts = self._doc.idToObject["BasicFonts"].dict
            fonts[font.resource] = self._doc.Reference(font, f"Font{font.resource}")
        return font

    def _note_heading(self, run: Run, x: float, y: float) -> None:
        element = run.leaf.parent if run.leaf and not self._skipping else None
        while element is not None and element.role not in _HEADINGS:
            element = element.parent if element.role in _INLINE else None
        if element is not None and element not in self.headings:
            key = self.headings[element] = f"heading-{len(self.headings) + 1}"
            self.destination(key, x, y + run.size)

    def paint(
        self, outline: Outline, *, fill: Rgb | None = None, stroke: Rgb | None = None, width: float = 0.5
    ) -> None:
        """A shape, filled or stroked or both."""
        self.mark()
        code = []
        if fill and self._changed("fill", fill):
            code.append(self.ink.fill(fill))
        if stroke and self._changed("stroke", stroke):
            code.append(self.ink.stroke(stroke))
        if stroke and self._changed("width", width):
            code.append(f"{_numbers(width)} w")
        code.append(_steps(outline))
        code.append("B" if fill and stroke else "f" if fill else "S")
        self._write(" ".join(code))

    def _changed(self, what: str, value: object) -> bool:
        if self._look.get(what) == value:
            return False
        self._look[what] = value
        return True

    def picture(self, file: Path, area: Area, within: Outline | None = None) -> None:
        """A raster picture or an SVG, scaled into an area; what stands out of an outline is cut off."""
        self.mark()
        self._write("q")
        if within:
            self._write(f"{_steps(within)} W n")
        draw_shapes(self, vector(file), area) if is_vector(file) else self._draw_raster(file, area)
        self._write("Q")
        self._look.clear()

    def _draw_raster(self, file: Path, area: Area) -> None:
        picture = raster(file, (area.width, area.height), mono=self.ink.mono)
        key = f"FormXob.{picture.digest}"
        if key not in self._formsinuse:
            self._formsinuse.append(key.removeprefix("FormXob."))
        if key not in self._doc.idToObject:
            self._doc.Reference(picture.xobject(self._doc), key)
        self._write(f"{_numbers(area.width)} 0 0 {_numbers(area.height)} {_numbers(area.x, area.y)} cm /{key} Do")

    # --- figures, links and their targets

    def figure_box(self, element: Element, area: Area) -> None:
        """Where a figure stands (ISO 14289-1, 7.3); a copy of it, which is an artifact, does not count."""
        if self._skipping:
            return
        area = self._on_page(area)
        element.attributes = {"O": "Layout", "Placement": "Block", "BBox": (area.x, area.y, area.right, area.top)}

    def link(self, element: Element, area: Area, target: str) -> None:
        """A link to an address, or to a destination when `target` starts with `#`."""
        if self._skipping:
            return
        area = self._on_page(area)
        entries = {
            "Type": "/Annot", "Subtype": "/Link", "Border": [0, 0, 0], "F": 4,
            "Rect": [area.x, area.y, area.right, area.top], "Contents": text(spelled(element.contents)),
        }  # fmt: skip
        inside = target[1:] if target.startswith("#") else ""
        if not inside:
            entries["A"] = {"S": "/URI", "URI": text(target)}
        self._annotate(element, Dictionary(entries), inside)

    def tick_box(self, element: Element, area: Area, colour: Rgb) -> None:
        """A box to tick on a screen; the element's `contents` say what for."""
        if not self._skipping:
            self._add_field(
                element, form.tick_box(self._doc, self._next_key(), spelled(element.contents), area, colour)
            )

    def text_field(self, element: Element, area: Area, pitch: float, colour: Rgb) -> None:
        """A field to type into on a screen, its lines `pitch` points apart."""
        if not self._skipping:
            key = self._next_key()
            self._add_field(element, form.text_field(self._doc, key, spelled(element.contents), area, pitch, colour))

    def _next_key(self) -> str:
        return f"field-{len(self.fields) + 1}"

    def _add_field(self, element: Element, entries: dict[str, Any]) -> None:
        self.fields.append(self._annotate(element, Dictionary(entries), ""))

    def _annotate(self, element: Element, entries: Dictionary, target: str) -> PDFObjectReference:
        key = len(self.annotations)
        reference = self._doc.Reference(entries, f"Annotation{key}")
        self._annotationrefs.append(reference)
        self.annotations.append(Annotation(element, entries, self._pageNumber, reference, key, self._rank, target))
        return reference

    def destination(self, name: str, x: float, y: float) -> None:
        """A spot that links and bookmarks lead to; the first of a name counts."""
        if not self._skipping:
            spot = self._on_page(Area(x, y, 0.0, 0.0))
            self.spots.setdefault(name, Spot(self._pageNumber, spot.x, spot.y))


def _box(area: Area | None) -> list[float] | None:
    return [area.x, area.y, area.right, area.top] if area else None


def _steps(outline: Outline) -> str:
    return " ".join([f"{_numbers(*points)} {step}" if points else step for step, points in outline])


def _numbers(*values: float) -> str:
    """Numbers as a content stream writes them."""
    return " ".join([f"{value:.2f}" for value in values])


def _shown(words: Sequence[Glyphs], font: EmbeddedFont, size: float, *, plain: bool) -> Iterator[str]:
    """Operators that show words; a word that ToUnicode can't spell says its text itself (ISO 32000-1, 14.9.4).

    `plain`: not so in an artifact, which nobody reads out, and which holds no marked content.
    """
    codes: list[str] = []
    for word in words:
        level = len(word.codes) == 1 and word.codes[0][0] == 0.0
        spelled = (font.use(word) and level) or plain
        if spelled and level:
            codes.append(word.codes[0][1])
            continue
        if codes:
            yield f"[{''.join(codes).replace('><', '')}] TJ"
            codes = []
        if not spelled:
            yield f"/Span <</ActualText <FEFF{word.text.encode('utf-16-be').hex().upper()}>>> BDC"
        for raised, code in word.codes:
            yield f"{_numbers(raised * size / 1000)} Ts [{code}] TJ"
        yield "0 Ts"
        if not spelled:
            yield "EMC"
    if codes:
        yield f"[{''.join(codes).replace('><', '')}] TJ"
