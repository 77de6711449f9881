"""Text against the paper: panels, folds, the sheet's edge, and sizes that can be read.

Points; imposition/room.py has the distances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding, Spot
from carefold.diagnostics.quoted import quoted
from carefold.imposition.room import CUT, EDGE, FOLD, SHRUNK, to_fold
from carefold.pdfread.document import Document
from carefold.pdfread.page import Box, Run
from carefold.preflight.checks.paper import media_box
from carefold.units import MM, SMALLEST_SHIFTED

if TYPE_CHECKING:
    from carefold.imposition.impose import Side
    from carefold.imposition.sheet import Panel
    from carefold.preflight.expected import Paper

_CUT_OFF = 3.0  # points beyond the page; boxes around runs are a little larger than what is painted
_SLACK = 0.05  # points
_RAISED = (0.05, 0.6)  # shares of the larger type's size, between baselines
_HINT = "Shorten the text, or give it a panel with more room."


def size_findings(document: Document, notes: float = SMALLEST_SHIFTED) -> Iterator[Finding]:
    """Text below `notes` points, raised and lowered text below 8.5: one finding a page."""
    for page, content in enumerate(document.contents, 1):
        small = [
            run
            for run, raised in _with_shift(content.runs)
            if run.size < (SMALLEST_SHIFTED if raised else notes) - _SLACK
        ]
        if small:
            worst = min(small, key=lambda run: run.size)
            message = f"{quoted(worst.text)} is set in {worst.size:.3g} pt{and_more(len(small))}."
            spots = [run.spot(page - 1) for run in small]
            yield finding("CF405", f"page {page}", message, f"Set it in {notes:g} pt or more.", spots=spots)


def _with_shift(runs: list[Run]) -> Iterator[tuple[Run, bool]]:
    """Runs that can be seen, and whether each is raised or lowered beside larger type before it on the line."""
    larger: Run | None = None
    for run in runs:
        if run.hidden or not run.text.strip():
            continue
        low, high = (share * larger.size for share in _RAISED) if larger else (0.0, 0.0)
        shifted = larger is not None and run.size < larger.size and low < abs(run.baseline - larger.baseline) < high
        yield run, shifted
        if not shifted:
            larger = run


def edge_findings(document: Document) -> Iterator[Finding]:
    """Text that reaches beyond its page, whatever the page is for: one finding a page."""
    for page, content in enumerate(document.contents):
        box = media_box(document.pages[page])
        cut = [run for run in content.runs if not run.hidden and run.text.strip() and _beyond(run, box) > _CUT_OFF]
        if cut:
            worst = max(cut, key=lambda run: _beyond(run, box))
            message = (
                f"{quoted(worst.text)} reaches {_beyond(worst, box) / MM:.1f} mm beyond the page{and_more(len(cut))}."
            )
            yield finding("CF403", f"page {page + 1}", message, _HINT, spots=[run.spot(page) for run in cut])


def _beyond(run: Run, box: Box) -> float:
    return max(box.left - run.left, run.right - box.right, box.bottom - run.bottom, run.top - box.top)


def paper_findings(document: Document, paper: Paper, shift: tuple[float, float]) -> Iterator[Finding]:
    """Text that leaves its panel or comes too near to a fold or an edge: one finding a place and code.

    `shift` is what the printer's second sides are moved by, so that they come to lie where they should.
    """
    found: dict[tuple[str, str], list[tuple[str, Spot]]] = {}
    sides = paper.front, _moved(paper.back, shift)
    for page, content in enumerate(document.contents):
        side, here = sides[page % 2], [panel for panel in paper.panels if paper.halves or panel.side == page]
        for run in content.runs:
            if run.hidden or not run.text.strip() or not run.size:
                continue
            flat = _on_flat(run, side)
            panel = _start(flat, here)
            place = f"page {page + 1}, panel {panel.name}" if panel and panel.name else f"page {page + 1}"
            for code, message in _faults(flat, panel, paper, side):
                found.setdefault((code, place), []).append((message, run.spot(page)))
    for (code, place), faults in found.items():
        message = faults[0][0] + and_more(len(faults)) + "."
        yield finding(code, place, message, _HINT, spots=[spot for _, spot in faults])


def _moved(side: Side, shift: tuple[float, float]) -> Side:
    (x, y), (right, up) = side.origin, shift
    return replace(side, origin=(x + right, y + up))


def _on_flat(run: Run, side: Side) -> Run:
    """A run where it stands on the flat piece: not turned, not shifted, not moved for the trim."""
    width, height = side.extent
    left, right, bottom, top = run.left, run.right, run.bottom, run.top
    if side.turned:
        left, right, bottom, top = width - right, width - left, height - top, height - bottom
    x, y = side.origin
    return run._replace(left=left - x, right=right - x, bottom=bottom - y, top=top - y)


def _start(run: Run, panels: list[Panel]) -> Panel | None:
    """The panel that a run's ink begins in."""
    return next((panel for panel in reversed(panels) if panel.area.x <= run.left or panel is panels[0]), None)


def _faults(run: Run, panel: Panel | None, paper: Paper, side: Side) -> Iterator[tuple[str, str]]:
    """Code and message of each rule that a run breaks."""
    name, (width, height) = quoted(run.text), paper.extent
    to_edge, least = min(run.left, width - run.right, run.bottom, height - run.top), CUT if side.trim else EDGE
    if to_edge < least - _SLACK:
        yield "CF403", f"{name} is {to_edge / MM:.1f} mm from the edge"
    if panel is None:
        return
    near = to_fold(run.left, run.right, panel.area, width, 1.0)
    if near < -_SLACK:
        yield "CF401", f"{name} reaches {-near / MM:.1f} mm over the fold"
    elif near < FOLD - _SLACK:
        yield "CF402", f"{name} is {near / MM:.1f} mm from the fold"
    elif not side.trim and (shrunk := to_fold(run.left, run.right, panel.area, width, SHRUNK)) < FOLD - _SLACK:
        yield "CF404", f"{name} comes to {shrunk / MM:.1f} mm from the fold"
