"""carefold build: PDFs of handouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from carefold.commands.chosen import every_name, names_of, project_for
from carefold.commands.here import shown
from carefold.commands.in_languages import Source, sources
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import told_once
from carefold.naming import brand_in_names, clashes, file_name
from carefold.order import Edition, Order
from carefold.project import Project
from carefold.reports.json import BuiltHandout, BuiltSheet, finding_entries, problem_entries
from carefold.reports.text import built_line, calibration_line
from carefold.run import Result, Run
from carefold.saving import save
from carefold.stages import Made

_CALIBRATION = "calibration"


@dataclass
class _Tally:
    """Where files go, or would go in a dry run, and what came of those that were ordered."""

    folder: Path
    dry_run: bool
    printer: Printer
    built: list[BuiltHandout | BuiltSheet] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.DONE

    def failed(self, error: CarefoldError) -> None:
        """Note what is wrong; the first reason gives the exit code."""
        self.problems += error.findings
        self.exit_code = first_failure((self.exit_code, error.exit_code))

    def keep(self, data: bytes, name: str) -> str:
        """Write a file; the path that messages name it by."""
        path = self.folder / name
        if not self.dry_run:
            save(data, path, shown(path))
        return shown(path)


@click.command("build", short_help="Make PDFs of handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All handouts of the project.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="trifold, letter, …; may be repeated.")
@click.option("--language", "languages", multiple=True, metavar="G", help="en, es, …; may be repeated.")
@click.option(
    "--edition", type=click.Choice(["print", "screen"]), default="print", show_default=True,
    help="For paper; or for screens: one panel after another, with fields to fill in.",
)  # fmt: skip
@click.option("--archive", type=click.Choice(["3a"]), help="PDF/A-3a with the handout's YAML attached.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the PDFs.")
@click.option("--allow-expired", is_flag=True, help="Build past the review date; the page says so.")
@click.option("--dry-run", is_flag=True, help="Do everything but write files.")
@click.option("--open", "show", is_flag=True, help="Open the PDFs when they are made.")
@with_output_options
def command(
    handouts: tuple[str, ...], everything: bool, layouts: tuple[str, ...], languages: tuple[str, ...], edition: str,
    archive: str | None, brand: str | None, out: Path | None, allow_expired: bool, dry_run: bool, show: bool,
    quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Make print-ready PDFs of handouts and check each.

    Without names, all handouts of the project are built. A handout with problems is left as it was; the others are
    made all the same, and the exit code is 1.

    \b
    Examples:
      carefold build about-ketamine
      carefold build about-ketamine --layout trifold --open
      carefold build --all --out shelf
      carefold build calibration        (a sheet that shows how your printer turns and shifts paper)
    """
    if archive and edition == "screen":
        raise click.UsageError("A file with fields to fill in can't be archived: use --archive with --edition print.")
    project = project_for(handouts)
    tally = _Tally(out or project.output, dry_run, Printer(quiet, as_json))
    wanted = Order("", "", Edition.ARCHIVE if archive else Edition(edition), brand, allow_expired=allow_expired)
    if _CALIBRATION in handouts and project.sources.find(f"handouts/{_CALIBRATION}.yaml") is None:
        _build_calibration(project, brand, tally)
        handouts = tuple(name for name in handouts if name != _CALIBRATION)
        if not handouts:
            return _close(tally, show)
    run = Run(project)
    names = names_of(project, handouts) or every_name(project)
    chosen = (replace(wanted, handout=handout, language=language)
              for handout, language in _sources(names, run, languages, everything or not handouts, tally))  # fmt: skip
    orders = tuple(replace(order, layout=layout) for order in chosen
                   for layout in _layouts(run, order.source, layouts, everything, tally))  # fmt: skip
    if problems := clashes(project, orders):
        raise CarefoldError(problems)
    for result in run.build_all(orders):
        _keep(result, tally)
    if tally.built and project.sources.project is None:
        tally.printer.say(
            "This is a sample, of a clinic that does not exist. `carefold` alone shows how to make your own."
        )
    return _close(tally, show)


def _build_calibration(project: Project, brand: str | None, tally: _Tally) -> None:
    """The sheet that shows how the printer turns and shifts paper."""
    name = file_name(Order(_CALIBRATION, ""), brand_in_names(project, brand))
    try:
        data = project.calibrate(brand)
        path = tally.keep(data, name)
    except CarefoldError as error:
        tally.failed(error)
        return
    sheet: BuiltSheet = {"handout": _CALIBRATION, "path": path, "pages": 2, "kilobytes": round(len(data) / 1000)}
    tally.built.append(sheet)
    tally.printer.say(calibration_line(sheet))


def _keep(result: Result, tally: _Tally) -> None:
    """Write what was made, and say so."""
    made = result.end
    try:
        if isinstance(made, CarefoldError):
            raise made
        path = tally.keep(made.data, made.name)
    except CarefoldError as error:
        tally.failed(error)
        return
    entry = _describe(made, path)
    tally.built.append(entry)
    tally.printer.say(built_line(entry))
    for finding in made.findings:
        tally.printer.finding(finding, path)


def _describe(made: Made, path: str) -> BuiltHandout:
    size, kilobytes = made.composition.type_size, round(len(made.data) / 1000)
    return {
        "handout": made.order.source, "language": made.resolved.handout.language, "layout": made.order.layout,
        "edition": made.order.edition, "path": path, "code": made.code,
        "pages": made.pages, "type-size": size, "kilobytes": kilobytes, "findings": finding_entries(made.findings),
    }  # fmt: skip


def _close(tally: _Tally, show: bool) -> ExitCode:
    problems = told_once(tally.problems)
    for problem in problems:
        tally.printer.problem(problem)
    tally.printer.document({"built": tally.built, "problems": problem_entries(problems)})
    for made in tally.built if show and not tally.dry_run else ():
        click.launch(made["path"])
    return tally.exit_code


def _sources(
    names: tuple[str, ...], run: Run, languages: tuple[str, ...], everything: bool, tally: _Tally
) -> Iterator[Source]:
    """The handouts in the languages that are asked for; with `everything`, those that are in none are passed over."""
    found = list(sources(names, run, languages))
    lacking = [one for one in found if isinstance(one, Finding)]
    for one in found:
        if isinstance(one, CarefoldError):
            tally.failed(one)
        elif not isinstance(one, Finding):
            yield one
        elif everything and len(lacking) < len(found):
            tally.printer.say(f"{one.message} {one.hint}")
        else:
            tally.failed(CarefoldError(one))


def _layouts(run: Run, name: str, layouts: tuple[str, ...], everything: bool, tally: _Tally) -> Iterator[str]:
    """The layouts that a handout is made in."""
    try:
        allowed = run.handout(name).layouts
    except CarefoldError as error:
        tally.failed(error)
        return
    usual = run.workspace.settings.layouts
    if allowed and not layouts and not set(allowed) & set(usual):
        usual = allowed  # limited to layouts that the project does not make by itself
    for layout in dict.fromkeys(layouts or usual):
        if not allowed or layout in allowed:
            yield layout
        elif layouts and not everything:
            hint = "Change its `layouts:`, or ask for one of these."
            message = f"{name} is limited to {', '.join(allowed)}, so there is no {layout} of it."
            tally.failed(CarefoldError(Finding(message, hint=hint)))
        else:
            tally.printer.say(f"{name}: no {layout}; it is limited to {', '.join(allowed)}")
