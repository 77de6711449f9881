"""carefold build --watch: what a saved file affects is made anew, in one process, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import click

from carefold.batch.lock import alone
from carefold.batch.plan import Wanted
from carefold.batch.regenerate import Batch
from carefold.batch.state import Shelf
from carefold.batch.steps import Step
from carefold.batch.watch import Folders, folders, is_far, saved
from carefold.commands.chosen import own_names
from carefold.commands.here import shown
from carefold.commands.output import Printer
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.several import told_once
from carefold.project import Project
from carefold.reports.text import ending_line, letters_line


@dataclass(frozen=True)
class Asked:
    """What a build is asked for, as it stands now: the project may change from one round to the next."""

    project: Project
    wanted: Wanted
    output: Path


@dataclass
class _Came:
    """What came of a round: paths of what was made, and of what stayed as it was; errors."""

    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    errors: list[CarefoldError] = field(default_factory=list)

    @property
    def problems(self) -> tuple[Finding, ...]:
        return tuple(problem for error in self.errors for problem in error.findings)


@dataclass
class Rounds:
    """Builds that follow each other. What fails is told when it is new, or when its own file was saved again."""

    ask: Callable[[], Asked]
    jobs: Callable[[Batch], int]
    tell: Callable[[Step, Path], None]
    printer: Printer
    show: bool = False
    force: bool = False
    _asked: Asked | None = None
    _failed: dict[str, tuple[Mapping[str, str], CarefoldError]] = field(default_factory=dict)
    _told: frozenset[Finding] = frozenset()
    _said: set[str] = field(default_factory=set)
    _shown: set[str] = field(default_factory=set)

    def run(self) -> ExitCode:
        """One round for each set of saved files, until interrupted; CarefoldError where there can't be even one."""
        self._asked = self.ask()
        own_names(self._asked.project)
        home = self._asked.project.sources.home
        for changed in saved(home, self._folders, polling=_polling(home)):
            self.go(changed)
            self._say_once(f"Watching {shown(home)}; Ctrl-C ends it.")
        return ExitCode.DONE

    def go(self, changed: Iterable[Path] = ()) -> None:
        """Make what is due, and tell what came of it."""
        came = _Came()
        try:
            self._asked = asked = self.ask()
            with alone(asked.output, shown(asked.output), partial(self._say_waiting, asked.output)):
                self._make(asked, came)
        except CarefoldError as error:
            came.errors.append(error)
        except OSError as error:
            reason = f"{error.strerror or type(error).__name__}."
            came.errors.append(CarefoldError(Finding(reason, Place(str(error.filename or "")))))
        files = {shown(path) for path in changed}
        for problem in told_once(one for one in came.problems if one not in self._told or one.in_file.file in files):
            self.printer.problem(problem)
        if came.letters:
            self._say_once(letters_line(came.letters))
        if ending := ending_line(len(came.made), len(came.unchanged), len(came.errors)):
            self.printer.say(ending)
        self._told, self.force = frozenset(came.problems), False

    def _make(self, asked: Asked, came: _Came) -> None:
        """Make what is due of a batch, but for what has failed before and is still the same."""
        batch = Batch(asked.project, replace(asked.wanted, keeps=True), Shelf.open(asked.output))
        batch.compare(force=self.force)
        for remark in batch.plan.remarks:
            self._say_once(remark)
        came.letters += batch.plan.letters
        self._failed = {one.name: self._failed[one.name] for one in batch.due if self._has_failed(one.name, one.inputs)}
        batch.due = [one for one in batch.due if one.name not in self._failed]
        came.errors += (*batch.plan.refused.values(), *(error for _, error in self._failed.values()))
        came.errors += (CarefoldError(clash.finding) for clash in batch.plan.clashes)
        came.unchanged += (shown(asked.output / one.name) for one in batch.unchanged)
        due = {one.order: one for one in batch.due}
        for step in batch.steps(lambda tasks: batch.made_here(tasks, self.jobs(batch))):
            if step.output:
                self.tell(step, asked.output)
                came.made.append(shown(asked.output / step.output.name))
            if step.refused is None:
                continue
            came.errors.append(step.refused)
            if step.outcome.facts is None:  # else it could be made, and only its file can't be written
                one = due[step.outcome.order]
                self._failed[one.name] = one.inputs, step.refused
        came.errors += batch.tell()
        self._open(came.made if asked.wanted.whole else (*came.made, *came.unchanged))

    def _has_failed(self, name: str, inputs: Mapping[str, str]) -> bool:
        """Whether the same was tried before."""
        return bool(inputs) and name in self._failed and self._failed[name][0] == inputs

    def _open(self, paths: Iterable[str]) -> None:
        """Show each file once."""
        for path in paths if self.show else ():
            if path not in self._shown:
                self._shown.add(path)
                click.launch(path)

    def _say_once(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self.printer.say(line)

    def _say_waiting(self, output: Path) -> None:
        self.printer.say(f"Another run writes to {shown(output)}; this one waits until it has ended.")

    def _folders(self) -> Folders:
        """Where something may change that counts: the project, and brands that lie elsewhere."""
        asked = self._asked or self.ask()
        project, brands = asked.project, [brand for brand in asked.wanted.brands if brand]
        files = [project.base / brand for brand in brands if brand.endswith((".yaml", ".yml"))]
        return folders(project.sources.home, asked.output, [file.parent for file in files])


def _polling(home: Path) -> bool | None:
    """Whether to look again and again, as on network drives; None where watchfiles knows, or the user says."""
    with suppress(OSError):
        if not os.environ.get("WATCHFILES_FORCE_POLLING"):
            return is_far(home, Path("/proc/mounts").read_text("utf-8", "replace")) or None
    return None
