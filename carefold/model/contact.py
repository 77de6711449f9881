"""How to reach the clinic."""

from __future__ import annotations

from carefold.model.by_language import SpokenEmail, SpokenLine, SpokenLines, SpokenPhone, SpokenWeb
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


class BrandContact(Contact):
    """The clinic's own, for handouts in any language."""

    phone: SpokenPhone | None = None
    after_hours: SpokenPhone | None = None
    hours: SpokenLine | None = None
    address: SpokenLines = ()
    web: SpokenWeb | None = None
    email: SpokenEmail | None = None
    portal: SpokenWeb | None = None
