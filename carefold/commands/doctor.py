"""carefold doctor: what would fail, before it does."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import click

from carefold.commands.chosen import project_for
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.advice import Advice
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import hinted, sentence
from carefold.project import Project


def _printer(project: Project) -> Iterator[Advice]:
    from carefold.delivery.printer_advice import advice_on_printers
    from carefold.delivery.spoolers import spooler_of

    yield from advice_on_printers(project, spooler_of(sys.platform, os.environ), sys.platform)


def _mail(project: Project) -> Iterator[Advice]:
    from carefold.delivery.mail_advice import advice_on_mail

    yield from advice_on_mail(project, os.environ, datetime.datetime.now(datetime.UTC))


def _words(project: Project) -> Iterator[Advice]:
    """What would be an error in the newest format of project.yaml."""
    from carefold.diagnostics.carefold_error import CarefoldError
    from carefold.diagnostics.weigh import errors_to_come
    from carefold.run import Run

    run, form = Run(project), str(project.settings.format)
    for name in project.handouts:
        with suppress(CarefoldError):  # `check` tells it
            for one in errors_to_come(run.review(name, None, allow_expired=True).report.findings, form):
                hint = "Mend it before you write `format: 2` into project.yaml; `carefold check` says how."
                yield Advice("words", f"{one.place}: {one.message} [{one.code}]", hint, "hint")


def _released(project: Project) -> Iterator[Advice]:
    """Whether what was given out is still there, as it was."""
    from carefold.workspace import released_of

    released = released_of(project)
    if released is None:
        return
    found = [*released.problems()]
    yield from (Advice("released", f"{one.place}: {one.message}", one.hint, "error") for one in found)
    for name in released.unnoted():
        message = f"{released.shown}/{name}: a run ended while this was handed over, so nobody knows whether it left."
        yield Advice("released", message, "Ask whoever printed or sent that day; to keep it does no harm.", "hint")
    if not found and (count := len(released.releases())):
        yield Advice("released", f"{count} PDFs that were given out are there as they were", grade="ok")


def _fonts(project: Project) -> Iterator[Advice]:
    from carefold.delivery.font_advice import advice_on_fonts

    yield from advice_on_fonts(project)


CHECKS: Mapping[str, Callable[[Project], Iterator[Advice]]] = {
    "fonts": _fonts, "mail": _mail, "printer": _printer, "words": _words, "released": _released,
}  # fmt: skip
"""What is looked at, by the option that asks for it."""


@click.command("doctor", short_help="Say what would fail here, and what to do.")
@click.option("--fonts", is_flag=True, help="Which letters the fonts have, and what comes from a fallback.")
@click.option("--mail", is_flag=True, help="Sender, ledger and its backups, and the mail server; nothing is sent.")
@click.option("--printer", is_flag=True, help="Printers, their paper and sides, and whether they are calibrated.")
@click.option("--words", is_flag=True, help="What the newest format of project.yaml would refuse in handouts.")
@click.option("--released", is_flag=True, help="Whether all that was given out is in released/, as it was.")
@click.option("--project", "root", type=click.Path(file_okay=False, path_type=Path), help="The project's folder.")
@with_output_options
def command(root: Path | None, quiet: bool, as_json: bool, **asked: bool) -> int:
    """Look at what this computer and the project need, and say what to do.

    Without an option everything is looked at. Nothing is changed, printed or sent.

    \b
    Example:
      carefold doctor --printer
    """
    project, says = project_for((), root), Printer(quiet, as_json)
    wanted = [check for name, check in CHECKS.items() if asked.get(name)] or [*CHECKS.values()]
    found = [one for check in wanted for one in check(project)]
    for one in found:
        hint = hinted(one.hint)
        (says.say if one.grade == "ok" else _always(says))(f"{one.about}: {one.grade}: {one.message}{hint}")
    says.document(
        {
            "found": [
                {"about": one.about, "severity": one.grade, "message": one.message, "hint": sentence(one.hint)}
                for one in found
            ],
            "problems": [],
        }
    )
    return ExitCode.MISSING if any(one.grade == "error" for one in found) else ExitCode.DONE


def _always(says: Printer) -> Callable[[str], None]:
    """Prints also where only problems are wanted."""
    return Printer(quiet=False, as_json=says.form == "json").say
