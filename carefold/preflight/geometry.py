"""Text against the paper: panels, folds, the sheet's edge, and sizes that can be read.

Points. Printers that "fit to page" print at about 94%, centred, while folds stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefold.findings import Finding
from carefold.imposition.sheet import Panel, folded_sheet
from carefold.model.layout import Layout
from carefold.preflight.codes import finding, quoted
from carefold.preflight.document import Document
from carefold.preflight.page import Run
from carefold.units import MM

SMALLEST = 8.5  # points, of raised and lowered text
EDGE, FOLD = 7 * MM, 3 * MM  # without text
_SHRUNK = 0.94
_SLACK = 0.05  # points
_RAISED = (0.05, 0.6)  # shares of the larger type's size, between baselines
_HINT = "Shorten the text, or give it a panel with more room."


def size_findings(document: Document, notes: float = SMALLEST) -> Iterator[Finding]:
    """Text below `notes` points, raised and lowered text below 8.5: one finding a page."""
    for page, content in enumerate(document.contents, 1):
        small = [
            run for run, raised in _with_shift(content.runs) if run.size < (SMALLEST if raised else notes) - _SLACK
        ]
        if small:
            worst = min(small, key=lambda run: run.size)
            message = f"{quoted(worst.text)} is set in {worst.size:.3g} pt{_and_more(len(small))}."
            yield finding("CF405", f"page {page}", message, f"Set it in {notes:g} pt or more.")


def _with_shift(runs: list[Run]) -> Iterator[tuple[Run, bool]]:
    """Runs with ink, and whether each is raised or lowered beside larger type before it on the line."""
    larger: Run | None = None
    for run in runs:
        if not run.text.strip():
            continue
        low, high = (share * larger.size for share in _RAISED) if larger else (0.0, 0.0)
        shifted = larger is not None and run.size < larger.size and low < abs(run.baseline - larger.baseline) < high
        yield run, shifted
        if not shifted:
            larger = run


def paper_findings(document: Document, layout: Layout) -> Iterator[Finding]:
    """Text that leaves its panel or comes too near to a fold or an edge: one finding a place and code."""
    width, height = layout.sheet.extent
    panels = folded_sheet(layout).panels
    found: dict[tuple[str, str], list[str]] = {}
    for page, content in enumerate(document.contents):
        here = [panel for panel in panels if panel.side == page]
        for run in content.runs:
            if not run.text.strip() or not run.size:
                continue
            panel = _start(run, here)
            place = f"page {page + 1}, panel {panel.name}" if panel else f"page {page + 1}"
            for code, message in _faults(run, panel, width, height):
                found.setdefault((code, place), []).append(message)
    for (code, place), messages in found.items():
        yield finding(code, place, messages[0] + _and_more(len(messages)) + ".", _HINT)


def _start(run: Run, panels: list[Panel]) -> Panel | None:
    """The panel that a run's ink begins in."""
    return next((panel for panel in reversed(panels) if panel.area.x <= run.left or panel is panels[0]), None)


def _faults(run: Run, panel: Panel | None, width: float, height: float) -> Iterator[tuple[str, str]]:
    """Code and message of each rule that a run breaks."""
    name = quoted(run.text)
    to_edge = min(run.left, width - run.right, run.bottom, height - run.top)
    if to_edge < EDGE - _SLACK:
        yield "CF403", f"{name} is {to_edge / MM:.1f} mm from the edge"
    if panel is None:
        return
    to_fold = _to_fold(run, panel, width, 1.0)
    if to_fold < -_SLACK:
        yield "CF401", f"{name} reaches {-to_fold / MM:.1f} mm over the fold"
    elif to_fold < FOLD - _SLACK:
        yield "CF402", f"{name} is {to_fold / MM:.1f} mm from the fold"
    elif (shrunk := _to_fold(run, panel, width, _SHRUNK)) < FOLD - _SLACK:
        yield "CF404", f"{name} comes to {shrunk / MM:.1f} mm from the fold"


def _to_fold(run: Run, panel: Panel, width: float, scale: float) -> float:
    """Distance from ink to the nearer fold of its panel, below 0 beyond it, printed at a scale and centred."""
    left, right = (width / 2 + (x - width / 2) * scale for x in (run.left, run.right))
    at_left = left - panel.area.x if panel.area.x > _SLACK else width
    at_right = panel.area.right - right if panel.area.right < width - _SLACK else width
    return min(at_left, at_right)


def _and_more(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""
