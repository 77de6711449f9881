"""How pages look: bands of colour, what speaks loudest, what hangs, stands beside and reads in grey."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from drawn import box, filled
from opening import opened
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.colour import WHITE, contrast, rgb
from carefold.order import Edition, Order
from carefold.pipeline import build
from carefold.units import MM

BRAND = 'name: "{name}"\ncontact: {{phone: 555-0123, web: https://a.example}}\ndisclaimer: For all.\n{more}'
LONG = "The Margaret and Alistair Featherstonehaugh Memorial Community Health Network of Northern Springfield"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="30"><path d="M0 0h{0}v30H0z" fill="#0b6e73"/></svg>'
MONO = "format: 1\nprinter: {ink: mono}\n"
Pages = Callable[..., list[Any]]


@pytest.fixture
def pages(clinic: Any, record_pages: Any) -> Pages:
    """What stands on each page or side of a handout of these blocks, which passes preflight."""

    def make(layout: str, blocks: str = "- Words.", sections: str = "", brand: str = "", **keys: str) -> list[Any]:
        if brand:
            clinic.add("brand.yaml", brand)
        clinic.write(blocks, sections, **keys)
        made = build(opened(clinic.folder), Order("h", layout))
        found: list[Any] = record_pages(made.composition)
        return found

    return make


def line(page: Any, text: str) -> Any:
    return next(one for one in page.lines if text in one.text)


# --- the brand's colour


@pytest.mark.parametrize(("layout", "wide", "high"), [("letter", 612, 792), ("large-print", 612, 792)])
def test_a_band_of_the_primary_colour_heads_page_1(pages: Pages, layout: str, wide: float, high: float) -> None:
    more = 'colours: {primary: "#123456"}\nformats: Ask us for large print.\n'
    (first, *_) = pages(layout, brand=BRAND.format(name="Lakeside", more=more))
    left, foot, right, top = max(filled(first, rgb("#123456")), key=lambda one: one[2] - one[0])
    assert (left, right, top) == pytest.approx((7 * MM, wide - 7 * MM, high - 7 * MM))
    for text in ("Lakeside", "555-0123", "Ask us for large print."):
        found = line(first, text)
        assert found.y > foot, text
        assert found.artifact == (text != "Ask us for large print.")
        assert {run.colour for run in found.runs} == {WHITE}
    assert line(first, "Ask us").size >= 12
    assert line(first, "Small").y < foot


def test_the_line_about_other_formats_has_12_pt(pages: Pages, layout: str) -> None:
    found = pages(layout, brand=BRAND.format(name="A", more="formats: Ask us for large print.\n"))
    lines = [one for page in found for one in page.lines if "Ask us for" in one.text]
    assert any(not one.artifact for one in lines)
    assert all(one.size >= 12 for one in lines)


def test_a_long_name_never_pushes_the_phone_out(pages: Pages) -> None:
    for layout in ("letter", "large-print", "half-sheet"):
        (first, *_) = pages(layout, brand=BRAND.format(name=LONG, more=""))
        name = [one for one in first.lines if one.artifact and one.text.strip() in LONG]
        phone = line(first, "555-0123")
        assert phone.y == pytest.approx(max(one.y for one in name)), layout
        assert phone.x > max(one.x + one.width for one in name if one.x < phone.x) + 10, layout


@pytest.mark.parametrize("name", ["Lakeside", LONG])
@pytest.mark.parametrize("one", ["letter", "letter-plain", "large-print", "half-sheet"])
def test_the_head_says_the_phone_once(pages: Pages, one: str, name: str) -> None:
    first, *_ = pages(one, brand=BRAND.format(name=name, more='formats: "Large print? Ask us: 555-0123."\n'))
    title = max(each.y for each in first.lines if "Small" in each.text)
    assert sum(each.text.count("555-0123") for each in first.lines if each.y > title) == 1


@pytest.mark.parametrize(("across", "alone"), [(60, False), (74, False), (78, True), (300, True)])
def test_a_wide_logo_stands_alone_and_is_read_out(clinic: Any, pages: Pages, across: int, alone: bool) -> None:
    clinic.add("wide.svg", LOGO.format(across))
    brand = BRAND.format(name="Lakeside", more="logo: wide.svg\n")
    (first, *_) = pages("letter", brand=brand)
    head = [one.text.strip() for one in first.lines if one.artifact]
    assert ("Lakeside" in head) is not alone
    (_, area, leaf) = first.pictures[0]
    assert leaf is None
    assert area.height <= (30.1 if alone else 20.1)
    outside = pages("trifold", brand=brand)[0]
    figures = [element.alt for element, _ in outside.boxes if element.alt == "Lakeside"]
    assert len(figures) == alone
    assert next(area for _, area, _ in outside.pictures).height <= 34


def test_a_cover_is_the_primary_colour_with_a_bar_that_shows(pages: Pages) -> None:
    for primary in ("#8a1f1f", "#1d4f91", "#1d6b3a", "#222222", "#737373"):
        outside = pages("trifold", brand=BRAND.format(name="A", more=f'colours: {{primary: "{primary}"}}\n'))[0]
        left, foot, right, top = max(filled(outside, rgb(primary)), key=lambda one: one[3] - one[1])
        assert top - foot > 200
        under = [look["fill"] for outline, look, _ in outside.shapes
                 if look["fill"] and box(outline)[:3] == pytest.approx((left, foot - 9, right))]  # fmt: skip
        assert under
        assert contrast(under[0], rgb(primary)) >= 3


def test_with_a_bleed_the_cover_is_coloured_over_the_edge(clinic: Any, pages: Pages) -> None:
    shipped = (Path(__file__).resolve().parents[2] / "layouts/trifold.yaml").read_text("utf-8")
    clinic.add("layouts/own.yaml", f"{shipped}bleed: 0.125in\n")
    outside = pages("own", brand=BRAND.format(name="A", more='colours: {primary: "#8a1f1f"}\n'))[0]
    _, _, right, top = max(filled(outside, rgb("#8a1f1f")), key=lambda one: one[3] - one[1])
    assert (right, top) == pytest.approx((792 + 9, 612 + 9))


# --- loudness


def test_the_main_point_speaks_loudest(pages: Pages, layout: str) -> None:
    found = pages(
        layout, "- Words to read.", sections="- title: One\n  blocks: [Words to read.]", main_point="Remember."
    )
    point, text = (next(line(page, words) for page in found if any(words in one.text for one in page.lines))
                   for words in ("Remember", "Words to read"))  # fmt: skip
    assert point.size >= max(16, 1.27 * text.size)
    assert {run.face.name for run in point.runs} == {"SourceSans3-SemiBold"}


@pytest.mark.parametrize("mono", [False, True])
def test_zones_differ_without_their_colours(clinic: Any, pages: Pages, mono: bool) -> None:
    """Red under a solid band with a white title, yellow in a frame of 2 pt, green with neither."""
    if mono:
        clinic.add("project.yaml", MONO)
    looks = {}
    for zone in ("green", "yellow", "red"):
        (page, *_) = pages("letter", f"- zones: [{{zone: {zone}, title: Zu, signs: [Sa], do: [Da]}}]")
        title = line(page, "Zu")
        under = [look for outline, look, _ in page.shapes if box(outline)[3] - box(outline)[1] > 60
                 and box(outline)[1] < title.y < box(outline)[3] < 700]  # fmt: skip
        looks[zone] = {look["fill"] and round(contrast(look["fill"], WHITE)) for look in under}, title.runs[0].colour
        strokes = {look["width"] for look in under if look["stroke"]}
        assert strokes == {"green": {0.8} if mono else set(), "yellow": {2.0}, "red": set()}[zone]
    assert looks["red"][1] == WHITE
    assert max(looks["red"][0]) > 5
    assert all(colour != WHITE for _, colour in (looks["green"], looks["yellow"]))


@pytest.mark.parametrize("kind", ["note", "caution", "emergency"])
def test_signs_hang_beside_text_that_has_one_edge(pages: Pages, layout: str, kind: str) -> None:
    blocks = f"- callout: {{kind: {kind}, title: Zuone, text: Zutwo words}}"
    page = next(one for one in pages(layout, blocks) if any("Zuone" in found.text for found in one.lines))
    title, text = line(page, "Zuone"), line(page, "Zutwo")
    assert title.x == pytest.approx(text.x)
    (_, sign), *_ = [(element, area) for element, area in page.boxes if element.alt]
    assert sign.right < title.x
    assert sign.y < title.y < sign.top


def test_an_urgent_section_has_a_band(pages: Pages, layout: str) -> None:
    sections = "- title: Calm\n  blocks: [Words.]\n- title: Call us\n  urgent: true\n  blocks: [Words.]"
    found = pages(layout, sections=sections)
    urgent, calm = (next(line(page, text) for page in found if any(text in one.text for one in page.lines))
                    for text in ("Call us", "Calm"))  # fmt: skip
    assert urgent.runs[0].colour == WHITE != calm.runs[0].colour
    assert urgent.size == calm.size


def test_a_heading_right_below_a_title_keeps_away(pages: Pages) -> None:
    texts = "- title: One\n  blocks:\n  - {first}\n  - Words.\n"
    gaps = {}
    for first in ("heading: Two", "Two"):
        (page, *_) = pages("letter", sections=texts.replace("{first}", first))
        gaps[first] = line(page, "One").y - line(page, "Two").y
    assert gaps["heading: Two"] > gaps["Two"] + 4


# --- people, forms, pictures


def test_rows_of_people_stand_8_pt_apart_and_the_label_beside_the_first(pages: Pages) -> None:
    blocks = "- icon-array: {count: 10, of: 100, icon: person, label: Zulabel, caption: Zucaption}"
    blocks += "\n- Words that fill a page, so that type does not grow." * 34
    page = next(one for one in pages("letter", blocks) if any("Zulabel" in found.text for found in one.lines))
    people = [box(outline) for outline, look, leaf in page.shapes if leaf and look["width"] == 0.7]
    assert len(people) == 100
    tops = sorted({round(one[3], 2) for one in people}, reverse=True)
    high = people[0][3] - people[0][1]
    gaps = [above - below - high for above, below in pairwise(tops)]
    assert sorted(gaps)[:8] == pytest.approx([8] * 8, abs=0.05)
    label = line(page, "Zulabel")
    assert label.x > max(one[2] for one in people)
    assert tops[0] - high < label.y < tops[0]
    caption = line(page, "Zucaption")
    assert caption.x == label.x and caption.y > tops[-1] - high, "beside the people too, where there is room"


def test_blanks_on_one_line_are_a_row_of_a_form(pages: Pages) -> None:
    fields = "{a: {label: Name, width: 2in}, b: {label: Date, width: 1in}}"
    (page, *_) = pages("letter-plain", '- "Name: {{ a }} Date of surgery: {{ b }}"', fields=fields)
    name, date = line(page, "Name:"), line(page, "Date of surgery:")
    assert name.y == pytest.approx(date.y)
    rules = [box(outline) for outline, look, leaf in page.shapes if leaf and look["stroke"] and look["width"] == 0.6][
        :2
    ]
    assert [one[0] for one in rules] == pytest.approx([name.x, date.x])
    assert all(name.y - 30 < one[1] < name.y - 15 for one in rules)
    assert rules[0][2] < date.x
    assert rules[1][2] == pytest.approx(7.3 * 72)


def test_a_row_of_a_form_is_read_out_cell_by_cell(clinic: Any, read_pdf: Any) -> None:
    fields = "{a: {label: Name, width: 2in}, b: {label: Date, width: 1in}}"
    clinic.write('- "Name: {{ a }} Date of surgery: {{ b }}"', fields=fields)
    for edition in (Edition.PRINT, Edition.SCREEN):
        made = build(opened(clinic.folder), Order("h", "letter", edition))
        said = " ".join(read_pdf(made.data).root.text.split())
        assert re.search(r"One Name: .*Date of surgery: ", said), edition


@pytest.mark.parametrize("text", ["Name: {{ a }}", "Take {{ a }} at {{ b }}", "Name: {{ a }} Date: {{ b }} today."])
def test_a_blank_in_a_sentence_stays_there(pages: Pages, text: str) -> None:
    fields = "{a: {label: A, width: 1in}, b: {label: B, width: 1in}}"
    (page, *_) = pages("letter-plain", f'- "{text}"', fields=fields)
    rules = [box(outline) for outline, look, leaf in page.shapes if leaf and look["width"] == 0.6]
    rules = rules[: text.count("{{")]  # others stand below, for notes
    words = line(page, text.split()[0])
    assert all(one[1] == pytest.approx(words.y - 2) for one in rules)


@pytest.fixture
def photos(clinic: Any) -> None:
    for name, size in (("tall", (900, 1500)), ("wide", (1500, 900)), ("small", (300, 200))):
        Image.new("RGB", size, "#3a6").save(clinic.folder / f"{name}.jpg")
    clinic.add("drawing.svg", LOGO.format(60))


@pytest.mark.usefixtures("photos")
def test_two_portraits_stand_side_by_side(pages: Pages, layout: str) -> None:
    tall, wide = (f"- figure: {{image: {name}.jpg, alt: A, caption: Zu}}\n" * 2 for name in ("tall", "wide"))
    (one, other) = [area for page in pages(layout, tall) for _, area, _ in page.pictures if area.height > 60]
    assert (one.y, one.height) == pytest.approx((other.y, other.height))
    assert one.right < other.x
    areas = [area for page in pages(layout, wide) for _, area, _ in page.pictures]
    (one, other) = [area for area in areas if area.height > 60]
    assert one.y != pytest.approx(other.y) or layout == "trifold"
    wordy = tall.replace("Zu}", f"{'Zu' * 40}}}")
    (one, other) = [area for page in pages("letter-plain", wordy) for _, area, _ in page.pictures if area.height > 60]
    assert one.x == pytest.approx(other.x), "a caption of one long word wants a column"


@pytest.mark.usefixtures("photos")
def test_text_stands_beside_a_narrow_picture(pages: Pages) -> None:
    more = "- Zuthree.\n- " + "Too much to stand beside it. " * 30
    (page, *_) = pages(
        "letter-plain", f"- figure: {{image: tall.jpg, alt: A, caption: Zuone, width: 1.5in}}\n- Zutwo.\n{more}"
    )
    (_, area, _) = page.pictures[-1]
    for text in ("Zuone", "Zutwo", "Zuthree"):
        assert line(page, text).x == pytest.approx(area.right + 12), text
        assert area.y < line(page, text).y < area.top
    assert line(page, "Too much").y < area.y
    (page, *_) = pages(
        "letter-plain", "- figure: {image: tall.jpg, alt: A, width: 1.5in}\n- 'Zutwo:'\n- list: [Zuthree]"
    )
    assert line(page, "Zutwo").y < page.pictures[-1][1].y, "what leads to a list stays with it"
    (page, *_) = pages("letter-plain", "- figure: {image: tall.jpg, alt: A, caption: Zuone, width: 3.5in}\n- Zutwo.")
    assert line(page, "Zuone").x == pytest.approx(page.pictures[-1][1].x)


@pytest.mark.usefixtures("photos")
def test_a_picture_is_at_most_two_fifths_of_a_page_unless_wished(pages: Pages) -> None:
    blocks = [f"- figure: {{image: tall.jpg, alt: A{wish}}}" for wish in ("", ", width: 3.5in")]
    heights = [max(area.height for page in pages("letter", one) for _, area, _ in page.pictures) for one in blocks]
    assert heights[0] <= 0.4 * 709.2 < heights[1]


@pytest.mark.usefixtures("photos")
def test_corners_of_photos_are_those_of_boxes(pages: Pages) -> None:
    (page, *_) = pages(
        "letter", "- figure: {image: wide.jpg, alt: A}\n- Words.\n- figure: {image: drawing.svg, alt: B}"
    )
    outlines = [page.outlines[number] for number, one in enumerate(page.pictures) if one[0].stem in ("wide", "drawing")]
    assert [outline is not None for outline in outlines] == [True, False]
    (_, start), *_ = outlines[0]
    assert start[0] - box(outlines[0])[0] == pytest.approx(3.5)


# --- a cover of one's own


@pytest.mark.usefixtures("photos")
def test_a_cover_image_fills_the_cover_and_is_read_out(pages: Pages) -> None:
    outside = pages("trifold", cover_image="{image: wide.jpg, alt: A green field}")[0]
    (number,) = [number for number, one in enumerate(outside.pictures) if one[0].stem == "wide"]
    _, area, leaf = outside.pictures[number]
    assert leaf.parent.alt == "A green field"
    left, foot, right, top = box(outside.outlines[number])
    assert (left, foot, right, top) == pytest.approx(
        (max(area.x, left), max(area.y, foot), min(area.right, right), min(area.top, top))
    )
    assert right - left > 200
    assert any(element.alt == "A green field" for element, _ in outside.boxes)


@pytest.mark.usefixtures("photos")
def test_a_drawing_on_the_cover_is_whole_and_may_be_decoration(pages: Pages) -> None:
    outside = pages("trifold", cover_image="{image: drawing.svg, decorative: true}")[0]
    (number,) = [number for number, one in enumerate(outside.pictures) if one[0].stem == "drawing"]
    _, area, leaf = outside.pictures[number]
    assert leaf is None
    assert outside.outlines[number] is None
    assert area.width / area.height == pytest.approx(2)
    assert 200 < area.width < 225, "as wide as the panel's text"


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{image: small.jpg, alt: A}", "“small.jpg” has 300 × 200 pixels, too few for a cover."),
        ("{image: tal.jpg, alt: A}", "there is no picture “tal.jpg”."),
        ("{image: tall.jpg}", "the picture has no `alt` text."),
        ("{image: tall.jpg, alt: A, decorative: true}", "a decorative picture has no alt text."),
    ],
)
def test_a_cover_image_that_cant_be_one_is_told(pages: Pages, written: str, message: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        pages("trifold", cover_image=written)
    (problem,) = caught.value.findings
    assert problem.message == message
    assert "h.yaml:10:" in str(problem.place)


def test_no_address_is_parted_beside_the_code(pages: Pages) -> None:
    """Beside the code on a narrow back there is room for less than on the whole line below it."""
    more = "address: [2200 Harbor Street, Port Ellen], email: nurse@harborstreet.example"
    brand = BRAND.format(name="Lakeside", more="").replace("web:", f"{more}, web:")
    outside, *_ = pages("gatefold", brand=brand)
    assert line(outside, "nurse@harborstreet.example")
    assert line(outside, "2200 Harbor").y > line(outside, "nurse@").y
