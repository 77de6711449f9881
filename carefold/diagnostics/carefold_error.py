"""What stops a file from being read, set or written."""

from __future__ import annotations

from collections.abc import Iterable

from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding


class CarefoldError(Exception):
    """Problems that a user can mend, all that were found at once: findings of severity error."""

    def __init__(self, findings: Finding | Iterable[Finding], exit_code: ExitCode = ExitCode.PROBLEMS) -> None:
        found = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(map(str, found)))
        self.findings: tuple[Finding, ...] = found
        self.exit_code = exit_code
