"""Signs that nobody sees switch no rule off, and findings still stand at their place."""

import re
import unicodedata

import pytest

TEXT = "Take 5mg and 1.0 mg twice daily, or 64% of people discontinue it. Niñas: 10 U q.d."
SIGNS = ["\u00ad", "\u200b", "\u2060", "\u200d", "\u034f", "\ufe0f"]


def found(reviewed, text):
    return [(one.code, one.message, one.place.column) for one in reviewed(f"- '{text}'").report.findings]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_rule_finds_the_same(sign, reviewed):
    plain = found(reviewed, TEXT)
    assert {"CF105", "CF121", "CF132", "CF133", "CF134", "CF135", "CF136"} <= {code for code, _, _ in plain}
    hidden = re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", sign, TEXT)
    assert [one[:2] for one in found(reviewed, hidden)] == [one[:2] for one in plain]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_place_is_that_of_the_word(sign, reviewed, pointed):
    findings = reviewed(f"- 'Do it dai{sign}ly, a{sign}nd ta{sign}ke 5{sign}mg.'").report.findings
    (finding,) = (one for one in findings if one.code == "CF136")
    assert pointed(finding).startswith(f"5{sign}mg")


def test_letters_in_two_parts(reviewed, pointed):
    text = unicodedata.normalize("NFD", "Coma piña y tome 5mg cada día.")
    (finding,) = (one for one in reviewed(f"- '{text}'", language="es").report.findings if one.code == "CF136")
    assert pointed(finding).startswith("5mg")


def test_a_citation_behind_a_number_is_no_part_of_it(reviewed):
    keys = {"references": "[{id: a1, type: book, title: A}]"}
    codes = [one.code for one in reviewed("- 'Take 1.0 [@a1] mg now.'", **keys).report.findings]
    assert "CF132" in codes
