"""A merge: all records are judged before anything is made; then a letter is made for each, one after the other.

Nothing of a record is kept but its number. Only the record before is remembered, so that none of it is in the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.several import in_order
from carefold.garbage import collected_rarely
from carefold.merge.in_processes import outcomes_of
from carefold.merge.journal import Journal
from carefold.merge.judged import KNOWN
from carefold.merge.letter import Letter
from carefold.merge.making import Maker
from carefold.merge.names import Names
from carefold.merge.private import keep
from carefold.merge.recipient import ACTIVE, STATUSES, Recipient
from carefold.merge.records import Records
from carefold.merge.refused import Refused
from carefold.merge.row import Row
from carefold.merge.step import Done, Due, Step
from carefold.text.characters import can_be_set


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
        self.letter, self.records, self.names = letter, records, names
        self.judged = Judged()
        self.maker = Maker(letter, is_slow=is_slow)

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

    def steps(self, folder: Path, journal: Journal, jobs: int = 1) -> Iterator[Step]:
        """What comes of each record that is not left out: its letter in the folder, or why there is none.

        So many processes make letters; they are written here. CarefoldError where nothing can be written.
        """
        due = self._due(journal)
        made = outcomes_of(self.maker, due, jobs) if jobs > 1 else ((one, self._outcome(one)) for one in due)
        with closing(made), collected_rarely():
            for one, came in made:
                yield self._written(one, came, folder, journal) if isinstance(one, Due) else one

    def _written(self, one: Due, came: bytes | Finding, folder: Path, journal: Journal) -> Step:
        if isinstance(came, Finding):
            return Refused(one.row, (came,))
        keep(came, folder / one.name, self.letter.project.shown(folder))
        journal.note(one.name, one.recipient, one.digest, len(came))
        return Done(one.recipient.number, one.name, is_new=True)

    def _due(self, journal: Journal) -> Iterator[Step | Due]:
        """What is to be done for each record, or what came of it already."""
        for theirs, row in self.records.pairs():
            if left_out(row):
                continue
            found = self.judged.bad.get(row.number) or self._recipient(row)
            if not isinstance(found, Recipient):
                yield Refused(theirs, tuple(found))
                continue
            digest, name = self.letter.variant(found.language, found.site).digest, self.names.name(found)
            if journal.is_done(name, found, digest):
                yield Done(found.number, name, is_new=False)
            else:
                yield Due(theirs, found, name, digest)

    def _outcome(self, one: Step | Due) -> bytes | Finding:
        return self.maker.outcome(one.recipient) if isinstance(one, Due) else b""


def left_out(row: Row) -> str:
    """The status for which a record gets no letter; empty for one that is to get one, or is bad."""
    status = row.values.get("status", "").lower()
    return status if status in STATUSES and status != ACTIVE and not row.problems else ""
