"""Who would get a message, and who would not, and why: by the numbers of records, before anything is made or sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Literal, TypeAlias

from carefold.delivery.consent import problems_of, why_none
from carefold.delivery.ledger import Ledger
from carefold.delivery.row import GONE, Row
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.letter import Letter
from carefold.merge.merging import Merge, left_out
from carefold.merge.names import Names
from carefold.merge.passwords import Passwords
from carefold.merge.protection import COLUMN
from carefold.merge.recipient import Recipient
from carefold.merge.records import Records
from carefold.merge.row import Row as RecordRow
from carefold.workspace import load_brand

End: TypeAlias = Literal["send", "skip", "refuse", "done"]


@dataclass(frozen=True)
class Verdict:
    """Of one record: its place, what is to be done, why, and what is wrong; `row` is what the ledger is to have."""

    number: int
    place: Place
    end: End
    why: str = ""
    problems: tuple[Finding, ...] = ()
    consent: str = ""
    language: str = ""
    row: Row | None = None


@dataclass(frozen=True)
class Wishes:
    """What was asked for: the batch, who sends, why again or unreviewed, and whether to go on after a kill."""

    batch: str = ""
    by: str = ""
    again: str = ""
    unreviewed: str = ""
    resume: bool = False
    retry_unknown: bool = False


@dataclass
class Plan:
    """All verdicts, in the order of records; numbers of records that share an address."""

    verdicts: list[Verdict] = field(default_factory=list)
    shared: list[tuple[int, ...]] = field(default_factory=list)

    def of(self, end: End) -> list[Verdict]:
        """Those with an end."""
        return [one for one in self.verdicts if one.end == end]


class Planner:
    """Judges records for a letter; `ledger` is None for a dry run of a project that has none yet."""

    def __init__(self, letter: Letter, records: Records, ledger: Ledger | None, wishes: Wishes, at: str) -> None:
        self.letter, self.records, self.ledger, self.wishes, self.at = letter, records, ledger, wishes, at
        self.merge = Merge(letter, records, Names(letter.file_name, "", []))
        brand = load_brand(letter.project, letter.brand)[0]
        self._passwords = Passwords.of(COLUMN, [str(brand.name)])

    def plan(self) -> Plan:
        """Every record's verdict; CarefoldError for what is wrong with the file or the handout itself."""
        judged = self.merge.judge()
        if judged.of_letter:
            raise CarefoldError(judged.of_letter)
        ids, addresses, passwords = _Seen(), _Seen(), _Seen()
        made = Plan()
        for _, ours, found in self.each():
            made.verdicts.append(self._verdict(ours, found))
            if isinstance(found, Recipient) and made.verdicts[-1].end != "refuse":
                ids.note(found.id, ours.number)
                addresses.note(found.email.casefold(), ours.number)
                passwords.note(found.password if found.consent == "encrypted" else "", ours.number)
        hint = "Give each its own: by it the ledger knows what somebody has been sent."
        made.verdicts = self._refuse_twice(made.verdicts, ids, "another record has the same `id`.", hint)
        hint = "Give each its own, or one could open the letter of the other."
        made.verdicts = self._refuse_twice(made.verdicts, passwords, "another record has the same password.", hint)
        sending = {one.number for one in made.of("send")}
        shared = (tuple(one for one in numbers if one in sending) for numbers in addresses.shared())
        made.shared = [numbers for numbers in shared if len(numbers) > 1]
        return made

    def each(self) -> Iterator[tuple[RecordRow, RecordRow, Recipient | str | tuple[Finding, ...]]]:
        """Each record as its file has it and in our columns: whom it is for, its status, or what is wrong with it."""
        for theirs, ours in self.records.pairs():
            if status := left_out(ours):
                yield theirs, ours, status
            elif bad := self.merge.judged.bad.get(ours.number):
                yield theirs, ours, bad
            else:
                found = self.merge.recipient(ours)
                yield theirs, ours, found if isinstance(found, Recipient) else tuple(found)

    def _verdict(self, ours: RecordRow, found: Recipient | str | tuple[Finding, ...]) -> Verdict:
        if isinstance(found, str):
            return Verdict(ours.number, ours.place, "skip", f"the record says {found}")
        if isinstance(found, tuple):
            return Verdict(ours.number, ours.place, "refuse", problems=found)
        end, why, problems, row = self._end(found, ours)
        return Verdict(found.number, found.place, end, why, problems, found.consent, found.language, row)

    def _end(self, found: Recipient, row: RecordRow) -> tuple[End, str, tuple[Finding, ...], Row | None]:
        is_sensitive = self.letter.terms().is_sensitive
        why, problems = held_back(found, row, self._passwords, self.ledger, is_sensitive=is_sensitive)
        if why or problems:
            return "skip" if why else "refuse", why, problems, None
        return self._by_ledger(self.ledger, found) if self.ledger else ("send", "", (), None)

    def _by_ledger(self, ledger: Ledger, found: Recipient) -> tuple[End, str, tuple[Finding, ...], Row | None]:
        wishes = self.wishes
        new = row_of(self.letter, ledger, wishes, found, self.at)
        last = ledger.last(new.key, "mail")
        if last is None or (last.state == "planned" and wishes.resume):
            return "send", "", (), replace(new, round=last.round if last else 0)
        if last.state in ("sending", "unknown") and wishes.retry_unknown:
            return "send", "its fate was unknown", (), replace(new, round=last.round)
        if (last.state in GONE or last.state == "refused") and wishes.again:
            return "send", "again", (), replace(new, round=last.round + 1)
        why = {
            "planned": "begun and not sent: --resume goes on",
            "sending": "its fate is unknown: --retry-unknown sends it again",
            "unknown": "its fate is unknown: --retry-unknown sends it again",
            "refused": "refused before: --again REASON tries once more",
        }.get(last.state, f"{last.state} on {last.at[:10]}")
        return "done" if last.state in GONE else "skip", why, (), last

    def _refuse_twice(self, verdicts: list[Verdict], seen: _Seen, message: str, hint: str) -> list[Verdict]:
        twice = {number for numbers in seen.shared() for number in numbers}
        return [
            Verdict(one.number, one.place, "refuse", problems=(Finding(message, one.place, hint),), consent=one.consent)
            if one.number in twice else one
            for one in verdicts
        ]  # fmt: skip


def held_back(
    to: Recipient, row: RecordRow, passwords: Passwords, ledger: Ledger | None, *, is_sensitive: bool
) -> tuple[str, tuple[Finding, ...]]:  # fmt: skip
    """Why mail can't go to somebody: a reason, or what is wrong with the record; `row` says where that stands."""
    if why := why_none(to):
        return why, ()
    if problems := tuple(problems_of(to, row, passwords, is_sensitive)):
        return "", problems
    if ledger is None:
        return "", ()
    if stop := ledger.stopped(ledger.who(to.id), "mail"):
        return f"on the stop list ({stop.reason})", ()
    if why := ledger.bad_address(ledger.address(to.email)):
        hint = "Correct the address; if it is right, say `carefold ledger --right ID`."
        return "", (Finding(f"mail to this address has come back ({why}).", row.at("email"), hint),)
    return "", ()


def row_of(letter: Letter, ledger: Ledger, wishes: Wishes, to: Recipient, at: str) -> Row:
    """What the ledger is to have of a message before it is sent."""
    variant = letter.variant(to.language, to.site)
    reason = "; ".join(filter(None, (wishes.again, wishes.unreviewed)))
    return Row(
        key=ledger.key_of(to.id, letter.name, wishes.batch), channel="mail", who=ledger.who(to.id),
        handout=letter.name, batch=wishes.batch, state="planned", at=at, by=wishes.by,
        version=str(variant.content.opened.handout.version), code=variant.code, language=to.language,
        address=ledger.address(to.email), consent=to.consent,
        consent_date=to.consent_date.isoformat() if to.consent_date else "", reason=reason, site=to.site,
        layout=letter.layout,
    )  # fmt: skip


class _Seen:
    """Values, and the records that have them; as they are remembered, nobody can read them."""

    def __init__(self) -> None:
        self._key, self._by = secrets.token_bytes(16), dict[bytes, list[int]]()

    def note(self, value: str, number: int) -> None:
        if value:
            self._by.setdefault(blake2b(value.encode(), key=self._key, digest_size=16).digest(), []).append(number)

    def shared(self) -> list[tuple[int, ...]]:
        return [tuple(numbers) for numbers in self._by.values() if len(numbers) > 1]
