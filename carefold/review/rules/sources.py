"""Cited works: whether a reader can find them, and whether they still hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.moment import moment
from carefold.model.reference import Reference
from carefold.review.subject import Subject

_OLD = datetime.timedelta(days=731)
_WRITERS = ("author", "editor", "publisher", "container-title", "container-author")
_DATES = ("issued", "accessed", "original-date")
_WHERE = ("URL", "DOI", "PMID", "PMCID", "ISBN", "container-title", "publisher", "volume")
_UNVERIFIED = ("C", "D")
_VERIFIED = ("A", "B")


def source_findings(subject: Subject) -> Iterator[Finding]:
    """Works that are superseded or were not verified, that nobody can find, or that were looked at too long ago."""
    for reference in subject.resolved.references:
        yield from _standing(reference)
        yield from _findable(reference, subject.today)
        yield from _of_a_day_to_come(reference, subject)


def _standing(reference: Reference) -> Iterator[Finding]:
    custom = reference.item.get("custom")
    told: Mapping[str, Any] = custom if isinstance(custom, Mapping) else {}
    if after := told.get("superseded-by") or told.get("superseded_by"):
        message = f"the reference “{reference.id}” is superseded by “{after}”."
        yield finding("CF196", _place(reference), message, "Cite the newer one, and see whether the text still holds.")
    elif str(told.get("verification", "")).strip().upper()[:1] in _UNVERIFIED:
        message = f"the reference “{reference.id}” is of class {told['verification']}: nobody has verified it."
        yield finding("CF196", _place(reference), message, "Read the work itself, or cite another one.")


def _findable(reference: Reference, today: datetime.date) -> Iterator[Finding]:
    item = reference.item
    lacks = [
        name
        for name, keys in (("an author", _WRITERS), ("a date", _DATES), ("an address", _WHERE))
        if not any(item.get(key) for key in keys)
    ]
    custom = item.get("custom")
    verified = isinstance(custom, Mapping) and str(custom.get("verification", "")).upper()[:1] in _VERIFIED
    if lacks and not verified:
        message = f"the reference “{reference.id}” lacks {' and '.join(lacks)}."
        yield finding("CF197", _place(reference), message, "Add `author`, `issued`, and `URL` or `DOI`.")
    elif (day := _day(item.get("accessed"))) and today - day > _OLD:
        message = f"the reference “{reference.id}” was looked at on {day}, more than two years ago."
        yield finding("CF197", _place(reference), message, "Look at it again, and change `accessed`.")


def _of_a_day_to_come(reference: Reference, subject: Subject) -> Iterator[Finding]:
    """A work of a year that has not come; one of the next year may be out ahead of its print."""
    issued, accessed = _day(reference.item.get("issued")), _day(reference.item.get("accessed"))
    if issued and issued.year > subject.today.year + 1:
        message = f"the reference “{reference.id}” is of {issued.year}, and today is {subject.today}."
        yield finding("CF197", _place(reference), message, "Correct `issued`.")
    if accessed and accessed > subject.today and not subject.fixed_day:
        message = f"the reference “{reference.id}” was looked at on {accessed}, and today is {subject.today}."
        yield finding("CF197", _place(reference), message, "Correct `accessed`.")


def _day(value: Any) -> datetime.date | None:
    if value in (None, "", {}, []):
        return None
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", str(value).strip()):
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    try:
        found = moment(value)
        days = found.days if found else ()
        return datetime.date(*(*days[0], 1, 1)[:3]) if days else None
    except (ValueError, TypeError, AttributeError):
        return None


def _place(reference: Reference) -> Place:
    return reference.place
