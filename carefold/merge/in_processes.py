"""Letters made by several processes: records go out in parts, and what comes of them comes back in their order.

Each process has the letter for itself, and what it keeps of records ends with it. Only the caller writes files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeAlias

from carefold.batch.pool import Desk
from carefold.batch.processes import Processes, started_by, unheard
from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.making import Maker
from carefold.merge.recipient import Recipient
from carefold.merge.step import Due, Step
from carefold.workspace import Workspace

_PART = 32  # records that a process is given at once
_AHEAD = 3  # parts for each process that are under way or wait to be written

Outcome: TypeAlias = bytes | Finding


@dataclass(frozen=True)
class Bench:
    """What a process needs to know to make letters."""

    desk: Desk
    letter: str
    layout: str
    brand: str | None
    unreviewed: str
    is_slow: bool


def outcomes_of(
    maker: Maker, due: Iterator[Step | Due], jobs: int
) -> Generator[tuple[Step | Due, Outcome], None, None]:
    """Each with what came of it, in order; so many processes are at work, and not many parts ahead.

    CarefoldError where a process ends without a word.
    """
    letter = maker.letter
    bench = Bench(Desk.of(letter.project), letter.source, letter.layout, letter.brand, letter.unreviewed, maker.is_slow)
    executor = Processes(
        jobs, started_by("carefold.merge.merging", "carefold.pdf.replay", "carefold.preflight.preflight")
    )
    waiting = deque[tuple[list[Step | Due], Future[list[Outcome]]]]()
    try:
        for part in _parts(due):
            waiting.append((part, _given(executor, bench, part, maker)))
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


def _parts(due: Iterator[Step | Due]) -> Iterator[list[Step | Due]]:
    return ([one for _, one in part] for _, part in groupby(enumerate(due), lambda pair: pair[0] // _PART))


def _given(executor: Processes, bench: Bench, part: list[Step | Due], maker: Maker) -> Future[list[Outcome]]:
    recipients = [one.recipient for one in part if isinstance(one, Due)]
    before = maker.before
    maker.before = recipients[-1] if recipients else before
    with unheard():
        return executor.submit(partial(work, bench, before, recipients))


def _came(part: list[Step | Due], future: Future[list[Outcome]]) -> Iterator[tuple[Step | Due, Outcome]]:
    made = iter(future.result())
    for one in part:
        yield one, next(made) if isinstance(one, Due) else b""


def work(bench: Bench, before: Recipient | None, recipients: list[Recipient]) -> list[Outcome]:
    """The letters of some records, in a process that may have made others."""
    maker = _maker(bench)
    maker.before = before
    return [maker.outcome(recipient) for recipient in recipients]


@kept
def _maker(bench: Bench) -> Maker:
    """A process's own: it makes letters for one caller, and ends with it."""
    desk = bench.desk
    project = Workspace.open(desk.root, desk.today, modified=desk.modified, base=desk.base)
    letter = Letter(project, bench.letter, bench.layout, bench.brand, bench.unreviewed)
    return Maker(letter, is_slow=bench.is_slow)
