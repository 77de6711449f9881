"""A merge for a program: all records are judged first, then a letter is made for each when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.garbage import collected_rarely
from carefold.merge.letter import Letter, single_fields
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.records import records_of


@dataclass(frozen=True, repr=False)
class MadeLetter:
    """A patient's letter: the number of the record, a file name without values of it, and the PDF."""

    number: int
    name: str
    data: bytes


@dataclass(frozen=True, repr=False)
class Letters:
    """What came of judging records, by their numbers; going through it makes the letters of those that are good."""

    count: int
    left_out: Mapping[int, str]
    findings: tuple[Finding, ...]
    _merge: Merge

    def __iter__(self) -> Iterator[MadeLetter | CarefoldError]:
        """Each letter in the order of the records, or the error that says why there is none; none is kept."""
        merge = self._merge
        with collected_rarely():
            for _, found in merge.recipients():
                came = merge.maker.outcome(found)
                if isinstance(came, Finding):
                    yield CarefoldError(came)
                else:
                    yield MadeLetter(found.number, merge.names.name(found), came)


def merged(letter: Letter, records: Path, map_file: Path | None, *, skip_bad: bool) -> Letters:
    """The letters of a file of records; CarefoldError for one that can't be read, and for bad records."""
    read = records_of(letter.project, records, map_file)
    merge = Merge(letter, read, Names(letter.file_name, "", single_fields(letter)))
    judged = merge.judge()
    if judged.of_letter or (judged.bad and not skip_bad):
        raise CarefoldError(judged.problems)
    letter.refuse_unreviewed(letter.variants)
    left_out = {number: status for number, (status, _) in judged.left_out.items()}
    return Letters(judged.count, left_out, tuple(judged.problems), merge)
