from __future__ import annotations

import dataclasses
import datetime
import string
from pathlib import Path
from typing import get_args

import pytest
import yaml

from carefold.content import phrases as module
from carefold.content.phrases import PhraseName, Phrases

FOLDER = Path(module.__file__).parent / "phrases"
FILES = sorted(FOLDER.glob("*.yaml"))
DAY = datetime.date(2026, 11, 3)


def _gaps(phrase: str) -> set[str | None]:
    return {gap for _, gap, _, _ in string.Formatter().parse(phrase) if gap is not None}


def test_the_files_are_seen() -> None:
    assert {path.stem for path in FILES} >= {"en", "es"}


def test_english_has_every_phrase_and_no_other() -> None:
    assert set(Phrases.of("en").words) == set(get_args(PhraseName))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_has_known_phrases_with_the_same_gaps(path: Path) -> None:
    english = Phrases.of("en").words
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, phrase in data.get("phrases", {}).items():
        assert _gaps(phrase) == _gaps(english[name]), name
    for key in ("months", "short-months"):
        assert len(data.get(key, range(12))) == 12


def test_words_and_gaps() -> None:
    phrases = Phrases.of("en")
    assert phrases["main-point"] == "The main point"
    assert phrases.filled("page", number=2, total=3) == "Page 2 of 3"
    assert phrases.filled("icon-array", count=64, of=100, icons=phrases["dots"]) == "Picture: 64 of 100 dots filled"
    with pytest.raises(KeyError):
        phrases.filled("page", number=2)


def test_languages() -> None:
    assert Phrases.of("es-MX")["note"] == "Nota"
    assert Phrases.of("fr")["note"] == "Note"
    assert Phrases.of("zh-Hans")["references"] == "References"


def test_dates() -> None:
    assert (Phrases.of("en").date(DAY), Phrases.of("en").short_date(DAY)) == ("November 3, 2026", "Nov 2026")
    assert (Phrases.of("es").date(DAY), Phrases.of("es").short_date(DAY)) == ("3 de noviembre de 2026", "nov 2026")
    assert (Phrases.of("fr").date(DAY), Phrases.of("fr").short_date(DAY)) == ("2026-11-03", "2026-11")


def test_they_are_frozen() -> None:
    phrases = Phrases.of("en")
    with pytest.raises(dataclasses.FrozenInstanceError):
        phrases.language = "es"  # type: ignore[misc]
    with pytest.raises(TypeError):
        phrases.words["note"] = "x"  # type: ignore[index]
