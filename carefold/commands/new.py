"""carefold new: a project or a handout to start from."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click

from carefold.commands.chosen import project_for
from carefold.commands.here import shown, today
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.visible import visible
from carefold.languages.language import DEFAULT
from carefold.project import Project
from carefold.reading.files import read_sources
from carefold.resources import shipped
from carefold.starting.clinic import (
    NOBODYS_PHONE,
    USUAL_COLOUR,
    Clinic,
    colour_problem,
    contrast_of,
    logo_problem,
    name_problem,
    phone_problem,
)
from carefold.starting.filled import schemas
from carefold.starting.new_handout import KINDS, copied, handout_name, skeleton, title_of
from carefold.starting.new_project import FIRST, project_files
from carefold.starting.placed import place
from carefold.workspace import handout_home, load_handout, load_references

_FOR_HANDOUTS = ("kind", "like")
_FOR_PROJECTS = ("name", "phone", "colour", "logo")


class _What(click.Choice[str]):
    """Project or handout; a name alone gets both commands to choose from."""

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        if value not in self.choices:
            name = visible(shlex.quote(value))
            both = f"Write `carefold new project {name}`, or `carefold new handout {name}`."
            raise click.BadParameter(f"'{visible(value)}' is neither project nor handout. {both}", context, param)
        return value


@click.command("new", short_help="Start a project, or a handout.")
@click.argument("what", type=_What(["project", "handout"]), metavar="project/handout")
@click.argument("called", metavar="DIR/NAME")
@click.option("--name", help="Of a project: what the clinic is called.")
@click.option("--phone", help="Of a project: the number that patients call.")
@click.option("--colour", metavar="#RRGGBB", help="Of a project: the color that people know the clinic by.")
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="Of a project: an SVG, PNG or JPEG.")
@click.option(
    "--kind",
    type=click.Choice(KINDS, case_sensitive=False),
    help="Of a handout: what it is about; without it, a condition.",
)
@click.option("--like", metavar="HANDOUT", help="Of a handout: another one, whose text it starts with.")
@with_output_options
def command(
    what: Literal["project", "handout"], called: str, quiet: bool, as_json: bool, **options: str | Path | None
) -> int:
    """Start a project in a new folder, or a handout in the project that you are in. Nothing is ever written over.

    On a terminal, `new project` asks for what is not said. A new handout is a skeleton in which TBD marks what only
    you can write; `carefold check` lists what is left.

    \b
    Examples:
      carefold new project my-clinic
      carefold new project my-clinic --name "Lakeside Practice" --phone 555-0123 --colour "#1f5a93"
      carefold new handout knee-surgery --kind procedure
      carefold new handout our-ketamine --like about-ketamine
    """
    others = _FOR_HANDOUTS if what == "project" else _FOR_PROJECTS
    if wrong := next((option for option in others if options[option] is not None), None):
        raise click.UsageError(f"--{wrong} is not for `new {what}`.")
    if options["kind"] and options["like"]:
        raise click.UsageError("--kind starts with a skeleton, --like with another handout: choose one.")
    printer = Printer(quiet, as_json)
    if what == "project":
        asks = sys.stdin.isatty() and not (quiet or as_json)
        return _project(Path(called), {key: options[key] for key in _FOR_PROJECTS}, printer, asks=asks)
    like = str(options["like"]) if options["like"] is not None else None
    return _handout(called, str(options["kind"] or "condition"), like, printer)


# --- a project


def _project(folder: Path, given: dict[str, str | Path | None], printer: Printer, *, asks: bool) -> int:
    if not folder.name and not folder.resolve().name:
        raise click.UsageError("Name a folder for the project.")
    if (folder / "handouts").exists() or (folder / "project.yaml").exists():
        hint = "`carefold new handout NAME` starts a handout in it."
        raise CarefoldError(Finding(f"{shown(folder.resolve())} is a project already.", hint=hint), ExitCode.USAGE)
    usual = Clinic(title_of(folder.resolve().name))
    clinic = _asked(given, usual) if asks else Clinic(
        str(given["name"] if given["name"] is not None else usual.name), str(given["phone"] or usual.phone),
        str(given["colour"] or usual.colour), Path(given["logo"]) if given["logo"] else None,
    )  # fmt: skip
    files = project_files(clinic, DEFAULT, today(), shipped())
    root = folder.resolve()
    place(root, files, shown)
    to_do = ["put your phone into brand.yaml: 555-0100 is nobody's"] * (clinic.phone == NOBODYS_PHONE)
    printer.say(f"Made the project {shown(root)}: brand.yaml, and handouts/{FIRST}.yaml to start with.")
    for line in to_do:
        printer.say(f"To do: {line}.")
    printer.say("Next:")
    if root != Path.cwd():
        printer.say(f"    cd {_quoted(shown(root))}")
    printer.say("    carefold build")
    printer.say("    carefold new handout NAME")
    paths = [shown(root / name) for name in files]
    printer.document({"files": paths, "to-do": to_do, "left-out": [], "problems": []})
    return ExitCode.DONE


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else shlex.quote(path) if "\\" not in path else path


def _asked(given: dict[str, str | Path | None], usual: Clinic) -> Clinic:
    """The clinic, by what was given and what a person answers."""
    name = given["name"] or _ask("What is the clinic called?", usual.name, name_problem)
    phone = given["phone"] or _ask("Which number do patients call?", "", phone_problem)
    colour = given["colour"] or _ask("Which color do people know you by?", USUAL_COLOUR, _looked_at)
    logo = given["logo"] or _ask("A logo: the path of a file, or nothing", "", _logo_or_nothing)
    return Clinic(str(name), str(phone) or NOBODYS_PHONE, str(colour), Path(str(logo).strip("\"' ")) if logo else None)


def _ask(question: str, usual: str, problem_of: Callable[[str], Finding | None]) -> str:
    """An answer that is right; Enter alone takes the usual one."""
    while True:
        answer: str = click.prompt(question, default=usual, show_default=bool(usual), err=True).strip()
        problem = problem_of(answer) if answer else None
        if problem is None:
            return answer
        told = (problem.message, problem.hint)
        click.echo(visible("  " + " ".join(text[:1].upper() + text[1:] for text in told)), err=True)


def _looked_at(colour: str) -> Finding | None:
    problem = colour_problem(colour)
    if problem is None:
        click.echo(f"  White text on it has a contrast of {contrast_of(colour):.1f} to 1: easy to read.", err=True)
    return problem


def _logo_or_nothing(path: str) -> Finding | None:
    return logo_problem(Path(path.strip("\"' ")))  # as Windows copies a path


# --- a handout


def _handout(called: str, kind: str, like: str | None, printer: Printer) -> int:
    project, name = project_for(), handout_name(called)
    root = project.sources.project
    if root is None:
        hint = "Go to your project's folder, or make one: `carefold new project my-clinic`."
        raise CarefoldError(Finding("this folder is no project.", hint=hint), ExitCode.USAGE)
    text, parts = skeleton(name, kind, project.settings.languages[0], project.today), dict[str, bytes]()
    if like is not None:
        text, parts = _copy(project, like)
    files = {f"handouts/{name}.yaml": text.encode()}
    beside = {**parts, **schemas(shipped() / "schema")}
    files |= {path: data for path, data in beside.items() if not (root / path).exists()}
    place(root, files, shown)
    path = shown(root / f"handouts/{name}.yaml")
    printer.say(f"Made {path}.")
    to_do = [] if like is not None else [f"write what TBD stands for: `carefold check {name}` lists what is left"]
    for line in to_do:
        printer.say(f"To do: {line}.")
    paths = [shown(root / one) for one in files]
    printer.document({"files": paths, "to-do": to_do, "left-out": [], "problems": []})
    return ExitCode.DONE


def _copy(project: Project, like: str) -> tuple[str, dict[str, bytes]]:
    """Another handout's text, and the files that it includes; CarefoldError where it has mistakes."""
    load_handout(project, like)
    known, library = load_references(project), shipped() / "handouts/references.json"
    missing = {work["id"]: work for work in json.loads(library.read_text("utf-8")) if work["id"] not in known}
    home = handout_home(project, like)
    written, *parts = read_sources(home / f"handouts/{like}.yaml", shown, home).items()
    texts = [data.decode("utf-8-sig") for _, data in (written, *parts)]
    return copied(texts[0], project.today, missing, texts[1:]), dict(parts)
