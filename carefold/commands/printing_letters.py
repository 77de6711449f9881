"""carefold print --records: a letter for each record, one after the other."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field

import click

from carefold.commands.chosen import name_of
from carefold.commands.finishing import finishing
from carefold.commands.print import NOT_CLEARED, Options, ledger_of, not_cleared, now
from carefold.commands.unreviewed import look_at_verapdf
from carefold.delivery.print_handout import refuse_title
from carefold.delivery.print_job import PrintJob
from carefold.delivery.print_letters import Failed, LetterPress, Printed, Stopped
from carefold.delivery.queue import Spooler, chosen
from carefold.delivery.records_age import refuse_old
from carefold.delivery.releasing import Keepers
from carefold.delivery.row import GONE, OPEN
from carefold.delivery.spoolers import in_words, pages_in_words, queue_in_words, remarks
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter, single_fields
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.records import records_of
from carefold.project import Project
from carefold.reports.entries import problem_entries
from carefold.workspace import load_layout


@dataclass
class _Tally:
    """What came of the letters; `left` are the numbers of those that are still to print."""

    left: list[int]
    printed: list[Printed] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    interrupted: bool = False


def print_letters(asked: Options, project: Project, spooler: Spooler) -> ExitCode:
    """Judge all records, and print the letters of those that are good, or show what would be printed."""
    merge = _merge(asked, project)
    if asked.really and not asked.old_records:
        refuse_old(merge.records, now())
    judged, says = merge.judge(), asked.says
    if judged.of_letter or (judged.bad and not asked.skip_bad):
        raise CarefoldError(judged.problems)
    refuse_title(project, [one.title for one in merge.letter.handouts])
    queue = chosen(spooler, asked.printer)
    ledger = ledger_of(project)
    if asked.really and ledger is None:
        hint = "`carefold ledger --new` makes one, and prints the line to add."
        raise CarefoldError(Finding("letters are noted in a ledger, and project.yaml names none.", hint=hint),
                            ExitCode.USAGE)  # fmt: skip
    layout = load_layout(project, merge.letter.layout)
    look_at_verapdf(merge.letter, wanted=asked.verapdf)
    keepers = Keepers(merge.letter, verapdf=asked.verapdf)
    press = LetterPress(merge, layout, asked.copies, spooler, queue, now, ledger, asked.by, keepers)
    try:
        tally = _Tally(press.numbers(asked.from_record), problems=judged.problems)
        if not tally.left:
            raise CarefoldError(Finding("there are no letters to print.", merge.records.place))
        if ledger and (problems := [*press.problems()]):
            raise CarefoldError(problems)
        _look_at_copies(asked, press)
        found = press.obstacles()
        if asked.really and found and not asked.unreviewed:
            raise not_cleared(found)
        if found and not asked.unreviewed:
            says.say(NOT_CLEARED)
        job, _ = press.sample(tally.left[0])
        _tell(asked, press, tally, job)
        count = len(tally.left)
        if asked.really:
            _print(asked, press, tally)
        code = _close(asked, press, tally, judged.bad.keys())
    finally:
        if ledger:
            ledger.close()
    says.document(
        {
            "handout": merge.letter.name, "layout": merge.letter.layout, "printer": queue.name, "copies": asked.copies,
            "paper": job.paper, "sides": job.sides, "ink": job.ink,
            "passes": [{"part": "whole", "pages": job.pages, "command": spooler.command(queue.name, job), "job": ""}],
            "letters": count, "records": [{"record": one.number, "job": one.job} for one in tally.printed],
            "stopped": tally.stopped, "refused": [*judged.bad, *tally.failed],
            "go-on-from": tally.left[0] if asked.really and tally.left else 0, "really": asked.really,
            "interrupted": tally.interrupted, "problems": problem_entries(tally.problems),
        }
    )  # fmt: skip
    return code


def _merge(asked: Options, project: Project) -> Merge:
    assert asked.file
    letter = Letter(project, name_of(project, asked.handout), asked.layout, asked.brand, asked.unreviewed)
    records = records_of(project, asked.file, asked.map_file)
    return Merge(letter, records, Names(letter.file_name, "", single_fields(letter)))


def _look_at_copies(asked: Options, press: LetterPress) -> None:
    """A second copy of somebody's doses must be meant."""
    if asked.copies > 1 and not asked.same_for_all and press.names_doses():
        message = (
            f"{asked.copies} copies of a letter that names doses: one may reach somebody whose doses they are not."
        )
        raise CarefoldError(Finding(message, hint="If they are meant, add --same-for-all."), ExitCode.USAGE)


def _tell(asked: Options, press: LetterPress, tally: _Tally, job: PrintJob) -> None:
    says, queue, letter = asked.says, press.queue, press.merge.letter
    count = "1 letter" if len(tally.left) == 1 else f"{len(tally.left)} letters"
    where = queue_in_words(queue)
    says.say(f"{letter.name}, {letter.layout}  {count} of {pages_in_words(job)}: {in_words(job)}, on {where}")
    for remark in remarks(queue, job):
        says.say(remark)
    if queue.duplex is False and job.pages > 1:
        says.say(f"{where} prints on one side only: each page has a sheet of its own.")
    if before := press.before(GONE):
        says.say(f"{len(before)} of all letters went to a printer before, as the ledger says.")
    if unsure := press.before((*OPEN, "unknown")):
        told = ", ".join(map(str, unsure))
        says.say(f"A run was cut short at record {told}: look whether that letter came out.")
    if not asked.really:
        says.say(f"Record {tally.left[0]}: {shlex.join(press.spooler.command(queue.name, job))}")
        says.say("Nothing was printed: --really prints them.")


def _print(asked: Options, press: LetterPress, tally: _Tally) -> None:
    with finishing() as is_interrupted:
        press.is_interrupted = is_interrupted
        press.stuck = lambda job: click.echo(f"{job} has not been printed for a minute: look at the printer.", err=True)
        try:
            for step in press.steps(asked.from_record):
                tally.left.remove(step.number)
                if isinstance(step, Printed):
                    tally.printed.append(step)
                elif isinstance(step, Stopped):
                    tally.stopped.append(step.number)
                elif isinstance(step, Failed):
                    tally.failed.append(step.number)
                    tally.problems.append(step.problem)
        except CarefoldError as error:
            tally.problems += error.findings
        except KeyboardInterrupt:
            tally.interrupted = True
        tally.interrupted |= is_interrupted() and bool(tally.left)


def _close(asked: Options, press: LetterPress, tally: _Tally, bad: object) -> ExitCode:
    says = asked.says
    for problem in tally.problems:
        says.problem(problem)
    for number in tally.stopped:
        says.say(f"record {number}: on the stop list, and not printed")
    if asked.really:
        says.say(f"{len(tally.printed)} handed over to {queue_in_words(press.queue)}")
    if tally.interrupted:
        waiting = f" These wait in the queue: {', '.join(press.left_waiting)}." if press.left_waiting else ""
        click.echo(f"Interrupted.{waiting} Go on with --from-record {tally.left[0]}.", err=True)
        return ExitCode.INTERRUPTED
    if tally.left and asked.really:
        return ExitCode.PROBLEMS
    return ExitCode.PARTLY if tally.failed or (bad and asked.skip_bad) else ExitCode.DONE
