"""A text becomes runs of one script, direction and face."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, cast
from unittest.mock import Mock

import pytest
from fontTools.unicodedata import script
from hypothesis import given
from hypothesis import strategies as st

from carefold.graphics import face as fonts
from carefold.graphics.face import Face, Family
from carefold.model.inline import Filled, Words
from carefold.structure import Element
from carefold.text.gather import gather_words
from carefold.text.itemise import COMMON, direction_of, is_plain, itemise
from carefold.text.shape import advance
from carefold.text.text_style import TextStyle

ALPHABETS = "abcé", "αβγ", "жде", "אבג", "日本", "عرب", "012", " .,-()«»“”µ≥%", "\u0301\u05b0\u0345"
TEXTS = st.lists(st.text(st.sampled_from("".join(ALPHABETS)), max_size=4)).map("".join)
ANY = st.one_of(TEXTS, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
LATIN, HEBREW = (cast(Face, Mock(characters=frozenset(map(ord, letters)))) for letters in ("ab,. e\u0301", "אב. "))


def runs(text: str, direction: Any = "ltr") -> list[tuple[str, str, str]]:
    return [(run.text, run.script, run.direction) for run in itemise(text, (LATIN,), direction)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Rest well.", "Rest well. Latn ltr"),
        ("10–20 %", "10–20 % Zyyy ltr"),
        ("5 µg", "5 µg Latn ltr"),
        ("β-blocker", "β- Grek ltr|blocker Latn ltr"),
        ("(β) a", "(β)  Grek ltr|a Latn ltr"),
        ("Ωж", "Ω Grek ltr|ж Cyrl ltr"),
        ("Take 日本 daily", "Take  Latn ltr|日本  Hani ltr|daily Latn ltr"),
        ("a, אב, b", "a,  Latn ltr|אב Hebr rtl|,  Hebr ltr|b Latn ltr"),
        ("אב, אב", "אב, אב Hebr rtl"),
        ("אב12", "אב Hebr rtl|12 Hebr ltr"),
        ("a\u05b0b", "a\u05b0b Latn ltr"),
        ("\u0301", "\u0301 Zyyy ltr"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert "|".join(" ".join(run) for run in runs(text)) == expected


def test_signs_at_the_ends_go_with_the_text_around() -> None:
    assert runs("“אב”", "rtl") == [("“אב”", "Hebr", "rtl")]
    assert runs("“אב”", "ltr") == [("“", "Hebr", "ltr"), ("אב", "Hebr", "rtl"), ("”", "Hebr", "ltr")]
    assert runs("…", "rtl") == [("…", COMMON, "rtl")]


@given(ANY, st.sampled_from(["ltr", "rtl"]))
def test_runs_joined_are_the_text_and_no_two_could_be_one(text: str, direction: str) -> None:
    found = itemise(text, (LATIN, HEBREW), cast(Any, direction))
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)
    assert all(replace(one, text="") != replace(other, text="") for one, other in pairwise(found))


@given(st.text(st.sampled_from("".join(ALPHABETS[:-1]))))
def test_each_run_has_one_script_and_one_direction(text: str) -> None:
    for run in itemise(text, (LATIN,)):
        assert {script(letter) for letter in run.text} - {COMMON, "Zinh"} <= {run.script}
        assert {direction_of(letter) for letter in run.text} - {None} <= {run.direction}


def test_harfbuzz_is_told_the_script_and_the_direction(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(fonts.hb, "shape", lambda _font, buffer, _on: told.append((buffer.script, buffer.direction)))
    face = fonts.Face(family.regular.path)
    assert advance("12אβ", face, "en") == 0
    assert told == [("Hebr", "ltr"), ("Hebr", "rtl"), ("Grek", "ltr")]


@pytest.mark.parametrize("text", ["βα", "жде", "Ελλάδα", "Київ", "(Ђорђе)", "1–2\u202f"])
def test_what_is_told_changes_nothing_where_the_first_letter_says_it(family: Family, text: str) -> None:
    assert advance(text, family.regular, "en") == family.regular.shape(text, "en").advance
    (run,) = itemise(text, (family.regular,))
    assert family.regular.shape(text, "en", run.direction, run.script) == family.regular.shape(text, "en")


def test_the_first_face_that_has_a_character_is_taken() -> None:
    found = itemise("a, אב. b\u0301é日", (LATIN, HEBREW))
    assert [(run.text, run.face is LATIN) for run in found] == [
        ("a, ", True), ("אב", False), (". ", True), ("b\u0301é", True), ("日", True),
    ]  # fmt: skip


@given(st.text())
def test_what_is_plain_is_one_run(text: str) -> None:
    plain = "".join(filter(is_plain, text))
    assert len(itemise(plain, (LATIN,))) <= 1
    assert is_plain(plain)


def test_plain_signs_are_latin_or_of_no_script() -> None:
    plain = [chr(code) for code in range(0x11000) if is_plain(chr(code))]
    assert {script(letter) for letter in plain} == {"Latn", COMMON}
    assert "rtl" not in {direction_of(letter) for letter in plain}


@pytest.mark.parametrize("letter", "βжאع日\u200f\u2067\u0301")
def test_other_letters_are_not_plain(letter: str) -> None:
    assert not is_plain(f"a{letter}")


def test_a_word_of_two_scripts_has_a_piece_for_each(style: TextStyle) -> None:
    span = Words("Δmax x", fields=(Filled("drug", 0, 3),))
    word, _ = gather_words([span], style, Element("P"), 500.0)
    assert [piece.glyphs and piece.glyphs.text for piece in word.pieces] == ["Δ", "max"]
    assert [piece.fields for piece in word.pieces] == [(Filled("drug", 0, 1),), (Filled("drug", 0, 2),)]
    total = advance("Δmax", style.family.regular, "en") * style.size / 1000
    assert word.width == pytest.approx(total)


@pytest.mark.parametrize("measure", [20.0, 33.0, 60.0])
def test_a_word_of_two_scripts_that_is_too_wide_is_broken(style: TextStyle, measure: float) -> None:
    text = "αβγδ" * 3 + "blocker" + "жде" * 4
    words = gather_words([Words(text)], style, Element("P"), measure)
    assert all(word.width <= measure + 0.01 for word in words)
    assert "".join(piece.glyphs.text for word in words for piece in word.pieces if piece.glyphs) == text


def test_a_run_from_right_to_left_is_drawn_from_its_end(family: Family) -> None:
    there, back = (family.regular.shape("aVo", "en", direction) for direction in ("ltr", "rtl"))
    assert sorted(there.meaning) == sorted(back.meaning)
    assert "".join(text for _, text in back.meaning) == "aVo"
    assert [code for _, code in there.codes] != [code for _, code in back.codes]


def test_the_second_part_of_a_word_of_two_scripts_is_measured_once(style: TextStyle) -> None:
    _, word = gather_words([Words("ab\u00adΔab")], style, Element("P"), 500.0)
    assert word.width == pytest.approx(advance("Δab", style.family.regular, "en") * style.size / 1000)
