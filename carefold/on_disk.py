"""Preflight of a PDF on disk, against its handout and layout where they can be found and still agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import settle
from carefold.model.handout import Handout
from carefold.order import Edition
from carefold.pdfread.stopped import STOPPED
from carefold.pipeline import compose, prepare, words_of
from carefold.preflight.expected import Expected
from carefold.preflight.from_handout import expect
from carefold.preflight.origin import Origin
from carefold.preflight.sandbox.sandbox import Sandbox
from carefold.run import Run
from carefold.workspace import load_layout


def check_pdf(
    run: Run, path: Path, brand: str | None = None, *, sandbox: Sandbox, verapdf: bool = False, shots: bool = False
) -> Report:
    """What is wrong with a PDF; with `shots` the report has pictures of pages with findings.

    `brand` is what it is held against in place of the brand that it names. With `verapdf`, veraPDF looks at it too.
    """
    origins: list[Origin | None] = []

    def wanted(origin: Origin | None) -> Expected | None:
        origins.append(origin)
        return _expected(run, origin, brand)

    workspace = run.workspace
    full = workspace.base / path
    report = sandbox.preflight(full, wanted, workspace.settings.mail.largest, shots=shots)
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


def _expected(run: Run, origin: Origin | None, brand: str | None) -> Expected | None:
    """What a PDF of ours must hold; None for one by another tool, or of another version of its handout.

    Where a handout with fields was filled in, nobody knows with what; where it no longer fits its layout, its order of
    words is not known.
    """
    if origin is None:
        return None
    try:
        layout = load_layout(run.workspace, origin.layout)
        content = run.content(origin.handout, brand or origin.brand or None, "" if brand else origin.site)
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
        return replace(wanted, words=words_of(compose(job).root))
    except CarefoldError:
        return wanted
