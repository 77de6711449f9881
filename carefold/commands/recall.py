"""carefold recall: who got a version that was wrong, and how each of them is told."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from carefold.batch.lock import alone
from carefold.commands import merge as merging
from carefold.commands.chosen import name_of, project_for
from carefold.commands.mail_options import MailOptions, mailed, with_mail_options, without_values
from carefold.commands.mailing import now, waiting
from carefold.commands.output import Printer, with_output_options
from carefold.commands.recall_tally import RecallTally
from carefold.commands.records import with_records
from carefold.commands.unreviewed import look_at_reason
from carefold.delivery.ledger import Ledger
from carefold.delivery.recall.recall import recall
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.private import private_folder
from carefold.merge.records import records_of
from carefold.model.versions import Range


@click.command("recall", short_help="Say who got a version that was wrong, and correct it.")
@click.argument("handout")
@click.option("--versions", metavar="RANGE", required=True, help="Which: '<1.2', '1.0,1.1', '>=1 <1.2'.")
@with_records("The clinic's own list of all patients, .csv or .jsonl.", required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for all of it; else private/.")
@click.option("--letter", metavar="HANDOUT", help="The letter that corrects it: mailed, and made for print.")
@click.option("--layout", metavar="L", help="The letter's layout; without it, its only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="The letter's brand, of brands/, or a brand.yaml.")
@with_mail_options
@with_output_options
def command(
    handout: str, versions: str, file: Path, map_file: Path | None, out: Path | None, letter: str | None,
    layout: str | None, brand: str | None, quiet: bool, as_json: bool, **mailing: Any,
) -> int:  # fmt: skip
    """Find out who got a handout in versions that were wrong, as the ledger knows it, in all its languages.

    Lists are written into private/: who got it, whom to call, who has died, and where the paper lies. With --letter a
    letter is sent to who got it, as `carefold send` does it, without --really only written; who gets no mail gets it on
    paper.

    \b
    Example:
      carefold recall better-sleep --versions '<1.2' --records ALL.csv
      carefold recall better-sleep --versions '<1.2' --records ALL.csv --letter recall-letter --really --batch r1
    """
    project, printer, asked = project_for([handout]), Printer(quiet, as_json), MailOptions(**mailing)
    wanted, name = _range(versions), name_of(project, handout)
    if asked.really and not letter:
        raise click.UsageError("--really sends a letter: name it with --letter.")
    asked.look_at_batch()
    with without_values():
        correction = None
        if letter:
            correction = Letter(project, name_of(project, letter), layout, brand, asked.wishes.unreviewed)
            look_at_reason(correction)
        records = records_of(project, file, map_file)
        with closing(Ledger.open(project)) as ledger:
            found = recall(project, ledger, name, wanted, records, correction, asked.wishes, now())
        folder = private_folder(project, out)
        with alone(folder, project.shown(folder), lambda: waiting(project.shown(folder), printer)):
            written, is_new = found.write(folder)
        tally = RecallTally(found, written, is_new, printer)
        tally.tell()
        if correction:
            _correct(tally, correction, asked, folder)
        return tally.close()


def _range(versions: str) -> Range:
    try:
        return Range.of(versions)
    except ValueError as error:
        hint = "Write such as '<1.2', '<=1.2', '1.0', '1.0,1.1' or '>=1 <1.2', in quotation marks."
        message = f"--versions: “{versions}” is no range of versions: {error}."
        raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE) from error


def _correct(tally: RecallTally, letter: Letter, asked: MailOptions, folder: Path) -> None:
    """The letter for who gets no mail, for print; then the mail."""
    by_mail, in_print, say = tally.found.by_mail, tally.found.in_print, tally.printer.say
    if in_print and in_print.added:
        merge = Merge(letter, in_print, Names(letter.file_name, "", []))
        wanted = merging.Wanted(folder, single=True, skip_bad=True)
        tally.do("merge", lambda printer: merging.letters_of(merge, wanted, printer))
        records = f"{tally.found.project.shown(tally.folder)}/letters{in_print.path.suffix.lower()}"
        say(f"{records}  {len(in_print.added)} who get it on paper: with `carefold print` the ledger notes it")
    if by_mail and by_mail.added:
        tally.do("send", lambda printer: mailed(letter, by_mail, asked, folder, printer))
    else:
        say("Mail reaches nobody of them.")
