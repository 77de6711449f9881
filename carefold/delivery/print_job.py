"""What a printer is asked for beside the pages: paper, sides, copies, ink, and a name that tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal, TypeAlias

from pypdf import PdfReader

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.layout import Layout
from carefold.model.settings import Printer
from carefold.units import INCH, SHEETS

Sides: TypeAlias = Literal["one-sided", "two-sided-short-edge", "two-sided-long-edge"]
"""As IPP calls them (RFC 8011, 5.2.8)."""
_NEAR = 2.0  # points


@dataclass(frozen=True)
class PrintJob:
    """`paper` is a key of `SHEETS`; `name` is what the queue shows."""

    paper: str
    pages: int
    sides: Sides
    copies: int
    ink: Literal["colour", "mono"]
    name: str

    @property
    def sheets(self) -> int:
        """Sheets of paper for one copy."""
        return self.pages if self.sides == "one-sided" else -(-self.pages // 2)


def job_of(data: bytes, layout: Layout, printer: Printer, copies: int) -> PrintJob:
    """That of a finished file; CarefoldError for pages that no paper has the size of."""
    pages = PdfReader(BytesIO(data)).pages
    sizes = dict.fromkeys(paper_of(float(page.mediabox.width), float(page.mediabox.height)) for page in pages)
    sides: Sides = "one-sided"
    if layout.duplex != "none" and len(pages) > 1:
        sides = "two-sided-short-edge" if layout.duplex == "short-edge" else "two-sided-long-edge"
    return PrintJob(next(iter(sizes)), len(pages), sides, copies, printer.ink, str(printer.job_name))


def paper_of(width: float, height: float) -> str:
    """The paper of a page, upright or not; CarefoldError where there is none of its size (points)."""
    for name, (across, down) in SHEETS.items():
        for wide, high in ((across, down), (down, across)):
            if abs(width - wide) <= _NEAR and abs(height - high) <= _NEAR:
                return name
    message = f"the pages are {width / INCH:.4g} by {height / INCH:.4g} inches, which no paper is."
    raise CarefoldError(
        Finding(message, hint="Take a layout without `bleed`, or have it printed by a print shop: `carefold build`.")
    )
