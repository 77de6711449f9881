"""carefold merge: a letter for each patient of a file of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from carefold.batch.lock import alone
from carefold.commands.chosen import name_of, project_for
from carefold.commands.finishing import finishing
from carefold.commands.output import Printer, with_output_options
from carefold.commands.records import with_records
from carefold.commands.unreviewed import look_at_reason, reason_of, with_unreviewed
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.columns import KNOWN
from carefold.merge.giving import Slips, give
from carefold.merge.in_processes import steps
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter, single_fields
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.passwords import Passwords
from carefold.merge.print_room import print_room
from carefold.merge.private import private_folder
from carefold.merge.protection import COLUMN, Protection
from carefold.merge.records import records_of
from carefold.merge.refused import Refused, write_refused
from carefold.merge.step import Done, Step
from carefold.reports.entries import problem_entries
from carefold.reports.json import MergeDocument
from carefold.reports.text import merged_line
from carefold.workspace import Workspace, load_brand

_GUESSED = "its accents are read as Windows writes them (cp1252); “CSV UTF-8” leaves no doubt"
_HAND_OUT = "print them, hand them out apart from the letters, and delete the file"


@dataclass
class _Tally:
    """What came of the records that were looked at."""

    merge: Merge
    folder: Path | None = None
    made: int = 0
    unchanged: int = 0
    done: list[Done] = field(default_factory=list)  # where each is asked for by name
    refused: list[Refused] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    refused_rows: str = ""
    left_over: int = 0
    slips: Slips | None = None
    interrupted: bool = False
    quiet: bool = False
    names_each: bool = True

    def note(self, done: Done) -> None:
        """One more letter is there."""
        self.made, self.unchanged = self.made + done.is_new, self.unchanged + (not done.is_new)
        if self.names_each:
            self.done.append(done)

    @property
    def where(self) -> str:
        """The folder, as it stands before names; empty while there is none."""
        return f"{self.merge.letter.project.shown(self.folder)}/" if self.folder else ""


@click.command("merge", short_help="Make a letter for each patient of a file of records.")
@click.argument("handout")
@with_records("A .csv file with a record a line, or a .jsonl file.", required=True)
@click.option("--layout", metavar="L", help="The layout; without it, the handout's only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the letters; else private/.")
@click.option("--skip-bad", is_flag=True, help="Make the letters of good records, and a file of the others.")
@click.option("--name-field", metavar="F", default="", help="Name files by this field, not by the record's number.")
@click.option("--replace", is_flag=True, help="Replace letters of other people that have the same names.")
@click.option("--password-field", metavar="F", default="", help="Encrypt each letter with what stands in this column.")
@click.option("--make-passwords", is_flag=True, help="Encrypt each, with a passphrase where a record has no password.")
@click.option("--slips", type=click.Path(file_okay=False, path_type=Path), help="Folder for slips with passphrases.")
@click.option("--single", is_flag=True, help="Make one file of all letters, for the print room.")
@click.option("--separators", is_flag=True, help="In that file, put a sheet with its number before each letter.")
@click.option("--sort-by", metavar="COLUMN", default="", help="In that file, put letters in order by this column.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Processes at work; without it, one.")
@click.option("--slow", is_flag=True, hidden=True, help="Lay out each letter anew: the bytes are the same.")
@with_unreviewed
@with_output_options
def command(
    handout: str, file: Path, map_file: Path | None, layout: str | None, brand: str | None, out: Path | None,
    skip_bad: bool, name_field: str, replace: bool, password_field: str, make_passwords: bool, slips: Path | None,
    single: bool, separators: bool, sort_by: str, jobs: int, slow: bool, unreviewed: str, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Make a letter, a PDF, for each patient of a file of records.

    Columns are the handout's fields. All records are judged before anything is made; what is said of them names lines
    and columns, never what stands there. A letter that is done is not made again.

    \b
    Example:
      carefold merge visit-letter --records patients.csv
      carefold merge visit-letter --records export.csv --map map.yaml --skip-bad
    """
    project = project_for([handout])
    letter = Letter(project, name_of(project, handout), layout, brand, reason_of(unreviewed))
    look_at_reason(letter)
    records = records_of(project, file, map_file)
    if (is_single := single or separators or bool(sort_by)) and jobs > 1:
        raise click.UsageError("A file for the print room is made in one process: leave out --jobs.")
    wanted = Wanted(out, slips, skip_bad, is_single, separators, sort_by, jobs, replace)
    protection = _protection(letter, password_field, make_passwords, wanted)
    names = Names(letter.file_name, name_field, single_fields(letter))
    return letters_of(Merge(letter, records, names, protection, is_slow=slow), wanted, Printer(quiet, as_json))


def letters_of(merge: Merge, wanted: Wanted, printer: Printer) -> ExitCode:
    """Judge all records, make the letters where that may be, and tell what came of it."""
    tally = _Tally(merge, quiet=printer.quiet, names_each=printer.keeps_stdout or not wanted.single)
    try:
        _run(tally, wanted)
    except KeyboardInterrupt:
        rest = "no file was made" if wanted.single else "the next run goes on from here"
        click.echo(f"Interrupted; {rest}.", err=True)
        tally.interrupted = True
    except (CarefoldError, OSError):
        raise
    except Exception as error:  # of any kind: what it says may hold values
        told = f"the merge was stopped by a fault ({type(error).__name__})."
        raise CarefoldError(
            Finding(told, hint="Please report this: with the handout, and without the records.")
        ) from None
    return _close(tally, printer, wanted.skip_bad)


@dataclass(frozen=True)
class Wanted:
    """What was asked for beside the records."""

    out: Path | None = None
    slips: Path | None = None
    skip_bad: bool = False
    single: bool = False
    separators: bool = False
    sort_by: str = ""
    jobs: int = 1
    replaces: bool = False


def _protection(letter: Letter, column: str, makes: bool, wanted: Wanted) -> Protection | None:
    """What encrypts letters, if that is asked for; CarefoldError for a column that others know, or that is printed."""
    if wanted.slips and not makes:
        hint = "Add --make-passwords."
        raise CarefoldError(Finding("--slips: there are none without passphrases.", hint=hint), ExitCode.USAGE)
    if not column and not makes:
        return None
    if wanted.single:
        hint = "Leave out --single, or the passwords."
        raise CarefoldError(Finding("a file for the print room has no passwords.", hint=hint), ExitCode.USAGE)
    if column != COLUMN and column in (*letter.terms().fields, *KNOWN):
        message = f"--password-field: “{column}” is no secret: it means something else here."
        hint = f"Put passwords into a column of their own, such as `{COLUMN}`."
        raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE)
    brand = load_brand(letter.project, letter.brand)[0]
    return Protection(Passwords.of(column or COLUMN, [str(brand.name)]), makes=makes)


def _run(tally: _Tally, wanted: Wanted) -> None:
    """Judge all records, and make letters where that may be."""
    merge, project = tally.merge, tally.merge.letter.project
    if wanted.sort_by and (problem := merge.problem_of_column(wanted.sort_by)):
        raise CarefoldError(problem, ExitCode.USAGE)
    judged = merge.judge()
    if judged.of_letter or (judged.bad and not wanted.skip_bad):
        tally.problems = judged.problems
        return
    merge.letter.refuse_unreviewed(merge.letter.variants)
    tally.folder = folder = private_folder(project, wanted.out)
    with _opened(folder, project, tally.quiet) as journal:
        if merge.protection and merge.protection.makes:
            tally.slips = give(merge, merge.protection, wanted.slips, folder)
        if wanted.single:
            _print(tally, folder, wanted)
        else:
            if not wanted.replaces:
                merge.refuse_others(folder, journal)
            _go(tally, steps(merge, folder, journal, wanted.jobs))
            tally.left_over = journal.left_over({one.name for one in tally.done})
        if wanted.skip_bad and tally.refused:
            path = write_refused(tally.refused, merge.records, folder, merge.letter.file_name, merge.names.digits)
            tally.refused_rows = project.shown(path)


class _SomeAreMissingError(Exception):
    """A file of all letters would not be one."""


def _print(tally: _Tally, folder: Path, wanted: Wanted) -> None:
    """All letters in one file; none where some can't be made and nobody said that they may be passed over."""
    letter = tally.merge.letter
    try:
        with print_room(folder, letter.project.shown(folder), letter, separators=wanted.separators) as room:
            _go(tally, tally.merge.sheets(room, wanted.sort_by))
            if tally.refused and not wanted.skip_bad:
                raise _SomeAreMissingError
    except _SomeAreMissingError:
        tally.done, tally.made = [], 0


def _go(tally: _Tally, steps: Iterator[Step]) -> None:
    with finishing() as is_stopped:
        for step in steps:
            if isinstance(step, Done):
                tally.note(step)
            else:
                tally.refused.append(step)
                tally.problems += step.problems
            if is_stopped():
                raise KeyboardInterrupt


@contextmanager
def _opened(folder: Path, project: Workspace, quiet: bool) -> Iterator[Journal]:
    """The journal of a folder that no other run writes to meanwhile."""
    name = project.shown(folder)

    def waiting() -> None:
        if not quiet:
            click.echo(f"Another run writes to {name}; this one waits until it has ended.", err=True)

    with alone(folder, name, waiting):
        journal = Journal.open(folder, name)
        try:
            yield journal
        finally:
            journal.close()


def _close(tally: _Tally, printer: Printer, skip_bad: bool) -> ExitCode:
    """All that is told at the end; the exit code."""
    document, records = _document(tally, tally.done if printer.keeps_stdout else ()), tally.merge.records
    if records.form and records.form.is_guessed:
        printer.say(f"{records.shown}: {_GUESSED}.")
    if tally.merge.judged.unused_passwords:
        printer.say(f"{records.shown}: records have a password; --password-field {COLUMN} encrypts their letters")
    for status, place in tally.merge.judged.left_out.values():
        printer.say(f"{place.file}:{place.line}  no letter ({status})")
    for problem in tally.problems:
        printer.problem(problem)
    printer.say(f"{tally.where}  {merged_line(document)}".strip())
    if tally.refused_rows:
        printer.say(f"{tally.refused_rows}  the records that were refused: mend them, and merge that file")
    if tally.slips:
        printer.say(f"{tally.slips.shown}  {tally.slips.count} slips with passphrases: {_HAND_OUT}")
    if tally.left_over:
        printer.say(f"{tally.where}  {tally.left_over} letters of earlier merges lie there too")
    printer.document(document)
    if tally.interrupted:
        return ExitCode.INTERRUPTED
    if not tally.problems:
        return ExitCode.DONE
    return ExitCode.PARTLY if skip_bad and tally.folder else ExitCode.PROBLEMS


def _document(tally: _Tally, listed: Sequence[Done]) -> MergeDocument:
    """What came of it; so many letters are told one by one, which takes memory."""
    letter, judged = tally.merge.letter, tally.merge.judged
    return {
        "handout": letter.name, "layout": letter.layout, "records": judged.count, "made": tally.made,
        "unchanged": tally.unchanged, "left-out": Counter(status for status, _ in judged.left_out.values()),
        "left-out-records": [
            {"record": number, "line": place.line, "status": status}
            for number, (status, place) in judged.left_out.items()
        ],
        "refused": len(tally.refused) or len(judged.bad), "refused-rows": tally.refused_rows,
        "left-over": tally.left_over, "slips": tally.slips.shown if tally.slips else "",
        "files": [{"record": one.number, "path": f"{tally.where}{one.name}"} for one in listed],
        "interrupted": tally.interrupted, "problems": problem_entries(tally.problems),
    }  # fmt: skip
