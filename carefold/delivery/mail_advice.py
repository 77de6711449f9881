"""What would go wrong with mail, before any is sent: settings, the ledger and its copies, and the server itself."""

from __future__ import annotations

import datetime
import os
import re
import smtplib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from carefold.content.brand_language import spoken_in
from carefold.delivery.advice import Advice
from carefold.delivery.envelope import Envelope, envelope_of
from carefold.delivery.key import FILE as KEY
from carefold.delivery.ledger import FILE, Ledger, folder_of
from carefold.delivery.message import in_ascii
from carefold.delivery.server import server_of
from carefold.delivery.smtp import Connection, without_addresses
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.languages.language import languages
from carefold.workspace import Workspace, load_brand

_MAIL, _LEDGER = "mail", "ledger"
_OLD = datetime.timedelta(days=30)  # of a backup
_SYNCED = re.compile(r"onedrive|dropbox|google ?drive|icloud|nextcloud|owncloud|mobile documents|cloudstorage|boxsync",
                     re.IGNORECASE)  # fmt: skip
_MEGABYTE = 1_000_000


def advice_on_mail(
    project: Workspace, environment: Mapping[str, str], moment: datetime.datetime
) -> Iterator[Advice]:  # fmt: skip
    """All that can be tried without sending."""
    yield from _on_ledger(project, environment, moment)
    envelopes = list[Envelope]()
    for tag in project.settings.languages:
        try:
            envelopes.append(_envelope(project, str(tag)))
        except CarefoldError as error:
            yield from _errors(_MAIL, error)
    for envelope in envelopes[:1]:
        yield from _on_sender(envelope, project)
    yield from _on_server(project, environment, envelopes[0] if envelopes else None)


# --- what everybody sees


def _envelope(project: Workspace, language: str) -> Envelope:
    brand = spoken_in(load_brand(project, None)[0], language, str(project.settings.languages[0]))
    place = Place(project.shown(project.sources.home / "project.yaml"))
    return envelope_of(project.settings, brand, [], language, place)


def _on_sender(envelope: Envelope, project: Workspace) -> Iterator[Advice]:
    mail = project.settings.mail
    domain = envelope.sender.rpartition("@")[2]
    for what, text in (("the sender's name", envelope.sender_name), ("the sender's address", envelope.sender)):
        if word := _specialty(text):
            hint = "Others may see it, on a locked screen too: use a name and a domain that say nothing of it."
            yield Advice(
                _MAIL, f"{what} has “{word}” in it, which tells what somebody is treated for.", hint, "warning"
            )
    if mail.names_handout:
        hint = "Leave out `names-handout`, unless every patient was asked."
        yield Advice(_MAIL, "title and fields may stand in the subject, for all to see.", hint, "warning")
    reply = envelope.reply_to or envelope.sender
    hint = "Write an address that is read each day as `mail: {reply-to: …}`: patients answer, whatever a message says."
    yield Advice(_MAIL, f"who reads what is sent to {reply}?", hint, "hint")
    yield Advice(
        _MAIL, f"from {envelope.sender_name}, {envelope.sender}; subject “{envelope.subject}”; domain {domain}"
    )


def _specialty(text: str) -> str:
    """A word of a text that names a specialty; empty for none."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    parts = re.findall(r"[a-z]+", plain)
    for language in languages():
        for word in language.words("specialties"):
            start = word.removesuffix("-").replace("-", "")
            if any(part == start or (word.endswith("-") and part.startswith(start)) for part in parts):
                return start
    return ""


# --- the ledger


def _on_ledger(project: Workspace, environment: Mapping[str, str], moment: datetime.datetime) -> Iterator[Advice]:
    try:
        folder, shown = folder_of(project)
        with closing(Ledger.open(project)) as ledger:
            backup = ledger.about("backup")
            yield Advice(_LEDGER, f"{shown}/{FILE} opens with its key")
    except CarefoldError as error:
        yield from _errors(_LEDGER, error)
        return
    if _is_synced(folder, environment):
        hint = "Move the project to a disk of this computer, or a share that is not synchronised."
        what = f"{shown} lies in a folder that is synchronised: two copies of a ledger send twice."
        yield Advice(_LEDGER, what, hint, "error")
    if os.name == "posix":
        for path in (folder, folder / FILE, folder / KEY):
            if path.exists() and path.stat().st_mode & 0o077:
                hint = f"Say `chmod go= {project.shown(path)}`."
                yield Advice(_LEDGER, f"others may read {project.shown(path)}.", hint, "error")
    if not backup or moment - datetime.datetime.fromisoformat(backup) > _OLD:
        since = f"the last backup is of {backup[:10]}." if backup else "there is no backup of it."
        yield Advice(_LEDGER, since, "Say `carefold ledger --backup FILE`, each month at least.", "warning")


def _is_synced(folder: Path, environment: Mapping[str, str]) -> bool:
    path = folder.resolve()
    roots = [Path(value) for name, value in environment.items() if name.startswith("OneDrive") and value]
    return any(_SYNCED.search(part) for part in path.parts) or any(path.is_relative_to(root) for root in roots)


# --- the server


def _on_server(project: Workspace, environment: Mapping[str, str], envelope: Envelope | None) -> Iterator[Advice]:
    mail = project.settings.mail
    try:
        server = server_of(environment, mail)
        with closing(Connection(server, project.sources.home)) as connection:
            smtp = connection.open()
            how = "plain, to this computer" if server.is_local and not server.at_once else "over TLS"
            yield Advice(_MAIL, f"{server.shown}: connected {how}; signed in: {server.way}")
            size = smtp.esmtp_features.get("size", "")
            if size.isdecimal() and 0 < int(size) < mail.largest * _MEGABYTE:
                hint = f"Write `mail: {{largest: {int(size) / _MEGABYTE:.0f}}}`."
                what = f"it takes {int(size) / _MEGABYTE:.0f} MB, and {mail.largest:g} are allowed here."
                yield Advice(_MAIL, what, hint, "warning")
            if not smtp.has_extn("smtputf8"):
                hint = "Records with such addresses are refused, and told."
                yield Advice(_MAIL, "it takes no addresses with letters beyond ASCII.", hint, "hint")
            if envelope:
                yield _on_from(smtp, envelope)
    except CarefoldError as error:
        yield from _errors(_MAIL, error)


def _on_from(smtp: smtplib.SMTP, envelope: Envelope) -> Advice:
    """Whether the server takes the sender, which is asked and taken back."""
    try:
        code, answer = smtp.mail(in_ascii(envelope.sender))
        smtp.rset()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Advice(_MAIL, f"the server broke off ({type(error).__name__}).", "Try again.", "error")
    if code == 250:
        return Advice(_MAIL, "the server takes the sender")
    said = without_addresses(answer.decode(errors="replace"))
    return Advice(_MAIL, f"the server does not take {envelope.sender}: {code} {said}.", "Allow it there.", "error")


def _errors(about: str, error: CarefoldError) -> Iterator[Advice]:
    for one in error.findings:
        where = f"{one.place}: " if str(one.place) else ""
        yield Advice(about, f"{where}{one.message}", one.hint, "error")
