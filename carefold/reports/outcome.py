"""What `check` has found out, whatever it is printed as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.report import Accepted, Report, Shot
from carefold.diagnostics.several import told_once

if TYPE_CHECKING:
    from carefold.approval.standing import Standing
    from carefold.model.handout import Handout
    from carefold.review.instruments.filled_sheet import Sheet
    from carefold.review.instruments.grades import Grades
    from carefold.review.told_lines import ToldLine


class Reviewed(Protocol):
    """What reports tell of a handout beside its findings."""

    @property
    def handout(self) -> Handout:
        """The handout as it would be printed."""

    @property
    def grades(self) -> Grades | None:
        """How hard it is to read."""

    @property
    def lines(self) -> tuple[ToldLine, ...]:
        """The whole text, line by line, with its sources."""

    @property
    def standing(self) -> Standing | None:
        """Who has approved it, where decisions are on record."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """PEMAT-P and the CDC index."""


@dataclass(frozen=True)
class Checked:
    """One handout or PDF; `review` is None for a PDF, and for a handout that can't be read."""

    subject: str
    findings: tuple[Finding, ...]
    review: Reviewed | None = None
    shots: tuple[Shot, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    pages: tuple[Shot, ...] = ()  # of a handout as it is printed, for whoever reviews it

    @staticmethod
    def of(report: Report, review: Reviewed | None = None) -> Checked:
        """What a report says."""
        return Checked(report.subject, report.findings, review, report.shots, report.accepted)


@dataclass(frozen=True)
class Outcome:
    """All that was checked, and the problems of files that can't be read; `strict` makes warnings count."""

    checked: tuple[Checked, ...]
    unread: tuple[tuple[str, tuple[Finding, ...]], ...]
    strict: bool

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The problems of all files, each once."""
        return told_once(problem for _, problems in self.unread for problem in problems)

    @property
    def is_bad(self) -> bool:
        """Whether any finding counts."""
        return any(self.counts(finding) for checked in self.checked for finding in checked.findings)

    def counts(self, finding: Finding) -> bool:
        """Whether a finding makes the command fail."""
        return finding.severity is Severity.ERROR or (self.strict and finding.severity is Severity.WARNING)

    def everything(self) -> Iterator[Checked]:
        """All subjects; what can't be read has its problems as findings (CF100)."""
        for subject, problems in self.unread:
            yield Checked(subject, tuple(_as_unread(problem) for problem in problems))
        yield from self.checked


def _as_unread(problem: Finding) -> Finding:
    return finding("CF100", problem.place, problem.told, problem.hint)
