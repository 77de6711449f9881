"""A recall: what left the house of some versions, who of a list has it, and what is to be done for each."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from carefold.content.content_code import signs
from carefold.delivery.ledger import Ledger
from carefold.delivery.plan import Planner, Wishes
from carefold.delivery.recall.copies import Copies, copies_of
from carefold.delivery.recall.folder import write_folder
from carefold.delivery.recall.listed import Matched, match
from carefold.delivery.recall.lists import day_of, lists_of
from carefold.delivery.recall.reach import Judge, LetterJudge, Reach, Told, sorted_out
from carefold.delivery.recall.some_records import SomeRecords
from carefold.delivery.row import written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.protection import COLUMN
from carefold.merge.records import Records
from carefold.merge.refused import Refused, refused_data
from carefold.model.versions import Range
from carefold.run import Run
from carefold.twins import split
from carefold.workspace import Workspace

GIVEN, VERSION = "given.date", "given.version"
"""Fields of a letter that the ledger fills in: on which day somebody got it last, and in which version."""


@dataclass(frozen=True)
class Recall:
    """All that is known: `for_letter` are the records of those that a letter is for, None without one."""

    project: Workspace
    handout: str
    copies: Copies
    records: Records
    matched: Matched
    told: Sequence[Told]
    for_letter: SomeRecords | None = None

    def of(self, reach: Reach) -> list[Told]:
        """Those who are reached so."""
        return [one for one in self.told if one.reach == reach]

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why mail does not reach them, in few words, and how many there are of each."""
        return dict(Counter(one.why.partition(" (")[0] for one in self.of("call")).most_common())

    @property
    def by_mail(self) -> SomeRecords | None:
        """The records that the letter goes to by mail."""
        return self.for_letter and self.for_letter.only(one.line for one in self.of("mail"))

    @property
    def in_print(self) -> SomeRecords | None:
        """The records that the letter is to be printed for; paper needs no password."""
        lines = (one.line for one in self.told if one.letter == "yes")
        return self.for_letter and self.for_letter.only(lines, without=COLUMN)

    def write(self, private: Path) -> tuple[Path, bool]:
        """Write the lists into a folder of their own: which, and whether it is new."""
        delimiter = self.records.form.delimiter if self.records.form else ","
        files = {**lists_of(self.told, self.copies.rows, _zone(self.project), delimiter)}
        if (letters := self.in_print) is not None:
            why = {one.line: Finding(f"{one.why}.", one.listed.theirs.place) for one in self.told}
            rows = [Refused(ours, (why[ours.place.line],)) for _, ours in letters.pairs()]
            digits = max((row.row.digits for row in rows), default=0)
            files[f"letters{self.records.path.suffix.lower()}"] = refused_data(rows, self.records, digits)
        is_secret = is_sensitive(self.project, self.handout) is not False
        name = signs(split(self.handout)[0]) if is_secret else self.handout
        return write_folder(files, private, name, self.project.shown(private))


def recall(
    project: Workspace, ledger: Ledger, handout: str, wanted: Range, records: Records, letter: Letter | None,
    wishes: Wishes, moment: datetime.datetime,
) -> Recall:  # fmt: skip
    """Find out who got it; CarefoldError for what can't be read, and where nobody got it."""
    if letter and not letter.terms().is_sensitive and is_sensitive(project, handout):
        hint = "Write `sensitive: true` in the letter: who gets it was given that handout."
        raise CarefoldError(Finding("the handout is sensitive, and this letter is not.", letter.first.place, hint))
    copies = copies_of(ledger, handout, wanted)
    matched = match(records, copies, ledger)
    told = {one.theirs.place.line: sorted_out(one, ledger) for one in matched.listed}
    open_ones = [one for one in matched.listed if not told[one.theirs.place.line]]
    judge, chosen = Judge(project.today, is_sensitive=bool(is_sensitive(project, handout))), None
    if letter:
        zone = _zone(project)
        added = {
            one.theirs.place.line: {
                "id": one.ours.values["id"], GIVEN: day_of(one.last, zone), VERSION: one.last.version,
            } for one in open_ones
        }  # fmt: skip
        chosen = SomeRecords.of(records, letter, added)
        if added:
            going_on = replace(wishes, resume=True, retry_unknown=True)
            judge = LetterJudge(Planner(letter, chosen, ledger, going_on, written(moment)))
    done = [told[one.theirs.place.line] or judge.told(one, ledger) for one in matched.listed]
    return Recall(project, handout, copies, records, matched, done, chosen)


def is_sensitive(project: Workspace, handout: str) -> bool | None:
    """Whether a handout is; None where nobody can tell, since it is gone or can't be read."""
    try:
        return bool(Run(project).handout(handout).sensitive)
    except CarefoldError:
        return None


def _zone(project: Workspace) -> datetime.tzinfo | None:
    return ZoneInfo(project.settings.time_zone) if project.settings.time_zone else None
