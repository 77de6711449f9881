"""Pages on sheets: once each, turned for the printer's flip, moved, trimmed and bled; the second copy is no text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from drawn import looked_at
from hypothesis import given
from hypothesis import strategies as st
from opening import opened

from carefold.imposition.impose import impose
from carefold.imposition.sheet import folded_sheet
from carefold.order import Order
from carefold.pdfread.document import Document, open_document
from carefold.pipeline import make
from carefold.structure import Numbered
from carefold.units import INCH, MM

BOXES = ("/TrimBox", "/BleedBox", "/MediaBox")


def read(data: bytes) -> Document:
    document, _ = open_document(data)
    assert document
    return document


def runs(document: Document, page: int) -> list[tuple[str, float, float, float, float]]:
    """What a page shows, and where, to a tenth of a point; from the top down."""
    found = [
        (one.text.strip(), *(round(edge, 1) + 0.0 for edge in (one.left, one.right, one.bottom, one.top)))
        for one in document.contents[page].runs
        if one.text.strip()
    ]
    return sorted(found)


def near(one: list[Any], other: list[Any]) -> bool:
    """Whether the same is shown at the same places."""
    texts = [run[0] for run in one] == [run[0] for run in other]
    return texts and all(a[1:] == pytest.approx(b[1:], abs=0.15) for a, b in zip(one, other, strict=True))


def made_as(desk: Any, prose: Any, name: str, project: str, **changes: str) -> bytes:
    """The same handout each time, in a project with these settings and a layout with these changes."""
    desk.write(prose({"card": 2, "half-sheet": 12}.get(name, 40)))
    source = (desk.workspace.sources.named("layouts", name)).read_text()
    extra = "".join(f"{key}: {value}\n" for key, value in changes.items())
    kept = [line for line in source.splitlines() if line.split(":")[0] not in (*changes, "twin")]
    (desk.folder / "layouts").mkdir(exist_ok=True)
    (desk.folder / "layouts/changed.yaml").write_text("\n".join(kept) + "\n" + extra)
    (desk.folder / "project.yaml").write_text(f"output: out\n{project}")
    try:
        data: bytes = make(opened(desk.folder), Order("h", "changed")).data
    finally:
        (desk.folder / "layouts/changed.yaml").unlink()
        (desk.folder / "project.yaml").write_text("output: out\n")
    return data


# --- which page where


@given(count=st.integers(1, 64), creep=st.floats(0, 2))
def test_a_booklet_has_each_page_once(desk: Any, count: int, creep: float) -> None:
    """And read leaf by leaf, in order, with blanks before the back cover only."""
    layout = desk.layout("booklet", creep=creep)
    sides = impose(layout, count)
    parts = [part for side in sides for part in side.parts]
    assert sorted(part.page for part in parts if part.page is not None) == list(range(count))
    assert not any(part.copy for part in parts)
    assert len(sides) == 2 * -(-count // 4)
    leaves = [(front.parts[1], back.parts[0]) for front, back in zip(sides[0::2], sides[1::2], strict=True)]
    leaves += [(back.parts[1], front.parts[0]) for front, back in zip(sides[-2::-2], sides[-1::-2], strict=True)]
    read = [part.page for leaf in leaves for part in leaf]
    assert [page for page in read if page is not None] == list(range(count))
    assert count == 1 or (read[-1] == count - 1 and read[0] == 0)
    for number, (front, back) in enumerate(zip(sides[0::2], sides[1::2], strict=True)):
        for side in (front, back):
            left, right = side.parts
            assert (left.x, right.x) == pytest.approx((creep * number, layout.sheet.extent[0] / 2 - creep * number))


def test_a_booklets_pages_stand_on_its_sheets(desk: Any, prose: Any, read_pdf: Any) -> None:
    """In the finished PDF: the number at the foot of each page but the covers, on the half it belongs to."""
    desk.write(prose(200))
    printed = read_pdf(make(desk.workspace, Order("h", "booklet")).data)
    feet = [shown for shown in printed.shown if shown.mcid is None and shown.text.startswith("Page ")]
    count = 2 * len(printed.reader.pages)
    assert {shown.text.split()[-1] for shown in feet} == {str(count)}
    assert count > 8 and count % 4 == 0 and len(feet) == count - 2
    for sheet in range(count // 4):
        for side in (0, 1):
            near_spine, far = 2 * sheet + side, count - 1 - 2 * sheet - side
            left, right = (far, near_spine) if side == 0 else (near_spine, far)
            here = sorted((shown for shown in feet if shown.page == 2 * sheet + side), key=lambda one: one.x)
            wanted = [page for page in (left, right) if 0 < page < count - 1]
            assert [shown.text.split()[1] for shown in here] == [str(page + 1) for page in wanted]


def test_half_sheets_show_a_second_copy_that_is_no_text(desk: Any, prose: Any) -> None:
    laid = desk.lay_out(prose(8), desk.layout("half-sheet"))
    tree = Numbered.of(laid.composition.root)
    for page in laid.composition.pages:
        first, second = (looked_at(frame.items, tree) for frame in page.frames)
        assert len(first.lines) > 3
        assert any(not line.artifact for line in first.lines)
        assert all(line.artifact for line in second.lines)
        middle = page.extent[0] / 2
        assert [(line.text, line.x + middle, line.y) for line in first.lines] == [
            (line.text, pytest.approx(line.x), line.y) for line in second.lines
        ]
        assert len(first.shapes) == len(second.shapes)
        assert all(leaf is None for *_, leaf in (*second.shapes, *second.pictures))
        assert not (second.links or second.spots or second.boxes or second.fields)


def test_half_sheets_are_read_out_once(desk: Any, prose: Any, read_pdf: Any) -> None:
    story = prose(8)
    desk.write(story)
    printed = read_pdf(make(desk.workspace, Order("h", "half-sheet")).data)
    texts = [shown.text for shown in printed.shown]
    for word in {word for word in story.words if word.startswith("Zu")}:
        assert sum(text.split().count(word) for text in texts) == 2
        assert printed.root.text.split().count(word) == 1


# --- the printer


@pytest.mark.parametrize("name", ["trifold", "bifold", "booklet", "half-sheet", "card"])
def test_second_sides_are_turned_for_the_long_edge(desk: Any, prose: Any, name: str) -> None:
    """On their head: what stood at x, y stands at width - x, height - y; first sides stay as they are."""
    upright = read(made_as(desk, prose, name, ""))
    for project, changes in (("printer: {flip: long-edge}\n", {}), ("", {"duplex": "long-edge"})):
        turned = read(made_as(desk, prose, name, project, **changes))
        assert len(turned.contents) == len(upright.contents) > 1
        for page in range(len(upright.contents)):
            here, there = runs(upright, page), runs(turned, page)
            width, height = (float(side) for side in upright.reader.pages[page].mediabox[2:])
            if page % 2:
                there = sorted(
                    (text, width - right, width - left, height - top, height - low)
                    for text, left, right, low, top in there
                )
            assert near(here, there)
        assert turned.catalog["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"


def test_upright_sheets_are_not_turned(desk: Any, prose: Any) -> None:
    upright, other = (made_as(desk, prose, "letter", text) for text in ("", "printer: {flip: short-edge}\n"))
    assert runs(read(upright), 1) == runs(read(other), 1)


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
def test_second_sides_are_shifted(desk: Any, prose: Any, flip: str) -> None:
    """2 mm right and 1 mm down, as the side is read: a turned one moves the other way on the sheet."""
    plain = read(made_as(desk, prose, "trifold", f"printer: {{flip: {flip}}}\n"))
    moved = read(made_as(desk, prose, "trifold", f"printer: {{flip: {flip}, shift: [2mm, -1mm]}}\n"))
    assert runs(plain, 0) == runs(moved, 0)
    way = -1 if flip == "long-edge" else 1
    right, up = way * 2 * MM, way * -1 * MM
    wanted = [(text, a + right, b + right, c + up, d + up) for text, a, b, c, d in runs(plain, 1)]
    assert near(sorted(wanted), runs(moved, 1))


def test_paper_chooses_the_twin(desk: Any, prose: Any, read_pdf: Any) -> None:
    (desk.folder / "project.yaml").write_text("output: out\nprinter: {paper: a4}\n")
    try:
        desk.write(prose(3))
        data = make(opened(desk.folder), Order("h", "trifold")).data
    finally:
        (desk.folder / "project.yaml").write_text("output: out\n")
    page = read_pdf(data).reader.pages[0]
    assert [float(edge) for edge in page.mediabox[2:]] == pytest.approx([297 * MM, 210 * MM], abs=0.01)


# --- trim, bleed, flap


@pytest.mark.parametrize(
    ("name", "width", "height"), [("trifold", 792, 612), ("letter", 612, 792), ("bifold", 792, 612)]
)
@pytest.mark.parametrize(("bleed", "points"), [("1/8in", INCH / 8), ("3mm", 3 * MM)])
def test_a_bleed_has_its_boxes(
    desk: Any, prose: Any, name: str, width: float, height: float, bleed: str, points: float
) -> None:
    """TrimBox of the sheet's size, BleedBox around it, a page around that; text stands as it did, within the trim."""
    plain, bled = read(made_as(desk, prose, name, "")), read(made_as(desk, prose, name, "", bleed=bleed))
    for number, page in enumerate(bled.reader.pages):
        trim, bleedbox, media = ([float(edge) for edge in page[box]] for box in BOXES)
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([width, height], abs=0.01)
        assert [trim[0] - bleedbox[0], trim[1] - bleedbox[1]] == pytest.approx([points, points], abs=0.01)
        assert [bleedbox[2] - trim[2], bleedbox[3] - trim[3]] == pytest.approx([points, points], abs=0.01)
        assert all(a < b for a, b in zip(media[:2], bleedbox[:2], strict=True))
        assert all(a > b for a, b in zip(media[2:], bleedbox[2:], strict=True))
        right, up = trim[:2]
        wanted = [(text, a + right, b + right, c + up, d + up) for text, a, b, c, d in runs(plain, number)]
        assert near(sorted(without_code(wanted)), without_code(runs(bled, number)))


def without_code(shown: list[Any]) -> list[Any]:
    """All but the line with the code, which is another one in another layout."""
    return [one for one in shown if "Code " not in one[0]]


@pytest.mark.parametrize("name", ["trifold", "card", "letter"])
@pytest.mark.parametrize("bleed", [0.0, 3 * MM, INCH / 4])
def test_marks_stand_outside_what_is_cut(desk: Any, name: str, bleed: float) -> None:
    """Crop marks point at the trim's corners; fold ticks stand beside it, at the folds; none in the bleed."""
    layout = desk.layout(name, bleed=bleed)
    for number, side in enumerate(impose(layout, 2)):
        if side.trim is None:
            continue
        area = side.bleed or side.trim
        edges = {round(edge, 2) for edge in (side.trim.x, side.trim.right, side.trim.y, side.trim.top)}
        folds = {round(fold + side.trim.x, 2) for fold in folded_sheet(layout).folds[number]} if layout.sides else set()
        crops = ticks = 0
        for x0, y0, x1, y1 in side.lines:
            assert (
                max(x0, x1) <= area.x + 0.01
                or min(x0, x1) >= area.right - 0.01
                or (max(y0, y1) <= area.y + 0.01 or min(y0, y1) >= area.top - 0.01)
            )
            assert 0 <= min(x0, x1) <= max(x0, x1) <= side.extent[0]
            assert 0 <= min(y0, y1) <= max(y0, y1) <= side.extent[1]
            along = round(x0 if x0 == x1 else y0, 2)
            crops += along in edges
            ticks += along in folds and x0 == x1
        assert (crops, ticks) == (8, 2 * len(folds) if number == 1 else 0)


@pytest.mark.parametrize(("flap", "points"), [("1/32in", INCH / 32), ("1/16in", INCH / 16), ("1/8in", INCH / 8)])
@pytest.mark.parametrize("name", ["trifold", "trifold-a4"])
def test_a_flap_is_narrower_and_folds_meet(
    desk: Any, prose: Any, read_pdf: Any, name: str, flap: str, points: float
) -> None:
    """In the finished PDF: ticks where the paper folds, the flap narrower than the panels, by as much as is said."""
    page = read_pdf(made_as(desk, prose, name, "", flap=flap)).reader.pages[1]
    layout = desk.layout(name, flap=points)
    sheet = folded_sheet(layout)
    outside, inside = sheet.folds
    widths = [right - left for left, right in pairwise([0.0, *inside, sheet.width])]
    assert widths[0] == pytest.approx(widths[1])
    assert widths[1] - widths[2] == pytest.approx(points)
    assert [sheet.width - fold for fold in reversed(outside)] == pytest.approx(list(inside))
    drawn = page.get_contents().get_data().decode("latin-1")
    assert all(f"\n{fold:.3f}".rstrip("0") in drawn.replace(" ", "\n") for fold in inside)


@pytest.mark.parametrize("wrong", ["1/64in", "1/4in", "0in"])
def test_a_flap_of_another_width_is_refused(desk: Any, prose: Any, wrong: str) -> None:
    from carefold.diagnostics.carefold_error import CarefoldError

    with pytest.raises(CarefoldError, match="flap"):
        made_as(desk, prose, "trifold", "", flap=wrong)
