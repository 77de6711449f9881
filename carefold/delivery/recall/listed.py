"""The clinic's own list of patients, held against what went to whom: who got it, and what went elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from carefold.delivery.ledger import Ledger
from carefold.delivery.recall.copies import Copies
from carefold.delivery.row import Row
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.records import Records
from carefold.merge.row import Row as RecordRow

_ID = "id"


@dataclass(frozen=True, repr=False)
class Listed:
    """A record of somebody who was sent it, as its file has it and in our columns; `same` are how many have that id."""

    theirs: RecordRow
    ours: RecordRow
    copies: Sequence[Row]
    same: int = 1

    @property
    def has_it(self) -> bool:
        """Whether any copy may be in their hands: a letter on paper that came back is not."""
        return any(row.state != "returned" for row in self.copies)

    @property
    def last(self) -> Row:
        """What went to them last, and has not come back if anything has not."""
        return next((row for row in reversed(self.copies) if row.state != "returned"), self.copies[-1])


@dataclass
class Matched:
    """All of the list that were sent it, in its order; what went to whom, by keyed hash, in the list and elsewhere."""

    listed: list[Listed] = field(default_factory=list)
    sent: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    elsewhere: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    count: int = 0
    without_id: int = 0


def match(records: Records, copies: Copies, ledger: Ledger) -> Matched:
    """Read the list once; CarefoldError for one that can't be read, or that has no ids."""
    sent, made, problems = copies.by_person, Matched(), list[Finding]()
    found = dict[str, list[tuple[RecordRow, RecordRow]]]()
    for theirs, ours in records.pairs():
        if not made.count and records.mapper and theirs.columns:
            problems += records.mapper.problems(theirs.columns)
        made.count += 1
        problems += theirs.problems
        if not (id := ours.values.get(_ID, "")):
            made.without_id += 1
        elif (who := ledger.who(id)) in sent:
            found.setdefault(who, []).append((theirs, ours))
    if not made.count:
        problems.append(Finding("there are no records.", records.place, "Write a line for each."))
    elif made.without_id == made.count and not problems:
        hint = "Name that column `id`, or map it with --map: the ledger knows people by it."
        problems.append(Finding("no record of the list has an `id`.", records.place, hint))
    if problems:
        raise CarefoldError(problems)
    made.listed = sorted(
        (Listed(*pair, sent[who], len(pairs)) for who, pairs in found.items() for pair in pairs),
        key=lambda one: one.theirs.place,
    )
    made.sent = {who: rows for who, rows in sent.items() if who in found}
    made.elsewhere = {who: rows for who, rows in sent.items() if who not in found}
    return made
