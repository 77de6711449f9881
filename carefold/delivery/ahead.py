"""Messages made by several processes a little ahead of what is sent; they come back in order, and nothing is written.

Each process has the letter for itself, and what it keeps of records ends with it.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeAlias

from carefold.batch.pool import Desk
from carefold.batch.processes import Processes, started_by, unheard
from carefold.caches import kept
from carefold.delivery.plan import Verdict
from carefold.delivery.row import Row
from carefold.delivery.writing import Writer, Written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row as RecordRow
from carefold.workspace import Workspace

_PART = 8  # messages that a process is given at once
_AHEAD = 3  # parts for each process that are under way or wait to be sent
Made: TypeAlias = Written | Finding


@dataclass(frozen=True, repr=False)
class Due:
    """A message that is to be sent: the record as its file has it, whom it is for, and its row of the ledger."""

    theirs: RecordRow
    to: Recipient
    verdict: Verdict
    row: Row


@dataclass(frozen=True)
class _Bench:
    """What a process needs to know to make messages."""

    desk: Desk
    letter: str
    layout: str
    brand: str | None
    unreviewed: str


def messages(
    writer: Writer, due: Iterator[Due], moment: datetime.datetime, jobs: int
) -> Generator[tuple[Due, Made], None, None]:
    """Each with its message, or why there is none."""
    if jobs < 2:
        yield from ((one, writer.message(one.to, one.row, moment)) for one in due)
        return
    letter = writer.letter
    bench = _Bench(Desk.of(letter.project), letter.source, letter.layout, letter.brand, letter.unreviewed)
    executor = Processes(jobs, started_by("carefold.delivery.ahead", "carefold.pdf.replay"))
    waiting = deque[tuple[list[Due], Future[list[Made]]]]()
    try:
        while part := [*islice(due, _PART)]:
            pairs = [(one.to, one.row) for one in part]
            with unheard():
                waiting.append((part, executor.submit(partial(_work, bench, pairs, moment))))
            if len(waiting) >= _AHEAD * jobs:
                yield from _came(waiting)
        while waiting:
            yield from _came(waiting)
    except BrokenExecutor as error:
        hint = "Perhaps there is too little memory: try --jobs 1. --resume goes on from here."
        raise CarefoldError(Finding("a process that made messages ended without a word.", hint=hint)) from error
    finally:
        for _, future in waiting:
            future.cancel()
        executor.end()
        executor.shutdown()


def _came(waiting: deque[tuple[list[Due], Future[list[Made]]]]) -> Iterator[tuple[Due, Made]]:
    part, future = waiting.popleft()
    yield from zip(part, future.result(), strict=True)


def _work(bench: _Bench, pairs: list[tuple[Recipient, Row]], moment: datetime.datetime) -> list[Made]:
    writer = _writer(bench)
    return [writer.message(to, row, moment) for to, row in pairs]


@kept
def _writer(bench: _Bench) -> Writer:
    """A process's own: it makes messages for one caller, and ends with it."""
    desk = bench.desk
    project = Workspace.open(desk.root, desk.today, modified=desk.modified, base=desk.base)
    return Writer(Letter(project, bench.letter, bench.layout, bench.brand, bench.unreviewed))
