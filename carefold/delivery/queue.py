"""A printer as the printing system knows it, and what takes jobs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from carefold.delivery.print_job import PrintJob
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean


@dataclass(frozen=True)
class Queue:
    """`duplex` and `colour` are None where nobody knows; `papers` are those of ours, empty where nobody knows."""

    name: str
    duplex: bool | None = None
    colour: bool | None = None
    accepts: bool = True
    is_stopped: bool = False
    papers: tuple[str, ...] = ()


class Spooler(Protocol):
    """What takes jobs: CUPS, or SumatraPDF."""

    def names(self) -> Sequence[str] | None:
        """The printers that there are; None where it can't tell."""

    def usual(self) -> str:
        """The one that is taken where none is named; empty where there is none."""

    def queue(self, name: str) -> Queue:
        """What is known of a printer."""

    def command(self, queue: str, job: PrintJob) -> list[str]:
        """The command that prints."""

    def send(self, queue: str, job: PrintJob, data: bytes) -> str:
        """Hand a PDF over; what the queue calls the job. CarefoldError where it is refused."""

    def waiting(self, queue: str) -> frozenset[str] | None:
        """The jobs that the queue has not yet printed; None where it can't tell."""


def chosen(spooler: Spooler, wanted: str | None) -> Queue:
    """The printer that is asked for, else the usual one.

    CarefoldError with ExitCode.MISSING where there is none, or none of that name.
    """
    names = spooler.names()
    if names is not None and not names:
        hint = "Add one in the system's settings; `carefold doctor --printer` says more."
        raise CarefoldError(Finding("this computer has no printer.", hint=hint), ExitCode.MISSING)
    name = spooler.usual() if wanted is None else wanted
    if wanted is None and not name and names is not None:
        if len(names) > 1:
            hint = f"Name one with --printer: {', '.join(names)}."
            raise CarefoldError(Finding("none of the printers is the usual one.", hint=hint), ExitCode.USAGE)
        name = names[0]
    if names is not None and name not in names:
        hint = did_you_mean(name, names, f"There are {', '.join(names)}.")
        raise CarefoldError(Finding(f"--printer: there is no printer “{name}”.", hint=hint), ExitCode.MISSING)
    queue = spooler.queue(name)
    if not queue.accepts:
        hint = f"Whoever looks after it can say `cupsaccept {name}`; or name another one with --printer."
        raise CarefoldError(Finding(f"the printer {name} takes no jobs now.", hint=hint))
    return queue
