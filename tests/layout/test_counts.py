"""How often the same is done: words are shaped once in a process, references are set once in a layout."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from carefold.content.plain_text import texts
from carefold.graphics.face import Face
from carefold.layout import closing, paragraph, setting
from carefold.model.handout import Handout
from carefold.model.inline import Paragraph
from carefold.order import Order
from carefold.pipeline import make
from carefold.workspace import Workspace


@pytest.fixture
def shaped(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str, str]]:
    """Every word that HarfBuzz gets, with its face and language."""
    counted = Counter[tuple[str, str, str]]()
    shape = Face._shape

    def count(face: Face, text: str, language: str, *told: str) -> Any:
        counted[face.name, str(text), language] += 1
        return shape(face, text, language, *told)

    monkeypatch.setattr(Face, "_shape", count)
    return counted


@pytest.fixture
def entries_set(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of every reference that is set."""
    numbers: list[int] = []
    reference = closing._reference

    def count(entry: Any, number: int, *more: Any) -> Any:
        numbers.append(number)
        return reference(entry, number, *more)

    monkeypatch.setattr(closing, "_reference", count)
    return numbers


def test_each_word_is_shaped_once_for_two_layouts(shipped: Workspace, shaped: Counter[tuple[str, str, str]]) -> None:
    for layout in ("letter", "trifold"):
        make(shipped, Order("about-ketamine", layout))
    assert set(shaped.values()) <= {1}


def test_nothing_is_shaped_the_second_time(shipped: Workspace, shaped: Counter[tuple[str, str, str]]) -> None:
    make(shipped, Order("about-ketamine", "trifold"))
    shaped.clear()
    make(shipped, Order("about-ketamine", "trifold"))
    assert not shaped


def test_references_are_set_once_however_many_sizes_are_tried(
    shipped: Workspace, entries_set: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = set[float]()
    styled = setting.Setting.narrowed

    def noted(one: setting.Setting, by: float) -> setting.Setting:
        sizes.add(one.styles.text.size)
        return styled(one, by)

    monkeypatch.setattr(setting.Setting, "narrowed", noted)
    made = make(shipped, Order("about-ketamine", "trifold"))
    assert len(sizes) > 2
    assert entries_set == list(range(1, len(made.references) + 1))


def test_paragraphs_are_set_once_a_size(shipped: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Counter[tuple[str, float, float]]()
    lines = paragraph.set_lines

    def count(spans: Any, style: Any, element: Any, measure: float) -> Any:
        found["".join(getattr(span, "text", "") for span in spans), style.size, measure] += 1
        return lines(spans, style, element, measure)

    monkeypatch.setattr(paragraph, "set_lines", count)
    made = make(shipped, Order("about-ketamine", "trifold"))
    written = {"".join(getattr(span, "text", "") for span in one) for one in _paragraphs(made.resolved.handout)}
    times = {key: many for key, many in found.items() if key[0] in written}
    assert len({size for _, size, _ in times}) > 2
    assert set(times.values()) == {1}


def _paragraphs(handout: Handout) -> list[Paragraph]:
    return [paragraph for text in texts(handout.sections) for paragraph in text.paragraphs]
