"""Random handouts in every layout: each word once, in order, in its place, large enough; or a report and no PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.languages.language import Language
from carefold.order import Order
from carefold.pipeline import expected, make
from carefold.preflight.checks.tags import reading_order
from carefold.preflight.preflight import preflight
from carefold.resources import shipped
from carefold.units import INCH, MM

LAYOUTS = tuple(path.stem for path in sorted((shipped() / "layouts").glob("*.yaml")))
PAGES = ("letter", "a4", "large-print", "half-sheet", "booklet", "booklet-a5")
PANELS = ("trifold", "trifold-a4", "zfold", "gatefold", "bifold")
SEEDS = st.integers(0, 2**31)
PHRASES = Language.of("en").phrases
CHANGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("trifold", {"bleed": INCH / 8}),
    ("trifold", {"flap": INCH / 32}),
    ("trifold-a4", {"flap": INCH / 8, "bleed": 3 * MM}),
    ("zfold", {"duplex": "long-edge"}),
    ("booklet", {"creep": 0.4}),
    ("letter", {"bleed": 3 * MM}),
)

AllFaults = Callable[[Any], list[str]]


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(LAYOUTS), count=st.integers(1, 60), amount=st.integers(1, 20), seed=SEEDS)
def test_all_fits_or_a_report_says_why(
    desk: Any, tell: Any, all_faults: AllFaults, name: str, count: int, amount: int, seed: int
) -> None:
    layout = desk.layout(name)
    assert all_faults(desk.lay_out(tell(count, seed, amount, layout), layout)) == []


@settings(max_examples=40, deadline=None)
@example(name="zfold", count=5, amount=5, seed=3347)  # a term of a glossary as wide as its line
@example(name="trifold", count=1, amount=1, seed=0)  # lines to write on in the narrow panel
@given(name=st.sampled_from(PANELS), count=st.integers(1, 14), amount=st.integers(1, 8), seed=SEEDS)
def test_panels(desk: Any, tell: Any, all_faults: AllFaults, name: str, count: int, amount: int, seed: int) -> None:
    """Handouts of a leaflet's length: most of them fit."""
    layout = desk.layout(name)
    assert all_faults(desk.lay_out(tell(count, seed, amount, layout), layout)) == []


@settings(max_examples=25, deadline=None)
@given(change=st.sampled_from(CHANGES), count=st.integers(1, 12), amount=st.integers(1, 5), seed=SEEDS)
def test_options(
    desk: Any, tell: Any, all_faults: AllFaults, change: tuple[str, Any], count: int, amount: int, seed: int
) -> None:
    """The same with a bleed, another flap, creep, or second sides that stand on their head."""
    layout = desk.layout(change[0], **change[1])
    assert all_faults(desk.lay_out(tell(count, seed, amount, layout), layout)) == []


@settings(max_examples=15, deadline=None)
@example(count=3, seed=19136)  # an urgent section
@given(count=st.integers(1, 4), seed=SEEDS)
def test_cards(desk: Any, tell: Any, all_faults: AllFaults, count: int, seed: int) -> None:
    layout = desk.layout("card")
    assert all_faults(desk.lay_out(tell(count, seed, 1, layout), layout)) == []


@pytest.mark.parametrize("columns", range(1, 9))
@pytest.mark.parametrize("name", ["trifold", "letter", "large-print"])
def test_tables_of_very_long_words(desk: Any, tell: Any, all_faults: AllFaults, name: str, columns: int) -> None:
    """One column of single letters, the others of 60 letters, in a callout where there is least room."""
    rows = [["Mm"[row % 2], *("wm" * 30 for _ in range(columns - 1))] for row in range(3)]
    body = {"table": {"header": rows[0], "rows": rows[1:]}}
    story = tell(1, 1, 1)
    words = " ".join(" ".join(row) for row in rows).split()
    block, prose = {"callout": {"kind": "note", "title": "Box", "blocks": [body]}}, {"text": "Before"}
    section = replace(story.sections[0], data={"title": "One", "blocks": [prose, block]}, words=[], kept=[], zones=[])
    start = story.words[: len(story.words) - len(story.sections[0].words)]
    data = story.data | {"sections": [section.data]}
    written = replace(story, data=data, words=[*start, "One", "Before", "Box", *words], sections=[section])
    assert all_faults(desk.lay_out(written, desk.layout(name))) == []


@settings(max_examples=30, deadline=None)
@example(name="bifold-a4", kind="chart", seed=540)  # zones that stood in the story before
@example(name="poster", kind="chart", seed=2343)  # a long word as a label, and wide values
@given(name=st.sampled_from(LAYOUTS), kind=st.sampled_from(("schedule", "chart")), seed=SEEDS)
def test_schedules_and_charts(
    desk: Any, tell: Any, author: Any, all_faults: AllFaults, name: str, kind: str, seed: int
) -> None:
    """In which order a schedule is read, and what a chart says beside its labels, depends on the layout."""
    story = tell(3, seed, 3)
    blocks = [author(seed + number, 4).block(kind).data for number in range(3)]
    section = replace(story.sections[0], data={"title": "One", "blocks": blocks}, words=[], kept=[], zones=[])
    written = replace(story, data=story.data | {"sections": [section.data]}, words=[], sections=[section])
    assert [fault for fault in all_faults(desk.lay_out(written, desk.layout(name))) if "read out" not in fault] == []


@settings(max_examples=20, deadline=None)
@given(name=st.sampled_from(LAYOUTS), count=st.integers(1, 14), amount=st.integers(1, 8), seed=SEEDS)
def test_finished_pdfs(desk: Any, tell: Any, name: str, count: int, amount: int, seed: int) -> None:
    """Our own preflight finds nothing, and reads out each word of the source as often as it stands there, in order."""
    story = tell(count, seed, amount, desk.layout(name))
    desk.write(story)
    try:
        made = make(desk.workspace, Order("h", name))
    except CarefoldError:
        return
    found = preflight(made.data, "h.pdf", expected(desk.workspace, made)).findings
    assert [str(one) for one in found if one.code.startswith(("CF3", "CF4", "CF5"))] == []
    said = " ".join(reading_order(made.data)).split()
    layout = desk.layout(name)
    titled = len(PHRASES["main-point"].split()) if layout.closing == "brief" else 0  # a card has no title there
    calm, urgent = story.words[titled:], list[str]()
    if not layout.sides and story.sections and "urgent" in story.sections[-1].data:  # it may stand on the first page
        last = len(story.sections[-1].words)
        calm, urgent = calm[:-last], calm[-last:]
    for words in (calm, urgent):
        rest = iter(said)
        assert all(word in rest for word in words), "in order"
    long = Counter(word for word in story.words if len(word) > 9)
    assert {word: said.count(word) for word in long} == long
