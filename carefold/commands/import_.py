"""carefold import: a handout of what a clinic already has."""

from __future__ import annotations

from pathlib import Path

import click

from carefold.commands.chosen import root_of
from carefold.commands.here import project_at, shown
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.importing.import_file import Setting, import_file
from carefold.project import Project
from carefold.reports.entries import problem_entries
from carefold.resources import project_root
from carefold.starting.new_handout import handout_name, plain_name
from carefold.starting.placed import place
from carefold.workspace import load_brand


@click.command("import", short_help="Make a handout of a Word, Markdown or text file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="NAME", help="What the handout is called; without it, as the file is.")
@with_output_options
def command(file: Path, name: str | None, quiet: bool, as_json: bool) -> int:
    """Make a handout of a Word document (.docx), a Markdown (.md) or a text file (.txt), in the project you are in.

    Headings, lists, tables, pictures, bold words and links are taken; the rest is listed. Numbers that look like
    citations are listed too, never guessed. Nothing is ever written over.

    \b
    Examples:
      carefold import "Cast care.docx"
      carefold import sleep.txt --as better-sleep
    """
    printer, root = Printer(quiet, as_json), project_root(Path.cwd()) or root_of(file)
    if root is None:
        hint = "Go to your project's folder, or make one: `carefold new project my-clinic`."
        raise CarefoldError(Finding("this folder is no project.", hint=hint), ExitCode.USAGE)
    project = project_at(root)
    called = handout_name(name if name is not None else plain_name(file.stem) or "imported")
    setting = Setting(called, _clinic(project), project.settings.languages[0], project.today)
    made = import_file(file, file.as_posix(), setting)
    place(root, made.files, shown)
    for path in made.files:
        printer.say(f"Made {shown(root / path)}.")
    for title, lines in (("Left out", made.left_out), ("To do", made.to_do)):
        for line in lines:
            printer.say(f"{title}: {line}.")
    problems = _problems(project, called)
    if problems:
        printer.say("Before it can be built:")
    for problem in problems:
        printer.problem(problem)
    printer.document({
        "files": [shown(root / path) for path in made.files], "to-do": [*made.to_do], "left-out": [*made.left_out],
        "problems": problem_entries(problems),
    })  # fmt: skip
    return ExitCode.DONE


def _clinic(project: Project) -> str:
    """Whose handout it is, as far as there is a brand that can be read."""
    try:
        return str(load_brand(project, None)[0].name)
    except CarefoldError:
        return "Our clinic"


def _problems(project: Project, name: str) -> list[Finding]:
    """What is wrong with the handout that was made."""
    try:
        project.check(name, allow_expired=True)
    except CarefoldError as error:
        return list(error.findings)
    return []
