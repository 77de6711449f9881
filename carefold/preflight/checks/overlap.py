"""Text that lies over other text, from tight boxes: what is set line under line, raised or kerned never counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding, Spot
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.page import Box, Run

_LETTER = re.compile(r"[^\W_]")  # rules, leaders and accents that are set by themselves may lie over anything
_HIGH, _WIDE = 0.1, 0.2  # shares of the smaller type size that two boxes may have in common
_BOLD = 0.15  # a share of the type size: the same text drawn again so near is bolder, or has a shadow
_MOST = 200_000  # pairs looked at on a page; print comes nowhere near
_HINT = "Shorten the text, or give it more room."


class _Body(NamedTuple):
    """A box around letters, its run, and the run's place in the order of painting."""

    box: Box
    run: Run
    order: int


def overlap_findings(document: Document) -> Iterator[Finding]:
    """Text over other text: one finding a page."""
    for page, content in enumerate(document.contents):
        found = list(overlaps(content.runs))
        if found:
            over, under, _ = found[0]
            message = f"{quoted(over.text)} lies over {quoted(under.text)}{and_more(len(found))}."
            spots = [Spot(page, *shared) for _, _, shared in found]
            yield finding("CF406", f"page {page + 1}", message, _HINT, spots=spots)


def overlaps(runs: list[Run]) -> Iterator[tuple[Run, Run, Box]]:
    """Upper and lower run, and the box that they share, each pair once, from the page's foot up."""
    seen: set[tuple[int, int]] = set()
    for one, other in _near(runs):
        under, over = (one, other) if one.order <= other.order else (other, one)
        if (under.order, over.order) not in seen and _collide(under, over):
            seen.add((under.order, over.order))
            yield over.run, under.run, _shared(under.box, over.box)


def _near(runs: list[Run]) -> Iterator[tuple[_Body, _Body]]:
    """Pairs of boxes at the same height, found by one sweep from the foot up; the same text twice counts once."""
    bodies = {
        (run.text, round(box.left), round(box.bottom)): _Body(box, run, order)
        for order, run in enumerate(runs)
        if _LETTER.search(run.text)
        for box in run.bodies
    }
    lower: list[_Body] = []
    pairs = 0
    for body in sorted(bodies.values(), key=lambda body: body.box.bottom):
        bottom = body.box.bottom
        lower = [other for other in lower if other.box.top > bottom]
        for other in lower:
            yield other, body
        pairs += len(lower)
        if pairs > _MOST:
            return
        lower.append(body)


def _collide(one: _Body, other: _Body) -> bool:
    """Whether two boxes share more than a sliver, and are not the same text drawn twice."""
    size = min(one.run.size, other.run.size)
    shared = _shared(one.box, other.box)
    upright = one.run.turn % 2 == 0
    wide, high = shared.right - shared.left, shared.top - shared.bottom
    along, across = (wide, high) if upright else (high, wide)
    return along > _WIDE * size and across > _HIGH * size and not _again(one, other)


def _shared(one: Box, other: Box) -> Box:
    left, bottom = max(one.left, other.left), max(one.bottom, other.bottom)
    return Box(left, bottom, min(one.right, other.right), min(one.top, other.top))


def _again(one: _Body, other: _Body) -> bool:
    """Whether a text is drawn once more at nearly the same place."""
    if one.run.text != other.run.text or one.order == other.order:
        return False
    near = _BOLD * one.run.size
    return all(abs(a - b) <= near for a, b in zip(one.box, other.box, strict=True))
