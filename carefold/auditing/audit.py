"""START HERE. What the report of a time says, from the project, reviews.jsonl, released/ and the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from carefold.approval.chain import FILE as DECISIONS
from carefold.approval.chain import read_chain
from carefold.approval.decision import Decision
from carefold.auditing.counts import Given, given_out
from carefold.auditing.period import Period
from carefold.auditing.versions import Version, versions_of
from carefold.batch.manifest import read_manifest
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.handout import DUE
from carefold.pipeline import opened
from carefold.project import Project
from carefold.released.release import Release
from carefold.stages import Opened
from carefold.workspace import released_of

Condition: TypeAlias = Literal["expired", "due", "withdrawn", "broken"]


@dataclass(frozen=True)
class Approval:
    """A decision about a version; what a handout itself says of its reviewers is `named` there.

    `outdated` where the words of that version have changed since.
    """

    handout: str
    version: str
    decision: str
    name: str
    role: str
    date: str
    named: bool = False
    outdated: bool = False


@dataclass(frozen=True)
class State:
    """What is to be known of a handout, or of some versions of it, since when, and why."""

    handout: str
    versions: tuple[str, ...]
    state: Condition
    date: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Audit:
    """What a report says; `given` is None without a ledger, `unapproved` are versions that nobody is known to approve.

    `verapdf` has what veraPDF found to be kept, or how many rules it found broken, by SHA-256.
    """

    period: Period
    day: datetime.date
    versions: tuple[Version, ...]
    approvals: tuple[Approval, ...]
    unapproved: tuple[tuple[str, str], ...]
    given: tuple[Given, ...] | None
    states: tuple[State, ...]
    releases: tuple[Release, ...]
    verapdf: Mapping[str, tuple[str, ...] | int]
    problems: tuple[Finding, ...] = ()


def audit(project: Project, period: Period, *, verapdf: bool = False) -> Audit:
    """Gather it; with `verapdf` veraPDF looks at each file that it has not seen.

    CarefoldError for a broken chain of decisions, for what is lost or altered in released/, and for a damaged ledger.
    A handout that can't be read is told in the report, and in `problems`.
    """
    home = project.sources.home
    decisions, releases = read_chain(home, project.shown(home / DECISIONS)).decisions, _releases(project)
    given = given_out(project, period)
    read, problems = _opened(project)
    versions = tuple(_versions(project, read, decisions, releases, period))
    approvals = [
        one for version in versions for one in _approvals(version, read.get(version.handout), decisions, period)
    ]
    approved = {(one.handout, one.version) for one in approvals if one.decision == "approved" and not one.outdated}
    current = {(one.handout, one.version) for one in versions}
    listed = tuple(one for one in releases if one.day <= period.until and (one.handout, one.version) in current)
    return Audit(
        period, project.today, versions, tuple(approvals), tuple(sorted(current - approved)), given,
        tuple(_states(read, period)), listed, _seen_by_verapdf(project, listed, anew=verapdf), tuple(problems),
    )  # fmt: skip


def _releases(project: Project) -> tuple[Release, ...]:
    released = released_of(project)
    if released is None:
        return ()
    if problems := [*released.problems()]:
        raise CarefoldError(problems)
    return released.releases()


def _opened(project: Project) -> tuple[dict[str, Opened | None], list[Finding]]:
    """Each handout of the project, None for one that can't be read; and why."""
    found, problems = dict[str, Opened | None](), list[Finding]()
    for name in project.handouts:
        try:
            found[name] = opened(project, name, None)
        except CarefoldError as error:
            found[name] = None
            problems += error.findings
    return found, list(dict.fromkeys(problems))


def _versions(
    project: Project, read: Mapping[str, Opened | None], decisions: Sequence[Decision], releases: Sequence[Release],
    period: Period,
) -> Iterator[Version]:  # fmt: skip
    """Those of all handouts that are there, or that were."""
    shelved = _shelved(project)
    for name in sorted({*read, *(one.handout for one in decisions), *(one.handout for one in releases)}):
        there = read.get(name)
        signed = [one for one in decisions if one.handout == name]
        given = [one for one in releases if one.handout == name]
        yield from versions_of(name, there.handout if there else None, signed, given, shelved.get(name, ()), period)


def _shelved(project: Project) -> dict[str, list[tuple[str, str]]]:
    """Layouts and codes on the shelf, by handout; nothing where there is no shelf."""
    try:
        shelf = read_manifest(project.output, "")["handouts"]
    except CarefoldError:
        return {}
    return {one["name"]: [(file["layout"], file["code"]) for file in one["outputs"]
                          if file["version"] == one["version"]] for one in shelf}  # fmt: skip


def _approvals(
    version: Version, read: Opened | None, decisions: Sequence[Decision], period: Period
) -> Iterator[Approval]:  # fmt: skip
    """Who had approved a version by the end of the time, and who had asked for changes in it."""
    ours = [one for one in decisions if one.handout == version.handout]
    handout, standing = (read.handout, read.standing) if read else (None, None)
    is_present = handout is not None and handout.version == version.version
    for one in ours:
        counts = one.decision == "approved" or period.holds(one.day)
        if one.version == version.version and one.seal and one.day <= period.until and counts:
            outdated = is_present and standing is not None and one.seal != standing.seal
            yield Approval(one.handout, one.version, one.decision, one.name, one.role, one.date, one.imported, outdated)
    if handout and is_present and not ours:
        for named in handout.reviewers:
            if named.date <= period.until:
                outdated, date = named.date < handout.updated, named.date.isoformat()
                yield Approval(
                    version.handout, version.version, "approved", named.name, named.role, date, True, outdated
                )


def _states(read: Mapping[str, Opened | None], period: Period) -> Iterator[State]:
    """What is expired or due at the end of the time, what is withdrawn, and what can't be read."""
    for name, one in read.items():
        if one is None:
            yield State(name, (), "broken")
            continue
        handout, version = one.handout, (str(one.handout.version),)
        if handout.withdrawn and handout.withdrawn.date <= period.until:
            gone = handout.withdrawn
            yield State(name, tuple(map(str, gone.versions)), "withdrawn", gone.date.isoformat(), str(gone.reason))
        if handout.is_withdrawn:
            continue
        if handout.review_by < period.until:
            yield State(name, version, "expired", handout.review_by.isoformat())
        elif handout.review_by - period.until <= DUE:
            yield State(name, version, "due", handout.review_by.isoformat())


def _seen_by_verapdf(
    project: Project, releases: Sequence[Release], *, anew: bool
) -> dict[str, tuple[str, ...] | int]:  # fmt: skip
    known: dict[str, tuple[str, ...] | int] = {one.sha256: one.verapdf for one in releases if one.verapdf}
    released = released_of(project)
    if anew and released:
        from carefold.preflight.verapdf import standards, validate

        asked = [one.sha256 for one in releases if one.sha256 not in known]
        reports = validate([released.folder / f"{name}.pdf" for name in asked])
        known |= {name: len(report.findings) or standards() for name, report in zip(asked, reports, strict=True)}
    return known
