"""Signs that nobody sees switch no rule off, and findings still stand at their place."""

import re
import unicodedata

import pytest

from carefold.diagnostics.carefold_error import CarefoldError

TEXT = "Take 5mg and 1.0 mg twice daily, or 64% of people discontinue it. Niñas: 10 U q.d."
SIGNS = ["\u00ad", "\u200b", "\u2060", "\u200d", "\u034f", "\ufe0f"]


def found(reviewed, text):
    return [(one.code, one.message, one.place.column) for one in reviewed(f"- '{text}'").report.findings]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_rule_finds_the_same(sign, reviewed):
    plain = found(reviewed, TEXT)
    assert {"CF105", "CF121", "CF132", "CF133", "CF134", "CF135", "CF136"} <= {code for code, _, _ in plain}
    hidden = re.sub(r"(?<=[^\W\d_])(?<!\d[mg])(?<!\d m)(?=[^\W\d_])", sign, TEXT)
    assert [one[:2] for one in found(reviewed, hidden)] == [one[:2] for one in plain]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_place_is_that_of_the_word(sign, reviewed, pointed):
    findings = reviewed(f"- 'Do it dai{sign}ly, a{sign}nd ta{sign}ke 5mg.'").report.findings
    (finding,) = (one for one in findings if one.code == "CF136")
    assert pointed(finding).startswith("5mg")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("text", ["1{}0 mg", "1.{}5 mg", "10 m{}g"])
def test_none_stands_in_a_number_or_a_dose(text, sign, reviewed):
    with pytest.raises(CarefoldError) as caught:
        reviewed(f"- 'Take {text.format(sign)} at noon.'")
    (finding,) = caught.value.findings
    assert f"a sign that nobody can see (U+{ord(sign):04X}) stands inside a" in finding.message


def test_one_that_divides_no_number_from_its_unit_is_let_be(reviewed):
    assert not reviewed("- 'Wait 10\u200b minutes, or 5\u2060–\u206010.'").report.findings


@pytest.mark.parametrize(
    ("written", "meant"),
    [("10 m\u0261", "mg"), ("10 \uff4d\uff47", "mg"), ("10 \u043cg", "mg"), ("10 \u338e", "mg"), ("10 mg\u0301", "mg"),
     ("\uff11\uff10 mg", "10"), ("1\U0001d7ce mg", "0")],
)  # fmt: skip
def test_what_only_looks_like_a_digit_or_a_unit(written, meant, reviewed):
    with pytest.raises(CarefoldError) as caught:
        reviewed(f"- 'Take {written} at noon.'")
    assert [one.hint for one in caught.value.findings] == [f"Write {meant}."]


@pytest.mark.parametrize(
    ("written", "hint"),
    [("T\u0430ke it", "Write Take."), ("21/2 tablets", "Write 2 1/2, or the amount in words."),
     ("5 \u0441ups", "Write cups."), ("v\u03bfmit", "Write vomit."), ("сто\u0070", "Write the word anew")],
)  # fmt: skip
def test_words_of_two_scripts_and_numbers_that_ran_together(written, hint, reviewed):
    for text in (f"- 'Now {written} at noon.'", f"- list: ['Now {written}', Rest]"):
        with pytest.raises(CarefoldError) as caught:
            reviewed(text)
        (finding,) = caught.value.findings
        assert finding.hint.startswith(hint)


def test_a_title_of_two_scripts(reviewed):
    with pytest.raises(CarefoldError, match="is a Cyrillic letter"):
        reviewed("- Rest.", title="T\u0430ke care")


@pytest.mark.parametrize(
    "text", ["β-blocker", "TNFα", "μmol, 5 kΩ, µg", "NFκB", "Привет", "Ñandú", "3/4 cup", "on 11/2"]
)
def test_greek_and_cyrillic_that_are_meant(text, reviewed):
    reviewed(f"- 'It is {text} now.'")


@pytest.mark.parametrize("dose", ["10 µg", "2 cápsulas", "2 óvulos", "10 ℃", "O2 2 L", "B12 drops", "5 мг"])
def test_units_and_words_that_are_what_they_are(dose, reviewed):
    assert "CF139" not in {one.code for one in reviewed(f"- 'Take {dose} now.'").report.findings}


@pytest.mark.parametrize("dose", ["1O mg", "l0 mg", "1O0 mg"])
def test_a_letter_in_the_place_of_a_digit(dose, codes):
    assert "CF139" in codes(f"Take {dose} at noon.")


def test_letters_in_two_parts(reviewed, pointed):
    text = unicodedata.normalize("NFD", "Coma piña y tome 5mg cada día.")
    (finding,) = (one for one in reviewed(f"- '{text}'", language="es").report.findings if one.code == "CF136")
    assert pointed(finding).startswith("5mg")


def test_a_citation_behind_a_number_is_no_part_of_it(reviewed):
    keys = {"references": "[{id: a1, type: book, title: A}]"}
    codes = [one.code for one in reviewed("- 'Take 1.0 [@a1] mg now.'", **keys).report.findings]
    assert "CF132" in codes


@pytest.mark.parametrize("unit", ["mց", "mɡ", "мg", "ᴍg"])
def test_a_letter_that_is_taken_for_another_in_a_unit_is_told(unit, reviewed):
    with pytest.raises(CarefoldError) as caught:
        reviewed(f"- 'Take 5 {unit} at noon.'")
    (finding,) = caught.value.findings
    assert finding.hint == "Write mg."
