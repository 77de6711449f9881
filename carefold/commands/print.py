"""carefold print: handouts on paper, by the clinic's printer."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from carefold.commands import calibration
from carefold.commands.brand_options import with_brand_options
from carefold.commands.chosen import name_of, project_for
from carefold.commands.dialog import by_dialog
from carefold.commands.output import Printer, with_output_options
from carefold.commands.records import with_records
from carefold.commands.unreviewed import reason_of, with_unreviewed, with_verapdf
from carefold.delivery.ledger import Ledger
from carefold.delivery.print_handout import HandoutPress, Printable, calibration_sheet, printable
from carefold.delivery.printing import Pass, Side, is_by_hand, passes_of
from carefold.delivery.queue import Spooler, chosen
from carefold.delivery.spoolers import (
    WINDOWS,
    in_words,
    nothing_prints,
    pages_in_words,
    queue_in_words,
    remarks,
    spooler_of,
)
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.project import Project
from carefold.reports.json import PassEntry

_PARTS = {"whole": "The job", "fronts": "Fronts", "turn": "What to do then", "backs": "Backs"}
_MOST_COPIES = 999


@dataclass(frozen=True)
class Options:
    """What was written after `carefold print`."""

    handout: str
    layout: str | None
    language: str | None
    copies: int
    printer: str | None
    by: str
    brand: str | None
    site: str
    by_hand: bool
    only: Side | None
    file: Path | None
    map_file: Path | None
    from_record: int | None
    skip_bad: bool
    same_for_all: bool
    old_records: bool
    unreviewed: str
    verapdf: bool
    really: bool
    quiet: bool
    as_json: bool

    @property
    def says(self) -> Printer:
        """Who tells, in the way that was asked for."""
        return Printer(self.quiet, self.as_json)

    def refuse_what_does_not_go_together(self) -> None:
        """UsageError for options of which one makes another senseless."""
        of_letters = {
            "--map": self.map_file, "--from-record": self.from_record, "--skip-bad": self.skip_bad,
            "--same-for-all": self.same_for_all, "--old-records": self.old_records,
        }  # fmt: skip
        of_handouts = {
            "--language": self.language, "--site": self.site, "--by-hand": self.by_hand, "--only": self.only,
        }  # fmt: skip
        wrong = next((name for name, value in (of_handouts if self.file else of_letters).items() if value), None)
        if wrong:
            how = "is said by each record" if self.file else "goes with --records"
            how = "is for handouts, not for letters" if self.file and wrong in ("--by-hand", "--only") else how
            raise click.UsageError(f"{wrong} {how}: leave it out.")


@click.command("print", short_help="Print a handout, or a letter for each record.")
@click.argument("handout")
@click.option("--layout", metavar="L", help="The layout; without it, the project's first.")
@click.option("--language", metavar="G", help="en, es, …")
@click.option("--copies", type=click.IntRange(1, _MOST_COPIES), default=1, show_default=True, help="How many of each.")
@click.option("--printer", metavar="P", help="The printer's name; without it, the system's usual one.")
@click.option("--by", metavar="NAME", default="", help="Who prints it, for the ledger.")
@with_brand_options
@click.option("--by-hand", is_flag=True, help="Print in two passes: fronts, then backs, as if there were no duplex.")
@click.option("--only", type=click.Choice(["fronts", "backs"]), help="One of these two passes.")
@with_records("A file of records: a letter for each, as `carefold merge` makes them.")
@click.option("--from-record", type=click.IntRange(min=1), metavar="N", help="Go on at this record, after a jam.")
@click.option("--skip-bad", is_flag=True, help="Print the letters of good records; tell of the others.")
@click.option("--same-for-all", is_flag=True, help="Several copies of letters that name doses are meant.")
@click.option("--old-records", is_flag=True, help="Take records that are more than 7 days old.")
@with_unreviewed
@with_verapdf
@click.option("--really", is_flag=True, help="Print; without it, nothing but the command is shown.")
@with_output_options
def command(**options: object) -> int:
    """Print a handout, or a letter for each record of a file.

    Without --really nothing is printed: what would be, and the command that prints it, are shown. Paper, sides and ink
    come from the layout and from project.yaml. Printers without duplex get fronts first, then a sheet that says how the
    stack goes back, then backs.

    \b
    Examples:
      carefold print about-ketamine --copies 30
      carefold print about-ketamine --copies 30 --printer Desk --by "J. Doe" --really
      carefold print visit-letter --records patients.csv --really
      carefold print visit-letter --records patients.csv --really --from-record 17     (after a jam)
      carefold print calibration --really
    """
    asked = Options(**{**options, "unreviewed": reason_of(str(options["unreviewed"]))})  # type: ignore[arg-type]
    asked.refuse_what_does_not_go_together()
    project = project_for([asked.handout])
    spooler = spooler_of(sys.platform, os.environ)
    if asked.file:
        from carefold.commands.printing_letters import print_letters

        return print_letters(asked, project, spooler or _no_spooler())
    what = _made(asked, project)
    if asked.really and what.obstacles and not asked.unreviewed:
        raise not_cleared(what.obstacles)
    if spooler is None and sys.platform == WINDOWS and sys.stdin.isatty():
        return by_dialog(what, asked.printer, asked.says, really=asked.really)
    return _print(asked, project, what, spooler or _no_spooler())


NOT_CLEARED = "It is not to be given out yet: --really says why, and refuses it without --unreviewed REASON."


def not_cleared(found: Sequence[Finding]) -> CarefoldError:
    """What stands against giving something out."""
    hint = "If it has to be given out as it is, say --unreviewed REASON, and the page says so."
    return CarefoldError([*found, Finding("this is not to be given out yet.", hint=hint)])


def _no_spooler() -> Spooler:
    raise nothing_prints(sys.platform)


def _made(asked: Options, project: Project) -> Printable:
    if calibration.is_asked_for((asked.handout,), project):
        return calibration_sheet(project, asked.copies, asked.brand)
    return printable(
        project, name_of(project, asked.handout), asked.copies,
        layout=asked.layout, language=asked.language, brand=asked.brand, site=asked.site,
        unreviewed=asked.unreviewed, verapdf=asked.verapdf,
    )  # fmt: skip


def _print(asked: Options, project: Project, what: Printable, spooler: Spooler) -> ExitCode:
    """Hand over one pass after the other, or show what would be."""
    queue, job, says = chosen(spooler, asked.printer), what.job, asked.says
    by_hand = is_by_hand(job, queue) or (asked.by_hand and job.sides != "one-sided")
    if asked.only and not by_hand:
        raise click.UsageError("--only is for two passes, and this takes one; --by-hand takes two.")
    passes = passes_of(project, what.data, job, asked.brand, by_hand=by_hand, only=asked.only)
    says.say(f"{what.name}, {what.layout}  {pages_in_words(job)}: {in_words(job)}, on {queue_in_words(queue)}")
    for remark in remarks(queue, job):
        says.say(remark)
    if by_hand:
        says.say("It takes two passes: fronts, a sheet on what to do then, and backs.")
    elif queue.duplex is None and job.sides != "one-sided":
        says.say(f"Nobody knows whether {queue_in_words(queue)} prints on both sides; if it does not, say --by-hand.")
    if what.obstacles and not asked.unreviewed:
        says.say(NOT_CLEARED)
    jobs, code = dict[str, str](), ExitCode.DONE
    if asked.really:
        code = _hand_over(asked, HandoutPress(what, spooler, queue, now, ledger_of(project), asked.by), passes, jobs)
    else:
        for one in passes:
            says.say(f"{_PARTS[one.part]}: {shlex.join(spooler.command(queue.name, one.job))}")
        says.say("Nothing was printed: --really prints it.")
    entries: list[PassEntry] = [
        {"part": one.part, "pages": one.job.pages, "command": spooler.command(queue.name, one.job),
         "job": jobs.get(one.part, "")} for one in passes
    ]  # fmt: skip
    says.document(
        {
            "handout": what.name, "layout": what.layout, "printer": queue.name, "copies": job.copies,
            "paper": job.paper, "sides": job.sides, "ink": job.ink, "passes": entries, "letters": 0, "records": [],
            "stopped": [], "refused": [], "go-on-from": 0, "really": asked.really,
            "interrupted": code is ExitCode.INTERRUPTED, "problems": [],
        }
    )  # fmt: skip
    return code


def _hand_over(asked: Options, press: HandoutPress, passes: Sequence[Pass], jobs: dict[str, str]) -> ExitCode:
    """One pass after the other; before the backs somebody turns the stack."""
    says = asked.says
    try:
        for one in passes:
            if one.part == "backs" and not asked.only and not _is_turned():
                says.say("The backs are still to come: once the stack is turned, the same with --only backs.")
                break
            jobs[one.part] = press.send(one)
            says.say(f"{_PARTS[one.part]}: handed over {f'as {jobs[one.part]}' if jobs[one.part] else ''}".rstrip())
    except KeyboardInterrupt:
        click.echo("Interrupted; the last job may be in the printer's queue.", err=True)
        return ExitCode.INTERRUPTED
    finally:
        if press.ledger:
            press.ledger.close()
    if press.ledger is None:
        says.say("Not noted: project.yaml names no ledger.")
    return ExitCode.DONE


def _is_turned() -> bool:
    """Whether somebody at a terminal has put the stack back; Ctrl-C is none."""
    if not sys.stdin.isatty():
        return False
    click.echo("Do what the last sheet says; then press Enter. ", nl=False, err=True)
    sys.stdin.readline()
    return True


def now() -> datetime.datetime:
    """The moment, for the ledger."""
    return datetime.datetime.now(datetime.UTC)


def ledger_of(project: Project) -> Ledger | None:
    """The project's ledger, opened; None where project.yaml names none. CarefoldError where it is missing."""
    return Ledger.open(project) if project.settings.ledger else None
