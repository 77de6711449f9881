"""What the review sees of big numbers, marks on a body, appointments, dos and don'ts, and of texts with symbols."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carefold.content.resolve import resolve
from carefold.languages.language import Language
from carefold.review.passages import Passage, passages
from carefold.workspace import load_brand, load_handout, load_references


@pytest.fixture
def seen(clinic: Any) -> Callable[[str], list[Passage]]:
    """The passages of blocks."""
    from opening import opened

    def of(blocks: str) -> list[Passage]:
        clinic.write(blocks)
        workspace = opened(clinic.folder)
        resolved = resolve(load_handout(workspace, "h"), load_brand(workspace, None)[0], load_references(workspace))
        return [one for one in passages(resolved.handout, Language.of("en")) if one.context.section is not None][1:]

    return of


@pytest.fixture
def found(reviewed: Any) -> Callable[[str], list[str]]:
    """The codes of the findings in blocks."""
    return lambda blocks: [one.code for one in reviewed(blocks).report.findings]


@pytest.mark.parametrize(
    ("blocks", "texts"),
    [
        ("- list: [{icon: walk, text: One, alt: Two}]", {"One": "item", "Two": "alt"}),
        ("- facts: {One: {icon: walk, text: Two}}", {"One": "label", "Two": "prose"}),
        ("- steps: [{title: One, icon: walk, text: Two}]", {"One": "heading", "Two": "prose"}),
        (
            "- do-dont: {do: [{icon: walk, text: One}, Two], dont: [Three]}",
            dict.fromkeys(("One", "Two", "Three"), "item"),
        ),
        (
            "- big-number: {number: 64 out of 100, text: One, time: Two}",
            {"64 out of 100 One": "prose", "Two": "label"},
        ),
        ("- big-number: {number: 64 out of 100, text: of us}", {"64 out of 100 of us": "prose"}),
        ("- big-number: {number: 64 out of 100, text: US adults}", {"64 out of 100 US adults": "prose"}),
        ("- body-map: {marks: [{at: navel, text: One}]}", {"One": "prose"}),
        (
            "- appointments: [{when: One, where: Two, whom: Three, note: Four}]",
            {"One": "label", **dict.fromkeys(("Two", "Three", "Four"), "cell")},
        ),
    ],
)
def test_all_words_are_read_each_in_its_role(
    seen: Callable[[str], list[Passage]], blocks: str, texts: dict[str, str]
) -> None:
    assert {one.text: one.context.role for one in seen(blocks)} == texts


def test_a_percentage_in_large_type_is_told(found: Callable[[str], list[str]]) -> None:
    assert "CF121" in found('- big-number: {number: "64%", text: of people felt better.}')
    assert "CF121" not in found("- big-number: {number: 64 out of 100, text: people felt better (64%).}")


def test_the_time_of_a_large_number_is_its_time(found: Callable[[str], list[str]]) -> None:
    number = "- big-number: {number: 6 out of 100, text: people died%s}"
    assert "CF126" in found(number % "")
    assert "CF126" not in found(number % ', time: "2020"')


def test_a_large_number_has_the_denominator_of_the_others(found: Callable[[str], list[str]]) -> None:
    blocks = '- "3 out of 100 people do, and 4 out of 100."\n- big-number: {number: %s, text: people felt better.}'
    assert "CF122" in found(blocks % "6 out of 10")
    assert "CF122" not in found(blocks % "60 out of 100")


@pytest.mark.parametrize("key", ["do", "dont"])
def test_a_column_with_too_many_items_is_a_long_list(found: Callable[[str], list[str]], key: str) -> None:
    assert "CF109" in found(f"- do-dont: {{{key}: [a, b, c, d, e, f, g, h, i]}}")


def test_many_appointments_are_no_long_list(found: Callable[[str], list[str]]) -> None:
    rows = ", ".join(f"{{when: Day {number}}}" for number in range(9))
    assert "CF109" not in found(f"- appointments: [{rows}]")


def test_a_dose_in_a_mark_is_looked_at(found: Callable[[str], list[str]]) -> None:
    assert "CF131" in found("- body-map: {marks: [{at: navel, text: Inject .5 mg here.}]}")


@pytest.mark.parametrize("name", ["time: In one year, ", ""])
def test_the_time_of_a_large_number_is_its_time_span(found: Callable[[str], list[str]], name: str) -> None:
    codes = found(f"- big-number: {{number: 3 out of 100, {name}text: people have a stroke.}}")
    assert ("CF126" in codes) == (not name)


@pytest.mark.parametrize("words", [20, 21])
def test_the_sentence_of_a_large_number_is_counted_without_it(found: Callable[[str], list[str]], words: int) -> None:
    codes = found(f"- big-number: {{number: 3 out of 100, text: {' '.join(['people'] * words)}.}}")
    assert ("CF104" in codes) == (words > 20)
