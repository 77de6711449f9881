"""Numbers that people can picture: shares with one denominator, decimals only where they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.located import Located
from carefold.model.values import Text
from carefold.model.walk import all_of
from carefold.review.passages import Passage
from carefold.review.rules.dose_units import unit
from carefold.review.rules.shares import shares
from carefold.review.subject import Subject


@dataclass(frozen=True, slots=True)
class _Mention:
    """A denominator, what says it, and where."""

    of: int
    count: int
    what: str
    place: Place
    section: int | None


def denominator_findings(subject: Subject) -> Iterator[Finding]:
    """Shares whose denominator is another than the one that most have; of two that are as frequent, 100 is right.

    What is so rare that it is less than one out of the usual number is another matter: 1 in 10,000.
    """
    found = [*_said_shares(subject), *_pictured_shares(subject)]
    times = Counter(mention.of for mention in found)
    usual = max(times, key=lambda of: (times[of], of == 100, -of), default=0)
    if any(mention.of < usual for mention in found):  # rare harms may be most of them
        common = Counter(mention.of for mention in found if mention.of <= _MANY)
        usual = max(common, key=lambda of: (common[of], of == 100), default=usual)
    told: set[tuple[str, int, int]] = set()  # one finding a line and denominator
    for mention in found:
        at = (mention.place.file, mention.place.line, mention.of)
        is_rare = mention.of > usual and mention.count * usual < mention.of
        if mention.of != usual and not is_rare and at not in told:
            told.add(at)
            message = f"{mention.what} has another denominator than the {usual:,} that stands elsewhere."
            hint = f"Say all that are compared out of one number, of {_fitting(found, usual):,}."
            yield finding("CF122", mention.place, message, hint, mention.section)


_MANY = 1000


def _fitting(found: Iterable[_Mention], usual: int) -> int:
    """The first round number out of which each common share is a whole number or more."""
    common = [one for one in found if one.count * usual >= one.of]
    fits = (of for of in (100, 1000, 10_000) if all(one.count * of % one.of == 0 for one in common))
    return next(fits, 100)


def _said_shares(subject: Subject) -> Iterator[_Mention]:
    for passage in subject.passages:
        for sentence in passage.sentences:
            for share in (one for one in shares(passage, sentence) if one.people):
                yield _Mention(
                    share.of, share.count, f"“{share.text}”", passage.place(share.start), passage.context.section
                )


def _pictured_shares(subject: Subject) -> Iterator[_Mention]:
    """Each icon array once, at its label."""
    for number, section in enumerate(subject.handout.sections):
        for model in all_of(Located, section):
            of, label = getattr(model, "of", None), getattr(model, "label", None)
            if isinstance(of, int) and isinstance(label, Text):
                yield _Mention(of, getattr(model, "count", of), f"the picture of {of}", label.place(), number)


_DECIMAL = re.compile(r"(?<![\w.,$£€:/])\d+[.,]\d{1,2}(?![\d.,]*\d|:)")


def decimal_findings(subject: Subject) -> Iterator[Finding]:
    """Decimals that are no dose, measure or laboratory value."""
    known = subject.language.stand_in
    measures, words = (known.pattern("measure"), re.compile(rf"[ -]?{unit(known)}")), known.words("measured")
    for passage in subject.passages:
        if passage.context.role == "alt":
            continue
        said_at = _first_measured(passage, words)
        for match in _DECIMAL.finditer(passage.masked):
            measured = any(one.match(passage.masked, match.end()) for one in measures)
            if measured or said_at < match.start():
                continue
            message = f"“{match[0]}” is a decimal, and not a dose or a measure."
            hint = "Take a whole number, or say “and a half”."
            yield finding("CF123", passage.place(match.start()), message, hint, passage.context.section)


def _first_measured(passage: Passage, measured: Set[str]) -> int:
    """Where the first word stands that says what was measured, INR or A1C; behind the text where there is none."""
    return next((word.start for word in passage.words if word.low in measured), len(passage.text))
