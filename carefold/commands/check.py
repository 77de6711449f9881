"""carefold check: what is wrong with handouts and PDFs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from carefold.commands.chosen import every_name, is_whole, name_of, project_of, workspace_of
from carefold.commands.output import (
    Printer,
    accepted_as_data,
    findings_as_data,
    grades_as_data,
    problems_as_data,
    sheets_as_data,
    with_output_options,
)
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.problem import CarefoldError, Problem
from carefold.pipeline import check_handout, check_pdf
from carefold.preflight.sandbox.sandbox import Sandbox
from carefold.reports.outcome import Checked, Outcome
from carefold.strays import shown
from carefold.workspace import Workspace, all_layouts


@click.command("check", short_help="Say what is wrong with handouts or PDFs.")
@click.argument("subjects", nargs=-1, metavar="[HANDOUT or PDF]...")
@click.option("--all", "everything", is_flag=True, help="Every handout, and the PDFs in the output folder.")
@click.option("--strict", is_flag=True, help="Warnings count as problems.")
@click.option("--verapdf", is_flag=True, help="PDFs also through veraPDF, held to the PDF/UA and PDF/A they claim.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "junit", "html"]), default="text", show_default=True,
    help="html: a page to print, which a clinician signs.",
)  # fmt: skip
@with_output_options
def command(
    subjects: tuple[str, ...],
    everything: bool,
    strict: bool,
    verapdf: bool,
    brand: str | None,
    form: str,
    quiet: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Say what is wrong with handouts (their words, before) and PDFs (after); nothing is built.

    \b
    Examples:
      carefold check about-ketamine
      carefold check about-ketamine --format html > review.html
      carefold check out/about-ketamine.trifold.pdf
      carefold check --all --strict
    """
    printer = Printer(quiet, as_json, form if not as_json else "json")
    workspace = workspace_of([subject for subject in subjects if not _is_pdf(subject)])
    checked: list[Checked] = []
    unread: list[tuple[str, tuple[Problem, ...]]] = []
    code = ExitCode.DONE
    chosen = _subjects(workspace, subjects, everything)
    with Sandbox() as sandbox:
        for subject in chosen:
            try:
                if _is_pdf(subject):
                    path = Path(subject)
                    of_it = Workspace.at(project_of(path) or Path.cwd())
                    checked.append(
                        Checked.of(check_pdf(of_it, path, brand, verapdf, shots=form == "html", sandbox=sandbox))
                    )
                    continue
                review = check_handout(workspace, name_of(workspace, subject), brand)
                checked.append(Checked.of(replace(review.report, subject=subject), review))
            except CarefoldError as error:
                unread.append((subject, error.problems))
                code = code or error.exit_code
    if not all(map(_is_pdf, chosen)) and (broken := all_layouts(workspace)[1]):
        unread.append(("layouts", tuple(broken)))
        code = code or ExitCode.PROBLEMS
    outcome = Outcome(tuple(checked), tuple(unread), strict)
    _print(outcome, printer)
    return code or (ExitCode.PROBLEMS if outcome.is_bad else ExitCode.DONE)


def _subjects(workspace: Workspace, subjects: tuple[str, ...], everything: bool) -> tuple[str, ...]:
    """What is looked at: a folder is all that lies in it, and nothing at all is the whole project."""
    wholes = {subject: every_name(workspace) for subject in subjects if not _is_pdf(subject) and is_whole(subject)}
    names = [name for subject in subjects for name in wholes.get(subject, (subject,))] or every_name(workspace)
    pdfs = [shown(path) for path in sorted(workspace.output.glob("*.pdf"))] if everything else []
    return tuple(dict.fromkeys((*names, *pdfs)))


def _is_pdf(subject: str) -> bool:
    return subject.lower().endswith(".pdf")


def _print(outcome: Outcome, printer: Printer) -> None:
    for problem in outcome.problems:
        printer.problem(problem)
    for checked in outcome.checked:
        for finding in checked.findings:
            printer.finding(finding, checked.subject)
        accepted = len(checked.accepted)
        tail = f"{accepted} accepted" if accepted else ""
        if not checked.findings:
            tail = f"nothing found, {tail}" if tail else "nothing found"
        if tail:
            printer.say(f"{checked.subject}: {tail}")
    printer.document(
        {"checked": [_data(one) for one in outcome.checked], "problems": problems_as_data(outcome.problems)}
    )
    if printer.form == "junit":
        from carefold.reports.junit import junit

        printer.whole(junit(outcome))
    elif printer.form == "html":
        from carefold.reports.html import page

        printer.whole(page(outcome))


def _data(checked: Checked) -> dict[str, Any]:
    data: dict[str, Any] = {"subject": checked.subject, "findings": findings_as_data(checked.findings)}
    if checked.accepted or checked.review:
        data["accepted"] = accepted_as_data(checked.accepted)
    if checked.review is None:
        return data
    return {
        **data,
        **grades_as_data(checked.review.grades),
        **sheets_as_data(checked.review.sheets),
    }
