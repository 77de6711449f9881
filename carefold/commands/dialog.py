"""Printing by the dialog of whatever program opens PDFs: where nothing prints by a command."""

from __future__ import annotations

import sys

import click

from carefold.commands.output import Printer
from carefold.delivery.print_handout import Printable
from carefold.delivery.spoolers import in_words
from carefold.delivery.sumatra import only_for_printing
from carefold.diagnostics.exit_code import ExitCode


def by_dialog(what: Printable, printer: str | None, says: Printer, *, really: bool) -> ExitCode:
    """Say what to choose in the dialog; and `really` open the PDF until that is done. Nothing is noted."""
    click.echo("SumatraPDF is not installed, so print it by the dialog (Ctrl+P). Choose:", err=True)
    click.echo(f"  printer: {printer or 'the usual one'}; {in_words(what.job)}", err=True)
    if not really:
        says.say("Nothing was opened: --really opens the PDF.")
        return ExitCode.DONE
    if what.keeper:
        what.keeper.begin()
    with only_for_printing(what.data, what.job.name) as path:
        click.launch(str(path))
        click.echo("Press Enter when it is printed; then the file is removed. ", nl=False, err=True)
        sys.stdin.readline()
    if what.keeper:
        what.keeper.end(stayed=False)
    says.say("Not noted: only you know whether it was printed.")
    return ExitCode.DONE
