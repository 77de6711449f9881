"""What a merge does with passwords: it judges them, makes those that are wanted, and shuts each letter with its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge import protect
from carefold.merge.passphrases import Passphrases
from carefold.merge.passwords import Passwords
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row

COLUMN = "password"
"""Where passwords stand, if nobody says otherwise."""


class Protection:
    """For one merge. Passwords are remembered as keyed hashes, to tell two records that have the same one."""

    def __init__(self, passwords: Passwords, *, makes: bool) -> None:
        """`makes` gives a passphrase to who has no password. CarefoldError where what encrypts is not installed."""
        protect.needed()
        self.passwords, self.makes = passwords, makes
        self._passphrases: Passphrases | None = None
        self._key = secrets.token_bytes(16)
        self._first = dict[bytes, tuple[int, Place]]()

    @property
    def column(self) -> str:
        """The column that passwords stand in."""
        return self.passwords.column

    def problems(self, row: Row) -> list[Finding]:
        """What is wrong with a record's password, or with its `id`, which a passphrase is kept by."""
        if self._is_to_be_made(row):
            if row.values.get("id"):
                return []
            hint = "It is how the passphrase stays the same in the next merge; or give the record a password."
            return [Finding("a passphrase is for an `id`, and there is none.", row.at("id"), hint)]
        advice = self.passwords.advice(row.number, row.values)
        return [Finding(advice.message, row.at(self.column), advice.hint)] if advice else []

    def shared(self, row: Row) -> Iterator[tuple[int, Finding]]:
        """By number, records that could open each other's letters; each is to be asked for once."""
        column = "id" if self._is_to_be_made(row) else self.column
        value = row.values.get(column, "")
        if not value:
            return
        mark = blake2b(f"{column} {value}".encode(), key=self._key, digest_size=16).digest()
        first = self._first.setdefault(mark, (row.number, row.at(column)))
        if first[0] == row.number:
            return
        message = (
            "another record has the same password." if column == self.column else "another record has the same `id`."
        )
        for number, place in (first, (row.number, row.at(column))):
            yield number, Finding(message, place, "Give each its own, or one could open the letter of the other.")

    def use(self, passphrases: Passphrases) -> None:
        """Take what is made from here."""
        self._passphrases = passphrases

    def with_password(self, recipient: Recipient, row: Row) -> Recipient:
        """Who is to get a letter, with the password that opens it; empty for one that is yet to be made."""
        password = row.values.get(self.column, "")
        if not password and self.makes and self._passphrases:
            password = self._passphrases.of(recipient.id)
        return replace(recipient, password=password)

    def _is_to_be_made(self, row: Row) -> bool:
        return self.makes and not row.values.get(self.column)


def shut(data: bytes, recipient: Recipient, protection: Protection | None) -> bytes:
    """A letter as it is to lie there; CarefoldError for one that would not open as it should."""
    if protection is None:
        return data
    if not recipient.password:
        raise CarefoldError(Finding("its record has changed since passphrases were given.", recipient.place))
    return protect.protect(data, recipient.password)


def is_shut(path: Path, recipient: Recipient, protection: Protection | None) -> bool:
    """Whether a letter that lies there opens as it is to: with this password alone, or without one."""
    return protection is None or protect.opens(path, recipient.password)
