"""Sends a plan: each message once, its state on the disk before and after each step that can't be taken back.

planned → sending (the server is about to have the last line) → accepted, refused, or unknown. Killed before `sending`,
a message has not left; killed in it, nobody knows, and only --retry-unknown sends it again.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from carefold.delivery.ahead import Due, messages
from carefold.delivery.ledger import Ledger
from carefold.delivery.message import in_ascii
from carefold.delivery.plan import Plan, Planner, Verdict
from carefold.delivery.row import Row, State, written
from carefold.delivery.smtp import Connection, Fate, Outcome, RefusedSenderError
from carefold.delivery.writing import Writer, Written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row as RecordRow

WAITS = (1.0, 2.0, 4.0, 8.0)  # seconds before each further try of what the server puts off
_GLANCE = 0.2  # seconds, between looks at whether to stop
_IN_A_ROW = 5  # messages refused one after the other: then something is wrong with all of them


@dataclass(frozen=True, repr=False)
class Sent:
    """What came of one record: its verdict as it turned out, the record as its file has it, the ledger's row."""

    verdict: Verdict
    theirs: RecordRow
    row: Row | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the server has accepted it."""
        return self.row is not None and self.row.state == "accepted"


@dataclass(frozen=True)
class Pace:
    """How fast, until when, and how many; `now` and `sleep` are the clock's."""

    now: Callable[[], datetime.datetime]
    a_minute: int = 0  # 0: as fast as it goes
    until: datetime.datetime | None = None
    limit: int | None = None
    jobs: int = 1  # processes that make messages
    sleep: Callable[[float], None] = time.sleep

    @property
    def apart(self) -> float:
        """Seconds from the start of one message to that of the next."""
        return 60 / self.a_minute if self.a_minute else 0.0

    def ending(self, count: int) -> datetime.datetime:
        """When so many messages will be sent."""
        return self.now() + datetime.timedelta(seconds=count * self.apart)

    @property
    def is_over(self) -> bool:
        """Whether no further message is to be begun."""
        return self.until is not None and self.now() >= self.until


class Sending:
    """One run; the ledger is open, and no other run sends meanwhile."""

    def __init__(
        self, planner: Planner, plan: Plan, ledger: Ledger, writer: Writer, connection: Connection, pace: Pace
    ) -> None:  # fmt: skip
        self._planner, self._ledger, self._writer = planner, ledger, writer
        self._connection, self._pace = connection, pace
        due = plan.of("send")
        self.due = {one.number: one for one in due[: pace.limit]}
        self._next = 0.0
        self._refused = 0

    def steps(self, is_stopped: Callable[[], bool]) -> Iterator[Sent]:
        """What comes of each message, in the order of records; CarefoldError where it makes no sense to go on.

        Whoever stops asking leaves the rest as it is planned.
        """
        if not self.due:
            return
        self._connection.open()
        self._ledger.add(one.row for one in self.due.values() if one.row)
        with closing(messages(self._writer, self._due(), self._pace.now(), self._pace.jobs)) as made:
            for one, message in made:
                self._wait(is_stopped)
                if self._pace.is_over or is_stopped():
                    return
                yield self._step(one, message)

    def _due(self) -> Iterator[Due]:
        for theirs, ours, found in self._planner.each():
            verdict = self.due.get(ours.number)
            if verdict and verdict.row and isinstance(found, Recipient):
                yield Due(theirs, found, verdict, verdict.row)

    def _step(self, one: Due, message: Written | Finding) -> Sent:
        if stop := self._ledger.stopped(one.row.who, "mail"):
            why = f"on the stop list ({stop.reason})"
            row = self._ledger.settle(one.row, "refused", written(self._pace.now()), why)
            return Sent(replace(one.verdict, end="skip", why=why), one.theirs, row)
        row, problem = deliver(message, self._writer, self._ledger, self._connection, self._pace, one.to, one.row)
        self._refused = self._refused + 1 if row.state == "refused" else 0
        if problem:
            return Sent(replace(one.verdict, end="refuse", problems=(problem,)), one.theirs, row)
        return Sent(replace(one.verdict, why="accepted by the server"), one.theirs, row)

    def _wait(self, is_stopped: Callable[[], bool]) -> None:
        """Until the next message may begin, or nobody wants it to."""
        while (left := self._next - time.monotonic()) > 0 and not is_stopped():
            self._pace.sleep(min(left, _GLANCE))
        self._next = time.monotonic() + self._pace.apart

    @property
    def is_hopeless(self) -> bool:
        """Whether so many were refused one after the other that the next would be too."""
        return self._refused >= _IN_A_ROW


def deliver(
    message: Written | Finding, writer: Writer, ledger: Ledger, connection: Connection, pace: Pace, to: Recipient,
    row: Row,
) -> tuple[Row, Finding | None]:  # fmt: skip
    """Send a message: the row as it is then, and what is wrong where it was not accepted.

    CarefoldError, before it is sent, where its PDF is to be kept in released/ and can't be.
    """
    if isinstance(message, Finding):
        return ledger.settle(row, "planned", written(pace.now()), "it could not be made"), message
    row, sender = replace(row, sha256=message.sha256), writer.envelope(to.language, to.site).sender
    if keeper := writer.keepers.of(to):
        keeper.begin()
    fate: Fate = "unknown"
    try:
        outcome = _tried(message.data, in_ascii(sender), to.email, connection, pace, ledger, row)
        fate = outcome.fate
    except (CarefoldError, RefusedSenderError):
        fate = "refused"
        raise
    finally:
        if keeper:
            keeper.end(stayed=fate not in ("accepted", "unknown"))
    row = ledger.settle(row, _STATES[outcome.fate], written(pace.now()), _without(outcome.answer, to.email))
    if outcome.fate == "accepted":
        return row, None
    what, hint = _SAID[outcome.fate]
    return row, Finding(f"{what}: {row.answer}.", to.place, hint)


_STATES: dict[Fate, State] = {
    "accepted": "accepted", "refused": "refused", "unfit": "refused", "unknown": "unknown", "later": "planned",
}  # fmt: skip
_SAID: dict[Fate, tuple[str, str]] = {
    "refused": ("the server refuses it", "Look at the address; --again REASON tries once more."),
    "unfit": ("the server can't take it", "Use another server, or an address in plain letters."),
    "unknown": ("nobody knows whether it left", "Ask the patient; --resume --retry-unknown sends it again."),
    "later": ("the server puts it off", "Say --resume later."),
}


def _tried(
    data: bytes, sender: str, address: str, connection: Connection, pace: Pace, ledger: Ledger, row: Row
) -> Outcome:  # fmt: skip
    """Try, and try again what the server puts off, until it is accepted or refused, or its fate is unknown."""

    def leaving() -> None:
        ledger.settle(row, "sending", written(pace.now()))

    for wait in (*WAITS, None):
        try:
            outcome = connection.send(data, sender, in_ascii(address), leaving)
        except CarefoldError:
            if wait is None:
                raise
            outcome = Outcome("later", "no connection", is_gone=True)
        if outcome.fate != "later" or wait is None:
            break
        ledger.settle(row, "planned", written(pace.now()), _without(outcome.answer, address))
        pace.sleep(wait)
    return outcome


def _without(answer: str, address: str) -> str:
    """An answer without an address, and without its local part by itself."""
    for part in (address, in_ascii(address), address.rpartition("@")[0]):
        answer = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", answer, flags=re.IGNORECASE)
    return answer
