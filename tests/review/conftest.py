"""Handouts under review, as if it were the first of December 2026."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefold.errors import Place
from carefold.findings import Finding
from carefold.pipeline import check_handout
from carefold.review.review import Review
from carefold.workspace import Workspace

REVIEWED = "[{name: A. Tester, role: Nurse, date: 2026-11-23}]"


@pytest.fixture(autouse=True)
def december(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")


@pytest.fixture
def reviewed(clinic) -> Callable[..., Review]:
    """Write a handout that a nurse has reviewed, and review it; `project` is a project.yaml."""

    def review(blocks: str = "- Rest.", sections: str = "", project: str = "", **keys: str) -> Review:
        clinic.write(blocks, sections, **{"reviewers": REVIEWED, "version": '"1.0"', **keys})
        if project:
            clinic.add("project.yaml", project)
        return check_handout(Workspace.at(clinic.folder), "h")

    return review


@pytest.fixture
def codes(reviewed) -> Callable[..., list[str]]:
    """The codes of the findings in one paragraph, which needs no quotes."""

    def find(text: str, **keys: str) -> list[str]:
        return [finding.code for finding in reviewed(f"- >-\n  {text}", **keys).report.findings]

    return find


@pytest.fixture
def pointed(clinic) -> Callable[[Finding], str]:
    """What stands in the file from a finding's place on, to the end of its line."""

    def read(finding: Finding) -> str:
        assert isinstance(finding.place, Place)
        lines = (clinic.folder / Path(finding.place.file).name).exists()
        del lines
        path = clinic.folder / "handouts" / Path(finding.place.file).name
        return path.read_text("utf-8").splitlines()[finding.place.line - 1][finding.place.column - 1 :]

    return read
