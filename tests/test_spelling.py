"""What a text says, whatever signs it is written with."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.spelling import comparable, printed, spelled


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hyper\u00adtension", "hypertension"),
        ("and\u200b/\u200bor", "and/or"),
        ("5\u2060\u00a0mg", "5 mg"),
        ("1\u202f000\u2007mg", "1 000 mg"),
        ("non\u2011stop follow\u2010up", "non-stop follow-up"),
        ("cafe\u0301 e\u00ad\u0301", "café é"),
        ("\ufeffa\ufe0fb\u200dc\u202ed", "abcd"),
        ("plain – “text”", "plain – “text”"),
    ],
)
def test_what_is_read(written: str, said: str) -> None:
    assert spelled(written) == said


def test_no_break_spaces_keep_their_width_where_they_are_drawn() -> None:
    assert printed("5\u00a0mg\u00ad") == "5\u00a0mg"


@pytest.mark.parametrize(("one", "other"), [("ﬁne  x", "fine x"), ("½", "1⁄2"), ("a\u00a0\n b", "a b"), ("Å", "Å")])
def test_what_is_the_same(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@given(st.text())
def test_nothing_that_has_a_width_is_lost(text: str) -> None:
    visible = [sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign)[0] in "LN"]
    kept = unicodedata.normalize("NFD", spelled(text))
    fillers = "\u115f\u1160\u3164\uffa0"  # letters without ink
    assert [sign for sign in kept if unicodedata.category(sign)[0] in "LN"] == [
        sign for sign in visible if sign not in fillers
    ]
