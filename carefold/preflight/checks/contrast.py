"""Contrast of text against what is painted under it (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.graphics.colour import Rgb, contrast, mix
from carefold.pdfread.document import Document
from carefold.pdfread.ground import Ground, colours_under, is_covered
from carefold.pdfread.page import PageContent, Run

_LEAST, _LEAST_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18.0, 14.0  # points
_ROUNDED = 0.1  # colours are written with few digits
_SLACK = 0.05  # points


def contrast_findings(document: Document) -> Iterator[Finding]:
    """Text that is hard to see, text over pictures, and text that is hidden: one finding each a page."""
    for page, content in enumerate(document.contents):
        faint, pictured, covered = _judged(content)
        if covered:
            message = f"{quoted(covered[0].text)} is hidden by what is painted over it{and_more(len(covered))}."
            spots = [run.spot(page) for run in covered]
            yield finding("CF412", f"page {page + 1}", message, "Put the text in front, or take it out.", spots=spots)
        if faint:
            ratio, worst = min(faint, key=lambda one: one[0] / least(one[1]))
            message = f"{quoted(worst.text)} has a contrast of {ratio:.1f} to 1, below {least(worst):g} to 1"
            spots = [run.spot(page) for _, run in faint]
            hint = "Choose a darker colour, or a lighter one on a dark ground."
            yield finding("CF407", f"page {page + 1}", f"{message}{and_more(len(faint))}.", hint, spots=spots)
        if pictured:
            message = f"{quoted(pictured[0].text)} stands on a picture or pattern{and_more(len(pictured))}."
            spots = [run.spot(page) for run in pictured]
            hint = "See whether all of it can be read, also in black and white."
            yield finding("CF408", f"page {page + 1}", message, hint, spots=spots)


def _judged(content: PageContent) -> tuple[list[tuple[float, Run]], list[Run], list[Run]]:
    """Runs with too little contrast, each with its ratio; those whose ground can't be told; those that are covered."""
    faint: list[tuple[float, Run]] = []
    pictured: list[Run] = []
    covered: list[Run] = []
    ground = Ground(content.layers, content.runs)
    known: dict[tuple[Rgb, Rgb], float] = {}
    for order, run in enumerate(content.runs):
        if run.hidden or not run.text.strip():
            continue
        near = ground.near(run)
        if is_covered(run, order, near):
            covered.append(run)
        if run.colour is None:
            continue
        below = colours_under(run, order, near)
        if None in below:
            pictured.append(run)
        ratios = [_ratio(run.colour, run.alpha, colour, known) for colour in below if colour is not None]
        if ratios and min(ratios) < least(run) - _ROUNDED:
            faint.append((min(ratios), run))
    return faint, pictured, covered


def _ratio(colour: Rgb, alpha: float, below: Rgb, known: dict[tuple[Rgb, Rgb], float]) -> float:
    shown = colour if alpha >= 1 else mix(below, colour, max(0.0, alpha))
    if (shown, below) not in known:
        known[shown, below] = contrast(shown, below)
    return known[shown, below]


def least(run: Run) -> float:
    """The contrast that a run needs: 4.5 to 1, large type 3 to 1."""
    large = run.size >= (_LARGE_BOLD if run.bold else _LARGE) - _SLACK
    return _LEAST_LARGE if large else _LEAST
