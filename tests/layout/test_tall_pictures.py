"""A tall picture is made smaller until it fits, in its shape, with its caption; a wished width gives way last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.units import Area

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s"><rect width="9" height="9"/></svg>'
PHOTO = "figure: {image: photo.svg, alt: A%s}"
LONG = " ".join(["Words that go on and on."] * 8)
Areas = Callable[..., list[Area]]


@pytest.fixture
def areas(clinic: Any, record_pages: Any) -> Areas:
    """Where the pictures of a handout stand, which has a photo of 16 by 24 inches and one eight times as high."""
    clinic.add("photo.svg", SVG % ("16in", "24in"))
    clinic.add("strip.svg", SVG % ("3in", "24in"))

    def build(layout: str, blocks: str) -> list[Area]:
        built = clinic.build(layout, blocks)
        pictures = [found for page in record_pages(built.composition) for found in page.pictures]
        return [area for file, area, _ in pictures if file.stem in ("photo", "strip")]

    return build


@pytest.mark.parametrize(
    ("layout", "room"),
    [("letter", 709.2), ("trifold", 576.0), ("half-sheet", 540.0), ("poster", 1140.0), ("bifold", 576.0)],
)
def test_a_tall_photo_takes_at_most_half_of_a_page_or_panel(areas: Areas, layout: str, room: float) -> None:
    for blocks in (f"- {PHOTO % ''}", f"- Words.\n- {PHOTO % ''}\n- Words.", "- figure: {image: strip.svg, alt: A}"):
        (area,) = areas(layout, blocks)
        assert 100 < area.height <= 0.5 * room
        assert area.width / area.height == pytest.approx(1 / 8 if "strip" in blocks else 2 / 3)


def test_a_caption_stays_below_its_photo(areas: Areas, clinic: Any, record_pages: Any) -> None:
    (alone,) = areas("trifold", f"- {PHOTO % ''}")
    (area,) = areas("trifold", f"- {PHOTO % f', caption: {LONG}'}")
    assert 72 <= area.height < alone.height
    pages = record_pages(clinic.again("trifold").composition)
    first = next(line for page in pages for line in page.lines if "Words that go" in line.text)
    assert (first.x, first.y) == pytest.approx((area.x, area.y - 18), abs=8)


@pytest.mark.parametrize(
    "blocks",
    [
        "- callout:\n    kind: tip\n    blocks:\n      - Words.\n      - %s\n      - Words.",
        "- keep:\n  - Words.\n  - %s\n  - %s",
        "- foot:\n  - %s\n  - Words.",
        "- %s\n- %s\n- %s",
    ],
    ids=["callout", "keep", "foot", "three"],
)
@pytest.mark.parametrize("layout", ["letter", "trifold", "poster"])
def test_photos_inside_of_blocks(areas: Areas, blocks: str, layout: str) -> None:
    count = blocks.count("%s")
    found = areas(layout, blocks % ((PHOTO % "",) * count))
    assert len(found) == count
    assert all(area.height >= 72 for area in found)


def test_a_photo_that_leaves_no_room_for_the_text_is_made_smaller(areas: Areas) -> None:
    (alone,) = areas("trifold", f"- {PHOTO % ''}")
    text = "\n".join(f"- {LONG}" for _ in range(17))
    (area,) = areas("trifold", f"- {PHOTO % ''}\n{text}")
    assert 72 <= area.height < alone.height


def test_a_wished_width_is_kept_where_it_can_be(areas: Areas) -> None:
    (area,) = areas("letter", f"- {PHOTO % ', width: 5in'}")
    assert (area.width, area.height) == pytest.approx((360, 540))
    (area,) = areas("letter", f"- {PHOTO % ', width: 7in'}")  # as wide as the text, and so almost as high as the page
    assert 360 < area.width <= 511.2
    photo, small = areas("letter", f"- keep:\n  - {PHOTO % ', width: 5in'}\n  - {PHOTO % ', width: 1in'}")
    assert small.width == pytest.approx(72)
    assert photo.height <= 540


def test_a_wished_width_is_that_for_a_letter_and_grows_with_the_type_of_a_poster(areas: Areas) -> None:
    blocks = f"- Words.\n- {PHOTO % ', width: 1.5in'}"
    (letter,), (poster,) = areas("letter", blocks), areas("poster", blocks)
    assert (letter.width, poster.width) == pytest.approx((108, 108 * 24 / 12.5))
    (wide,) = areas("poster", f"- Words.\n- {PHOTO % ', width: 3in'}")
    assert 216 < wide.width <= 350  # in its column still, which it would not be at its full size


def test_pictures_give_way_no_more_than_they_must(areas: Areas) -> None:
    found = areas("half-sheet", "\n".join(f"- {LONG}\n- {PHOTO % ''}" for _ in range(5)))
    assert all(79 < area.height < 90 for area in found)  # neither an inch nor what would need a third page


def test_pictures_a_little_smaller_save_a_page(areas: Areas, clinic: Any) -> None:
    found = areas("letter-plain", "\n".join(f"- {LONG}\n- {PHOTO % ', caption: Words'}" for _ in range(3)))
    assert len(clinic.again("letter-plain").composition.pages) == 2
    assert [area.height for area in found] == pytest.approx([0.29 * 709.2 - 6] * 3, abs=6)


def test_pictures_get_a_little_smaller_before_a_bifold_has_columns(
    areas: Areas, clinic: Any, record_pages: Any
) -> None:
    areas("bifold-a4", "\n".join(f"- {LONG}\n- {PHOTO % ', caption: Words'}\n- {LONG}" for _ in range(3)))
    composition = clinic.again("bifold-a4").composition
    assert composition.tallest.free < 0.4
    left = {round(line.x) for page in record_pages(composition) for line in page.lines if "Words that go" in line.text}
    assert not left & {222, 643}  # the second columns


def test_a_small_picture_stays_as_it_is(areas: Areas, clinic: Any) -> None:
    (area,) = areas("letter", "- Words.\n- figure: {image: photo.svg, alt: A, width: 10mm}")
    assert area.width == pytest.approx(28.35, abs=0.01)
    clinic.add("photo.svg", SVG % ("30pt", "20pt"))
    (area,) = areas("letter", f"- {PHOTO % ''}")
    assert area.height == pytest.approx(20, rel=0.01)


def test_below_an_inch_the_text_is_to_be_shorter(areas: Areas) -> None:
    text = "\n".join(f"- {LONG}" for _ in range(60))
    with pytest.raises(CarefoldError) as caught:
        areas("trifold", f"- {PHOTO % ''}\n{text}")
    (problem,) = caught.value.findings
    assert problem.message.startswith("the text does not fit “")
    assert "Its pictures were made smaller already; one picture less would help." in problem.hint


def test_a_caption_longer_than_a_page_is_told(areas: Areas) -> None:
    with pytest.raises(CarefoldError, match="higher than a page"):
        areas("letter", f"- keep:\n  - {PHOTO % f', caption: {LONG * 12}'}")
