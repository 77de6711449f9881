"""Letters on their way to a printer: record by record, a job each, so that a run can be stopped and resumed anywhere.

No more than a few jobs wait in the queue: who is put on the stop list meanwhile gets none, and where a run was stopped
is where the paper is.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeAlias

from carefold.delivery.dosed import are_doses, has_doses
from carefold.delivery.ledger import Ledger
from carefold.delivery.print_job import PrintJob, job_of
from carefold.delivery.queue import Queue, Spooler
from carefold.delivery.releasing import Keeper, Keepers
from carefold.delivery.row import Row, State, written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.merging import Merge
from carefold.merge.recipient import Recipient
from carefold.model.layout import Layout
from carefold.review.clearance import obstacles

_AHEAD = 2  # jobs of ours that may wait in the queue
_PAUSE, _LONG = 0.5, 60.0  # seconds


@dataclass(frozen=True)
class Printed:
    """A letter that was handed over: the number of its record, and what the queue calls its job."""

    number: int
    job: str


@dataclass(frozen=True)
class Stopped:
    """A record that is on the stop list now."""

    number: int


@dataclass(frozen=True)
class Failed:
    """A record whose letter could not be made."""

    number: int
    problem: Finding


Step: TypeAlias = Printed | Stopped | Failed


@dataclass
class LetterPress:
    """Prints the letters of a merge that has been judged; `now` tells the time, `wait` passes so many seconds."""

    merge: Merge
    layout: Layout
    copies: int
    spooler: Spooler
    queue: Queue
    now: Callable[[], datetime.datetime]
    ledger: Ledger | None = None
    by: str = ""
    keepers: Keepers | None = None
    wait: Callable[[float], None] = time.sleep
    stuck: Callable[[str], None] = lambda _: None
    is_interrupted: Callable[[], bool] = lambda: False
    _waiting: list[str] = field(default_factory=list)

    # --- before anything is printed

    def numbers(self, first: int | None = None) -> list[int]:
        """The numbers of the records that get a letter, from one on, in the order of their file.

        CarefoldError where no letter has that number.
        """
        found = [recipient.number for _, recipient in self.merge.recipients()]
        if first is not None and first not in found:
            message = f"--from-record: no letter has the number {first}."
            raise CarefoldError(Finding(message, self.merge.records.place, "Numbers count the records from 1."))
        return found if first is None else found[found.index(first) :]

    def problems(self) -> Iterator[Finding]:
        """Records that the ledger could not tell from others: each needs an id of its own."""
        seen = set[str]()
        for _, recipient in self.merge.recipients():
            if not recipient.id:
                yield Finding("this record has no `id`.", recipient.place, "The ledger and the stop list go by it.")
            elif recipient.id in seen:
                hint = "Give each its own, or print what somebody gets in two runs."
                yield Finding("another record has the same `id`.", recipient.place, hint)
            seen.add(recipient.id)

    def obstacles(self) -> list[Finding]:
        """What stands against giving the letters out, in the languages and for the sites in which they are."""
        letter = self.merge.letter
        keys = dict.fromkeys((one.language, one.site) for _, one in self.merge.recipients())
        has_record = bool(letter.terms().fields)
        found = (one for key in keys for one in obstacles(letter.variant(*key).review, has_record=has_record))
        return list(dict.fromkeys(found))

    def names_doses(self) -> bool:
        """Whether any of the letters does."""
        seen = dict[tuple[str, str], bool]()
        for _, one in self.merge.recipients():
            key = one.language, one.site
            if key not in seen:
                seen[key] = has_doses(self.merge.letter.variant(*key).content.opened.handout)
            if seen[key] or are_doses(one.record.values(), one.language):
                return True
        return False

    def sample(self, number: int) -> tuple[PrintJob, bytes]:
        """The letter of a record, and its job; CarefoldError where it can't be made."""
        one = next(one for _, one in self.merge.recipients() if one.number == number)
        made = self.merge.maker.outcome(one)
        if isinstance(made, Finding):
            raise CarefoldError(made)
        return self._job(made), made

    def before(self, states: Collection[State]) -> list[int]:
        """The numbers of those letters that the ledger has in one of these states, from earlier runs."""
        if self.ledger is None:
            return []
        known = ((one.number, self.ledger.last(self._key(one), "paper")) for _, one in self.merge.recipients())
        return [number for number, row in known if row and row.state in states]

    # --- print

    def steps(self, first: int | None = None) -> Iterator[Step]:
        """What comes of each record, from a number on. CarefoldError, with the number, where the queue refuses."""
        begun = first is None
        for _, one in self.merge.recipients():
            begun = begun or one.number == first
            step = self._step(one) if begun and not self.is_interrupted() else None
            if step:
                yield step

    def _step(self, one: Recipient) -> Step | None:
        """None where somebody has had enough meanwhile."""
        made = self.merge.maker.outcome(one)
        if isinstance(made, Finding):
            return Failed(one.number, made)
        job = self._job(made)
        self._let_the_printer_follow()
        if self.is_interrupted():
            return None
        if self.ledger and self.ledger.stopped(self.ledger.who(one.id), "paper"):
            return Stopped(one.number)
        if keeper := self.keepers.of(one) if self.keepers else None:
            keeper.begin()
        row = self._noted(one, made)
        try:
            name = self.spooler.send(self.queue.name, job, made)
        except CarefoldError as error:
            self._settle(row, "refused", keeper=keeper)
            hint = f"Once it prints again, go on with --from-record {one.number}."
            raise CarefoldError(
                [*error.findings, Finding(f"record {one.number} was not printed.", hint=hint)]
            ) from error
        except BaseException:
            self._settle(row, "unknown", keeper=keeper)
            raise
        self._settle(row, "printed", name, keeper)
        self._waiting.append(name)
        return Printed(one.number, name)

    def _job(self, data: bytes) -> PrintJob:
        job = job_of(data, self.layout, self.merge.letter.project.settings.printer, self.copies)
        if self.queue.duplex is not False or job.sides == "one-sided":
            return job
        if self.layout.sides or self.layout.impose != "none":
            message = f"the printer {self.queue.name} prints on one side only, and this layout needs both."
            hint = "A jam between two passes would put one person's words behind another's: take --layout letter."
            raise CarefoldError(Finding(message, hint=hint))
        return replace(job, sides="one-sided")

    def _let_the_printer_follow(self) -> None:
        """Wait until few jobs of ours are left in the queue, or somebody has had enough."""
        spent = 0.0
        while len(self._waiting) >= _AHEAD and not self.is_interrupted():
            left = self.spooler.waiting(self.queue.name)
            self._waiting = [job for job in self._waiting if left is not None and job in left]
            if len(self._waiting) < _AHEAD:
                return
            self.wait(_PAUSE)
            before, spent = spent, spent + _PAUSE
            if before < _LONG <= spent:
                self.stuck(self._waiting[0])

    @property
    def left_waiting(self) -> list[str]:
        """Jobs that were handed over and not yet seen to be printed."""
        return [job for job in self._waiting if job]

    # --- ledger

    def _key(self, one: Recipient) -> str:
        ledger, letter = self.ledger, self.merge.letter
        return ledger.key_of(one.id, letter.name, "") if ledger else ""

    def _noted(self, one: Recipient, made: bytes) -> Row | None:
        """A new row for what is being handed over: a letter that is printed again has another round."""
        if self.ledger is None:
            return None
        letter = self.merge.letter
        variant = letter.variant(one.language, one.site)
        handout = variant.content.opened.handout
        last = self.ledger.last(key := self._key(one), "paper")
        row = Row(
            key, "paper", self.ledger.who(one.id), letter.name, "", "sending", written(self.now()), self.by,
            round=last.round + 1 if last else 0, version=str(handout.version),
            code=variant.code, language=str(handout.language),
            sha256=sha256(made).hexdigest(), printer=self.queue.name, copies=self.copies, site=one.site,
            layout=letter.layout, reason=letter.unreviewed,
        )  # fmt: skip
        self.ledger.add([row])
        return row

    def _settle(self, row: Row | None, state: State, answer: str = "", keeper: Keeper | None = None) -> None:
        try:
            if keeper:
                keeper.end(stayed=state == "refused")
        finally:
            if self.ledger and row:
                self.ledger.settle(row, state, written(self.now()), answer)
