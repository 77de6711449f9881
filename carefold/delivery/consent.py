"""Whether somebody may be written to, and how: what the record says, held to what the handout is.

A handout that is sent to a person tells who is treated for what, also one that is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefold.delivery.message import in_ascii
from carefold.diagnostics.finding import Finding
from carefold.merge.passwords import Passwords
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row

WANTS_NONE, NOT_ASKED = "wants no e-mail", "has not been asked about e-mail"


def why_none(recipient: Recipient) -> str:
    """Why there is no message for somebody, and nothing is wrong; empty where there is one."""
    return {"none": WANTS_NONE, "": NOT_ASKED}.get(recipient.consent, "")


def problems_of(recipient: Recipient, row: Row, passwords: Passwords, is_sensitive: bool) -> Iterator[Finding]:
    """What is wrong with a record that wants mail."""
    if not recipient.id:
        yield Finding("there is no `id`.", row.at("id"), "It is how the ledger knows what somebody has been sent.")
    if not recipient.email:
        yield Finding("there is no address in `email`.", row.at("email"), "Write it, or `none` as consent.")
    else:
        try:
            in_ascii(recipient.email)
        except ValueError as error:
            yield Finding(str(error).partition(" Hint:")[0], row.at("email"), "Type the address anew.")
    if recipient.consent == "encrypted" and (advice := passwords.advice(row.number, row.values)):
        yield Finding(advice.message, row.at(passwords.column), advice.hint)
    if recipient.consent == "plain" and is_sensitive:
        hint = "Encrypt it, print it, or give it out in person."
        yield Finding("a sensitive handout is never sent without a password.", row.at("email_consent"), hint)
