"""carefold send: a handout to each patient's inbox, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from carefold.commands.chosen import name_of, project_for
from carefold.commands.desk import one_at_the_desk
from carefold.commands.here import shown
from carefold.commands.mailing import Wanted, dry, test
from carefold.commands.mailing import really as really_
from carefold.commands.output import Printer, with_output_options
from carefold.commands.unreviewed import look_at_reason, look_at_verapdf, reason_of, with_unreviewed, with_verapdf
from carefold.delivery.plan import Wishes
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.mapping import Mapper
from carefold.merge.private import look_at_records
from carefold.merge.records import Records
from carefold.model.record_map import RecordMap
from carefold.project import Project
from carefold.reading.files import read


@click.command("send", short_help="Mail a handout to each patient of a file of records.")
@click.argument("handout")
@click.option(
    "--records", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A .csv file with a record a line, or a .jsonl file.",
)  # fmt: skip
@click.option(
    "--map", "map_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A YAML file that says what the columns of somebody else's export are here.",
)  # fmt: skip
@click.option("--layout", metavar="L", help="The layout; without it, the handout's only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the dry run; else private/.")
@click.option("--really", is_flag=True, help="Send; without it, messages are only written.")
@click.option("--one", is_flag=True, help="At the desk: ask for one patient, send at once, keep no file.")
@click.option("--test-to", metavar="ADDRESS", default="", help="With --really: one message of a made-up record.")
@click.option("--batch", metavar="NAME", default="", help="What this sending is called: in it each gets one message.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send so many at most.")
@click.option("--until", metavar="HH:MM", default="", help="Begin no message after this time of day.")
@click.option("--by", metavar="NAME", default="", help="Who sends, for the ledger.")
@click.option("--resume", is_flag=True, help="Go on with a batch that was cut short.")
@click.option("--again", metavar="REASON", default="", help="Send once more what has been sent in this batch.")
@click.option("--retry-unknown", is_flag=True, help="Send again what may have left, or not.")
@with_unreviewed
@with_verapdf
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Processes that make messages.")
@click.option("--old-records", is_flag=True, help="Take records that are more than 7 days old.")
@click.option("--shared-addresses", "shared", is_flag=True, help="Several records may have one address.")
@with_output_options
def command(
    handout: str, file: Path | None, map_file: Path | None, layout: str | None, brand: str | None, out: Path | None,
    really: bool, one: bool, test_to: str, batch: str, limit: int | None, until: str, by: str,
    resume: bool, again: str, retry_unknown: bool, unreviewed: str, verapdf: bool, old_records: bool, shared: bool,
    jobs: int, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Mail a handout, or the letter that is made of it, to each patient of a file of records who wants mail.

    Without --really nothing is sent: messages are written into private/, to be looked at. What is sent is noted in the
    project's ledger, so that nobody gets a message of a batch twice.

    \b
    Example:
      carefold send visit-letter --records patients.csv
      carefold send visit-letter --records patients.csv --really --batch autumn --limit 1
      carefold send about-ketamine --one --by "A. Nurse"
    """
    project, printer = project_for([handout]), Printer(quiet, as_json)
    letter = Letter(project, name_of(project, handout), layout, brand, reason_of(unreviewed))
    look_at_reason(letter)
    look_at_verapdf(letter, wanted=verapdf)
    with _without_values():
        wishes = Wishes(batch.strip(), by.strip(), again.strip(), letter.unreviewed, resume, retry_unknown)
        if one:
            return one_at_the_desk(letter, wishes, printer, verapdf=verapdf)
        if test_to and really:
            return test(letter, test_to, printer)
        if file is None:
            raise click.UsageError("Say --records FILE, or --one at the desk.")
        if test_to:
            raise click.UsageError("--test-to sends: say --really too.")
        if really and not wishes.batch:
            raise click.UsageError("Say --batch NAME: in a batch nobody gets a message twice.")
        wanted = Wanted(wishes, out, limit, until, old_records, shared, jobs, verapdf)
        return (really_ if really else dry)(letter, _records(project, file, map_file), wanted, printer)


@contextmanager
def _without_values() -> Iterator[None]:
    """A fault of ours is told by its kind alone: what it says may hold values."""
    try:
        yield
    except (CarefoldError, click.ClickException, click.Abort, OSError):
        raise
    except Exception as error:
        told = f"sending was stopped by a fault ({type(error).__name__})."
        hint = "Please report this: with the handout, and without the records. --resume goes on."
        raise CarefoldError(Finding(told, hint=hint)) from None


def _records(project: Project, file: Path, map_file: Path | None) -> Records:
    mapper = Mapper(read(RecordMap, map_file, shown(map_file))) if map_file else None
    look_at_records(project, file, shown(file))
    return Records.open(file, shown(file), mapper)
