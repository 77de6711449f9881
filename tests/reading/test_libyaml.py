"""What libyaml says, and what an author is told: no word of libyaml's own reaches anybody."""

from types import SimpleNamespace

import pytest
import yaml

from carefold.reading.diagnose import stopped as trouble
from carefold.reading.diagnose.syntax import explain
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import Source

TOLD = [  # what libyaml says, what is written, the place and the start of what we say
    (trouble.SIMPLE_KEY, "- a\nb", "2:1: this line has no colon after its key."),
    (trouble.NO_COLON, "- a\n-b\n- c", "2:1: a space is missing after the dash."),
    (trouble.NO_VALUES_HERE, "a: b: c", "1:4: a text with a colon and a space in it needs quotes."),
    (trouble.NO_VALUES_HERE, "a b\nc: d", "1:1: this line has no colon after its key."),
    (trouble.NO_ITEMS_HERE, "a: - b", "1:4: a list can't start on the line of its key."),
    (trouble.NO_DASH, "- - a\n - b", "2:2: this item is indented otherwise than those above."),
    (trouble.NO_KEY, "a:\n  b: 1\n c: 2", "3:2: this line's indentation fits no line above it."),
    (trouble.NO_KEY, "a: 'b'c", "1:4: there is more text after the closing quote."),
    (trouble.NO_START, "a: 1\n...\nb", "3:1: the file has come to its end before this line."),
    (trouble.QUOTED, "a: 'b", "1:4: the quote that opens here is never closed."),
    (trouble.STREAM_ENDS, 'a: "b', "1:4: the quote that opens here is never closed."),
    (trouble.DOCUMENT_ENDS, '"abc\n---\n', "1:1: the quote that opens here is never closed."),
    (trouble.UNKNOWN_ESCAPE, r'a: "\q"', "1:4: a backslash in double quotes starts a code, and this is none."),
    (trouble.NO_HEX, r'a: "\xzz"', "1:6: a backslash in double quotes starts a code, and this is none."),
    (trouble.NO_CHARACTER, r'a: "\ud800"', "1:6: a backslash in double quotes starts a code, and this is none."),
    (trouble.FLOW_LIST, "a: [b\nc: d", "1:4: the bracket `[` that opens here is not closed, or a comma is missing."),
    (trouble.FLOW_MAP, "a: {b: c", "1:4: the bracket `{` that opens here is not closed, or a comma is missing."),
]
OTHERS = [  # what we make nothing of by its words
    ("found incompatible YAML document", "%YAML 9.9\n---\na", "1:1: a text that starts with `%` needs quotes."),
    ("found unknown directive name", "%FOO\n", "1:1: a text that starts with `%` needs quotes."),
    ("did not find the expected '>'", "a: !<b", "1:4: a text that starts with `!` needs quotes."),
    ("found undefined tag handle", "!a!b c", "1:1: a text that starts with `!` needs quotes."),
    ("expected alphabetic or numeric", "a: & b", "1:4: a text that starts with `&` needs quotes."),
    ("expected comment or line break", "k: |x\n a", "1:4: a text that starts with `|` needs quotes."),
    ("cannot start any token", "a: @b", "1:4: a text that starts with `@` needs quotes."),
    ("expected node content", "a: [b, , c]", "1:8: there is nothing between two commas here."),
    ("indicator equal to 0", "k: |0\n a", "1:5: this line can't be understood."),
    ("a tab character", "k: >\n\t a", "2:1: this line can't be understood."),
]


def stopped(text: str) -> yaml.MarkedYAMLError:
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(yaml.parse(text, Loader=yaml.CLoader))
    return caught.value


@pytest.mark.parametrize(("words", "written", "told"), [*TOLD, *OTHERS])
def test_what_libyaml_says(words: str, written: str, told: str) -> None:
    error = stopped(written)
    assert words in f"{error.context}: {error.problem}"
    first = min(parse(Source("h", written)).problems, key=lambda problem: problem.place)
    assert str(first).startswith(f"h:{told} Hint: ")
    assert error.problem not in str(first)


def test_all_that_is_understood_is_in_the_table() -> None:
    assert {words for words, *_ in TOLD} == set(trouble.UNDERSTOOD)


@pytest.mark.parametrize("written", [written for _, written, _ in [*TOLD, *OTHERS]])
def test_words_that_nobody_knows(written: str) -> None:
    """Another libyaml may say it otherwise: one error at its place, and none of its words."""
    error = stopped(written)
    other = SimpleNamespace(
        context="bei der Arbeit", problem="nicht erwartet", problem_mark=error.problem_mark, context_mark=None
    )
    problem = explain(Source("h", written), other, None).finding
    assert problem.place.line in {error.problem_mark.line + 1, error.problem_mark.line}
    assert problem.hint and "erwartet" not in str(problem) and "Arbeit" not in str(problem)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("[" * 200_000, "1:51"),
        ("k: " + "[" * 2000 + "]" * 2000, "1:53"),
        ("k: v\nl: " + "[" * 1500, "2:53"),
        ("{a: " * 5000, "1:201"),
        ("[{" * 5000, "1:51"),
        ("[\n" * 3000, "51:1"),
        ("- " * 5000, "1:101"),
        ("? " * 3000, "1:101"),
        ("".join(" " * n + "a:\n" for n in range(1200)), "51:51"),
        ("".join(" " * n + "-\n" for n in range(1200)), "51:51"),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_depth_is_told_by_us(written: str, place: str) -> None:
    problems = parse(Source("h", written)).problems
    assert [str(problem) for problem in problems] == [
        f"h:{place}: this is more than 50 levels deep. Hint: Look for brackets too many."
    ]


@pytest.mark.parametrize("written", ["k: |\n" + "  [\n" * 1500, "k: '" + "[" * 1500 + "'", "k: a " + "[" * 1500])
def test_brackets_in_a_text_are_no_depth(written: str) -> None:
    assert parse(Source("h", written)).problems == ()
