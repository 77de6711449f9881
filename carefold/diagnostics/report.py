"""All that was found in one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from carefold.diagnostics.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page (from 0) as PNG; `box` has its edges left, bottom, right and top as spots have theirs."""

    page: int
    box: tuple[float, float, float, float]
    png: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the author has accepted, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about one file, without those that were accepted; `claims` are the standards that it claims."""

    subject: str
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    shots: tuple[Shot, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def extended(self, more: Iterable[Finding]) -> Report:
        """This report with further findings at its end."""
        return replace(self, findings=(*self.findings, *more))
