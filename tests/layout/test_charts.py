"""Charts, comparisons and codes: what is drawn is what is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.blocks.line_chart import Scale

BARS = "- chart: {type: bar, title: Visits, unit: a day, data: {Mon: 10, Tue: 5, Wed: 0}}"


def figure(built: Any, start: str) -> Any:
    return next(found for found in built.composition.root.walk() if found.alt.startswith(start))


def test_a_chart_tells_its_numbers(clinic: Any, layout: str) -> None:
    built = clinic.build(layout, BARS)
    assert figure(built, "Bar chart").alt == "Bar chart: Visits (a day). Mon: 10; Tue: 5; Wed: 0."
    line = clinic.build(layout, "- chart: {type: line, title: T, data: {A: 1200.5, B: -3}}")
    assert figure(line, "Line chart").alt == "Line chart: T. A: 1,200.5; B: −3."


def test_an_author_may_tell_it_better(clinic: Any, layout: str) -> None:
    built = clinic.build(layout, "- chart: {type: bar, title: T, data: {A: 1, B: 2}, alt: B is twice A}")
    assert figure(built, "B is").alt == "B is twice A"


def test_bars_are_as_long_as_their_numbers(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, BARS)
    leaves = set(figure(built, "Bar chart").leaves())
    shapes = [shape for page in record_pages(built.composition) for shape in page.shapes if shape[2] in leaves]
    widths = [outline[0][1][2] for outline, look, _ in shapes if look.get("fill")]
    assert widths[1] == pytest.approx(widths[0] / 2)
    assert widths[2] == 0


def test_points_stand_as_high_as_their_numbers(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, "- chart: {type: line, title: T, data: {A: 0, B: 10, C: 5, D: 20}}")
    leaves = set(figure(built, "Line chart").leaves())
    paths = [
        outline for page in record_pages(built.composition) for outline, look, leaf in page.shapes
        if leaf in leaves and look.get("width") == 1.8
    ]  # fmt: skip
    (path,) = paths
    heights = [point[1] - path[0][1][1] for _, point in path]
    assert [height / heights[3] for height in heights] == pytest.approx([0, 0.5, 0.25, 1])


@pytest.mark.parametrize("data", ["{A: 0, B: 10, C: 5, D: 20}", "{A: 3, B: 3}"])
def test_a_dot_stands_where_the_line_has_a_value(clinic: Any, layout: str, record_pages: Any, data: str) -> None:
    """Without dots nobody sees which days were measured, and which the line only passes."""
    built = clinic.build(layout, f"- chart: {{type: line, title: T, data: {data}}}")
    leaves = set(figure(built, "Line chart").leaves())
    shapes = [shape for page in record_pages(built.composition) for shape in page.shapes if shape[2] in leaves]
    (path,) = (outline for outline, look, _ in shapes if look["width"] == 1.8)
    dots = [outline for outline, look, _ in shapes if look["fill"]]
    assert [middle(dot) for dot in dots] == [pytest.approx(point) for _, point in path]


def middle(outline: Any) -> tuple[float, float]:
    points = [numbers[-2:] for _, numbers in outline if numbers]
    across, up = zip(*points, strict=True)
    return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2


@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=2, max_size=24))
def test_a_scale_holds_its_values_and_nought(values: list[float]) -> None:
    scale = Scale.of(values)
    assert all(0 <= scale.share(value) <= 1 for value in (*values, 0.0))
    assert 2 <= len(scale.ticks) <= 8
    assert 0.0 in scale.ticks


@pytest.mark.parametrize("labels", [["A", "B"], ["September", "October", "November"] * 4, ["x" * 30, "y" * 30, "z"]])
def test_labels_of_a_line_do_not_touch(clinic: Any, record_pages: Any, labels: list[str]) -> None:
    data = ", ".join(f"{label}{number}: {1000 + number}" for number, label in enumerate(labels))
    pages = record_pages(clinic.build("trifold", f"- chart: {{type: line, title: T, data: {{{data}}}}}").composition)
    lines = [line for page in pages for line in page.lines if line.text[:1] in "ABSONxyz1" and line.size < 12.5]
    for one in lines:
        for other in lines:
            if one is not other and abs(one.y - other.y) < 8 and one.x <= other.x and one.text and other.text:
                assert one.x + one.width <= other.x + 0.01, (one.text, other.text)


def test_a_comparison_has_one_figure_each(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, "- compare: [{count: 1, of: 20, label: A}, {count: 19, of: 20, label: B}]")
    figures = [found for found in built.composition.root.walk() if found.alt.startswith("Picture:")]
    assert [one.alt for one in figures] == ["Picture: 1 of 20 dots filled", "Picture: 19 of 20 dots filled"]
    tops = {area.top for page in record_pages(built.composition) for element, area in page.boxes if element in figures}
    assert len(tops) == (1 if layout == "letter" else 2), "side by side where type is not too large"


@pytest.mark.parametrize(("in_layout", "label", "rows"), [
    ("a4", "Few", 2), ("letter-plain", "Few", 2), ("letter-plain", "Electroencephalography", 2),
    ("trifold", "Electroencephalography", 4),
])  # fmt: skip
def test_pictures_stand_side_by_side_where_they_and_their_words_have_room(
    clinic: Any, record_pages: Any, in_layout: str, label: str, rows: int
) -> None:
    arrays = ", ".join(f"{{count: {count}, of: 20, label: {label}}}" for count in range(1, 5))
    built = clinic.build(in_layout, f"- compare: [{arrays}]")
    boxes = [
        area for page in record_pages(built.composition) for element, area in page.boxes
        if element.alt.startswith("Picture:")
    ]  # fmt: skip
    assert len(boxes) == 4
    assert len({round(area.top, 2) for area in boxes}) == rows


@pytest.mark.parametrize("url", ["https://a.example/b", "https://a.example/" + "x" * 182])
def test_a_code_can_be_read_by_a_machine(clinic: Any, layout: str, url: str, record_pages: Any) -> None:
    """Rendered at 300 dpi, each module is where the standard has it."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    segno = pytest.importorskip("segno")
    clinic.write(f"- qr: {{url: '{url}'}}")
    clinic.add("brand.yaml", "name: C\ncontact: {phone: 555-0100}\ndisclaimer: Ask.\n")
    built = clinic.again(layout)
    found = figure(built, "QR code")
    (area,) = (box for seen in record_pages(built.composition) for element, box in seen.boxes if element is found)
    left, right, top = area.x, area.right, area.top
    document = pypdfium2.PdfDocument(built.data)
    scale = 300 / 72
    pages = [page.render(scale=scale).to_pil().convert("L") for page in document]
    matrix = segno.make_qr(url, error="m").matrix
    count = len(matrix) + 8
    module = (right - left) / count
    page = next(picture for picture in pages if _matches(picture, matrix, left, top, module, scale))
    quiet = page.crop((int(left * scale) + 2, int(page.height - top * scale) + 2,
                       int(right * scale) - 2, int(page.height - top * scale + 3 * module * scale)))  # fmt: skip
    assert quiet.getextrema()[0] > 250, "the quiet zone is white"
    assert module >= 0.44 * 72 / 25.4


def _matches(picture: Image.Image, matrix: Any, left: float, top: float, module: float, scale: float) -> bool:
    """Whether the middles of all modules have the colour that they should."""
    for row, modules in enumerate(matrix, 4):
        for column, dark in enumerate(modules, 4):
            x, y = left + (column + 0.5) * module, top - (row + 0.5) * module
            if (picture.getpixel((int(x * scale), int(picture.height - y * scale))) < 128) != bool(dark):
                return False
    return True


def test_the_address_of_a_code_is_printed_and_leads_there(clinic: Any, layout: str, read_pdf: Any) -> None:
    printed = read_pdf(clinic.build(layout, "- qr: {url: https://a.example/way}").data)
    assert "a.example/way" in printed.root.text
    assert "https://a.example/way" in {link["/A"]["/URI"] for link in printed.annotations if "/A" in link}


@pytest.mark.parametrize(
    ("more", "block", "is_beside"), [("", "%s", True), ("x" * 180, "callout: {kind: note, blocks: [{%s}]}", False)]
)
def test_the_words_of_a_code_stand_beside_it_where_there_is_room_for_them(
    clinic: Any, record_pages: Any, more: str, block: str, is_beside: bool
) -> None:
    """16 points from its last dark module, four of which are white around it; or else below."""
    segno = pytest.importorskip("segno")
    url = f"https://a.example/{more}"
    built = clinic.build("gatefold", "- " + block % f"qr: {{url: '{url}'}}")
    found = figure(built, "QR code")
    (page,) = [page for page in record_pages(built.composition) if any(element is found for element, _ in page.boxes)]
    (area,) = [box for element, box in page.boxes if element is found]
    words = [line for line in page.lines if line.text.strip().startswith(("a.example", "xxxx"))]
    quiet = 4 * area.width / (len(segno.make_qr(url, error="m").matrix) + 8)
    left = area.right - quiet + 16 if is_beside else area.x + quiet
    assert words and [line.x for line in words] == pytest.approx([left] * len(words))
    assert all((area.y < line.y < area.top) == is_beside for line in words)


def test_the_back_has_a_code_of_the_clinic(clinic: Any, layout: str) -> None:
    assert figure(clinic.build(layout), "QR code").alt == "QR code of the web address beside it"
    clinic.add("brand.yaml", "name: C\ncontact: {phone: 555-0100}\ndisclaimer: Ask.\n")
    assert not [found for found in clinic.again(layout).composition.root.walk() if found.alt.startswith("QR")]


@pytest.mark.parametrize(("more", "share"), [
    ("unit: people out of 100, ", 0.6), ("unit: '%', ", 0.6), ("most: 80, ", 0.75), ("unit: visits, ", 1.0),
])  # fmt: skip
def test_a_bar_is_a_share_of_the_whole_where_that_is_known(
    clinic: Any, layout: str, record_pages: Any, more: str, share: float
) -> None:
    """60 out of 100 must not look like everyone; its outline is as long as 100 would be."""
    blocks = f"- chart: {{type: bar, title: T, {more}data: {{A: 60, B: 20}}}}"
    built = clinic.build(layout, blocks)
    leaves = set(figure(built, "Bar chart").leaves())
    shapes = [shape for page in record_pages(built.composition) for shape in page.shapes if shape[2] in leaves]
    bars = [outline[0][1][2] for outline, look, _ in shapes if look.get("fill")]
    wholes = {round(outline[0][1][2], 3) for outline, look, _ in shapes if not look.get("fill") and len(outline) == 1}
    assert len(wholes) == (share < 1)
    assert all(bars[0] / whole == pytest.approx(share, abs=0.001) for whole in wholes)


def test_more_than_the_whole_is_an_error(clinic: Any) -> None:
    with pytest.raises(CarefoldError, match="120 is more than 100"):
        clinic.build("letter", "- chart: {type: bar, title: T, unit: out of 100, data: {A: 120, B: 20}}")
