"""carefold build: PDFs of handouts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

import click

from carefold.batch.lock import alone
from carefold.batch.plan import Wanted
from carefold.batch.pool import FEW, Outcome, Task, cores, outcomes
from carefold.batch.regenerate import Batch, Step
from carefold.batch.state import Shelf
from carefold.commands.chosen import every_name, names_of, own_names, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.commands.watching import Asked, Rounds
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import told_once
from carefold.naming import brand_in_names, file_name
from carefold.order import Edition, Order
from carefold.project import Project
from carefold.reports.json import BuildDocument, BuiltHandout, BuiltSheet, finding_entries, problem_entries
from carefold.reports.text import built_line, calibration_line, due_line, ending_line
from carefold.saving import save

Maker: TypeAlias = Callable[[Sequence[Task]], Iterator[list[Outcome]]]

_CALIBRATION = "calibration"
_SHORT = 3  # files that are made without a bar


@dataclass
class _Tally:
    """Where files go, or would go in a dry run, and what came of those that were ordered."""

    folder: Path
    dry_run: bool
    printer: Printer
    built: list[BuiltHandout | BuiltSheet] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    failed: int = 0
    exit_code: ExitCode = ExitCode.DONE
    interrupted: bool = False

    def refused(self, error: CarefoldError) -> None:
        """Note what is wrong; the first reason gives the exit code."""
        self.failed += 1
        self.problems += error.findings
        self.exit_code = first_failure((self.exit_code, error.exit_code))


@click.command("build", short_help="Make PDFs of handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All handouts of the project.")
@click.option("--project", "root", type=click.Path(file_okay=False, path_type=Path), help="The project's folder.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="trifold, letter, …; may be repeated.")
@click.option(
    "--edition", type=click.Choice(["print", "screen"]), default="print", show_default=True,
    help="For paper; or for screens: one panel after another, with fields to fill in.",
)  # fmt: skip
@click.option("--archive", type=click.Choice(["3a"]), help="PDF/A-3a with the handout's YAML attached.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
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
    handouts: tuple[str, ...], everything: bool, root: Path | None, layouts: tuple[str, ...], edition: str,
    archive: str | None, brand: str | None, out: Path | None, allow_expired: bool, jobs: int | None,
    cluster: str | None, force: bool, verify: bool, prune: bool, dry_run: bool, show: bool, watch: bool,
    quiet: bool, as_json: bool,
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

    def want(project: Project) -> Wanted:
        names, narrowed = names_of(project, handouts), bool(layouts or archive or brand or edition != "print")
        return Wanted(
            sources=names or every_name(project),
            layouts=layouts,
            editions=(Edition.ARCHIVE if archive else Edition(edition),),
            brands=(brand,),
            allow_expired=allow_expired,
            whole=not names and not narrowed,
            everything=everything or not names,
        )

    if watch:
        if dry_run or as_json or prune or verify or cluster:
            raise click.UsageError("--watch goes with neither --dry-run, --json, --prune, --verify nor --cluster.")
        return _watch(
            lambda: _asked(project_for(handouts, root), want, out), jobs, Printer(quiet, as_json), show, force
        )
    project = project_for(handouts, root)
    tally = _Tally(out or project.output, dry_run, Printer(quiet, as_json))
    if _CALIBRATION in handouts and project.sources.find(f"handouts/{_CALIBRATION}.yaml") is None:
        _build_calibration(project, brand, tally)
        handouts = tuple(name for name in handouts if name != _CALIBRATION)
        if not handouts:
            return _close(tally, None, show)
    with nullcontext() if dry_run else alone(tally.folder, shown(tally.folder), lambda: _say_waiting(tally)):
        batch = Batch(project, want(project), Shelf.open(tally.folder))
        batch.compare(force=force, verify=verify)
        for remark in batch.plan.remarks:
            tally.printer.say(remark)
        for error in batch.plan.refused.values():
            tally.refused(error)
        if not dry_run:
            with _maker(batch, jobs, cluster) as make:
                _make(batch, tally, make, prune)
    return _close(tally, batch, show)


def _watch(ask: Callable[[], Asked], jobs: int | None, printer: Printer, show: bool, force: bool) -> ExitCode:
    """Build again and again, until interrupted; CarefoldError where there is nothing to watch."""
    own_names(ask().project)
    rounds = Rounds(ask, lambda batch: jobs or _usual_jobs(batch), partial(_tell, printer), printer, show, force)
    rounds.run()
    return ExitCode.DONE


def _asked(project: Project, want: Callable[[Project], Wanted], out: Path | None) -> Asked:
    return Asked(project, want(project), out or project.output)


def _say_waiting(tally: _Tally) -> None:
    click.echo(f"Another run writes to {shown(tally.folder)}; this one waits until it has ended.", err=True)


@contextmanager
def _maker(batch: Batch, jobs: int | None, address: str | None) -> Iterator[Maker]:
    """Who makes the files: this machine, or a cluster."""
    if address is None or not batch.due:
        yield partial(outcomes, batch.project, jobs=jobs or _usual_jobs(batch))
        return
    from carefold.batch.cluster import connected, far_outcomes

    with connected(address) as client:
        yield lambda tasks: far_outcomes(client, batch.project, tasks, batch.files)


def _usual_jobs(batch: Batch) -> int:
    """As many as there are cores, where there is enough to do to start them."""
    return cores() if len({one.order.source for one in batch.due}) >= FEW else 1


def _make(batch: Batch, tally: _Tally, make: Maker, prune: bool) -> None:
    try:
        with _progress(batch, tally) as tell:
            for step in batch.steps(make):
                tell(step)
        batch.refuse()
        if prune:
            batch.prune()
        batch.tell()
    except KeyboardInterrupt:
        click.echo("Interrupted; the next run goes on from here.", err=True)
        tally.interrupted, tally.exit_code = True, ExitCode.INTERRUPTED


@contextmanager
def _progress(batch: Batch, tally: _Tally) -> Iterator[Callable[[Step], None]]:
    """What tells of each step: at once, or on a terminal with a bar, once the bar is full."""
    steps, total = list[Step](), len(batch.due)
    hidden = tally.printer.quiet or total < _SHORT or not sys.stderr.isatty()
    if hidden:
        yield lambda step: _note(step, tally)
        return
    try:
        with click.progressbar(length=total, file=sys.stderr, item_show_func=lambda name: name or "") as bar:

            def tell(step: Step) -> None:
                steps.append(step)
                bar.update(1, step.outcome.order.source)

            yield tell
    finally:
        for step in steps:
            _note(step, tally)


def _note(step: Step, tally: _Tally) -> None:
    """Say what was made, or remember why it was not."""
    if step.refused or step.output is None:
        tally.refused(step.refused or CarefoldError(()))
        return
    tally.built.append(_tell(tally.printer, step, tally.folder))


def _tell(printer: Printer, step: Step, folder: Path) -> BuiltHandout:
    """Say what was made, and what was found in it."""
    outcome, path = step.outcome, shown(folder / step.outcome.name)
    entry = _describe(outcome, path)
    printer.say(built_line(entry))
    for finding in outcome.findings:
        printer.finding(finding, path)
    return entry


def _describe(outcome: Outcome, path: str) -> BuiltHandout:
    order = outcome.order
    return {
        "handout": order.handout, "layout": order.layout, "edition": order.edition, "path": path,
        "pages": outcome.pages, "type-size": outcome.type_size, "kilobytes": round(len(outcome.data) / 1000),
        "findings": finding_entries(outcome.findings),
    }  # fmt: skip


def _build_calibration(project: Project, brand: str | None, tally: _Tally) -> None:
    """The sheet that shows how the printer turns and shifts paper."""
    name = file_name(Order(_CALIBRATION, ""), brand_in_names(project, brand))
    path = tally.folder / name
    try:
        data = project.calibrate(brand)
        if not tally.dry_run:
            save(data, path, shown(path))
    except CarefoldError as error:
        tally.refused(error)
        return
    kilobytes = round(len(data) / 1000)
    sheet: BuiltSheet = {"handout": _CALIBRATION, "path": shown(path), "pages": 2, "kilobytes": kilobytes}
    tally.built.append(sheet)
    tally.printer.say(calibration_line(sheet))


def _close(tally: _Tally, batch: Batch | None, show: bool) -> ExitCode:
    """All that is told at the end; the exit code."""
    problems, printer = told_once(tally.problems), tally.printer
    document: BuildDocument = {
        "built": tally.built, "due": [], "unchanged": [], "taken-away": [], "left-over": [],
        "interrupted": tally.interrupted, "problems": problem_entries(problems),
    }  # fmt: skip
    if batch:
        _tell_of(batch, tally, document)
    for problem in problems:
        printer.problem(problem)
    if batch and not tally.dry_run:
        printer.say(ending_line(len(tally.built), len(batch.unchanged), tally.failed))
    printer.document(document)
    for made in tally.built if show and not tally.dry_run else ():
        click.launch(made["path"])
    return tally.exit_code


def _tell_of(batch: Batch, tally: _Tally, document: BuildDocument) -> None:
    """What was not made, and why: it had not changed, it may not stay, or nobody asks for it any more."""
    printer, folder = tally.printer, tally.folder
    if tally.built and batch.project.sources.project is None:
        printer.say("This is a sample, of a clinic that does not exist. `carefold` alone shows how to make your own.")
    for due in batch.due if tally.dry_run else ():
        document["due"].append({"path": shown(folder / due.name), "why": list(due.why)})
        printer.say(due_line(document["due"][-1]))
    document["unchanged"] = [shown(folder / known.name) for known in batch.unchanged]
    for known, why in batch.taken:
        document["taken-away"].append({"path": shown(folder / known.name), "why": why})
        printer.say(f"{shown(folder / known.name)}: taken off the shelf, {why}")
    for known in batch.leftover:
        document["left-over"].append(shown(folder / known.name))
        printer.say(f"{shown(folder / known.name)}: nothing in the project asks for it; --prune removes it")
