"""Numbers that people can picture: shares with one denominator, decimals only where they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

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

Group: TypeAlias = tuple[int | None, int | None, int]
"""A comparison: the section, the block (the first of those that stand beside pictures), the paragraph of prose."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A denominator, what says it, and where."""

    of: int
    count: int
    what: str
    place: Place
    group: Group


def denominator_findings(subject: Subject) -> Iterator[Finding]:
    """Shares whose denominator is another than that of most beside them; of two that are as frequent, 100 is right.

    What is so rare that it is less than one out of the usual number, or of 100, is another matter: 1 in 10,000.
    """
    compared: dict[Group, list[_Mention]] = {}
    beside = _beside_pictures(subject)
    for mention in (*_said_shares(subject, beside), *_pictured_shares(subject, beside)):
        compared.setdefault(mention.group, []).append(mention)
    for found in compared.values():
        yield from _of_one_comparison(found)


def _of_one_comparison(found: Sequence[_Mention]) -> Iterator[Finding]:
    times = Counter(mention.of for mention in found)
    usual = max(times, key=lambda of: (times[of], of == 100, -of), default=0)
    if any(mention.of < usual for mention in found):  # rare harms may be most of them
        common = Counter(mention.of for mention in found if mention.of <= _MANY)
        usual = max(common, key=lambda of: (common[of], of == 100), default=usual)
    hint = f"Say all that are compared out of one number, of {_fitting(found, usual):,}."
    told: set[tuple[str, int, int]] = set()  # one finding a line and denominator
    for mention in found:
        at = (mention.place.file, mention.place.line, mention.of)
        is_rare = mention.of > usual and not _is_common(mention, usual)
        if mention.of != usual and not is_rare and at not in told:
            told.add(at)
            message = f"{mention.what} has another denominator than the {usual:,} that stands beside it."
            yield finding("CF122", mention.place, message, hint, mention.group[0])


_MANY = 1000
_ROUND = (100, 1000, 10_000, 100_000)
_OFF = 0.05  # of a share, which rounding to whole people may move


def _fitting(found: Iterable[_Mention], usual: int) -> int:
    """The first round number out of which each common share is of whole people, or nearly so (1 in 3: 33 of 100)."""
    common = [one for one in found if _is_common(one, usual)]
    exact = (of for of in _ROUND if all(one.count * of % one.of == 0 for one in common))
    near = (of for of in _ROUND if all(_is_near(one.count * of / one.of) for one in common))
    return next(exact, next(near, _ROUND[-1]))


def _is_common(mention: _Mention, usual: int) -> bool:
    """Whether it is one or more out of the usual number, or out of 100."""
    return mention.count * max(usual, _ROUND[0]) >= mention.of


def _is_near(people: float) -> bool:
    return abs(people - round(people)) <= _OFF * people


_PICTURES = ("icon-array", "compare", "big-number", "chart")


def _beside_pictures(subject: Subject) -> dict[tuple[int, int], int]:
    """For each block of a section the first that it is compared with: pictures, and what stands beside them."""
    first: dict[tuple[int, int], int] = {}
    for number, section in enumerate(subject.handout.sections):
        for at in range(len(section.blocks)):
            around = section.blocks[max(0, at - 1) : at + 1]
            joined = at > 0 and any(one.kind in _PICTURES for one in around)
            first[number, at] = first[number, at - 1] if joined else at
    return first


def _said_shares(subject: Subject, beside: Mapping[tuple[int, int], int]) -> Iterator[_Mention]:
    for order, passage in enumerate(subject.passages):
        context = passage.context
        group = _group(subject, beside, context.section, context.block, order)
        for sentence in passage.sentences:
            for share in (one for one in shares(passage, sentence) if one.people):
                yield _Mention(share.of, share.count, f"“{share.text}”", passage.place(share.start), group)


def _group(
    subject: Subject, beside: Mapping[tuple[int, int], int], section: int | None, block: int | None, order: int
) -> Group:
    """The comparison that a block belongs to; each paragraph of prose that no picture stands beside is one."""
    if section is None or block is None:
        return section, None, order
    first = beside[section, block]
    is_prose = subject.handout.sections[section].blocks[block].kind == "text"
    alone = first == block and beside.get((section, block + 1), -1) != block
    return section, first, order if is_prose and alone else -1


def _pictured_shares(subject: Subject, beside: Mapping[tuple[int, int], int]) -> Iterator[_Mention]:
    """Each icon array once, at its label."""
    for number, section in enumerate(subject.handout.sections):
        for at, block in enumerate(section.blocks):
            for model in all_of(Located, block):
                of, label = getattr(model, "of", None), getattr(model, "label", None)
                if isinstance(of, int) and isinstance(label, Text):
                    count, group = getattr(model, "count", of), (number, beside[number, at], -1)
                    yield _Mention(of, count, f"the picture of {of}", label.place(), group)


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
