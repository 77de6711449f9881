"""What a page is made of: nothing from outside, real fields, drawings with words, no furniture of sheets."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from opening import frozen, opened
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.colour import contrast
from carefold.html.anchors import lead_back
from carefold.html.colours import day, night
from carefold.html.message import message_body
from carefold.html.node import Child, node, written
from carefold.html.words import Words
from carefold.layout.palette import Palette
from carefold.order import Edition, Order
from carefold.pipeline import build, laid_out, make, resolved
from carefold.pipeline import opened as opened_handout
from carefold.structure import Leaf
from carefold.workspace import load_brand

ROOT = Path(__file__).parents[2]
SHIPPED, CASES = opened(ROOT), opened(ROOT / "tests/cases")
GALLERY = ("every-block", *(f"gallery-{name}" for name in ("forms", "pictures", "symbols", "contact", "medicines")))
X, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"


def page(name: str, workspace: object = CASES) -> bytes:
    return make(workspace, Order(name, "letter", Edition.HTML, allow_expired=True)).data  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def read() -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(page(name)) for name in GALLERY}


def all_of(read: dict[str, ElementTree.Element]) -> Iterator[ElementTree.Element]:
    return (one for tree in read.values() for one in tree.iter())


def test_nothing_comes_from_outside(read: dict[str, ElementTree.Element]) -> None:
    for name in GALLERY:
        text = re.sub(r' href="(?:https:|mailto:|tel:)[^"]*"', "", page(name).decode())
        assert re.findall(r'(?:src|href)="(?!data:image/(?:png|jpeg);base64,|#)', text) == [], name
    tags = {re.sub(r"\{.*\}", "", one.tag) for one in all_of(read)}
    assert not tags & {"script", "link", "iframe", "object", "form", "base", "foreignObject", "use"}
    assert not [key for one in all_of(read) for key in one.attrib if key.startswith("on") or key == "style"]


def test_the_policy_lets_its_own_style_alone_through(read: dict[str, ElementTree.Element]) -> None:
    for tree in read.values():
        policy = next(one.get("content", "") for one in tree.iter(f"{X}meta") if one.get("http-equiv"))
        style = tree.find(f".//{X}style")
        assert style is not None and style.text
        digest = b64encode(sha256(style.text.encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; img-src data:; style-src 'sha256-{digest}';")


def test_names_are_unique_and_links_within_lead_somewhere(read: dict[str, ElementTree.Element]) -> None:
    for name, tree in read.items():
        ids = [one.get("id") for one in tree.iter() if one.get("id")]
        within = [one.get("href", "")[1:] for one in tree.iter(f"{X}a") if one.get("href", "").startswith("#")]
        assert len(ids) == len({*ids}) and {*within} <= {*ids}, name


def test_a_citation_and_its_reference_lead_to_each_other() -> None:
    tree = ElementTree.fromstring(page("about-ketamine", frozen()))
    links = {one.get("href"): one for one in tree.iter(f"{X}a")}
    assert links["#reference-10"].text == "10" and links["#citation-10"].text == "10."
    assert links["#reference-10"].get("aria-label") and links["#citation-10"].get("aria-label")


def test_several_at_once_are_all_led_back_to() -> None:
    cited = node("p", node("a", "1", href="#reference-1", id="citation-1"), "–",
                 node("a", "3", href="#reference-3", id="citation-3"))  # fmt: skip
    listed = node("ol", *(node("li", node("a", f"{n}.", href=f"#citation-{n}")) for n in (1, 2, 3, 4)))
    lead_back([cited, listed])
    assert '<a href="#reference-3" id="citation-3"><span id="citation-2"></span>3</a>' in written(cited)
    assert written(listed).endswith("<li><span>4.</span></li></ol>"), "nothing cites it: no link"


def test_fields_are_real_and_named(read: dict[str, ElementTree.Element]) -> None:
    tree = read["gallery-forms"]
    labels = {one.get("for"): "".join(one.itertext()) for one in tree.iter(f"{X}label")}
    ticks = [one for one in tree.iter(f"{X}input") if one.get("type") == "checkbox"]
    assert [labels[one.get("id")] for one in ticks] == [
        "I have a ride home", "I know whom to call when the office is closed and nobody answers",
    ]  # fmt: skip
    typed = [one for one in tree.iter() if one.tag in (f"{X}textarea", f"{X}input") and one not in ticks]
    assert len(typed) > 15 and all(one.get("aria-label") for one in typed)
    assert sum(one.tag == f"{X}textarea" for one in typed) == 4  # one for notes


def test_drawings_say_what_they_show_and_ornaments_nothing(read: dict[str, ElementTree.Element]) -> None:
    for one in all_of(read):
        if one.tag == f"{SVG}svg":
            assert (one.get("role") == "img" and one.get("aria-label")) or one.get("aria-hidden") == "true"
    named = [one.get("aria-label", "") for one in read["gallery-pictures"].iter(f"{SVG}svg") if one.get("role")]
    assert "Picture: 7 of 10 people filled" in named
    ornaments = [one for one in read["gallery-symbols"].iter(f"{SVG}svg") if one.get("aria-hidden")]
    assert len(ornaments) > 15 and all(len(one) for one in ornaments)


def test_photos_are_small_and_without_metadata(read: dict[str, ElementTree.Element]) -> None:
    photos = list(read["gallery-pictures"].iter(f"{X}img"))
    assert sorted(one.attrib["alt"] != "" for one in photos) == [False, True], "one is an ornament"
    for one in photos:
        picture = Image.open(BytesIO(b64decode(one.get("src", "").partition(",")[2])))
        assert picture.width <= 3 * int(one.get("width", "0"))
        assert not picture.getexif() and "icc_profile" not in picture.info


def test_furniture_of_sheets_is_left_out_and_what_must_be_there_is() -> None:
    text = "".join(ElementTree.fromstring(page("about-ketamine", SHIPPED)).itertext())
    for said in ("Where this comes from", "It does not replace advice", "Code ", "Next review", "555-0199", "KET-001"):
        assert said in text, said
    for said in ("Page 1", "Turn over", "continued", "1 of 4", "2 of 4"):
        assert said not in text, said


def test_numbers_can_be_called(read: dict[str, ElementTree.Element]) -> None:
    calls = [one for one in read["every-block"].iter(f"{X}a") if one.get("href", "").startswith("tel:")]
    assert [("".join(one.itertext()), one.get("class")) for one in calls] == [("555-0100", "call"), ("555-0199", None)]


@pytest.mark.parametrize("brand", SHIPPED.brands)
def test_dark_mode_can_be_read_in_each_brand(brand: str) -> None:
    palette = Palette.of(load_brand(SHIPPED, brand)[0])
    for colours in (day(palette), night(palette)):
        grounds = [colours[name] for name in ("page", "tint", "caution_tint", "danger_tint", "safe_tint", "alert_tint")]
        for ground in grounds:
            assert contrast(colours["black"], ground) >= 7
            assert contrast(colours["primary"], ground) >= 4.5 and contrast(colours["call"], ground) >= 7
        assert contrast(colours["caution"], colours["caution_tint"]) >= 4.5
        assert contrast(colours["on_card"], colours["card"]) >= 4.5
        assert contrast(colours["on_primary"], colours["primary"]) >= 4.5
        assert contrast(colours["rule"], colours["page"]) >= 3


def test_the_same_handout_is_the_same_page() -> None:
    assert page("every-block") == page("every-block")


def test_it_is_reviewed_as_its_pdf_is() -> None:
    made = build(SHIPPED, Order("about-ketamine", "letter", Edition.HTML))
    assert made.name == "about-ketamine.letter.html" and made.pages == 1
    assert made.code == build(SHIPPED, Order("about-ketamine", "letter")).code
    assert made.code in made.data.decode()


# --- messages


@pytest.mark.parametrize("name", GALLERY)
def test_a_message_needs_nothing_that_mail_programs_lack(name: str) -> None:
    asked = Order(name, "letter", allow_expired=True)
    made = laid_out(CASES, resolved(CASES, opened_handout(CASES, name, None)), asked)
    body = message_body(made.job, made.composition)
    tree = ElementTree.fromstring(body.html)
    tags = {one.tag for one in tree.iter()}
    assert not tags & {"script", "style", "svg", "form", "input", "textarea", "link", "section", "figure", "main"}
    keys = {key for one in tree.iter() for key in one.attrib}
    assert keys <= {"style", "href", "src", "alt", "width", "height", "lang", "scope", "colspan", "rowspan", "charset"}
    assert all(one.get("href", "").startswith(("https:", "mailto:", "tel:")) for one in tree.iter("a"))
    shown = [one.get("src", "") for one in tree.iter("img")]
    assert {*shown} == {f"cid:{picture.id}" for picture in body.pictures}
    assert all(one.get("alt") for one in tree.iter("img"))
    for picture in body.pictures:
        drawn = Image.open(BytesIO(picture.data))
        assert drawn.format == "PNG" and drawn.convert("L").getextrema() != (255, 255), picture.alt


def test_a_page_that_would_say_something_else_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(_words: Words, leaf: Leaf, *, bold: bool = False) -> list[Child]:
        return [leaf.text.replace("911", "119")]

    monkeypatch.setattr(Words, "of", forgetful)
    with pytest.raises(CarefoldError, match=r"the web page would not say what the handout does \(word \d+ of \d+\)"):
        page("about-ketamine", SHIPPED)


def test_what_a_camera_wrote_into_a_photo_stays_out(clinic: Any) -> None:
    """Turned as it is to be shown, without the place that it was taken at."""
    taken, photo = Image.new("RGB", (600, 300), "#0d6e72"), BytesIO()
    exif = taken.getexif()
    exif[0x0112], exif[0x010E] = 6, "Rosalind's garden"
    taken.save(photo, "JPEG", exif=exif, comment="Rosalind's garden")
    clinic.add("handouts/images/p.jpg", photo.getvalue())
    clinic.write("- figure: {image: handouts/images/p.jpg, alt: A garden}")
    tree = ElementTree.fromstring(make(opened(clinic.folder), Order("h", "letter", Edition.HTML)).data)
    (shown,) = tree.iter(f"{X}img")
    data = b64decode(shown.get("src", "").removeprefix("data:image/jpeg;base64,"))
    picture = Image.open(BytesIO(data))
    assert b"Rosalind" not in data and not picture.getexif() and picture.height == 2 * picture.width


def test_a_message_of_what_is_to_fill_in_on_a_screen_has_lines_and_boxes_too() -> None:
    asked = Order("gallery-forms", "letter", Edition.SCREEN, allow_expired=True)
    made = laid_out(CASES, resolved(CASES, opened_handout(CASES, asked.source, None)), asked)
    body = message_body(made.job, made.composition)
    assert "<input" not in body.html and "<textarea" not in body.html
    assert "☐ I have a ride home" in body.plain and "My name: ____" in body.plain
