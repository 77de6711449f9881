"""Numbers of doses: a hint never changes the value, and never chooses between two readings."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefold.languages.language import Language, tags
from carefold.review.rules.dose_numbers import _patterns


def hints(reviewed, text, language):
    found = reviewed(f"- >-\n  {text}", language=language).report.findings
    return {one.code: one.hint for one in found if one.code.startswith("CF13")}


@pytest.mark.parametrize(
    ("text", "language", "code", "hint"),
    [
        ("Take .5 mg now.", "en", "CF131", "Write “0.5”."),
        ("Take 2.50 mg now.", "en", "CF132", "Write “2.5”."),
        ("Take 0.500 mg now.", "en", "CF132", "Write “0.5”."),
        ("Take 1,000.0 mg now.", "en", "CF132", "Write “1,000”."),
        ("Take 10mg now.", "en", "CF136", "Put a space between them: “10 mg”."),
        ("Take 2.5mL now.", "en", "CF136", "Put a space between them: “2.5 mL”."),
        ("Take 10000 units now.", "en", "CF137", "Write it with a comma: 10,000."),
        ("Take 1500000 units now.", "en", "CF137", "Write it with a comma: 1,500,000."),
        ("Take 2.300 mg now.", "en", "CF139", "Write 2,300, or 2.3: the one that is meant."),
        ("Take 1.000 mg now.", "en", "CF139", "Write 1,000, or 1: the one that is meant."),
        ("Take 1.000.000 units now.", "en", "CF139", "Write 1,000,000."),
        ("Take 1.000,50 mg now.", "en", "CF139", "Write 1,000.50."),
        ("Take 1,5000 mg now.", "en", "CF139", "Count its digits, and write the number that is meant."),
        ("Tome ,5 mg ahora.", "es", "CF131", "Write “0,5”."),
        ("Tome 2,50 mg ahora.", "es", "CF132", "Write “2,5”."),
        ("Tome 0,500 mg ahora.", "es", "CF132", "Write “0,5”."),
        ("Tome 1.000,0 mg ahora.", "es", "CF132", "Write “1000”."),
        ("Tome 1,000.0 mg ahora.", "es", "CF132", "Write “1000”."),
        ("Tome 10000 unidades ahora.", "es", "CF137", "Write it with a space before every three digits: 10 000."),
        (
            "Tome 2,300 mg ahora.",
            "es",
            "CF139",
            "If it is a whole number, write 2300; if it is a decimal, leave out what ends in zeros. Ask who wrote it.",
        ),
        (
            "Tome 2.300 mg ahora.",
            "es",
            "CF139",
            "If it is a whole number, write 2300; if it is a decimal, leave out what ends in zeros. Ask who wrote it.",
        ),
        ("Tome 1,000,000 unidades ahora.", "es", "CF139", "Write it with spaces: 1 000 000."),
        (
            "Tome de 1,500 a 2,300 mg ahora.",
            "es",
            "CF139",
            "If it is a whole number, write 1500; if it is a decimal, leave out what ends in zeros. Ask who wrote it.",
        ),
    ],
)
def test_what_to_write_instead(text, language, code, hint, reviewed):
    found = [one.hint for one in reviewed(f"- >-\n  {text}", language=language).report.findings if one.code == code]
    assert hint in found


def test_a_comma_in_english_may_part_two_numbers(reviewed):
    assert "If it is a decimal, write 2.5; if there are two" in hints(reviewed, "Take 2,5 mg now.", "en")["CF139"]
    assert "If it is a whole number, write 2125" in hints(reviewed, "Tome 2,125 mg ahora.", "es")["CF139"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Take 2,300 mg, 0.125 mg or 1,000,000 units.", "en"), ("Tome 2300 mg, 0,125 mg o 2,5 mg o 2.5 mg.", "es"),
     ("Walk 2.300 steps.", "en"), ("Take 12.5 mg.", "en")],
)  # fmt: skip
def test_good_numbers(text, language, reviewed):
    assert hints(reviewed, text, language) == {}


def values(number, language):
    """All values that a written number may have: thousands and decimals by comma or point."""
    found = set()
    for thousands, decimal in ((",", "."), (".", ",")):
        groups = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d*"
        if re.fullmatch(rf"(?:{groups})(?:{re.escape(decimal)}\d+)?", number) and re.search(r"\d", number):
            found.add(float(number.replace(thousands, "").replace(decimal, ".")))
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.from_regex(r"(0|[1-9][0-9]{0,5}|[1-9][0-9]{0,2}([.,][0-9]{3}){1,2})?([.,][0-9]{1,4})?", fullmatch=True),
    unit=st.sampled_from([" mg", "mg", " mL", " units", " tablets"]),
    language=st.sampled_from(["en", "es"]),
)
def test_a_hint_has_the_value_of_the_text(number, unit, language, reviewed):
    if not number or not values(number, language):  # 1.000.0 is no number
        return
    for code, hint in hints(reviewed, f"Take {number}{unit} now.", language).items():
        written = [re.sub(r"(?<=\d) (?=\d{3})", "", one) for one in re.findall(r"\d[\d., ]*\d|\d", hint)]
        shown = {value for one in written for part in one.split(", ") for value in values(part, language)}
        assert not written or shown & values(number, language), (code, hint)


@pytest.mark.parametrize("tag", tags())
def test_what_starts_with_a_number_finds_nothing_without_a_digit(tag):
    for pattern in _patterns(Language.of(tag)):
        bare = re.sub(r"\\.|\[[^]]*\]", "x", pattern.expression.pattern)
        while (less := re.sub(r"\([^()]*\)", "", bare)) != bare:
            bare = less
        assert not pattern.is_number or "|" not in bare, "each way would have to start with one"
