"""A handout for all, made for paper, handed over and noted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex

from carefold.batch.in_languages import in_languages, named
from carefold.delivery.ledger import Ledger
from carefold.delivery.print_job import PrintJob, job_of
from carefold.delivery.printing import Pass
from carefold.delivery.queue import Queue, Spooler
from carefold.delivery.releasing import Keeper, keeper_of
from carefold.delivery.row import Row, State, written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.order import Order
from carefold.project import Project
from carefold.review.clearance import obstacles
from carefold.run import Run
from carefold.spelling import spelled
from carefold.twins import split
from carefold.workspace import load_layout


@dataclass(frozen=True)
class Printable:
    """A finished file, and what the ledger says of it.

    `obstacles` stand against giving it out; `unreviewed` says why it is done all the same.
    """

    name: str
    layout: str
    job: PrintJob
    data: bytes = field(repr=False)
    version: str = ""
    code: str = ""
    language: str = ""
    site: str = ""
    unreviewed: str = ""
    obstacles: tuple[Finding, ...] = ()
    keeper: Keeper | None = field(default=None, repr=False)


def printable(
    project: Project, name: str, copies: int, *, layout: str | None = None, language: str | None = None,
    brand: str | None = None, site: str = "", unreviewed: str = "", verapdf: bool = False,
) -> Printable:  # fmt: skip
    """A handout, built and checked anew; CarefoldError for a letter, and for all that stops a build.

    With `verapdf` also for what veraPDF rejects.
    """
    run, settings = Run(project), project.settings
    source = _source(run, name, language) if language else name
    handout = run.handout(source)
    if handout.is_letter:
        hint = "Name the records of those whom it is for: --records FILE."
        raise CarefoldError(Finding("this is a letter, which is for somebody.", handout.place, hint), ExitCode.USAGE)
    wanted = layout or str((handout.layouts or settings.layouts)[0])
    if handout.layouts and wanted not in handout.layouts:
        message = f"{source} is limited to {', '.join(handout.layouts)}, so there is no {wanted} of it."
        raise CarefoldError(Finding(message, hint="Change its `layouts:`, or ask for one of these."))
    refuse_title(project, [handout.title])
    original, tag = split(source)
    made = run.build(Order(original, wanted, brand=brand, language=tag, site=site, unreviewed=unreviewed))
    job = job_of(made.data, made.layout, settings.printer, copies)
    review = run.review(source, brand, site=site)
    keeper = keeper_of(project, made, review, run.content(source, brand, site).opened, verapdf=verapdf)
    return Printable(
        source, wanted, job, made.data, str(handout.version), made.code, str(handout.language), site, unreviewed,
        obstacles(review, has_record=False), keeper,
    )  # fmt: skip


def calibration_sheet(project: Project, copies: int, brand: str | None) -> Printable:
    """The sheet that shows how a printer turns and shifts paper."""
    layout, data = "trifold", project.calibrate(brand)
    job = job_of(data, load_layout(project, layout), project.settings.printer, copies)
    return Printable("calibration", layout, job, data)


def refuse_title(project: Project, titles: Iterable[str]) -> None:
    """CarefoldError where the queue would show a title, which whoever stands at the printer reads."""
    name = project.settings.printer.job_name
    if any(spelled(title).casefold() in spelled(name).casefold() for title in titles):
        hint = "Give all jobs one name that tells nothing, such as Handout."
        raise CarefoldError(Finding("`job-name` has the handout's title in it.", name.place(), hint))


def _source(run: Run, name: str, language: str) -> str:
    """The name of a handout in a language."""
    sources = run.workspace.sources
    ((_, found),) = in_languages([name], sources, [language], lambda own: str(run.handout(own).language))
    if isinstance(found, CarefoldError):
        raise found
    if isinstance(found, Finding):
        raise CarefoldError(found)
    return named(found)


@dataclass(frozen=True)
class HandoutPress:
    """Hands the passes of a handout over, and notes in the ledger what left the house; `now` tells the time."""

    what: Printable
    spooler: Spooler
    queue: Queue
    now: Callable[[], datetime.datetime]
    ledger: Ledger | None = None
    by: str = ""

    def send(self, one: Pass) -> str:
        """What the queue calls the job. The last pass counts as the print: fronts alone are nothing.

        CarefoldError where the queue refuses it, or the PDF can't be kept in released/.
        """
        is_print, keeper = one.part in ("whole", "backs"), self.what.keeper
        if keeper and one.part != "turn":
            keeper.begin()
        if not is_print:
            return self.spooler.send(self.queue.name, one.job, one.data)
        row = self._noted()
        end: State = "unknown"
        job = ""
        try:
            job = self.spooler.send(self.queue.name, one.job, one.data)
            end = "printed"
        except CarefoldError:
            end = "refused"
            raise
        finally:
            try:
                if keeper:
                    keeper.end(stayed=end == "refused")
            finally:
                if self.ledger and row:
                    self.ledger.settle(row, end, written(self.now()), job)
        return job

    def _noted(self) -> Row | None:
        """The ledger's new row, where there is a ledger."""
        if self.ledger is None:
            return None
        row = self._row(self.ledger)
        self.ledger.add([row])
        return row

    def _row(self, ledger: Ledger) -> Row:
        what, at = self.what, written(self.now())
        return Row(
            ledger.key_of("", what.name, f"{at} {token_hex(8)}"), "paper", "", what.name, "", "sending", at, self.by,
            version=what.version, code=what.code, language=what.language, sha256=sha256(what.data).hexdigest(),
            printer=self.queue.name, copies=what.job.copies, site=what.site, reason=what.unreviewed, layout=what.layout,
        )  # fmt: skip
