"""Line breaking: nothing lost, no line too long, no lone last word, balanced headings."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carefold.text.lines import Ending, break_lines, ending_of

WORDS = st.lists(st.integers(1, 120).map(float), min_size=1, max_size=30)
MEASURE = 100.0
GAP = 3.0


def lines_of(words: list[float], measure: float = MEASURE, balanced: bool = False) -> list[list[float]]:
    starts = break_lines(words, [GAP] * len(words), [True] * len(words), measure, balanced)
    return [words[start:end] for start, end in pairwise([*starts, len(words)])]


def width(line: list[float]) -> float:
    return sum(line) + GAP * (len(line) - 1)


def greedy(words: list[float]) -> list[list[float]]:
    """Each line as full as it can be: as few lines as there can be."""
    lines = [[words[0]]]
    for word in words[1:]:
        if width([*lines[-1], word]) <= MEASURE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


@given(WORDS, st.booleans())
def test_each_word_is_there_once_and_in_order(words: list[float], balanced: bool) -> None:
    lines = lines_of(words, balanced=balanced)
    assert [word for line in lines for word in line] == words
    assert all(lines)


@given(WORDS, st.booleans())
def test_a_line_is_too_long_only_where_one_word_is(words: list[float], balanced: bool) -> None:
    for line in lines_of(words, balanced=balanced):
        assert width(line) <= MEASURE + 0.01 or len(line) == 1


@given(WORDS)
def test_running_text_takes_hardly_more_lines_than_it_must(words: list[float]) -> None:
    assert len(lines_of(words)) <= len(greedy(words)) + 1


@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=15))
def test_lines_start_only_where_they_may(words: list[tuple[int, bool]]) -> None:
    widths = [float(word) for word, _ in words]
    breakable = [may for _, may in words]
    starts = break_lines(widths, [GAP] * len(words), breakable, MEASURE)
    assert starts[0] == 0
    assert all(earlier < later for earlier, later in pairwise(starts))
    assert all(breakable[start] for start in starts[1:])
    for start, end in pairwise([*starts, len(words)]):
        assert width(widths[start:end]) <= MEASURE + 0.01 or not any(breakable[start + 1 : end])


@given(st.integers(3, 12), st.integers(1, 6))
def test_a_lone_short_last_word_gets_company(in_a_line: int, full_lines: int) -> None:
    """With words of one width there is always a better break: one word more comes down."""
    words = [(MEASURE + GAP) / in_a_line - GAP] * (in_a_line * full_lines + 1)
    assert len(lines_of(words)[-1]) >= 2


def test_a_lone_long_last_word_may_stay() -> None:
    assert lines_of([48, 48, 80]) == [[48, 48], [80]]


@given(st.lists(st.integers(5, 60).map(float), min_size=2, max_size=9))
def test_headings_are_balanced(words: list[float]) -> None:
    """No way to break into as many lines is more even, but to keep a last word from standing alone."""
    lines = lines_of(words, balanced=True)
    every = (
        [words[start:end] for start, end in pairwise([0, *cuts, len(words)])]
        for cuts in combinations(range(1, len(words)), len(lines) - 1)
    )
    best = min(unevenness(other) for other in every if max(map(width, other)) <= MEASURE)
    if len(lines[-1]) > 1:
        assert unevenness(lines) <= best + 0.35 + 1e-9
    else:
        assert unevenness(lines) <= best + 1e-9


def unevenness(lines: list[list[float]]) -> float:
    return sum((1 - width(line) / MEASURE) ** 2 for line in lines)


@pytest.mark.parametrize(
    ("text", "measure", "balanced", "expected"),
    [
        ("one", 10, False, "one"),
        ("a word that is much longer thananyline can be", 10, False, "a word|that is|much|longer|thananyline|can be"),
        ("Keep it in your first aid box", 25, False, "Keep it in your first|aid box"),
        ("How fast, and for how long?", 20, True, "How fast, and|for how long?"),
        ("Questions for my clinician", 22, True, "Questions for|my clinician"),
        ("Before your first visit", 40, True, "Before your first visit"),
    ],
)
def test_examples(text: str, measure: float, balanced: bool, expected: str) -> None:
    """Letters one point wide, spaces too."""
    words = text.split(" ")
    widths = [float(len(word)) for word in words]
    starts = break_lines(widths, [1.0] * len(words), [True] * len(words), measure, balanced)
    assert "|".join(" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)])) == expected


def test_a_thousand_words_are_no_burden() -> None:
    assert len(lines_of([20.0] * 1000)) == 250


GAPS, COSTS, TAILS = (st.sampled_from(some) for some in ((GAP, GAP, 0.0), (0.0, 0.12, 4.0), (0.0, 0.0, 30.0)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(1, 120), GAPS, st.booleans(), COSTS, TAILS), min_size=1, max_size=25), st.booleans(),
    st.booleans(),
)  # fmt: skip
@example(
    [(50, GAP, True, 0.0, 0.0), (20, GAP, True, 0.0, 0.0), (10, GAP, True, 0.0, 30.0), (90, GAP, True, 0.0, 0.0)],
    False, True,
)  # fmt: skip
def test_lines_that_are_passed_over_would_not_have_been_taken(
    words: list[tuple[float, float, bool, float, float]], balanced: bool, hyphened: bool
) -> None:
    widths, gaps, breakable, costs, tails = map(list, zip(*words, strict=True))
    costs, tails = (costs, tails) if hyphened else ([], [])
    found = break_lines(widths, gaps, breakable, MEASURE, balanced, costs=costs, tails=tails)
    if sum(widths) + sum(gaps[1:]) > MEASURE:
        assert found == all_tried(widths, gaps, breakable, balanced, costs, tails)


def all_tried(words: Any, gaps: Any, breakable: Any, balanced: bool, costs: Any, tails: Any) -> list[int]:
    """Every line between two places where one may end, from the last words to the first, the longest first."""
    count = len(words)
    best: dict[int, tuple[float, list[int]]] = {count: (0.0, [])}
    for start in range(count - 1, -1, -1):
        found, sticks_out = list[tuple[float, list[int]]](), list[tuple[float, list[int]]]()
        if start and not breakable[start]:
            continue
        for end in sorted(best, reverse=True):
            last, line = end == count, list(map(sum, zip(words[start:end], gaps[start:end], strict=True)))
            slack = 1 - (sum(line) - gaps[start] + (tails[end] if tails and not last else 0.0)) / MEASURE
            lone = 0.35 if last and start and end - start == 1 and slack > 0.6 else 0.0
            ugly = 1e6 * (1 - slack) if slack < -1e-5 else lone if last and not balanced else slack * slack + lone
            (sticks_out if slack < -1e-5 else found).append((best[end][0] + ugly, [start, *best[end][1]]))
        badness, starts = min([*found, *sticks_out[-1:]], key=lambda one: one[0])
        best[start] = badness + (costs[start] if costs and start else 0.0) + 0.05, starts
    return best[0][1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(1, 60), GAPS, st.booleans(), COSTS, TAILS), min_size=2, max_size=25), st.booleans(),
    st.data(),
)  # fmt: skip
def test_the_last_words_break_in_one_way_whatever_stands_before(
    words: list[tuple[float, float, bool, float, float]], balanced: bool, data: Any
) -> None:
    widths, gaps, breakable, costs, tails = map(list, zip(*words, strict=True))
    breakable[0] = True
    at = data.draw(st.integers(1, len(words) - 1))

    def ending(part: slice, then: Ending | None = None) -> Ending:
        return ending_of(widths[part], gaps[part], breakable[part], MEASURE, balanced, costs=costs[part],
                         tails=tails[part], then=then)  # fmt: skip

    after = ending(slice(at, None))
    assert ending(slice(at), after).starts() == ending(slice(None)).starts()
    assert ending(slice(at), after).starts() == ending(slice(None)).starts()
