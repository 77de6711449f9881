"""Frames on the pages of a file: the sides of sheets for paper, one panel or page after another for a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from carefold.graphics.frame import Frame, Page, Painted, untagged
from carefold.graphics.outline import line
from carefold.imposition.impose import Part, Side, impose
from carefold.model.layout import Layout

_MARK_GREY, _MARK_WIDTH = (0.45, 0.45, 0.45), 0.35


Move: TypeAlias = Callable[[Frame, float, float], Frame]
"""A frame so many points further right and up."""


def screens(frames: Sequence[Frame], move: Move) -> tuple[Page, ...]:
    """For a screen: each panel or page on one of its own, in reading order."""
    return tuple(
        Page((frame.area.width, frame.area.height), (move(frame, -frame.area.x, -frame.area.y),)) for frame in frames
    )


def sheets(
    frames: Sequence[Frame], layout: Layout, sides: int, shift: tuple[float, float], move: Move
) -> tuple[Page, ...]:
    """For paper: what stands on so many sides or pages, on both sides of sheets; second ones are moved by `shift`."""
    return tuple(_page(side, frames, move) for side in impose(layout, sides, shift))


def _page(side: Side, frames: Sequence[Frame], move: Move) -> Page:
    placed = tuple(frame for part in side.parts for frame in _placed(part, frames, move))
    marks = tuple(Painted(line(*mark), None, _MARK_GREY, _MARK_WIDTH) for mark in side.lines)
    return Page(side.extent, placed, marks, side.turned, side.trim, side.bleed)


def _placed(part: Part, frames: Sequence[Frame], move: Move) -> Iterator[Frame]:
    for frame in frames:
        if frame.side == part.page:
            there = move(frame, part.x, part.y)
            yield untagged(there) if part.copy else there
