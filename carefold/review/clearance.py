"""Whether a handout may reach a patient: what a clinic can't switch off or accept, since nobody has vouched for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding, Severity
from carefold.review.review import Review
from carefold.review.rules.governance import approval_findings, date_findings
from carefold.review.rules.links import choice_findings
from carefold.review.rules.translation import translation_findings

BOTH_SIDES = "CF153"
_OF_REVIEW = ("CF144", "CF146", "CF181", "CF182")
_OF_TRANSLATION = ("CF171", "CF172", "CF173", "CF174", "CF180")
_OTHERWISE = ("CF175", "CF176", "CF177", "CF178")  # what a translation says otherwise may be meant so


def obstacles(review: Review, *, has_record: bool) -> tuple[Finding, ...]:
    """Why a handout is not to be given out: no review or an old one, a translation that lags or is a machine's.

    And conditions of which both sides would be printed, unless it `has_record`, which decides them; a handout may
    accept those, and what a translation says otherwise, since its words may be meant so.
    """
    subject = review.evidence.subject
    accepted = {one.code for one in review.handout.acceptances}
    found = [
        *(one for rule in (date_findings, approval_findings) for one in rule(subject) if one.code in _OF_REVIEW),
        *(
            one
            for one in translation_findings(subject)
            if one.code in _OF_TRANSLATION or (one.code in _OTHERWISE and one.code not in accepted)
        ),
        *_of_machine(review),
        *(one for one in choice_findings(subject) if not has_record and BOTH_SIDES not in accepted),
    ]
    return tuple(dict.fromkeys(replace(one, severity=Severity.ERROR) for one in found))


def refuse_unreviewed(review: Review, reason: str, *, has_record: bool) -> None:
    """CarefoldError with what stands against giving a handout out, unless somebody has said why it is done anyway."""
    found = obstacles(review, has_record=has_record)
    if found and not reason:
        hint = "If it has to be given out as it is, say --unreviewed REASON, and the page says so."
        raise CarefoldError([*found, Finding("this handout is not to be given out yet.", review.handout.place, hint)])


def _of_machine(review: Review) -> Iterator[Finding]:
    if review.handout.by_machine:
        hint = "Have a qualified translator read it, and name that person as `translator`."
        yield Finding("a machine has translated this, and nobody has checked it.", review.handout.place, hint)
