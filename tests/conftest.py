"""Small handouts built in a project of their own, what was drawn, and finished PDFs read back."""

from __future__ import annotations

import os
import re
import signal
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import drawn
import hypothesis
import pytest
from drawn import Line, Seen
from opening import frozen, opened
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject
from skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401
from typeset import family, spans, style  # noqa: F401
from wheels import installed, wheel  # noqa: F401

from carefold.imposition.sheet import folded_sheet
from carefold.layout.boxes import Item
from carefold.layout.composition import Composition
from carefold.order import Order
from carefold.pipeline import make
from carefold.stages import Made
from carefold.structure import Numbered
from carefold.workspace import Workspace

hypothesis.settings.register_profile("ci", derandomize=True)  # new examples are looked for at one's own desk
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ("trifold", "letter")

# --- building


os.environ.pop("COLUMNS", None)  # pytest-xdist sets it, and tables would be cut to it


@pytest.fixture(scope="session")
def shipped() -> Workspace:
    return opened(ROOT)


@pytest.fixture(scope="session")
def about_ketamine() -> dict[str, Made]:
    """The handout of version 1.0 in each layout, as if it were December 2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1796083200")
        return {layout: make(frozen(), Order("about-ketamine", layout)) for layout in LAYOUTS}


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ketamine(about_ketamine: dict[str, Made], layout: str) -> Made:
    return about_ketamine[layout]


@dataclass(frozen=True)
class Clinic:
    """A project in `folder` with one handout, h. Keys and blocks are written as YAML."""

    folder: Path

    def add(self, path: str, data: bytes | str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def write(self, blocks: str = "- Words.", sections: str = "", **keys: str) -> None:
        head = {
            "title": "Small", "language": "en", "version": "1", "updated": "2026-01-01", "review-by": "2999-01-01",
            "authors": "[Group]", "audience": "All", "main-point": "Remember.", "disclaimer": "default",
        } | {key.replace("_", "-"): value for key, value in keys.items()}  # fmt: skip
        lines = [f"{key}: {value}" for key, value in head.items()]
        one = "- title: One\n  blocks:\n" + textwrap.indent(textwrap.dedent(blocks).strip("\n"), "    ")
        body = textwrap.indent(textwrap.dedent(sections).strip("\n") or one, "  ")
        self.add("handouts/h.yaml", "\n".join([*lines, "sections:", body, ""]))
        if not (self.folder / "brand.yaml").exists() and not (self.folder / "brands").exists():
            for file in ("brand.yaml", "logo.svg"):
                self.add(file, (ROOT / "brands/riverbend" / file).read_bytes())

    def build(self, layout: str = "trifold", blocks: str = "- Words.", sections: str = "", **keys: str) -> Made:
        self.write(blocks, sections, **keys)
        return self.again(layout)

    def again(self, layout: str = "trifold", values: dict[str, str] | None = None) -> Made:
        """Build what was written before."""
        return make(opened(self.folder), Order("h", layout, record=values))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


# --- what is drawn


@pytest.fixture(scope="session")
def record() -> Callable[[Sequence[Item]], Seen]:
    """Draw a vertical list from 0, 0 down."""
    return drawn.record


@pytest.fixture(scope="session")
def record_pages() -> Callable[[Composition], list[Seen]]:
    """What stands on each side, or on each page."""
    return drawn.record_pages


@pytest.fixture(scope="session")
def by_panel() -> Callable[[Made], dict[str, list[Line]]]:
    """The lines of print of each panel, or of each page."""

    def sort(built: Made) -> dict[str, list[Line]]:
        composition = built.composition
        tree = Numbered.of(composition.root)
        found = {frame.name: drawn.looked_at(frame.items, tree).lines for frame in composition.frames}
        if not built.layout.sides:
            return found
        return {panel.name: found.get(panel.name, []) for panel in folded_sheet(built.layout).panels}

    return sort


# --- finished PDFs


@dataclass(frozen=True)
class Shown:
    """What one operator shows, and where; `mcid` is None for an artifact. `codes` is the TJ array."""

    page: int
    mcid: int | None
    text: str
    x: float
    y: float
    width: float
    size: float
    font: str
    codes: Any


@dataclass
class Node:
    """A structure element as the file has it."""

    role: str
    entries: Any
    children: list[Node | str]
    annotations: list[Any]

    @property
    def text(self) -> str:
        """What is read out; each block on a line of its own."""
        return re.sub("\n+", "\n", self._read()).strip()

    def _read(self) -> str:
        own = self.entries.get("/ActualText")
        said = (
            "".join(kid if isinstance(kid, str) else kid._read() for kid in self.children) if own is None else str(own)
        )
        return said if self.role in ("Span", "Link", "Reference", "Form") else f"\n{said}\n"

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, role: str) -> list[Node]:
        return [node for node in self.walk() if node.role == role]


class Printed:
    """A PDF read with pypdf: what its pages show, and its structure tree."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = PdfReader(BytesIO(data))
        self.catalog: Any = self.reader.trailer["/Root"]
        self.shown = [shown for number, page in enumerate(self.reader.pages) for shown in _shown(number, page)]

    @cached_property
    def root(self) -> Node:
        said: dict[tuple[int, int], str] = {}
        for shown in self.shown:
            if shown.mcid is not None:
                said[shown.page, shown.mcid] = said.get((shown.page, shown.mcid), "") + shown.text
        pages = {page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)}
        return _node(self.catalog["/StructTreeRoot"]["/K"], said, pages, 0)

    @property
    def artifacts(self) -> str:
        return " ".join(shown.text for shown in self.shown if shown.mcid is None)

    @property
    def annotations(self) -> list[Any]:
        return [link.get_object() for page in self.reader.pages for link in page.get("/Annots", ())]

    def objects(self) -> Iterator[Any]:
        for number in range(1, self.reader.trailer["/Size"]):
            yield IndirectObject(number, 0, self.reader).get_object()


def _node(entries: Any, said: dict[tuple[int, int], str], pages: dict[int, int], page: int) -> Node:
    page = pages[entries.raw_get("/Pg").idnum] if "/Pg" in entries else page
    node = Node(entries["/S"][1:], entries, [], [])
    kids = entries["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            node.children.append(said.get((page, kid), ""))
        elif kid.get("/Type") == "/MCR":
            node.children.append(said.get((pages[kid.raw_get("/Pg").idnum], kid["/MCID"]), ""))
        elif kid.get("/Type") == "/OBJR":
            node.annotations.append(kid["/Obj"])
        else:
            node.children.append(_node(kid, said, pages, page))
    return node


def _shown(number: int, page: Any) -> Iterator[Shown]:
    """Every piece of text on a page, with ActualText where that says more than the font."""
    fonts = {name: _Font(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    marks: list[dict[str, Any]] = []
    font, size, x, y, rise = "", 0.0, 0.0, 0.0, 0.0
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"BDC", b"BMC"):
            marks.append(dict(operands[1]) if len(operands) > 1 else {})
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font, size = operands[0], float(operands[1])
        elif operator == b"Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator == b"Ts":
            rise = float(operands[0])
        elif operator == b"TJ":
            text, advance = fonts[font].read(operands[0])
            instead = marks[-1].pop("/ActualText", None) if len(marks) > 1 else None
            mcid = next((mark["/MCID"] for mark in marks if "/MCID" in mark), None)
            said = text if len(marks) < 2 else str(instead or "")
            width = advance * size / 1000
            yield Shown(number, mcid, said, x, y + rise, width, size, fonts[font].name, operands[0])
            x += width


class _Font:
    """A Type0 font: texts and widths of its glyphs."""

    def __init__(self, entries: Any) -> None:
        self.name = entries["/BaseFont"][1:]
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]*)>\n", entries["/ToUnicode"].get_data())
        self.texts = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
        widths = entries["/DescendantFonts"][0]["/W"]
        runs = [(int(widths[at]), widths[at + 1]) for at in range(0, len(widths), 2)]
        self.widths = {first + number: float(width) for first, run in runs for number, width in enumerate(run)}

    def read(self, codes: Any) -> tuple[str, float]:
        text, advance = "", 0.0
        for code in codes:
            if isinstance(code, int | float):
                advance -= float(code)
                continue
            data = code.original_bytes
            for at in range(0, len(data), 2):
                glyph = int.from_bytes(data[at : at + 2], "big")
                text, advance = text + self.texts[glyph], advance + self.widths[glyph]
        return text, advance


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[bytes], Printed]:
    return Printed


@pytest.fixture(scope="session")
def printed_ketamine(about_ketamine: dict[str, Made]) -> dict[str, Printed]:
    return {layout: Printed(built.data) for layout, built in about_ketamine.items()}


@pytest.fixture
def printed(printed_ketamine: dict[str, Printed], layout: str) -> Printed:
    return printed_ketamine[layout]
