"""Laid-out pages are plain values: they can be pickled, compared and drawn again, and know what came from a field."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import takewhile
from typing import Any

import opening
import pytest

from carefold.content.content_code import NUMBER
from carefold.document_facts import facts_of
from carefold.graphics.frame import Frame, GlyphRun, LinkArea, Painted, PlacedPicture, TextLine, TypingField, untagged
from carefold.layout.composition import Composition
from carefold.order import Edition, Order
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.pipeline import compose, make, opened, prepare, resolved
from carefold.structure import Element
from carefold.workspace import Workspace, load_layout

ELSEWHERE = """
import pickle, sys
from carefold.pdf.write import write
sys.stdout.buffer.write(write(*pickle.load(sys.stdin.buffer)))
"""
Written = tuple[Any, Element, Facts, Purpose]


def laid_out(
    workspace: Workspace, layout_name: str, edition: Edition = Edition.PRINT, mono: bool = False
) -> tuple[Composition, Written]:
    """A composition, and what makes its file."""
    order = Order("about-ketamine", layout_name, edition)
    content = resolved(workspace, opened(workspace, order.source, None))
    layout = load_layout(workspace, layout_name).model_copy(update={"pages": None})
    job = replace(prepare(workspace, content, layout, edition), mono=mono)
    typing = job.text.regular.file if edition is Edition.SCREEN else None
    made, facts = compose(job), facts_of(order, content.resolved, "", None, job.code)
    return made, (made.pages, made.root, facts, Purpose(layout.duplex, typing, mono=mono))


def plain(element: Element) -> Any:
    """All of a tree, to compare."""
    names = [each.name for each in fields(element) if each.name not in ("parent", "children")]
    children = (plain(child) if isinstance(child, Element) else child.text for child in element.children)
    return {name: repr(getattr(element, name)) for name in names}, list(children)


@pytest.fixture
def project() -> Workspace:
    return opening.frozen()


CASES = [
    ("trifold", Edition.PRINT, False), ("letter", Edition.PRINT, False), ("half-sheet", Edition.PRINT, False),
    ("booklet", Edition.PRINT, False), ("trifold", Edition.SCREEN, False), ("letter", Edition.SCREEN, False),
    ("letter", Edition.PRINT, True),
]  # fmt: skip


@pytest.mark.parametrize(("layout_name", "edition", "mono"), CASES)
def test_pages_are_drawn_from_anywhere_and_change_nothing(
    project: Workspace, layout_name: str, edition: Edition, mono: bool
) -> None:
    made, wanted = laid_out(project, layout_name, edition, mono)
    before, kept = plain(made.root), pickle.dumps(wanted)
    first, second = write(*wanted), write(*wanted)
    assert first == second
    assert plain(made.root) == before
    assert pickle.loads(kept)[0] == made.pages
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], input=kept, capture_output=True, check=True, cwd="/")
    assert run.stdout == first


def test_the_same_handout_is_the_same_pages(project: Workspace) -> None:
    one, other = (laid_out(project, "trifold")[0] for _ in "ab")
    assert one.pages == other.pages
    assert hash(one.pages) == hash(other.pages)
    assert one.pages != laid_out(project, "zfold")[0].pages


def test_a_composition_is_small(project: Workspace) -> None:
    """Faces and pictures are not in it, but told by their files."""
    made, _ = laid_out(project, "trifold")
    assert len(pickle.dumps(made)) < 250_000


def test_a_composition_comes_back_as_it_was(project: Workspace) -> None:
    """Elements are never equal to others: their tree is compared by what stands in it, in its order."""
    made, _ = laid_out(project, "trifold")
    back = pickle.loads(pickle.dumps(made))
    assert plain(back.root) == plain(made.root)
    assert replace(back, root=made.root) == made


def test_a_figures_box_is_no_part_of_the_tree(project: Workspace) -> None:
    """It belongs to a page: a half-sheet shows two copies, of which one is read out."""
    made, wanted = laid_out(project, "half-sheet")
    figures = [element for element in made.root.walk() if element.role == "Figure"]
    assert figures
    write(*wanted)
    assert not any(element.attributes for element in figures)


def test_a_copy_is_an_artifact_that_leads_nowhere(project: Workspace) -> None:
    made, _ = laid_out(project, "half-sheet")
    for page in made.pages:
        first, copy = page.frames
        assert {type(item) for item in copy.items} <= {TextLine, Painted, PlacedPicture}
        assert any(isinstance(item, LinkArea) for item in first.items)
        assert not any(run.leaf is not None for run in runs((copy,)))
        assert untagged(copy) == copy


# --- fields

FIELDS = "{name: {label: Name}, date: {type: date}, dose: {}, word: {}}"
VALUES = {"name": "Ann Lee-Müller", "date": "2026-11-23", "dose": "AVATAR", "word": "extra\u00adordinary"}
BLOCKS = """
- Dear {{ name }}, we meet on {{ date | date }}.
- "**{{ name }}**: ({{dose}}), {{ name }}; {{word}}!"
- heading: For {{ name }}
- table:
    header: ["{{ name }}", Two]
    rows: [["{{ date }}", "a {{ dose }}b"]]
- callout: {kind: note, title: "{{ name }}’s note", text: "Call {{ name }} or 911."}
- {list: ["{{ name }} {{ name }}"]}
"""


def runs(frames: Any) -> Iterator[GlyphRun]:
    for frame in frames:
        for item in frame.items:
            if isinstance(item, TextLine):
                yield from item.runs


def values_of(frames: Any, field: str) -> str:
    """What the letters that came from a field say, one after another."""
    return "".join(
        run.words[one.word].text[one.start : one.end]
        for run in runs(frames)
        for one in run.fields
        if one.field == field
    )


@pytest.mark.parametrize("layout_name", ["trifold", "letter", "large-print"])
def test_glyphs_know_the_field_that_they_came_from(clinic: Any, layout_name: str) -> None:
    clinic.write(BLOCKS, fields=FIELDS)
    frames = clinic.again(layout_name, VALUES).composition.frames
    assert values_of(frames, "name") == VALUES["name"] * 9
    assert values_of(frames, "date") == "November 23, 2026" * 2
    assert values_of(frames, "dose") == VALUES["dose"] * 2
    assert values_of(frames, "word") == "extraordinary"
    assert {one.field for run in runs(frames) for one in run.fields if "." not in one.field} - {NUMBER} == set(VALUES)


def test_a_value_over_two_lines_is_known_in_both(clinic: Any) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff " * 3
    clinic.write("- Dear {{ name }}.", fields="{name: {}}")
    frames = clinic.again("trifold", {"name": long.strip()}).composition.frames
    assert len([run for run in runs(frames) if run.fields]) > 2
    assert "".join(values_of(frames, "name").split()) == "".join(long.split())


def before_code(frames: Sequence[Frame]) -> Iterator[Any]:
    """Runs as far as the imprint, whose code is another one for other words."""
    shown = ((run.x, run.words) for run in runs(frames))
    return takewhile(lambda one: not any(word.text == "Code" for word in one[1]), shown)


def test_marking_a_value_changes_no_run(clinic: Any) -> None:
    """Words are shaped with what stands beside them, whether a field is there or not."""
    clinic.write("- Dear AV{{ name }}AV, hello.", fields="{name: {}}")
    filled = clinic.again("trifold", {"name": "TAVA"}).composition.frames
    clinic.write("- Dear AVTAVAAV, hello.")
    written = clinic.again("trifold").composition.frames
    assert [*before_code(filled)] == [*before_code(written)]
    assert values_of(filled, "name") == "TAVA"


@pytest.mark.parametrize("edition", [Edition.PRINT, Edition.SCREEN])
def test_a_blank_knows_its_field(clinic: Any, edition: Edition) -> None:
    clinic.write("- Dear {{ name }}, on {{ date }}.", fields=FIELDS)
    made = make(opening.opened(clinic.folder), Order("h", "letter", edition))
    kind = TypingField if edition is Edition.SCREEN else Painted
    blanks = [item.field for frame in made.composition.frames for item in frame.items if isinstance(item, kind)]
    assert [field for field in blanks if field] == ["name", "date"]
    assert not any(one.field in VALUES for run in runs(made.composition.frames) for one in run.fields)


def test_the_name_of_a_field_is_no_value(clinic: Any) -> None:
    """Nothing but glyphs holds what a record says."""
    clinic.write("- Dear {{ name }}.", fields="{name: {}}")
    frames = clinic.again("letter", {"name": "Zuza"}).composition.frames
    filled = [one for run in runs(frames) for one in run.fields]
    assert "name" in repr(filled)
    assert "Zuza" not in repr(filled)
