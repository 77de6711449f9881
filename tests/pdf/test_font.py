"""Embedded fonts: Type0 by glyph id, a subset, and every word can be copied out of the file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from carefold.graphics.colour import BLACK
from carefold.graphics.face import Face, Family
from carefold.graphics.surface import Run
from carefold.structure import Element

Shown = Callable[..., Any]


@pytest.fixture
def show(read_pdf: Callable[[bytes], Any], pages: Any) -> Shown:
    """Show words in a face; the file read back."""

    def draw(face: Face, *words: str) -> Any:
        document = Element("Document")
        canvas, leaf = pages((300.0, 200.0), document), document.add("P").leaf(" ".join(words))
        canvas.text(0, 100, [Run(0.0, tuple(face.shape(word, "en") for word in words), face, 12.0, BLACK, leaf=leaf)])
        return read_pdf(canvas.file())

    return draw


def fonts(printed: Any) -> list[Any]:
    return [found for found in printed.objects() if isinstance(found, dict) and found.get("/Type") == "/Font"]


def test_fonts_are_embedded_subsets(printed: Any) -> None:
    found = fonts(printed)
    whole = [font for font in found if font["/Subtype"] == "/Type0"]
    assert 3 <= len(whole) <= 5
    assert {font["/Subtype"] for font in found} == {"/Type0", "/CIDFontType2"}
    for font in whole:
        tag, _, name = font["/BaseFont"][1:].partition("+")
        (descendant,) = font["/DescendantFonts"]
        assert len(tag) == 6
        assert tag.isupper()
        assert name.startswith("SourceSans3-")
        assert font["/Encoding"] == "/Identity-H"
        assert "/ToUnicode" in font
        assert descendant["/CIDToGIDMap"] == "/Identity"
        assert descendant["/FontDescriptor"]["/FontName"] == font["/BaseFont"]
        assert "/FontFile2" in descendant["/FontDescriptor"]


def test_there_is_no_helvetica(printed: Any) -> None:
    assert not any("Helvetica" in str(found) for found in printed.objects())
    assert b"Helvetica" not in printed.data


def test_glyphs_that_are_not_used_are_left_out(show: Shown, family: Family) -> None:
    (descriptor,) = [found for found in show(family.regular, "pill").objects() if "/FontFile2" in str(found)]
    program = TTFont(BytesIO(descriptor["/FontFile2"].get_data()))
    order = TTFont(family.regular.path).getGlyphOrder()
    used = {
        order[number] for number, name in enumerate(program.getGlyphOrder()) if program["glyf"][name].numberOfContours
    }
    assert {"p", "i", "l.a"} <= used <= {".notdef", "p", "i", "l.a", "dotlessi", "uni0307"}


def test_widths_are_the_fonts_own(show: Shown, family: Family) -> None:
    (descendant,) = [font for font in fonts(show(family.regular, "pill")) if "/W" in font]
    widths = descendant["/W"]
    for at in range(0, len(widths), 2):
        assert widths[at + 1] == [pytest.approx(family.regular.advance(widths[at]), abs=0.01)]


@pytest.mark.parametrize("word", ["AVATAR", "pill", "lift", "fi", "q̣̃", "Nguyễn", "10", "“a”", "ﬁ", "á", "Ω"])
def test_a_word_comes_out_as_it_went_in(show: Shown, family: Family, word: str) -> None:
    """By the marks and ToUnicode, and as Chrome's PDFium copies it."""
    printed = show(family.regular, word)
    assert printed.root.text == word
    copied = PdfDocument(printed.data)[0].get_textpage().get_text_range().strip()
    assert normalize("NFKC", copied) == normalize("NFKC", word)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abflitjAVTqọ̧̃é10’-–", min_size=1, max_size=8), min_size=1, max_size=6))
def test_any_words_come_out_as_they_went_in(show: Shown, family: Family, words: list[str]) -> None:
    assert show(family.regular, *words).root.text == "".join(words)


def test_ligatures_stand_for_both_letters(show: Shown, family: Family) -> None:
    face = Face(family.regular.path, ("dlig", "liga", "ss05"))
    assert show(face, "fi", "lift", "office", "waffle").root.text == "fiLiftofficewaffle".replace("L", "l")


def test_what_follows_a_raised_mark_stands_on_its_line(show: Shown, family: Family) -> None:
    """Marks above and below a letter are shown higher or lower; nothing after them is, in this line or the next."""
    printed = show(family.regular, "q̣", "a")
    raised, after = {shown.y for shown in printed.shown[:-1]}, printed.shown[-1]
    assert len(raised) > 1
    assert (after.text, after.y) == ("a", 100)


def test_the_next_line_is_not_raised(
    canvas: Any, document: Element, finished: Callable[[], Any], family: Family
) -> None:
    """Text rise outlives BT and ET (ISO 32000-1, 9.3.1)."""
    face, leaf = family.regular, document.add("P").leaf("q̣ a")
    for baseline, word in ((100, "q̣"), (50, "a")):
        canvas.text(0, baseline, [Run(0.0, (face.shape(word, "en"),), face, 12.0, BLACK, leaf=leaf)])
    last = finished().shown[-1]
    assert (last.text, last.y) == ("a", 50)


@pytest.mark.parametrize("weight", ["regular", "italic", "bold_italic"])
def test_the_descriptor_says_how_far_a_face_leans(show: Shown, family: Family, weight: str) -> None:
    face = getattr(family, weight)
    (descriptor,) = [found for found in show(face, "a").objects() if "/FontFile2" in str(found)]
    leans = TTFont(face.path)["post"].italicAngle
    assert descriptor["/ItalicAngle"] == pytest.approx(leans, abs=0.01)
    assert (leans < 0) == ("italic" in weight)


def test_kerning_is_in_the_file(show: Shown, family: Family) -> None:
    (word,) = show(family.regular, "AVATAR").shown
    kerns = [float(code) for code in word.codes if isinstance(code, int | float)]
    assert len(kerns) == 4
    assert all(kern > 0 for kern in kerns)
    assert word.width == pytest.approx(family.regular.width("AVATAR", 12, "en"), abs=0.02)


def test_the_tailed_l_and_the_plain_zero_are_in_the_file(show: Shown, family: Family) -> None:
    order = TTFont(family.regular.path).getGlyphOrder()
    shown = show(family.regular, "l0").shown
    codes = b"".join(code.original_bytes for code in shown[0].codes if not isinstance(code, int | float))
    assert [order[int.from_bytes(codes[at : at + 2], "big")] for at in (0, 2)] == ["l.a", "zero"]


def twins(face: Face) -> tuple[str, str]:
    """Two characters that the font shows with one glyph."""
    seen: dict[int, str] = {}
    for character in map(chr, sorted(face.characters)):
        if character.isalpha():
            glyphs = [glyph for glyph, _ in face.shape(character, "en").meaning]
            if len(glyphs) == 1 and seen.setdefault(glyphs[0], character) != character:
                return seen[glyphs[0]], character
    raise AssertionError("the font has no such glyph")


def test_a_glyph_with_two_meanings_gets_actual_text(show: Shown, family: Family) -> None:
    one, other = twins(family.regular)
    printed = show(family.regular, f"a{one}", f"b{other}", f"c{one}")
    assert printed.root.text == f"a{one}b{other}c{one}"
    assert printed.reader.pages[0].get_contents().get_data().count(b"/ActualText") == 1


def test_an_artifact_holds_no_marked_content(
    canvas: Any, document: Element, finished: Callable[[], Any], family: Family
) -> None:
    """Nobody reads it out, so it need not say its text."""
    face, leaf = family.regular, document.add("P").leaf()
    one, other = (Run(0.0, (face.shape(word, "en"),), face, 12.0, BLACK, leaf=leaf) for word in twins(face))
    canvas.text(0, 0, [one])
    with canvas.untagged():
        canvas.text(0, 50, [other])
    content = finished().reader.pages[0].get_contents().get_data()
    assert (content.count(b"BDC"), content.count(b"BMC"), content.count(b"/ActualText")) == (1, 1, 0)


def test_bytes_dont_depend_on_the_order_of_use(show: Shown, family: Family) -> None:
    def program(*words: str) -> bytes:
        (descriptor,) = [found for found in show(family.regular, *words).objects() if "/FontFile2" in str(found)]
        return bytes(descriptor["/FontFile2"].get_data())

    assert program("ab", "cd") == program("dc", "ba")
    assert program("ab") != program("abc")


def test_all_text_is_readable_with_a_plain_reader(printed: Any) -> None:
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(printed.data)).pages).split())
    for words in ("About ketamine", "What is ketamine?", "Someone can take me home.", "Get help now"):
        assert words in text
