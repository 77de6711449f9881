"""How often the same is done: words are shaped once in a process, references are set once in a layout."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from opening import frozen

from carefold import caches
from carefold.content.plain_text import texts
from carefold.graphics.face import Face
from carefold.layout import closing, paragraph, setting
from carefold.layout.bands import Breaks
from carefold.layout.blocks import table
from carefold.layout.boxes import Box, Space
from carefold.model.handout import Handout
from carefold.order import Order
from carefold.pipeline import make
from carefold.text import gather
from carefold.text.any_size import AnySize
from carefold.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shaped(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str, str]]:
    """Every word that HarfBuzz gets, with its face and language, from faces that have shaped nothing yet."""
    caches._reading.cache_clear()
    counted = Counter[tuple[str, str, str]]()
    shape = Face.shape_anew

    def count(face: Face, text: str, language: str, *told: str) -> Any:
        counted[face.name, str(text), language] += 1
        return shape(face, text, language, *told)

    monkeypatch.setattr(Face, "shape_anew", count)
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


def test_each_word_is_shaped_once_for_two_layouts(shaped: Counter[tuple[str, str, str]]) -> None:
    project = frozen()
    for layout in ("letter", "trifold"):
        make(project, Order("about-ketamine", layout))
    assert set(shaped.values()) <= {1}


def test_nothing_is_shaped_the_second_time(shaped: Counter[tuple[str, str, str]]) -> None:
    project = frozen()
    make(project, Order("about-ketamine", "trifold"))
    shaped.clear()
    make(project, Order("about-ketamine", "trifold"))
    assert not shaped


def test_references_are_set_once_however_many_sizes_are_tried(
    entries_set: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = set[float]()
    styled = setting.Setting.narrowed

    def noted(one: setting.Setting, by: float) -> setting.Setting:
        sizes.add(one.styles.text.size)
        return styled(one, by)

    monkeypatch.setattr(setting.Setting, "narrowed", noted)
    made = make(frozen(), Order("about-ketamine", "trifold"))
    assert len(sizes) > 1
    assert entries_set == list(range(1, len(made.references) + 1))


@pytest.fixture
def paragraphs_set(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, float, float]]:
    """Every paragraph that is set, with its type size and measure."""
    found = Counter[tuple[str, float, float]]()
    lines = paragraph.set_lines

    def count(spans: Any, style: Any, element: Any, measure: float) -> Any:
        spans = tuple(spans)
        found[_words(spans), style.size, measure] += 1
        return lines(spans, style, element, measure)

    monkeypatch.setattr(paragraph, "set_lines", count)
    return found


def test_paragraphs_are_set_once_a_size(paragraphs_set: Counter[tuple[str, float, float]]) -> None:
    made = make(frozen(), Order("about-ketamine", "trifold"))
    written = _written(made.resolved.handout)
    times = {key: many for key, many in paragraphs_set.items() if key[0] in written}
    assert len({size for _, size, _ in times}) > 1
    assert set(times.values()) == {1}


@pytest.mark.parametrize(
    ("handout", "layout", "most"),
    [("about-ketamine", "trifold", 2.0), ("about-ketamine", "letter", 2.0), ("short", "trifold", 3.0),
     ("short", "letter", 2.0), ("discharge", "letter", 2.1), ("long", "letter", 2.2), ("short", "large-print", 5.0)],
)  # fmt: skip
def test_paragraphs_are_set_few_times(
    shipped: Workspace, paragraphs_set: Counter[tuple[str, float, float]], handout: str, layout: str, most: float
) -> None:
    """How often each paragraph of the sections is broken into lines for once that it is printed: 1.5 is wished for."""
    cases = Workspace.open(ROOT / "tests" / "cases" / "pages", shipped.today)
    made = make(frozen() if handout == "about-ketamine" else cases, Order(handout, layout))
    written = _written(made.resolved.handout)
    times = [sum(many for (words, *_), many in paragraphs_set.items() if words == one) for one in written]
    ratio = sum(times) / len(times)
    print(f"{handout} in {layout}: paragraphs are set {ratio:.2f} times")
    assert 1 <= ratio <= most


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Every paragraph whose words are shaped and tied, though no word of it is wider than its line."""
    found = Counter[str]()
    of = AnySize.of

    def count(words: Any, *more: Any) -> AnySize:
        found["".join(piece.glyphs.text for word in words for piece in word.pieces if piece.glyphs)] += 1
        return of(words, *more)

    monkeypatch.setattr(AnySize, "of", count)
    monkeypatch.setattr(
        gather, "at_any_size", caches.kept_of_text(gather.at_any_size.__wrapped__)
    )  # with nothing known
    return found


def test_words_are_gathered_once_for_all_sizes_and_layouts(clinic: Any, gathered: Counter[str]) -> None:
    text = "\n".join(f"- Gather the wool once in the {number}th field." for number in range(30))
    for layout in ("letter", "booklet", "trifold"):
        clinic.build(layout, text)
    of_text = {words: many for words, many in gathered.items() if words.startswith("Gatherthewool")}
    assert len(of_text) == 30
    assert set(of_text.values()) == {1}


_TABLE = "- table:\n    caption: Fields\n    header: [Field, Wool]\n    rows:\n"


def test_cells_of_a_long_table_are_gathered_once(clinic: Any, gathered: Counter[str]) -> None:
    rows = "".join(f'      - ["Gather the {number}th", "Comb the {number}th"]\n' for number in range(600))
    clinic.build("letter", _TABLE + rows)
    of_cells = {words: many for words, many in gathered.items() if words.startswith(("Gatherthe", "Combthe"))}
    assert len(of_cells) == 1200
    assert set(of_cells.values()) == {1}


def test_a_table_is_weighed_twice_a_size(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = Counter[float]()
    needed = table._needed

    def count(body: Any, one: setting.Setting) -> Any:
        sizes[one.styles.text.size] += 1
        return needed(body, one)

    monkeypatch.setattr(table, "_needed", count)
    clinic.build("letter", _TABLE + "      - [Gather, Comb]\n" * 9)
    assert set(sizes.values()) == {2}


def test_a_column_is_cut_near_its_middle_alone() -> None:
    """So the work of a cut is that of a few breaks, however many stand in the columns."""
    items = [part for _ in range(200) for part in (Box(10.0, lambda *_: None), Space(2.0, 0.0))][:-1]
    breaks = Breaks(items, 100.0)
    looked_at = breaks._near(0, breaks.last, breaks._used(0, breaks.last, 0.0) / 2, breaks._used(0, breaks.last, 0.0))
    assert 100 in looked_at
    assert len(looked_at) <= 4


def _words(spans: Any) -> str:
    return "".join(getattr(span, "text", "") for span in spans)


def _written(handout: Handout) -> set[str]:
    return {_words(paragraph) for text in texts(handout.sections) for paragraph in text.paragraphs}
