"""The drawn symbols: one SVG each in symbols/, lines two units wide with round ends on a grid of 24 by 24."""

from __future__ import annotations

from pathlib import Path

from carefold.caches import kept
from carefold.graphics.image_files import vector
from carefold.graphics.matrix import multiplied
from carefold.graphics.outline import Outline, moved
from carefold.resources import shipped

FOLDER = "symbols"
PEN = 2 / 24  # width of the lines, as a share of a symbol's size


@kept
def names() -> tuple[str, ...]:
    """The names of all symbols, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg")))


@kept
def symbol(name: str) -> Outline:
    """The lines of a symbol in a square of 1 by 1, its origin bottom left."""
    drawn = vector(_folder() / f"{name}.svg")
    to_square = (1 / drawn.width, 0.0, 0.0, 1 / drawn.height, 0.0, 0.0)
    lines = (moved(shape.outline, multiplied(shape.matrix, to_square)) for shape in drawn.shapes if shape.stroke)
    return tuple(step for outline in lines for step in outline)


@kept
def other_names() -> dict[str, str]:
    """What else people call symbols, and the name of each here."""
    lines = (_folder() / "called.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {word: name for name, _, words in pairs for word in words.split()}


def _folder() -> Path:
    return shipped() / FOLDER
