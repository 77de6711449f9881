"""One message: a neutral note, and either the whole handout with its PDF, or a protected PDF alone.

What stands in headers comes from the project, never from a record; but for the address, which is looked at here.
"""

from __future__ import annotations

import datetime
import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from carefold.delivery.envelope import Envelope
from carefold.model.addresses import host_in_ascii

_PLAIN = SMTP.clone(cte_type="7bit")
_WIDE = SMTPUTF8


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture of the message's page, which calls it `cid:NAME`."""

    name: str
    data: bytes
    kind: str = "png"


@dataclass(frozen=True, repr=False)
class Contents:
    """What somebody is to get: the PDF, and for a plain message its text and its page."""

    pdf: bytes
    text: str = ""
    page: str = ""
    pictures: Sequence[Picture] = ()


def in_ascii(address: str) -> str:
    """An address as headers and servers take it: its domain in ASCII (RFC 5891), its local part as it is.

    ValueError, without the address, for one that can't stand in a header.
    """
    written = unicodedata.normalize("NFC", address.strip())
    local, at, host = written.rpartition("@")
    unfit = any(unicodedata.category(sign)[0] in "CZ" or sign in '<>,;:"()[]\\@' for sign in local)
    if not at or not local or unfit:
        raise ValueError("this address can't be written to.")
    return f"{local}@{host_in_ascii(host)}"


def is_wide(address: str) -> bool:
    """Whether an address takes a server with SMTPUTF8 (RFC 6531)."""
    return not address.isascii()


def message_id(key: str, round: int, domain: str) -> str:
    """The same each time for a row of the ledger; nothing can be told from it without the key."""
    return f"<{key}.{round}@{domain}>"


def key_of(message_id: str) -> tuple[str, int] | None:
    """The key and round that a Message-ID of ours was made of."""
    left = message_id.strip().strip("<>").partition("@")[0]
    key, _, round = left.partition(".")
    return (key, int(round)) if len(key) == 32 and round.isdecimal() and len(round) < 6 else None


def plain_message(
    envelope: Envelope, to: str, contents: Contents, id: str, moment: datetime.datetime
) -> EmailMessage:  # fmt: skip
    """The note, then the whole handout as text and as a page, with the PDF attached."""
    phrases = envelope.phrases
    note = phrases.filled("mail-note", clinic=envelope.clinic, phone=envelope.phone)
    before, after = [note, *envelope.around], [phrases["mail-attached"]]
    made = _headed(envelope, to, id, moment)
    made.set_content(_text([*before, contents.text.strip(), *after]), cte="quoted-printable")
    page = contents.page or _paragraphs(contents.text)
    made.add_alternative(
        _page(envelope, f"{_aside(before)}{page}{_aside(after)}"), subtype="html", cte="quoted-printable"
    )
    parts = list(made.iter_parts())
    for part in parts:
        part["Content-Language"] = envelope.language
    for picture in contents.pictures:
        parts[1].add_related(picture.data, "image", picture.kind, cid=f"<{picture.name}>", disposition="inline")
    return _with_pdf(made, envelope, contents.pdf)


def sealed_message(
    envelope: Envelope, to: str, contents: Contents, id: str, moment: datetime.datetime
) -> EmailMessage:  # fmt: skip
    """The note alone, which says how to open the PDF: nothing of the handout is outside of it."""
    note = envelope.phrases.filled("mail-open", clinic=envelope.clinic, phone=envelope.phone)
    made = _headed(envelope, to, id, moment)
    made.set_content(_text([note, *envelope.around]), cte="quoted-printable")
    return _with_pdf(made, envelope, contents.pdf)


def _headed(envelope: Envelope, to: str, id: str, moment: datetime.datetime) -> EmailMessage:
    made = EmailMessage(_WIDE if is_wide(to) or is_wide(envelope.sender) else _PLAIN)
    local, _, host = in_ascii(envelope.sender).rpartition("@")
    made["From"] = Address(" ".join(envelope.sender_name.split()), local, host)
    if envelope.reply_to:
        local, _, host = in_ascii(envelope.reply_to).rpartition("@")
        made["Reply-To"] = Address("", local, host)
    local, _, host = in_ascii(to).rpartition("@")
    made["To"] = Address("", local, host)
    made["Subject"] = " ".join(envelope.subject.split())
    made["Date"] = format_datetime(moment)
    made["Message-ID"] = id
    made["Auto-Submitted"] = "auto-generated"
    return made


def _with_pdf(made: EmailMessage, envelope: Envelope, pdf: bytes) -> EmailMessage:
    made.add_attachment(pdf, "application", "pdf", filename=envelope.file_name)
    made["Content-Language"] = envelope.language  # of the whole; what has one part moves such headers into it
    return made


def _text(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _page(envelope: Envelope, body: str) -> str:
    style = "font-family: sans-serif; font-size: 1em; line-height: 1.5; max-width: 40em"
    head = f'<head><meta charset="utf-8"><title>{html.escape(envelope.subject)}</title></head>'
    start = f'<!DOCTYPE html>\n<html lang="{html.escape(envelope.language)}">'
    return f'{start}{head}\n<body style="{style}">\n{body}</body></html>\n'


def _aside(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(one)}</p>\n" for one in paragraphs)


def _paragraphs(text: str) -> str:
    return _aside([line for line in text.splitlines() if line.strip()])
