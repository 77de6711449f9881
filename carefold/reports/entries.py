"""What stands in several of the JSON documents: problems, findings and reading grades."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from carefold.diagnostics.finding import Finding

if TYPE_CHECKING:
    from carefold.review.instruments.grades import Grades


class ProblemEntry(TypedDict):
    """What stops a file from being read or set: its file, line and column, 0 for the whole file."""

    file: str
    line: int
    column: int
    message: str
    hint: str


class FindingEntry(TypedDict):
    """What a check has found."""

    code: str
    severity: str
    place: str
    message: str
    hint: str
    source: str


class AcceptedEntry(FindingEntry):
    """What a check has found and the author has accepted."""

    reason: str


class SectionGradeEntry(TypedDict):
    """The reading grade of a section, and the line of its title."""

    title: str
    line: int
    grade: float


ReadingGradeEntry = TypedDict(
    "ReadingGradeEntry",
    {
        "grade": float, "formula": str, "beside": dict[str, str], "without-terms": float | None,
        "sections": list[SectionGradeEntry],
    },
)  # fmt: skip


def problem_entries(problems: Iterable[Finding]) -> list[ProblemEntry]:
    """What stops files, each with its place."""
    return [
        {
            "file": problem.in_file.file, "line": problem.in_file.line, "column": problem.in_file.column,
            "message": problem.told, "hint": problem.hint,
        }
        for problem in problems
    ]  # fmt: skip


def finding_entries(findings: Iterable[Finding]) -> list[FindingEntry]:
    """What checks have found."""
    return [finding_entry(finding) for finding in findings]


def finding_entry(finding: Finding) -> FindingEntry:
    """What a check has found, with its place."""
    return {
        "code": finding.code, "severity": str(finding.severity), "place": str(finding.place),
        "message": finding.message, "hint": finding.hint, "source": finding.source,
    }  # fmt: skip


def grade_entry(grades: Grades | None) -> ReadingGradeEntry | None:
    """Reading grades, rounded to tenths; null where there are none."""
    if grades is None:
        return None
    rest = grades.without_terms
    sections: list[SectionGradeEntry] = [
        {"title": section.title, "line": section.place.line, "grade": round(section.grade.value, 1)}
        for section in grades.sections
    ]
    return {
        "grade": round(grades.whole.value, 1), "formula": grades.formula, "beside": dict(grades.whole.beside),
        "without-terms": round(rest.value, 1) if rest else None, "sections": sections,
    }  # fmt: skip
