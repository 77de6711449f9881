"""Expressions for small letters find what the same ones find with IGNORECASE."""

from __future__ import annotations

import re

import pytest

from carefold.languages.caseless import caseless, small

EVERY = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
LETTERS = "abcdefghijklmnopqrstuvwxyzáéíóúüñçß" + "µ"


def test_a_small_text_is_as_long() -> None:
    assert len(small(EVERY)) == len(EVERY)


def test_whatever_ignorecase_takes_for_a_letter_is_that_letter() -> None:
    alike = re.findall(f"[{LETTERS}]", EVERY, re.IGNORECASE)
    assert {"ſ", "İ", "ı", "\u212a", "μ", "ẞ", "Ñ"} <= set(alike)
    for letter in LETTERS:
        found = caseless(letter)
        assert found is not None
        for sign in alike:
            ignoring = re.fullmatch(letter, sign, re.IGNORECASE)
            assert (found.fullmatch(small(sign)) is None) == (ignoring is None), (letter, sign)


def test_escapes_keep_their_meaning_and_what_has_capitals_is_refused() -> None:
    found = caseless(r"\bMTX\S \W\\B")
    assert found is not None and found.pattern == r"\bmtx\S \W\\b"
    assert found.search(small("Take MTX, +\\b")) is not None


@pytest.mark.parametrize("expression", ["(?-i:A)", "(?i:a)", "(?P<A>a)", "\\u00C9"])
def test_what_may_mean_capitals_is_refused(expression: str) -> None:
    assert caseless(expression) is None
