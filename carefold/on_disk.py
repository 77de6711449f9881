"""Preflight of a PDF on disk, against its handout and layout where they can be found and still agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import settle
from carefold.layout.composition import Job
from carefold.model.handout import Handout
from carefold.order import Edition
from carefold.pdfread.stopped import STOPPED
from carefold.pipeline import compose, words_of
from carefold.preflight.expected import ORDER, Expected
from carefold.preflight.from_handout import expect
from carefold.preflight.origin import Origin
from carefold.preflight.sandbox.sandbox import Sandbox
from carefold.preparing import prepare
from carefold.run import Run
from carefold.workspace import load_brand, load_layout


def check_pdf(
    run: Run, path: Path, brand: str | None = None, site: str = "", *, sandbox: Sandbox, verapdf: bool = False,
    shots: bool = False,
) -> Report:  # fmt: skip
    """What is wrong with a PDF; with `shots` the report has pictures of pages with findings.

    `brand` and `site` are what it is held against in place of the brand and the site that it names; CarefoldError where
    the brand has no such site. With `verapdf`, veraPDF looks at it too.
    """
    origins: list[Origin | None] = []
    workspace = run.workspace
    full = workspace.base / path

    def held_to(words: Callable[[Job], tuple[str, ...]]) -> Report:
        def wanted(origin: Origin | None) -> Expected | None:
            origins.append(origin)
            return _expected(run, origin, brand, site, words)

        return sandbox.preflight(full, wanted, workspace.settings.mail.largest, shots=shots)

    report = held_to(_words_in_small_type)
    if any(finding.code == ORDER for finding in report.findings):
        report = held_to(_words)
    handout = _handout_of(run, origins[0] if origins else None)
    accepted = handout.acceptances if handout else ()
    report = settle(replace(report, subject=workspace.shown(path)), workspace.settings.findings, accepted)
    if not verapdf or not origins or any(finding.code in STOPPED for finding in report.findings):
        return report
    from carefold.preflight.verapdf import validate_claims

    return report.extended(validate_claims(full, report.claims))


def _handout_of(run: Run, origin: Origin | None) -> Handout | None:
    """The handout that a PDF was made from, where it can still be read."""
    try:
        return run.handout(origin.handout) if origin else None
    except CarefoldError:
        return None


def _expected(
    run: Run, origin: Origin | None, brand: str | None, site: str, words: Callable[[Job], tuple[str, ...]]
) -> Expected | None:
    """What a PDF of ours must hold; None for one by another tool, or of another version of its handout.

    Where a handout with fields was filled in, nobody knows with what; where it no longer fits its layout, its order of
    words is not known.
    """
    if origin is None:
        return None
    whose = brand or origin.brand or None
    if site:
        load_brand(run.workspace, whose, site)
    try:
        layout = load_layout(run.workspace, origin.layout)
        content = run.content(origin.handout, whose, site or ("" if brand else origin.site))
        job = prepare(run.workspace, content, layout)
    except CarefoldError:
        return None
    if job.resolved.handout.version != origin.version:
        return None
    wanted = expect(job.resolved, layout, job.references)
    edition = next((one for one in Edition if one == origin.edition), Edition.PRINT)
    wanted = replace(wanted, edition=edition, shift=run.workspace.settings.printer.shift, code=job.code)
    if job.resolved.handout.fields:
        return wanted
    try:
        return replace(wanted, words=words(job))
    except CarefoldError:
        return wanted


def _words(job: Job) -> tuple[str, ...]:
    """What a handout is read out as in its layout."""
    return words_of(compose(job).root)


def _words_in_small_type(job: Job) -> tuple[str, ...]:
    """The same without a search for the best type size: nearly always what all sizes say."""
    sizes = job.layout.type
    small = sizes.model_copy(update={"text": sizes.smallest, "largest": sizes.smallest})
    return _words(replace(job, layout=job.layout.model_copy(update={"type": small})))
