"""The command line: one file a command, each imported when it is called, so that start-up stays quick."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from itertools import pairwise
from keyword import iskeyword
from pathlib import Path

import click

from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.visible import visible
from carefold.version import __version__

_COMMANDS = {
    "new": "Start a project, or a handout.",
    "import": "Make a handout of a Word, Markdown or text file.",
    "build": "Make PDFs of handouts.",
    "merge": "Make a letter for each patient of a file of records.",
    "print": "Print a handout, or a letter for each record.",
    "send": "Mail a handout to each patient of a file of records.",
    "stop": "Send somebody nothing more.",
    "ledger": "What was sent and printed, and what came back.",
    "recall": "Say who got a version that was wrong, and correct it.",
    "purge": "Remove letters, dry runs, slips and lists that are old.",
    "check": "Say what is wrong with handouts or PDFs.",
    "list": "List the handouts.",
    "show": "What is in a handout, and how it fits.",
    "preview": "Make a picture of a page.",
    "doctor": "Say what would fail here, and what to do.",
    "which": "Say whether a printed sheet is current, by its code.",
    "review": "Say who has approved a handout, or sign it.",
    "history": "Say who decided what about a handout.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "translate": "Start a translation, or keep it up to date.",
    "withdraw": "Withdraw a handout, or all that include a part.",
    "report": "Tell an auditor what was current, approved and given out.",
}

_MEANT = {
    **dict.fromkeys(("make", "create", "generate", "render", "pdf", "export", "run"), "build"),
    **dict.fromkeys(("validate", "lint", "verify", "test", "proof"), "check"),
    **dict.fromkeys(("mail", "email", "e-mail"), "send"), **dict.fromkeys(("ls", "status", "handouts"), "list"),
    **dict.fromkeys(("open", "view", "picture"), "preview"), **dict.fromkeys(("info", "fit"), "show"),
    **dict.fromkeys(("sign", "approve"), "review"), **dict.fromkeys(("init", "start"), "new"), "log": "history",
}  # fmt: skip
"""Commands by the names that other programs have for them."""


class _Lazy(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = f"{name}_" if iskeyword(name) else name
        command: click.Command = importlib.import_module(f"carefold.commands.{module}").command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*_COMMANDS.items()])

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, arguments)
        except click.UsageError as error:
            from carefold.diagnostics.nearest import did_you_mean

            written = next(iter(arguments), "--")  # click takes what it reads off the list
            if written in ("help", "version"):
                raise click.UsageError(
                    f"Write `carefold --{written}`, or `carefold COMMAND --help`.", context
                ) from error
            hint = did_you_mean(_MEANT.get(written, written), _COMMANDS, f"The commands are {', '.join(_COMMANDS)}.")
            raise click.UsageError(f"There is no command “{written}”. {hint}", context) from error


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="carefold")
def cli() -> None:
    """Patient handouts that people can read, hear, print and trust.

    \b
    Example:
      carefold build about-ketamine
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code (docs/cli.md)."""
    gc.set_threshold(100_000)  # what start-up makes stays: looking through it again and again costs a sixth of the time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks through all that is installed
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(_run(arguments))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.DONE)


def _run(arguments: Sequence[str] | None) -> int:
    """The exit code of a command, whatever has stopped it."""
    try:
        return cli.main(args=arguments, prog_name="carefold", standalone_mode=False) or ExitCode.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        _greet()
        return ExitCode.USAGE
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        for line in told.getvalue().expandtabs(4).splitlines():
            click.echo(visible(line), err=True)
        _print_document(arguments, Finding(error.format_message(), hint=_help_of(error)))
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        message = f"{error.strerror or type(error).__name__}."
        if isinstance(error, FileNotFoundError) and not error.filename:
            message = "the folder that this was started in is gone. Hint: Go to another folder."
        with suppress(OSError):  # it may be stdout or stderr itself that can't be written
            click.echo(visible(f"{where}error: {message}"), err=True)
            _print_document(arguments, Finding(message, Place(str(error.filename or ""))))
        return ExitCode.PROBLEMS


def _greet() -> None:
    """After the help: where a project is, or how to make one."""
    from carefold.commands.chosen import projects_below
    from carefold.commands.start import FIRST_STEPS
    from carefold.resources import project_root

    if project_root(Path.cwd()):
        return
    below = projects_below(Path.cwd())
    click.echo(f"\nProjects here: {', '.join(below)}" if below else f"\n{FIRST_STEPS}", err=True)


def _help_of(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"`{context.command_path} --help` says how." if context else ""


def _print_document(arguments: Sequence[str] | None, problem: Finding) -> None:
    """For a machine, where that was asked for: what stopped a command, perhaps before it could read its options."""
    typed = tuple(sys.argv[1:] if arguments is None else arguments)
    options = typed[: typed.index("--")] if "--" in typed else typed
    if "--json" in options or "--format=json" in options or ("--format", "json") in pairwise(options):
        from carefold.commands.output import Printer
        from carefold.reports.entries import problem_entries

        Printer(quiet=True, as_json=True).document({"problems": problem_entries([problem])})
