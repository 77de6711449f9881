"""A merge: all records are judged before anything is made; then a letter is made for each, one after the other.

Nothing of a record is kept but its number. Only the record before is remembered, so that none of it is in the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.several import in_order
from carefold.merge.fast import Spliced
from carefold.merge.journal import Journal
from carefold.merge.judged import KNOWN
from carefold.merge.letter import Letter, Variant
from carefold.merge.names import Names
from carefold.merge.own_values import text_of
from carefold.merge.private import keep
from carefold.merge.recipient import ACTIVE, STATUSES, Recipient
from carefold.merge.records import Records
from carefold.merge.refused import Refused
from carefold.merge.row import Row
from carefold.pipeline import checked, make
from carefold.text.characters import can_be_set

_SAMPLE = 500  # of so many records one is checked in full


@dataclass(frozen=True)
class Done:
    """A letter that is done: the number of its record, its file, and whether it was there already."""

    number: int
    name: str
    is_new: bool


Step: TypeAlias = Done | Refused


@dataclass
class Judged:
    """What came of judging all records: numbers of those that are good or left out, and all that is wrong."""

    count: int = 0
    good: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    bad: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    of_letter: list[Finding] = field(default_factory=list)

    @property
    def problems(self) -> list[Finding]:
        """All of them, those of the letter itself first."""
        return [*in_order(self.of_letter), *(problem for problems in self.bad.values() for problem in problems)]


class Merge:
    """One letter, and the records that it is made for."""

    def __init__(self, letter: Letter, records: Records, names: Names, *, is_slow: bool = False) -> None:
        """Where it `is_slow`, each letter is laid out anew: the bytes are the same."""
        self.is_slow = is_slow
        self.letter, self.records, self.names = letter, records, names
        self.judged = Judged()
        self._before: Recipient | None = None
        self._checked = dict[tuple[str, str], int]()  # letters that were made, by variant

    # --- judge

    def problems_of_map(self) -> list[Finding]:
        """Columns of ours that a map names and that mean nothing here; columns of theirs that the file has not."""
        mapper, fields = self.records.mapper, self.letter.terms().fields
        if mapper is None:
            return []
        known = (*fields, *KNOWN)
        problems = [
            Finding(f"“{ours}” is no field of the handout.", mapper.place(ours),
                    did_you_mean(ours, known, f"Its fields are {', '.join(fields) or 'none'}."))
            for ours in mapper.columns if ours not in known
        ]  # fmt: skip
        first = next((theirs for theirs, _ in self.records.pairs()), None)
        return [*problems, *(mapper.problems(first.columns) if first and first.columns else ())]

    def judge(self) -> Judged:
        """Look at every record; CarefoldError for a file that can't be read as one of records for this letter."""
        judged = self.judged = Judged()
        for _, row in self.records.pairs():
            if not judged.count and row.columns:
                self._look_at_columns(row)
            judged.count = row.number
            if status := left_out(row):
                judged.left_out[status] += 1
                continue
            problems = self._problems(row, judged)
            if problems:
                judged.bad[row.number] = tuple(problems)
            else:
                judged.good += 1
        if not judged.count:
            raise CarefoldError(Finding("there are no records.", self.records.place, "Write a line for each."))
        self.names.count = judged.count
        return judged

    def _look_at_columns(self, row: Row) -> None:
        problems = self.letter.terms().problems_of_columns(row)
        if problems:
            raise CarefoldError(problems)

    def _problems(self, row: Row, judged: Judged) -> list[Finding]:
        found = self._recipient(row)
        if isinstance(found, list):
            return found
        try:
            variant = self.letter.variant(found.language, found.site)
        except CarefoldError as error:
            judged.of_letter += (problem for problem in error.findings if problem not in judged.of_letter)
            return []
        problems = [
            Finding("no font has a character of this value.", row.at(name), "Write it in another way.")
            for name, value in found.record.items() if not can_be_set(value, variant.content.families)
        ]  # fmt: skip
        taken = self.names.problem(found)
        return [*problems, taken] if taken else problems

    def _recipient(self, row: Row) -> Recipient | list[Finding]:
        terms = self.letter.terms(row.values.get("language", ""))
        unknown = [] if row.columns else terms.problems_of_columns(row)  # each line of JSON has its own keys
        return unknown or terms.judge(row)

    # --- make

    def steps(self, folder: Path, journal: Journal) -> Iterator[Step]:
        """What comes of each record that is not left out: its letter in the folder, or why there is none.

        CarefoldError where nothing can be written.
        """
        for theirs, row in self.records.pairs():
            if left_out(row):
                continue
            found = self.judged.bad.get(row.number) or self._recipient(row)
            if isinstance(found, Recipient):
                yield self._step(theirs, found, folder, journal)
            else:
                yield Refused(theirs, tuple(found))

    def _step(self, theirs: Row, recipient: Recipient, folder: Path, journal: Journal) -> Step:
        variant = self.letter.variant(recipient.language, recipient.site)
        name = self.names.name(recipient)
        if journal.is_done(name, recipient, variant.digest):
            return Done(recipient.number, name, is_new=False)
        try:
            data = self._made(variant, recipient)
        except Exception as error:  # of any kind: what it says may hold values
            return Refused(theirs, (_without_values(error, recipient),))
        finally:
            self._before = recipient
        keep(data, folder / name, self.letter.project.shown(folder))
        journal.note(name, recipient, variant.digest, len(data))
        return Done(recipient.number, name, is_new=True)

    def _made(self, variant: Variant, recipient: Recipient) -> bytes:
        """A record's letter; CarefoldError, which may hold values, for one that is not to leave."""
        key = recipient.language, recipient.site
        before = self._checked.get(key, 0)
        self._checked[key] = before + 1
        spliced = None if self.is_slow else variant.fast.letter(recipient.record)
        if spliced is None or before % _SAMPLE == 0:
            spliced = self._laid_out(variant, recipient, spliced, before % _SAMPLE == 0)
        self._compare(variant, spliced, recipient)
        return spliced.data

    def _laid_out(self, variant: Variant, recipient: Recipient, spliced: Spliced | None, is_sample: bool) -> Spliced:
        """A record's letter, laid out; `spliced` is the same made by parts, if it can be."""
        made = make(self.letter.project, variant.order_for(recipient.record), variant.content)
        is_first = not self.is_slow and spliced is None and variant.fast.learn(made)
        if is_first or is_sample:
            checked(self.letter.project, made)
        if spliced and spliced.data != made.data:
            variant.fast.forget(recipient.record)
        used = frozenset[str]().union(*(page.fields for page in made.composition.pages))
        return Spliced(made.data, text_of(made.data), used)

    def _compare(self, variant: Variant, letter: Spliced, recipient: Recipient) -> None:
        """CarefoldError for a letter that lacks a value of its record, or has one of the record before."""
        own = recipient.record
        if lacking := variant.own_values.missing(letter.text, letter.used, own):
            raise CarefoldError(Finding(f"the letter lacks {_listed(lacking)} of its record.", recipient.place))
        before = self._before.record if self._before else {}
        if others := variant.own_values.neighbours(letter.text, own, before):
            raise CarefoldError(Finding(f"the letter has {_listed(others)} of the record before.", recipient.place))


def _listed(fields: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in fields)


def left_out(row: Row) -> str:
    """The status for which a record gets no letter; empty for one that is to get one, or is bad."""
    status = row.values.get("status", "").lower()
    return status if status in STATUSES and status != ACTIVE and not row.problems else ""


_REPORT = "Please report this: with the handout, and without the record."


def _without_values(error: Exception, recipient: Recipient) -> Finding:
    """Why a letter was not made, in words that hold nothing of its record: what was found is told by its codes."""
    if not isinstance(error, CarefoldError):
        message = f"no letter can be made of this record ({type(error).__name__})."
        return Finding(message, recipient.place, _REPORT)
    own = [found for found in error.findings if found.place == recipient.place]
    if own:
        return Finding(f"no letter was made: {own[0].message}", recipient.place, _REPORT)
    codes = ", ".join(dict.fromkeys(found.code for found in error.findings if found.code))
    message = f"no letter can be made of this record{f' ({codes})' if codes else ''}."
    return Finding(message, recipient.place, "A value may be too long for where it stands: shorten it.")
