from __future__ import annotations

import dataclasses
import datetime
import string
from typing import get_args

import pytest

from carefold.languages.language import Language, tags
from carefold.languages.phrases import PhraseName

DAY = datetime.date(2026, 11, 3)


def _gaps(phrase: str) -> set[str | None]:
    return {gap for _, gap, _, _ in string.Formatter().parse(phrase) if gap is not None}


def test_the_languages_are_seen() -> None:
    assert set(tags()) >= {"en", "en-GB", "es", "es-MX"}


def test_english_has_every_phrase_and_no_other() -> None:
    assert set(Language.of("en").phrases.words) == set(get_args(PhraseName))


@pytest.mark.parametrize("tag", tags())
def test_a_translation_has_known_phrases_with_the_same_gaps(tag: str) -> None:
    english = Language.of("en").phrases.words
    said = Language.of(tag).said
    assert said["phrases"]
    for name, phrase in said["phrases"].items():
        assert _gaps(phrase) == _gaps(english[name]), name
    for key in ("months", "short-months"):
        assert len(said[key]) == 12


def test_words_and_gaps() -> None:
    phrases = Language.of("en").phrases
    assert phrases["main-point"] == "The main point"
    assert phrases.filled("page", number=2, total=3) == "Page 2 of 3"
    assert phrases.filled("icon-array", count=64, of=100, icons=phrases["dots"]) == "Picture: 64 of 100 dots filled"
    with pytest.raises(KeyError):
        phrases.filled("page", number=2)


@pytest.mark.parametrize(("tag", "note"), [("es-MX", "Nota"), ("qaa", "Note"), ("zh-Hans", "Note")])
def test_a_language_without_words_has_those_of_english(tag: str, note: str) -> None:
    assert Language.of(tag).phrases["note"] == note


@pytest.mark.parametrize(
    ("tag", "long", "short"),
    [
        ("en", "November 3, 2026", "Nov 2026"), ("en-GB", "3 November 2026", "Nov 2026"),
        ("es", "3 de noviembre de 2026", "nov 2026"), ("es-MX", "3 de noviembre de 2026", "nov 2026"),
        ("qaa", "2026-11-03", "2026-11"),
    ],
)  # fmt: skip
def test_dates(tag: str, long: str, short: str) -> None:
    phrases = Language.of(tag).phrases
    assert (phrases.date(DAY), phrases.short_date(DAY)) == (long, short)


def test_they_are_frozen() -> None:
    language = Language.of("en")
    with pytest.raises(dataclasses.FrozenInstanceError):
        language.tag = "es"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        language.phrases.language = "es"  # type: ignore[misc]
    with pytest.raises(TypeError):
        language.phrases.words["note"] = "x"  # type: ignore[index]
