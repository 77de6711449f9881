"""What commands print, in the way that was asked for: lines for people, or one document; problems always on stderr."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

import click

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.visible import visible, visible_json
from carefold.reports.entries import problem_entries
from carefold.reports.json import Document
from carefold.reports.text import finding_line

Command: TypeAlias = Callable[..., int | None]

_LEAST_ROOM = 20
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def with_output_options(function: Command) -> Command:
    """--quiet and --json, as every command has them; what stops a command is told in the way asked for."""

    @wraps(function)
    def told(**options: Any) -> int | None:
        try:
            return function(**options)
        except CarefoldError as error:
            printer = Printer(options["quiet"], options["as_json"], options.get("form", "text"))
            for problem in error.findings:
                printer.problem(problem)
            printer.document({"problems": problem_entries(error.findings)})
            return error.exit_code

    quiet = click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
    return quiet(as_json(told))


class Printer:
    """Prints what a command has to say, in the way the user asked for."""

    def __init__(self, quiet: bool, as_json: bool, form: str = "text") -> None:
        """`quiet` leaves out all but problems; `as_json`, or a form other than text, keeps stdout for the document."""
        self.quiet, self.form = quiet, "json" if as_json else form

    @property
    def keeps_stdout(self) -> bool:
        """Whether lines for people go to stderr."""
        return self.form != "text"

    @property
    def room(self) -> int | None:
        """The characters of the terminal's line; None where no terminal is written to, and COLUMNS is unset."""
        if os.environ.get("COLUMNS", "").isdecimal():
            return int(os.environ["COLUMNS"]) or None
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def say(self, line: str) -> None:
        """A line for a person."""
        if not self.quiet:
            click.echo(visible(line), err=self.keeps_stdout)

    def say_wrapped(self, line: str) -> None:
        """A line for a person, which goes on in the next where the terminal is narrow."""
        room, indent = self.room, " " * (len(line) - len(line.lstrip()))
        if room is None or len(line) <= room:
            self.say(line)
            return
        for part in textwrap.wrap(line, max(room, _LEAST_ROOM), initial_indent=indent, subsequent_indent=f"{indent}  ",
                                  break_long_words=False, break_on_hyphens=False):  # fmt: skip
            self.say(part)

    def problem(self, problem: Finding) -> None:
        """Something that stops a file from being read, set or written."""
        click.echo(finding_line(problem, styled=_coloured), err=True)

    def finding(self, finding: Finding, subject: str) -> None:
        """What a check has found in a file."""
        click.echo(finding_line(finding, subject, _coloured), err=self.keeps_stdout)

    def document(self, data: Document) -> None:
        """The JSON document, where one was asked for."""
        if self.form == "json":
            click.echo(visible_json(data))

    def whole(self, document: str) -> None:
        """A document of another form, and nothing else, on stdout."""
        click.echo(document.rstrip("\n"))


def _coloured(severity: Severity, word: str) -> str:
    return click.style(word, fg=_COLOURS[severity])
