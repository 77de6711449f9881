"""The tagged canvas: whatever is painted is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import ContentStream

from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.face import Family
from carefold.graphics.outline import circle, line, rectangle
from carefold.graphics.surface import Run
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.operators import numbers
from carefold.structure import Element, Leaf
from carefold.units import Area

PAINTING = (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"Tj", b"TJ", b"'", b'"')
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="20" height="20" fill="#0b6e73"/>'
    '<path d="M30 0h30v30z" stroke="#000000" fill="none"/><circle cx="40" cy="10" r="5" opacity="0.5"/></svg>'
)
Finish = Callable[[], Any]


def marks(printed: Any) -> Iterator[tuple[str, bytes]]:
    """Every painting operator with the mark that it stands in: a role, Artifact, or nothing."""
    for page in printed.reader.pages:
        open_marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), printed.reader).operations:
            if operator in (b"BDC", b"BMC"):
                open_marks.append(operands[0][1:])
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTING:
                yield (open_marks[0] if open_marks else "", operator)
        assert open_marks == []


def run(family: Family, text: str, leaf: Leaf | None = None) -> Run:
    return Run(0.0, (family.regular.shape(text, "en"),), family.regular, 12.0, BLACK, leaf=leaf)


# --- marks


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    from PIL import Image

    Image.new("RGB", (4, 4), (200, 10, 10)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    (tmp_path / "a.svg").write_text(SVG)
    return tmp_path / "a.svg"


def test_a_vector_picture_is_an_artifact_or_a_figure(
    canvas: Any, document: Element, finished: Finish, drawing: Path
) -> None:
    figure = document.add("Figure", alt="A leaf").leaf()
    canvas.picture(drawing, Area(0, 0, 60, 30))
    with canvas.tagged(figure):
        canvas.picture(drawing, Area(0, 50, 60, 30))
    with canvas.untagged(), canvas.tagged(figure):
        canvas.picture(drawing, Area(0, 90, 60, 30))
    found = [mark for mark, _ in marks(finished())]
    third = len(found) // 3
    assert third >= 3
    assert found == ["Artifact"] * third + ["Figure"] * third + ["Artifact"] * third


def test_a_raster_picture_is_marked(canvas: Any, document: Element, finished: Finish, picture: Path) -> None:
    figure = document.add("Figure", alt="A leaf").leaf()
    canvas.picture(picture, Area(0, 0, 9, 9))
    with canvas.tagged(figure):
        canvas.picture(picture, Area(0, 0, 9, 9))
    assert list(marks(finished())) == [("Artifact", b"Do"), ("Figure", b"Do")]


def test_text_and_shapes(canvas: Any, document: Element, finished: Finish, family: Family) -> None:
    paragraph = document.add("P").leaf("a")
    canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    canvas.text(0, 0, [run(family, "a", paragraph)])
    with canvas.tagged(paragraph):
        canvas.paint(line(0, 0, 9, 9), stroke=BLACK)
    canvas.paint(circle(5, 5, 3), fill=WHITE, stroke=BLACK)
    with canvas.untagged():
        canvas.text(0, 0, [run(family, "again", paragraph)])
    printed = finished()
    assert list(marks(printed)) == [
        ("Artifact", b"f"), ("P", b"TJ"), ("P", b"S"), ("Artifact", b"B"), ("Artifact", b"TJ"),
    ]  # fmt: skip
    assert [shown.text for shown in printed.shown] == ["a", "again"]
    assert printed.root.text == "a"


def test_an_artifact_says_nothing_of_its_own(canvas: Any, document: Element, finished: Finish, family: Family) -> None:
    """A hyphen at a line's end is not read out: ActualText says so, but where nothing is read there is none."""
    face, paragraph = family.regular, document.add("P").leaf("ab")
    words = (face.shape("a", "en"), face.hyphen("en"))
    canvas.text(0, 0, [Run(0.0, words, face, 12.0, BLACK, leaf=paragraph)])
    with canvas.untagged():
        canvas.text(0, 0, [Run(0.0, words, face, 12.0, BLACK, leaf=paragraph)])
    printed = finished()
    tagged, artifact = printed.reader.pages[0].get_contents().get_data().split(b"/Artifact BMC")
    assert b"/ActualText <FEFF>" in tagged
    assert b"BDC" not in artifact
    assert printed.root.text == "a"


def test_everything_in_a_finished_handout_is_marked(printed: Any) -> None:
    found = list(marks(printed))
    assert len(found) > 100
    assert all(mark for mark, _ in found)
    assert {"Artifact", "P", "H1", "H2", "Link", "LBody", "Figure"} <= {mark for mark, _ in found}


def test_an_unmarked_operator_would_be_seen(canvas: Any, finished: Finish, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check above is shown to fail: marks that are left out."""
    monkeypatch.setattr(TaggedCanvas, "_mark", lambda _self, _leaf: None)
    canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    assert list(marks(finished())) == [("", b"f")]


def test_marks_never_stand_inside_each_other(printed: Any) -> None:
    """But for spans that say the text of glyphs (ISO 14289-1, 7.1)."""
    for page in printed.reader.pages:
        depth = 0
        for operands, operator in ContentStream(page.get_contents(), printed.reader).operations:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            assert depth <= 1 or (depth == 2 and operator != b"BMC")
            if depth == 2 and operator == b"BDC":
                assert "/MCID" not in operands[1]


def test_two_pages(canvas: Any, document: Element, finished: Finish, family: Family) -> None:
    leaf = document.add("P").leaf("one two")
    canvas.text(0, 0, [run(family, "one ", leaf)])
    canvas.next_page()
    canvas.text(0, 0, [run(family, "two", leaf)])
    printed = finished()
    assert [(shown.page, shown.mcid) for shown in printed.shown] == [(0, 0), (1, 0)]
    assert printed.root.text == "one two"


def test_colours_are_said_anew_on_each_page(canvas: Any, finished: Finish) -> None:
    for _ in range(2):
        canvas.paint(rectangle(0, 0, 9, 9), fill=WHITE)
        canvas.next_page()
    contents = [page.get_contents().get_data() for page in finished().reader.pages[:2]]
    assert contents[0] == contents[1]
    assert b"rg" in contents[0]


def test_colours_are_said_anew_after_a_picture(canvas: Any, finished: Finish, drawing: Path) -> None:
    canvas.paint(rectangle(0, 0, 9, 9), fill=WHITE)
    canvas.picture(drawing, Area(0, 0, 60, 30))
    canvas.paint(rectangle(0, 0, 9, 9), fill=WHITE)
    (page,) = finished().reader.pages
    assert b"rg" in page.get_contents().get_data().split(b"Q\n")[-1]


@given(st.floats(-20000, 20000))
def test_numbers_are_written_plainly(value: float) -> None:
    written = numbers(value)
    assert "e" not in written
    assert float(written) == pytest.approx(value, abs=0.0051)
