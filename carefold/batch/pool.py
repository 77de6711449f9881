"""Who makes the files: this process, or several, each a handout at a time. Only the caller writes files."""

from __future__ import annotations

import datetime
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from carefold.batch.pictures import first_page
from carefold.batch.state import Facts
from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.order import Order
from carefold.project import Project
from carefold.run import Result, Run
from carefold.stages import Made

FEW = 8  # handouts that one process makes before others would be ready
_TRIES = 2


@dataclass(frozen=True)
class Desk:
    """What a process needs to know of a project to work on it."""

    root: Path | None
    today: datetime.date
    modified: datetime.datetime | None
    base: Path

    @classmethod
    def of(cls, project: Project) -> Desk:
        """That of an opened project."""
        return cls(project.sources.project, project.today, project.modified, project.base)


@dataclass(frozen=True)
class Task:
    """A handout's orders, and which of their files has its first page drawn for the shelf, if any has."""

    orders: tuple[Order, ...]
    drawn: Order | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of an order: a file with all that is told of it, or why there is none."""

    order: Order
    name: str = ""
    data: bytes = field(default=b"", repr=False)
    pages: int = 0
    type_size: float = 0.0
    facts: Facts | None = None
    findings: tuple[Finding, ...] = ()
    cites: tuple[str, ...] = ()
    picture: bytes = field(default=b"", repr=False)
    refused: tuple[Finding, ...] = ()
    exit_code: ExitCode = ExitCode.DONE


Call: TypeAlias = Callable[[], list[Outcome]]


def outcomes(project: Project, tasks: Sequence[Task], jobs: int) -> Iterator[list[Outcome]]:
    """What comes of each task, in the order in which they are done, with so many processes at work."""
    if jobs == 1 or len(tasks) < 2:
        run = Run(project)
        yield from (_made(run, task) for task in tasks)
        return
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([__name__, "carefold.pdf.write", "carefold.preflight.preflight"])
    yield from spread(
        lambda: ProcessPoolExecutor(jobs, context), partial(partial, work, Desk.of(project)), tasks, 2 * jobs
    )


def spread(
    start: Callable[[], Executor],
    given: Callable[[Task], Callable[[], list[Outcome]]],
    tasks: Iterable[Task],
    most: int,
) -> Iterator[list[Outcome]]:
    """Tasks given out, not more than `most` at once; what a dying process loses is given out again.

    `given` makes of a task what a process is sent, and calls. Nothing that it calls fails by itself.
    """
    left, lost, tries = iter(tasks), list[Task](), dict[Task, int]()
    ended = False
    while not ended:
        executor, running = start(), dict[Future[list[Outcome]], Task]()
        try:
            while not (ended := not _fill(executor, given, running, _next(lost, left), most)):
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    try:
                        done = future.result()
                    except Exception as error:
                        tries[task] = tries.get(task, 0) + 1
                        if tries[task] > _TRIES:
                            yield [_lost(order) for order in task.orders]
                        else:
                            lost.append(task)
                        if isinstance(error, BrokenExecutor):
                            lost += (one for one in running.values() if one not in lost)
                            raise
                    else:
                        yield done
        except BrokenExecutor:
            continue
        finally:
            for future in running:
                future.cancel()
            executor.shutdown(wait=ended)


def _fill(
    executor: Executor, given: Callable[[Task], Call], running: dict[Future[list[Outcome]], Task],
    tasks: Iterator[Task], most: int,
) -> bool:  # fmt: skip
    """Give out as many tasks as may be at work; whether any is."""
    for task in islice(tasks, most - len(running)):
        running[executor.submit(given(task))] = task
    return bool(running)


def _next(lost: list[Task], left: Iterator[Task]) -> Iterator[Task]:
    while lost:
        yield lost.pop()
    yield from left


def _lost(order: Order) -> Outcome:
    hint = "Build it alone, with --jobs 1; perhaps there is too little memory for several at once."
    problem = Finding(f"the process that made {order.source} as {order.layout} ended without a word.", hint=hint)
    return Outcome(order, refused=(problem,), exit_code=ExitCode.PROBLEMS)


def work(desk: Desk, task: Task) -> list[Outcome]:
    """A task, done in a process that may have done others of the same desk."""
    try:
        return _made(_run(desk), task)
    except CarefoldError as error:  # of the project itself, which has changed meanwhile
        return [Outcome(order, refused=error.findings, exit_code=error.exit_code) for order in task.orders]


@kept
def _run(desk: Desk) -> Run:
    return Run(Project.open(desk.root, desk.today, modified=desk.modified, base=desk.base))


def _made(run: Run, task: Task) -> list[Outcome]:
    return [_outcome(run, result, result.order == task.drawn) for result in run.build_all(task.orders)]


def _outcome(run: Run, result: Result, drawn: bool) -> Outcome:
    end = result.end
    if isinstance(end, CarefoldError):
        return Outcome(result.order, refused=end.findings, exit_code=end.exit_code)
    return Outcome(
        order=result.order,
        name=end.name,
        data=end.data,
        pages=end.pages,
        type_size=end.composition.type_size,
        facts=_facts(run, end),
        findings=end.findings,
        cites=tuple(str(reference.id) for reference in end.resolved.references),
        picture=_picture(end.data) if drawn else b"",
    )


def _facts(run: Run, made: Made) -> Facts:
    handout, layout = made.resolved.handout, made.layout
    topics = (*handout.topics.mesh, *handout.topics.icd10, *handout.topics.snomed)
    return Facts(
        title=str(handout.title), id=str(handout.id or ""), version=str(handout.version),
        language=str(handout.language), updated=handout.updated.isoformat(), review_by=handout.review_by.isoformat(),
        topics=tuple(map(str, topics)), audience=str(handout.audience), grade=_grade(run, made),
        pages=made.pages, code="", duplex=layout.duplex, paper=layout.sheet.size,
        layouts=tuple(map(str, handout.layouts)),
    )  # fmt: skip


def _grade(run: Run, made: Made) -> float | None:
    """The US school grade that one must have finished to read it, to one decimal; None where that can't be told."""
    order = made.order
    grades = run.review(order.source, order.brand, order.allow_expired).grades
    return round(max(0.0, grades.whole.value), 1) if grades else None


def _picture(data: bytes) -> bytes:
    """The first page, small; empty where it can't be drawn."""
    try:
        return first_page(data)
    except ValueError:
        return b""


def cores() -> int:
    """How many processes can work at once here."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted else os.cpu_count() or 1
