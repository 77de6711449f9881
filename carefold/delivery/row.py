"""What the ledger says of one message or sheet: nothing of it names anybody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

Channel: TypeAlias = Literal["mail", "paper"]
State: TypeAlias = Literal[
    "planned", "sending", "accepted", "refused", "bounced", "unknown", "printed", "returned"
]  # fmt: skip
Reason: TypeAlias = Literal["withdrawn", "deceased", "moved", "do-not-mail"]
REASONS: tuple[Reason, ...] = ("withdrawn", "deceased", "moved", "do-not-mail")

GONE: frozenset[State] = frozenset({"accepted", "bounced", "printed", "returned"})
"""States of what has left the house."""
OPEN: frozenset[State] = frozenset({"planned", "sending"})
"""States of what a run that ended has left undone; what was in `sending` may have left the house all the same."""


def written(moment: datetime.datetime) -> str:
    """A time as the ledger has it: UTC, with its offset."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Row:
    """One message or sheet.

    `key` is a keyed hash of record id, handout and batch, `who` of the record's id, `address` of where it went. `round`
    counts from 0, and is another one for each repeat. `at` is when the state was reached; `answer` is the server's,
    without addresses; `reason` says why it was sent again, or unreviewed, or why it was not sent.
    """

    key: str
    channel: Channel
    who: str
    handout: str
    batch: str
    state: State
    at: str
    by: str = ""
    round: int = 0
    version: str = ""
    code: str = ""
    language: str = ""
    sha256: str = ""
    address: str = ""
    consent: str = ""
    consent_date: str = ""
    answer: str = ""
    reason: str = ""
    printer: str = ""
    copies: int = 0
    site: str = ""


@dataclass(frozen=True)
class Stop:
    """Who gets nothing more, on a channel or on all, and why."""

    who: str
    channel: Channel | Literal["all"]
    reason: Reason
    at: str
    by: str = ""
