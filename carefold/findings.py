"""What a check says about a handout or a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How grave a finding is; errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Spot(NamedTuple):
    """A box on a page, to be drawn on its picture: the page from 0, edges in points of its own space, not turned."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check: a stable code, where, what, what to do, the rule it rests on, and its spots on pages."""

    code: str
    severity: Severity
    place: str
    message: str
    hint: str = ""
    source: str = ""
    spots: tuple[Spot, ...] = ()

    def __str__(self) -> str:
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity} {self.code}: {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about one file."""

    subject: str
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def extended(self, more: Iterable[Finding]) -> Report:
        """This report with further findings at its end."""
        return Report(self.subject, (*self.findings, *more))
