"""carefold build: PDFs of handouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from carefold.calibrate import calibrate
from carefold.commands.chosen import every_name, names_of, workspace_of
from carefold.commands.output import Printer, findings_as_data, problems_as_data, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import told_once
from carefold.naming import brand_in_names, clashes, pdf_name
from carefold.pipeline import Edition, Made, build
from carefold.saving import save
from carefold.strays import shown
from carefold.workspace import Workspace, load_handout

_CALIBRATION = "calibration"


@dataclass
class _Result:
    """What came of one run."""

    built: list[dict[str, Any]]
    problems: list[Finding]
    exit_code: ExitCode = ExitCode.DONE

    def failed(self, error: CarefoldError) -> None:
        """Note what is wrong; the first reason gives the exit code."""
        self.problems += error.findings
        self.exit_code = self.exit_code or error.exit_code


@click.command("build", short_help="Make PDFs of handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All handouts of the project.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="trifold, letter, …; may be repeated.")
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
    handouts: tuple[str, ...], everything: bool, layouts: tuple[str, ...], edition: Edition, archive: str | None,
    brand: str | None, out: Path | None, allow_expired: bool, dry_run: bool, show: bool, quiet: bool, as_json: bool,
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
    printer = Printer(quiet, as_json)
    workspace = workspace_of(handouts)
    result = _Result([], [])
    folder, label = out or workspace.output, brand_in_names(workspace, brand)
    if _CALIBRATION in handouts and workspace.sources.find(f"handouts/{_CALIBRATION}.yaml") is None:
        sheet = folder / pdf_name(_CALIBRATION, brand=label)
        _build_calibration(workspace, sheet, brand, dry_run, result, printer)
        handouts = tuple(name for name in handouts if name != _CALIBRATION)
        if not handouts:
            _close(result, printer, show and not dry_run)
            return result.exit_code
    names = names_of(workspace, handouts) or every_name(workspace)
    orders = tuple(_orders(workspace, names, layouts, everything, result, printer))
    if problems := clashes(workspace, orders, label):
        raise CarefoldError(problems)
    reviewed: set[str] = set()
    for name, layout in orders:
        path = folder / pdf_name(name, layout, brand=label, edition="archive" if archive else edition)
        try:
            made = build(
                workspace, name, layout, brand=brand, allow_expired=allow_expired, edition=edition,
                archive=archive is not None, skip_review=name in reviewed,
            )  # fmt: skip
            reviewed.add(name)
            if not dry_run:
                save(made.data, path)
        except CarefoldError as error:
            result.failed(error)
        else:
            result.built.append({"handout": name, "layout": layout, "edition": made.edition, **_describe(made, path)})
            printer.say(_line(result.built[-1]))
            for finding in made.findings:
                printer.finding(finding, shown(path))
    if result.built and workspace.sources.project is None:
        printer.say("This is a sample, of a clinic that does not exist. `carefold` alone shows how to make your own.")
    _close(result, printer, show and not dry_run)
    return result.exit_code


def _build_calibration(
    workspace: Workspace, path: Path, brand: str | None, dry_run: bool, result: _Result, printer: Printer
) -> None:
    """The sheet that shows how the printer turns and shifts paper."""
    try:
        data = calibrate(workspace, brand)
        if not dry_run:
            save(data, path)
    except CarefoldError as error:
        result.failed(error)
        return
    result.built.append(
        {"handout": _CALIBRATION, "path": shown(path), "pages": 2, "kilobytes": round(len(data) / 1000)}
    )
    printer.say("{path}  {pages} pages, {kilobytes} kB".format(**result.built[-1]))


def _line(made: dict[str, Any]) -> str:
    pages = "1 page" if made["pages"] == 1 else f"{made['pages']} pages"
    return f"{made['path']}  {pages}, {made['type-size']:g} pt, {made['kilobytes']} kB"


def _describe(made: Made, path: Path) -> dict[str, Any]:
    size = made.composition.type_size
    findings = findings_as_data(made.findings)
    kilobytes = round(len(made.data) / 1000)
    return {
        "path": shown(path), "pages": made.pages, "type-size": size, "kilobytes": kilobytes, "findings": findings,
    }  # fmt: skip


def _close(result: _Result, printer: Printer, show: bool) -> None:
    problems = told_once(result.problems)
    for problem in problems:
        printer.problem(problem)
    printer.document({"built": result.built, "problems": problems_as_data(problems)})
    for made in result.built if show else ():
        click.launch(made["path"])


def _orders(
    workspace: Workspace, names: tuple[str, ...], layouts: tuple[str, ...], everything: bool, result: _Result,
    printer: Printer,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Each handout with each layout that it is made in."""
    for name in names:
        try:
            allowed = load_handout(workspace, name).layouts
        except CarefoldError as error:
            result.failed(error)
            continue
        usual = workspace.settings.layouts
        if allowed and not layouts and not set(allowed) & set(usual):
            usual = allowed  # limited to layouts that the project does not make by itself
        for layout in dict.fromkeys(layouts or usual):
            if not allowed or layout in allowed:
                yield name, layout
            elif layouts and not everything:
                hint = "Change its `layouts:`, or ask for one of these."
                message = f"{name} is limited to {', '.join(allowed)}, so there is no {layout} of it."
                result.failed(CarefoldError(Finding(message, hint=hint)))
            else:
                printer.say(f"{name}: no {layout}; it is limited to {', '.join(allowed)}")
