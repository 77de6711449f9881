"""build --draft REASON: handouts to be looked at by colleagues, which nobody prints, sends or finds on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from carefold.batch.plan import Wanted, plan
from carefold.commands.here import shown
from carefold.commands.output import Printer
from carefold.commands.unreviewed import line_of
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.several import told_once
from carefold.order import Order
from carefold.project import Project
from carefold.remembered import Remembered
from carefold.reports.entries import finding_entries, problem_entries
from carefold.reports.json import BuildDocument, BuiltHandout
from carefold.reports.text import built_line
from carefold.run import Run
from carefold.saving import save
from carefold.stages import Made
from carefold.text.characters import can_be_set

FOLDER = "drafts"
"""In the output folder: what lies there is not on the shelf."""


def draft_reason(said: str) -> str:
    """Why a draft is made, in one short line."""
    return line_of("--draft", said)


def build_drafts(project: Project, wanted: Wanted, folder: Path, reason: str, printer: Printer) -> ExitCode:
    """Make each draft that is asked for; what stops one stops no other."""
    run, errors, built = Run(project), list[CarefoldError](), list[BuiltHandout]()
    planned = plan(project, wanted, Remembered(project, None, run.handout))
    errors += [*planned.refused.values(), *(CarefoldError(clash.finding) for clash in planned.clashes)]
    for order in planned.orders:
        try:
            made, found = _made(run, replace(order, draft=reason))
            path = folder / FOLDER / made.name
            save(made.data, path, shown(path))
        except CarefoldError as error:
            errors.append(error)
            continue
        entry = _entry(made, shown(path), found)
        built.append(entry)
        printer.say(built_line(entry))
        for finding in () if printer.quiet else found:
            printer.finding(finding, shown(path))
    problems = told_once(problem for error in errors for problem in error.findings)
    for problem in problems:
        printer.problem(problem)
    document: BuildDocument = {
        "built": [*built], "due": [], "unchanged": [], "taken-away": [], "left-over": [], "letters": planned.letters,
        "interrupted": False, "problems": problem_entries(problems),
    }  # fmt: skip
    printer.document(document)
    return first_failure(error.exit_code for error in errors)


def _made(run: Run, order: Order) -> tuple[Made, list[Finding]]:
    """A draft, and all that was found: errors that it may have are told as warnings."""
    if not can_be_set(order.draft, run.content(order.source, order.brand, order.site).families):
        raise CarefoldError(Finding("--draft: no font has a character of this reason.", hint="Say it in other words."))
    made, review = run.build(order), run.review(order.source, order.brand, order.allow_expired, order.site)
    return made, [*_softened(review.report.errors), *made.findings]


def _softened(errors: tuple[Finding, ...]) -> Iterator[Finding]:
    return (replace(one, severity=Severity.WARNING) for one in errors)


def _entry(made: Made, path: str, found: list[Finding]) -> BuiltHandout:
    handout = made.resolved.handout
    return {
        "handout": made.order.source, "language": str(handout.language), "layout": made.order.layout,
        "edition": made.order.edition, "path": path, "code": made.code, "pages": made.pages,
        "type-size": made.composition.type_size, "kilobytes": round(len(made.data) / 1000),
        "findings": finding_entries(found),
    }  # fmt: skip
