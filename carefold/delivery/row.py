"""What the ledger says of one message or sheet: nothing of it names anybody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

Channel: TypeAlias = Literal["mail", "paper"]
State: TypeAlias = Literal[
    "planned", "sending", "accepted", "refused", "bounced", "unknown", "printed", "returned"
]  # fmt: skip
Way: TypeAlias = Literal["", "desk"]
Reason: TypeAlias = Literal["withdrawn", "deceased", "moved", "do-not-mail"]
REASONS: tuple[Reason, ...] = ("withdrawn", "deceased", "moved", "do-not-mail")

GONE: frozenset[State] = frozenset({"accepted", "bounced", "printed", "returned"})
"""States of what has left the house."""
LEAVING: frozenset[State] = frozenset({"sending", "accepted", "unknown", "printed"})
"""States that are reached as something leaves; one that came back had left before."""
OPEN: frozenset[State] = frozenset({"planned", "sending"})
"""States of what a run that ended has left undone; what was in `sending` may have left the house all the same."""


DESK = "desk "
"""How the batch of what is sent at the desk begins, where nobody has named it; then comes the day."""


def written(moment: datetime.datetime) -> str:
    """A time as the ledger has it: UTC, with its offset."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Row:
    """One message or sheet.

    `key` is a keyed hash of record id, handout and batch, `who` of the record's id, `address` of where it went. `round`
    counts from 0, and is another one for each repeat. `at` is when the state was reached; `answer` is the server's,
    without addresses; `reason` says why it was sent again, or unreviewed, or why it was not sent. `way` is desk where
    the patient stood by. `gone` is when it left the house: empty as long as it has not, and in rows that are older than
    this note.
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
    layout: str = ""
    way: Way = ""
    gone: str = ""

    @property
    def gone_at(self) -> str:
        """When it left the house; of old rows, when their state was reached."""
        return self.gone or self.at

    @property
    def is_of_desk(self) -> bool:
        """Whether it was sent at the desk; of old rows the batch says so."""
        return self.way == "desk" or (self.channel == "mail" and self.batch.startswith(DESK))


@dataclass(frozen=True)
class Stop:
    """Who gets nothing more, on a channel or on all, and why."""

    who: str
    channel: Channel | Literal["all"]
    reason: Reason
    at: str
    by: str = ""
