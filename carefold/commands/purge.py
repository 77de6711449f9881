"""carefold purge: letters, dry runs, slips, and rows of the ledger that have been kept long enough."""

from __future__ import annotations

import datetime
from contextlib import closing, suppress
from pathlib import Path

import click

from carefold.commands.chosen import project_for
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.ledger import Ledger
from carefold.delivery.purging import folders_of, old_files, retained_from
from carefold.delivery.recall.folder import STEM
from carefold.delivery.row import written
from carefold.diagnostics.exit_code import ExitCode
from carefold.reports.json import PurgeDocument


@click.command("purge", short_help="Remove letters, dry runs, slips and lists that are old.")
@click.option(
    "--out", "others", multiple=True, type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="A folder of letters beside private/ and private-slips/.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be removed.")
@with_output_options
def command(others: tuple[Path, ...], dry_run: bool, quiet: bool, as_json: bool) -> int:
    """Remove what is older than `keep:` of project.yaml (7 days), and rows older than `retain:` (6 years).

    Only files are removed that carefold has made. What is removed is gone from the folder, and not wiped from the disk.

    \b
    Example:
      carefold purge --dry-run
    """
    project, printer = project_for(), Printer(quiet, as_json)
    moment = datetime.datetime.now(datetime.UTC)
    files = [*old_files(project, folders_of(project, others), moment)]
    rows = stops = 0
    if not dry_run:
        for path in files:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in files if path.parent.name.startswith(STEM)}:
            with suppress(OSError):  # something of somebody else's is in it
                folder.rmdir()
        if project.settings.ledger:
            with closing(Ledger.open(project)) as ledger:
                rows, stops = ledger.forget_before(written(retained_from(project, moment)))
    printer.say(f"{len(files)} files {'would be removed' if dry_run else 'removed'}")
    if rows or stops:
        printer.say(f"{rows} rows of the ledger and {stops} lines of the stop list removed")
    document: PurgeDocument = {"files": len(files), "rows": rows, "stopped": stops, "problems": []}
    printer.document(document)
    return ExitCode.DONE
