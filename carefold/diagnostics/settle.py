"""What becomes of findings: the severities that a project asks for, and what an author has accepted with a reason."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from carefold.diagnostics.codes import CODES, OF_WORDS, Leave, finding
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.diagnostics.report import Accepted, Report

_IN_VAIN = "CF161"
Written = TypeVar("Written", bound=str)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A code that an author accepts, why, and where that is written; for one section (its number), or for all."""

    code: str
    reason: str
    place: Place
    section: int | None = None


def settle(report: Report, severities: Mapping[Written, str], accepted: Sequence[Acceptance] = ()) -> Report:
    """The report with findings as grave as a project asks for (“off” leaves them out), without those accepted."""
    wanted = {str(code): severity for code, severity in severities.items()}
    findings, apart = list[Finding](), list(report.accepted)
    for one in report.findings:
        severity = wanted.get(one.code, str(one.severity))
        if acceptance := _acceptance_of(one, accepted):
            apart.append(Accepted(one, acceptance.reason))
        elif severity != "off":
            findings.append(replace(one, severity=Severity(severity)))
    return replace(report, findings=tuple(findings), accepted=tuple(apart))


def _acceptance_of(one: Finding, accepted: Sequence[Acceptance]) -> Acceptance | None:
    """What lets a finding be: in its section, or else in the whole handout."""
    alike = [listed for listed in accepted if listed.code == one.code and listed.section in (one.section, None)]
    if not alike or CODES[one.code].leave is Leave.NONE:
        return None
    return max(alike, key=lambda listed: listed.section is not None)


def with_accepted_in_vain(
    report: Report,
    severities: Mapping[Written, str],
    accepted: Sequence[Acceptance],
    not_looked_for: Container[str] = (),
) -> Report:
    """A settled report, and what is accepted but was not found (CF161); to accept that covers all but itself."""
    taken = (_acceptance_of(one.finding, accepted) for one in report.accepted)
    used = {acceptance.place for acceptance in taken if acceptance}
    looked_for = (one for one in accepted if one.code in OF_WORDS and one.code not in not_looked_for)
    unused = [one for one in looked_for if one.place not in used]
    of_all = [one for one in unused if one.code == _IN_VAIN and one.section is None]
    others = [one for one in unused if one not in of_all]
    weighed = settle(Report("", tuple(map(_in_vain, others or of_all))), severities)
    settled = settle(weighed, severities, of_all if others else ())
    return replace(report, findings=report.findings + settled.findings, accepted=report.accepted + settled.accepted)


def _in_vain(one: Acceptance) -> Finding:
    return finding(_IN_VAIN, one.place, f"{one.code} is accepted, but nothing of it was found.", "Take it out.")


def problems_of_accepted(accepted: Iterable[Acceptance]) -> Iterator[Finding]:
    """Codes that don't exist, or that nobody can accept."""
    for one in accepted:
        if one.code not in CODES:
            yield _unknown(one.code, one.place)
        elif CODES[one.code].leave is Leave.NONE:
            message = f"{one.code} can't be accepted (“{CODES[one.code].title}”)."
            yield Finding(message, one.place, "Mend what it is about.")


def problems_of_severities(asked: Iterable[tuple[str, str, Place]]) -> Iterator[Finding]:
    """Codes that don't exist, or whose severity no clinic may choose; asked are codes, severities, places."""
    for code, severity, place in asked:
        if code not in CODES:
            yield _unknown(code, place)
        elif CODES[code].leave is not Leave.CHANGE and severity != CODES[code].severity:
            message = f"{code} stays {_article(CODES[code].severity)}: it protects patients."
            hint = "Accept a single finding in its handout, with a reason: `accept: {" + f'{code}: "why"' + "}`."
            yield Finding(message, place, hint if CODES[code].leave is Leave.ACCEPT else "")


def _unknown(code: str, place: Place) -> Finding:
    return Finding(f"there is no code “{code}”.", place, did_you_mean(code, CODES, "docs/checks.md lists the codes."))


def _article(severity: Severity) -> str:
    return f"an {severity}" if severity == "error" else f"a {severity}"
