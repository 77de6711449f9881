"""Letters made by one process or several: records go out in parts, and what came of them comes back in their order.

Where a system can fork, processes have all that was read and laid out for judging; else each has the letter for itself.
What they keep of records ends with them. Each writes its letters, and notes each in the journal that all share.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from carefold.batch.pool import Desk
from carefold.batch.processes import Processes, forked, started_by, unheard
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.garbage import collected_rarely
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter, single_fields
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.protection import Protection
from carefold.merge.records import Records
from carefold.merge.refused import Refused
from carefold.merge.row import Row
from carefold.merge.step import Step
from carefold.merge.work import Work
from carefold.saving import clear
from carefold.workspace import Workspace

_PART = 32  # records that a process is given at once
_AHEAD = 3  # parts for each process that are under way or wait to be told

Pair: TypeAlias = tuple[Row, Row]
"""A record as its file has it, and in our columns."""


def steps(merge: Merge, folder: Path, journal: Journal, jobs: int = 1) -> Iterator[Step]:
    """What comes of each record that is not left out, in order, once all have been judged: its letter in the folder, or
    why there is none; so many processes make letters.

    CarefoldError where nothing can be written, and where a process ends without a word.
    """
    work = Work(merge, folder, merge.letter.project.shown(folder), journal)
    each = merge.each(merge.records.pairs())
    made = _spread(work, each, jobs) if jobs > 1 else _made(work, each)
    with closing(made), collected_rarely():
        yield from made


def _made(work: Work, each: Iterator[Pair | Refused]) -> Generator[Step, None, None]:
    for one in each:
        yield one if isinstance(one, Refused) else work.step(*one)


# --- several


@dataclass(frozen=True)
class Bench:
    """What a process needs to know to make letters, where it has nothing yet."""

    desk: Desk
    letter: str
    layout: str
    brand: str | None
    unreviewed: str
    records: Records
    name_field: str
    digits: int
    protection: Protection | None
    is_slow: bool
    folder: Path
    shown: str

    @classmethod
    def of(cls, work: Work) -> Bench:
        """That of work which another process has."""
        merge, letter = work.merge, work.merge.letter
        records = Records(merge.records.path, merge.records.shown, merge.records.form)
        return cls(
            Desk.of(letter.project), letter.source, letter.layout, letter.brand, letter.unreviewed, records,
            merge.names.field, merge.names.digits, merge.protection, merge.maker.is_slow, work.folder, work.shown,
        )  # fmt: skip

    def work(self) -> Work:
        """The same work in this process."""
        desk = self.desk
        project = Workspace.open(desk.root, desk.today, modified=desk.modified, base=desk.base)
        letter = Letter(project, self.letter, self.layout, self.brand, self.unreviewed)
        names = Names(letter.file_name, self.name_field, single_fields(letter))
        names.digits = self.digits
        merge = Merge(letter, self.records, names, self.protection, is_slow=self.is_slow)
        return Work(merge, self.folder, self.shown, Journal.open(self.folder, self.shown))


_own = list[Work | Bench]()  # a process's own: it makes letters for one caller, and ends with it


def _begin(work: Work | Bench) -> None:
    _own.append(work)


def _spread(work: Work, each: Iterator[Pair | Refused], jobs: int) -> Generator[Step, None, None]:
    """Work by several processes, which are not many parts ahead."""
    for one in each:  # what was laid out for the first is there for all of them, where they are forked
        yield one if isinstance(one, Refused) else work.step(*one)
        if not isinstance(one, Refused):
            break
    context = forked()
    begin = partial(_begin, work if context else Bench.of(work))
    modules = "carefold.merge.in_processes", "carefold.pdf.replay", "carefold.preflight.preflight"
    executor = Processes(jobs, context or started_by(*modules), begin)
    waiting = deque[tuple[list[Pair | Refused], Future[list[Step]]]]()
    before = None
    try:
        with unheard():
            executor.start()
        for part in _parts(each):
            pairs = [one for one in part if not isinstance(one, Refused)]
            waiting.append((part, _given(executor, before, pairs)))
            before = pairs[-1][1] if pairs else before
            if len(waiting) >= _AHEAD * jobs:
                yield from _came(*waiting.popleft())
        while waiting:
            yield from _came(*waiting.popleft())
    except BrokenExecutor as error:
        hint = "Perhaps there is too little memory: try --jobs 1. The next run goes on from here."
        raise CarefoldError(Finding("a process that made letters ended without a word.", hint=hint)) from error
    finally:
        for _, future in waiting:
            future.cancel()
        if waiting:
            executor.end()
        executor.shutdown()
        clear(work.folder)  # of what they were writing just then


def _parts(each: Iterator[Pair | Refused]) -> Iterator[list[Pair | Refused]]:
    return ([one for _, one in part] for _, part in groupby(enumerate(each), lambda pair: pair[0] // _PART))


def _given(executor: Processes, before: Row | None, pairs: list[Pair]) -> Future[list[Step]]:
    with unheard():
        return executor.submit(partial(made, before, pairs))


def _came(part: list[Pair | Refused], future: Future[list[Step]]) -> Iterator[Step]:
    came = iter(future.result())
    for one in part:
        yield one if isinstance(one, Refused) else next(came)


def made(before: Row | None, pairs: list[Pair]) -> list[Step]:
    """What comes of some records, in a process that may have made others; `before` is the one before them."""
    own = _own[-1]
    if isinstance(own, Bench):
        _own[-1] = own = own.work()
    if before:
        own.follow(before)
    return [own.step(*pair) for pair in pairs]
