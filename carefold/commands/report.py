"""carefold report: what an auditor asks about a time, as a PDF and a table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from carefold.commands.chosen import own_names, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.private import is_within
from carefold.project import Project
from carefold.reports.entries import problem_entries
from carefold.saving import save

_FOLDER = "reports"
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report", short_help="What was current, approved, given out and checked in a time.")
@click.option("--since", "first", type=_DAY, metavar="DATE", required=True, help="The first day.")
@click.option("--until", "last", type=_DAY, metavar="DATE", help="The last day; without it, today.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The PDF; without it, in reports/.")
@click.option("--verapdf", is_flag=True, help="Files that veraPDF has not seen go through it now.")
@with_output_options
def command(
    first: datetime, last: datetime | None, out: Path | None, verapdf: bool, quiet: bool, as_json: bool
) -> int:  # fmt: skip
    """Tell an auditor what was current in a time, who had approved it, and what was given out, by numbers alone.

    A PDF and, beside it, the same as a table (.csv). What is expired, due or withdrawn is in it, and what the checks
    found in each file that was given out. Nothing in it is about a patient.

    \b
    Examples:
      carefold report --since 2026-01-01
      carefold report --since 2026-01-01 --until 2026-06-30 --out audit.pdf
    """
    from carefold.auditing.audit import audit
    from carefold.auditing.pages import pages_of
    from carefold.auditing.period import Period
    from carefold.auditing.tables import spreadsheet

    project, printer = project_for(), Printer(quiet, as_json)
    own_names(project)
    since, until = first.date(), last.date() if last else project.today
    if since > until:
        raise click.UsageError("--since is after the last day.")
    if until > project.today:
        raise click.UsageError("--until lies ahead: nobody knows yet.")
    zone = project.settings.time_zone
    path = _path(project, out, f"report-{since}-to-{until}.pdf")
    found = audit(project, Period(since, until, ZoneInfo(zone) if zone else None), verapdf=verapdf)
    files = {path: pages_of(project, found), path.with_suffix(".csv"): spreadsheet(found)}
    for problem in found.problems:
        printer.problem(problem)
    for file, data in files.items():
        save(data, file, shown(file))
        printer.say(shown(file))
    names = [shown(file) for file in files]
    printer.document(
        {"files": names, "since": f"{since}", "until": f"{until}", "problems": problem_entries(found.problems)}
    )
    return ExitCode.PROBLEMS if found.problems else ExitCode.DONE


def _path(project: Project, out: Path | None, name: str) -> Path:
    """Where the PDF goes: never onto the shelf, from which others take files."""
    path = out or project.sources.home / _FOLDER / name
    if path.suffix.lower() != ".pdf":
        raise click.UsageError("--out names a PDF; the table is written beside it.")
    if is_within(path, project.output):
        hint = "Name a file outside of it: it says who has approved what."
        raise CarefoldError(Finding(f"{shown(path)} would lie on the shelf.", hint=hint), ExitCode.USAGE)
    return path
