"""What prints on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from carefold.delivery.cups import Cups
from carefold.delivery.print_job import PrintJob
from carefold.delivery.queue import Queue, Spooler
from carefold.delivery.sumatra import Sumatra
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding

WINDOWS = "win32"
_SIDES = {
    "one-sided": "one side", "two-sided-short-edge": "both sides, flip on short edge",
    "two-sided-long-edge": "both sides, flip on long edge",
}  # fmt: skip


def spooler_of(platform: str, environment: Mapping[str, str]) -> Spooler | None:
    """SumatraPDF on Windows, else CUPS; None where it is not installed."""
    return Sumatra.found(environment) if platform == WINDOWS else Cups.found(environment)


def nothing_prints(platform: str) -> CarefoldError:
    """What to install where nothing prints."""
    if platform == WINDOWS:
        hint = (
            "Install SumatraPDF (https://www.sumatrapdfreader.org), or `carefold build` it and print the PDF by hand."
        )
        return CarefoldError(Finding("SumatraPDF is not installed, which prints here.", hint=hint), ExitCode.MISSING)
    hint = "On Debian and Ubuntu install the package cups-client; or `carefold build` it and print the PDF by hand."
    return CarefoldError(Finding("there is no program lp, which prints here.", hint=hint), ExitCode.MISSING)


def in_words(job: PrintJob) -> str:
    """Paper, sides, copies and ink, as a person chooses them in a dialog."""
    copies = "1 copy" if job.copies == 1 else f"{job.copies} copies"
    paper = job.paper.upper() if job.paper.startswith("a") else job.paper
    ink = "black and white" if job.ink == "mono" else "colour"
    return f"{copies}, {paper} paper, {_SIDES[job.sides]}, actual size (100%), {ink}"


def pages_in_words(job: PrintJob) -> str:
    """How many pages one copy has."""
    return "1 page" if job.pages == 1 else f"{job.pages} pages"


def queue_in_words(queue: Queue) -> str:
    """The printer's name; what is taken without one."""
    return queue.name or "the usual printer"


def remarks(queue: Queue, job: PrintJob) -> Iterator[str]:
    """What somebody should know before it is printed, whatever it is."""
    name = queue_in_words(queue)
    if queue.is_stopped:
        yield f"{name} is stopped: jobs wait until somebody starts it again (`cupsenable {name}`)."
    if queue.papers and job.paper not in queue.papers:
        yield f"{name} says nothing of {job.paper} paper; it knows {', '.join(queue.papers)}."
    if queue.colour is False and job.ink == "colour":
        yield f"{name} has no colour: `printer: {{ink: mono}}` in project.yaml makes PDFs for it."
