"""Findings with places that are the same wherever carefold is called from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reports.entries import FindingEntry, finding_entries
from carefold.strays import shown_from
from carefold.workspace import Workspace


def entries_from_home(project: Workspace, findings: Sequence[Finding]) -> tuple[FindingEntry, ...]:
    """Findings as a shelf remembers them: files are named from the project's folder on."""
    return tuple(finding_entries(_from_home(project, one) for one in findings))


def _from_home(project: Workspace, found: Finding) -> Finding:
    if not isinstance(found.place, Place) or not found.place.file:
        return found
    file = shown_from(project.sources.home, project.base / found.place.file)
    return replace(found, place=replace(found.place, file=file))
