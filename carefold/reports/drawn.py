"""Findings drawn on pictures of their pages, as SVG in the page of a check."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from carefold.diagnostics.finding import Finding, Spot
from carefold.diagnostics.report import Shot

_PAD, _DISC = 3.0, 8.0  # points around a spot; radius of its number
_RED = "#b3261e"


def numbered(findings: Sequence[Finding]) -> dict[int, int]:
    """The numbers, from 1, of findings that can be drawn, by their place in the list."""
    drawn = (index for index, finding in enumerate(findings) if finding.spots)
    return {index: number for number, index in enumerate(drawn, 1)}


def pages(findings: Sequence[Finding], shots: Sequence[Shot]) -> Iterator[str]:
    """One figure a page: its picture, and a box with its number around each spot."""
    numbers = numbered(findings)
    for shot in shots:
        spots = [
            (numbers[index], spot)
            for index, finding in enumerate(findings) for spot in finding.spots if spot.page == shot.page
        ]  # fmt: skip
        yield _figure(shot, spots)


def _figure(shot: Shot, spots: Sequence[tuple[int, Spot]]) -> str:
    left, bottom, right, top = shot.box
    width, height = right - left, top - bottom
    shown = ", ".join(str(number) for number in sorted({number for number, _ in spots}))
    boxes = f", with a box around findings {shown}" if spots else ""
    words = escape(f"Page {shot.page + 1}{boxes}")
    image = f"data:image/png;base64,{b64encode(shot.png).decode('ascii')}"
    marks = "".join(_mark(number, spot, left, top) for number, spot in spots)
    return (
        f'<figure><svg viewBox="0 0 {width:.1f} {height:.1f}" role="img" aria-label="{words}">'
        f'<image href="{image}" width="{width:.1f}" height="{height:.1f}"/>{marks}</svg>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _mark(number: int, spot: Spot, left: float, top: float) -> str:
    x, y = spot.left - left - _PAD, top - spot.top - _PAD
    wide, high = spot.right - spot.left + 2 * _PAD, spot.top - spot.bottom + 2 * _PAD
    return (
        f'<rect fill="none" stroke="{_RED}" stroke-width="1.5" '
        f'x="{x:.1f}" y="{y:.1f}" width="{max(wide, 1):.1f}" height="{max(high, 1):.1f}"/>'
        f'<circle fill="{_RED}" cx="{x:.1f}" cy="{y:.1f}" r="{_DISC:g}"/>'
        f'<text fill="#fff" font-family="sans-serif" font-weight="700" font-size="10" text-anchor="middle" '
        f'x="{x:.1f}" y="{y + 3.5:.1f}">{number}</text>'
    )
