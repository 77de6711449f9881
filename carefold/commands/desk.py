"""carefold send --one: at the desk, with the patient there; asked, warned, sent, and no file left."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import click

from carefold.commands.mailing import ledger_alone, now
from carefold.commands.output import Printer
from carefold.delivery.ledger import Ledger
from carefold.delivery.message import in_ascii
from carefold.delivery.plan import Wishes, row_of
from carefold.delivery.row import DESK, GONE, Row, written
from carefold.delivery.sending import Pace, deliver
from carefold.delivery.server import server_of
from carefold.delivery.smtp import Connection, RefusedSenderError
from carefold.delivery.writing import Writer
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.merge.letter import Letter
from carefold.merge.passwords import Passwords
from carefold.merge.protection import COLUMN
from carefold.merge.recipient import Recipient
from carefold.order import Record
from carefold.review.clearance import refuse_unreviewed

_DESK = Place("desk")


def one_at_the_desk(letter: Letter, wishes: Wishes, printer: Printer, *, verapdf: bool = False) -> ExitCode:
    """Ask, warn, send, and note it; CarefoldError for what can't be sent so."""
    project = letter.project
    if not wishes.by:
        raise click.UsageError("Say --by NAME: the ledger keeps who asked the patient.")
    _look_at_fields(letter)
    letter.variant(letter.terms().languages[0], "")  # what is wrong with it is told before anybody is asked
    server = server_of(os.environ, project.settings.mail)
    wishes = replace(wishes, batch=wishes.batch or f"{DESK}{project.today}")
    with ledger_alone(project, printer) as ledger:
        to = _asked(letter)
        refuse_unreviewed(letter.variant(to.language, "").review, letter.unreviewed, has_record=False)
        row = _due(letter, ledger, wishes, to)
        to, agreed = _agreed(letter, to)
        row = replace(row, consent=to.consent, consent_date=project.today.isoformat())
        if not agreed:
            ledger.add([replace(row, state="refused", answer="the patient does not want it by e-mail")])
            printer.say("noted: the patient does not want it by e-mail. Print it instead.")
            return ExitCode.DONE
        with closing(Connection(server, project.sources.home)) as connection:
            return _sent(ledger, connection, to, row, printer, Writer(letter, verapdf=verapdf))


def _look_at_fields(letter: Letter) -> None:
    needed = [name for name, spec in letter.terms().fields.items() if not spec.blank]
    if needed:
        hint = "Write a file with one record, and send that: --records FILE."
        message = f"this handout has values to fill in: {', '.join(needed)}."
        raise CarefoldError(Finding(message, letter.first.place, hint), ExitCode.USAGE)


def _asked(letter: Letter) -> Recipient:
    """Whom it is for."""
    languages = letter.terms().languages
    id = _typed("The patient's id", lambda text: bool(text.strip()))
    language = languages[0]
    if len(languages) > 1:
        language = click.prompt("Language", type=click.Choice(languages), default=languages[0], err=True)
    while True:
        address = _typed("E-mail address", _is_address)
        if _typed("The same address again", _is_address) == address:
            break
        click.echo("The two are not the same.", err=True)
    return Recipient(1, _DESK, Record({}), language=language, id=id.strip(), email=address.strip())


def _due(letter: Letter, ledger: Ledger, wishes: Wishes, to: Recipient) -> Row:
    """The row of what is to be sent; CarefoldError for who must not get it, or has got it."""
    if stop := ledger.stopped(ledger.who(to.id), "mail"):
        raise CarefoldError(Finding(f"this id is on the stop list ({stop.reason}).", _DESK))
    if why := ledger.bad_address(ledger.address(to.email)):
        hint = "Ask for another address; if it is right, say `carefold ledger --right ID`."
        raise CarefoldError(Finding(f"mail to this address has come back ({why}).", _DESK, hint))
    row = replace(row_of(letter, ledger, wishes, to, written(now())), way="desk")
    last = ledger.last(row.key, "mail")
    if last is None or last.state == "planned":
        return row
    if not wishes.again and (last.state in GONE or last.state in ("sending", "unknown")):
        hint = "Say --again REASON to send it once more."
        raise CarefoldError(Finding(f"it was sent to this id today already ({last.state}).", _DESK, hint))
    return replace(row, round=last.round + 1)


def _agreed(letter: Letter, to: Recipient) -> tuple[Recipient, bool]:
    """The patient's answer; a sensitive handout goes with a password only."""
    if letter.terms().is_sensitive:
        return replace(to, consent="encrypted", password=_password(to)), True
    warning = Language.of(to.language).phrases["mail-warning"]
    click.echo(f"\nRead this out:\n  {warning}\n", err=True)
    agreed = click.confirm("Does the patient still want it?", default=None, err=True)
    return replace(to, consent="plain" if agreed else "none"), agreed


def _password(to: Recipient) -> str:
    passwords = Passwords.of(COLUMN, [])
    while True:
        password = str(click.prompt("A password that the patient chooses", hide_input=True, err=True,
                                    confirmation_prompt="The same again"))  # fmt: skip
        advice = passwords.advice(1, {COLUMN: password, "id": to.id, "email": to.email})
        if advice is None:
            return password
        click.echo(f"{advice.message} {advice.hint}", err=True)


def _typed(what: str, is_right: Callable[[str], bool]) -> str:
    while True:
        text = str(click.prompt(what, err=True)).strip()
        if is_right(text):
            return text
        click.echo("This can't be right.", err=True)


def _is_address(text: str) -> bool:
    try:
        in_ascii(text)
    except ValueError:
        return False
    return True


def _sent(
    ledger: Ledger, connection: Connection, to: Recipient, row: Row, printer: Printer, writer: Writer
) -> ExitCode:  # fmt: skip
    ledger.add([row])
    message = writer.message(to, row, now())
    try:
        row, problem = deliver(message, writer, ledger, connection, Pace(now), to, row)
    except RefusedSenderError as error:
        problem = Finding(f"the server takes nothing from this sender: {error}.", _DESK)
    if problem:
        raise CarefoldError(problem)
    printer.say("accepted by the server")
    printer.document({"problems": []})
    return ExitCode.DONE
