"""What `carefold send` does once it knows its letter and its records: write messages, send them, or one to oneself."""

from __future__ import annotations

import datetime
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from carefold.batch.lock import alone
from carefold.commands.finishing import finishing
from carefold.commands.mail_tally import MailTally
from carefold.commands.output import Printer
from carefold.delivery.dry_run import write_dry_run
from carefold.delivery.ledger import Ledger
from carefold.delivery.made_up import made_up
from carefold.delivery.message import in_ascii
from carefold.delivery.plan import Plan, Planner, Wishes
from carefold.delivery.records_age import refuse_old
from carefold.delivery.row import written
from carefold.delivery.sending import Pace, Sending
from carefold.delivery.server import server_of
from carefold.delivery.smtp import Connection, RefusedSenderError
from carefold.delivery.unsent import write_unsent
from carefold.delivery.writing import Writer
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge import protect
from carefold.merge.letter import Letter
from carefold.merge.private import private_folder
from carefold.merge.records import Records
from carefold.review.clearance import obstacles
from carefold.review.review import Review
from carefold.workspace import Workspace

_LARGE, _SHOWN = 20, 5  # messages from which on somebody has to look at rows, and how many


@dataclass(frozen=True)
class Wanted:
    """What was asked for beside the records."""

    wishes: Wishes
    out: Path | None = None
    limit: int | None = None
    until: str = ""
    old_records: bool = False
    shared: bool = False
    jobs: int = 1
    verapdf: bool = False


def dry(letter: Letter, records: Records, wanted: Wanted, printer: Printer) -> ExitCode:
    """Write messages, and tell who would get one."""
    project = letter.project
    with ExitStack() as opened:
        ledger = opened.enter_context(closing(Ledger.open(project))) if project.settings.ledger else None
        planner = Planner(letter, records, ledger, wanted.wishes, written(now()))
        tally = MailTally(letter, planner.plan(), is_real=False)
        _look_at_needs(letter, tally.plan)
        tally.obstacles = [] if letter.unreviewed else [*_obstacles(letter, tally.plan)]
        folder = private_folder(project, wanted.out)
        tally.folder = project.shown(folder)
        opened.enter_context(alone(folder, tally.folder, lambda: waiting(tally.folder, printer)))
        for one in write_dry_run(planner, tally.plan, Writer(letter), folder, now(), wanted.limit):
            tally.problems += one.problems
    return tally.close(printer)


def really(letter: Letter, records: Records, wanted: Wanted, printer: Printer) -> ExitCode:
    """Send what is due."""
    project = letter.project
    if not wanted.old_records:
        refuse_old(records, now())
    server, folder = server_of(os.environ, project.settings.mail), private_folder(project, wanted.out)
    with ledger_alone(project, printer) as ledger:
        planner = Planner(letter, records, ledger, wanted.wishes, written(now()))
        tally = MailTally(letter, planner.plan(), is_real=True)
        _look_at_shared(tally.plan, records, wanted)
        _look_at_needs(letter, tally.plan)
        refuse_not_cleared(letter, tally.plan)
        rate = 0 if server.is_local else project.settings.mail.rate
        pace = Pace(now, rate, until(project, wanted.until), wanted.limit, wanted.jobs)
        writer = Writer(letter, verapdf=wanted.verapdf)
        with closing(Connection(server, project.sources.home)) as connection:
            sending = Sending(planner, tally.plan, ledger, writer, connection, pace)
            _confirm(planner, sending, printer)
            if sending.due and pace.a_minute:
                printer.say(f"{len(sending.due)} to send; the last at about {_clock(project, pace, len(sending.due))}")
            _go(tally, sending)
        tally.left = len(sending.due) - len(tally.sent)
        tally.is_over = bool(tally.left) and not tally.interrupted and not tally.stopped
        tally.unsent = write_unsent(planner, tally.plan, tally.sent, folder)
    return tally.close(printer)


def test(letter: Letter, address: str, printer: Printer) -> ExitCode:
    """One message of a made-up record to oneself; the ledger knows nothing of it."""
    project, terms = letter.project, letter.terms()
    try:
        in_ascii(address)
    except ValueError:
        raise click.UsageError("--test-to takes one e-mail address.") from None
    password = f"test-{secrets.token_hex(4)}" if terms.is_sensitive else ""
    to, writer = made_up(terms, address, password), Writer(letter)
    envelope = writer.envelope(to.language, to.site)
    message = writer.message(to, None, now())
    if isinstance(message, Finding):
        raise CarefoldError(message)
    with closing(Connection(server_of(os.environ, project.settings.mail), project.sources.home)) as connection:
        try:
            outcome = connection.send(message.data, in_ascii(envelope.sender), in_ascii(address), lambda: None)
        except RefusedSenderError as error:
            raise CarefoldError(Finding(f"the server takes nothing from this sender: {error}.")) from None
    if outcome.fate != "accepted":
        raise CarefoldError(Finding(f"the message was not accepted: {outcome.answer}."))
    opens = f"; it opens with {password}" if password else ""
    printer.say(f"accepted by the server: a message of a made-up record{opens}. Look at it on a phone too.")
    printer.document({"problems": []})
    return ExitCode.DONE


def refuse_not_cleared(letter: Letter, plan: Plan) -> None:
    """CarefoldError for a handout that is not to be given out yet, in any language in which it would be."""
    languages = dict.fromkeys(one.language for one in plan.of("send"))
    letter.refuse_unreviewed(letter.variant(language, "") for language in languages)


def _obstacles(letter: Letter, plan: Plan) -> Iterator[Finding]:
    for review in _reviews(letter, plan):
        yield from obstacles(review, has_record=bool(letter.terms().fields))


def _reviews(letter: Letter, plan: Plan) -> list[Review]:
    """Those of the handout in each language in which it would be sent."""
    return [letter.variant(tag, "").review for tag in dict.fromkeys(one.language for one in plan.of("send"))]


def _look_at_needs(letter: Letter, plan: Plan) -> None:
    """CarefoldError for what others would see, and with ExitCode.MISSING where what encrypts is not installed."""
    writer = Writer(letter)
    for tag in dict.fromkeys(one.language for one in plan.of("send")):
        writer.envelope(tag, "")
    if any(one.consent == "encrypted" for one in plan.of("send")):
        protect.needed()


@contextmanager
def ledger_alone(project: Workspace, printer: Printer) -> Iterator[Ledger]:
    """The ledger, with no other run that sends meanwhile."""
    with closing(Ledger.open(project)) as ledger:
        home = project.sources.home
        with alone(home, project.shown(home), lambda: waiting("the ledger", printer)):
            ledger.give_up_sending(written(now()))
            yield ledger


def _go(tally: MailTally, sending: Sending) -> None:
    try:
        with finishing() as is_stopped:
            for one in sending.steps(is_stopped):
                tally.sent.append(one)
                tally.problems += one.verdict.problems
                if sending.is_hopeless:
                    tally.stopped = "five were refused one after the other, so no more were tried"
                    return
            tally.interrupted = is_stopped()
    except KeyboardInterrupt:
        tally.interrupted = True
    except RefusedSenderError as error:
        tally.stopped = f"the server takes nothing from this sender: {error}"
    except CarefoldError as error:  # what was done stays told
        if not tally.sent:
            raise
        tally.stopped = error.findings[0].message.rstrip(".")


def _confirm(planner: Planner, sending: Sending, printer: Printer) -> None:
    """Before many messages, on a terminal: somebody looks at whole rows, and says how many there are."""
    count = len(sending.due)
    if count < _LARGE or not (sys.stdin.isatty() and sys.stderr.isatty()) or printer.quiet:
        return
    click.echo("The first rows: does each name stand beside its own address and values?", err=True)
    shown = (row for row, ours, _ in planner.each() if ours.number in sending.due)
    for row, _ in zip(shown, range(_SHOWN), strict=False):
        click.echo("\n".join(f"  {column}: {value}" for column, value in row.values.items() if value) + "\n", err=True)
    if click.prompt("How many messages are to be sent?", err=True).strip() != str(count):
        raise CarefoldError(Finding(f"{count} are due, and another number was given.", hint="Look at the records."))


def waiting(what: str, printer: Printer) -> None:
    """Say why nothing happens."""
    if not printer.quiet:
        click.echo(f"Another run writes to {what}; this one waits until it has ended.", err=True)


def now() -> datetime.datetime:
    """The moment; messages and the ledger have the real one."""
    return datetime.datetime.now(datetime.UTC)


def _clock(project: Workspace, pace: Pace, count: int) -> str:
    return f"{pace.ending(count).astimezone(_zone(project)):%H:%M}"


def _zone(project: Workspace) -> datetime.tzinfo | None:
    return ZoneInfo(project.settings.time_zone) if project.settings.time_zone else None


def until(project: Workspace, said: str) -> datetime.datetime | None:
    """A time of today where the project is."""
    if not said:
        return None
    try:
        time = datetime.datetime.strptime(said, "%H:%M")
    except ValueError:
        raise click.UsageError("--until takes a time of day, such as 20:00.") from None
    here = now().astimezone(_zone(project))
    return here.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)


def _look_at_shared(plan: Plan, records: Records, wanted: Wanted) -> None:
    """CarefoldError for addresses that several records have, unless that is meant."""
    if plan.shared and not wanted.shared:
        told = "; ".join(", ".join(map(str, numbers)) for numbers in plan.shared)
        hint = "If that is right, as for a family, say --shared-addresses."
        message = f"records have the same address: {told}."
        raise CarefoldError(Finding(message, records.place, hint), ExitCode.USAGE)
