"""No Python file outside languages/ knows a language by its name, its tag or its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import carefold
from carefold.languages.language import languages, tags

PACKAGE = Path(carefold.__file__).resolve().parent
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "languages" not in path.relative_to(PACKAGE).parts)
TAG = re.compile(rf"""["'](?:{"|".join(tags())}|en-US)["']""")
NAME = re.compile(
    rf"""["'](?:{"|".join(f"{language.name}|{language.name.lower()}" for language in languages())})["']"""
)
SIGN = re.compile("[áéíóúñ¿¡]", re.IGNORECASE)
ALLOWED = {
    "content/bibliography.py": "styles of citations are set in English (content/csl)",
    "reports/html.py": "a report is in English, as all messages are",
    "reading/diagnose/aliases.py": "names that people give to keys of the format, which are English",
    "reading/diagnose/written_out.py": "what people write for the number of lines of a key",
    "reading/diagnose/bullets.py": "a capital, in any language of Western Europe, behind a bullet",
    "review/syllables.py": "vowels with any accent, for languages without rules of their own",
    "content/typography.py": "a capital with any accent",
    "content/persons.py": "vowels with any accent",
    "review/sentences.py": "signs that open a sentence, in any language",
    "model/addresses.py": "an example of a host with an accent",
    "pdfread/polygons.py": "Bézier",
    "model/values.py": "a unit with an accent behind a number",
    "reading/diagnose/empty.py": "yes in several languages",
    "layout/art.py": "Bézier",
    "graphics/outline.py": "Bézier",
}


def test_the_files_are_seen() -> None:
    assert len(FILES) > 200
    assert all((PACKAGE / name).is_file() for name in ALLOWED)


@pytest.mark.parametrize("pattern", [TAG, NAME, SIGN], ids=["tags", "names", "Spanish letters"])
def test_no_language_is_named(pattern: re.Pattern[str]) -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in FILES
        if path.relative_to(PACKAGE).as_posix() not in ALLOWED
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    }
    assert not found


def test_no_list_of_words_stands_outside() -> None:
    """A word that is Spanish alone, in quotes or as one way of an expression."""
    spanish, english = (
        frozenset[str]().union(*(language.words(name) for name in ("small", "actions", "numbers", "forms", "you")))
        for language in sorted(languages(), key=lambda language: language.name, reverse=True)[:2]
    )
    words = {word for word in spanish - english if len(word) > 4 and word.isascii() and word.isalpha()}
    assert len(words) > 100
    said = re.compile(rf"""["'|](?:{"|".join(sorted(words))})["'|]""")
    found = {
        (path.name, match[0])
        for path in FILES
        if path.relative_to(PACKAGE).as_posix() not in ALLOWED
        for match in said.finditer(path.read_text("utf-8"))
    }
    assert not found
