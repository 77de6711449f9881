"""carefold list: the handouts and their state."""

from __future__ import annotations

import datetime
from typing import Any

import click

from carefold.commands.chosen import names_of, own_names, project_for
from carefold.commands.output import Printer, problems_as_data, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.model.handout import DUE
from carefold.project import Project
from carefold.workspace import load_handout

_KEYS = ("name", "title", "languages", "version", "review-by", "state")


@click.command("list", short_help="List the handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--due", is_flag=True, help="Only those that are past their review date, or will be within 90 days.")
@with_output_options
def command(handouts: tuple[str, ...], due: bool, quiet: bool, as_json: bool) -> int:
    """List the handouts: title, languages, version, review date and state.

    The state is current, due (review within 90 days), expired, or broken.

    \b
    Examples:
      carefold list
      carefold list --due --json
    """
    printer = Printer(quiet, as_json)
    project = project_for(handouts)
    rows: list[dict[str, Any]] = []
    problems: list[Finding] = []
    for name in names_of(project, handouts) or own_names(project):
        try:
            rows.append(_row(project, name))
        except CarefoldError as error:
            problems += [problem for problem in error.findings if problem not in problems]
            if project.sources.named("handouts", name):
                rows.append({**dict.fromkeys(_KEYS, ""), "name": name, "languages": [], "state": "broken"})
    shown = [row for row in rows if not due or row["state"] != "current"]
    _print(shown, printer)
    for problem in problems:
        printer.problem(problem)
    printer.document({"handouts": shown, "problems": problems_as_data(problems)})
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _row(project: Project, name: str) -> dict[str, Any]:
    handout = load_handout(project, name)
    left = handout.review_by - project.today
    state = "expired" if left < datetime.timedelta() else "due" if left <= DUE else "current"
    return {
        "name": name, "title": handout.title, "languages": [handout.language], "version": handout.version,
        "review-by": handout.review_by.isoformat(), "state": state,
    }  # fmt: skip


def _print(rows: list[dict[str, Any]], printer: Printer) -> None:
    cells = [(row["name"], row["title"], ", ".join(row["languages"]), row["version"], row["review-by"], row["state"])
             for row in rows]  # fmt: skip
    heads = ("handout", "title", "language", "version", "review by", "state")
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    for line in (heads, *cells):
        printer.say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
