"""carefold show: what is in a handout, and how it fits its layouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import click

from carefold.commands.brand_options import with_brand_options
from carefold.commands.chosen import name_of, project_for
from carefold.commands.output import Printer, with_output_options
from carefold.content.plain_text import count_words, said
from carefold.content.resolve import Resolved
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.layout.sheet_more import a_sheet_more
from carefold.order import Order
from carefold.pipeline import laid_out
from carefold.project import Project
from carefold.reports.entries import finding_entries, grade_entry, problem_entries
from carefold.reports.fit import fit_lines
from carefold.reports.json import Fit, HandoutOutline, PanelFill, SectionOutline
from carefold.reports.text import outline_lines
from carefold.review.instruments.grades import Grades
from carefold.run import Run
from carefold.sheet_code import code_of
from carefold.sparse import too_short
from carefold.stages import Content, Laid
from carefold.workspace import load_layout


@click.command("show", short_help="What is in a handout, and how it fits.")
@click.argument("handout")
@click.option("--fit", is_flag=True, help="How full each panel or page is.")
@click.option("--layout", "layouts", multiple=True, metavar="L", help="How full these layouts are.")
@with_brand_options
@with_output_options
def command(
    handout: str, fit: bool, layouts: tuple[str, ...], brand: str | None, site: str, quiet: bool, as_json: bool
) -> int:  # fmt: skip
    """Show a handout's outline, fields, words and references; with --fit, how full each panel is.

    \b
    Examples:
      carefold show about-ketamine
      carefold show about-ketamine --layout trifold
    """
    printer = Printer(quiet, as_json)
    project = project_for([handout])
    name, run = name_of(project, handout), Run(project)
    reviewed = run.review(name, brand, allow_expired=True, site=site)
    resolved = reviewed.resolved
    content, usual = run.content(name, brand, site), resolved.handout.layouts or project.settings.layouts
    outline = _outline(resolved, reviewed.grades, dict(_codes(project, content, layouts or usual)))
    for line in outline_lines(outline):
        printer.say_wrapped(line)
    problems: list[Finding] = []
    fits: list[Fit] = []
    for layout in layouts or (usual if fit else ()):
        try:
            order = Order(name, layout, brand=brand, allow_expired=True, site=site)
            laid = laid_out(project, content, order)
            advice = list(too_short(project, laid.content, order, laid.layout, laid.composition))
            advice += filter(None, [a_sheet_more(laid.job, laid.composition)])
        except CarefoldError as error:
            problems += error.findings
            continue
        fits.append(_fit(layout, laid, advice))
        printer.say("")
        for line in fit_lines(layout, laid.layout, laid.composition.type_size, _full(laid)):
            printer.say(line)
        for finding in advice:
            printer.say_wrapped(f"  {finding.message} {finding.hint}")
    for problem in problems:
        printer.problem(problem)
    printer.document({**outline, "fit": fits, "problems": problem_entries(problems)})
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _codes(project: Project, content: Content, layouts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The codes of a handout, by layout; a layout that is unknown or broken has none."""
    for layout in layouts:
        with suppress(CarefoldError):
            yield layout, code_of(project, content.opened, load_layout(project, layout))


def _outline(resolved: Resolved, grades: Grades | None, codes: dict[str, str]) -> HandoutOutline:
    handout = resolved.handout
    sections: list[SectionOutline] = [
        {"title": said(section.title), "urgent": section.urgent, "words": count_words(section)}
        for section in handout.sections
    ]
    return {
        "title": handout.title, "language": handout.language, "version": handout.version,
        "review-by": handout.review_by.isoformat(), "words": count_words(handout.main_point, handout.sections),
        "sections": sections, "fields": list(handout.fields),
        "references": [str(reference.id) for reference in resolved.references], "codes": codes,
        "reading-grade": grade_entry(grades),
    }  # fmt: skip


def _fit(layout: str, laid: Laid, advice: Sequence[Finding]) -> Fit:
    panels: list[PanelFill] = [{"name": name, "full": round(full, 3)} for name, full in _full(laid)]
    size, findings = laid.composition.type_size, finding_entries(advice)
    return {"layout": layout, "type-size": size, "panels": panels, "findings": findings}


def _full(laid: Laid) -> list[tuple[str, float]]:
    """Each panel or page, and how full it is: 1 is all of it."""
    return [(fill.name, fill.used / fill.room) for fill in laid.composition.fills]
