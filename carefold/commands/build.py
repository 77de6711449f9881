"""carefold build: PDFs of handouts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from carefold.batch.lock import alone
from carefold.batch.plan import Wanted
from carefold.batch.pool import FEW, cores
from carefold.batch.regenerate import Batch
from carefold.batch.state import Shelf
from carefold.batch.steps import Maker, Step
from carefold.batch.telling import left_because
from carefold.commands import calibration
from carefold.commands.chosen import every_name, names_of, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.commands.watching import Asked, Rounds
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.several import told_once
from carefold.order import Edition, Order
from carefold.project import Project
from carefold.reports.json import BuildDocument, BuiltHandout, BuiltSheet, finding_entries, problem_entries
from carefold.reports.text import built_line, calibration_line, due_line, ending_line, letters_line

_SHORT = 3  # files that are made without a bar
_LEFT_OVER = "nothing in the project asks for it; --prune removes it"
_SAMPLE = "This is a sample, of a clinic that does not exist. `carefold` alone shows how to make your own."


@dataclass
class _Tally:
    """Where files go, or would go in a dry run, and what came of those that were ordered."""

    folder: Path
    dry_run: bool
    printer: Printer
    batch: Batch | None = None
    steps: dict[Order, Step] = field(default_factory=dict)
    sheets: list[BuiltSheet] = field(default_factory=list)
    errors: list[CarefoldError] = field(default_factory=list)  # that are about no order
    told: int = 0  # of what is due
    interrupted: bool = False

    def path(self, name: str) -> str:
        """A file in the folder, as it is told."""
        return f"{self._before_names}{name}"

    @cached_property
    def _before_names(self) -> str:
        return shown(self.folder / "x").removesuffix("x")


@click.command("build", short_help="Make PDFs of handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All handouts of the project.")
@click.option("--project", "root", type=click.Path(file_okay=False, path_type=Path), help="The project's folder.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="trifold, letter, …; may be repeated.")
@click.option("--language", "languages", multiple=True, metavar="G", help="en, es, …; may be repeated.")
@click.option(
    "--edition", type=click.Choice(["print", "screen"]),
    help="For paper; or for screens: one panel after another, with fields to fill in.",
)  # fmt: skip
@click.option("--archive", type=click.Choice(["3a"]), help="PDF/A-3a with the handout's YAML attached.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option(
    "--site", metavar="NAME", default="", help="One of the brand's `sites:`, with its own numbers and address."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the PDFs.")
@click.option("--allow-expired", is_flag=True, help="Build past the review date; the page says so.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at work; as many as cores.")
@click.option("--cluster", metavar="ADDRESS", help="A running Dask cluster makes the PDFs: its scheduler's address.")
@click.option("--force", is_flag=True, help="Make also what has not changed.")
@click.option("--verify", is_flag=True, help="Read each PDF that is there, not only its size and time.")
@click.option("--prune", is_flag=True, help="Remove PDFs that nothing in the project asks for any more.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and why; write nothing.")
@click.option("--open", "show", is_flag=True, help="Open the PDFs when they are made.")
@click.option("--watch", is_flag=True, help="Go on: make anew what a saved file affects, until Ctrl-C.")
@with_output_options
def command(
    handouts: tuple[str, ...], everything: bool, root: Path | None, layouts: tuple[str, ...],
    languages: tuple[str, ...], edition: str | None, archive: str | None, brand: str | None, site: str,
    out: Path | None, allow_expired: bool, jobs: int | None, cluster: str | None, force: bool, verify: bool,
    prune: bool, dry_run: bool, show: bool, watch: bool, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Make print-ready PDFs of handouts and check each.

    Without names, all handouts of the project are built. Only what has changed is made anew. A handout with problems
    is left as it was; the others are made all the same, and the exit code is 1.

    \b
    Examples:
      carefold build about-ketamine
      carefold build about-ketamine --layout trifold --open
      carefold build --all --out shelf
      carefold build --all --project /srv/handouts --quiet      (for cron)
      carefold build --all --dry-run                            (what would be made, and why)
      carefold build about-ketamine --watch --open              (anew whenever a file is saved)
      carefold build calibration        (a sheet that shows how your printer turns and shifts paper)
    """
    if archive and edition == "screen":
        raise click.UsageError("A file with fields to fill in can't be archived: use --archive with --edition print.")

    def ask(project: Project) -> Asked:
        names = names_of(project, handouts)
        wanted = Wanted(
            sources=names or every_name(project), layouts=layouts, languages=languages,
            editions=(Edition.ARCHIVE,) if archive else (Edition(edition),) if edition else (),
            brands=(brand,) if brand else (), sites=(site,) if site else (), allow_expired=allow_expired,
            whole=not (names or layouts or languages or archive or brand or site or edition),
            everything=everything or not names,
        )  # fmt: skip
        return Asked(project, wanted, out or project.output)

    printer = Printer(quiet, as_json)
    if watch:
        if dry_run or as_json or prune or verify or cluster:
            raise click.UsageError("--watch goes with neither --dry-run, --json, --prune, --verify nor --cluster.")
        return Rounds(
            ask=lambda: ask(project_for(handouts, root)), jobs=lambda batch: jobs or _usual_jobs(batch),
            tell=lambda step, folder: _tell(step, _Tally(folder, False, printer)),
            printer=printer, show=show, force=force,
        ).run()  # fmt: skip
    project = project_for(handouts, root)
    tally = _Tally(out or project.output, dry_run, printer)
    if calibration.is_asked_for(handouts, project):
        _calibrate(project, brand, tally)
        handouts = tuple(name for name in handouts if name != calibration.NAME)
        if not handouts:
            return _close(tally, show)
    try:
        with nullcontext() if dry_run else alone(tally.folder, shown(tally.folder), lambda: _say_waiting(tally)):
            batch = tally.batch = Batch(project, ask(project).wanted, Shelf.open(tally.folder))
            batch.compare(force=force, verify=verify)
            for remark in batch.plan.remarks:
                tally.printer.say(remark)
            if not dry_run:
                with _maker(batch, jobs, cluster) as make:
                    _make(batch, tally, make)
                tally.errors += [*batch.refuse(), *(batch.prune() if prune else ())]
                tally.errors += batch.tell()
    except KeyboardInterrupt:
        click.echo("Interrupted; the next run goes on from here.", err=True)
        tally.interrupted = True
    return _close(tally, show)


def _say_waiting(tally: _Tally) -> None:
    if not tally.printer.quiet:
        click.echo(f"Another run writes to {shown(tally.folder)}; this one waits until it has ended.", err=True)


@contextmanager
def _maker(batch: Batch, jobs: int | None, address: str | None) -> Iterator[Maker]:
    """Who makes the files: this machine, or a cluster."""
    if address is None or not batch.due:
        yield lambda tasks: batch.made_here(tasks, jobs or _usual_jobs(batch))
        return
    from carefold.batch.cluster import connected, far_outcomes

    with connected(address) as client:
        yield lambda tasks: far_outcomes(client, batch.project, tasks, batch.files)


def _usual_jobs(batch: Batch) -> int:
    """As many as there are cores, where there is enough to do to start them."""
    return cores() if len({one.order.source for one in batch.due}) >= FEW else 1


def _make(batch: Batch, tally: _Tally, make: Maker) -> None:
    """Make what is due, and tell of each file in the order of the plan, on a terminal once the bar is full."""
    hidden = tally.printer.quiet or len(batch.due) < _SHORT or not sys.stderr.isatty()
    with nullcontext() if hidden else _bar(len(batch.due)) as bar:
        for step in batch.steps(make):
            tally.steps[step.outcome.order] = step
            if bar is None:
                _tell_in_turn(batch, tally)
            else:
                bar.update(1, step.outcome.order.source)


def _bar(length: int) -> AbstractContextManager[Any]:
    return click.progressbar(length=length, file=sys.stderr, item_show_func=lambda name: name or "")


def _tell_in_turn(batch: Batch, tally: _Tally) -> None:
    """Tell of what is made, as far as all before it is."""
    while tally.told < len(batch.due) and (step := tally.steps.get(batch.due[tally.told].order)):
        tally.told += 1
        _tell(step, tally)


def _tell(step: Step, tally: _Tally) -> None:
    """Say what was made, and what its check has found."""
    if step.output is None or tally.printer.quiet:
        return
    tally.printer.say(built_line(_entry(step, tally)))
    for finding in step.outcome.findings:
        tally.printer.finding(finding, tally.path(step.output.name))


def _entry(step: Step, tally: _Tally) -> BuiltHandout:
    outcome, order, facts = step.outcome, step.outcome.order, step.outcome.facts
    name, size = (step.output.name, step.output.size) if step.output else ("", 0)
    return {
        "handout": order.source, "language": facts.language if facts else "", "layout": order.layout,
        "edition": order.edition, "path": tally.path(name), "code": facts.code if facts else "",
        "pages": outcome.pages, "type-size": outcome.type_size, "kilobytes": round(size / 1000),
        "findings": finding_entries(outcome.findings),
    }  # fmt: skip


def _calibrate(project: Project, brand: str | None, tally: _Tally) -> None:
    try:
        sheet = calibration.build_calibration(project, brand, tally.folder, dry_run=tally.dry_run)
    except CarefoldError as error:
        tally.errors.append(error)
        return
    tally.sheets.append(sheet)
    tally.printer.say(calibration_line(sheet))


def _close(tally: _Tally, show: bool) -> ExitCode:
    """All that is told at the end; the exit code."""
    document: BuildDocument = {
        "built": [*tally.sheets], "due": [], "unchanged": [], "taken-away": [], "left-over": [],
        "letters": tally.batch.plan.letters if tally.batch else [], "interrupted": tally.interrupted, "problems": [],
    }  # fmt: skip
    if tally.batch:
        _tell_of(tally.batch, tally, document)
    errors = [*tally.errors, *(_refused(tally.batch, tally) if tally.batch else ())]
    problems = told_once(problem for error in errors for problem in error.findings)
    for problem in problems:
        tally.printer.problem(problem)
    if tally.batch:
        _say_ending(tally.batch, tally, document)
    document["problems"] = problem_entries(problems)
    tally.printer.document(document)
    if show and not tally.dry_run:
        for path in (*(made["path"] for made in document["built"]), *document["unchanged"]):
            click.launch(path)
    return ExitCode.INTERRUPTED if tally.interrupted else first_failure(error.exit_code for error in errors)


def _refused(batch: Batch, tally: _Tally) -> Iterator[CarefoldError]:
    """What went wrong with each handout, in the order in which they were asked for."""
    by_source: dict[str, list[CarefoldError]] = {}
    for due in batch.due:
        if (step := tally.steps.get(due.order)) and step.refused:
            by_source.setdefault(due.order.source, []).append(step.refused)
    for source in dict.fromkeys((*batch.wanted.sources, *batch.plan.refused)):
        if source in batch.plan.refused:
            yield batch.plan.refused[source]
        yield from by_source.get(source, ())


def _tell_of(batch: Batch, tally: _Tally, document: BuildDocument) -> None:
    """What was made; and what was not, and why."""
    printer, steps = tally.printer, [tally.steps[due.order] for due in batch.due if due.order in tally.steps]
    for due in batch.due[tally.told :]:
        if due.order in tally.steps:
            _tell(tally.steps[due.order], tally)
    document["built"] += [_entry(step, tally) for step in steps if step.output]
    for due in batch.due:
        if due.order not in tally.steps:
            document["due"].append({"path": tally.path(due.name), "why": list(due.why)})
            if tally.dry_run:
                printer.say(due_line(document["due"][-1]))
    document["unchanged"] = [tally.path(known.name) for known in batch.unchanged]
    for path in () if batch.wanted.everything else document["unchanged"]:
        printer.say(f"{path}  unchanged")
    for known, why in batch.taken:
        document["taken-away"].append({"path": tally.path(known.name), "why": why})
        printer.say(f"{tally.path(known.name)}  taken off the shelf: {left_because(why)}")
    for known in batch.leftover:
        document["left-over"].append(tally.path(known.name))
        printer.say(f"{tally.path(known.name)}  {'removed' if known.name not in batch.shelf.outputs else _LEFT_OVER}")


def _say_ending(batch: Batch, tally: _Tally, document: BuildDocument) -> None:
    """How it ended, in numbers where there are several handouts; and that a sample is one."""
    if document["built"] and batch.project.sources.project is None:
        tally.printer.say(_SAMPLE)
    failed = sum(step.refused is not None for step in tally.steps.values()) + len(batch.plan.refused)
    if batch.plan.letters:
        tally.printer.say(letters_line(batch.plan.letters))
    if not tally.dry_run and (len(batch.wanted.sources) > 1 or (batch.unchanged and batch.wanted.everything)):
        tally.printer.say(ending_line(len(document["built"]), len(document["unchanged"]), failed, len(document["due"])))
