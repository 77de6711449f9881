"""A handout on its way to a printer: in one job, or in two passes with a sheet between that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from carefold.delivery.passes import backs_of, fronts_of
from carefold.delivery.print_job import PrintJob
from carefold.delivery.queue import Queue
from carefold.delivery.turn_over import turn_over_sheet
from carefold.workspace import Workspace

Side: TypeAlias = Literal["fronts", "backs"]


@dataclass(frozen=True)
class Pass:
    """One job for the queue: the whole, the fronts, the sheet on what to do now, or the backs."""

    part: Literal["whole", "fronts", "turn", "backs"]
    job: PrintJob
    data: bytes = field(repr=False)


def is_by_hand(job: PrintJob, queue: Queue) -> bool:
    """Whether the printer needs two passes for it."""
    return job.sides != "one-sided" and queue.duplex is False


def passes_of(
    workspace: Workspace, data: bytes, job: PrintJob, brand: str | None = None, *, by_hand: bool,
    only: Side | None = None,
) -> Sequence[Pass]:  # fmt: skip
    """The jobs in their order; where the stack is turned `by_hand`, those of one side `only`."""
    if not by_hand or job.sides == "one-sided":
        return (Pass("whole", job, data),)
    backwards = workspace.settings.printer.stack == "keep"
    one_side = replace(job, sides="one-sided", pages=job.sheets)
    found = list[Pass]()
    if only != "backs":
        sheet = replace(one_side, copies=1, pages=1)
        found.append(Pass("fronts", one_side, fronts_of(data)))
        found.append(Pass("turn", sheet, turn_over_sheet(workspace, job.paper, brand)))
    if only != "fronts":
        found.append(Pass("backs", one_side, backs_of(data, job.sides, backwards=backwards)))
    return found
