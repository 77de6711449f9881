"""carefold check: what is wrong with handouts and PDFs."""

from __future__ import annotations

from pathlib import Path

import click

from carefold.commands.output import Printer, findings_as_data, name_of, problems_as_data, with_output_options
from carefold.errors import CarefoldError, ExitCode, Problem
from carefold.findings import Finding, Report, Severity
from carefold.pipeline import check_handout, check_pdf
from carefold.workspace import Workspace, all_layouts, shown


@click.command("check", short_help="Say what is wrong with handouts or PDFs.")
@click.argument("subjects", nargs=-1, metavar="[HANDOUT or PDF]...")
@click.option("--all", "everything", is_flag=True, help="Every handout, and the PDFs in the output folder.")
@click.option("--strict", is_flag=True, help="Warnings count as problems.")
@click.option("--verapdf", is_flag=True, help="PDFs also through veraPDF: PDF/UA-1, and PDF/A where it is claimed.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
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
    """Say what is wrong with handouts (before) and PDFs (after); nothing is built.

    \b
    Examples:
      carefold check about-ketamine
      carefold check out/about-ketamine.trifold.pdf
      carefold check --all --strict
    """
    printer = Printer(quiet, as_json or form == "json")
    workspace = Workspace.at(Path.cwd())
    problems: list[Problem] = []
    reports: list[Report] = []
    code = ExitCode.DONE
    chosen = _subjects(workspace, subjects, everything)
    for subject in chosen:
        if subject.lower().endswith(".pdf"):
            reports.append(check_pdf(workspace, Path(subject), brand, verapdf))
            continue
        try:
            check_handout(workspace, name_of(workspace, subject), brand)
            reports.append(Report(subject))
        except CarefoldError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            code = code or error.exit_code
    if any(not subject.lower().endswith(".pdf") for subject in chosen):
        problems += all_layouts(workspace)[1]
        code = code or (ExitCode.PROBLEMS if problems else ExitCode.DONE)
    _print(problems, reports, printer)
    bad = any(_counts(finding, strict) for report in reports for finding in report.findings)
    return code or (ExitCode.PROBLEMS if bad else ExitCode.DONE)


def _subjects(workspace: Workspace, subjects: tuple[str, ...], everything: bool) -> tuple[str, ...]:
    if subjects:
        return subjects
    names = workspace.sources.project_names("handouts")
    if not everything:
        return names
    return (*names, *(shown(path) for path in sorted(workspace.output.glob("*.pdf"))))


def _counts(finding: Finding, strict: bool) -> bool:
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)


def _print(problems: list[Problem], reports: list[Report], printer: Printer) -> None:
    for problem in problems:
        printer.problem(problem)
    for report in reports:
        for finding in report.findings:
            printer.finding(finding, report.subject)
        if not report.findings:
            printer.say(f"{report.subject}: nothing found")
    checked = [{"subject": report.subject, "findings": findings_as_data(report.findings)} for report in reports]
    printer.document({"checked": checked, "problems": problems_as_data(problems)})
