"""What becomes of findings: the project's severities, and what an author has accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from carefold.content.nearest import did_you_mean
from carefold.diagnostics.codes import CODES, Code, Leave, finding
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import NOWHERE, Place
from carefold.diagnostics.report import Accepted, Report
from carefold.model.handout import Handout
from carefold.model.settings import Settings
from carefold.model.values import Line


def settle(subject: str, found: Iterable[Finding], handout: Handout, severities: Mapping[Line, str]) -> Report:
    """The report about a handout: findings in the order of their places, and those that were accepted."""
    wanted = {str(code): severity for code, severity in severities.items()}
    findings: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[Place] = set()
    for one in found:
        severity = wanted.get(one.code, str(one.severity))
        reason = _reason(one, handout)
        if reason:
            used.add(reason.place())
            accepted.append(Accepted(one, str(reason)))
        elif severity != "off":
            findings.append(replace(one, severity=Severity(severity)))
    if wanted.get("CF161") != "off":
        severity = Severity(wanted.get("CF161", "warning"))
        unused = [replace(one, severity=severity) for one in _unused(handout, used)]
        accepted_here, left = _accepted_in_vain(unused, handout)
        accepted += accepted_here
        findings += left
    findings = [_naming(one, handout) for one in findings]
    order = sorted(findings, key=lambda one: (one.place if isinstance(one.place, Place) else NOWHERE, one.code))
    return Report(subject, tuple(dict.fromkeys(order)), tuple(accepted))


def _naming(finding: Finding, handout: Handout) -> Finding:
    """The finding, with the handout's file where it lies in another: a part that many share, or the brand."""
    if not isinstance(finding.place, Place) or finding.place.file in ("", handout.place.file):
        return finding
    return replace(finding, hint=f"{finding.hint} The handout is {handout.place.file}.".lstrip())


def _reason(one: Finding, handout: Handout) -> Line | None:
    """Why a finding was accepted: in its section, or for the whole handout."""
    maps = [handout.accept] if one.section is None else [handout.sections[one.section].accept, handout.accept]
    if CODES[one.code].leave is Leave.NONE:
        return None
    return next((reason for listed in maps for code, reason in listed.items() if code == one.code), None)


def _listed(handout: Handout) -> Iterator[tuple[Line, Line]]:
    for accept in (handout.accept, *(section.accept for section in handout.sections)):
        yield from accept.items()


def _unused(handout: Handout, used: set[Place]) -> Iterator[Finding]:
    for code, reason in _listed(handout):
        if code in CODES and reason.place() not in used:
            yield finding("CF161", code.place(), f"{code} is accepted, but nothing of it was found.", "Take it out.")


def _accepted_in_vain(unused: list[Finding], handout: Handout) -> tuple[list[Accepted], list[Finding]]:
    """What `accept: {CF161: why}` of a handout covers, and what is left; it covers all but itself."""
    for code, reason in handout.accept.items():
        others = [one for one in unused if one.place != code.place()]
        if code == "CF161" and others:
            return [Accepted(one, str(reason)) for one in others], []
    return [], unused


def settle_pdf(report: Report, handout: Handout | None, settings: Settings, codes: Mapping[str, Code]) -> Report:
    """A report about a PDF after the project's severities and what its handout accepts as a whole."""
    wanted = {str(code): severity for code, severity in settings.findings.items()}
    reasons = {str(code): str(reason) for code, reason in handout.accept.items()} if handout else {}
    findings: list[Finding] = []
    accepted: list[Accepted] = []
    for one in report.findings:
        severity = wanted.get(one.code, str(one.severity))
        if one.code in reasons and codes[one.code].leave is not Leave.NONE:
            accepted.append(Accepted(one, reasons[one.code]))
        elif severity != "off":
            findings.append(replace(one, severity=Severity(severity)))
    return replace(report, findings=tuple(findings), accepted=tuple(accepted))


def problems_of_accept(handout: Handout, codes: Mapping[str, Code]) -> list[Finding]:
    """Codes under `accept:` that don't exist, or that nobody can accept; `codes` are all there are."""
    return [problem for code, _ in _listed(handout) for problem in _code_problems(code, handout.place, codes)]


def _code_problems(code: Line, otherwise: Place, codes: Mapping[str, Code]) -> Iterator[Finding]:
    place = code.place() if code.places else otherwise
    if code not in codes:
        yield Finding(f"there is no code “{code}”.", place, _hint(code, codes))
    elif codes[code].leave is Leave.NONE:
        yield Finding(f"{code} can't be accepted (“{codes[code].title}”).", place, "Mend what it is about.")


def problems_of_severities(settings: Settings, codes: Mapping[str, Code]) -> list[Finding]:
    """Codes under `findings:` of a project that don't exist, or whose severity is not for a clinic to choose."""
    problems = []
    for code, severity in settings.findings.items():
        place = code.place() if code.places else settings.place
        if code not in codes:
            problems.append(Finding(f"there is no code “{code}”.", place, _hint(code, codes)))
        elif codes[code].leave is not Leave.CHANGE and severity != codes[code].severity:
            message = f"{code} stays {_article(codes[code].severity)}: it protects patients."
            hint = "Accept a single finding in its handout, with a reason: `accept: {" + f'{code}: "why"' + "}`."
            problems.append(Finding(message, place, hint if codes[code].leave is Leave.ACCEPT else ""))
    return problems


def _hint(code: str, codes: Mapping[str, Code]) -> str:
    return did_you_mean(code, codes, "docs/checks.md lists the codes.")


def _article(severity: Severity) -> str:
    return f"an {severity}" if severity == "error" else f"a {severity}"
