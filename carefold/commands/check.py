"""carefold check: what is wrong with handouts and PDFs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from carefold.commands.brand_options import with_brand_options
from carefold.commands.chosen import every_name, is_whole, name_of, project_for, root_of
from carefold.commands.here import project_at, shown
from carefold.commands.output import (
    Printer,
    with_output_options,
)
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.report import Shot
from carefold.on_disk import check_pdf
from carefold.preflight.sandbox.sandbox import Sandbox
from carefold.project import Project
from carefold.reports.brief import ONCE, not_reviewed, with_acceptance
from carefold.reports.brief import shown as shown_of
from carefold.reports.checked import check_document
from carefold.reports.outcome import Checked, Outcome
from carefold.reports.text import checked_line
from carefold.resources import project_root
from carefold.run import Run
from carefold.workspace import all_layouts, not_read, released_of


@click.command("check", short_help="Say what is wrong with handouts or PDFs.")
@click.argument("subjects", nargs=-1, metavar="[HANDOUT or PDF]...")
@click.option("--all", "everything", is_flag=True, help="Every handout, the output folder's PDFs, and released/.")
@click.option("--strict", is_flag=True, help="Warnings count as problems.")
@click.option("--errors", "errors_alone", is_flag=True, help="Print errors only.")
@click.option("--all-findings", is_flag=True, help="Print every finding, in the order of the text.")
@click.option("--verapdf", is_flag=True, help="PDFs also through veraPDF, held to the PDF/UA and PDF/A they claim.")
@with_brand_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "junit", "html"]), default="text", show_default=True,
    help="html: a page to print, which a clinician signs.",
)  # fmt: skip
@with_output_options
def command(
    subjects: tuple[str, ...],
    everything: bool,
    strict: bool,
    errors_alone: bool,
    all_findings: bool,
    verapdf: bool,
    brand: str | None,
    site: str,
    form: str,
    quiet: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Say what is wrong with handouts (their words, before) and PDFs (after); nothing is built.

    \b
    Examples:
      carefold check about-ketamine
      carefold check about-ketamine --format html > review.html
      carefold check out/about-ketamine.trifold.pdf
      carefold check about-ketamine --site north
      carefold check --all --strict
    """
    printer = Printer(quiet, as_json, form if not as_json else "json")
    project = project_for([subject for subject in subjects if not _is_pdf(subject)])
    chosen = _subjects(project, subjects, everything)
    found = dict[str, Checked | CarefoldError]()
    with Sandbox() as sandbox:
        checks = _Checks(project, brand, site, verapdf, shots=form == "html", sandbox=sandbox)
        for subject in _by_handout(chosen, project.handouts):
            try:
                found[subject] = checks.of(subject)
            except CarefoldError as error:
                found[subject] = error
    ends = [(subject, found[subject]) for subject in chosen]
    failed = [(subject, end) for subject, end in ends if isinstance(end, CarefoldError)]
    unread = [(subject, error.findings) for subject, error in failed]
    codes = [error.exit_code for _, error in failed]
    broken = {"layouts": [] if all(map(_is_pdf, chosen)) else all_layouts(project)[1]}
    broken["handouts"] = not_read(project) if everything or not subjects else []
    released = released_of(project) if everything or not subjects else None
    broken["released"] = [*released.problems()] if released else []
    unread += [(where, tuple(problems)) for where, problems in broken.items() if problems]
    codes += [ExitCode.PROBLEMS] * any(broken.values())
    outcome = Outcome(tuple(end for _, end in ends if isinstance(end, Checked)), tuple(unread), strict)
    _print(outcome, printer, all_findings, errors_alone)
    return first_failure((*codes, ExitCode.PROBLEMS if outcome.is_bad else ExitCode.DONE))


@dataclass(frozen=True)
class _Checks:
    """Checks of handouts in a project, and of PDFs in any."""

    project: Project
    brand: str | None
    site: str
    verapdf: bool
    shots: bool
    sandbox: Sandbox
    runs: dict[Path | None, Run] = field(default_factory=dict)

    def of(self, subject: str) -> Checked:
        """What is wrong with a handout or a PDF."""
        if _is_pdf(subject):
            path = Path(subject)
            run = self._run(root_of(path) or project_root(Path.cwd()))
            how = {"verapdf": self.verapdf, "shots": self.shots}
            return Checked.of(check_pdf(run, path, self.brand, self.site, sandbox=self.sandbox, **how))
        run = self._run(self.project.sources.project)
        review = run.review(name_of(self.project, subject), self.brand, site=self.site)
        made = Checked.of(replace(review.report, subject=subject), review)
        return replace(made, pages=tuple(self._pages(run, subject))) if self.shots else made

    def _pages(self, run: Run, subject: str) -> Iterator[Shot]:
        """The handout's pages in its first layout; none where it can't be set."""
        from carefold.order import Order
        from carefold.pipeline import make
        from carefold.preflight.shots import every_page

        name = name_of(self.project, subject)
        layout = next(iter((*run.handout(name).layouts, *self.project.settings.layouts)))
        with suppress(CarefoldError):
            order = Order(name, str(layout), brand=self.brand, site=self.site, allow_expired=True)
            made = make(run.workspace, order, run.content(name, self.brand, self.site))
            yield from every_page(made.data, made.pages)

    def _run(self, root: Path | None) -> Run:
        """The one over the project in a folder."""
        if root not in self.runs:
            project = self.project if root == self.project.sources.project else project_at(root)
            self.runs[root] = Run(project, is_proofreading=True)
        return self.runs[root]


def _subjects(project: Project, subjects: tuple[str, ...], everything: bool) -> tuple[str, ...]:
    """What is looked at: a folder is all that lies in it, and nothing at all is the whole project."""
    wholes = {subject: every_name(project) for subject in subjects if not _is_pdf(subject) and is_whole(subject)}
    names = [name for subject in subjects for name in wholes.get(subject, (subject,))] or every_name(project)
    pdfs = [shown(path) for path in sorted(project.output.glob("*.pdf"))] if everything else []
    return tuple(dict.fromkeys((*names, *pdfs)))


def _by_handout(subjects: Iterable[str], handouts: Iterable[str]) -> Iterator[str]:
    """A handout, then the PDFs that have its name, so that it is read once."""
    known, together = frozenset(handouts), dict[str, list[str]]()
    for subject in subjects:
        parts = Path(subject).name.split(".")
        names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        together.setdefault(next((name for name in names if name in known), subject), []).append(subject)
    for group in together.values():
        yield from group


def _is_pdf(subject: str) -> bool:
    return subject.lower().endswith(".pdf")


def _print(outcome: Outcome, printer: Printer, all_findings: bool, errors_alone: bool) -> None:
    for problem in outcome.problems:
        printer.problem(problem)
    unreviewed = [one.subject for one in outcome.checked if any(found.code == ONCE for found in one.findings)]
    together = len(unreviewed) > 1 and not all_findings
    for checked in outcome.checked:
        told = (one for one in checked.findings if not (together and one.code == ONCE))
        for finding in shown_of(told, all_findings or checked.review is None, errors_alone):
            printer.finding(with_acceptance(finding), checked.subject)
        if line := checked_line(checked):
            printer.say(line)
    if together and not errors_alone:
        printer.say(not_reviewed(unreviewed))
    if printer.form == "json":
        printer.document(check_document(outcome))
    elif printer.form == "junit":
        from carefold.reports.junit import junit

        printer.whole(junit(outcome))
    elif printer.form == "html":
        from carefold.reports.html import page

        printer.whole(page(outcome))
