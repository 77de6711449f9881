"""A merge: all records are judged before anything is made; then a letter is made for each, one after the other.

Nothing of a record is kept but its number. Only the record before is remembered, so that none of it is in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.diagnostics.several import in_order
from carefold.merge.journal import Journal
from carefold.merge.judged import KNOWN
from carefold.merge.letter import Letter, Variant
from carefold.merge.names import Names
from carefold.merge.own_values import text_of
from carefold.merge.print_room import PrintRoom
from carefold.merge.private import keep
from carefold.merge.protection import COLUMN, Protection, is_shut, shut
from carefold.merge.recipient import ACTIVE, STATUSES, Recipient
from carefold.merge.records import Records
from carefold.merge.refused import Refused
from carefold.merge.row import NUMBER, Row
from carefold.model.forms import LINES
from carefold.pipeline import checked, make
from carefold.stages import Made
from carefold.text.characters import can_be_set

_NUMBERS = f"Give each its own in `{NUMBER}`, or leave that column out."
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
    """What came of judging all records, by their numbers: who is left out, by status, and all that is wrong."""

    count: int = 0
    unused_passwords: bool = False
    left_out: dict[int, tuple[str, Place]] = field(default_factory=dict)
    bad: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    of_letter: list[Finding] = field(default_factory=list)

    def add(self, number: int, problem: Finding) -> None:
        """A problem of a record; each is told once."""
        told = self.bad.get(number, ())
        if problem not in told:
            self.bad[number] = (*told, problem)

    @property
    def problems(self) -> list[Finding]:
        """All of them, those of the letter itself first."""
        of_records = (problem for number in sorted(self.bad) for problem in self.bad[number])
        return [*in_order(self.of_letter), *of_records]


class Merge:
    """One letter, and the records that it is made for."""

    def __init__(self, letter: Letter, records: Records, names: Names, protection: Protection | None = None) -> None:
        self.letter, self.records, self.names, self.protection = letter, records, names, protection
        self.judged = Judged()
        self._before: Recipient | None = None
        self._checked = dict[tuple[str, str], int]()  # letters that were made, by variant

    # --- judge

    def problems_of_map(self) -> list[Finding]:
        """Columns of ours that a map names and that mean nothing here; columns of theirs that the file has not."""
        mapper, fields = self.records.mapper, self.letter.terms().fields
        if mapper is None:
            return []
        known = (*fields, *KNOWN, *self._also)
        problems = [
            Finding(f"“{ours}” is no field of the handout.", mapper.place(ours),
                    did_you_mean(ours, known, f"Its fields are {', '.join(fields) or 'none'}."))
            for ours in mapper.columns if ours not in known
        ]  # fmt: skip
        first = next((theirs for theirs, _ in self.records.pairs()), None)
        return [*problems, *(mapper.problems(first.columns) if first and first.columns else ())]

    def problem_of_column(self, column: str) -> Finding | None:
        """Why records can't be put in order by a column of ours."""
        first = next((ours for _, ours in self.records.pairs()), None)
        known = [*first.values] if first else []
        if column in known or first is None:
            return None
        return Finding(f"--sort-by: there is no column “{column}”.", self.records.place,
                       did_you_mean(column, known, f"Those that there are: {', '.join(known)}."))  # fmt: skip

    def judge(self) -> Judged:
        """Look at every record; CarefoldError for a file that can't be read as one of records for this letter."""
        judged, seen = self.judged, set[int]()
        for _, row in self.records.pairs():
            if not judged.count and row.columns:
                self._look_at_columns(row)
            judged.count += 1
            self.names.digits = max(self.names.digits, row.digits)
            if row.number in seen:
                judged.add(row.number, Finding("another record has the same number.", row.at(NUMBER), _NUMBERS))
            seen.add(row.number)
            judged.unused_passwords |= self.protection is None and bool(row.values.get(COLUMN))
            if status := left_out(row):
                judged.left_out[row.number] = status, row.place
                continue
            for problem in self._told(row, judged):
                judged.add(row.number, problem)
            for number, problem in self.protection.shared(row) if self.protection else ():
                judged.add(number, problem)
        if not judged.count:
            raise CarefoldError(Finding("there are no records.", self.records.place, "Write a line for each."))
        return judged

    def _look_at_columns(self, row: Row) -> None:
        problems = self.letter.terms().problems_of_columns(row, self._also)
        if problems:
            raise CarefoldError(problems)

    def _told(self, row: Row, judged: Judged) -> list[Finding]:
        """What is wrong with a record; also what goes wrong in judging it, whatever that says."""
        try:
            return self._problems(row, judged)
        except Exception as error:
            return [_without_values(error, row)]

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
            Finding(f"no font has a character of {'this value' if row.columns else f'“{name}”'}.", row.at(name),
                    "Write it in another way.")
            for name, value in found.record.items()
            if not can_be_set(value.replace(LINES, " "), variant.content.families)
        ]  # fmt: skip
        taken = self.names.problem(found)
        return [*problems, taken] if taken else problems

    def _recipient(self, row: Row) -> Recipient | list[Finding]:
        terms = self.letter.terms(self.letter.terms().language_of(row.values.get("language", "")))
        unknown = [] if row.columns else terms.problems_of_columns(row, self._also)  # JSON has its own keys each line
        found = unknown or terms.judge(row)
        if self.protection is None or row.problems:
            return found
        weak = self.protection.problems(row)
        if isinstance(found, list) or weak:
            return [*(found if isinstance(found, list) else ()), *weak]
        return self.protection.with_password(found, row)

    @property
    def _also(self) -> tuple[str, ...]:
        """Columns that somebody has named."""
        return (self.protection.column,) if self.protection else ()

    def recipients(self) -> Iterator[tuple[Row, Recipient]]:
        """The records that are good, once all have been judged."""
        for _, row in self.records.pairs():
            if row.number not in self.judged.bad and not left_out(row):
                found = self._recipient(row)
                if isinstance(found, Recipient):
                    yield row, found

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
        made_of = f"{variant.digest} protected" if self.protection else variant.digest
        if journal.is_done(name, recipient, made_of) and is_shut(folder / name, recipient, self.protection):
            return Done(recipient.number, name, is_new=False)
        made = self._attempt(theirs, variant, recipient)
        if isinstance(made, Refused):
            return made
        keep(made.data, folder / name, self.letter.project.shown(folder))
        journal.note(name, recipient, made_of, len(made.data))
        return Done(recipient.number, name, is_new=True)

    def sheets(self, room: PrintRoom, sort_by: str = "") -> Iterator[Step]:
        """What comes of each record that is not left out: its pages in the print room, or why there are none.

        They come in the order of what stands in a column of ours, or as in their file.
        """
        for theirs, row in self.records.in_order(sort_by) if sort_by else self.records.pairs():
            if left_out(row):
                continue
            found = self.judged.bad.get(row.number) or self._recipient(row)
            if not isinstance(found, Recipient):
                yield Refused(theirs, tuple(found))
                continue
            made = self._attempt(theirs, self.letter.variant(found.language, found.site), found)
            if isinstance(made, Refused):
                yield made
                continue
            room.add(found.number, made)
            yield Done(found.number, room.name, is_new=True)

    def _attempt(self, theirs: Row, variant: Variant, recipient: Recipient) -> Made | Refused:
        """A record's letter, or in words without values why there is none."""
        try:
            made = self._made(variant, recipient)
            return replace(made, data=shut(made.data, recipient, self.protection))
        except Exception as error:  # of any kind: what it says may hold values
            return Refused(theirs, (_without_values(error, recipient),))
        finally:
            self._before = recipient

    def _made(self, variant: Variant, recipient: Recipient) -> Made:
        """A record's letter; CarefoldError, which may hold values, for one that is not to leave."""
        key = recipient.language, recipient.site
        made = make(self.letter.project, variant.order_for(recipient.record), variant.content)
        before = self._checked.get(key, 0)
        if before % _SAMPLE == 0:
            checked(self.letter.project, made)
        self._checked[key] = before + 1
        self._compare(variant, made, recipient)
        return made

    def _compare(self, variant: Variant, made: Made, recipient: Recipient) -> None:
        """CarefoldError for a letter that lacks a value of its record, or has one of the record before."""
        text, own = text_of(made.data), recipient.record
        used = frozenset[str]().union(*(page.fields for page in made.composition.pages))
        if lacking := variant.own_values.missing(text, used, own):
            raise CarefoldError(Finding(f"the letter lacks {_listed(lacking)} of its record.", recipient.place))
        before = self._before.record if self._before else {}
        if others := variant.own_values.neighbours(text, own, before):
            raise CarefoldError(Finding(f"the letter has {_listed(others)} of the record before.", recipient.place))


def _listed(fields: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in fields)


def left_out(row: Row) -> str:
    """The status for which a record gets no letter; empty for one that is to get one, or is bad."""
    status = row.values.get("status", "").lower()
    return status if status in STATUSES and status != ACTIVE and not row.problems else ""


_REPORT = "Please report this: with the handout, and without the record."


def _without_values(error: Exception, recipient: Recipient | Row) -> Finding:
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
