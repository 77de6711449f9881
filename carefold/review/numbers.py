"""Numbers that people can picture: shares as “x out of y” with one denominator, decimals only where they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carefold.errors import Place
from carefold.model.values import Text
from carefold.review.codes import Remark, remark
from carefold.review.passages import Passage, Sentence, models
from carefold.review.shares import says, shares
from carefold.review.subject import Subject
from carefold.review.units import UNIT

_FIGURE = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_TO = r" ?(?:to|or|a|o|and|y|[-–]) ?"
_PERCENT = re.compile(rf"(?<![\w.,]){_FIGURE}(?: ?%)?(?:{_TO}{_FIGURE})? ?(?:%|percent\b|per cent\b|por ciento\b)")


def percent_remarks(subject: Subject) -> Iterator[Remark]:
    """Percentages that no “x out of y” goes with, in the sentence, in one beside it, or in a picture of the section."""
    for passage in subject.passages:
        if "%" not in passage.masked and "cent" not in passage.masked and "por ciento" not in passage.masked:
            continue
        pictured = _pictured(subject, passage.context.section)
        for number, sentence in enumerate(passage.sentences):
            near = passage.sentences[max(0, number - 1) : number + 2]
            said = [(share.count, share.of) for one in near for share in shares(passage, one)]
            yield from _percents(passage, sentence, (*said, *pictured))


def _pictured(subject: Subject, section: int | None) -> Iterator[tuple[int, int]]:
    """What the icon arrays of a section show."""
    for model in models(subject.handout.sections[section]) if section is not None else ():
        count, of = getattr(model, "count", None), getattr(model, "of", None)
        if isinstance(count, int) and isinstance(of, int):
            yield count, of


def _percents(passage: Passage, sentence: Sentence, said: Iterable[tuple[int, int]]) -> Iterator[Remark]:
    for match in _PERCENT.finditer(passage.masked, sentence.start, sentence.end):
        values = [float(f"0{one}".replace(",", ".")) for one in re.findall(_FIGURE, match[0])]
        if any(says(count, of, value) for count, of in said for value in values):
            continue
        if not _measures(passage, sentence, match):
            message = f"“{match[0]}” stands without “x out of y”."
            hint = "Say it as people: “64 out of 100 people (64%)”."
            yield remark("CF121", passage.place(match.start()), message, hint, passage.context.section)


_OR_MORE = re.compile(r"[ -]*(?:(?:or (?:more|less|higher|lower)|o (?:más|menos)) )?")


def _measures(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a percentage is of a mixture or of one's own best, not of people."""
    rest = passage.masked[match.end() : sentence.end].lower()
    rest = _OR_MORE.sub("", rest, count=1)
    following = re.split(r"\W", rest, maxsplit=1)[0]
    before = [word.low for word in sentence.words if word.start < match.start()]
    for side, listed in passage.language.pairs("measures"):
        found = {
            "after": following in listed.split(),
            "phrase": rest.startswith(tuple(listed.split("|"))),
            "before": any(word in listed.split() for word in before[-2:]),
            "idiom": match[0].startswith("100") and any(word in listed.split() for word in before),
        }
        if found[side]:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A denominator, what says it, and where."""

    of: int
    what: str
    place: Place
    section: int | None


def denominator_remarks(subject: Subject) -> Iterator[Remark]:
    """Shares whose denominator is another than the one that most have; of two that are as frequent, 100 is right."""
    found = [*_said_shares(subject), *_pictured_shares(subject)]
    times = Counter(mention.of for mention in found)
    usual = max(times, key=lambda of: (times[of], of == 100), default=0)
    told: set[tuple[str, int, int]] = set()  # one finding a line and denominator
    for mention in found:
        at = (mention.place.file, mention.place.line, mention.of)
        if mention.of != usual and at not in told:
            told.add(at)
            message = f"{mention.what} has another denominator than the {usual:,} that stands elsewhere."
            hint = "Say all shares out of one number, best of 100."
            yield remark("CF122", mention.place, message, hint, mention.section)


def _said_shares(subject: Subject) -> Iterator[_Mention]:
    for passage in subject.passages:
        for sentence in passage.sentences:
            for share in (one for one in shares(passage, sentence) if one.people):
                yield _Mention(share.of, f"“{share.text}”", passage.place(share.start), passage.context.section)


def _pictured_shares(subject: Subject) -> Iterator[_Mention]:
    """Each icon array once, at its label."""
    for number, section in enumerate(subject.handout.sections):
        for model in models(section):
            of, label = getattr(model, "of", None), getattr(model, "label", None)
            if isinstance(of, int) and isinstance(label, Text):
                yield _Mention(of, f"the picture of {of}", label.place(), number)


_DECIMAL = re.compile(r"(?<![\w.,$£€:/])\d+[.,]\d{1,2}(?![\d.,]*\d|:)")
_MEASURES = re.compile(
    r"(?: ?(?:to|or|a|o|[-–]) ?\d[\d.,]*)?[ -]?(?:mg|mcg|µg|μg|g|kg|ml|mL|L|dL|cc|oz|lbs?|pounds?|ounces?|cups?"
    r"|lit(?:er|re)s?|quarts?|gallons?|tea?spoons?|tablespoons?|tsp|tbsp|cm|mm|m|km|in|inch(?:es)?|feet|ft|miles?|°"
    r"|degrees?|F|C|%|percent|por ciento|mmol|mEq|units?|IU|U|tablets?|pills?|a\.?m|p\.?m|libras?|onzas?|tazas?"
    r"|litros?|grados?|unidades|tabletas?|pastillas?)(?![a-z])"
)
_DOSE = re.compile(rf"[ -]?{UNIT}")
_MEASURED = frozenset(
    ("a1c", "hba1c", "inr", "bmi", "imc", "ph", "egfr", "creatinine", "potassium", "sodium", "level", "levels", "score")
)


def decimal_remarks(subject: Subject) -> Iterator[Remark]:
    """Decimals that are no dose, measure or laboratory value."""
    for passage in subject.passages:
        if passage.context.role == "alt":
            continue
        for match in _DECIMAL.finditer(passage.masked):
            measured = any(one.match(passage.masked, match.end()) for one in (_MEASURES, _DOSE))
            if measured or _is_laboratory(passage, match.start()):
                continue
            message = f"“{match[0]}” is a decimal, and not a dose or a measure."
            hint = "Take a whole number: “2 and a half”, “about 3”."
            yield remark("CF123", passage.place(match.start()), message, hint, passage.context.section)


def _is_laboratory(passage: Passage, at: int) -> bool:
    """Whether a word before a number, in its sentence, says what was measured: INR, A1C."""
    around = (one for one in passage.sentences if one.start <= at < one.end)
    return any(word.low in _MEASURED for one in around for word in one.words if word.start < at)
