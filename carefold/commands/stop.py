"""carefold stop: who gets nothing more, and why."""

from __future__ import annotations

import datetime
from contextlib import closing
from typing import cast, get_args

import click

from carefold.commands.chosen import project_for
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.ledger import Ledger
from carefold.delivery.row import REASONS, Channel, Reason, Stop, written

_CHANNELS = (*get_args(Channel), "all")


@click.command("stop", short_help="Send somebody nothing more.")
@click.argument("id")
@click.option("--reason", type=click.Choice(REASONS), help="Why.")
@click.option("--channel", type=click.Choice(_CHANNELS), default="all", help="What stops: mail, paper, or all.")
@click.option("--by", metavar="NAME", default="", help="Who says so.")
@click.option("--lift", is_flag=True, help="Take the id off the list again.")
@with_output_options
def command(id: str, reason: Reason | None, channel: str, by: str, lift: bool, quiet: bool, as_json: bool) -> None:
    """Put the id of a record on the stop list, or take it off.

    The list is read just before each message and each printed record, also by a run that is at work.

    \b
    Example:
      carefold stop MRN-7001 --reason withdrawn
      carefold stop MRN-7002 --reason do-not-mail --channel mail
    """
    if not lift and reason is None:
        raise click.UsageError(f"Say --reason: {', '.join(REASONS)}; or --lift.")
    if not id.strip():
        raise click.UsageError("Say whose: ID is the id of a record.")
    printer, wanted = Printer(quiet, as_json), cast(Channel, channel)
    with closing(Ledger.open(project_for())) as ledger:
        who = ledger.who(id.strip())
        if lift or reason is None:
            count = ledger.unstop(who, None if channel == "all" else wanted)
            printer.say("taken off the stop list" if count else "this id was not on the stop list")
        else:
            known = any(True for _ in ledger.rows(who=who))
            ledger.stop(Stop(who, wanted, reason, written(datetime.datetime.now(datetime.UTC)), by))
            unknown = "" if known else "; nothing was ever sent to this id, so look whether it is the right one"
            printer.say(f"on the stop list ({reason}){unknown}")
    printer.document({"problems": []})
