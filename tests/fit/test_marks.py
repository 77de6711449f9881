"""Marks for knife and fold, as they look: sheets without their text, rendered. A sign is 18 by 36 points.

Read tests/golden/marks.txt; UPDATE_GOLDEN=1 rewrites it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from carefold.document_facts import facts_of
from carefold.graphics.colour import WHITE
from carefold.graphics.frame import Frame, Painted, Slice
from carefold.graphics.outline import rectangle
from carefold.imposition.pages import sheets
from carefold.order import Order
from carefold.pdf.write import Purpose, write
from carefold.pipeline import make
from carefold.structure import Element
from carefold.units import INCH, Area

GOLDEN = Path(__file__).parents[1] / "golden" / "marks.txt"
ACROSS, DOWN = 18, 36
SIDES: dict[str, tuple[str, float, int]] = {
    "trifold, inside": ("trifold", 0.0, 1),
    "trifold with a bleed, inside": ("trifold", INCH / 8, 1),
    "trifold with a bleed, outside": ("trifold", INCH / 8, 0),
    "zfold, inside": ("zfold", 0.0, 1),
    "gatefold, inside": ("gatefold", 0.0, 1),
    "bifold, inside": ("bifold", 0.0, 1),
    "card, inside": ("card", 0.0, 1),
    "card, outside": ("card", 0.0, 0),
    "half-sheet": ("half-sheet", 0.0, 0),
}


def marks(desk: Any, name: str, bleed: float, side: int) -> str:
    """A map of a side: a # where something is printed."""
    layout = desk.layout(name, bleed=bleed)
    made = make(desk.workspace, Order("h", name))
    facts, root = facts_of(made.order, made.resolved, "", None, made.code), Element("Document", language="en")
    root.add("P").leaf("a")
    nearly = Slice(0.0, 0.0, 0.0, (Painted(rectangle(0, 0, 1, 1), WHITE, None, 0.5, 0),))  # a tree needs something
    frame = Frame("", 0, Area(0.0, 0.0, *layout.extent), 0, (nearly,))
    sides = 1 + max(frame.side for frame in made.composition.frames)
    empty = sheets((frame,), layout, sides, (0.0, 0.0), lambda frame, _right, _up: frame)
    document = pypdfium2.PdfDocument(write(empty, root, facts, Purpose(layout.duplex)))
    picture = document[side].render(scale=1, grayscale=True).to_pil()
    width, height = picture.size
    rows = []
    for top in range(0, height, DOWN):
        cells = (
            picture.crop((x, top, min(x + ACROSS, width), min(top + DOWN, height))) for x in range(0, width, ACROSS)
        )
        rows.append("".join("#" if cell.getextrema()[0] < 250 else "." for cell in cells))
    return "\n".join(rows)


def known() -> dict[str, str]:
    if not GOLDEN.exists():
        return {}
    parts = (part.partition("\n") for part in GOLDEN.read_text(encoding="utf-8").strip().split("\n\n"))
    return {title: body for title, _, body in parts}


@pytest.fixture(scope="module")
def few_words(desk: Any, prose: Any) -> Any:
    desk.write(prose(1))
    return desk


@pytest.mark.parametrize("title", SIDES)
def test_marks_look_as_they_should(few_words: Any, title: str) -> None:
    found = marks(few_words, *SIDES[title])
    if os.environ.get("UPDATE_GOLDEN"):
        every = known() | {title: found}
        GOLDEN.write_text("\n\n".join(f"{one}\n{every[one]}" for one in SIDES if one in every) + "\n", encoding="utf-8")
    assert found == known()[title]


@pytest.mark.parametrize("name", ["trifold", "zfold", "gatefold", "bifold", "letter", "poster", "booklet"])
def test_elsewhere_there_are_none(few_words: Any, name: str) -> None:
    """Not on the outside of a leaflet, and not on pages."""
    assert "#" not in marks(few_words, name, 0.0, 0)
