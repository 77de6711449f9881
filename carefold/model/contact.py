"""How to reach the clinic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag

from carefold.model.by_language import SpokenEmail, SpokenLine, SpokenLines, SpokenPhone, SpokenText, SpokenWeb
from carefold.model.located import Located
from carefold.model.values import Email, Line, Lines, Phone, Text, WebAddress


class AfterHours(Located):
    """A number for when the clinic is closed, and what to know before one calls it."""

    phone: Phone
    text: Text | None = None


class BrandAfterHours(AfterHours):
    """The clinic's own, for handouts in any language."""

    phone: SpokenPhone
    text: SpokenText | None = None


def _kind(value: object) -> str:
    """Whether a number has a text with it."""
    told = isinstance(value, AfterHours) or (isinstance(value, Mapping) and not value.keys().isdisjoint(_TOLD))
    return "(told)" if told else "(number)"


_TOLD = ("phone", "text")
_Plain: TypeAlias = Annotated[
    Annotated[Phone, Tag("(number)")] | Annotated[AfterHours, Tag("(told)")], Discriminator(_kind)
]
_Spoken: TypeAlias = Annotated[
    Annotated[SpokenPhone, Tag("(number)")] | Annotated[BrandAfterHours, Tag("(told)")], Discriminator(_kind)
]


class Contact(Located):
    """Phone numbers, hours, addresses; each may be missing."""

    phone: Phone | None = None
    after_hours: _Plain | None = None
    hours: Line | None = None
    address: Lines = ()
    web: WebAddress | None = None
    email: Email | None = None
    portal: WebAddress | None = None

    @property
    def at_night(self) -> Line | None:
        """The number for when the clinic is closed."""
        return self.after_hours.phone if isinstance(self.after_hours, AfterHours) else self.after_hours

    @property
    def told_at_night(self) -> Text | None:
        """What to know before one calls it."""
        return self.after_hours.text if isinstance(self.after_hours, AfterHours) else None


class BrandContact(Contact):
    """The clinic's own, for handouts in any language."""

    phone: SpokenPhone | None = None
    after_hours: _Spoken | None = None
    hours: SpokenLine | None = None
    address: SpokenLines = ()
    web: SpokenWeb | None = None
    email: SpokenEmail | None = None
    portal: SpokenWeb | None = None
