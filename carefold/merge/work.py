"""What a merge does for a good record, in whichever process: its letter in the folder, then a line in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carefold.diagnostics.finding import Finding
from carefold.merge.journal import Journal
from carefold.merge.making import without_values
from carefold.merge.merging import Merge
from carefold.merge.private import keep
from carefold.merge.protection import is_shut, shut
from carefold.merge.recipient import Recipient
from carefold.merge.refused import Refused
from carefold.merge.row import Row
from carefold.merge.step import Done, Step


@dataclass(frozen=True)
class Work:
    """Letters of a merge, and the folder that they go to, as messages name it."""

    merge: Merge
    folder: Path
    shown: str
    journal: Journal

    def step(self, theirs: Row, ours: Row) -> Step:
        """What comes of a record, as its file has it and in our columns: its letter, or why there is none.

        CarefoldError where nothing can be written.
        """
        found = self.merge.recipient(ours)
        return self._done(theirs, found) if isinstance(found, Recipient) else Refused(theirs, tuple(found))

    def follow(self, ours: Row) -> None:
        """Take a record, in our columns, for the one before the next."""
        found = self.merge.recipient(ours)
        self.merge.maker.before = found if isinstance(found, Recipient) else None

    def _done(self, theirs: Row, found: Recipient) -> Step:
        merge, protection = self.merge, self.merge.protection
        name, digest = merge.names.name(found), merge.letter.variant(found.language, found.site).digest
        digest = f"{digest} protected" if protection else digest
        if self.journal.is_done(name, found, digest) and is_shut(self.folder / name, found, protection):
            return Done(found.number, name, is_new=False)
        came = merge.maker.outcome(found)
        if isinstance(came, Finding):
            return Refused(theirs, (came,))
        try:
            came = shut(came, found, protection)
        except Exception as error:  # of any kind: what it says may hold values
            return Refused(theirs, (without_values(error, found),))
        keep(came, self.folder / name, self.shown)
        self.journal.note(name, found, digest, len(came))
        return Done(found.number, name, is_new=True)
