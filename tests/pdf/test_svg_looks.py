"""Many small drawings, and how each looks: tests/golden/svg.txt has a drawing 100 by 100 pixels large in one line,
below it ten rows of ten colours seen at (5, 5), (15, 5) …: g green, k black, b blue, r red, a dot for white, others as
they are nearest; ~ stands at edges, where colours mix.

They were compared with resvg when they were written. `UPDATE_GOLDEN=1 pytest tests/pdf/test_svg_looks.py` draws
them anew: look at each change before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from carefold.structure import Element
from carefold.units import Area

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "svg.txt"
COLOURS = {
    "g": (0, 128, 0), "k": (0, 0, 0), "b": (0, 0, 255), "r": (255, 0, 0), ".": (255, 255, 255), "o": (255, 165, 0),
    "G": (128, 191, 128), "B": (128, 128, 255), "h": (128, 128, 128),
}  # fmt: skip
_SCALE = 4


def looks(drawing: str, file: Path, pages: Any) -> str:
    """Ten rows of ten letters."""
    file.write_text(drawing, encoding="utf-8")
    canvas = pages((100.0, 100.0), Element("Document"))
    canvas.picture(file, Area(0, 0, 100, 100))
    with pypdfium2.PdfDocument(BytesIO(canvas.file())) as document:
        pixels = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    near = (-6, 0, 6)

    def letter(x: int, y: int) -> str:
        around = [pixels.getpixel((x * _SCALE + right, y * _SCALE + down)) for right in near for down in near]
        if any(abs(a - b) > 3 for one in around for a, b in zip(one, around[0], strict=True)):
            return "~"
        return min(COLOURS, key=lambda key: sum((a - b) ** 2 for a, b in zip(COLOURS[key], around[0], strict=True)))

    return "\n".join("".join(letter(x, y) for x in range(5, 100, 10)) for y in range(5, 100, 10))


def cases() -> Iterator[tuple[str, str, str]]:
    """Name, drawing and looks."""
    for block in GOLDEN.read_text("utf-8").strip().split("\n\n"):
        name, drawing, *rows = block.split("\n")
        yield name.removeprefix("# "), drawing, "\n".join(rows)


@pytest.mark.parametrize(("drawing", "rows"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_it_looks_as_it_did(drawing: str, rows: str, tmp_path: Path, pages: Any) -> None:
    if not os.environ.get("UPDATE_GOLDEN"):
        assert looks(drawing, tmp_path / "a.svg", pages) == rows


def test_update(tmp_path: Path, pages: Any) -> None:
    written = [f"# {name}\n{drawing}\n{looks(drawing, tmp_path / 'a.svg', pages)}" for name, drawing, _ in cases()]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text("\n\n".join(written) + "\n", encoding="utf-8")
    assert len(written) > 150
