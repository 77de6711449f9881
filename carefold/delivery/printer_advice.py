"""What `carefold doctor` says of printing: which printers there are, what they can do, and whether it is calibrated."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.delivery.advice import Advice
from carefold.delivery.print_job import paper_of
from carefold.delivery.queue import Queue, Spooler
from carefold.delivery.spoolers import nothing_prints
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.units import MM
from carefold.workspace import Workspace, load_layout

_ABOUT = "printer"
_CALIBRATE = "Say `carefold print calibration --really`, and write into project.yaml what that sheet says."


def advice_on_printers(project: Workspace, spooler: Spooler | None, platform: str) -> Iterator[Advice]:
    """A line for each thing, good or bad, with what to do."""
    if spooler is None:
        (missing,) = nothing_prints(platform).findings
        yield Advice(_ABOUT, missing.message, missing.hint, "error")
    else:
        yield from _of_queues(project, spooler)
    yield from _of_calibration(project)


def _of_queues(project: Workspace, spooler: Spooler) -> Iterator[Advice]:
    names = spooler.names()
    if names is None:
        hint = "Name it with --printer as Settings, Printers & scanners has it."
        yield Advice(_ABOUT, "SumatraPDF prints here; it can't tell which printers there are.", hint)
        return
    if not names:
        hint = "Add one in the system's settings, or with `lpadmin`; `lpinfo -v` lists what is connected."
        yield Advice(_ABOUT, "this computer has no printer.", hint, "error")
        return
    usual = spooler.usual()
    if not usual and len(names) > 1:
        yield Advice(_ABOUT, "none of the printers is the usual one.", "`lpoptions -d NAME` makes one so.", "hint")
    for name in names:
        yield from _of_queue(project, spooler.queue(name), is_usual=name == usual)


def _of_queue(project: Workspace, queue: Queue, *, is_usual: bool) -> Iterator[Advice]:
    name = f"{queue.name} (the usual one)" if is_usual else queue.name
    sides = {True: "both sides", False: "one side at a time", None: "nobody knows whether on both sides"}[queue.duplex]
    ink = {True: ", in colour", False: ", in black only", None: ""}[queue.colour]
    yield Advice(_ABOUT, f"{name} prints on {sides}{ink}." if queue.duplex is not None else f"{name}: {sides}{ink}.")
    if not queue.accepts:
        yield Advice(_ABOUT, f"{queue.name} takes no jobs.", f"Say `cupsaccept {queue.name}`.", "warning")
    if queue.is_stopped:
        yield Advice(_ABOUT, f"{queue.name} is stopped: jobs wait.", f"Say `cupsenable {queue.name}`.", "warning")
    if queue.duplex is False:
        hint = "Leaflets take two passes; letters get a sheet for each page."
        yield Advice(_ABOUT, f"{queue.name} has no duplex.", hint, "hint")
    if queue.duplex is None:
        hint = "If it prints on one side only, say --by-hand when you print."
        yield Advice(_ABOUT, f"{queue.name} tells nothing of its sides, as raw queues do.", hint, "hint")
    papers = list(_papers(project))
    if queue.papers and (lacking := [paper for paper in papers if paper not in queue.papers]):
        hint = f"It knows {', '.join(queue.papers)}: write `printer: {{paper: …}}` in project.yaml, or load that paper."
        yield Advice(_ABOUT, f"{queue.name} does not know {', '.join(lacking)} paper.", hint, "warning")
    if queue.colour is False and project.settings.printer.ink == "colour":
        hint = "`printer: {ink: mono}` in project.yaml makes PDFs for it."
        yield Advice(_ABOUT, f"{queue.name} has no colour.", hint, "hint")


def _papers(project: Workspace) -> Iterator[str]:
    """The papers of the layouts that the project makes; one that can't be read is told by whoever builds it."""
    seen = set[str]()
    for name in project.settings.layouts:
        try:
            paper = paper_of(*load_layout(project, str(name)).sheet.extent)
        except CarefoldError:
            continue
        if paper not in seen:
            seen.add(paper)
            yield paper


def _of_calibration(project: Workspace) -> Iterator[Advice]:
    """Whether project.yaml says what the calibration sheet asks for."""
    printer = project.settings.printer
    said = printer.model_fields_set
    if "flip" not in said and "shift" not in said:
        message = "project.yaml says neither `flip` nor `shift`: the printer is not calibrated."
        yield Advice(_ABOUT, message, _CALIBRATE, "hint")
        return
    parts = [f"flip {printer.flip}"] if printer.flip else []
    across, up = printer.shift
    parts += [f"shift {across / MM:g}mm, {up / MM:g}mm"] if "shift" in said else []
    yield Advice(_ABOUT, f"calibrated: {', '.join(parts)}.")
