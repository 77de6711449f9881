"""carefold list: the handouts and their state."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Literal

import click

from carefold.commands.chosen import names_of, own_names, project_for
from carefold.commands.here import cache_folder
from carefold.commands.output import Printer, with_output_options
from carefold.commands.remembered import Facts, Remembered
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.graphics.symbols import names
from carefold.model.handout import DUE
from carefold.reports.json import Listed, problem_entries
from carefold.reports.text import handout_lines
from carefold.twins import split, translations


@click.command("list", short_help="List the handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--due", is_flag=True, help="Only those that are past their review date, or will be within 90 days.")
@click.option("--symbols", is_flag=True, help="The names of the symbols that `icon:` takes, in place of handouts.")
@with_output_options
def command(handouts: tuple[str, ...], due: bool, symbols: bool, quiet: bool, as_json: bool) -> int:
    """List the handouts: title, languages, version, review date and state.

    A handout's own language stands first, then those that it is translated into or from. The state is current, due
    (review within 90 days), expired, withdrawn, or broken.

    \b
    Examples:
      carefold list
      carefold list --due --json
      carefold list --symbols
    """
    printer = Printer(quiet, as_json)
    if symbols:
        return _list_symbols(printer)
    project = project_for(handouts)
    remembered = Remembered(project, cache_folder())
    rows: list[Listed] = []
    problems: list[Finding] = []
    translated = translations(project.handouts)
    for name in names_of(project, handouts) or own_names(project):
        try:
            facts = remembered.facts(name)
            languages = _languages(name, facts.language, remembered, translated)
            rows.append(_row(name, facts, languages, project.today))
        except CarefoldError as error:
            problems += [problem for problem in error.findings if problem not in problems]
            if project.sources.named("handouts", name):
                rows.append(_broken(name))
    remembered.save()
    shown = [row for row in rows if not due or row["state"] != "current"]
    for line in handout_lines(shown):
        printer.say(line)
    for problem in problems:
        printer.problem(problem)
    printer.document({"handouts": shown, "problems": problem_entries(problems)})
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _list_symbols(printer: Printer) -> int:
    known = list(names())
    printer.say("\n".join(known))
    printer.document({"symbols": known, "problems": []})
    return ExitCode.DONE


def _row(name: str, facts: Facts, languages: list[str], today: datetime.date) -> Listed:
    left = datetime.date.fromisoformat(facts.review_by) - today
    state: Literal["expired", "due", "current", "withdrawn"]
    state = "expired" if left < datetime.timedelta() else "due" if left <= DUE else "current"
    return {
        "name": name, "title": facts.title, "languages": languages, "version": facts.version,
        "review-by": facts.review_by, "state": "withdrawn" if facts.withdrawn else state,
    }  # fmt: skip


def _languages(name: str, own: str, remembered: Remembered, translated: Mapping[str, Sequence[str]]) -> list[str]:
    """A handout's own language, then that of its original, then those of all its translations."""
    original, others = split(name)[0], list[str]()
    if original != name:
        with suppress(CarefoldError):
            others.append(remembered.facts(original).language)
    return list(dict.fromkeys((own, *others, *translated.get(original, ()))))


def _broken(name: str) -> Listed:
    return {"name": name, "title": "", "languages": [], "version": "", "review-by": "", "state": "broken"}
