"""How mail is sent, as it is said after `send` and `recall`: the options, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import click

from carefold.commands.mailing import Wanted, dry, really
from carefold.commands.output import Printer
from carefold.commands.unreviewed import reason_of, with_unreviewed
from carefold.delivery.plan import Wishes
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.records import Records

_OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--really", is_flag=True, help="Send; without it, messages are only written."),
    click.option("--batch", metavar="NAME", default="", help="What this sending is called; it sends to each once."),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send so many at most."),
    click.option("--until", metavar="HH:MM", default="", help="Begin no message after this time of day."),
    click.option("--by", metavar="NAME", default="", help="Who sends, for the ledger."),
    click.option("--resume", is_flag=True, help="Go on with a batch that was cut short."),
    click.option("--again", metavar="REASON", default="", help="Send once more what has been sent in this batch."),
    click.option("--retry-unknown", is_flag=True, help="Send again what may have left, or not."),
    with_unreviewed,
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Processes that make messages."),
    click.option("--old-records", is_flag=True, help="Take records that are more than 7 days old."),
    click.option("--shared-addresses", "shared", is_flag=True, help="Several records may have one address."),
)


def with_mail_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """They are given as MailOptions takes them."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), function)


@dataclass(frozen=True)
class MailOptions:
    """What was said."""

    really: bool
    batch: str
    limit: int | None
    until: str
    by: str
    resume: bool
    again: str
    retry_unknown: bool
    unreviewed: str
    jobs: int
    old_records: bool
    shared: bool
    verapdf: bool = False

    @property
    def wishes(self) -> Wishes:
        """What a plan goes by."""
        return Wishes(
            self.batch.strip(), self.by.strip(), self.again.strip(), reason_of(self.unreviewed), self.resume,
            self.retry_unknown,
        )  # fmt: skip

    def look_at_batch(self) -> None:
        """UsageError where something would be sent, and nobody knows in which batch."""
        if self.really and not self.wishes.batch:
            raise click.UsageError("Say --batch NAME: in a batch nobody gets a message twice.")


def mailed(letter: Letter, records: Records, asked: MailOptions, out: Path | None, printer: Printer) -> ExitCode:
    """Send what is due, or write the messages; UsageError where the batch has no name."""
    asked.look_at_batch()
    wanted = Wanted(
        asked.wishes, out, asked.limit, asked.until, asked.old_records, asked.shared, asked.jobs, asked.verapdf
    )
    return (really if asked.really else dry)(letter, records, wanted, printer)


@contextmanager
def without_values() -> Iterator[None]:
    """Within this, a fault of ours is told by its kind alone: what it says may hold values."""
    try:
        yield
    except (CarefoldError, click.ClickException, click.Abort, OSError):
        raise
    except Exception as error:
        told = f"sending was stopped by a fault ({type(error).__name__})."
        hint = "Please report this: with the handout, and without the records. --resume goes on."
        raise CarefoldError(Finding(told, hint=hint)) from None
