"""Several machines at work: a running Dask cluster makes files, and this machine alone reads the project and writes.

A worker is sent the bytes of what a handout is made from, and gives back finished bytes. It must have the same
carefold and the same libraries, since only then it makes the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from carefold.batch.inputs import tools
from carefold.batch.pool import Call, Desk, spread, work
from carefold.batch.task import Outcome, Task
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.workspace import Workspace

_PACKAGE = Path(__file__).resolve().parent.parent
_PATIENCE = 10  # seconds until a cluster has answered
_AT_ONCE = 3  # tasks for each thread of a worker, so that none waits for the next


@dataclass(frozen=True)
class Parcel:
    """What a handout is made from, by paths in its project, and the day on which it is made."""

    files: tuple[tuple[str, bytes], ...]
    today: datetime.date
    modified: datetime.datetime | None


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A cluster, by the address of its scheduler; CarefoldError where it does not answer, or makes other bytes."""
    try:
        from distributed import Client
    except ImportError as error:
        hint = "Install carefold with it: pip install 'carefold[cluster]'."
        raise CarefoldError(Finding("there is no Dask here.", hint=hint), ExitCode.MISSING) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "Write it as the scheduler says it when it starts, such as tcp://10.0.0.5:8786."
        problem = Finding(f"no cluster answers at {address}.", hint=hint)
        raise CarefoldError(problem, ExitCode.MISSING) from error
    with client:
        _check(client, address)
        yield client


def _check(client: Any, address: str) -> None:
    """CarefoldError for a cluster without workers, and for workers that would make other bytes."""
    own = versions()
    told: Mapping[str, Mapping[str, str]] = client.run(versions)
    if not told:
        hint = "Start some: dask worker ADDRESS."
        raise CarefoldError(Finding(f"the cluster at {address} has no workers.", hint=hint), ExitCode.MISSING)
    problems = [
        Finding(f"the worker {worker} has {name} {theirs.get(name, 'none')}, and here is {own[name]}.",
                hint="Install the same wheel and the same lock on each machine.")
        for worker, theirs in sorted(told.items()) for name in own if theirs.get(name) != own[name]
    ]  # fmt: skip
    if problems:
        raise CarefoldError(problems, ExitCode.MISSING)


def versions() -> dict[str, str]:
    """What a worker must have like its caller: libraries by version, carefold by its content."""
    whole = blake2b(digest_size=8)
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return {**tools(), "carefold's code": whole.hexdigest()}


def far_outcomes(
    client: Any, project: Workspace, tasks: Sequence[Task], files: Callable[[Task], Mapping[str, Path]]
) -> Iterator[list[Outcome]]:
    """What comes of each task, as `pool.outcomes` has it; `files` are those that a task needs, by paths in a project.

    What a dying worker loses the cluster gives to another one; what is lost all the same is given out again.
    """

    def given(task: Task) -> Call:
        sent = tuple((name, path.read_bytes()) for name, path in sorted(files(task).items()) if path.is_file())
        return partial(work_far, Parcel(sent, project.today, project.modified), task)

    threads = sum(client.nthreads().values())
    for done in spread(lambda: client.get_executor(pure=False), given, tasks, _AT_ONCE * max(1, threads)):
        yield [_at_home(project, outcome) for outcome in done]


def work_far(parcel: Parcel, task: Task) -> list[Outcome]:
    """A task, done where its project is not."""
    with TemporaryDirectory(prefix="carefold-") as folder:
        root = Path(folder).resolve()
        (root / "handouts").mkdir()
        for name, data in parcel.files:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return work(Desk(root, parcel.today, parcel.modified, root), task)


def _at_home(project: Workspace, outcome: Outcome) -> Outcome:
    """Findings with the places that they have here."""
    return replace(
        outcome,
        findings=tuple(_placed(project, one) for one in outcome.findings),
        refused=tuple(_placed(project, one) for one in outcome.refused),
    )


def _placed(project: Workspace, finding: Finding) -> Finding:
    place = finding.in_file
    if not place.file or Path(place.file).is_absolute():
        return finding
    return replace(finding, place=replace(place, file=project.shown(project.sources.home / place.file)))
