"""One message: a neutral note, and either the whole handout with its PDF, or a protected PDF alone.

What stands in headers comes from the project, never from a record; but for the address, which is looked at here.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from carefold.delivery.envelope import Envelope
from carefold.html.message import MessageBody
from carefold.model.addresses import host_in_ascii

_PLAIN = SMTP.clone(cte_type="7bit")
_WIDE = SMTPUTF8
_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254  # bytes (RFC 5321, 4.5.3.1)


@dataclass(frozen=True, repr=False)
class Contents:
    """What somebody is to get: the PDF, and for a plain message its body, with the note before it."""

    pdf: bytes
    body: MessageBody | None = None


def note_of(envelope: Envelope) -> tuple[str, ...]:
    """What stands before a handout in a plain message: a lock screen shows the start, which is of no handout."""
    phrases = envelope.phrases
    note = phrases.filled("mail-note", clinic=envelope.clinic, phone=envelope.phone)
    return note, *envelope.around, phrases["mail-attached"]


def in_ascii(address: str) -> str:
    """An address as headers and servers take it: its domain in ASCII (RFC 5891), its local part as it is.

    ValueError, without the address, for one that can't stand in a header.
    """
    written = unicodedata.normalize("NFC", address.strip())
    local, at, host = written.rpartition("@")
    unfit = any(unicodedata.category(sign)[0] in "CZ" or sign in '<>,;:"()[]\\@' for sign in local)
    too_long = len(local.encode()) > _LONGEST_LOCAL or len(written.encode()) > _LONGEST_ADDRESS
    if not at or not local or unfit or too_long or any(sign.isspace() for sign in host):
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


def plain_message(envelope: Envelope, to: str, contents: Contents, id: str, moment: datetime.datetime) -> EmailMessage:
    """The note, then the whole handout as text and as a page, with the PDF attached."""
    if contents.body is None:
        raise ValueError("a plain message has a body")
    made = _headed(envelope, to, id, moment)
    made.set_content(contents.body.plain, cte="quoted-printable")
    made.add_alternative(contents.body.html, subtype="html", cte="quoted-printable")
    text, page = made.iter_parts()
    for picture in contents.body.pictures:
        page.add_related(picture.data, "image", "png", cid=f"<{picture.id}>", disposition="inline")
    for part in (text, next(page.iter_parts(), page)):
        part["Content-Language"] = envelope.language
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
