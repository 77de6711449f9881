"""START HERE. A shelf made again: plan → compare → make → keep → take away → tell.

Only what something has changed of is made; what can't be made any more does not stay where somebody prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from carefold.batch.inputs import REFERENCES, Inputs, changed, tools
from carefold.batch.plan import Wanted, plan
from carefold.batch.pool import Outcome, Task
from carefold.batch.state import FOLDER, Output, Shelf
from carefold.batch.telling import is_told, keep_picture, note_former, tell, to_be_drawn
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.naming import brand_in_names, file_name
from carefold.order import Order
from carefold.project import Project
from carefold.remembered import Remembered
from carefold.reports.json import finding_entries

_AT_ONCE = {"CF143": "expired"}
"""Findings that say that nobody may hand out what lies there, and how the shelf puts it."""


@dataclass(frozen=True)
class Due:
    """An order whose file is to be made, why, in words, and a digest of each thing that it is made from."""

    order: Order
    name: str
    why: tuple[str, ...]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """What happened to one order: its outcome, and the file on the shelf or what went wrong with it."""

    outcome: Outcome
    output: Output | None = None
    refused: CarefoldError | None = None


class Batch:
    """What is to be done to a shelf, and what was done."""

    def __init__(self, project: Project, wanted: Wanted, shelf: Shelf) -> None:
        """Plan what is wanted; CarefoldError where that can't be."""
        self.project, self.wanted, self.shelf = project, wanted, shelf
        self._remembered = Remembered(project, shelf.folder / FOLDER / "handouts")
        self._inputs = Inputs(project, self._remembered)
        self._labels: dict[str | None, str] = {}
        self.plan = plan(project, wanted, self._remembered)
        self._altered = False
        self.due: list[Due] = []
        self.unchanged: list[Output] = []
        self.leftover: list[Output] = []
        self.taken: list[tuple[Output, str]] = []

    def compare(self, *, force: bool = False, verify: bool = False) -> None:
        """Find what is due: all of it with `force`; with `verify` each file is read, not only looked at."""
        names = set[str]()
        if self.wanted.whole:
            self.plan.orders += self._named_before()
        for order in self.plan.orders:
            name = self._name(order)
            names.add(name)
            known = self.shelf.outputs.get(name)
            inputs = self._inputs_of(order, known)
            why = ("--force",) if force else self._reasons(known, inputs, verify)
            if why or known is None:
                self.due.append(Due(order, name, why, inputs))
            else:
                self.unchanged.append(known)
        if self.wanted.whole:
            self.leftover = [known for name, known in self.shelf.outputs.items() if self._is_left(known, names)]

    def _named_before(self) -> list[Order]:
        """What somebody has once asked for by name, as far as it can still be made: it is not to grow old."""
        planned, sources = {self._name(order) for order in self.plan.orders}, self.project.sources
        return [
            replace(known.order, allow_expired=self.wanted.allow_expired)
            for known in self.shelf.outputs.values()
            if known.named and known.name not in planned and known.source in self.wanted.sources
            and known.source not in self.plan.refused and sources.named("layouts", known.layout)
            and (not known.brand or "." in known.brand or sources.brand(known.brand))
        ]  # fmt: skip

    def _is_left(self, known: Output, names: Collection[str]) -> bool:
        """Whether nothing in the project asks for a file any more."""
        return known.name not in names and known.source not in self.plan.refused

    def _inputs_of(self, order: Order, known: Output | None) -> Mapping[str, str]:
        try:
            return self._inputs.of(order, known.cites if known else ())
        except (CarefoldError, OSError):
            return {}

    def _reasons(self, known: Output | None, inputs: Mapping[str, str], verify: bool) -> tuple[str, ...]:
        """Why a file is to be made anew; empty where it need not be."""
        if known is None:
            return ("it was not made yet",)
        if known.gone:
            return (f"it has left the shelf: {known.gone}",)
        if not inputs:
            return ("what it is made from can't be read",)
        if labels := changed(known.inputs, inputs):
            return tuple(told(label, known.inputs.get(label), inputs.get(label)) for label in labels)
        return () if self.shelf.is_there(known, hashed=verify) else ("the file was changed or removed",)

    def steps(self, make: Callable[[Sequence[Task]], Iterator[list[Outcome]]]) -> Iterator[Step]:
        """Have made what is due, and keep each file as soon as it is there."""
        inputs = {one.order: one.inputs for one in self.due}
        for done in make(self._tasks()):
            for outcome in done:
                yield self._kept(outcome, inputs[outcome.order])

    def files(self, task: Task) -> dict[str, Path]:
        """What a task needs of the project, by paths in it."""
        home = self.project.sources.home
        found = {"project.yaml": home / "project.yaml", REFERENCES: home / REFERENCES}
        for order in task.orders:
            with suppress(CarefoldError):  # whoever makes it says so
                found |= self._inputs.files(order)
        return {
            name: path
            for name, path in found.items()
            if path.is_relative_to(home) and name == path.relative_to(home).as_posix()
        }

    def _kept(self, outcome: Outcome, inputs: Mapping[str, str]) -> Step:
        order, known = outcome.order, self.shelf.outputs.get(outcome.name)
        try:
            if outcome.facts is None:
                raise CarefoldError(outcome.refused, outcome.exit_code)
            output = Output(
                name=outcome.name, source=order.source, handout=order.handout, language=order.language,
                layout=order.layout, edition=order.edition, brand=order.brand or "", site="",
                inputs={**inputs, REFERENCES: self._inputs.references(outcome.cites)}, sha256="", size=0, modified=0,
                facts=outcome.facts, findings=tuple(finding_entries(outcome.findings)), cites=outcome.cites,
                named=not self.wanted.whole if known is None else known.named,
            )  # fmt: skip
            kept = self.shelf.keep(output, outcome.data, self.project.shown(self.shelf.folder / outcome.name))
            if known and known.facts.code != kept.facts.code:
                note_former(self.shelf, known)
            if outcome.picture:
                keep_picture(self.shelf, kept.name, outcome.picture)
            self._altered = True
            return Step(outcome, kept)
        except CarefoldError as error:
            if self.wanted.whole and outcome.facts is None:
                self._take_away(self.shelf.outputs.get(self._name(order)), error)
            return Step(outcome, refused=error)

    def refuse(self) -> None:
        """Take away what lies there of handouts that could not even be planned."""
        for source, error in self.plan.refused.items() if self.wanted.whole else ():
            for known in [one for one in self.shelf.outputs.values() if one.source == source]:
                self._take_away(known, error)

    def _take_away(self, known: Output | None, error: CarefoldError) -> None:
        """What can't be made any more leaves the shelf, where nobody may hand it out or its clinic has changed."""
        if known is None or known.gone or self.wanted.keeps:
            return
        why = next((_AT_ONCE[one.code] for one in error.findings if one.code in _AT_ONCE), "")
        if not why and self._inputs.brand_changed(known.order, known.inputs):
            why = "it has a fault, and the brand has changed since it was made"
        if why:
            self.shelf.take_away(known, why)
            self._altered = True
            self.taken.append((known, why))

    def prune(self) -> None:
        """Remove what nothing in the project asks for any more."""
        for known in self.leftover:
            note_former(self.shelf, known)
            self.shelf.forget(known)
            self._altered = True

    def tell(self) -> None:
        """Write what is told of the shelf, if it is a project's and has been told of, or is told of as a whole now."""
        self._remembered.save()
        if self.project.sources.project and (self.wanted.whole or is_told(self.shelf.folder)):
            tell(self.project, self.shelf, anew=self._altered)

    def _tasks(self) -> list[Task]:
        """The orders of each handout together, with a picture of the one that shows best what it is."""
        planned, due = dict[str, list[Order]](), dict[str, list[Order]]()
        for order in self.plan.orders:
            planned.setdefault(order.source, []).append(order)
        for one in self.due:
            due.setdefault(one.order.source, []).append(one.order)
        return [Task(tuple(orders), to_be_drawn(self.project, planned[source])) for source, orders in due.items()]

    def _name(self, order: Order) -> str:
        if order.brand not in self._labels:
            self._labels[order.brand] = brand_in_names(self.project, order.brand)
        return file_name(order, self._labels[order.brand])


def told(label: str, before: str | None, now: str | None) -> str:
    """A change in words."""
    if label == "review-by":
        return "its review date has passed" if now == "past" else "its review date is ahead again"
    if label in tools():
        return f"{label} {before or 'none'} → {now or 'none'}"
    if before is None:
        return f"{label} is new"
    return f"{label} changed" if now is not None else f"{label} is no part of it any more"
