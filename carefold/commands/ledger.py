"""carefold ledger: what was sent and printed, what came back; its key, copies, and a new one."""

from __future__ import annotations

from collections import Counter
from contextlib import closing

import click

from carefold.commands.chosen import project_for
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.ledger import Ledger, new_ledger


@click.command("ledger", short_help="What was sent and printed, and what came back.")
@click.option("--new", is_flag=True, help="Make the project's ledger, and print the line for project.yaml.")
@click.option("--key-file", is_flag=True, help="With --new: keep its key in a file, for several people.")
@with_output_options
def command(new: bool, key_file: bool, quiet: bool, as_json: bool) -> None:
    """Tell what was sent and printed, by batch and in numbers.

    \b
    Example:
      carefold ledger
      carefold ledger --new
    """
    printer, project = Printer(quiet, as_json), project_for()
    if new:
        id, where = new_ledger(project, beside=key_file)
        printer.say(f"The ledger is made; its key is {where}: without it, nobody can use the ledger.")
        printer.say("Add this line to project.yaml:")
        click.echo(f"ledger: {id}", err=printer.keeps_stdout)
        printer.document({"problems": []})
        return
    with closing(Ledger.open(project)) as ledger:
        counts = Counter((row.handout, row.batch, row.channel, row.state) for row in ledger.rows())
        for (handout, batch, channel, state), count in counts.items():
            printer.say(f"{handout}  {batch}  {channel}  {state}  {count}")
    printer.document({"problems": []})
