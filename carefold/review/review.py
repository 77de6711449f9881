"""START HERE. A handout's words, reviewed: reading, vocabulary, numbers, doses, figures, governance, links.

Every finding has a code (codes.py): CF10 and CF11 reading, CF12 numbers, CF13 doses, CF14 governance, CF15 links.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Report
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
    reading.length_remarks,
    reading.list_remarks,
    vocabulary.word_remarks,
    vocabulary.passive_remarks,
    vocabulary.abbreviation_remarks,
    percents.percent_remarks,
    numbers.denominator_remarks,
    numbers.decimal_remarks,
    figures.number_remarks,
    doses.abbreviation_remarks,
    often.often_remarks,
    governance.date_remarks,
    governance.main_point_remarks,
    governance.action_remarks,
    governance.source_remarks,
    links.alt_remarks,
    links.link_remarks,
    links.target_remarks,
    links.choice_remarks,
    called.number_remarks,
    tongue.tongue_remarks,
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
    remarks = [
        *(reading.grade_remarks(subject, grades) if grades else ()),
        *(one for rule in RULES for one in rule(subject)),
    ]
    if allow_expired:
        remarks = [one for one in remarks if one.finding.code != governance.EXPIRED]
    report = settle(name, remarks, resolved.handout, settings.findings)
    return Review(resolved, report, grades, Evidence(subject, tuple(remarks)))
