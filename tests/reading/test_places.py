"""Each character of a text knows its line and column."""

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.model.blocks import Facts, TextBlock
from carefold.model.handout import Handout
from carefold.model.values import Text
from carefold.reading.yaml.parse import data, parse
from carefold.reading.yaml.source import Source, check_characters

Read = Callable[[str | bytes], Handout]


def value(text: str) -> Text:
    """The value of the only key of a file."""
    source = Source("f", text)
    root = parse(source).root
    assert root is not None
    (found,) = data(root).values()
    assert isinstance(found, Text)
    return found


def columns(text: str) -> list[tuple[str, int, int]]:
    found = value(text)
    assert len(found.places) == len(found)
    return [(char, place.line, place.column) for char, place in zip(found, found.places, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: ab", [("a", 1, 4), ("b", 1, 5)]),
        ("k: é𝄞b", [("é", 1, 4), ("𝄞", 1, 5), ("b", 1, 6)]),
        ("k: 'a''b'", [("a", 1, 5), ("'", 1, 6), ("b", 1, 8)]),
        ('k: "a\\"\\x41\\u00e9b"', [("a", 1, 5), ('"', 1, 6), ("A", 1, 8), ("é", 1, 12), ("b", 1, 18)]),
        ("k: a\n  b\n\n  c", [("a", 1, 4), (" ", 1, 5), ("b", 2, 3), ("\n", 2, 4), ("c", 4, 3)]),
        ('k: "a\\\n   b\n  c"', [("a", 1, 5), ("b", 2, 4), (" ", 2, 5), ("c", 3, 3)]),
        ("k: >\n  a\n  b\n\n  c\n", [("a", 2, 3), (" ", 2, 4), ("b", 3, 3), ("\n", 3, 4), ("c", 5, 3), ("\n", 5, 4)]),
        ("k: |-\n\n  a\n   b\n", [("\n", 2, 1), ("a", 3, 3), ("\n", 3, 4), (" ", 4, 3), ("b", 4, 4)]),
        ("k: |2\n   a", [(" ", 2, 3), ("a", 2, 4)]),
    ],
)
def test_each_character(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert columns(text) == expected


def test_folded_text_with_an_indented_line() -> None:
    assert columns("k: >-\n  a\n    b\n  c") == [
        ("a", 2, 3),
        ("\n", 2, 4),
        (" ", 3, 3),
        (" ", 3, 4),
        ("b", 3, 5),
        ("\n", 3, 6),
        ("c", 4, 3),
    ]


STYLES = st.sampled_from(["plain", "'", '"', "|", ">"])
WORDS = st.text("ab é𝄞'\"\\#:\n ", max_size=40)


@given(WORDS, STYLES, st.sampled_from([20, 80]))
@settings(max_examples=150, deadline=None)
def test_each_place_has_its_character(words: str, style: str, width: int) -> None:
    text = yaml.dump({"k": words}, default_style=None if style == "plain" else style, width=width, allow_unicode=True)
    source = Source("f", text.replace('"k"', "k").replace("'k'", "k").replace("? |-\n  k\n:", "k:"))
    try:
        check_characters(source)
    except CarefoldError:
        return
    root = parse(source).root
    found = None if root is None else next(iter(data(root).values()), None)
    if not isinstance(found, Text):
        return
    assert len(found.places) == len(found)
    lines = source.text.split("\n")
    for char, place in zip(found, found.places, strict=True):
        written = lines[place.line - 1][place.column - 1 : place.column]
        assert char == written or char in " \n" or written == "\\", (char, written, source.text)


def test_places_reach_the_models(read: Read, handout: str) -> None:
    made = read(handout.replace("- A text.", "- A text.\n      - facts: {When: noon}"))
    text, facts = made.sections[0].blocks
    assert isinstance(text, TextBlock) and isinstance(facts, Facts)
    assert text.text.place(2) == Place("h.yaml", 13, 11)
    ((term, meaning),) = facts.facts.items()
    assert (term.place(), meaning.place()) == (Place("h.yaml", 14, 17), Place("h.yaml", 14, 23))
    assert made.place == Place("h.yaml", 1, 1)
    assert (made.sections[0].place, facts.place) == (Place("h.yaml", 11, 5), Place("h.yaml", 14, 9))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str, read: Read, handout: str, problems: Callable[[str], list[str]]) -> None:
    assert read(handout.replace("\n", end)) == read(handout)
    wrong = handout.replace("language: en", "language:en").replace("\n", end)
    assert problems(wrong) == ["2:9: a space is missing after the colon. Hint: Write: language: en"]
