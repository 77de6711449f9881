"""START HERE. A shelf made again: plan → compare → make → keep → take away → tell.

Only what something has changed of is made; what can't be made any more does not stay where somebody prints it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from carefold.batch.from_home import entries_from_home
from carefold.batch.inputs import CODE, REFERENCES, Inputs, changed, told
from carefold.batch.leaving import UNASKED, Leaving, failure, is_full
from carefold.batch.notices import remove_notices, renew_notices
from carefold.batch.plan import Wanted, plan
from carefold.batch.state import Output, Shelf, is_path
from carefold.batch.steps import Due, Maker, Step
from carefold.batch.task import FEW, Outcome, Task
from carefold.batch.telling import is_told, keep_picture, note_former, tell, to_be_drawn
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.naming import brand_in_names, file_name
from carefold.order import Order
from carefold.remembered import Facts, Remembered
from carefold.strays import shown_from
from carefold.workspace import Workspace, has_brand

if TYPE_CHECKING:
    from carefold.run import Run


class Batch:
    """What is to be done to a shelf, and what was done."""

    def __init__(self, project: Workspace, wanted: Wanted, shelf: Shelf) -> None:
        """Plan what is wanted; CarefoldError where that can't be."""
        self.project, self.wanted, self.shelf = project, wanted, shelf
        few = len(wanted.sources) <= FEW  # so few are read once, to plan and to be made
        self._remembered = Remembered(project, None, (lambda name: self._run.handout(name)) if few else None)
        self._inputs = Inputs(project, self._remembered)
        self._labels: dict[str | None, str] = {}
        for known in shelf.outputs.values():
            self._remind(known)
        self._inputs.look_at(wanted.sources)
        self.plan = plan(project, wanted, self._remembered)
        self._altered = self._is_over = False
        self.due: list[Due] = []
        self.unchanged: list[Output] = []
        self.leftover: list[Output] = []
        self.dropped: list[Output] = []
        self.leaving = Leaving(project, wanted, shelf, self._inputs)

    @cached_property
    def _run(self) -> Run:
        from carefold.run import Run  # with all that makes files, which an unchanged shelf does not need

        return Run(self.project)

    def _remind(self, known: Output) -> None:
        """What a file says of its handout is still so as long as what it was read from is the same."""
        if known.inputs.get(CODE) == self._remembered.carefold:
            own = known.facts
            facts = Facts(
                own.title, own.language, own.version, own.review_by, own.id, own.audience, own.layouts, own.topics,
                withdrawn=False,
            )  # fmt: skip
            self._remembered.note(known.source, facts, {file: known.inputs.get(file, "") for file in known.own})

    def compare(self, *, force: bool = False, verify: bool = False) -> None:
        """Find what is due: all of it with `force`; with `verify` each file is read, not only looked at."""
        names = {*self._clashing}
        if self.wanted.whole:
            self.plan.orders += self._named_before()
        for order in self.plan.orders:
            name = self._name(order)
            names.add(name)
            known = self._known(name, order)
            inputs = self._inputs_of(order, known)
            why = ("--force",) if force else self._reasons(known, inputs, verify)
            if why or known is None:
                self.due.append(Due(order, name, why, inputs))
            else:
                self.unchanged.append(known)
        if self.wanted.whole:
            self.leftover = [known for name, known in self.shelf.outputs.items() if self._is_left(known, names)]

    def _known(self, name: str, order: Order) -> Output | None:
        """What is known of a file of that name, if it was made for the same."""
        known = self.shelf.outputs.get(name)
        if known is None:
            return None
        theirs = known.source, known.layout, known.edition, known.site
        return known if theirs == (order.source, order.layout, order.edition, order.site) else None

    @cached_property
    def _usual(self) -> frozenset[str]:
        """The names of files that the project asks for by itself, of the handouts that are wanted now."""
        usual = self.plan
        if not self.wanted.whole:
            sources = tuple(dict.fromkeys(order.source for order in self.plan.orders))
            usual = plan(self.project, Wanted(sources, everything=True), self._remembered)
        return frozenset(map(self._name, usual.orders))

    @cached_property
    def _clashing(self) -> list[str]:
        """The names that several files would have; there may be one on the shelf all the same."""
        return [self._name(order) for clash in self.plan.clashes for order in clash.orders]

    def _named_before(self) -> list[Order]:
        """What somebody has once asked for by name, as far as it can still be made: it is not to grow old.

        Who has removed such a file wants it no longer.
        """
        planned = {*self._usual, *self._clashing}
        named = [one for one in self.shelf.outputs.values() if one.name not in planned and self._is_asked_for(one)]
        self.dropped = [one for one in named if not one.gone and not self.shelf.is_any(one.name)]
        home, expired = self.project.sources.home, self.wanted.allow_expired
        return [replace(one.order(home), allow_expired=expired) for one in named if one not in self.dropped]

    def _is_asked_for(self, known: Output) -> bool:
        """Whether somebody has asked for it by name, and all is there that it was made of."""
        if not known.named or known.source not in self.wanted.sources or known.source in self.plan.refused:
            return False
        sources, allowed = self.project.sources, self._remembered.facts(known.source).layouts
        if not sources.named("layouts", known.layout) or (allowed and known.layout not in allowed):
            return False
        return has_brand(self.project, known.order(sources.home).brand, known.site)

    def _is_left(self, known: Output, names: Collection[str]) -> bool:
        """Whether nothing in the project asks for a file any more."""
        return known.name not in names and known not in self.dropped and known.source not in self.plan.refused

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

    def steps(self, make: Maker) -> Iterator[Step]:
        """Have made what is due, and keep each file as soon as it is there.

        It ends early where nothing more can be written.
        """
        inputs = {one.order: one.inputs for one in self.due}
        with suppress(CarefoldError, OSError):
            _ = self._inputs.library
        self.shelf.clear()
        for done in make(self._tasks()) if self.due else ():
            for outcome in done:
                step = self._step(outcome, inputs[outcome.order])
                yield step
                if step.refused and is_full(self.shelf, step.refused):
                    self._is_over = True
                    return

    def foreseen(self, tasks: Sequence[Task]) -> Iterator[list[Outcome]]:
        """What can be known of tasks without making any file."""
        from carefold.batch.pool import foreseen

        return (foreseen(self._run, task) for task in tasks)

    def made_here(self, tasks: Sequence[Task], jobs: int) -> Iterator[list[Outcome]]:
        """What comes of tasks, with so many processes of this machine."""
        if not tasks:
            return iter(())
        from carefold.batch.pool import outcomes

        return outcomes(self.project, tasks, jobs, lambda: self._run)

    def files(self, task: Task) -> dict[str, Path]:
        """What a task needs of the project, by paths in it."""
        home = self.project.sources.home
        found = {"project.yaml", REFERENCES}
        for order in task.orders:
            with suppress(CarefoldError):  # whoever makes it says so
                found |= {name for name, path in self._inputs.files(order).items() if Path(path) == home / name}
        return {name: home / name for name in found}

    def _step(self, outcome: Outcome, inputs: Mapping[str, str]) -> Step:
        told = replace(outcome, data=b"", picture=b"")
        if outcome.is_foreseen:
            return Step(told)
        try:
            return Step(told, self._kept(outcome, inputs))
        except (CarefoldError, OSError) as error:
            return Step(told, refused=failure(self.project, self.shelf, outcome.name, error))

    @cached_property
    def _before_names(self) -> str:
        """The folder as messages name it; to find out where it leads takes longer than all else."""
        return self.project.shown(self.shelf.folder / "x").removesuffix("x")

    def _kept(self, outcome: Outcome, inputs: Mapping[str, str]) -> Output:
        """The file, on the shelf; CarefoldError where there is none, and what lies there may have to leave."""
        order, known = outcome.order, self.shelf.outputs.get(outcome.name)
        if outcome.facts is None:
            error = CarefoldError(outcome.refused, outcome.exit_code)
            there = self.shelf.outputs.get(self._name(order))
            also = [fault for failed in self.leaving.take_away(there, error) for fault in failed.findings]
            raise CarefoldError((*error.findings, *also), error.exit_code)
        output = Output(
            name=outcome.name, source=order.source, handout=order.handout, language=order.language,
            layout=order.layout, edition=order.edition, brand=self._brand(order), site=order.site,
            inputs={**inputs, REFERENCES: self._inputs.references(outcome.cites)}, sha256="", size=0, modified=0,
            facts=outcome.facts, findings=entries_from_home(self.project, outcome.findings), cites=outcome.cites,
            own=tuple(self._inputs.own(order.source)), named=outcome.name not in self._usual,
        )  # fmt: skip
        if known and known.facts.code != output.facts.code:
            note_former(self.project, self.shelf, known)  # first: a killed run forgets no code
        kept = self.shelf.keep(output, outcome.data, f"{self._before_names}{outcome.name}")
        self._altered = True
        if outcome.picture:
            keep_picture(self.shelf, kept.name, outcome.picture)
        return kept

    def _brand(self, order: Order) -> str:
        """An order's brand; a file by its path from the project's folder on, so that it is found from anywhere."""
        if not is_path(order.brand):
            return order.brand or ""
        return shown_from(self.project.sources.home, self.project.base / str(order.brand))

    def refuse(self) -> list[CarefoldError]:
        """Take away what lies there of handouts that could not be planned, or that nothing asks for any more.

        What could not be taken away is told.
        """
        failed = list[CarefoldError]()
        for known in self.leftover:
            failed += self.leaving.take_away(known, CarefoldError(()), UNASKED)
        for source, error in self.plan.refused.items() if self.wanted.whole else ():
            for known in [one for one in self.shelf.outputs.values() if one.source == source]:
                failed += self.leaving.take_away(known, error)
        for name in self._clashing if self.wanted.whole else ():
            failed += self.leaving.take_away(self.shelf.outputs.get(name), CarefoldError(()))
        return failed

    def _note_whose(self) -> Iterator[CarefoldError]:
        """Remember of unchanged files whether the project asks for them, or somebody has by name."""
        for known in self.unchanged:
            try:
                self.shelf.note(replace(known, named=known.name not in self._usual))
            except (CarefoldError, OSError) as error:
                yield failure(self.project, self.shelf, known.name, error)

    def forget(self, *, prune: bool = False) -> list[CarefoldError]:
        """Forget files that somebody had asked for by name, and then removed; what could not be forgotten.

        With `prune`, what nothing in the project asks for any more is removed too.
        """
        unwanted = (*self.dropped, *(self.leftover if prune else ()))
        failed = [*self._note_whose(), *self.leaving.forget(unwanted)]
        if not (prune and self.wanted.whole):
            return failed
        return [*failed, *self.leaving.tidy(), *remove_notices(self.project, self.shelf)]

    @property
    def _is_shelf(self) -> bool:
        """Whether the folder is a project's shelf, told of before or built as a whole now."""
        return self.project.sources.project is not None and (self.wanted.whole or is_told(self.shelf.folder))

    def tell(self) -> list[CarefoldError]:
        """Tell of the shelf, if it is a project's and was told of, or is as a whole now; what could not be written."""
        is_one = self._is_shelf and (self.shelf.outputs or is_told(self.shelf.folder)) and not self._is_over
        failed = [] if self._is_over else renew_notices(self.project, self.shelf)
        anew = self._altered or self.leaving.altered
        return [*failed, *(tell(self.project, self.shelf, anew=anew) if is_one else ())]

    def _tasks(self) -> list[Task]:
        """The orders of each handout together, with a picture of the one that shows best what it is."""
        planned, due = dict[str, list[Order]](), dict[str, list[Order]]()
        for order in self.plan.orders:
            planned.setdefault(order.source, []).append(order)
        for one in self.due:
            due.setdefault(one.order.source, []).append(one.order)
        drawn = {source: to_be_drawn(self.project, planned[source]) for source in due} if self._is_shelf else {}
        return [Task(tuple(orders), drawn.get(source)) for source, orders in due.items()]

    def _name(self, order: Order) -> str:
        if order.brand not in self._labels:
            self._labels[order.brand] = brand_in_names(self.project, order.brand)
        return file_name(order, self._labels[order.brand])
