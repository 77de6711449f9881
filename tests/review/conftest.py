"""Handouts under review, as if it were the first of December 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from opening import opened

from carefold.content.resolve import resolve
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.review.review import Review, review
from carefold.workspace import load_brand, load_handout, load_references

REVIEWED = "[{name: A. Tester, role: Nurse, date: 2026-11-23}]"


@pytest.fixture(autouse=True)
def december(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")


@pytest.fixture
def reviewed(clinic) -> Callable[..., Review]:
    """Write a handout that a nurse has reviewed, and review it; `project` is a project.yaml."""

    def write_and_review(blocks: str = "- Rest.", sections: str = "", project: str = "", **keys: str) -> Review:
        clinic.write(blocks, sections, **{"reviewers": REVIEWED, "version": '"1.0"', **keys})
        if project:
            clinic.add("project.yaml", project)
        workspace = opened(clinic.folder)
        resolved = resolve(load_handout(workspace, "h"), load_brand(workspace, None)[0], load_references(workspace))
        return review("h", resolved, workspace.settings, workspace.today)

    return write_and_review


@pytest.fixture
def codes(reviewed) -> Callable[..., list[str]]:
    """The codes of the findings in one paragraph, which needs no quotes."""

    def find(text: str, **keys: str) -> list[str]:
        return [finding.code for finding in reviewed(f"- >-\n  {text}", **keys).report.findings]

    return find


@pytest.fixture
def pointed(clinic) -> Callable[[Finding], str]:
    """What stands in the handout's file from a finding's place on, to the end of its line."""

    def read(finding: Finding) -> str:
        assert isinstance(finding.place, Place)
        lines = (clinic.folder / "handouts/h.yaml").read_text("utf-8").splitlines()
        return lines[finding.place.line - 1][finding.place.column - 1 :]

    return read
