"""Strings as they come to stand on the page (ISO 32000-1, 9.4.3 and 9.4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carefold.graphics.colour import Rgb
from carefold.graphics.matrix import Matrix, multiplied
from carefold.pdfread.fonts import WIDE, Stretch, add_stretch
from carefold.pdfread.page import Run, is_somewhere
from carefold.pdfread.state import State
from carefold.pdfread.tokens import Operand
from carefold.pdfread.written_numbers import moved, number

_ABOVE, _BELOW = 0.75, 0.22  # shares of the type size: ink above and below the baseline
_INVISIBLE = (3, 7)  # text that is not painted, only selected or clipped with (table 106)
_OUTLINED = (1, 5)
_STRAIGHT = 1e-3


class Shown(NamedTuple):
    """What an operator shows: text, its stretches of ink and its advance in text space; whether a glyph is missing."""

    text: str
    ink: list[Stretch]
    advance: float
    missing: bool


def measured(state: State, pieces: Sequence[Operand]) -> Shown:
    """Strings and shifts, as TJ has them."""
    said: list[str] = []
    ink: list[Stretch] = []
    at, scale, missing = 0.0, state.size / 1000 * state.stretch, False
    wide, spelled, spread = WIDE * abs(scale), state.font.spelled, state.character_gap or state.word_gap
    for piece in pieces:
        if not isinstance(piece, bytes):
            at -= (piece if isinstance(piece, float) else number(piece)) * scale
            continue
        text, advance, inked, spaces, lacks = spelled(piece)
        missing = missing or lacks
        gaps = state.character_gap * len(text) + state.word_gap * spaces if spread else 0.0
        if gaps and inked:
            inked = ((inked[0][0], inked[-1][1] + max(0.0, gaps - state.character_gap) * state.stretch / (scale or 1)),)
        for start, end in inked:
            first, last = (start, end) if scale >= 0 else (end, start)
            add_stretch(ink, at + first * scale, at + last * scale, wide)
        at += advance * scale + gaps * state.stretch
        said.append(text)
    return Shown("".join(said), ink, at, missing)


def run_of(shown: Shown, said: str, state: State, text: Matrix, mcid: int | None, artifact: bool) -> Run:
    """The run where it stands; `text` is the text matrix, and `said` what is read out."""
    ink = shown.ink or [(0.0, 0.0)]
    left, right = min(start for start, _ in ink), max(end for _, end in ink)
    across = multiplied(text, state.matrix)
    low, high = state.rise - _BELOW * state.size, state.rise + _ABOVE * state.size
    xs, ys = moved(across, [(left, low), (left, high), (right, low), (right, high), (left, state.rise)])
    size = abs(state.size) * (across[2] ** 2 + across[3] ** 2) ** 0.5
    turn = _turn(across, state.size < 0)
    along, level = (ys, xs[-1]) if turn % 2 else (xs, ys[-1])
    stretches = ((min(along), max(along)),) if len(ink) < 2 else _along(ink, state.rise, across, turn)
    edges = min(xs), max(xs), min(ys), max(ys)
    if not is_somewhere(*edges):
        return Run(said, state.font.name, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, mcid, artifact, hidden=True)
    hidden = state.mode in _INVISIBLE or not shown.ink
    return Run(
        said, state.font.name, size, ys[-1], *edges, mcid, artifact, stretches, level, turn, hidden, *_look(state),
        shown.missing,
    )  # fmt: skip


def _look(state: State) -> tuple[Rgb | None, float, bool]:
    """Colour, alpha, and whether it is bold."""
    if state.blended:
        return None, 1.0, False
    if state.mode in _OUTLINED:
        return state.stroke, state.stroke_alpha, state.font.bold
    return state.fill, state.fill_alpha, state.font.bold


def _along(ink: Sequence[Stretch], rise: float, across: Matrix, turn: int) -> tuple[Stretch, ...]:
    """Stretches as the page has them, along the writing direction."""
    starts = moved(across, [(start, rise) for start, _ in ink])[turn % 2]
    ends = moved(across, [(end, rise) for _, end in ink])[turn % 2]
    return tuple((min(pair), max(pair)) for pair in zip(starts, ends, strict=True))


def _turn(across: Matrix, backward: bool) -> int:
    """Quarter turns to the left, 0 to 3; -1 for text that runs oblique or is mirrored."""
    a, b, c, d = (-part for part in across[:4]) if backward else across[:4]
    if a * d - b * c <= 0:
        return -1
    if abs(b) <= _STRAIGHT * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= _STRAIGHT * abs(b):
        return 1 if b > 0 else 3
    return -1
