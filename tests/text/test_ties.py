"""What no line parts, at any measure: it gives way only where a line is too short for it, and nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from unbroken import faults, laid

from carefold.languages.caseless import small
from carefold.languages.language import Language
from carefold.layout.paragraph import plain_starts, set_lines
from carefold.model.inline import Citation, Span, Words
from carefold.structure import Element
from carefold.text import stretches as expressions
from carefold.text.stretches import Known, first_number, says_number, stretches, stretches_again, with_any_digits
from carefold.text.text_style import TextStyle
from carefold.text.words import LOOSE, NEAR, SPAN

HELD = {
    "en": (
        "1 tablet", "5 pounds", "3 times", "2 to 3 tablets", "1 ½ teaspoonfuls", "10 mg/5 mL", "64 out of 100",
        "9 am – 6 pm", "Mon–Fri", "May 4", "May 4, 2026", "4 May 2026", "(555) 555-0123 ext. 4", "+44 20 7946 0958",
        "1-800-QUIT-NOW", "555 0123", "N\u00a0Engl\u00a0J\u00a0Med", "Med. 2020;383:12–20", "Ask us: 555-0100",
        "Call 911", "100 mg/dL", "< 5 mg", "101 °F", "one tablet", "half a tablet", "week 4", "7 a.m. to noon",
        "10 000 steps", "After hours: 555-0161", "2020 Dec 31;383", "Monday to Friday", "20 mL", "64 % of",
        "Mon–Fri, 7 am – 6 pm", "Fri 8 am – noon", "St. John’s", "Dr. Lee",
        "three times", "4th floor", "1st dose", "Suite 410",
    ),
    "es": (
        "1 tableta", "2 a 3 tabletas", "10 mg/5 mL", "3 de cada 100", "9 a. m. a 6 p. m.", "lun–vie", "4 de mayo",
        "4 de mayo de 2026", "lunes a viernes", "Pregunte: 555-0100", "Llame al 911", "38 °C", "una tableta",
        "8 horas", "555-0123 ext. 4", "media tableta", "lun. a vie., 7 a. m. a 6 p. m.", "Dra. Ruiz", "dos veces",
        "4.º piso", "4to piso", "2da planta", "100 personas",
    ),
}  # fmt: skip
PLAIN = {
    "en": ("and", "or", "if", "with", "because", "until", "sleepiness and", "the doctor"),
    "es": ("y", "o", "si", "con", "para", "hasta", "desde la medianoche y", "con el médico"),
}


@pytest.mark.parametrize(("language", "held"), [(tag, one) for tag, all_of in HELD.items() for one in all_of])
def test_what_belongs_together_is_known(style: TextStyle, record: Any, language: str, held: str) -> None:
    """Where a line is as long as it, and the words around it would part it anywhere, it is whole."""
    whole = held.replace("\u00a0", " ").removesuffix(" of")
    style = TextStyle(style.family, 12.5, 16.5, style.colour, style.link, language, widest=1000.0)
    room = style.family.regular.width(whole, 12.5, language) + 0.5
    for before in ("x", "xxxxx", "xxxxx xx xxx"):
        drawn = record(set_lines([Words(f"{before} {held} ")], style, Element("P"), room))
        assert any(whole in line.text.replace("\u00a0", " ") for line in drawn.lines), [one.text for one in drawn.lines]


@pytest.mark.parametrize(
    ("text", "language"),
    [("See it 911 if you can", "en"), ("at 7, then go", "en"), ("Year 2020. Go on", "en"), ("en 2020 si puede", "es")],
)
def test_what_a_number_does_not_count_is_free(text: str, language: str) -> None:
    starts = {match.start() for match in re.finditer(r"(?<=\s)\S", text)}
    number = next(match.end() for match in re.finditer(r"\d+", text))
    assert not any(
        start < number < end and any(number < at < end for at in starts) for start, end, _ in stretches(text, language)
    )


@pytest.mark.parametrize(
    ("text", "whole", "language"),
    [
        ("4 and 9 am – 6 pm", "9 am – 6 pm", "en"), ("4 or 9 am to 6 pm", "9 am to 6 pm", "en"),
        ("2 tablets or 9 am – noon", "9 am – noon", "en"), ("1 tableta o 9 a. m. a 6 p. m.", "9 a. m. a 6 p. m.", "es"),
    ],
)  # fmt: skip
def test_a_span_of_hours_holds_firmer_than_what_is_before_it(text: str, whole: str, language: str) -> None:
    """All of it is one stretch, and where that is too long for a line, the span in it is whole."""
    levels = {text[start:end]: level for start, end, level in stretches(text, language)}
    around = [level for said, level in levels.items() if said not in whole]
    assert levels[whole] == SPAN and LOOSE in around
    assert all(level != SPAN for level in around)


@pytest.mark.parametrize(
    ("text", "near", "language"),
    [
        ("You did not call", ("did not", "not call"), "en"), ("I can’t call", ("can’t call",), "en"),
        ("no stairs", ("no stairs",), "en"), ("Take it twice a day", ("twice a", "a day"), "en"),
        ("usted no se puede ir", ("no se", "se puede"), "es"), ("ni use", ("ni use",), "es"),
        ("dos veces al día", ("veces al", "al día"), "es"), ("whether or not, he", (), "en"), ("knot tied", (), "en"),
    ],
)  # fmt: skip
def test_what_is_denied_stands_near_its_not(text: str, near: tuple[str, ...], language: str) -> None:
    words, starts = text.split(), [match.start() for match in re.finditer(r"\S+", text)]
    held = [
        f"{words[number - 1]} {words[number]}"
        for number, at in enumerate(starts)
        if any(start < at < end and level == NEAR for start, end, level in stretches(text, language))
    ]
    assert tuple(held) == near


def test_a_not_ends_no_line_where_that_costs_none() -> None:
    """Its line becomes shorter; where one more line would be needed, it stays."""
    near = [NEAR if number == 10 else 0 for number in range(20)]
    for count, ties, starts in ((15, [0] * 15, [0, 10]), (15, near[:15], [0, 9]), (20, near, [0, 10])):
        assert plain_starts([10.0] * count, [0.0] * count, ties, False, 100.0) == starts


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Words, and among them what belongs together, some of it bold in part, some cited."""
    language = draw(st.sampled_from(("en", "es")))
    held, plain = st.sampled_from(HELD[language]), st.sampled_from(PLAIN[language])
    pairs = draw(st.lists(st.tuples(st.one_of(held, plain), plain), min_size=1, max_size=12))
    spans: list[Span] = []
    for number, piece in enumerate(piece for pair in pairs for piece in pair):
        cut = draw(st.integers(0, len(piece))) if draw(st.integers(0, 4)) == 0 else len(piece)
        spans += [Words(piece[:cut], bold=True), Words(f"{piece[cut:]} ")] if cut < len(piece) else [Words(f"{piece} ")]
        if piece in PLAIN[language] and draw(st.integers(0, 9)) == 0:
            spans += [Citation(("a",), (number + 1,)), Words(" and ")]
    return language, spans


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "you gain 3 pounds in 1 day ", "or 5 pounds in 1 week"),
        ("es", "3 libras en 1 día ", "o 5 libras en 1 mes"),
    ],
)
def test_a_line_may_end_between_two_rates(language: str, first: str, second: str) -> None:
    found = stretches(first + second, language)
    assert not any(start < len(first) < end for start, end, _ in found)
    assert any(start < first.rindex("1") < end for start, end, _ in found)


@settings(max_examples=100, deadline=None)
@example(("en", [Words("take 1 ½ teaspoonfuls take")]), 60.0)
@example(("en", [Words("555-0123 ext. 4 and 9 am – 6 pm with")]), 100.0)
@example(("en", [Words("and 1 ½ teaspoonfuls or 9 am – 6 pm with")]), 100.0)
@example(("es", [Words("si 1 tableta o 9 a. m. a 6 p. m. y")]), 115.0)
@given(paragraphs(), st.floats(60.0, 400.0))
def test_it_gives_way_only_where_a_line_is_too_short(
    style: TextStyle, record: Any, made: tuple[str, list[Span]], measure: float
) -> None:
    language, spans = made
    style = TextStyle(style.family, 12.5, 16.5, style.colour, style.link, language, widest=1000.0)
    drawn = record(set_lines(spans, style, Element("P"), measure))
    assert all(line.width <= measure + 0.01 for line in drawn.lines)
    assert list(faults(_laid(drawn.lines), language, measure)) == [], [line.text for line in drawn.lines]


def _laid(lines: Sequence[Any]) -> list[Any]:
    return [
        laid([(run.x, run.size, bool(run.raised), [(one.text, one.advance) for one in run.words]) for run in line.runs])
        for line in lines
    ]


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("take 1 ", "tablet", "“1 tablet” is parted"), ("from 9 am – ", "6 pm", "“9 am – 6 pm” is parted"),
        ("teaspoonfu", "l", "a word is parted"), ("on May ", "4", "“May 4” is parted"),
        ("Ask us: ", "555-0100", "“Ask us: 555-0100” is parted"), ("https://a.exam", "ple/b", "a word is parted"),
    ],
)  # fmt: skip
def test_the_proof_sees_what_is_parted(first: str, second: str, fault: str) -> None:
    lines = [laid([(0.0, 10.0, False, [(text, 500.0 * len(text))])]) for text in (first, second)]
    assert any(fault in found for found in faults(lines, "en", 1000.0))
    assert not list(faults(lines, "en", 10.0)), "a line that has no room"


BITS = st.sampled_from([
    *HELD["en"], *PLAIN["en"], *HELD["es"], *PLAIN["es"], "Ada, Bo", "5", "1,", "08:15.", "/", "per", "to", "x", "%",
    "May", "(5", "800 FLOWERS", "suppl. 3", "J Demo 2019 Jan;5", "Dr.", "911", "+1 555 0100 123", "Call us:", "\ufffc",
    "half", "$ 5", "you, on", "enero, de", "lunes,",
])  # fmt: skip
KNOWN = {"en": Known(), "es": Known()}


@settings(max_examples=120, deadline=None)
@example(["Call us:", "911"], "en").via("an emergency is a number of its own")
@example(["212 FLOWERS", "555 FLOWERS", "1 555 FLOWERS"], "en")
@given(st.lists(BITS, max_size=9), st.sampled_from(("en", "es")))
def test_where_expressions_are_looked_for_changes_nothing_nor_does_what_is_known(
    bits: list[str], language: str
) -> None:
    text, spoken = " ".join(bits), Language.of(language)
    everywhere = {
        (*match.span(), level)
        for kind in (*expressions._KINDS, *expressions._WRITTEN) if kind is not expressions._calls or says_number(text)
        for level, pattern, is_caseless, _ in expressions._patterns(spoken, kind)
        for match in pattern.finditer(small(text) if is_caseless else text)
    }  # fmt: skip
    first = first_number(text)
    assert set(stretches(text, language)) == everywhere == set(stretches_again(text, first, language, KNOWN[language]))
    assert set(stretches(with_any_digits(text, first), language)) == everywhere


@pytest.mark.parametrize("language", ["en", "es"])
def test_expressions_see_no_digit_and_those_without_a_number_no_comma(language: str) -> None:
    """Else what is known of a text would not do for those with other digits, and with other clauses beside it."""
    for kind in (*expressions._KINDS, *expressions._WRITTEN):
        for _, pattern, *_ in expressions._patterns(Language.of(language), kind):
            signs = re.sub(r"\[\^\\W\\d_a-zà-ÿ\]|\\d|\{\d*,?\d*\}|1\[", "", pattern.pattern)
            assert kind is expressions._calls or not re.search("[0-9]", signs)
            assert kind is not expressions._written or not re.search(r",|\\[SWD]|(?<!\\)\.|\[\^", signs)
