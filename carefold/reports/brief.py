"""What of many findings is printed: dangers first, one line for many of a kind, and so many lines a handout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from carefold.diagnostics.codes import CODES, Leave
from carefold.diagnostics.finding import Finding, Severity

MOST = 12
"""Lines a handout, unless all are asked for."""
ONCE = "CF144"
"""Is told once a run, with all handouts that it is about."""
_GRAVE = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_DANGERS = ("CF13", "CF16", "CF158", "CF157", "CF190", "CF198")
_PLACES = 4  # of others of a kind that are named


def shown(findings: Iterable[Finding], everything: bool = False, errors_alone: bool = False) -> Iterator[Finding]:
    """The lines for one handout: with `everything` each finding in its place, else each kind once, dangers first."""
    found = [one for one in findings if one.severity is Severity.ERROR or not errors_alone]
    if everything:
        yield from found
        return
    kinds = _by_kind(sorted(found, key=_rank))
    for alike in kinds[:MOST]:
        yield _as_one(alike)
    if left := sum(map(len, kinds[MOST:])):
        message = f"{left} more {'finding' if left == 1 else 'findings'}."
        place = replace(kinds[0][0].in_file, line=0, column=0)
        yield Finding(message, place, "`--all-findings` prints them.", severity=Severity.HINT)


def not_reviewed(names: Sequence[str]) -> str:
    """The one line for all handouts that nobody has reviewed; empty for none."""
    if not names:
        return ""
    listed = ", ".join(names[:_PLACES]) + (f" and {len(names) - _PLACES} more" if len(names) > _PLACES else "")
    return f"{listed}: no clinician has reviewed {'it' if len(names) == 1 else 'them'} [{ONCE}]"


def with_acceptance(one: Finding) -> Finding:
    """The finding, with how to accept it where it is right as it stands."""
    if one.code not in CODES or CODES[one.code].leave is Leave.NONE:
        return one
    accepted = f"Right as it stands? `accept: {{{one.code}: why}}`."
    return replace(one, hint=f"{one.hint} {accepted}".strip())


def _rank(one: Finding) -> tuple[int, bool]:
    return _GRAVE.index(one.severity), not one.code.startswith(_DANGERS)


def _by_kind(found: Sequence[Finding]) -> list[list[Finding]]:
    kinds: dict[tuple[str, Severity, object], list[Finding]] = {}
    for number, one in enumerate(found):
        kinds.setdefault((one.code, one.severity, number if not one.code else 0), []).append(one)
    return list(kinds.values())


def _as_one(alike: Sequence[Finding]) -> Finding:
    """The first of many of a kind, with where the others are."""
    first, others = alike[0], alike[1:]
    if not others:
        return first
    lines = list(dict.fromkeys(str(one.in_file.line) for one in others if one.in_file.line))
    where = f", line {', '.join(lines[:_PLACES])}{' …' if len(lines) > _PLACES else ''}" if lines else ""
    return replace(first, message=f"{first.message.rstrip('.')} (and {len(others)} more{where}).")
