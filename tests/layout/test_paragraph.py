"""Paragraphs become lines, lines become boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.layout.boxes import NEVER, Box, Space
from carefold.layout.paragraph import baseline, set_lines, set_paragraph
from carefold.model.inline import Paragraph, Words
from carefold.structure import Element
from carefold.text.text_style import TextStyle

Spans = Callable[[str], Paragraph]
LONG = "You may feel dizzy, sleepy or far away, and your blood pressure may rise for a while after a treatment."


@given(st.lists(st.text("abcdl’.", min_size=1, max_size=14), min_size=1, max_size=40), st.floats(60, 400))
def test_the_lines_hold_the_words(style: TextStyle, record: Any, words: list[str], measure: float) -> None:
    element = Element("P")
    drawn = record(set_lines([Words(" ".join(words))], style, element, measure))
    assert "".join(line.text for line in drawn.lines) == " ".join(words)
    assert all(line.width <= measure + 0.01 for line in drawn.lines)
    assert {run.leaf for line in drawn.lines for run in line.runs} == set(element.leaves())


def test_a_line_ends_with_a_real_space_so_that_words_dont_run_together(style: TextStyle, record: Any) -> None:
    drawn = record(set_lines([Words(LONG)], style, Element("P"), 200.0))
    assert [line.text[-1] for line in drawn.lines[:-1]] == [" "] * (len(drawn.lines) - 1)
    assert drawn.lines[-1].text.endswith("treatment.")


def test_a_split_word_has_no_space_in_it(style: TextStyle, record: Any) -> None:
    drawn = record(set_lines([Words("self-care")], style, Element("P"), 40.0))
    assert [line.text for line in drawn.lines] == ["self-", "care"]


@pytest.mark.parametrize(("ems", "lines"), [
    (7.0, ["Take ", "1000000 mg ", "now"]), (4.5, ["Take ", "1000000 ", "mg now"]), (20.0, ["Take 1000000 mg now"]),
])  # fmt: skip
def test_a_unit_stays_with_its_number_where_a_line_holds_both(
    style: TextStyle, record: Any, ems: float, lines: list[str]
) -> None:
    drawn = record(set_lines([Words("Take 1000000 mg now")], style, Element("P"), ems * style.size))
    assert [line.text for line in drawn.lines] == lines
    assert all(line.width <= ems * style.size for line in drawn.lines)


def test_no_single_line_at_head_or_foot(style: TextStyle) -> None:
    items = set_paragraph([Words(LONG * 2)], style, Element("P"), 200.0)
    assert [type(item) for item in items[:3]] == [Box, Space, Box]
    costs = [item.cost for item in items if isinstance(item, Space)]
    assert costs[0] == costs[-1] == NEVER
    assert all(cost < NEVER for cost in costs[1:-1])
    assert len(costs) > 3


def test_a_heading_never_breaks(style: TextStyle) -> None:
    items = set_paragraph([Words(LONG)], replace(style, balanced=True), Element("H2"), 100.0)
    assert {item.cost for item in items if isinstance(item, Space)} == {NEVER}


def test_lines_are_at_most_so_many_ems_wide(style: TextStyle, record: Any) -> None:
    drawn = record(set_lines([Words(LONG)], replace(style, widest=10.0), Element("P"), 1000.0))
    assert max(line.width for line in drawn.lines) <= 10 * style.size


def test_lines_stand_one_leading_apart(style: TextStyle, record: Any) -> None:
    drawn = record(set_lines([Words(LONG)], style, Element("P"), 200.0))
    baselines = [line.y for line in drawn.lines]
    assert baselines == pytest.approx([-baseline(style) - style.leading * n for n in range(len(baselines))])


def test_a_larger_number_gets_more_room(style: TextStyle, spans: Spans) -> None:
    plain, large = (
        set_lines(spans("Call **911**"), replace(style, numbers=size), Element("P"), 300.0)[0] for size in (0.0, 20.0)
    )
    assert plain.height == style.leading
    assert large.height == pytest.approx(style.leading + 0.8 * (20 - style.size))


def test_raised_digits_need_no_more_room(style: TextStyle, spans: Spans) -> None:
    (line,) = set_lines(spans("10^6^"), style, Element("P"), 300.0)
    assert line.height == style.leading


def test_a_link_over_two_lines_is_one_element_with_two_areas(style: TextStyle, spans: Spans, record: Any) -> None:
    element = Element("P")
    text = "Read [all about it on our own pages](https://a.example) today"
    drawn = record(set_lines(spans(text), style, element, 130.0))
    (link,) = [found for found in element.walk() if found.role == "Link"]
    assert [(found, target) for found, _, target in drawn.links] == [(link, "https://a.example")] * 2
    first, second = (area for _, area, _ in drawn.links)
    assert first.y > second.top
    assert len([shape for shape in drawn.shapes if shape[2] is None]) == 2  # underlines are artifacts


def test_a_links_area_lies_over_its_words(style: TextStyle, spans: Spans, record: Any) -> None:
    drawn = record(set_lines(spans("Read [our pages](https://a.example) now"), style, Element("P"), 300.0))
    (line,), ((_, area, _),) = drawn.lines, drawn.links
    run = next(run for run in line.runs if run.leaf.parent.role == "Link")
    assert area.x == pytest.approx(line.x + run.x)
    assert area.width == pytest.approx(sum(word.advance for word in run.words) * run.size / 1000)
    assert area.y < line.y < line.y + style.size * 0.6 < area.top


def test_a_blank_is_a_line_that_belongs_to_its_element(style: TextStyle, spans: Spans, record: Any) -> None:
    element = Element("P")
    drawn = record(set_lines(spans("Name: {{ name }}."), style, element, 300.0))
    ((outline, _, leaf),) = drawn.shapes
    assert leaf.parent.actual_text.strip() == "name: blank to fill in"
    (_, start), (_, end) = outline
    assert end[0] - start[0] == 108
    assert start[1] == end[1] < -baseline(style)


def test_nothing_makes_no_line(style: TextStyle) -> None:
    assert set_paragraph((), style, Element("P"), 100.0) == ()
