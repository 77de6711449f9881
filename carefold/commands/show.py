"""carefold show: what is in a handout, and how it fits its layouts."""

from __future__ import annotations

from typing import Any

import click

from carefold.commands.chosen import name_of, project_for
from carefold.commands.output import Printer, grades_as_data, problems_as_data, with_output_options
from carefold.content.plain_text import count_words, said
from carefold.content.resolve import Resolved
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import folded_sheet
from carefold.model.layout import Layout
from carefold.order import Order
from carefold.pipeline import laid_out
from carefold.run import Run
from carefold.stages import Laid

_BAR = 20


@click.command("show", short_help="What is in a handout, and how it fits.")
@click.argument("handout")
@click.option("--fit", is_flag=True, help="How full each panel or page is.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="How full these layouts are.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@with_output_options
def command(handout: str, fit: bool, layouts: tuple[str, ...], brand: str | None, quiet: bool, as_json: bool) -> int:
    """Show a handout's outline, fields, words and references; with --fit, how full each panel is.

    \b
    Examples:
      carefold show about-ketamine
      carefold show about-ketamine --layout trifold
    """
    printer = Printer(quiet, as_json)
    project = project_for([handout])
    name, run = name_of(project, handout), Run(project)
    reviewed = run.review(name, brand, allow_expired=True)
    resolved = reviewed.resolved
    data = {**_outline(resolved), **grades_as_data(reviewed.grades)}
    _print_outline(data, printer)
    problems: list[Finding] = []
    fits: list[dict[str, Any]] = []
    for layout in layouts or (resolved.handout.layouts or project.settings.layouts if fit else ()):
        try:
            laid = laid_out(project, run.content(name, brand), Order(name, layout, brand=brand, allow_expired=True))
        except CarefoldError as error:
            problems += error.findings
            continue
        fits.append(_fit(layout, laid))
        printer.say("")
        for line in _picture(layout, laid):
            printer.say(line)
    for problem in problems:
        printer.problem(problem)
    printer.document({**data, "fit": fits, "problems": problems_as_data(problems)})
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _outline(resolved: Resolved) -> dict[str, Any]:
    handout = resolved.handout
    sections = [
        {"title": said(section.title), "urgent": section.urgent, "words": count_words(section)}
        for section in handout.sections
    ]
    return {
        "title": handout.title, "language": handout.language, "version": handout.version,
        "review-by": handout.review_by.isoformat(), "words": count_words(handout.main_point, handout.sections),
        "sections": sections, "fields": list(handout.fields),
        "references": [str(reference.id) for reference in resolved.references],
    }  # fmt: skip


def _print_outline(data: dict[str, Any], printer: Printer) -> None:
    printer.say(f"{data['title']} ({data['language']}), version {data['version']}, review by {data['review-by']}")
    printer.say(f"{data['words']} words{_grade(data)}")
    for section in data["sections"]:
        printer.say(f"  {section['words']:5}  {section['title']}{'  (urgent)' if section['urgent'] else ''}")
    printer.say(f"fields: {', '.join(data['fields']) or 'none'}")
    printer.say(f"references: {', '.join(data['references']) or 'none'}")


def _grade(data: dict[str, Any]) -> str:
    grade = data["reading-grade"]
    if grade is None:
        return ""
    rest = f", {max(0.0, grade['without-terms']):.1f} without its terms" if grade["without-terms"] is not None else ""
    beside = "".join(f"; {name} {value}" for name, value in grade["beside"].items())
    return f"; reading grade {max(0.0, grade['grade']):.1f}{rest} ({grade['formula']}{beside})"


def _fit(layout: str, laid: Laid) -> dict[str, Any]:
    fills = [{"name": fill.name, "full": round(fill.used / fill.room, 3)} for fill in laid.composition.fills]
    return {"layout": layout, "type-size": laid.composition.type_size, "panels": fills}


def _picture(name: str, laid: Laid) -> list[str]:
    """The folded sheet with its panels, or a bar for each page."""
    full = {fill.name: fill.used / fill.room for fill in laid.composition.fills}
    head = f"{name}: {laid.composition.type_size:g} pt"
    if not laid.layout.sides:
        bars = [f"  {fill.name:8} {_bar(fill.used / fill.room)}" for fill in laid.composition.fills]
        return [f"{head}, {len(bars)} pages" if len(bars) > 1 else head, *bars]
    return [head, *_sides(laid.layout, full)]


def _sides(layout: Layout, full: dict[str, float]) -> list[str]:
    lines: list[str] = []
    sheet = folded_sheet(layout)
    for number, side in enumerate(layout.sides):
        panels = [panel for panel in sheet.panels if panel.side == number]
        widths = [max(len(panel.name), round(panel.area.width / 18)) + 2 for panel in panels]
        lines.append(f"  {side.name}")
        lines.append("  ┌" + "┬".join("─" * width for width in widths) + "┐")
        names = [f" {panel.name}".ljust(width) for panel, width in zip(panels, widths, strict=True)]
        lines.append("  │" + "│".join(names) + "│")
        for row in range(4):
            cells = [_cell(full.get(panel.name), row, width) for panel, width in zip(panels, widths, strict=True)]
            lines.append("  │" + "│".join(cells) + "│")
        shares = [_share(full.get(panel.name), width) for panel, width in zip(panels, widths, strict=True)]
        lines.append("  │" + "│".join(shares) + "│")
        lines.append("  └" + "┴".join("─" * width for width in widths) + "┘")
    return lines


def _cell(full: float | None, row: int, width: int) -> str:
    """One of four rows of a panel: filled from the top."""
    if full is None:
        return " " * width
    share = min(1.0, max(0.0, full * 4 - row))
    return f" {('█' if share >= 0.75 else '▀' if share >= 0.25 else ' ') * (width - 2)} "


def _share(full: float | None, width: int) -> str:
    return (" cover" if full is None else f" {full:.0%}").ljust(width)


def _bar(full: float) -> str:
    return f"{'█' * round(full * _BAR)}{'·' * (_BAR - round(full * _BAR))} {full:.0%}"
