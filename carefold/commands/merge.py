"""carefold merge: a letter for each patient of a file of records."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from carefold.batch.lock import alone
from carefold.commands.chosen import name_of, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter
from carefold.merge.mapping import Mapper
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.private import private_folder
from carefold.merge.records import Records
from carefold.merge.refused import Refused, write_refused
from carefold.merge.step import Done
from carefold.model.record_map import RecordMap
from carefold.project import Project
from carefold.reading.files import read
from carefold.reports.json import MergeDocument, problem_entries
from carefold.reports.text import merged_line

_GUESSED = "its accents are read as Windows writes them (cp1252); “CSV UTF-8” leaves no doubt"


@dataclass
class _Tally:
    """What came of the records that were looked at."""

    merge: Merge
    folder: Path | None = None
    done: list[Done] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    refused_rows: str = ""
    left_over: int = 0
    interrupted: bool = False

    @property
    def where(self) -> str:
        """The folder, as it stands before names; empty while there is none."""
        return f"{self.merge.letter.project.shown(self.folder)}/" if self.folder else ""


@click.command("merge", short_help="Make a letter for each patient of a file of records.")
@click.argument("handout")
@click.option(
    "--records", "file", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A .csv file with a record a line, or a .jsonl file.",
)  # fmt: skip
@click.option(
    "--map", "map_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A YAML file that says what the columns of somebody else's export are here.",
)  # fmt: skip
@click.option("--layout", metavar="L", help="The layout; without it, the handout's only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the letters; else private/.")
@click.option("--skip-bad", is_flag=True, help="Make the letters of good records, and a file of the others.")
@click.option("--name-field", metavar="F", default="", help="Name files by this field, not by the record's number.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Processes at work; without it, one.")
@click.option("--slow", is_flag=True, hidden=True, help="Lay out each letter anew: the bytes are the same.")
@with_output_options
def command(
    handout: str, file: Path, map_file: Path | None, layout: str | None, brand: str | None, out: Path | None,
    skip_bad: bool, name_field: str, jobs: int, slow: bool, quiet: bool, as_json: bool,
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
    letter = Letter(project, name_of(project, handout), layout, brand)
    mapper = Mapper(read(RecordMap, map_file, shown(map_file))) if map_file else None
    records = Records.open(file, shown(file), mapper)
    tally = _Tally(Merge(letter, records, Names(letter.name, name_field, letter.terms().fields), is_slow=slow))
    try:
        _run(tally, out, skip_bad, quiet, jobs)
    except KeyboardInterrupt:
        click.echo("Interrupted; the next run goes on from here.", err=True)
        tally.interrupted = True
    return _close(tally, Printer(quiet, as_json), skip_bad)


def _run(tally: _Tally, out: Path | None, skip_bad: bool, quiet: bool, jobs: int) -> None:
    """Judge all records, and make letters where that may be."""
    merge, project = tally.merge, tally.merge.letter.project
    if problems := merge.problems_of_map():
        raise CarefoldError(problems)
    judged = merge.judge()
    if judged.of_letter or (judged.bad and not skip_bad):
        tally.problems = judged.problems
        return
    tally.folder = folder = private_folder(project, out)
    with _opened(folder, project, quiet) as journal, _finishing() as is_stopped:
        for step in merge.steps(folder, journal, jobs):
            if isinstance(step, Done):
                tally.done.append(step)
            else:
                tally.refused.append(step)
                tally.problems += step.problems
            if is_stopped():
                raise KeyboardInterrupt
        tally.left_over = journal.left_over({one.name for one in tally.done})
        if skip_bad and tally.refused:
            path = write_refused(tally.refused, merge.records, folder, merge.letter.name)
            tally.refused_rows = project.shown(path)


@contextmanager
def _finishing() -> Iterator[Callable[[], bool]]:
    """Within this, Ctrl-C lets the letter that is being made be finished; pressed twice, it does not."""
    pressed = list[int]()

    def press(number: int, frame: FrameType | None) -> None:
        if pressed:
            signal.default_int_handler(number, frame)
        pressed.append(number)

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else nobody wants to be stopped so
        signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _opened(folder: Path, project: Project, quiet: bool) -> Iterator[Journal]:
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
    document, records = _document(tally), tally.merge.records
    if records.form and records.form.is_guessed:
        printer.say(f"{records.shown}: {_GUESSED}.")
    for problem in tally.problems:
        printer.problem(problem)
    printer.say(f"{tally.where}  {merged_line(document)}".strip())
    if tally.refused_rows:
        printer.say(f"{tally.refused_rows}  the records that were refused: mend them, and merge that file")
    if tally.left_over:
        printer.say(f"{tally.where}  {tally.left_over} letters of earlier merges lie there too")
    printer.document(document)
    if tally.interrupted:
        return ExitCode.INTERRUPTED
    if not tally.problems:
        return ExitCode.DONE
    return ExitCode.PARTLY if skip_bad and tally.folder else ExitCode.PROBLEMS


def _document(tally: _Tally) -> MergeDocument:
    letter, judged, new = tally.merge.letter, tally.merge.judged, sum(one.is_new for one in tally.done)
    return {
        "handout": letter.name, "layout": letter.layout, "records": judged.count, "made": new,
        "unchanged": len(tally.done) - new, "left-out": dict(judged.left_out),
        "refused": len(tally.refused) or len(judged.bad), "refused-rows": tally.refused_rows,
        "left-over": tally.left_over,
        "files": [{"record": one.number, "path": f"{tally.where}{one.name}"} for one in tally.done],
        "interrupted": tally.interrupted, "problems": problem_entries(tally.problems),
    }  # fmt: skip
