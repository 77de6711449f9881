"""Runs of one script become shaped pieces, and are measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from carefold.graphics.face import Face, Glyphs
from carefold.model.inline import Filled, filled_within
from carefold.text.breaks import letters
from carefold.text.itemise import ScriptRun, is_plain, itemise
from carefold.text.words import Look, Piece

_FEW = 64  # letters of a word that are looked at first


def shaped(text: str, look: Look, language: str, fields: tuple[Filled, ...] = ()) -> list[Piece]:
    """A text in one piece, or in one for each of its runs; `fields` says what of it is a value."""
    scale = look.size / 1000
    if is_plain(text) and look.face.sets_alone(text):
        glyphs = look.face.shape(text, language)
        return [Piece(glyphs, glyphs.advance * scale, look, fields)]
    runs = _runs(text, look.face, language)
    ends = accumulate(len(glyphs.text) for glyphs in runs)
    return [
        Piece(glyphs, glyphs.advance * scale, look, filled_within(fields, end - len(glyphs.text), end))
        for glyphs, end in zip(runs, ends, strict=True)
    ]


def advance(text: str, face: Face, language: str) -> float:
    """The width of a text in thousandths of the type size."""
    return sum([glyphs.advance for glyphs in _runs(text, face, language)])


def width_of(text: str, face: Face, size: float, language: str) -> float:
    """The width of a text in points."""
    return advance(text, face, language) * size / 1000


def fitting(word: str, look: Look, measure: float, language: str) -> Iterator[str]:
    """Parts of a word that fit the measure, as long as can be."""

    def reach(count: int) -> float:
        return width_of(word[:count], look.face, look.size, language)

    while word:
        near = _FEW
        while near < len(word) and reach(near) <= measure:
            near *= 2
        ends = letters(word[:near])
        count = ends[max(bisect_right(ends, measure, key=reach) - 1, 0)]
        yield word[:count]
        word = word[count:]


def _runs(text: str, face: Face, language: str) -> tuple[Glyphs, ...]:
    if is_plain(text) and face.sets_alone(text):
        return (face.shape(text, language),)
    return tuple([_run(run, face, language) for run in itemise(text, (face, *face.fallbacks))])


def _run(run: ScriptRun, face: Face, language: str) -> Glyphs:
    glyphs = run.face.shape(run.text, language, run.direction, run.script)
    return glyphs if run.face is face else replace(glyphs, font=replace(run.face.file, stands_for=face.file))
