"""carefold withdraw: a handout that nobody is to be given any more."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import click

from carefold.batch.lock import alone
from carefold.batch.notices import renew_notices
from carefold.batch.state import Output, Shelf
from carefold.batch.telling import is_told, note_codes, tell
from carefold.batch.which import Former
from carefold.batch.withdrawing import Withdrawing, prepared, take_off, using, with_translations, write_all
from carefold.commands.chosen import name_of, project_for
from carefold.commands.here import shown, signed_in
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.ledger import Ledger
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.families import load_families
from carefold.model.versions import problem_of
from carefold.project import Project
from carefold.reports.entries import problem_entries
from carefold.reports.withdrawn import WithdrawDocument, WithdrawnEntry
from carefold.saving import unsaved
from carefold.text.characters import can_be_set
from carefold.twins import split
from carefold.withdrawals import notice_name
from carefold.workspace import load_brand, load_sources

_LONGEST = 200  # characters of a reason: it stands on the notice


@click.command("withdraw", short_help="Withdraw a handout, or all that include a part.")
@click.argument("handout", metavar="HANDOUT or PART")
@click.option("--reason", metavar="TEXT", required=True, help="Why; it stands on the notice, so name no patient.")
@click.option("--versions", metavar="RANGE", help="Which: '<1.2', '1.0,1.1'; without it, this one and all before it.")
@click.option("--yes", is_flag=True, help="Do it without a question.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder of the PDFs.")
@with_output_options
def command(
    handout: str, reason: str, versions: str | None, yes: bool, out: Path | None, quiet: bool, as_json: bool
) -> int:  # fmt: skip
    """Withdraw a handout with its translations, or all handouts that include a part.

    `withdrawn:` is written into their files. From then on nothing builds, prints, sends or merges the versions that are
    withdrawn. Their PDFs leave the shelf, and a notice for the drawer is made of each. Give a corrected text a new
    version, and it is built again.

    \b
    Examples:
      carefold withdraw better-sleep --reason "A dose was wrong"
      carefold withdraw better-sleep --reason "A dose was wrong" --versions '<1.2' --yes
      carefold withdraw handouts/parts/emergency.yaml --reason "The number was wrong"
    """
    printer, project = Printer(quiet, as_json), project_for([handout])
    said, ranges = _reason(reason, project), _ranges(versions)
    names = _meant(project, handout)
    all_of_it = prepared(project, names, ranges, said, signed_in())
    for one in all_of_it:
        printer.say(_foretold(one))
    if not yes and not _is_agreed(len(all_of_it)):
        return ExitCode.PROBLEMS
    folder = out or project.output
    with alone(project.sources.home, project.shown(project.sources.home), lambda: None):
        write_all(project, all_of_it)
    with alone(folder, shown(folder), lambda: click.echo("Another run writes to the shelf; this one waits.", err=True)):
        taken, failed = _off_the_shelf(project, folder, all_of_it)
    for known in taken:
        printer.say(f"{shown(folder / known.name)}  taken off the shelf")
    notices = [shown(folder / notice_name(one.name)) for one in all_of_it if (folder / notice_name(one.name)).is_file()]
    for notice in notices:
        printer.say(f"{notice}  a notice for the drawer: print it")
    problems = [problem for error in failed for problem in error.findings]
    for problem in problems:
        printer.problem(problem)
    document: WithdrawDocument = {
        "withdrawn": list(map(_entry, all_of_it)), "taken-away": [shown(folder / known.name) for known in taken],
        "notices": notices, "problems": problem_entries(problems),
    }  # fmt: skip
    printer.document(document)
    return first_failure(error.exit_code for error in failed)


def _reason(said: str, project: Project) -> str:
    reason = " ".join(said.split())
    if not reason or len(reason) > _LONGEST or not reason.isprintable():
        raise click.UsageError(f"--reason takes one line of 1 to {_LONGEST} characters: it stands on the notice.")
    with suppress(CarefoldError):  # a brand that can't be read stops the notice, but no withdrawal
        fonts = load_brand(project, None)[0].fonts
        if not can_be_set(reason, load_families(project, fonts)):
            raise click.UsageError("--reason: no font has a character of this reason.")
    return reason


_IN_WORDS = ("all", "any", "current", "last", "latest", "newest", "this")
"""What people say for versions that are not called so."""


def _ranges(versions: str | None) -> tuple[str, ...]:
    """What was asked for, part by part; UsageError for what is no range."""
    if versions is None:
        return ()
    parts = tuple(" ".join(part.split()) for part in versions.split(","))
    for part in parts:
        if part.lower() in _IN_WORDS:
            raise click.UsageError(f"--versions: “{part}” is no version. Leave it out for this one and all before it.")
        if why := problem_of(part):
            raise click.UsageError(f"--versions: “{part}” is no range of versions: {why}. Write such as '<1.2'.")
    return parts


def _meant(project: Project, argument: str) -> tuple[str, ...]:
    """The handouts that are to be withdrawn; CarefoldError for what is none of the project, and no part of any."""
    home = project.sources.project
    part = _part(home.resolve(), argument) if home else None
    if home and part:
        names = using(project, part)
        if not names:
            message = "no handout includes this file, so there is nothing to withdraw."
            raise CarefoldError(Finding(message, Place(argument), "Name a handout, or a file that `include` names."))
        return with_translations(project, names)
    name = name_of(project, argument)
    if home is None or name not in project.handouts:
        load_sources(project, name)  # else there is none of that name anywhere
        message, hint = "only a project's own handouts are withdrawn.", "Nobody can withdraw what comes with carefold."
        raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE)
    return with_translations(project, (name,))


def _part(home: Path, argument: str) -> Path | None:
    """A file of the project that is no handout by its place: named from here, or from the project's folder."""
    for path in (Path(argument), home / argument):
        if path.suffix == ".yaml" and path.is_file():
            found = path.resolve()
            return found if found.is_relative_to(home) and found.parent != home / "handouts" else None
    return None


def _foretold(one: Withdrawing) -> str:
    now = "now withdrawn" if one.is_current else "not among them, and may be built"
    is_known = ", as it was" if one.after == one.before else ""
    return f"{one.name}: versions {', '.join(one.ranges)}{is_known}; its version {one.head.version} is {now}"


def _is_agreed(count: int) -> bool:
    """Whether somebody at a terminal says yes; where nobody can be asked, --yes is needed."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("Nobody can be asked here whether this is meant: say --yes.")
    return click.confirm(f"Withdraw {'these' if count > 1 else 'this'}?", default=False, err=True)


def _off_the_shelf(
    project: Project, folder: Path, all_of_it: Sequence[Withdrawing]
) -> tuple[list[Output], list[CarefoldError]]:  # fmt: skip
    """PDFs that have left the shelf, and what could not be done; the notices are made, and the shelf tells of it."""
    shelf, failed, taken = Shelf.open(folder), list[CarefoldError](), list[Output]()
    try:
        note_codes(project, shelf, _of_ledger(project, all_of_it))
    except CarefoldError as error:
        failed.append(error)
    try:
        taken = take_off(project, shelf, all_of_it)
    except OSError as error:
        failed.append(unsaved(shown(folder), error))
    except CarefoldError as error:
        failed.append(error)
    failed += renew_notices(project, shelf, [one.name for one in all_of_it])
    return taken, [*failed, *(tell(project, shelf, anew=True) if is_told(folder) else ())]


def _of_ledger(project: Project, all_of_it: Sequence[Withdrawing]) -> Iterator[Former]:
    """The codes of what was printed and sent of these handouts, if the project has a ledger."""
    if not project.settings.ledger:
        return
    titles = {one.name: one.head.title for one in all_of_it}
    languages = {(split(one.name)[0], one.head.language): one.name for one in all_of_it}
    with closing(Ledger.open(project)) as ledger:
        for row in ledger.rows():
            name = languages.get((split(row.handout)[0], row.language), row.handout)
            if row.code and name in titles:
                yield {"code": row.code, "file": "", "handout": name, "version": row.version, "title": titles[name]}


def _entry(one: Withdrawing) -> WithdrawnEntry:
    return {
        "handout": one.name, "version": one.head.version, "versions": list(one.ranges), "current": one.is_current,
        "changed": one.after != one.before,
    }  # fmt: skip
