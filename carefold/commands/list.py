"""carefold list: the handouts and their state."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Literal

import click

from carefold.batch.search import has_all, matching, plain_code
from carefold.commands.chosen import names_of, own_names, project_for
from carefold.commands.here import cache_folder
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.graphics.symbols import names
from carefold.model.handout import DUE
from carefold.project import Project
from carefold.remembered import Facts, Remembered
from carefold.reports.entries import problem_entries
from carefold.reports.json import Listed
from carefold.reports.text import handout_lines
from carefold.twins import split, translations
from carefold.workspace import not_read

_FEW = 3  # problems of a file that are told


@click.command("list", short_help="List the handouts.")
@click.argument("handouts", nargs=-1)
@click.option("--due", is_flag=True, help="Only those that are past their review date, or will be within 90 days.")
@click.option(
    "--find", metavar="WORDS or CODE", help="Only those with all words in title, topics or audience; or a code."
)
@click.option("--symbols", is_flag=True, help="The names of the symbols that `icon:` takes, in place of handouts.")
@with_output_options
def command(handouts: tuple[str, ...], due: bool, find: str | None, symbols: bool, quiet: bool, as_json: bool) -> int:
    """List the handouts: title, languages, version, review date and state.

    A handout's own language stands first, then those that it is translated into or from. The state is current, due
    (review within 90 days), expired, withdrawn, or broken.

    \b
    Examples:
      carefold list
      carefold list --due --json
      carefold list --find "blood pressure"
      carefold list --symbols
    """
    printer = Printer(quiet, as_json)
    if symbols:
        return _list_symbols(printer)
    project = project_for(handouts)
    remembered = Remembered(project, cache_folder())
    coded = _with_code(project, find) if find else ()
    rows: list[Listed] = []
    problems: list[Finding] = [] if handouts or find else not_read(project)
    translated = translations(project.handouts)
    for name in names_of(project, handouts) or own_names(project):
        try:
            facts = remembered.facts(name)
            if not find or name in coded or has_all(find, (name, facts.title, *facts.topics, facts.audience)):
                languages = _languages(name, facts.language, remembered, translated)
                rows.append(_row(name, facts, languages, project.today))
        except CarefoldError as error:
            problems += [problem for problem in error.findings if problem not in problems]
            if not find and project.sources.named("handouts", name):
                rows.append(_broken(name))
    remembered.save()
    shown = [row for row in rows if not due or row["state"] != "current"]
    for line in handout_lines(shown, printer.room) if shown else [_none(rows, find)]:
        printer.say(line)
    for problem in _first_of_each(problems):
        printer.problem(problem)
    printer.document({"handouts": shown, "problems": problem_entries(problems)})
    return ExitCode.PROBLEMS if problems else ExitCode.DONE


def _first_of_each(problems: Iterable[Finding]) -> Iterator[Finding]:
    """The first problems of each file, and how many more there are: `check` tells them all."""
    for file, of_file in groupby(problems, key=lambda one: one.in_file.file):
        found = list(of_file)
        few = found if len(found) <= _FEW + 1 or not file else found[:_FEW]
        yield from few
        if more := len(found) - len(few):
            yield Finding(f"{more} more problems stand in this file.", Place(file), "`carefold check` tells them all.")


def _none(rows: Sequence[Listed], find: str | None) -> str:
    """Why nothing is listed."""
    if rows:
        return f"No handout is due: none is to be reviewed within {DUE.days} days."
    return f"No handout has all of “{find}”." if find else "There are no handouts."


def _with_code(project: Project, code: str) -> tuple[str, ...]:
    """The handouts that have a code on the shelf, as far as there is one."""
    from carefold.batch.manifest import read_manifest

    try:
        shelf = read_manifest(project.output, "")["handouts"]
    except CarefoldError:
        return ()
    codes = {one["name"]: {file["code"] for file in (*one["outputs"], *one["gone"])} for one in shelf}
    return tuple(name for name, its in codes.items() if matching(plain_code(code), its))


def _list_symbols(printer: Printer) -> int:
    known = list(names())
    for name in known:
        printer.say(name)
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
