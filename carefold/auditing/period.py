"""From one day to another, both included, where the clinic is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """The days, and the time zone in which they begin and end; None for this computer's."""

    since: datetime.date
    until: datetime.date
    zone: datetime.tzinfo | None = None

    def holds(self, day: datetime.date) -> bool:
        """Whether a day is in it."""
        return self.since <= day <= self.until

    def holds_time(self, written: str) -> bool:
        """Whether a time of the ledger is in it; ValueError for what is none."""
        return self.holds(datetime.datetime.fromisoformat(written).astimezone(self.zone).date())
