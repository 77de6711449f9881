"""A long word is not cut while there is room for it: beside pictures, before bars, in front of facts."""

from __future__ import annotations

from typing import Any

import pytest

LONG = "Zuhydrochlorothiazides"


def lines(clinic: Any, by_panel: Any, layout: str, block: str) -> list[str]:
    built = clinic.build(layout, f"- {block}")
    return [line.text.strip() for found in by_panel(built).values() for line in found if not line.artifact]


@pytest.mark.parametrize(
    ("layout", "block"),
    [
        ("large-print", f"facts: {{{LONG}: Words, B: Words}}"),
        ("letter", f"facts: {{{LONG}: Words}}"),
        ("trifold", f"icon-array: {{count: 3, of: 10, label: {LONG}}}"),
        ("large-print", f"icon-array: {{count: 3, of: 100, icon: person, label: A, caption: {LONG}}}"),
        (
            "letter",
            f"compare: [{{count: 3, of: 10, label: {LONG}}}, {{count: 4, of: 10, label: B}},"
            " {count: 4, of: 10, label: C}]",
        ),
        ("trifold", f"chart: {{type: bar, title: T, data: {{{LONG}: 1, B: 2}}}}"),
        ("trifold", f"timeline: [{{when: {LONG}, text: Words}}]"),
        ("trifold", f"table: {{header: [A, {LONG}], rows: [[Many words of a long text in here, b]]}}"),
    ],
)
def test_a_word_that_has_room_is_whole(clinic: Any, by_panel: Any, layout: str, block: str) -> None:
    assert any(LONG in line for line in lines(clinic, by_panel, layout, block))


def test_a_word_that_has_none_is_cut_and_loses_nothing(clinic: Any, by_panel: Any) -> None:
    word = LONG * 5
    found = lines(clinic, by_panel, "trifold", f"facts: {{{word}: Words}}")
    assert word in "".join(found)
