"""START HERE. A handout's words, reviewed: reading, vocabulary, numbers, doses, figures, governance, links.

Every finding has a code (codes.py): CF10 and CF11 reading, CF12 numbers, CF13 doses, CF14 governance, CF15 links.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from carefold.approval.standing import Standing
from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import settle, with_accepted_in_vain
from carefold.diagnostics.several import naming_handout
from carefold.diagnostics.weigh import weighed
from carefold.languages.language import Own
from carefold.model.handout import Handout
from carefold.model.settings import Settings
from carefold.released.release import Release
from carefold.review.instruments.evidence import Evidence
from carefold.review.instruments.grades import Grades, grades_of
from carefold.review.rules import (
    called,
    dose_numbers,
    doses,
    facts,
    governance,
    links,
    look_alikes,
    misspelled,
    numbers,
    often,
    percents,
    sources,
    speech,
    tongue,
    translation,
    vocabulary,
    wordings,
)
from carefold.review.rules import (
    readability as reading,
)
from carefold.review.subject import Rule, Subject
from carefold.review.told_lines import ToldLine, told_lines
from carefold.twins import Original

if TYPE_CHECKING:
    from carefold.review.instruments.filled_sheet import Sheet

RULES: tuple[Rule, ...] = (
    reading.length_findings,
    reading.list_findings,
    vocabulary.word_findings,
    vocabulary.passive_findings,
    vocabulary.abbreviation_findings,
    wordings.wording_findings,
    speech.capital_findings,
    speech.address_findings,
    speech.foreign_findings,
    misspelled.spelling_findings,
    facts.source_findings,
    facts.time_findings,
    look_alikes.name_findings,
    percents.percent_findings,
    numbers.denominator_findings,
    numbers.decimal_findings,
    dose_numbers.number_findings,
    doses.abbreviation_findings,
    often.often_findings,
    governance.date_findings,
    governance.approval_findings,
    governance.version_findings,
    governance.day_findings,
    governance.title_findings,
    sources.source_findings,
    called.hour_findings,
    governance.withdrawal_findings,
    governance.reissue_findings,
    governance.main_point_findings,
    governance.action_findings,
    governance.source_findings,
    links.alt_findings,
    links.link_findings,
    links.target_findings,
    links.choice_findings,
    called.number_findings,
    tongue.tongue_findings,
    translation.translation_findings,
)


@dataclass(frozen=True)
class Review:
    """What was found in a handout, and how hard it is to read."""

    resolved: Resolved
    report: Report
    grades: Grades | None
    evidence: Evidence

    @property
    def handout(self) -> Handout:
        """The handout as it would be printed."""
        return self.resolved.handout

    @cached_property
    def lines(self) -> tuple[ToldLine, ...]:
        """The whole text, line by line, with its sources."""
        return tuple(told_lines(self.evidence.subject))

    @property
    def standing(self) -> Standing | None:
        """Who has approved it, where decisions are on record."""
        return self.evidence.subject.standing

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """PEMAT-P and the CDC index, as far as machines and people have answered."""
        from carefold.review.instruments.cdc import cdc
        from carefold.review.instruments.pemat import pemat

        answers = self.handout.review
        return pemat(self.evidence, answers.pemat), cdc(self.evidence, answers.cdc)


def review(
    name: str, resolved: Resolved, settings: Settings, today: datetime.date, allow_expired: bool = False,
    original: Original | None = None, own: Own = (), standing: Standing | None = None, fixed_day: bool = False,
    is_proofread: bool = False, reworded: Release | None = None, is_reissued: bool = False,
) -> Review:  # fmt: skip
    """Everything that can be said about a resolved handout; `original` is what it is a translation of.

    `own` are the project's lists of words, `standing` tells who has approved it, `reworded` what was given out as this
    version with other words, `is_reissued` whether one that is withdrawn had these; on a `fixed_day` nobody knows what
    is to come. One that `is_proofread` is looked up in a dictionary too.
    """
    subject = Subject(
        resolved,
        settings.reading_grade,
        today,
        original,
        own,
        standing,
        fixed_day,
        settings.smog,
        is_proofread,
        reworded,
        is_reissued,
    )
    grades = grades_of(subject)
    found = [
        *(reading.grade_findings(subject, grades) if grades else ()),
        *(one for rule in RULES for one in rule(subject)),
    ]
    if allow_expired:
        found = [one for one in found if one.code != governance.EXPIRED]
    told = Report(name, weighed(_each_word_once(found), settings.format))
    report = _settled(told, resolved.handout, settings, () if is_proofread else (misspelled.MISSPELLED,))
    return Review(resolved, report, grades, Evidence(subject, tuple(found)))


def _each_word_once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without hard words that are named already as easily misread, with what to write."""
    misread = {one.place for one in found if one.code == "CF134"}
    return (one for one in found if one.code != "CF105" or one.place not in misread)


def _settled(report: Report, handout: Handout, settings: Settings, not_looked_for: Sequence[str]) -> Report:
    """The report in the order of places, each finding once, without what is accepted."""
    settled = settle(report, settings.findings, handout.acceptances)
    whole = with_accepted_in_vain(settled, settings.findings, handout.acceptances, not_looked_for)
    own = ("", handout.place.file)  # a part that many share, or the brand, lies in another file
    told = (one if one.in_file.file in own else naming_handout(one, handout.place.file) for one in whole.findings)
    return replace(whole, findings=tuple(dict.fromkeys(sorted(told, key=lambda one: (one.in_file, one.code)))))
