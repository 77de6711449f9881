"""The handout's texts in the finished PDF: every word of the source, and the parts that may not be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from carefold.findings import Finding, even, quoted
from carefold.preflight import spoken
from carefold.preflight.codes import and_more, finding
from carefold.preflight.document import FILE, Document

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

_REPORT = "Build the handout again; if it stays, report it with the handout."


def text_findings(document: Document, expected: Expected) -> Iterator[Finding]:
    """Section titles in headings, references and the disclaimer in the tree's text; all in pypdf's text too.

    The tree decides about order and spaces. Plain extraction runs over panels and columns as they lie side by side, so
    there each word counts where the text as a whole is not found.
    """
    said = even(" ".join(spoken.blocks(document)))
    titles = [even(text) for _, text in spoken.headings(document)] or [said]
    plain = _squeezed(document.extracted)
    wanted = [("CF301", "the section", title, titles) for title in expected.sections]
    wanted += [("CF302", "the reference", reference, [said]) for reference in expected.references]
    wanted += [("CF303", "the disclaimer", expected.disclaimer, [said])]
    for code, what, text, places in wanted:
        if not any(even(text) in place for place in places):
            yield finding(code, FILE, f"{what} {quoted(text)} is missing or not whole.", _REPORT)
        elif missing := _not_extracted(text, plain):
            message = f"in {what} {quoted(text)}, pypdf can't find {quoted(missing)}."
            yield finding("CF307", FILE, message, _REPORT)
    yield from _source(said, expected)


def _source(said: str, expected: Expected) -> Iterator[Finding]:
    """Each text of the handout, as often as the handout has it: in the tree's text."""
    wanted = Counter(even(text) for text in expected.texts)
    missing = [text for text, count in wanted.items() if said.count(text) < count]
    if missing:
        message = f"the handout's text {quoted(missing[0])} is not in the PDF, or not often enough"
        yield finding("CF309", FILE, f"{message}{and_more(len(missing))}.", _REPORT)


def _not_extracted(text: str, plain: str) -> str:
    """The first word that plain extraction lacks; empty when all of the text is there."""
    if _squeezed(text) in plain:
        return ""
    return next((word for word in text.split() if word not in plain), "")


def _squeezed(text: str) -> str:
    """Without any white space: lines break after hyphens and inside addresses."""
    return "".join(text.split())
