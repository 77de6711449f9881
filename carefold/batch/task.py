"""What is given to whoever makes files, and what comes back."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field

from carefold.batch.state import Facts, Shelf
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.order import Order

FEW = 8  # handouts that one process makes before others would be ready


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

    @property
    def is_foreseen(self) -> bool:
        """Whether there is no file because none was to be made, and nothing speaks against it."""
        return self.facts is None and not self.refused


def begin_early(sources: Collection[str], shelf: Shelf) -> None:
    """Let processes start while handouts are planned that have never been made, if those are not few."""
    if len({*sources} - {known.source for known in shelf.outputs.values()}) > FEW:
        from carefold.batch.pool import begin

        begin()


def cores() -> int:
    """How many processes can work at once here."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted else os.cpu_count() or 1
