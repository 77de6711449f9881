"""The CDC Clear Communication Index: its items, and those that a machine can answer.

The questions are in our own words; the CDC's user guide has the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping

from carefold.model.decisions import Answer
from carefold.model.values import Line
from carefold.review.instruments.answer_sheet import Asked, Judged, ask, fill_in, only_if, unless, when
from carefold.review.instruments.evidence import LISTS, PICTURES, STEPS, Evidence
from carefold.review.instruments.filled_sheet import Sheet

_CORE, _DO, _NUMBERS, _RISK = "Message and words", "What to do", "Numbers", "Risk"
_NO_NUMBERS = "no numbers"


def _visual(evidence: Evidence) -> Judged:
    return None if evidence.kinds & PICTURES else ("no", "no picture or chart")


def _probability(evidence: Evidence) -> Judged:
    return ("yes", "a picture shows it") if evidence.kinds & {"icon-array", "compare"} else None


def _numbers(evidence: Evidence) -> bool:
    return evidence.has_numbers


ITEMS: tuple[Asked, ...] = (
    Asked(
        1, _CORE, "Is there one main message?",
        unless(lambda it: it.has_main_point, "the main point says nothing"),
    ),
    Asked(
        2, _CORE, "Does the main message come first?",
        when(lambda it: it.has_main_point, "every layout prints it first", "the main point says nothing"),
    ),
    Asked(
        3, _CORE, "Does the main message stand out?",
        when(lambda it: it.has_main_point, "every layout sets it apart", "the main point says nothing"),
    ),
    Asked(4, _CORE, "Does a picture carry the main message?", _visual),
    Asked(
        5, _CORE, "Is something asked of the readers?",
        unless(lambda it: it.has_action, "nothing is asked"),
    ),
    Asked(
        6, _CORE, "Is the main message in the active voice?",
        unless(lambda it: it.active_main_point, "a passive form in it"),
    ),
    Asked(7, _CORE, "Are these the words that the readers use?", ask),
    Asked(
        8, _CORE, "Are there lists?",
        when(lambda it: bool(it.kinds & LISTS), "bullets, numbers, steps or boxes to tick", "no list"),
    ),
    Asked(
        9, _CORE, "Is it in pieces with headings?",
        when(lambda it: len(it.subject.handout.sections) > 1, "sections with titles", "one section only"),
    ),
    Asked(
        10, _CORE, "Is what matters most at the start?",
        unless(lambda it: it.has_main_point, "the main point says nothing"),
    ),
    Asked(11, _CORE, "Does it say what experts know, and what they don't?", ask),
    Asked(
        12, _DO, "Does it say what the readers should do?",
        unless(lambda it: it.has_action, "nothing is asked"),
    ),
    Asked(13, _DO, "Does it say why it matters to them?", ask),
    Asked(
        14, _DO, "Does it say how to do it?",
        unless(lambda it: bool(it.kinds & STEPS), "no steps or schedule"),
    ),
    Asked(
        15, _NUMBERS, "Are the numbers of a kind that the readers use?",
        only_if(_numbers, _NO_NUMBERS,
                unless(lambda it: it.clear_numbers, "see the findings about numbers")),
    ),
    Asked(16, _NUMBERS, "Does it say what the numbers mean?", only_if(_numbers, _NO_NUMBERS)),
    Asked(
        17, _NUMBERS, "Can they be used without calculating?",
        only_if(_numbers, _NO_NUMBERS,
                unless(lambda it: not it.calculates, "something has to be worked out")),
    ),
    Asked(18, _RISK, "Does it say what the risk is?", ask),
    Asked(19, _RISK, "Are harms named beside benefits?", ask),
    Asked(
        20, _RISK, "Is a chance also said in words, or shown?",
        only_if(lambda it: it.has_shares, "no chance as a number", _probability),
    ),
)  # fmt: skip


def cdc(evidence: Evidence, answers: Mapping[Line, Answer]) -> Sheet:
    """The sheet of the CDC index of a handout."""
    return fill_in("CDC Clear Communication Index", "cdc", 90, ITEMS, evidence, answers)
