"""`printer: {ink: mono}`: black and greys only, nothing tinted under text, and all in its place."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from opening import opened
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from carefold.calibrate import calibrate
from carefold.graphics.colour import BLACK, WHITE
from carefold.order import Edition, Order
from carefold.pipeline import build, make
from carefold.preflight import verapdf
from carefold.stages import Made
from carefold.workspace import Workspace

ROOT = Path(__file__).parents[1]
COLOURS = {b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"sh"}
GREYS = {b"g", b"G"}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><rect width="30" height="30" fill="red"/>'
    '<circle cx="40" cy="15" r="9" fill="#0b6e73" opacity="0.5"/><path d="M0 0L60 30" stroke="blue"/></svg>'
)
BLOCKS = "\n".join(
    [f"- figure: {{image: a.{kind}, alt: A leaf, width: 1in}}" for kind in ("svg", "png", "jpg")]
    + [f"- callout: {{kind: {kind}, text: 'Words, [a link](https://a.example), **911**.'}}"
       for kind in ("note", "tip", "caution", "warning", "emergency")]
    + ["- steps: [{title: One, text: Two}]", "- icon-array: {count: 3, of: 10, label: Three}", "- checklist: [One]",
       "- table: {header: [A, B], rows: [[C, D]], row-headers: true}", "- write-in: {label: Notes, lines: 2}",
       "- facts: {When: Now}", "- contact:"]
)  # fmt: skip


@pytest.fixture
def project(clinic: Any) -> Workspace:
    chance = random.Random(1)
    picture = Image.new("RGBA", (200, 100))
    picture.putdata([tuple(chance.randrange(256) for _ in range(4)) for _ in range(200 * 100)])
    picture.save(clinic.folder / "a.png")
    picture.convert("RGB").save(clinic.folder / "a.jpg")
    clinic.add("a.svg", SVG)
    clinic.add("project.yaml", "printer: {ink: mono}\n")
    one, two = f"- title: One\n  blocks:\n{indented(BLOCKS)}", "- title: Two\n  urgent: true\n  blocks: [Now.]"
    clinic.write(sections=f"{one}\n{two}")
    return opened(clinic.folder)


def indented(blocks: str) -> str:
    return "\n".join(f"    {line}" for line in blocks.split("\n"))


def operators(data: bytes) -> set[bytes]:
    """The operators of all pages, and of all forms that they draw."""
    reader, found = PdfReader(BytesIO(data)), set()
    streams = [page.get_contents() for page in reader.pages]
    for page in reader.pages:
        drawn = (one.get_object() for one in page["/Resources"].get("/XObject", {}).values())
        streams += [one for one in drawn if one["/Subtype"] == "/Form"]
    for stream in streams:
        found |= {operator for _, operator in ContentStream(stream, reader).operations}
    return found


def images(data: bytes) -> list[Any]:
    reader = PdfReader(BytesIO(data))
    pages = (page["/Resources"].get("/XObject", {}) for page in reader.pages)
    return [one.get_object() for shelf in pages for one in shelf.values()]


@pytest.mark.parametrize("layout", ["trifold", "letter", "booklet"])
def test_black_and_greys_only(project: Workspace, layout: str) -> None:
    data = make(project, Order("h", layout)).data
    assert operators(data) & COLOURS == set()
    assert operators(data) >= GREYS
    assert {image["/ColorSpace"] for image in images(data)} == {"/DeviceGray"}
    assert len(images(data)) == 2
    assert b"/DeviceRGB" not in data and b"/DeviceCMYK" not in data


@pytest.mark.parametrize("ink", ["mono", "colour"])
def test_the_same_input_gives_the_same_bytes(project: Workspace, clinic: Any, ink: str) -> None:
    clinic.add("project.yaml", f"printer: {{ink: {ink}}}\n")
    first = make(opened(clinic.folder), Order("h", "letter")).data
    for name in ("a.svg", "a.png", "a.jpg"):  # as if they were copied anew
        (clinic.folder / name).write_bytes((clinic.folder / name).read_bytes())
    assert make(opened(clinic.folder), Order("h", "letter")).data == first


def test_in_colour_it_would_be_seen(project: Workspace, clinic: Any) -> None:
    """The check above is shown to fail."""
    clinic.add("project.yaml", "printer: {ink: colour}\n")
    data = make(opened(clinic.folder), Order("h", "letter")).data
    assert operators(data) & COLOURS == {b"rg", b"RG"}
    assert {image["/ColorSpace"] for image in images(data)} == {"/DeviceRGB"}


def test_the_screen_edition_keeps_its_colours(project: Workspace) -> None:
    assert operators(make(project, Order("h", "letter", edition=Edition.SCREEN)).data) & COLOURS


@pytest.mark.parametrize("layout", ["trifold", "letter"])
def test_everything_stays_in_its_place(project: Workspace, clinic: Any, layout: str, record_pages: Any) -> None:
    def places(made: Made) -> Any:
        pages = record_pages(made.composition)
        return made.composition.type_size, [[(line.x, line.y, line.text) for line in page.lines] for page in pages]

    mono = places(make(project, Order("h", layout)))
    clinic.add("project.yaml", "printer: {ink: colour}\n")
    assert places(make(opened(clinic.folder), Order("h", layout))) == mono


@pytest.mark.parametrize("layout", ["trifold", "letter"])
def test_text_is_black_on_white_or_white_on_black(project: Workspace, layout: str, record_pages: Any) -> None:
    pairs = set()
    for page in record_pages(make(project, Order("h", layout)).composition):
        grounds = [(box(outline), look["fill"]) for outline, look, _ in page.shapes if look.get("fill")]
        for line in page.lines:
            under = [fill for (left, foot, right, top), fill in grounds
                     if left < line.x + line.runs[0].x + 1 < right and foot < line.y + 1 < top]  # fmt: skip
            pairs |= {(run.colour, under[-1] if under else WHITE) for run in line.runs}
    assert pairs == {(BLACK, WHITE), (WHITE, BLACK)}


def box(outline: Any) -> tuple[float, float, float, float]:
    numbers = [numbers for step, numbers in outline if step != "re"]
    xs = [x for part in numbers for x in part[::2]]
    ys = [y for part in numbers for y in part[1::2]]
    for step, part in outline:
        if step == "re":
            xs += [part[0], part[0] + part[2]]
            ys += [part[1], part[1] + part[3]]
    return min(xs), min(ys), max(xs), max(ys)


def test_boxes_have_frames(project: Workspace, record_pages: Any) -> None:
    """One for the main point and each callout but the solid one."""
    made = make(project, Order("h", "letter"))
    shapes = [look for page in record_pages(made.composition) for _, look, _ in page.shapes]
    assert sum(look.get("stroke") == BLACK and look.get("width") == 0.8 for look in shapes) == 5


def test_the_cover_has_a_heavy_frame(project: Workspace, record_pages: Any) -> None:
    made = make(project, Order("h", "trifold"))
    shapes = [look for page in record_pages(made.composition) for _, look, _ in page.shapes]
    assert sum(look.get("width") == 2.5 for look in shapes) == 1


def test_the_calibration_sheet_is_mono_too(project: Workspace) -> None:
    assert operators(calibrate(project)) & COLOURS == set()


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_verapdf_accepts_it(project: Workspace, clinic: Any) -> None:
    made = {layout: build(project, Order("h", layout)).data for layout in ("trifold", "letter", "bifold", "booklet")}
    shipped = replace(opened(ROOT), settings=project.settings)
    made |= {
        f"ketamine {layout}": build(shipped, Order("about-ketamine", layout)).data for layout in ("trifold", "letter")
    }
    clinic.add("project.yaml", "printer: {ink: colour}\n")
    made["in colour"] = build(opened(clinic.folder), Order("h", "letter")).data
    for name, report in zip(made, verapdf.validate(list(made.values())), strict=True):
        assert [str(finding) for finding in report.findings] == [], name
    archive = build(project, Order("h", "letter", edition=Edition.ARCHIVE)).data
    (report,) = verapdf.validate([archive], ("ua1", "3a"))
    assert [str(finding) for finding in report.findings] == []
