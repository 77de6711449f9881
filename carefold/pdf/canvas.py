"""Pages drawn with marked content: whatever is painted belongs to a leaf of the logical tree, or is an artifact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from carefold.graphics.face import FontFile
from carefold.graphics.frame import (
    Destination,
    Drawn,
    FigureBox,
    GlyphRun,
    LinkArea,
    Page,
    Painted,
    PlacedPicture,
    TextLine,
    TickField,
    TypingField,
)
from carefold.graphics.image_files import is_vector, vector
from carefold.graphics.matrix import IDENTITY, Matrix
from carefold.pdf import form
from carefold.pdf.body import Body
from carefold.pdf.embedded import EmbeddedFont
from carefold.pdf.image import raster
from carefold.pdf.ink import Ink
from carefold.pdf.objects import Reference, text
from carefold.pdf.operators import Said, numbers, shown, steps
from carefold.pdf.reportlab import Paper
from carefold.pdf.varying import NOTHING, FilledIn, Varying
from carefold.pdf.vector import draw_shapes
from carefold.spelling import spelled
from carefold.structure import INLINE, Element, Leaf, Numbered
from carefold.units import Area

_HEADINGS = frozenset(("H1", "H2", "H3", "H4"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page that links lead to."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or a field on a page, and the element that holds it."""

    element: Element
    entries: dict[str, Any]
    page: int
    reference: Reference
    key: int
    rank: int
    target: str  # the destination inside the document, if any


class TaggedCanvas:
    """Draws pages. It notes for each leaf where its parts lie: (reading rank, page, MCID)."""

    def __init__(self, body: Body, tree: Numbered, filled: FilledIn = NOTHING, *, mono: bool = False) -> None:
        """`mono` writes DeviceGray only."""
        self.body, self.paper, self.ink, self._filled = body, Paper(), Ink(mono), filled
        self.parts: dict[Leaf, list[tuple[int, int, int]]] = {}
        self.owners: list[list[Leaf]] = []  # by page, by MCID
        self.annotations: list[Annotation] = []
        self.fields: list[Reference] = []
        self.boxes: dict[Element, Area] = {}
        self.spots: dict[str, Spot] = {}
        self.headings: dict[Element, str] = {}
        self.filled: dict[Element, list[str]] = {}  # words of headings that a record has filled in
        self.varying = Varying(tree, filled)
        self._tree = tree
        self._rank = 0
        self._open: Leaf | bool = False  # the open marked content: a leaf's, an artifact's (True) or none
        self._turned: tuple[float, float] | None = None
        self._fonts: dict[FontFile, EmbeddedFont] = {}
        self._look: dict[str, object] = {}
        self._said = Said()

    def draw(self, page: Page) -> None:
        """One more page."""
        self.body.begin(page.extent, page.trim, page.bleed)
        self.paper = Paper()
        self.owners.append([])
        self._look.clear()
        self._turned = page.extent if page.turned else None
        if page.turned:
            self._write(f"q -1 0 0 -1 {numbers(*page.extent)} cm")
        self.varying.begin_page()
        for frame in page.frames:
            self._rank = frame.rank
            self.varying.begin(frame)
            self._draw_all(frame.items)
        self._draw_all(page.marks)
        self._close()
        if page.turned:
            self._write("Q")
        self.body.end(self.paper, self.varying.pages[-1])

    def _draw_all(self, items: Sequence[Drawn]) -> None:
        for item in items:
            _DRAWN[type(item)](self, item)

    def _write(self, code: str) -> None:
        self.paper.write(code)

    def _on_page(self, area: Area) -> Area:
        """An area as the page has it, if that is turned."""
        if not self._turned:
            return area
        width, height = self._turned
        return Area(width - area.right, height - area.top, area.width, area.height)

    @property
    def _onto_page(self) -> Matrix:
        return (-1.0, 0.0, 0.0, -1.0, *self._turned) if self._turned else IDENTITY

    # --- marked content (ISO 32000-1, 14.6)

    def _mark(self, number: int | None) -> None:
        """Make what is painted next part of a leaf, or an artifact."""
        wanted = None if number is None else self._tree.leaves[number]
        if self._open is (wanted or True):
            return
        self._close()
        if wanted is None:
            self._write("/Artifact BMC")
            self._open = True
            return
        self._write(f"/{wanted.parent.role} <</MCID {self._own(wanted)}>> BDC")
        self._open = wanted

    def _own(self, leaf: Leaf) -> int:
        """The number of new marked content of this page that is part of a leaf."""
        owners = self.owners[-1]
        self.parts.setdefault(leaf, []).append((self._rank, self.body.pages, len(owners)))
        owners.append(leaf)
        return len(owners) - 1

    def _close(self) -> None:
        if self._open is not False:
            self._write("EMC")
            self._open = False

    # --- what is painted

    def line(self, line: TextLine) -> None:
        """A line of print."""
        start = len(self.paper.codes)
        self.text(line)
        self.varying.note(line, start, len(self.paper.codes))

    def text(self, line: TextLine) -> None:
        """The runs of a line."""
        for run in line.runs:
            self._mark(run.leaf)
            font = self._font(run.font)
            self._note_heading(run, line)
            code = ["BT"]
            if self._changed("fill", run.colour):
                code.append(self.ink.fill(run.colour))
            code.append(f"/{font.resource} {run.size:.2f} Tf")
            code.append(f"1 0 0 1 {line.x + run.x:.2f} {line.y + run.raised:.2f} Tm")
            code.extend(shown(run.words, font, run.size, plain=self._open is True))
            code.append("ET")
            self._write(" ".join(code))

    def _font(self, file: FontFile) -> EmbeddedFont:
        font = self._fonts.get(file)
        if font is None:
            font = self._fonts[file] = EmbeddedFont(
                file.open(), self._name_of(file), self.body.refer, self._filled.alphabet, self.body.language
            )
            self.body.use_font(font.resource, font.entries)
        return font

    def _name_of(self, _: FontFile) -> str:
        """What a font is called that is new here."""
        return f"T{len(self._fonts) + 1}"

    def _note_heading(self, run: GlyphRun, line: TextLine) -> None:
        element = None if run.leaf is None else self._tree.leaves[run.leaf].parent
        while element is not None and element.role not in _HEADINGS:
            element = element.parent if element.role in INLINE else None
        if element is not None and element not in self.headings:
            key = self.headings[element] = f"heading-{len(self.headings) + 1}"
            self.destination(Destination(key, line.x, line.y + run.size))
        if element is not None and run.fields:
            said = (run.words[one.word].text[one.start : one.end] for one in run.fields)
            self.filled.setdefault(element, []).extend(word for word in said if word.strip())

    def paint(self, painted: Painted) -> None:
        """A shape, filled or stroked or both."""
        self._mark(painted.leaf)
        fill, stroke, code = painted.fill, painted.stroke, []
        if fill and self._changed("fill", fill):
            code.append(self.ink.fill(fill))
        if stroke and self._changed("stroke", stroke):
            code.append(self.ink.stroke(stroke))
        if stroke and self._changed("width", painted.width):
            code.append(f"{painted.width:.2f} w")
        if painted.round_ends:
            code.append("1 J 1 j")
        code.append(steps(painted.outline, self._said))
        code.append("B" if fill and stroke else "f" if fill else "S")
        if painted.round_ends:
            code.append("0 J 0 j")
        self._write(" ".join(code))

    def _changed(self, what: str, value: object) -> bool:
        if self._look.get(what) == value:
            return False
        self._look[what] = value
        return True

    def picture(self, picture: PlacedPicture) -> None:
        """A raster picture or an SVG."""
        self._mark(picture.leaf)
        self._write("q")
        if picture.within:
            self._write(f"{steps(picture.within, self._said)} W n")
        if is_vector(picture.file):
            draw_shapes(self.paper, self.ink, vector(picture.file), picture.area, self.body, self._onto_page)
        else:
            self._draw_raster(picture)
        self._write("Q")
        self._look.clear()

    def _draw_raster(self, picture: PlacedPicture) -> None:
        area = picture.area
        found = raster(picture.file, (area.width, area.height), mono=self.ink.mono)
        key = self.body.use_picture(found.digest, lambda: found.xobject(self.body.refer))
        self._write(f"{numbers(area.width)} 0 0 {numbers(area.height)} {numbers(area.x, area.y)} cm /{key} Do")

    # --- figures, links and their targets

    def figure(self, box: FigureBox) -> None:
        """Where a figure stands."""
        self.boxes[self._tree.elements[box.element]] = self._on_page(box.area)

    def link(self, link: LinkArea) -> None:
        """A link."""
        element, area = self._tree.elements[link.element], self._on_page(link.area)
        entries: dict[str, Any] = {
            "Type": "/Annot", "Subtype": "/Link", "Border": [0, 0, 0], "F": 4,
            "Rect": [area.x, area.y, area.right, area.top], "Contents": text(spelled(element.contents)),
        }  # fmt: skip
        inside = link.target[1:] if link.target.startswith("#") else ""
        if not inside:
            entries["A"] = {"S": "/URI", "URI": text(link.target)}
        self._annotate(element, entries, inside)

    def tick_box(self, field: TickField) -> None:
        """A box to tick on a screen."""
        element = self._tree.elements[field.element]
        said = spelled(element.contents)
        self._add_field(element, form.tick_box(self.body.refer, self._next_key(), said, field.area, field.colour))

    def text_field(self, field: TypingField) -> None:
        """A field to type into on a screen."""
        element = self._tree.elements[field.element]
        said, area = spelled(element.contents), field.area
        key = self._next_key()
        self._add_field(element, form.text_field(self.body.refer, key, said, area, field.pitch, field.colour))

    def _next_key(self) -> str:
        return f"field-{len(self.fields) + 1}"

    def _add_field(self, element: Element, entries: dict[str, Any]) -> None:
        self.fields.append(self._annotate(element, entries, ""))

    def _annotate(self, element: Element, entries: dict[str, Any], target: str) -> Reference:
        key = len(self.annotations)
        reference = self.body.annotate(entries)
        self.annotations.append(Annotation(element, entries, self.body.pages, reference, key, self._rank, target))
        return reference

    def destination(self, spot: Destination) -> None:
        """A spot that links and bookmarks lead to; the first of a name counts."""
        there = self._on_page(Area(spot.x, spot.y, 0.0, 0.0))
        self.spots.setdefault(spot.name, Spot(self.body.pages, there.x, there.y))


_DRAWN: dict[type, Callable[[TaggedCanvas, Any], None]] = {
    TextLine: TaggedCanvas.line,
    Painted: TaggedCanvas.paint,
    PlacedPicture: TaggedCanvas.picture,
    FigureBox: TaggedCanvas.figure,
    LinkArea: TaggedCanvas.link,
    TickField: TaggedCanvas.tick_box,
    TypingField: TaggedCanvas.text_field,
    Destination: TaggedCanvas.destination,
}
