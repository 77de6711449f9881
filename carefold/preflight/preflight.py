"""START HERE. A finished PDF, checked: file and metadata, text, fonts, paper, tags, links.

Every finding has a code (codes.py): CF2 file and metadata, CF3 text, CF4 paper, CF5 tags, CF6 links and actions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from pypdf.errors import LimitReachedError

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Report
from carefold.order import Edition
from carefold.pdfread.document import Document, Opening, damage, listening, open_document, reason
from carefold.pdfread.safely import is_too_much
from carefold.pdfread.stopped import FILE, too_much
from carefold.preflight.checks import metadata
from carefold.preflight.checks.claims import claim_findings
from carefold.preflight.checks.contrast import contrast_findings
from carefold.preflight.checks.geometry import edge_findings, paper_findings, size_findings
from carefold.preflight.checks.handout_words import text_findings
from carefold.preflight.checks.metadata import metadata_findings
from carefold.preflight.checks.overlap import overlap_findings
from carefold.preflight.checks.paper import nesting_findings, page_findings
from carefold.preflight.checks.privacy import privacy_findings
from carefold.preflight.checks.resolution import picture_findings
from carefold.preflight.checks.tags import tag_findings
from carefold.preflight.checks.targets import link_findings
from carefold.preflight.checks.typefaces import font_findings
from carefold.preflight.origin import LARGEST, Origin
from carefold.units import SMALLEST_SHIFTED

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

_MEGABYTE = 1_000_000
Gate: TypeAlias = Callable[[], Iterator[Finding]]


def preflight(
    data: bytes, subject: str, expected: Expected | None, largest: float = LARGEST, opened: Opening | None = None
) -> Report:
    """All that is wrong with a PDF; without `expected`, what can be said of any PDF. Never raises for bad bytes.

    `largest` is how many megabytes can be mailed; `opened` is the PDF as it was opened, where that is done.
    """
    try:
        return preflight_with(data, subject, lambda _origin: expected, largest, opened)
    except MemoryError:
        return Report(subject, (too_much("there is not enough memory to read the PDF."),))


def preflight_with(
    data: bytes, subject: str, expect: Callable[[Origin | None], Expected | None], largest: float,
    opened: Opening | None = None,
) -> Report:  # fmt: skip
    """The same, where only the opened PDF shows what it was made from and must hold. Raises MemoryError."""
    try:
        document, mended_before = opened or open_document(data)
        if document is None:
            return Report(subject, tuple(mended_before))
        findings = [*mended_before, *_weight(len(data), largest)]
        with listening() as mended:
            expected = expect(metadata.made_from(document))
            for gate in gates(document, expected):
                findings += _through(gate)
    except LimitReachedError as error:
        return Report(subject, (too_much(f"the PDF unpacks to more than a reader should take ({error})."),))
    claims = document.packet.claims if document.packet else ()
    return Report(subject, tuple(dict.fromkeys((*findings, *damage(mended)))), claims=claims)


def _weight(size: int, largest: float) -> list[Finding]:
    """Bytes against megabytes that can be mailed."""
    if size <= largest * _MEGABYTE:
        return []
    message = f"the PDF has {size / _MEGABYTE:.1f} MB; many mailboxes take no more than {largest:g} MB."
    return [finding("CF218", FILE, message, "Make the pictures in it smaller.")]


def made_from(data: bytes) -> Origin | None:
    """What a PDF was made from; None for a PDF by another tool, or none at all."""
    document, _ = open_document(data)
    return metadata.made_from(document) if document is not None else None


def gates(document: Document, expected: Expected | None) -> Iterator[Gate]:
    """Checks that every PDF can pass; then those against the handout and the layout."""
    notes = expected.paper.notes if expected else SMALLEST_SHIFTED
    yield lambda: metadata_findings(document, expected)
    yield lambda: privacy_findings(document, expected.private if expected else ())
    yield lambda: claim_findings(document)
    yield lambda: nesting_findings(document)
    yield lambda: font_findings(document)
    yield lambda: size_findings(document, notes)
    yield lambda: picture_findings(document)
    yield lambda: edge_findings(document)
    yield lambda: overlap_findings(document)
    yield lambda: contrast_findings(document)
    yield lambda: tag_findings(document, expected.words if expected else ())
    yield lambda: link_findings(document)
    if expected is not None:
        yield lambda: text_findings(document, expected)
    if expected is not None and expected.edition is not Edition.SCREEN:
        yield lambda: page_findings(document, expected.paper)
        yield lambda: paper_findings(document, expected.paper, expected.shift)


def _through(gate: Gate) -> list[Finding]:
    """What a gate finds, as far as it comes."""
    found: list[Finding] = []
    try:
        found.extend(gate())
    except Exception as error:  # a damaged PDF meets pypdf and our own reading with all kinds of errors
        if is_too_much(error):
            raise
        found.append(finding("CF214", FILE, f"a check broke off ({reason(error)}).", "Make the PDF again."))
    return found
