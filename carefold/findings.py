"""What a check says about a handout or a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check: a stable code, where, what, what to do, and the rule it rests on."""

    code: str
    severity: Severity
    place: str
    message: str
    hint: str = ""
    source: str = ""

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
