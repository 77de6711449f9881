"""How grave a finding is in a project: codes that are new stop nothing until the project's format names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Finding, Severity


def weighed(found: Iterable[Finding], form: str) -> tuple[Finding, ...]:
    """The findings as a project of some format has them: an error that came with a later one is a warning."""
    return tuple(replace(one, severity=Severity.WARNING) if _is_new(one, form) else one for one in found)


def _is_new(one: Finding, form: str) -> bool:
    return one.code in CODES and one.severity is Severity.ERROR and int(CODES[one.code].since) > int(form)
