"""The page of a shelf, as it is written: nothing but its own, and all of it."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import unquote

import lxml.html
import pytest
import shelving
from hypothesis import given, settings
from hypothesis import strategies as st
from shelving import brand, dressing, output, page

from carefold.batch.card import how
from carefold.batch.dressing import Dressing, Words, own_name
from carefold.diagnostics.visible import visible
from carefold.graphics.colour import contrast, rgb
from carefold.languages.language import Language, tags


def read(data: bytes):
    return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))


def said(element) -> str:
    """All words, those of neighbours apart."""
    return " ".join(" ".join(element.itertext()).split())


def spaced(text: str) -> str:
    return " ".join(visible(text).split())


@pytest.fixture(scope="module")
def whole():
    return read(
        page(shelving.shelf(), dressing(shelf="https://clinic.example/shelf", pictures=["better-sleep.letter.pdf"]))
    )


def test_a_card_says_all_of_a_handout(whole):
    card = whole.get_element_by_id("h-better-sleep")
    assert said(card) == (
        "Better sleep English · Version 1.0 Also in: Español Updated March 4, 2026 Next review March 4, 2028 "
        "Reading grade 5.2 Topics Sleep, G47.0 Scan to take it with you "
        "Letter pages Code ABC234 · 2 pages · 46 kB Letter paper. Print on both sides, flip on the long edge. "
        "Tri-fold leaflet, letter fold Code K7M2PQ · 2 pages · 46 kB "
        "Letter paper. Print on both sides, flip on the short edge. Print at actual size (100%). "
        "Fold in three: the narrow flap first, the cover over it. "
        "Letter pages, for a screen Code ABC234 · 2 pages · 46 kB For a screen, with fields to fill in. Not for paper. "
        f"Checks and files File Checks SHA-256 better-sleep.letter.pdf nothing found {'ab' * 32} "
        f"better-sleep.trifold.pdf nothing found {'ab' * 32} better-sleep.letter.screen.pdf nothing found {'ab' * 32}"
    )
    (picture,) = card.iter("img")
    assert b64decode(picture.get("src").removeprefix("data:image/png;base64,")) == shelving.PNG
    assert (picture.get("alt"), picture.get("width")) == ("First page of “Better sleep”", "1")
    assert [link.get("href") for link in card.find_class("file")] == [
        "better-sleep.letter.pdf", "better-sleep.trifold.pdf", "better-sleep.letter.screen.pdf",
    ]  # fmt: skip


def test_a_translation_that_lags_says_so(whole):
    card = whole.get_element_by_id("h-better-sleep.es")
    assert [said(one) for one in card.find_class("caution")] == [
        "Translated from version 0.8 of the original, which is now 1.0."
    ]
    (title,) = card.iter("h2")
    assert title.get("lang") == "es"
    assert not read(page([output(), output("better-sleep.es", translated_from="1.0")])).find_class("caution")


def test_the_findings_of_a_check_are_counted(whole):
    assert "errors: 0, warnings: 1 (CF421)" in said(whole.get_element_by_id("h-old-news"))
    assert said(whole.find("body/footer")) == "Checked with carefold 0.1.0, pypdf 7.0.1. The same as data"


def test_an_older_file_says_so():
    outputs = [output(version="1.1", updated="2026-10-01"), output(layout="letter", version="1.0")]
    (older,) = read(page(outputs)).xpath("//li/strong")
    assert said(older) == "This file is still version 1.0."


def test_reviews_stand_by_date_and_say_no_more_than_is_always_true(whole):
    section = next(one for one in whole.iter("section") if one.get("aria-labelledby") == "reviews")
    rows = [said(row) for row in section.find(".//tbody")]
    assert rows[:3] == [
        "November 30, 2026 Old news , Version 1.0", "January 15, 2027 Soon due , Version 1.0",
        "March 4, 2028 Better sleep , Version 1.0",
    ]  # fmt: skip
    assert len(rows) == 12
    assert "All handouts, the earliest review first." in said(section)
    assert all(not said(mark) for mark in whole.find_class("mark"))


def test_what_is_gone_is_told_and_not_linked(whole):
    section = next(one for one in whole.iter("section") if one.get("aria-labelledby") == "left")
    assert [said(row) for row in section.find(".//tbody")] == ["Taken away taken-away.trifold.pdf GNE222 withdrawn"]
    assert not list(section.iter("a"))
    assert "h-taken-away" not in {one.get("id") for one in whole.iter("article")}
    assert "No longer" not in said(read(page([output()])))


def test_it_speaks_the_clinics_language():
    outputs = [output(), output("old-news", gone="expired"), output("x", gone="for another reason")]
    text = said(read(page(outputs, dressing("es"))))
    for words in ("Imprima por las dos caras, girando por el borde corto.", "Actualizado 4 de marzo de 2026", "5,2",
                  "venció su fecha de revisión", "for another reason", "English · Versión 1.0"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("tag", [tag for tag in tags() if "-" not in tag])
def test_a_translation_of_the_page_is_whole(tag):
    english, own = Language.of("en").rules("shelf"), Language.of(tag).rules("shelf")
    assert own.keys() == english.keys()
    for name, phrase in english.items():
        if isinstance(phrase, dict):
            assert own[name].keys() == phrase.keys()
        else:
            assert re.findall(r"\{\w+\}", phrase) == re.findall(r"\{\w+\}", own[name]) or name == "title", name


def test_a_language_without_words_has_those_of_english():
    assert Words("qaa")("heading") == "Handouts"
    assert [own_name(tag) for tag in ("es", "es-MX", "qaa")] == ["Español", "Español (MX)", "qaa"]


# --- how to print


@pytest.mark.parametrize(
    ("layout", "changes", "told"),
    [
        ("letter", {"pages": 1}, "Letter paper. Print on one side."),
        ("a4", {"paper": "a4", "duplex": "long-edge"}, "A4 paper. Print on both sides, flip on the long edge."),
        ("poster", {"paper": "tabloid", "duplex": "none"}, "Tabloid paper (11 × 17 in). Print on one side."),
        ("booklet", {}, "Letter paper. Print on both sides, flip on the short edge. Print at actual size (100%). "
                        "Fold the sheets together in the middle, staple in the fold."),
        ("card", {}, "Letter paper. Print on both sides, flip on the short edge. Print at actual size (100%). "
                     "Cut out along the marks. Fold in the middle."),
        ("half-sheet", {"pages": 1}, "Letter paper. Print on one side. Print at actual size (100%). "
                                     "Cut in the middle: two copies."),
        ("own", {"paper": "ledger"}, "ledger. Print on both sides, flip on the short edge."),
        ("letter", {"edition": "archive"}, "For the archive (PDF/A): keep it, don’t give it out."),
    ],
)  # fmt: skip
def test_how_to_print(layout, changes, told):
    (file,) = shelving.manifest([output(layout=layout, **changes)])["handouts"][0]["outputs"]
    assert " ".join(how(file, shelving.layouts().get(layout), Words("en"))) == told


# --- codes to scan


def test_a_code_leads_to_what_reads_best_on_a_phone():
    dressed = dressing(shelf="https://clinic.example/a b/")
    outputs = [
        output(), output(layout="letter"), output(layout="letter", edition="screen", name="s p.screen.pdf"),
        output(edition="screen", name="panels.pdf"), output("two"), output("two", layout="letter"),
        output("three", site="north"),
        output("three", site="south", layout="letter"),
    ]  # fmt: skip
    assert dressed.addresses(shelving.manifest(outputs)) == (
        "https://clinic.example/a%20b/panels.pdf",
        "https://clinic.example/a%20b/three.trifold.pdf",
        "https://clinic.example/a%20b/three.letter.pdf",
        "https://clinic.example/a%20b/two.letter.pdf",
    )
    whole = read(page(outputs, dressed))
    assert [said(one) for one in whole.iter("figcaption")] == [
        "Scan to take it with you", "Scan to take it with you · Place: north",
        "Scan to take it with you · Place: south", "Scan to take it with you",
    ]  # fmt: skip
    assert whole.find_class("scan")[0][0].get("aria-label").endswith("/panels.pdf")


def test_without_a_shelf_on_the_web_there_is_no_code():
    assert not read(page([output()])).find_class("scan")
    with_other = Dressing("en", {"": brand(), "other": brand("https://o.example")}, shelving.layouts(), {})
    assert (
        len(with_other.addresses(shelving.manifest([output(), output("x", brand="other"), output("y", brand="z")])))
        == 1
    )


# --- nothing but its own

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    [
        "</script><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "{title}",
        "$title",
        "<!--",
        "&lt;",
        "'",
        "]]>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(title=ANY, topic=ANY, version=ANY, code=ANY, name=ANY, why=ANY, site=ANY, finding=ANY, source=ANY)
def test_whatever_is_written_stays_text(title, topic, version, code, name, why, site, finding, source):
    source, found = f"s{source.replace('.', '')}", {"severity": "error", "place": "", "hint": "", "source": ""}
    outputs = [
        output(source, title=title, topics=(topic,), version=version, code=code, name=name, site=site, sha256=title,
               findings=({**found, "code": finding, "message": ""},), paper=topic, layout=name),
        output(f"{source}.es", title=title, version=version, translated_from=f"{version}<", name="the twin"),
        output("gone", title=title, gone=why, code=code, name=name),
    ]  # fmt: skip
    whole = read(page(outputs, replace(dressing(shelf="https://c.example"), pictures={name: shelving.PNG})))
    plain = [output("s", site="n"), output("s.es", name="the twin", translated_from="0"), output("gone", gone="x")]
    tame = read(page(plain, replace(dressing(shelf="https://c.example"), pictures={"s.trifold.pdf": shelving.PNG})))
    shape = lambda page: [(one.tag, sorted(set(one.keys()) - {"type"})) for one in page.iter()]  # noqa: E731
    assert shape(whole) == shape(tame)
    card, row = next(whole.iter("article")), whole.find_class("left")[0].find(".//tbody/tr")
    assert said(next(card.iter("h2"))) == spaced(title)
    assert [said(cell) for cell in row] == [spaced(title), spaced(name), spaced(code), spaced(why)]
    assert unquote(card.find_class("file")[0].get("href")) == name


def test_the_page_may_do_nothing_but_its_own(whole):
    (policy,) = whole.xpath("//meta[@http-equiv]/@content")
    digests = [
        b64encode(sha256(one.text.encode()).digest()).decode()
        for one in (whole.find(".//style"), whole.find(".//script"))
    ]
    style, script = digests
    assert policy == f"default-src 'none'; img-src data:; style-src 'sha256-{style}'; script-src 'sha256-{script}'"
    assert not [one for one in whole.iter() if set(one.keys()) & {"style", "srcset", "onload", "onerror", "action"}]
    sources = [value for one in whole.iter() for key, value in one.items() if key in ("src", "href")]
    assert all(re.match(r"data:image/png;base64,|#h-|#|[\w.%-]+\.(pdf|json)$", value) for value in sources), sources


@settings(max_examples=30)
@given(st.sampled_from(["#000000", "#0b6e73", "#767676", "#7a0019", "#5b2d82", "#1a1aff"]))
def test_its_colours_can_be_read(primary):
    colours = brand().colours.model_copy(update={"primary": primary, "ink": None, "tint": None})
    text = page([output()], Dressing("en", {"": brand(colours=colours)}, {}, {})).decode()
    found = dict(re.findall(r"--([a-z-]+): ?(#[0-9a-f]{6});", text.replace(":#", ": #")))
    pairs = [
        ("ink", "#ffffff"), ("quiet", "#ffffff"), ("primary", "#ffffff"), ("caution", "#ffffff"), ("danger", "#ffffff"),
        ("caution", "caution-tint"), ("danger", "danger-tint"), ("on-card", "card"),
    ]  # fmt: skip
    assert {name: round(contrast(rgb(found[name]), rgb(found.get(ground, ground))), 1) for name, ground in pairs
            if contrast(rgb(found[name]), rgb(found.get(ground, ground))) < 4.5} == {}  # fmt: skip
    assert contrast(rgb(found["rule"]), rgb("#ffffff")) >= 3


# --- many


def test_the_same_shelf_is_the_same_page_whatever_order_it_comes_in():
    outputs = shelving.shelf()
    assert page(outputs) == page(outputs[::-1]) == page(outputs, dressing())
