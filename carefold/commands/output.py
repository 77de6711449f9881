"""What commands print: lines for people, one JSON document for machines, problems always on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click

from carefold.errors import CarefoldError, Place, Problem
from carefold.findings import Finding, Severity
from carefold.workspace import Workspace, shown

Command: TypeAlias = Callable[..., int | None]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def with_output_options(function: Command) -> Command:
    """--quiet and --json, as every command has them; what stops a command is told in the way asked for."""

    @wraps(function)
    def told(**options: Any) -> int | None:
        try:
            return function(**options)
        except CarefoldError as error:
            printer = Printer(options["quiet"], options["as_json"] or options.get("form") == "json")
            for problem in error.problems:
                printer.problem(problem)
            printer.document({"problems": problems_as_data(error.problems)})
            return error.exit_code

    quiet = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
    return quiet(as_json(told))


class Printer:
    """Prints what a command has to say, in the way the user asked for."""

    def __init__(self, quiet: bool, as_json: bool) -> None:
        """`quiet` leaves out all but problems; `as_json` keeps stdout for the document."""
        self.quiet, self.as_json = quiet, as_json

    def say(self, line: str) -> None:
        """A line for a person."""
        if not self.quiet:
            click.echo(line, err=self.as_json)

    def problem(self, problem: Problem) -> None:
        """Something that is wrong."""
        where = f"{problem.place}: " if problem.place.file else ""
        hint = f" Hint: {problem.hint}" if problem.hint else ""
        click.echo(f"{where}{click.style('error:', fg='red')} {problem.message}{hint}", err=True)

    def finding(self, finding: Finding, subject: str) -> None:
        """A remark of a check about a file."""
        severity = click.style(f"{finding.severity}:", fg=_COLOURS[finding.severity])
        hint = f" Hint: {finding.hint}" if finding.hint else ""
        click.echo(f"{subject}: {finding.place}: {severity} {finding.message} [{finding.code}]{hint}", err=self.as_json)

    def document(self, data: dict[str, Any]) -> None:
        """The JSON document, where one was asked for."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def problems_as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems for a machine."""
    return [
        {
            "file": problem.place.file, "line": problem.place.line, "column": problem.place.column,
            "message": problem.message, "hint": problem.hint,
        }
        for problem in problems
    ]  # fmt: skip


def findings_as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings for a machine."""
    keys = ("code", "severity", "place", "message", "hint", "source")
    return [{key: str(getattr(finding, key)) for key in keys} for finding in findings]


def name_of(workspace: Workspace, argument: str) -> str:
    """The handout that an argument means: its name, or the path of its file; CarefoldError for another project's."""
    path = Path(argument)
    if path.suffix not in (".yaml", ".yml"):
        return argument
    named = workspace.sources.named("handouts", path.stem)
    if path.is_file() and not (named and path.resolve() == named.resolve()):
        hint = f"Handouts lie directly in {shown(workspace.sources.home / 'handouts')}."
        raise CarefoldError(Problem("this file is no handout of this project.", Place(argument), hint))
    return path.stem
