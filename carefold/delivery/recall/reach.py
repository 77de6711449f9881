"""How each who got it is told: by mail, else by a call, and perhaps with a letter too; who has died is kept apart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from carefold.delivery.ledger import Ledger
from carefold.delivery.plan import Planner, Verdict, held_back
from carefold.delivery.recall.listed import Listed
from carefold.diagnostics.finding import Finding
from carefold.merge.judged import Terms
from carefold.merge.merging import left_out
from carefold.merge.passwords import Passwords
from carefold.merge.protection import COLUMN

Reach: TypeAlias = Literal["mail", "call", "deceased", "none"]

_OF_MAIL = ("id", "email", "email_consent", "email_consent_date", "password")
_DECEASED = "deceased"


@dataclass(frozen=True, repr=False)
class Told:
    """Somebody, how they are reached, why not by mail, and whether a letter is printed for them.

    `none` is for whom nothing has to be told: what was sent came back on paper. `letter` is no for whom none is to be
    printed, and printed for whom that was done.
    """

    listed: Listed
    reach: Reach
    why: str = ""
    letter: Literal["no", "yes", "printed"] = "no"

    @property
    def line(self) -> int:
        """Where the record stands in the list."""
        return self.listed.theirs.place.line


def sorted_out(one: Listed, ledger: Ledger) -> Told | None:
    """What is to be done for whom no letter decides it."""
    if not one.has_it:
        return Told(one, "none")
    is_deceased = _is_deceased(one, ledger)
    if one.same > 1:
        return Told(one, "call", f"{one.same} records have this id{', this one of a deceased' * is_deceased}")
    return Told(one, "deceased") if is_deceased else None


def _is_deceased(one: Listed, ledger: Ledger) -> bool:
    """Whether the list says so, or the stop list."""
    if left_out(one.ours) == _DECEASED:
        return True
    stops = (ledger.stopped(one.last.who, channel) for channel in ("mail", "paper"))
    return any(stop is not None and stop.reason == _DECEASED for stop in stops)


class Judge:
    """Whether mail reaches somebody, by what the list says of it and the ledger knows."""

    def __init__(self, today: datetime.date, *, is_sensitive: bool = False) -> None:
        """Whose handout `is_sensitive` gets nothing of it without a password."""
        self._is_sensitive = is_sensitive
        self._terms = Terms({}, ("",), frozenset(), today)
        self._passwords = Passwords.of(COLUMN, [])

    def told(self, one: Listed, ledger: Ledger) -> Told:
        """By mail, or by a call and why."""
        row = one.ours
        if status := left_out(row):
            return Told(one, "call", f"the record says {status}")
        found = self._terms.judge(replace(row, values={name: row.values.get(name, "") for name in _OF_MAIL}))
        if isinstance(found, list):
            return Told(one, "call", said(found))
        why, problems = held_back(found, row, self._passwords, ledger, is_sensitive=self._is_sensitive)
        return Told(one, "call", why or said(problems)) if why or problems else Told(one, "mail")


class LetterJudge(Judge):
    """Whether a letter reaches somebody by mail, or else on paper, as those judge who send and print it."""

    def __init__(self, planner: Planner) -> None:
        """CarefoldError for what is wrong with the letter itself, or with the columns of the list."""
        self._planner = planner
        self._verdicts = {one.place.line: one for one in planner.plan().verdicts}

    def told(self, one: Listed, ledger: Ledger) -> Told:
        """By mail, or by a call and why, and whether a letter can be printed."""
        verdict = self._verdicts[one.theirs.place.line]
        if not (why := _why_not(verdict)):
            return Told(one, "mail")
        is_bad = left_out(one.ours) or verdict.number in self._planner.merge.judged.bad
        if is_bad or ledger.stopped(one.last.who, "paper"):
            return Told(one, "call", why)
        return Told(one, "call", why, "printed" if self._is_printed(one, ledger) else "yes")

    def _is_printed(self, one: Listed, ledger: Ledger) -> bool:
        """Whether a letter of the same words has gone to a printer for them, and has not come back."""
        letter, values = self._planner.letter, one.ours.values
        last = ledger.last(ledger.key_of(values["id"], letter.name, ""), "paper")
        if last is None or last.state != "printed":
            return False
        terms = letter.terms()
        language = terms.language_of(values.get("language", "")) or terms.languages[0]
        return last.code == letter.variant(language, values.get("site", "")).code


def _why_not(verdict: Verdict) -> str:
    """Why the letter does not go by mail; empty where it does, or did."""
    if verdict.end == "done" and verdict.row and verdict.row.state == "bounced":
        return "mail with the letter came back"
    if verdict.end in ("send", "done"):
        return ""
    if verdict.row and verdict.row.state == "refused":
        return "the server has refused the letter"
    return verdict.why or said(verdict.problems)


def said(problems: Sequence[Finding]) -> str:
    """What is wrong, in one line."""
    return "; ".join(one.message.rstrip(".") for one in problems)
