"""What commands print: lines for people, one JSON document for machines, problems always on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeAlias

import click

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import Place
from carefold.diagnostics.report import Accepted
from carefold.diagnostics.visible import visible, visible_json
from carefold.review.instruments.answer_sheet import Sheet
from carefold.review.instruments.grades import Grades

Command: TypeAlias = Callable[..., int | None]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def with_output_options(function: Command) -> Command:
    """--quiet and --json, as every command has them; what stops a command is told in the way asked for."""

    @wraps(function)
    def told(**options: Any) -> int | None:
        try:
            return function(**options)
        except CarefoldError as error:
            printer = Printer(options["quiet"], options["as_json"], options.get("form", "text"))
            for problem in error.findings:
                printer.problem(problem)
            printer.document({"problems": problems_as_data(error.findings)})
            return error.exit_code

    quiet = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
    return quiet(as_json(told))


class Printer:
    """Prints what a command has to say, in the way the user asked for."""

    def __init__(self, quiet: bool, as_json: bool, form: str = "text") -> None:
        """`quiet` leaves out all but problems; `as_json`, or a form other than text, keeps stdout for the document."""
        self.quiet, self.form = quiet, "json" if as_json else form

    @property
    def keeps_stdout(self) -> bool:
        """Whether lines for people go to stderr."""
        return self.form != "text"

    def say(self, line: str) -> None:
        """A line for a person."""
        if not self.quiet:
            click.echo(visible(line), err=self.keeps_stdout)

    def problem(self, problem: Finding) -> None:
        """Something that is wrong."""
        where = f"{problem.place}: " if problem.in_file.file else ""
        hint = f" Hint: {problem.hint}" if problem.hint else ""
        said = visible(f"{problem.message}{hint}")
        click.echo(f"{visible(where)}{click.style('error:', fg='red')} {said}", err=True)

    def finding(self, finding: Finding, subject: str) -> None:
        """A remark of a check about a file."""
        severity = click.style(f"{finding.severity}:", fg=_COLOURS[finding.severity])
        hint = f" Hint: {finding.hint}" if finding.hint else ""
        where = finding.place if isinstance(finding.place, Place) else f"{subject}: {finding.place}"
        said = visible(f"{finding.message} [{finding.code}]{hint}")
        click.echo(f"{visible(str(where))}: {severity} {said}", err=self.keeps_stdout)

    def document(self, data: dict[str, Any]) -> None:
        """The JSON document, where one was asked for."""
        if self.form == "json":
            click.echo(visible_json(data))

    def whole(self, document: str) -> None:
        """A document of another form, and nothing else, on stdout."""
        click.echo(document.rstrip("\n"))


def problems_as_data(problems: Iterable[Finding]) -> list[dict[str, Any]]:
    """Problems for a machine."""
    return [
        {
            "file": problem.in_file.file, "line": problem.in_file.line, "column": problem.in_file.column,
            "message": problem.message, "hint": problem.hint,
        }
        for problem in problems
    ]  # fmt: skip


def findings_as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings for a machine."""
    keys = ("code", "severity", "place", "message", "hint", "source")
    return [{key: str(getattr(finding, key)) for key in keys} for finding in findings]


def accepted_as_data(accepted: Iterable[Accepted]) -> list[dict[str, Any]]:
    """Accepted findings for a machine, each with its reason."""
    return [{**findings_as_data([one.finding])[0], "reason": one.reason} for one in accepted]


def grades_as_data(grades: Grades | None) -> dict[str, Any]:
    """Reading grades for a machine; null where there are none."""
    if grades is None:
        return {"reading-grade": None}
    rest = grades.without_terms
    sections = [
        {"title": section.title, "line": section.place.line, "grade": round(section.grade.value, 1)}
        for section in grades.sections
    ]
    return {
        "reading-grade": {
            "grade": round(grades.whole.value, 1), "formula": grades.formula, "beside": dict(grades.whole.beside),
            "without-terms": round(rest.value, 1) if rest else None, "sections": sections,
        }
    }  # fmt: skip


def sheets_as_data(sheets: Iterable[Sheet]) -> dict[str, Any]:
    """The sheets of PEMAT-P and the CDC index for a machine: answers by item, null while one is open."""
    return {
        sheet.key: {
            "points": sheet.points, "applicable": sheet.applicable, "score": sheet.score,
            "open": [item.number for item in sheet.open],
            "items": {str(item.number): item.answer for item in sheet.items},
        }
        for sheet in sheets
    }  # fmt: skip
