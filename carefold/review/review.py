"""START HERE. A handout's words, reviewed: reading, vocabulary, numbers, doses, figures, governance, links.

Every finding has a code (codes.py): CF10 and CF11 reading, CF12 numbers, CF13 doses, CF14 governance, CF15 links.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from carefold.content.resolve import Resolved
from carefold.diagnostics.report import Report
from carefold.model.settings import Settings
from carefold.review.instruments.answer_sheet import Sheet
from carefold.review.instruments.cdc import cdc
from carefold.review.instruments.evidence import Evidence
from carefold.review.instruments.grades import Grades, grades_of
from carefold.review.instruments.pemat import pemat
from carefold.review.rules import (
    called,
    doses,
    figures,
    governance,
    links,
    numbers,
    often,
    percents,
    tongue,
    vocabulary,
)
from carefold.review.rules import (
    readability as reading,
)
from carefold.review.settle import settle
from carefold.review.subject import Rule, Subject

RULES: tuple[Rule, ...] = (
    reading.length_findings,
    reading.list_findings,
    vocabulary.word_findings,
    vocabulary.passive_findings,
    vocabulary.abbreviation_findings,
    percents.percent_findings,
    numbers.denominator_findings,
    numbers.decimal_findings,
    figures.number_findings,
    doses.abbreviation_findings,
    often.often_findings,
    governance.date_findings,
    governance.main_point_findings,
    governance.action_findings,
    governance.source_findings,
    links.alt_findings,
    links.link_findings,
    links.target_findings,
    links.choice_findings,
    called.number_findings,
    tongue.tongue_findings,
)


@dataclass(frozen=True)
class Review:
    """What was found in a handout, and how hard it is to read."""

    resolved: Resolved
    report: Report
    grades: Grades | None
    evidence: Evidence

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """PEMAT-P and the CDC index, as far as machines and people have answered."""
        answers = self.resolved.handout.review
        return pemat(self.evidence, answers.pemat), cdc(self.evidence, answers.cdc)


def review(
    name: str, resolved: Resolved, settings: Settings, today: datetime.date, allow_expired: bool = False
) -> Review:
    """Everything that can be said about a resolved handout."""
    subject = Subject(resolved, settings.reading_grade, today)
    grades = grades_of(subject)
    findings = [
        *(reading.grade_findings(subject, grades) if grades else ()),
        *(one for rule in RULES for one in rule(subject)),
    ]
    if allow_expired:
        findings = [one for one in findings if one.code != governance.EXPIRED]
    report = settle(name, findings, resolved.handout, settings.findings)
    return Review(resolved, report, grades, Evidence(subject, tuple(findings)))
