"""Whom a letter is for, once a record has been judged. It never shows what it holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

from carefold.diagnostics.place import Place
from carefold.order import Record

Role: TypeAlias = Literal["self", "parent", "guardian", "proxy"]
ROLES: tuple[Role, ...] = ("self", "parent", "guardian", "proxy")
Consent: TypeAlias = Literal["encrypted", "plain", "none", ""]
CONSENTS: tuple[Consent, ...] = ("encrypted", "plain", "none")
"""How somebody wants e-mail; empty where nobody has asked."""
ACTIVE, STATUSES = "active", ("active", "deceased", "moved")


@dataclass(frozen=True, repr=False)
class Recipient:
    """One good record: its number, where it stands, the values of fields, and what is known beside them."""

    number: int
    place: Place
    record: Record
    language: str = ""
    site: str = ""
    id: str = ""
    name: str = ""
    role: Role = "self"
    address: tuple[str, ...] = ()
    email: str = ""
    consent: Consent = ""
    consent_date: datetime.date | None = None
    password: str = ""
    status: str = ACTIVE

    def __repr__(self) -> str:
        return f"Recipient({self.number}, …)"
