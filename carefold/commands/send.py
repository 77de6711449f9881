"""carefold send: a handout to each patient's inbox, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from carefold.commands.chosen import name_of, project_for
from carefold.commands.desk import one_at_the_desk
from carefold.commands.mail_options import MailOptions, mailed, with_mail_options, without_values
from carefold.commands.mailing import test
from carefold.commands.output import Printer, with_output_options
from carefold.commands.records import with_records
from carefold.commands.unreviewed import look_at_reason, look_at_verapdf, reason_of, with_verapdf
from carefold.merge.letter import Letter
from carefold.merge.records import records_of


@click.command("send", short_help="Mail a handout to each patient of a file of records.")
@click.argument("handout")
@with_records("A .csv file with a record a line, or a .jsonl file.")
@click.option("--layout", metavar="L", help="The layout; without it, the handout's only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the dry run; else private/.")
@click.option("--one", is_flag=True, help="At the desk: ask for one patient, send at once, keep no file.")
@click.option("--test-to", metavar="ADDRESS", default="", help="With --really: one message of a made-up record.")
@with_mail_options
@with_verapdf
@with_output_options
def command(
    handout: str, file: Path | None, map_file: Path | None, layout: str | None, brand: str | None, out: Path | None,
    one: bool, test_to: str, verapdf: bool, quiet: bool, as_json: bool, **mailing: Any,
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
    asked = MailOptions(**mailing, verapdf=verapdf)
    letter = Letter(project, name_of(project, handout), layout, brand, reason_of(asked.unreviewed))
    look_at_reason(letter)
    look_at_verapdf(letter, wanted=verapdf)
    with without_values():
        if one:
            return one_at_the_desk(letter, asked.wishes, printer, verapdf=verapdf)
        if test_to and asked.really:
            return test(letter, test_to, printer)
        if file is None:
            raise click.UsageError("Say --records FILE, or --one at the desk.")
        if test_to:
            raise click.UsageError("--test-to sends: say --really too.")
        return mailed(letter, records_of(project, file, map_file), asked, out, printer)
