"""Inline spans become words: shaped, measured, with their leaves in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.diagnostics.place import Place
from carefold.graphics import face as fonts
from carefold.graphics.face import Family
from carefold.model.inline import Blank, Citation, Paragraph, Words
from carefold.model.values import Text
from carefold.structure import Element
from carefold.text.gather import gather_words, widest_part
from carefold.text.text_style import TextStyle
from carefold.text.words import Word

WIDE = 1000.0
Spans = Callable[[str], Paragraph]
WORD = st.text("abcl-/’VA0.", min_size=1, max_size=30)
SPAN = st.builds(
    Words,
    st.lists(WORD, min_size=1, max_size=5).map(" ".join).flatmap(lambda text: st.sampled_from([text, text + " "])),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "", "sup", "sub"]),
    st.sampled_from(["", "", "https://a.example"]),
)


def said(words: list[Word]) -> str:
    """What the words show, with their spaces."""
    shown = ""
    for word in words:
        pieces = [word.space, *word.pieces] if word.space else word.pieces
        shown += "".join(piece.glyphs.text for piece in pieces if piece.glyphs)
    return shown


def roles(element: Element) -> list[str]:
    return [found.role for found in element.walk()][1:]


@given(st.lists(SPAN, min_size=1, max_size=6), st.sampled_from([30.0, 80.0, WIDE]))
def test_nothing_is_lost(style: TextStyle, spans: list[Words], measure: float) -> None:
    element = Element("P")
    words = gather_words(spans, style, element, measure)
    text = "".join(span.text for span in spans)
    assert "".join(leaf.text for leaf in element.leaves()) == text
    assert said(words) == text.rstrip(" ")


def test_plain_words(style: TextStyle, spans: Spans) -> None:
    words = gather_words(spans("Rest until you are well."), style, Element("P"), WIDE)
    assert [said([word]).strip() for word in words] == ["Rest", "until", "you", "are", "well."]
    assert words[0].space is None
    assert all(word.space for word in words[1:])


def test_kerning_counts_in_the_width(style: TextStyle, spans: Spans) -> None:
    (word,) = gather_words(spans("AVATAR"), style, Element("P"), WIDE)
    assert word.width < sum(style.family.regular.width(letter, style.size, "en") for letter in "AVATAR")


def test_the_same_word_is_shaped_once(family: Family, style: TextStyle, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = fonts.Face(family.regular.path, ("ss05",))
    style = replace(style, family=replace(family, regular=fresh))
    spy = Mock(wraps=fonts.hb.shape)
    monkeypatch.setattr(fonts.hb, "shape", spy)
    for _ in range(3):
        gather_words([Words("again and again and again")], style, Element("P"), WIDE)
    assert spy.call_count == len({"again", "and", " "})


def test_a_word_may_have_two_looks(style: TextStyle, spans: Spans) -> None:
    words = gather_words(spans("a **b**c. d"), style, Element("P"), WIDE)
    assert [said([word]).strip() for word in words] == ["a", "bc.", "d"]
    assert [piece.look.face for piece in words[1].pieces] == [style.family.bold, style.family.regular]


def test_a_space_looks_like_the_words_it_is_written_with(style: TextStyle) -> None:
    words = gather_words([Words("a b"), Words(" c", bold=True)], style, Element("P"), WIDE)
    family = style.family
    assert [word.space and word.space.look.face for word in words] == [None, family.regular, family.bold]


def test_words_break_after_dashes_and_slashes_between_letters(style: TextStyle) -> None:
    text = "far-away 5-10 and/or x–y 2024–25 -a"
    words = gather_words([Words(text)], style, Element("P"), WIDE)
    parts = [said([word]).strip() for word in words]
    assert parts == ["far-", "away", "5-10", "and/", "or", "x–", "y", "2024–25", "-a"]
    assert said(words) == text


@pytest.mark.parametrize("size", [9.0, 12.5, 20.0])
@pytest.mark.parametrize("written", ["x^2^", "H~2~O"])
def test_shifted_digits_stay_readable(style: TextStyle, spans: Spans, written: str, size: float) -> None:
    words = gather_words(spans(written), replace(style, size=size), Element("P"), WIDE)
    sizes = [piece.look.size for word in words for piece in word.pieces]
    assert min(sizes) == pytest.approx(max(8.5, 0.68 * size))
    raised = [piece.look.raised for word in words for piece in word.pieces if piece.look.size < size]
    assert all(rise > 0 if "^" in written else rise < 0 for rise in raised)


def test_shifted_letters_never_grow(style: TextStyle, spans: Spans) -> None:
    words = gather_words(spans("x^2^"), replace(style, size=8.0), Element("P"), WIDE)
    assert {piece.look.size for word in words for piece in word.pieces} == {8.0}


@pytest.mark.parametrize("size", [9.0, 12.5])
def test_a_citation_is_a_reference_that_holds_a_link(style: TextStyle, size: float) -> None:
    element = Element("P")
    style = replace(style, size=size)
    words = gather_words([Words("Known."), Citation(("a", "b"), (3, 12)), Words(" Next")], style, element, WIDE)
    assert roles(element) == ["Reference", "Link", "Reference", "Link"]
    links = [found for found in element.walk() if found.role == "Link"]
    assert [link.contents for link in links] == ["Reference 3", "Reference 12"]
    assert [leaf.text for leaf in links[0].leaves()] == ["3"]
    assert "".join(leaf.text for leaf in element.leaves()) == "Known.3, 12 Next"
    assert [said([word]).strip() for word in words] == ["Known.3, 12", "Next"]
    marks = words[0].pieces[1:]
    assert all(piece.look.size >= 8.5 and piece.look.raised > 0 for piece in marks)
    assert [piece.look.target for piece in marks] == ["#reference-3", "", "", "#reference-12"]
    assert [piece.look.anchors for piece in marks] == [("citation-3",), (), (), ("citation-12",)]


def test_three_citations_in_a_row_are_a_range_and_all_lead_back(style: TextStyle) -> None:
    element = Element("P")
    span = Citation(("a", "b", "c", "d", "e", "f"), (1, 2, 3, 4, 6, 7))
    (word,) = gather_words([Words("Known"), span], style, element, WIDE)
    assert said([word]) == "Known1–4, 6, 7"
    links = [found for found in element.walk() if found.role == "Link"]
    assert [link.contents for link in links] == [f"Reference {number}" for number in (1, 4, 6, 7)]
    anchors = [anchor for piece in word.pieces for anchor in piece.look.anchors]
    assert anchors == [f"citation-{number}" for number in span.numbers]


def test_a_citation_on_the_line_stands_in_brackets_of_its_own_word(style: TextStyle) -> None:
    element = Element("P")
    words = gather_words([Words("5 mg."), Citation(("a", "b"), (3, 4), on_line=True)], style, element, WIDE)
    assert said([words[-1]]).strip() == "[3, 4]"
    assert {(piece.look.size, piece.look.raised) for piece in words[-1].pieces} == {(style.size, 0.0)}
    assert "".join(leaf.text for leaf in element.leaves()) == "5 mg. [3, 4]"
    assert words[-1].tie, "no line begins with it where there is room"


def test_a_citation_stays_with_its_word_in_a_narrow_column(style: TextStyle) -> None:
    words = gather_words([Words("one two"), Citation(("a",), (1,))], style, Element("P"), 25.0)
    assert said([words[-1]]).strip() == "two1"


def test_a_blank_says_what_belongs_there(style: TextStyle, spans: Spans) -> None:
    element = Element("P")
    words = gather_words(spans("Dear {{ name }}, hello"), style, element, WIDE)
    (blank,) = [found for found in element.walk() if found.role == "Span"]
    assert blank.actual_text.strip() == "name: blank to fill in"
    assert [len(word.pieces) for word in words] == [1, 2, 1]  # the comma stays with the blank
    assert words[1].pieces[0].glyphs is None
    assert words[1].pieces[0].width == 108


def test_a_blank_is_no_wider_than_the_measure(style: TextStyle, spans: Spans) -> None:
    (word,) = gather_words(spans("{{ name }}"), style, Element("P"), 60.0)
    assert word.width == 60


@pytest.mark.parametrize(("size", "width"), [(12.0, 40.0), (16.0, 40.0), (20.0, 64.0)])
def test_a_blank_is_wider_in_large_print(style: TextStyle, size: float, width: float) -> None:
    for measure in (500.0, 90.0):  # set as at any size, and by itself, since the word beside it is too wide
        words = gather_words(
            (Words("Electroencephalography: "), Blank("n", "N", 40.0)), replace(style, size=size), Element("P"), measure
        )
        assert words[-1].pieces[-1].width == pytest.approx(width)


def test_a_link_in_words_has_its_own_leaf(style: TextStyle, spans: Spans) -> None:
    element = Element("P")
    gather_words(spans("See [our **web** page](https://a.example) now"), style, element, WIDE)
    assert "Link" in roles(element)
    assert "".join(leaf.text for leaf in element.leaves()) == "See our web page now"
    link = next(found for found in element.walk() if found.role == "Link")
    assert link.contents


@settings(max_examples=30)
@given(st.text("abcdefgW", min_size=20, max_size=60), st.floats(15, 60))
def test_a_word_wider_than_the_measure_is_broken_and_loses_nothing(style: TextStyle, text: str, measure: float) -> None:
    words = gather_words([Words(f"a {text} b")], style, Element("P"), measure)
    assert said(words) == f"a {text} b"
    assert all(word.width <= measure + 0.01 for word in words)


@given(st.lists(st.tuples(st.text("abW", min_size=5, max_size=9), st.booleans()), min_size=2, max_size=5))
def test_a_word_of_two_looks_that_is_too_wide_is_broken_too(style: TextStyle, parts: list[tuple[str, bool]]) -> None:
    words = gather_words([Words(text, bold) for text, bold in parts], style, Element("P"), 60.0)
    assert said(words) == "".join(text for text, _ in parts)
    assert all(word.width <= 60.01 for word in words)


def test_the_widest_part_of_a_text_has_room_for_its_hyphen(style: TextStyle) -> None:
    """A column as wide as that never cuts a word where its author did not part it."""

    def widest(written: str) -> float:
        return widest_part(Text(written, paragraphs=((Words(written),),)), style)

    word, hyphen = widest("electroencephalo"), style.family.regular.hyphen(style.language).advance * style.size / 1000
    assert widest("an electroencephalo gram") == widest("gram \u00adelectroencephalo") == pytest.approx(word)
    assert widest("electroencephalo\u00adgram and more") == pytest.approx(word + hyphen)


def test_an_emergency_number_is_large_where_numbers_are_to_call(style: TextStyle, spans: Spans) -> None:
    calling = replace(style, numbers=20.0)
    words = gather_words(spans("Call **911** or **555-0100** by **8**, **now**, or 988"), calling, Element("P"), WIDE)
    sizes = {said([word]).strip(): word.pieces[0].look.size for word in words}
    assert sizes["911"] == sizes["555-0100"] == 20
    assert {sizes[word] for word in ("Call", "8,", "now,", "988")} == {12.5}


def test_every_word_knows_where_it_is_written(style: TextStyle) -> None:
    """The place of a word that does not fit is what an author is told."""
    places = tuple(Place("f", 3, column) for column in range(5, 12))
    words = gather_words([Words("one two", places=places)], style, Element("P"), WIDE)
    assert [word.place for word in words] == [Place("f", 3, 5), Place("f", 3, 9)]


def test_a_mark_never_stands_alone_on_a_line(style: TextStyle) -> None:
    """Its word fills the line; the last letters go with it."""
    citation = Citation(("a",), (1,))
    for count in range(3, 60):
        words = gather_words((Words("w" * count), citation), style, Element("P"), 200.0)
        assert all(word.width <= 200.0 for word in words)
        assert [piece.glyphs.text for piece in words[-1].pieces if piece.glyphs][-1] == "1"
        assert len(words[-1].pieces) == 2
        said = "".join(piece.glyphs.text for word in words for piece in word.pieces if piece.glyphs)
        assert said == "w" * count + "1"


def test_what_only_a_listener_meets_is_in_the_handouts_language(style: TextStyle) -> None:
    element = Element("P")
    spanish = replace(style, language="es-MX")
    gather_words((Words("a"), Citation(("x",), (3,)), Blank("n", "Nombre", 40.0)), spanish, element, 500.0)
    assert {found.contents for found in element.walk() if found.role == "Link"} == {"Referencia 3"}
    assert "Nombre: espacio para llenar" in {found.actual_text.strip() for found in element.walk()}
