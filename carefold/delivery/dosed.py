"""Whether a letter names doses: then a second copy may reach somebody whose doses these are not."""

from __future__ import annotations

from collections.abc import Iterable

from carefold.languages.language import Language
from carefold.model.handout import Handout
from carefold.model.plans import Schedule
from carefold.model.values import Text
from carefold.model.walk import all_of
from carefold.review.rules.dose_units import dose


def has_doses(handout: Handout) -> bool:
    """Whether a handout has a list of medicines, or names a number of units of dose: 5 mg."""
    if any(True for _ in all_of(Schedule, handout.sections)):
        return True
    return are_doses(all_of(Text, handout.sections), str(handout.language))


def are_doses(texts: Iterable[str], language: str) -> bool:
    """Whether one of several texts has a dose."""
    looked_for = dose(Language.of(language))
    return any(looked_for.search(text) for text in texts)
