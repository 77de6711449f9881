"""A merge: all records are judged before anything is made; then a letter is made for each, one after the other.

Nothing of a record is kept but its number. Only the record before is remembered, so that none of it is in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.diagnostics.several import in_order
from carefold.merge.columns import KNOWN, is_of_item, problems_of_columns
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter
from carefold.merge.making import Maker, without_values
from carefold.merge.names import Names
from carefold.merge.print_room import PrintRoom
from carefold.merge.protection import COLUMN, Protection
from carefold.merge.recipient import ACTIVE, STATUSES, Recipient
from carefold.merge.records import Records
from carefold.merge.refused import Refused
from carefold.merge.row import NUMBER, Row
from carefold.merge.step import Done, Step
from carefold.model.forms import LINES
from carefold.text.characters import can_all_be_set, can_be_set

_NUMBERS = f"Give each its own in `{NUMBER}`, or leave that column out."


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

    def __init__(
        self, letter: Letter, records: Records, names: Names, protection: Protection | None = None, *,
        is_slow: bool = False,
    ) -> None:  # fmt: skip
        """Where it `is_slow`, each letter is laid out anew: the bytes are the same."""
        self.letter, self.records, self.names, self.protection = letter, records, names, protection
        self.judged = Judged()
        self.maker = Maker(letter, is_slow=is_slow)

    # --- judge

    def _problems_of_map(self) -> list[Finding]:
        """Columns of ours that a map names and that mean nothing here; columns of theirs that the file has not."""
        mapper, fields = self.records.mapper, self.letter.terms().fields
        if mapper is None:
            return []
        known = (*fields, *KNOWN, *self._also)
        problems = [
            Finding(f"“{ours}” is no field of the handout.", mapper.place(ours),
                    did_you_mean(ours, known, f"Its fields are {', '.join(fields) or 'none'}."))
            for ours in mapper.columns if ours not in known and not is_of_item(ours, fields)
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
        if problems := self._problems_of_map():
            raise CarefoldError(problems)
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
        problems = problems_of_columns(self.letter.terms().fields, row, self._also)
        if problems:
            raise CarefoldError(problems)

    def _told(self, row: Row, judged: Judged) -> list[Finding]:
        """What is wrong with a record; also what goes wrong in judging it, whatever that says."""
        try:
            return self._problems(row, judged)
        except Exception as error:
            return [without_values(error, row)]

    def _problems(self, row: Row, judged: Judged) -> list[Finding]:
        found = self.recipient(row)
        if isinstance(found, list):
            return found
        try:
            variant = self.letter.variant(found.language, found.site)
        except CarefoldError as error:
            judged.of_letter += (problem for problem in error.findings if problem not in judged.of_letter)
            return []
        families = variant.content.families
        is_sure = can_all_be_set((value.replace(LINES, " ") for value in found.record.values()), families)
        problems = [] if is_sure else [
            Finding(f"no font has a character of {'this value' if row.columns else f'“{name}”'}.", row.at(name),
                    "Write it in another way.")
            for name, value in found.record.items()
            if not can_be_set(value.replace(LINES, " "), families)
        ]  # fmt: skip
        taken = self.names.problem(found)
        return [*problems, taken] if taken else problems

    def recipient(self, row: Row) -> Recipient | list[Finding]:
        """Whom a record in our columns is for, or what is wrong with it."""
        terms = self.letter.terms(self.letter.terms().language_of(row.values.get("language", "")))
        has_own_keys = not row.columns  # JSON, in each line
        unknown = problems_of_columns(terms.fields, row, self._also) if has_own_keys else []
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
                found = self.recipient(row)
                if isinstance(found, Recipient):
                    yield row, found

    def refuse_others(self, folder: Path, journal: Journal) -> None:
        """CarefoldError for letters of other people in the places of these, once all have been judged."""
        if count := journal.others((self.names.name(one), one) for _, one in self.recipients()):
            of = "a letter of another person lies" if count == 1 else f"{count} letters of other people lie"
            message = f"{of} there under the names of these."
            hint = "Name another folder with --out, or files by --name-field id; or say --replace, and they are gone."
            raise CarefoldError(Finding(message, Place(self.letter.project.shown(folder)), hint))

    # --- make

    def each(self, pairs: Iterator[tuple[Row, Row]]) -> Iterator[tuple[Row, Row] | Refused]:
        """Each record that is not left out, once all have been judged, or what is wrong with it."""
        for theirs, ours in pairs:
            if not left_out(ours):
                bad = self.judged.bad.get(ours.number)
                yield Refused(theirs, bad) if bad else (theirs, ours)

    def sheets(self, room: PrintRoom, sort_by: str = "") -> Iterator[Step]:
        """What comes of each record that is not left out: its pages in the print room, or why there are none.

        They come in the order of what stands in a column of ours, or as in their file.
        """
        for one in self.each(self.records.in_order(sort_by) if sort_by else self.records.pairs()):
            if isinstance(one, Refused):
                yield one
                continue
            theirs, found = one[0], self.recipient(one[1])
            if not isinstance(found, Recipient):
                yield Refused(theirs, tuple(found))
                continue
            made = self.maker.sheets(found)
            if isinstance(made, Finding):
                yield Refused(theirs, (made,))
                continue
            room.add(found.number, made)
            yield Done(found.number, room.name, is_new=True)


def left_out(row: Row) -> str:
    """The status for which a record gets no letter; empty for one that is to get one, or is bad."""
    status = row.values.get("status", "").lower()
    return status if status in STATUSES and status != ACTIVE and not row.problems else ""
