"""What `carefold build` tells: each file as it is made, and at the end all that came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import click

from carefold.batch.regenerate import Batch
from carefold.batch.steps import Due, Step
from carefold.batch.telling import left_because
from carefold.commands.here import shown
from carefold.commands.output import Printer
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.several import told_once
from carefold.order import Order
from carefold.reports.entries import finding_entries, problem_entries
from carefold.reports.json import BuildDocument, BuiltHandout, BuiltSheet
from carefold.reports.text import built_line, due_line, ending_line, foreseen_line, lagging_line, letters_line

_LEFT_OVER, _TO_PRUNE = "nothing in the project asks for it; --prune removes it", "would be removed"
_DROPPED = "was removed; it had been asked for by name, and is not made any more"
_SAMPLE = "This is a sample, of a clinic that does not exist. `carefold new project my-clinic` starts your own."


@dataclass
class Tally:
    """Where files go, or would go in a dry run, and what came of those that were ordered."""

    folder: Path
    dry_run: bool
    printer: Printer
    prune: bool = False
    batch: Batch | None = None
    steps: dict[Order, Step] = field(default_factory=dict)
    sheets: list[BuiltSheet] = field(default_factory=list)
    errors: list[CarefoldError] = field(default_factory=list)  # that are about no order
    told: int = 0  # of what is due
    interrupted: bool = False

    def path(self, name: str) -> str:
        """A file in the folder, as it is told."""
        return f"{self._before_names}{name}"

    @cached_property
    def _before_names(self) -> str:
        return shown(self.folder / "x").removesuffix("x")

    def tell_in_turn(self, batch: Batch) -> None:
        """Tell of what is made, as far as all before it is."""
        while self.told < len(batch.due) and (step := self.steps.get(batch.due[self.told].order)):
            self.told += 1
            self.tell(step)

    def tell(self, step: Step) -> None:
        """Say what was made, and what its check has found."""
        if step.output is None or self.printer.quiet:
            return
        self.printer.say(built_line(self._entry(step)))
        for finding in step.outcome.findings:
            self.printer.finding(finding, self.path(step.output.name))

    def _entry(self, step: Step) -> BuiltHandout:
        outcome, order, facts = step.outcome, step.outcome.order, step.outcome.facts
        name, size = (step.output.name, step.output.size) if step.output else ("", 0)
        return {
            "handout": order.source, "language": facts.language if facts else "", "layout": order.layout,
            "edition": order.edition, "path": self.path(name), "code": facts.code if facts else "",
            "pages": outcome.pages, "type-size": outcome.type_size, "kilobytes": round(size / 1000),
            "findings": finding_entries(outcome.findings),
        }  # fmt: skip

    def close(self, show: bool) -> ExitCode:
        """Tell all that is told at the end; the exit code."""
        document: BuildDocument = {
            "built": [*self.sheets], "due": [], "unchanged": [], "taken-away": [], "left-over": [],
            "letters": self.batch.plan.letters if self.batch else [], "interrupted": self.interrupted, "problems": [],
        }  # fmt: skip
        if self.batch:
            self._tell_of(self.batch, document)
        errors = [*self.errors, *(self._refused(self.batch) if self.batch else ())]
        problems = told_once(problem for error in errors for problem in error.findings)
        for problem in problems:
            self.printer.problem(problem)
        if self.batch:
            self._say_ending(self.batch, document)
        document["problems"] = problem_entries(problems)
        self.printer.document(document)
        if show and not self.dry_run:
            for path in (*(made["path"] for made in document["built"]), *document["unchanged"]):
                click.launch(path)
        return ExitCode.INTERRUPTED if self.interrupted else first_failure(error.exit_code for error in errors)

    def _refused(self, batch: Batch) -> Iterator[CarefoldError]:
        """What went wrong with each handout, in the order in which they were asked for; then names that collide."""
        by_source: dict[str, list[CarefoldError]] = {}
        for due in batch.due:
            if (step := self.steps.get(due.order)) and step.refused:
                by_source.setdefault(due.order.source, []).append(step.refused)
        for source in dict.fromkeys((*batch.wanted.sources, *batch.plan.refused)):
            if source in batch.plan.refused:
                yield batch.plan.refused[source]
            yield from by_source.get(source, ())
        yield from (CarefoldError(clash.finding) for clash in batch.plan.clashes)

    def _tell_of(self, batch: Batch, document: BuildDocument) -> None:
        """What was made; and what was not, and why."""
        printer, steps = self.printer, [self.steps[due.order] for due in batch.due if due.order in self.steps]
        for due in batch.due[self.told :]:
            if due.order in self.steps:
                self.tell(self.steps[due.order])
        document["built"] += [self._entry(step) for step in steps if step.output]
        for due in filter(self._is_still_due, batch.due):
            document["due"].append({"path": self.path(due.name), "why": list(due.why)})
            if self.dry_run:
                printer.say(due_line(document["due"][-1]))
        document["unchanged"] = [self.path(known.name) for known in batch.unchanged]
        for path in () if batch.wanted.everything else document["unchanged"]:
            printer.say(f"{path}  unchanged")
        leaves = "would leave the shelf" if self.dry_run else "taken off the shelf"
        for known, why in batch.leaving.taken:
            document["taken-away"].append({"path": self.path(known.name), "why": why})
            printer.say(f"{self.path(known.name)}  {leaves}: {left_because(why)}")
        for known in batch.dropped:
            printer.say(f"{self.path(known.name)}  {_DROPPED}")
        for known in batch.leftover:
            document["left-over"].append(self.path(known.name))
            is_removed = known.name not in batch.shelf.outputs
            stays = _TO_PRUNE if self.dry_run and self.prune else _LEFT_OVER
            printer.say(f"{self.path(known.name)}  {'removed' if is_removed else stays}")
        for late, original in batch.shelf.lagging():
            if late.source in batch.wanted.sources or original.source in batch.wanted.sources:
                printer.say(lagging_line(late.source, late.facts.translated_from, original.facts.version))

    def _is_still_due(self, due: Due) -> bool:
        """Whether it was not come to, or is foreseen to be made."""
        step = self.steps.get(due.order)
        return step is None or (step.output is None and step.refused is None)

    def _say_ending(self, batch: Batch, document: BuildDocument) -> None:
        """How it ended, or would end, in numbers where there are several handouts; and that a sample is one."""
        if document["built"] and batch.project.sources.project is None:
            self.printer.say(_SAMPLE)
        failed = sum(step.refused is not None for step in self.steps.values()) + len(batch.plan.refused)
        failed += sum(len(clash.orders) for clash in batch.plan.clashes)
        if batch.plan.letters:
            self.printer.say(letters_line(batch.plan.letters))
        if len(batch.wanted.sources) == 1 and not (batch.unchanged and batch.wanted.everything):
            return
        made, unchanged, due = len(document["built"]), len(document["unchanged"]), len(document["due"])
        line = foreseen_line(due, unchanged, failed) if self.dry_run else ending_line(made, unchanged, failed, due)
        self.printer.say(line)
