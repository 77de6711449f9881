"""Several findings: in order, and what is alike told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from carefold.diagnostics.finding import Finding

NAMING = "The handout is "  # how a hint ends that names the handout in which a shared text is wrong


def naming_handout(finding: Finding, file: str) -> Finding:
    """A finding in a file that several handouts may share, with the handout's file at the end of its hint."""
    return replace(finding, hint=f"{finding.hint} {NAMING}{file}.".lstrip())


def in_order(problems: Iterable[Finding]) -> list[Finding]:
    """Each problem once, in the order of their places."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.in_file)


def told_once(problems: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same in several handouts is one problem: its hint names the first, and says how many there are more."""
    found = dict[Finding, list[Finding]]()
    for problem in dict.fromkeys(problems):
        found.setdefault(replace(problem, hint=problem.hint.partition(NAMING)[0]), []).append(problem)
    return tuple(_and_more(alike) for alike in found.values())


def _and_more(alike: list[Finding]) -> Finding:
    first, more = alike[0], len(alike) - 1
    count = "one handout" if more == 1 else f"{more} handouts"
    return replace(first, hint=f"{first.hint} It is so in {count} more.") if more else first
