"""How to reach the clinic."""

from __future__ import annotations

from carefold.model.located import Located
from carefold.model.values import Email, Line, Lines, Phone, WebAddress


class Contact(Located):
    """Phone numbers, hours, addresses; each may be missing."""

    phone: Phone | None = None
    after_hours: Phone | None = None
    hours: Line | None = None
    address: Lines = ()
    web: WebAddress | None = None
    email: Email | None = None
    portal: WebAddress | None = None
