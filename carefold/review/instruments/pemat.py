"""PEMAT-P (Patient Education Materials Assessment Tool, for print): its items, and those that a machine can answer.

The questions are in our own words; AHRQ's user guide has the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping

from carefold.model.decisions import Answer
from carefold.model.values import Line
from carefold.review.instruments.answer_sheet import Asked, ask, fill_in, only_if, unless, when
from carefold.review.instruments.evidence import PICTURES, STEPS, TOOLS, Evidence
from carefold.review.instruments.filled_sheet import Sheet

_UNDERSTAND, _ACT = "Can it be understood?", "Can one act on it?"


def _has_pictures(evidence: Evidence) -> bool:
    return bool(evidence.kinds & PICTURES)


def _has_aids(evidence: Evidence) -> bool:
    return bool(evidence.kinds & (PICTURES | {"table"}))


_PICTURELESS = "no picture or chart"

ITEMS: tuple[Asked, ...] = (
    Asked(1, _UNDERSTAND, "Is it clear at once what the handout is for?", ask),
    Asked(2, _UNDERSTAND, "Is there nothing in it that leads away from its purpose?", ask),
    Asked(
        3, _UNDERSTAND, "Does it use everyday words?",
        unless(lambda it: it.everyday_words, "more than 3 hard words in 100"),
    ),
    Asked(
        4, _UNDERSTAND, "Are medical words kept for what readers should learn, and explained?",
        unless(lambda it: not it.found["CF108"] and not it.found["CF105"], "a word or abbreviation is not explained"),
    ),
    Asked(
        5, _UNDERSTAND, "Is it in the active voice?",
        unless(lambda it: it.active, "more than 1 in 10 passive"),
    ),
    Asked(
        6, _UNDERSTAND, "Are its numbers clear?",
        only_if(lambda it: it.has_numbers, "no numbers",
                unless(lambda it: it.clear_numbers, "see the findings about numbers")),
    ),
    Asked(
        7, _UNDERSTAND, "Can it be used without calculating?",
        unless(lambda it: not it.calculates, "something has to be worked out"),
    ),
    Asked(
        8, _UNDERSTAND, "Does it come in short pieces?",
        when(lambda it: it.chunked, "short sections and lists", "something is long, or in one piece"),
    ),
    Asked(
        9, _UNDERSTAND, "Do headings say what follows?",
        when(lambda it: len(it.subject.handout.sections) > 1, "each section has a title", "there is one section only"),
    ),
    Asked(10, _UNDERSTAND, "Does one thing follow from the other?", ask),
    Asked(
        11, _UNDERSTAND, "Is there a summary?",
        unless(lambda it: it.has_main_point, "the main point says nothing"),
    ),
    Asked(
        12, _UNDERSTAND, "Do boxes, lists or bold words lead to what matters?",
        unless(lambda it: it.has_cues, "nothing stands out"),
    ),
    Asked(15, _UNDERSTAND, "Are there pictures wherever these would help?", ask),
    Asked(16, _UNDERSTAND, "Do the pictures support the text?", only_if(_has_pictures, _PICTURELESS)),
    Asked(
        17, _UNDERSTAND, "Do pictures and tables have a title or caption?",
        only_if(_has_aids, "no picture or table",
                when(lambda it: it.captioned, "each has one", "one has none")),
    ),
    Asked(18, _UNDERSTAND, "Are the pictures clear and uncluttered?", only_if(_has_pictures, _PICTURELESS)),
    Asked(
        19, _UNDERSTAND, "Are tables simple, with short headings?",
        only_if(lambda it: "table" in it.kinds, "no table",
                when(lambda it: it.simple_tables, "few columns, short headings", "many columns, or long headings")),
    ),
    Asked(
        20, _ACT, "Does it name at least one thing to do?",
        unless(lambda it: it.has_action, "nothing is asked of the reader"),
    ),
    Asked(
        21, _ACT, "Does it speak to the reader?",
        unless(lambda it: it.addresses_reader, "neither “you” nor a request"),
    ),
    Asked(
        22, _ACT, "Is what to do broken into steps?",
        unless(lambda it: bool(it.kinds & STEPS), "no steps or schedule"),
    ),
    Asked(
        23, _ACT, "Is there something to use, such as a checklist?",
        unless(lambda it: bool(it.kinds & TOOLS), "nothing of the kind"),
    ),
    Asked(24, _ACT, "Is it shown how to calculate?", only_if(lambda it: it.calculates, "nothing to calculate")),
    Asked(
        25, _ACT, "Does it say how to use its charts and tables?",
        only_if(lambda it: bool(it.kinds & {"chart", "table", "icon-array", "compare"}), "no chart or table"),
    ),
    Asked(26, _ACT, "Do pictures make it easier to act?", ask),
)  # fmt: skip


def pemat(evidence: Evidence, answers: Mapping[Line, Answer]) -> Sheet:
    """The PEMAT-P sheet of a handout."""
    return fill_in("PEMAT-P", "pemat", 70, ITEMS, evidence, answers)
