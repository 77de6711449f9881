"""What a check says about a handout or a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from carefold.diagnostics.place import Place


class Severity(StrEnum):
    """How grave a finding is; errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Leave(StrEnum):
    """What a clinic may do about a code: give it another severity, only accept it with a reason, or mend it."""

    CHANGE = "change or accept"
    ACCEPT = "accept only"
    NONE = "mend"


@dataclass(frozen=True, slots=True)
class Code:
    """What is fixed about the findings of one code: how grave, what it means in a line, and the rule behind it."""

    title: str
    source: str
    severity: Severity = Severity.ERROR
    leave: Leave = Leave.NONE

    def finding(self, code: str, place: Place | str, message: str, hint: str = "", source: str = "") -> Finding:
        """A finding with what is fixed about it."""
        return Finding(code, self.severity, place, message, hint, source or self.source)


class Spot(NamedTuple):
    """A box on a page, to be drawn on its picture: the page from 0, edges in points of its own space, not turned."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check: a stable code, where, what, what to do, the rule it rests on, and its spots on pages.

    `place` is one in a file of the author's, or says in words where in a PDF.
    """

    code: str
    severity: Severity
    place: Place | str
    message: str
    hint: str = ""
    source: str = ""
    spots: tuple[Spot, ...] = ()

    def __str__(self) -> str:
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity} {self.code}: {self.message}{hint}"


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
