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


def errors_to_come(found: Iterable[Finding], form: str) -> tuple[Finding, ...]:
    """The findings that would be errors if the project took the newest format; for whoever is about to change it."""
    return tuple(
        one
        for one in found
        if one.code in CODES
        and CODES[one.code].severity is Severity.ERROR
        and int(CODES[one.code].since) > int(form)
        and one.severity is not Severity.ERROR
    )
