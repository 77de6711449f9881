"""carefold build: PDFs of handouts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from carefold.batch.lock import alone
from carefold.batch.plan import Wanted
from carefold.batch.regenerate import Batch
from carefold.batch.state import Pretended, Shelf
from carefold.batch.steps import Maker
from carefold.batch.task import FEW, begin_early, cores
from carefold.commands import calibration
from carefold.commands.brand_options import with_brand_options
from carefold.commands.chosen import every_name, names_of, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.commands.tally import Tally
from carefold.commands.watching import Asked, Rounds
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Edition
from carefold.project import Project
from carefold.reports.text import calibration_line

_SHORT = 3  # files that are made without a bar


@dataclass(frozen=True)
class _Options:
    """What was written after `carefold build`."""

    handouts: tuple[str, ...]
    everything: bool
    root: Path | None
    layouts: tuple[str, ...]
    languages: tuple[str, ...]
    edition: str | None
    archive: str | None
    brand: str | None
    site: str
    out: Path | None
    allow_expired: bool
    jobs: int | None
    cluster: str | None
    force: bool
    verify: bool
    prune: bool
    dry_run: bool
    show: bool
    watch: bool
    draft: str | None
    quiet: bool
    as_json: bool

    @property
    def printer(self) -> Printer:
        """Who prints in the way that was asked for."""
        return Printer(self.quiet, self.as_json)

    def refuse_what_does_not_go_together(self) -> None:
        """UsageError for options of which one makes another senseless."""
        if self.archive and self.edition in ("screen", "html"):
            message = "A file with fields to fill in can't be archived: use --archive with --edition print."
            raise click.UsageError(message)
        if self.out and self.out.suffix.lower() == ".pdf" and not self.out.exists():
            raise click.UsageError("--out names a folder: each file is named after its handout and layout.")
        if self.watch and (self.dry_run or self.as_json or self.prune or self.verify or self.cluster):
            raise click.UsageError("--watch goes with neither --dry-run, --json, --prune, --verify nor --cluster.")
        if self.draft is not None:
            self._refuse_what_makes_no_draft()

    def _refuse_what_makes_no_draft(self) -> None:
        others = {"--watch": self.watch, "--dry-run": self.dry_run, "--prune": self.prune, "--verify": self.verify,
                  "--cluster": self.cluster, "--archive": self.archive, "--open": self.show}  # fmt: skip
        if wrong := next((name for name, is_said in others.items() if is_said), ""):
            raise click.UsageError(f"--draft does not go with {wrong}.")
        if self.edition == "html":
            raise click.UsageError("A draft is for paper or a screen: a page for browsers has no pages to stamp.")
        if not self.handouts or self.everything:
            raise click.UsageError("--draft takes the names of handouts.")
        if not str(self.draft).strip():
            raise click.UsageError("--draft says why: it stands on the page.")

    def project(self) -> Project:
        """The project that they are about; CarefoldError where there is none, or several."""
        return project_for(self.handouts, self.root)

    def asked(self, project: Project) -> Asked:
        """What is asked for of a project; CarefoldError for what is none of its handouts."""
        names = names_of(project, self.handouts)
        edition = Edition.ARCHIVE if self.archive else self.edition
        is_part = names or self.layouts or self.languages or edition or self.brand or self.site
        wanted = Wanted(
            sources=names or every_name(project), layouts=self.layouts, languages=self.languages,
            editions=(Edition(edition),) if edition else (), brands=(self.brand,) if self.brand else (),
            sites=(self.site,) if self.site else (), allow_expired=self.allow_expired, whole=not is_part,
            everything=self.everything or not names,
        )  # fmt: skip
        return Asked(project, wanted, self.out or project.output)


@click.command("build", short_help="Make PDFs of handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All handouts of the project.")
@click.option("--project", "root", type=click.Path(file_okay=False, path_type=Path), help="The project's folder.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="trifold, letter, …; may be repeated.")
@click.option("--language", "languages", multiple=True, metavar="G", help="en, es, …; may be repeated.")
@click.option(
    "--edition", type=click.Choice(["print", "screen", "html"]),
    help="For paper; for screens: one panel after another, with fields to fill in; a page for browsers.",
)  # fmt: skip
@click.option("--archive", type=click.Choice(["3a"]), help="PDF/A-3a with the handout's YAML attached.")
@with_brand_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the PDFs.")
@click.option("--allow-expired", is_flag=True, help="Build past the review date; the page says so.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at work; as many as cores.")
@click.option("--cluster", metavar="ADDRESS", help="A running Dask cluster makes the PDFs: its scheduler's address.")
@click.option("--force", is_flag=True, help="Make also what has not changed.")
@click.option("--verify", is_flag=True, help="Read each PDF that is there, not only its size and time.")
@click.option("--prune", is_flag=True, help="Remove PDFs that nothing in the project asks for any more.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and why; write nothing.")
@click.option("--open", "show", is_flag=True, help="Open the PDFs when they are made.")
@click.option("--draft", metavar="REASON", help="Make it though reading or style is wrong; each page is stamped.")
@click.option("--watch", is_flag=True, help="Go on: make anew what a saved file affects, until Ctrl-C.")
@with_output_options
def command(**options: Any) -> int:
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
      carefold build about-ketamine --edition html              (a web page, in out/)
      carefold build about-ketamine --watch --open              (anew whenever a file is saved)
      carefold build about-ketamine --draft "for Dr. Example to read"
      carefold build calibration        (a sheet that shows how your printer turns and shifts paper)
    """
    asked = _Options(**options)
    asked.refuse_what_does_not_go_together()
    if asked.draft:
        return _draft(asked, asked.draft)
    return _watch(asked) if asked.watch else _build(asked)


def _draft(options: _Options, reason: str) -> ExitCode:
    """Make drafts, beside the shelf."""
    from carefold.commands.drafting import build_drafts, draft_reason

    asked = options.asked(options.project())
    return build_drafts(asked.project, asked.wanted, asked.output, draft_reason(reason), options.printer)


def _watch(options: _Options) -> ExitCode:
    """Make what is due, again and again."""
    printer = options.printer
    return Rounds(
        ask=lambda: options.asked(options.project()), jobs=lambda batch: options.jobs or _usual_jobs(batch),
        tell=lambda step, folder: Tally(folder, False, printer).tell(step),
        printer=printer, show=options.show, force=options.force,
    ).run()  # fmt: skip


def _build(options: _Options) -> ExitCode:
    """Make what is due, once, or say what that would be; whenever it is interrupted, what came of it is told."""
    tally = Tally(options.out or Path(), options.dry_run, options.printer, options.prune)
    try:
        _do(options, tally)
    except KeyboardInterrupt:
        click.echo("Interrupted; the next run goes on from here.", err=True)
        tally.interrupted = True
    return tally.close(options.show)


def _do(options: _Options, tally: Tally) -> None:
    project = options.project()
    tally.folder = options.out or project.output
    if calibration.is_asked_for(options.handouts, project):
        _calibrate(project, options.brand, tally)
        options = replace(options, handouts=tuple(name for name in options.handouts if name != calibration.NAME))
        if not options.handouts:
            return
    with nullcontext() if options.dry_run else alone(tally.folder, shown(tally.folder), lambda: _say_waiting(tally)):
        _make_all(options, project, tally)


def _make_all(options: _Options, project: Project, tally: Tally) -> None:
    """Plan, compare, make, take away, tell; a dry run makes nothing, and only pretends to take away."""
    wanted, shelf = options.asked(project).wanted, (Pretended if options.dry_run else Shelf).open(tally.folder)
    if not (options.dry_run or options.cluster) and (options.jobs or cores()) > 1:
        begin_early(wanted.sources, shelf)
    batch = tally.batch = Batch(project, wanted, shelf)
    batch.compare(force=options.force, verify=options.verify)
    for remark in batch.plan.remarks:
        tally.printer.say(remark)
    with _maker(options, batch) as make:
        _make(batch, tally, make)
    tally.errors += batch.refuse()
    if not options.dry_run:
        tally.errors += [*batch.forget(prune=options.prune), *batch.tell()]


def _say_waiting(tally: Tally) -> None:
    if not tally.printer.quiet:
        click.echo(f"Another run writes to {shown(tally.folder)}; this one waits until it has ended.", err=True)


@contextmanager
def _maker(options: _Options, batch: Batch) -> Iterator[Maker]:
    """Who makes the files: this machine, a cluster, or nobody."""
    if options.dry_run:
        yield batch.foreseen
        return
    if options.cluster is None or not batch.due:
        yield lambda tasks: batch.made_here(tasks, options.jobs or _usual_jobs(batch))
        return
    from carefold.batch.cluster import connected, far_outcomes

    with connected(options.cluster) as client:
        yield lambda tasks: far_outcomes(client, batch.project, tasks, batch.files)


def _usual_jobs(batch: Batch) -> int:
    """As many as there are cores, where there is enough to do to start them."""
    return cores() if len({one.order.source for one in batch.due}) >= FEW else 1


def _make(batch: Batch, tally: Tally, make: Maker) -> None:
    """Make what is due, and tell of each file in the order of the plan, on a terminal once the bar is full."""
    hidden = tally.printer.quiet or len(batch.due) < _SHORT or not sys.stderr.isatty()
    with nullcontext() if hidden else _bar(len(batch.due)) as bar:
        for step in batch.steps(make):
            tally.steps[step.outcome.order] = step
            if bar is None:
                tally.tell_in_turn(batch)
            else:
                bar.update(1, step.outcome.order.source)


def _bar(length: int) -> AbstractContextManager[Any]:
    return click.progressbar(length=length, file=sys.stderr, item_show_func=lambda name: name or "")


def _calibrate(project: Project, brand: str | None, tally: Tally) -> None:
    try:
        sheet = calibration.build_calibration(project, brand, tally.folder, dry_run=tally.dry_run)
    except CarefoldError as error:
        tally.errors.append(error)
        return
    tally.sheets.append(sheet)
    tally.printer.say(calibration_line(sheet))
