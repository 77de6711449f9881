"""Where a text may break, and what is drawn there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from time import process_time
from typing import Any

import pytest

from carefold.layout.paragraph import set_lines
from carefold.model.inline import Citation, Words
from carefold.structure import Element
from carefold.text.breaks import AT_SLASH, CHANCE, FIRM_SPACE, IN_ADDRESS, OPEN, SOFT, _of_word, hyphened, parts_of
from carefold.text.gather import gather_words
from carefold.text.text_style import TextStyle

SIGNS = {OPEN: "|", SOFT: "~", CHANCE: "'", AT_SLASH: "»", IN_ADDRESS: "›", FIRM_SPACE: "_"}


def shown(text: str) -> str:
    """Parts with signs for what lies between them; a space that gives way is a bar."""
    return "".join(
        SIGNS[part.joint] if part.is_space else f"{SIGNS[part.joint] if number else ''}{part.text}"
        for number, part in enumerate(parts_of(text))
    ).replace("||", "|").replace("_|", "_")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("far-away and/or x–y", "far-|away|and/|or|x–|y"),
        ("5-10 2024–25 -a", "5-10|2024–25|-a"),
        ("X-ray CBT-I in-out", "X-ray|CBT-I|in-|out"),
        ("hyper\u00adten\u00adsion", "hyper~ten~sion"),
        ("zero\u200bwidth", "zero'width"),
        ("2\u00ad000 1\u200b0 5\u00ad\u200b\u00ad0 mg\u00ad5 5\u00admg", "2000|10|50|mg~5|5~mg"),
        ("self-\u00adcare and/\u00ador", "self-'care|and/'or"),
        ("500\u00a0mg a\u202fb c\u2007d", "500_mg|a_b|c_d"),
        ("a\u2060 \u2060b c\u2003d", "a_b|c|d"),
        ("a \u00a0 b", "a|b"),
        ("non\u2011stop follow\u2010up no\u2060-\u2060break", "non-stop|follow-|up|no-break"),
        ("self-cafe\u0301-care", "self-|café-|care"),
        ("x.y@clinic-one.example", "x›.y@clinic›-one›.example"),
        ("https://a.example/b_c?d=e&f", "https://»a›.example/»b_c?d=e&f"),
        ("lakeside.example.", "lakeside›.example."),
        ("a.example/b/, long\u00ad.example/very\u00adlong", "a›.example/»b/,|long›.example/»verylong"),
        ("10 mg/5 mL 130/80 word/(other)", "10|mg/5|mL|130/80|word/|(other)"),
        ("3.5 mg/dL e.g. St.Mary 10.5-20", "3.5|mg/|dL|e.g.|St.Mary|10.5-20"),
    ],
)
def test_parts(text: str, parts: str) -> None:
    assert shown(text) == parts


def test_which_parts_end_in_a_hyphen() -> None:
    parts = parts_of("zero\u200bwidth hyper\u00adten\u00adsion")
    assert [part.text for number, part in enumerate(parts) if hyphened(parts, number)] == ["hyper", "ten"]


def test_the_short_way_of_usual_words_leads_to_the_same_parts() -> None:
    signs = ("a", "B", "5", "’", "(", ".", "-", "–", "/", "@", "=", " ", "\u00a0", "\u00ad", "\u200b", "\u2060")
    for text in map("".join, product(signs, repeat=3)):
        for part in parts_of(text):
            if part.is_usual:
                assert list(_of_word(part.text, part.offset)) == [part._replace(is_usual=False)]


def lines_of(record: Any, spans: Iterable[Words | Citation], style: TextStyle, measure: float) -> list[str]:
    """Lines as they are drawn; what is not read stands in brackets."""
    drawn = record(set_lines(spans, style, Element("P"), measure))
    return ["".join(word.text or "(-)" for run in line.runs for word in run.words).rstrip() for line in drawn.lines]


def test_a_hyphen_is_drawn_where_a_word_is_parted_and_nowhere_else(style: TextStyle, record: Any) -> None:
    words = [Words("The electro\u00adencephalo\u00adgraphy")]
    assert lines_of(record, words, style, 400.0) == ["The electroencephalography"]
    assert lines_of(record, words, style, 90.0) == ["The electro(-)", "encephalo(-)", "graphy"]


@pytest.mark.parametrize("word", ["of\u00adfice", "AV\u00adAVA", "waf\u200bfle", "caf\u00ade\u0301"])
def test_a_word_that_is_not_parted_looks_as_without_the_sign(style: TextStyle, record: Any, word: str) -> None:
    plain = word.replace("\u00ad", "").replace("\u200b", "")
    codes = []
    for text in (word, plain):
        drawn = record(set_lines([Words(text)], style, Element("P"), 400.0))
        codes.append([glyphs.codes for run in drawn.lines[0].runs for glyphs in run.words])
    assert codes[0] == codes[1]


def test_the_text_holds_whole_words(style: TextStyle) -> None:
    element = Element("P")
    gather_words([Words("hyper\u00adtension non\u2011stop 5\u00a0mg e\u0301")], style, element, 30.0)
    assert "".join(leaf.text for leaf in element.leaves()) == "hypertension non-stop 5 mg é"


def test_a_soft_hyphen_between_two_looks(style: TextStyle, record: Any) -> None:
    spans = [Words("gastro\u00ad", bold=True), Words("entero\u00adlogist")]
    assert lines_of(record, spans, style, 60.0) == ["gastro(-)", "entero(-)", "logist"]
    assert lines_of(record, [Words("gastro\u00ad "), Words("\u00adentero")], style, 60.0) == ["gastro", "entero"]


def test_lines_end_between_words_before_a_word_is_cut(style: TextStyle, record: Any) -> None:
    text = "Take your medicine with food and a glass of water"
    for space in "\u00a0\u202f\u2007":
        lines = lines_of(record, [Words(text.replace(" ", space))], style, 120.0)
        assert len(lines) > 2
        assert " ".join(lines) == text


def test_a_firm_space_holds_as_long_as_it_can(style: TextStyle, record: Any) -> None:
    assert lines_of(record, [Words("Take it with\u00a0food")], style, 80.0) == ["Take it", "with food"]
    assert lines_of(record, [Words("Take the 500\u00a0mg")], style, 75.0) == ["Take the", "500 mg"]
    assert lines_of(record, [Words("Have 10\u202f000\u00a0steps")], style, 60.0)[1] == "10 000"


def test_an_address_goes_over_lines_only_if_it_must(style: TextStyle, record: Any) -> None:
    text = "Write to us: hello.there@lakeside.example"
    assert lines_of(record, [Words(text)], style, 180.0) == ["Write to us:", "hello.there@lakeside.example"]
    lines = lines_of(record, [Words(text)], style, 100.0)
    assert "".join(lines) == text
    assert [line[0] for line in lines[1:]] == [".", "."]


def test_a_letter_keeps_its_mark_where_a_word_is_cut(style: TextStyle, record: Any) -> None:
    lines = lines_of(record, [Words("x\u0323\u0302" * 40)], style, 60.0)
    assert len(lines) > 2
    assert all(line.startswith("x") for line in lines)


def test_a_citation_is_no_larger_than_its_text(style: TextStyle) -> None:
    words = gather_words([Words("a"), Citation(("x",), (1,))], replace(style, size=6.0), Element("P"), 100.0)
    assert max(piece.look.size for piece in words[0].pieces) == 6.0


@pytest.mark.parametrize(
    "text", ["A" * 60_000, "a\u00ad" * 10_000, "\u2060" * 60_000, "a\u2060 " * 10_000, "a@b.c" * 6_000]
)
def test_a_long_run_takes_no_longer_for_each_sign(style: TextStyle, text: str) -> None:
    started = process_time()
    set_lines([Words(text)], style, Element("P"), 200.0)
    assert process_time() - started < 20
