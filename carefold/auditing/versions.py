"""Which version of which handout was current when, as far as the project's files tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from carefold.approval.decision import Decision
from carefold.auditing.period import Period
from carefold.model.handout import Handout
from carefold.model.versions import is_among
from carefold.released.release import Release


@dataclass(frozen=True)
class Version:
    """One version of a handout, and from when to when it was current; `until` is None for one that was so on
    the last day of the time.

    `codes` are those of its sheets, by layout.
    """

    handout: str
    language: str
    title: str
    version: str
    since: datetime.date
    until: datetime.date | None
    codes: tuple[tuple[str, str], ...]


def versions_of(
    name: str, handout: Handout | None, decisions: Sequence[Decision], releases: Sequence[Release],
    shelved: Iterable[tuple[str, str]], period: Period,
) -> Iterator[Version]:  # fmt: skip
    """The versions of a handout that were current in a time; `shelved` are layouts and codes of the present one.

    A version begins when it was first approved, given out or written, and ends when the next one begins, it is
    withdrawn, or its review date has passed.
    """
    begun = _begun(handout, decisions, releases)
    ends = _ends(handout, begun)
    for version, since in begun.items():
        ours = [one for one in releases if one.version == version]
        codes = [(one.layout, one.code) for one in ours]
        codes += shelved if handout and version == handout.version else ()
        until = ends.get(version) if ends.get(version, datetime.date.max) <= period.until else None
        if since <= period.until and (until is None or until >= period.since):
            known = (*(one.language for one in ours), *(one.language for one in decisions))
            language = str(handout.language) if handout else next(iter(known), "")
            title = str(handout.title) if handout else next((one.title for one in ours), "")
            yield Version(name, language, title, version, since, until, tuple(dict.fromkeys(sorted(codes))))


def _begun(
    handout: Handout | None, decisions: Iterable[Decision], releases: Iterable[Release]
) -> dict[str, datetime.date]:  # fmt: skip
    """The first day of each version. A name that was taken over from a handout's older words says nothing of it."""
    days = [(one.version, one.day) for one in decisions if one.decision == "approved" and one.seal]
    days += [(one.version, one.day) for one in releases]
    begun = dict[str, datetime.date]()
    for version, day in days:
        begun[version] = min(day, begun.get(version, day))
    if handout:  # no earlier than what it follows, whatever `updated` says
        own = begun.pop(str(handout.version), datetime.date.max)
        before = (day for day in begun.values() if day <= own)
        begun[str(handout.version)] = min(own, max((handout.updated, *before)))
    return dict(sorted(begun.items(), key=lambda one: one[1]))


def _ends(handout: Handout | None, begun: Mapping[str, datetime.date]) -> dict[str, datetime.date]:
    """The last day of each version that is no longer current."""
    ends = {before: begun[after] for before, after in pairwise(begun)}
    if handout is None:
        return ends
    ends.pop(str(handout.version), None)  # somebody may have gone back to it
    bounds = [(str(handout.version), handout.review_by)]
    if gone := handout.withdrawn:
        bounds += [(version, gone.date) for version in begun if is_among(version, gone.versions)]
    for version, day in bounds:
        ends[version] = min(day, ends.get(version, day))
    return ends
