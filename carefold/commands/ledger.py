"""carefold ledger: what was sent and printed, what came back; its key, copies, and a new one."""

from __future__ import annotations

import csv
import datetime
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, fields
from pathlib import Path

import click

from carefold.commands.chosen import project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.backup import LEAST, back_up, restore
from carefold.delivery.ledger import Ledger, new_ledger
from carefold.delivery.returned import bounced, last_of, read_bounces
from carefold.delivery.row import Row, written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.private import is_within, keep
from carefold.project import Project
from carefold.reports.entries import problem_entries
from carefold.reports.json import LedgerDocument

PASSPHRASE = "CAREFOLD_LEDGER_PASSPHRASE"
_OUT = click.Path(dir_okay=False, path_type=Path)


def _day(_context: click.Context, _option: click.Parameter, written_day: str) -> str:
    """A day or time as rows have it; UsageError for others, which would be compared as mere letters."""
    try:
        if written_day:
            datetime.datetime.fromisoformat(written_day)
    except ValueError as error:
        raise click.BadParameter(f"“{written_day}” is no day. Write it like 2027-01-31.") from error
    return written_day


@click.command("ledger", short_help="What was sent and printed, and what came back.")
@click.option("--new", is_flag=True, help="Make the project's ledger, and print the line for project.yaml.")
@click.option("--key-file", is_flag=True, help="With --new or --restore: keep the key in a file, for several people.")
@click.option("--batch", metavar="NAME", help="Only a batch.")
@click.option("--id", "person", metavar="ID", help="Only what went to the record with this id, row by row.")
@click.option("--since", metavar="DATE", default="", callback=_day, help="Only from a day on: 2027-01-31.")
@click.option("--export", metavar="FILE", type=_OUT, help="Write the rows as CSV: no names, no addresses.")
@click.option(
    "--bounces", metavar="FOLDER", type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Read the reports of mail that came back, .eml or .mbox.",
)  # fmt: skip
@click.option("--bounced", metavar="ID", help="Mail to this id came back: its address is refused from now on.")
@click.option("--returned", metavar="ID", help="The letter on paper to this id came back.")
@click.option("--right", metavar="ID", help="The address of this id is right after all.")
@click.option("--backup", metavar="FILE", type=_OUT, help="Write ledger, key and stop list into one encrypted file.")
@click.option(
    "--restore", "from_file", metavar="FILE", type=_OUT, help="Put a backup in place of a ledger that is gone."
)
@click.option("--by", metavar="NAME", default="", help="Who says so.")
@with_output_options
def command(
    new: bool, key_file: bool, batch: str | None, person: str | None, since: str, export: Path | None,
    bounces: Path | None, bounced: str | None, returned: str | None, right: str | None, backup: Path | None,
    from_file: Path | None, by: str, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Tell what was sent and printed, in numbers by handout and batch; note what came back; keep a copy.

    \b
    Example:
      carefold ledger --new
      carefold ledger --bounces returned-mail
    """
    project, printer = project_for(), Printer(quiet, as_json)
    if new:
        return _new(project, printer, key_file)
    if from_file:
        return _restore(project, printer, from_file, key_file)
    with closing(Ledger.open(project)) as ledger:
        at = written(datetime.datetime.now(datetime.UTC))
        if backup:
            return _back_up(project, ledger, printer, backup, at)
        if bounces:
            return _bounces(ledger, printer, bounces, at, by)
        if noted := [(id, what) for id, what in ((bounced, "bounced"), (returned, "returned"), (right, "right")) if id]:
            return _noted(ledger, printer, *noted[0], at, by)
        rows = [*ledger.rows(batch=batch, who=ledger.who(person) if person else None, since=since)]
        if export:
            return _export(project, printer, rows, export)
        for line in _lines(rows) if person else _counts(rows):
            printer.say_wrapped(line)
        printer.document(_document(rows))
        return ExitCode.DONE


def _new(project: Project, printer: Printer, key_file: bool) -> ExitCode:
    id, where = new_ledger(project, beside=key_file)
    printer.say(f"The ledger is made; its key is {where}: without it, nobody can use the ledger.")
    printer.say("Add this line to project.yaml:")
    click.echo(f"ledger: {id}", err=printer.keeps_stdout)
    printer.document(_document([]))
    return ExitCode.DONE


def _counts(rows: Sequence[Row]) -> Iterator[str]:
    """Numbers by handout, batch, channel and state."""
    counts = Counter((row.handout, row.batch, row.channel, _told(row)) for row in rows)
    for (handout, batch, channel, state), count in counts.items():
        yield f"{handout}  {batch or '-'}  {channel}  {count} {state}"
    if not counts:
        yield "nothing was sent or printed"


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """What went to one person."""
    for row in rows:
        what = f"{row.handout} {row.version} ({row.language})"
        yield "  ".join(filter(None, (row.at, what, row.batch, row.channel, _told(row), row.by)))
    if not rows:
        yield "nothing was sent to this id, or printed for it"


def _told(row: Row) -> str:
    """A state as it may be said: nobody knows whether anything was delivered."""
    return "accepted by the server" if row.state == "accepted" else row.state


def _document(rows: Sequence[Row]) -> LedgerDocument:
    return {"rows": [{name: str(value) for name, value in asdict(row).items()} for row in rows], "problems": []}


def _export(project: Project, printer: Printer, rows: Sequence[Row], path: Path) -> ExitCode:
    if is_within(path, project.output):
        hint = "Name a file outside of it: it says when somebody was sent something."
        raise CarefoldError(Finding(f"{shown(path)} would lie on the shelf.", hint=hint), ExitCode.USAGE)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([field.name for field in fields(Row)])
    if path.is_file() and not path.read_bytes().startswith(file.getvalue().encode()):
        raise click.UsageError(f"{shown(path)} is no older export, and would be lost: name another file.")
    writer.writerows([*asdict(row).values()] for row in rows)
    keep(file.getvalue().encode(), path, shown(path))
    printer.say(f"{shown(path)}  {len(rows)} rows")
    printer.document(_document(rows))
    return ExitCode.DONE


def _bounces(ledger: Ledger, printer: Printer, folder: Path, at: str, by: str) -> ExitCode:
    found = read_bounces(folder, shown(folder), ledger, at, by)
    for problem in found.problems:
        printer.problem(problem)
    printer.say(f"{len(found.rows)} came back; {found.passed_over} files or messages say nothing of ours")
    printer.document(_document(found.rows) | {"problems": problem_entries(found.problems)})
    return ExitCode.PARTLY if found.problems else ExitCode.DONE


def _noted(ledger: Ledger, printer: Printer, id: str, what: str, at: str, by: str) -> ExitCode:
    """What somebody says of a person's mail or letter."""
    row = last_of(ledger, id.strip(), "paper" if what == "returned" else "mail")
    if row is None:
        raise CarefoldError(Finding("nothing of that kind was ever sent to this id.", hint="Look at the id."))
    if what == "bounced":
        row = bounced(row, ledger, "it came back", at, by)
    elif what == "returned":
        row = ledger.settle(row, "returned", at, row.answer)
    else:
        ledger.forget_bad_address(row.address)
    printer.say({"bounced": "noted: its address is refused until it is another one", "returned": "noted",
                 "right": "noted: its address is taken again"}[what])  # fmt: skip
    printer.document(_document([row]))
    return ExitCode.DONE


def _back_up(project: Project, ledger: Ledger, printer: Printer, path: Path, at: str) -> ExitCode:
    if path.exists():
        raise click.UsageError(f"{shown(path)} is there already: name another file.")
    if is_within(path, project.output):
        raise click.UsageError(f"{shown(path)} would lie on the shelf: name a file elsewhere.")
    back_up(ledger, path, shown(path), _passphrase(is_new=True), at)
    printer.say(f"{shown(path)}  written: keep it elsewhere, and its passphrase apart from it")
    printer.document(_document([]))
    return ExitCode.DONE


def _restore(project: Project, printer: Printer, path: Path, key_file: bool) -> ExitCode:
    id, where, at = restore(project, path, shown(path), _passphrase(is_new=False), beside=key_file)
    printer.say(f"The ledger is as it was at {at}; its key is {where}.")
    printer.say("What was sent after that is not in it: give batches that were under way then another look.")
    if not project.settings.ledger:
        printer.say("Add this line to project.yaml:")
        click.echo(f"ledger: {id}", err=printer.keeps_stdout)
    printer.document(_document([]))
    return ExitCode.DONE


def _passphrase(*, is_new: bool) -> str:
    said = os.environ.get(PASSPHRASE) or str(
        click.prompt("Passphrase", hide_input=True, err=True, confirmation_prompt="The same again" if is_new else False)
    )
    if is_new and len(said) < LEAST:
        raise click.UsageError(f"The passphrase needs {LEAST} characters or more; four words are good.")
    return said
