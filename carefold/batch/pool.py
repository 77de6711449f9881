"""Who makes the files: this process, or several, each a handout at a time. Only the caller writes files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from carefold.batch.pictures import first_page
from carefold.batch.processes import Processes, started_by, unheard
from carefold.batch.state import Facts
from carefold.batch.task import Outcome, Task
from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.order import Order
from carefold.workspace import Workspace

if TYPE_CHECKING:  # an unchanged shelf needs nothing that makes files
    from carefold.run import Run
    from carefold.stages import Made

_TRIES = 3  # of what processes die of, the first among others


@dataclass(frozen=True)
class Desk:
    """What a process needs to know of a project to work on it."""

    root: Path | None
    today: datetime.date
    modified: datetime.datetime | None
    base: Path

    @classmethod
    def of(cls, project: Workspace) -> Desk:
        """That of an opened project."""
        return cls(project.sources.project, project.today, project.modified, project.base)


Call: TypeAlias = Callable[[], list[Outcome]]
E = TypeVar("E", bound=Executor)


def outcomes(project: Workspace, tasks: Sequence[Task], jobs: int, run: Callable[[], Run]) -> Iterator[list[Outcome]]:
    """What comes of each task, in the order in which they are done, with so many processes at work.

    `run` gives one that may have read the handouts already; it is for this process alone.
    """
    jobs = min(jobs, len(tasks))
    if jobs > 1:
        yield from _by_processes(Desk.of(project), tasks, jobs)
        return
    for task in tasks:
        yield _made(run(), task)


def begin() -> None:
    """Start what other processes come from: it imports all that they need while its caller still plans."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # which Windows has none of

        with unheard():
            forkserver.ensure_running()


def _context() -> BaseContext:
    return started_by(__name__, "carefold.run", "carefold.pdf.write", "carefold.preflight.preflight")


def _by_processes(desk: Desk, tasks: Sequence[Task], jobs: int) -> Iterator[list[Outcome]]:
    yield from spread(
        lambda: Processes(jobs, _context()),
        lambda task: partial(work, desk, task),
        tasks, 2 * jobs, Processes.end,
    )  # fmt: skip


def spread(
    start: Callable[[], E], given: Callable[[Task], Call], tasks: Iterable[Task], most: int,
    end: Callable[[E], None] = lambda _executor: None,
) -> Iterator[list[Outcome]]:  # fmt: skip
    """Tasks given out, not more than `most` at once; `given` makes of a task what a process is sent, and calls.

    `end` is called with an executor where what is at work now is for nobody.

    What is lost as a process dies is given out again, one at a time, so that it is known of which task they die.
    """
    left, lost, tries = iter(tasks), list[Task](), dict[Task, int]()
    while True:
        executor, running = start(), dict[Future[list[Outcome]], Task]()
        try:
            while True:
                alone = lost or not tries.keys().isdisjoint(running.values())
                _give_out(executor, given, running, left, lost, 1 if alone else most)
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    if isinstance(broken := future.exception(), BrokenExecutor):
                        raise broken
                    yield _result(future, running.pop(future))
        except BrokenExecutor:
            for task in running.values():
                tries[task] = tries.get(task, 0) + 1
                if tries[task] < _TRIES:
                    lost.append(task)
                else:
                    yield [_refused(order, _of_death(order)) for order in task.orders]
        finally:
            for future in running:
                future.cancel()
            if running:
                end(executor)
            executor.shutdown()


def _give_out(
    executor: Executor, given: Callable[[Task], Call], running: dict[Future[list[Outcome]], Task],
    left: Iterator[Task], lost: list[Task], most: int,
) -> None:  # fmt: skip
    """Fill what is running, from what was lost first."""
    while len(running) < most:
        task = lost.pop() if lost else next(left, None)
        if task is None:
            return
        try:
            with unheard():
                running[executor.submit(given(task))] = task
        except BrokenExecutor:
            lost.append(task)
            raise


def _result(future: Future[list[Outcome]], task: Task) -> list[Outcome]:
    """What came of a task, also where it could not even be sent or brought back."""
    try:
        return future.result()
    except Exception as error:
        return [_refused(order, _of_fault(order, error)) for order in task.orders]


def work(desk: Desk, task: Task) -> list[Outcome]:
    """A task, done in a process that may have done others of the same desk."""
    try:
        return _made(_run(desk), task)
    except CarefoldError as error:  # of the project itself, which has changed meanwhile
        return [_refused(order, *error.findings, exit_code=error.exit_code) for order in task.orders]


@kept
def _run(desk: Desk) -> Run:
    from carefold.run import Run

    return Run(Workspace.open(desk.root, desk.today, modified=desk.modified, base=desk.base))


def _made(run: Run, task: Task) -> list[Outcome]:
    return [_whatever(order, partial(_outcome, run, order, order == task.drawn)) for order in task.orders]


def foreseen(run: Run, task: Task) -> list[Outcome]:
    """What is known to come of a task before any file is made: what content review refuses."""
    return [_whatever(order, partial(_reviewed, run, order)) for order in task.orders]


def _reviewed(run: Run, order: Order) -> Outcome:
    run.accept(order)
    return Outcome(order)


def _outcome(run: Run, order: Order, drawn: bool) -> Outcome:
    made = run.build(order)
    return Outcome(
        order=order,
        name=made.name,
        data=made.data,
        pages=made.pages,
        type_size=made.composition.type_size,
        facts=_facts(run, made),
        findings=made.findings,
        cites=tuple(str(reference.id) for reference in made.resolved.references),
        picture=_picture(made.data) if drawn else b"",
    )


def _whatever(order: Order, come: Callable[[], Outcome]) -> Outcome:
    """What comes of an order, whatever happens: one handout never stops the others."""
    try:
        return come()
    except CarefoldError as error:
        return _refused(order, *error.findings, exit_code=error.exit_code)
    except OSError as error:
        reason = f"{error.strerror or type(error).__name__}."
        return _refused(order, Finding(reason, Place(str(error.filename or order.source))))
    except Exception as error:
        return _refused(order, _of_fault(order, error))


def _refused(order: Order, *problems: Finding, exit_code: ExitCode = ExitCode.PROBLEMS) -> Outcome:
    return Outcome(order, refused=problems, exit_code=exit_code)


def _of_death(order: Order) -> Finding:
    hint = "Perhaps there is too little memory: build it alone, with --jobs 1."
    return Finding(f"the process that made {order.source} as {order.layout} ended without a word.", hint=hint)


def _of_fault(order: Order, error: Exception) -> Finding:
    """What goes wrong in carefold itself; an error's own words may hold what is private, so its kind and place do."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in walk_tb(error.__traceback__)]
    ours = [f" in {name}, line {line}" for name, line in frames if name.startswith("carefold.")]
    where = f"{type(error).__name__}{ours[-1] if ours else ''}"
    message = f"carefold itself failed on {order.source} as {order.layout} ({where})."
    return Finding(message, hint="It is not your mistake: please report it, with these words and the handout.")


def _facts(run: Run, made: Made) -> Facts:
    handout, layout = made.resolved.handout, made.layout
    topics = (*handout.topics.mesh, *handout.topics.icd10, *handout.topics.snomed)
    return Facts(
        title=str(handout.title), id=str(handout.id or ""), version=str(handout.version),
        language=str(handout.language), updated=handout.updated.isoformat(), review_by=handout.review_by.isoformat(),
        topics=tuple(map(str, topics)), audience=str(handout.audience), grade=_grade(run, made),
        pages=made.pages, code=made.code, duplex=layout.duplex, paper=layout.sheet.size,
        layouts=tuple(map(str, handout.layouts)), translated_from=str(handout.translated_from or ""),
    )  # fmt: skip


def _grade(run: Run, made: Made) -> float | None:
    """The US school grade that one must have finished to read it, to one decimal; None where that can't be told."""
    order = made.order
    grades = run.review(order.source, order.brand, order.allow_expired, order.site).grades
    return round(max(0.0, grades.whole.value), 1) if grades else None


def _picture(data: bytes) -> bytes:
    """The first page, small; empty where it can't be drawn."""
    try:
        return first_page(data)
    except ValueError:
        return b""
