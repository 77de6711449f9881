"""The shipped brands, a photo on the cover, and the notices that must print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from opening import opened
from PIL import Image
from pypdf.generic import ContentStream

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.colour import rgb
from carefold.imposition.sheet import folded_sheet
from carefold.layout.palette import Palette
from carefold.model.brand import Brand
from carefold.order import Order
from carefold.pipeline import build, make
from carefold.preflight import verapdf
from carefold.reading.files import read_brand
from carefold.stages import Made
from carefold.workspace import Workspace, load_brand

ROOT = Path(__file__).parents[1]
BRANDS = ("inkwell", "plumtree", "riverbend")


@pytest.fixture(params=BRANDS)
def brand(request: pytest.FixtureRequest, shipped: Workspace) -> tuple[str, Brand, Path]:
    found, folder = load_brand(shipped, request.param)
    return request.param, found, folder


def test_these_are_all_that_is_shipped(shipped: Workspace) -> None:
    assert shipped.sources.brands() == BRANDS


def test_nobody_real_is_called(brand: tuple[str, Brand, Path]) -> None:
    name, found, folder = brand
    assert name in found.name.lower()
    written = (folder / "brand.yaml").read_text("utf-8")
    assert set(re.findall(r"\b\d{3}-\d{4}\b", written)) >= {found.contact.phone, found.contact.after_hours}
    assert all(number.startswith("555-01") for number in re.findall(r"\b\d{3}-\d{4}\b", written))
    assert re.findall(r"https?://\S+|\S+@\S+", written)
    assert all(address.endswith(".example") for address in re.findall(r"https?://\S+|\S+@\S+", written))


def test_the_logo_is_drawn_with_paths_in_colours_of_the_brand(brand: tuple[str, Brand, Path]) -> None:
    _, found, folder = brand
    root = etree.fromstring((folder / str(found.logo)).read_bytes())
    assert {etree.QName(element).localname for element in root.iter("*")} == {"svg", "path"}
    fills = {element.get("fill") for element in root.iter("{*}path")}
    colours = found.colours
    assert fills & {colours.primary, colours.ink, colours.danger}


def test_each_has_its_own_name_colours_cover_and_numbers(shipped: Workspace) -> None:
    found = [load_brand(shipped, name)[0] for name in BRANDS]
    for key in (lambda one: one.name, lambda one: one.colours.primary, lambda one: one.cover,
                lambda one: one.contact.phone, lambda one: one.contact.web):  # fmt: skip
        assert len({key(one) for one in found}) == len(BRANDS)


def test_inkwell_is_black_and_grey(shipped: Workspace) -> None:
    found, folder = load_brand(shipped, "inkwell")
    colours = [value for value in found.colours.model_dump().values() if isinstance(value, str) and value[:1] == "#"]
    colours += re.findall(r"#[0-9a-f]{6}", (folder / "logo.svg").read_text("utf-8"))
    assert len(colours) >= 9
    assert all(len(set(rgb(colour))) == 1 for colour in colours)
    palette = Palette.of(found)
    assert all(len(set(getattr(palette, name))) == 1 for name in ("tint", "middle", "pale", "rule", "caution_tint"))


def test_a_page_of_inkwell_has_no_colour(shipped: Workspace, read_pdf: Any) -> None:
    for page in read_pdf(make(shipped, Order("about-ketamine", "trifold", brand="inkwell")).data).reader.pages:
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
            if operator in (b"rg", b"RG"):
                assert len(set(map(float, operands))) == 1


@pytest.mark.parametrize("layout", ["trifold", "letter"])
def test_each_builds(brand: tuple[str, Brand, Path], shipped: Workspace, layout: str) -> None:
    made = build(shipped, Order("about-ketamine", layout, brand=brand[0]))
    assert made.findings == ()
    if verapdf.available():
        (report,) = verapdf.validate([made.data])
        assert [str(finding) for finding in report.findings] == []


# --- a photo on the cover

PHOTO = "name: A\ncontact: {phone: 555-0100}\ndisclaimer: D\ncover: photo\nphoto: pictures/p.jpg\n"


@pytest.fixture
def with_photo(clinic: Any) -> Any:
    """A project whose brand has a photo, twice as wide as high."""
    clinic.write()
    (clinic.folder / "pictures").mkdir()
    Image.linear_gradient("L").resize((1600, 800)).convert("RGB").save(clinic.folder / "pictures/p.jpg")
    clinic.add("brand.yaml", PHOTO)
    return clinic


def test_a_photo_goes_across_both_leaves_of_a_gatefold(with_photo: Any, record_pages: Any) -> None:
    """Each leaf shows its half of one photo."""
    made: Made = with_photo.again("gatefold")
    page = record_pages(made.composition)[folded_sheet(made.layout).panel("front").side]
    shown = [
        (min(x for _, numbers in outline for x in numbers[::2]) - area.x, area.width, area.height)
        for (file, area, _), outline in zip(page.pictures, page.outlines, strict=True) if file.name == "p.jpg"
    ]  # fmt: skip
    (left, *one), (right, *other) = sorted(shown)
    assert one == pytest.approx(other)
    assert right - left == pytest.approx(folded_sheet(made.layout).panel("front").live.width, abs=0.1)


@pytest.mark.parametrize("layout", ["trifold", "zfold", "bifold-a4"])
def test_the_photo_fills_the_cover_s_art(with_photo: Any, layout: str, record_pages: Any) -> None:
    made: Made = with_photo.again(layout)
    sheet = folded_sheet(made.layout)
    front = sheet.panel(made.layout.front or "")
    page = record_pages(made.composition)[front.side]
    ((file, area, leaf),) = [one for one in page.pictures if one[0].name == "p.jpg"]
    (outline,) = [within for one, within in zip(page.pictures, page.outlines, strict=True) if one[0] == file]
    assert leaf is None
    assert area.width / area.height == pytest.approx(2)
    xs = [x for _, numbers in outline for x in numbers[::2]]
    ys = [y for _, numbers in outline for y in numbers[1::2]]
    assert (min(xs), max(xs)) == pytest.approx((front.live.x, front.live.right))
    assert front.live.y < min(ys) and max(ys) < front.live.top
    assert area.x <= min(xs) + 0.01 and area.right >= max(xs) - 0.01
    assert area.y <= min(ys) + 0.01 and area.top >= max(ys) - 0.01
    assert max(ys) - min(ys) > 36
    on_front = [line for line in page.lines if front.area.x <= line.x < front.area.right]
    assert on_front and not any(min(ys) - 2 < line.y < max(ys) + 2 for line in on_front)


def test_a_photo_is_no_figure_and_passes_all_checks(with_photo: Any, read_pdf: Any) -> None:
    made = build(opened(with_photo.folder), Order("h", "trifold"))
    assert made.findings == ()
    assert read_pdf(made.data).root.all("Figure") == read_pdf(with_photo.again("letter").data).root.all("Figure") == []
    if verapdf.available():
        (report,) = verapdf.validate([made.data])
        assert [str(finding) for finding in report.findings] == []


def test_a_coarse_photo_is_a_warning(with_photo: Any) -> None:
    Image.new("RGB", (200, 100)).save(with_photo.folder / "pictures/p.jpg")
    findings = build(opened(with_photo.folder), Order("h", "trifold")).findings
    assert [(finding.code, finding.place) for finding in findings] == [("CF411", "page 1")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "photo: pictures/p.jpg\n", "",
            "b:4:8: `cover: photo` needs a photo. Hint: Add `photo: file.jpg`, the file beside brand.yaml.",
        ),
        (
            "cover: photo", "cover: wave",
            "b:5:8: the photo would not show. Hint: Write `cover: photo`, or remove this line.",
        ),
        ("pictures/p.jpg", "pictures/q.jpg", "b:5:8: there is no picture “pictures/q.jpg”. Hint: Did you mean"),
        ("pictures/p.jpg", "../p.jpg", "b:5:8: “../p.jpg” leaves the project."),
        ("pictures/p.jpg", "brand.yaml", "b:5:8: “brand.yaml” is no picture that can be printed."),
        ("pictures/p.jpg", "broken.jpg", "b:5:8: “broken.jpg” is damaged, or no JPEG picture."),
    ],
)  # fmt: skip
def test_a_photo_that_is_not_right(with_photo: Any, old: str, new: str, message: str) -> None:
    (with_photo.folder / "broken.jpg").write_bytes(b"no")
    path = with_photo.add("brand.yaml", PHOTO.replace(old, new))
    with pytest.raises(CarefoldError) as caught:
        read_brand(path, "b")
    assert str(caught.value).startswith(message)
    assert "Hint:" in str(caught.value)


# --- notices

NOTICE = "Language assistance services, free of charge, are available to you. Call 555-0100."


def with_notices(clinic: Any, count: int) -> Workspace:
    clinic.write()
    notices = "".join(f'  - "Zunotice{number}: {NOTICE}"\n' for number in range(count))
    clinic.add("brand.yaml", f"name: A\ncontact: {{phone: 555-0100}}\ndisclaimer: D\nnotices:\n{notices}")
    return opened(clinic.folder)


@pytest.mark.parametrize(
    "layout", ["trifold", "letter", "large-print", "half-sheet", "booklet", "poster", "bifold", "card"]
)
@pytest.mark.parametrize("count", [1, 4, 60])
def test_notices_print_or_say_that_they_are_too_long(clinic: Any, layout: str, count: int, read_pdf: Any) -> None:
    workspace = with_notices(clinic, count)
    try:
        made = build(workspace, Order("h", layout))
    except CarefoldError as error:
        assert count > 1
        assert all("notices" in problem.hint for problem in error.findings), str(error)
        assert any("brand.yaml:5:6" in str(problem) for problem in error.findings)
    else:
        read = read_pdf(made.data).root.text
        assert re.findall(r"Zunotice(\d+): Language assistance", read) == [str(number) for number in range(count)]


def test_there_are_notices_that_fit_and_notices_that_do_not(clinic: Any) -> None:
    """So that the test above has both."""
    assert build(with_notices(clinic, 4), Order("h", "trifold"))
    for layout in ("trifold", "letter"):
        with pytest.raises(CarefoldError, match=r"too full|too long"):
            build(with_notices(clinic, 60), Order("h", layout))
