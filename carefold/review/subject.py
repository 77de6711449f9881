"""What the rules look at: a resolved handout, its passages, and what the project asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeAlias

from carefold.approval.standing import Standing
from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language, Own
from carefold.model.handout import Handout
from carefold.model.settings import ReadingGrade
from carefold.released.release import Release
from carefold.review.passages import Passage, Sentence, passages, plain_lines
from carefold.twins import Original


@dataclass(frozen=True)
class Subject:
    """A handout under review, on a day."""

    resolved: Resolved
    grade: ReadingGrade
    today: datetime.date
    original: Original | None = None  # of a translation
    own: Own = ()  # the project's lists of words
    standing: Standing | None = None  # where decisions are on record
    fixed_day: bool = False  # whether today is set, for files that are to be the same
    smog: float = 10  # the SMOG grade from which on a handout is too hard
    is_proofread: bool = False  # whether the spelling is looked at too
    reworded: Release | None = None  # what was given out as this version, with other words
    is_reissued: bool = False  # whether a version that is withdrawn had these words

    @property
    def handout(self) -> Handout:
        """The resolved handout."""
        return self.resolved.handout

    @cached_property
    def language(self) -> Language:
        """The handout's language."""
        return Language.of(self.handout.language, own=self.own)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All its passages."""
        return tuple(passages(self.handout, self.language))

    @cached_property
    def all_lines(self) -> tuple[Passage, ...]:
        """All its passages, and the short plain lines that are no prose but may hold a dose."""
        return (*self.passages, *plain_lines(self.handout, self.language))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words that carry the title, and those of the glossary's terms, in small letters."""
        small = self.language.words("small")
        sources = [one for one in self.passages if one.context.kind == "title" or _is_term(one)]
        return frozenset(word.low for one in sources for word in one.words if word.low not in small)


class Worded(Protocol):
    """What rules for doses look at: lines in a language."""

    @property
    def language(self) -> Language:
        """The language of its lines."""

    @property
    def all_lines(self) -> tuple[Passage, ...]:
        """All that may hold a dose."""


Rule: TypeAlias = Callable[[Subject], Iterator[Finding]]


def _is_term(passage: Passage) -> bool:
    return passage.context.kind == "glossary" and passage.context.role == "label"


def asks(sentence: Sentence, passage: Passage) -> bool:
    """Whether a sentence asks its reader to do something: it, or what follows its condition, starts with what one does.

    “Exercise helps”, “Help is near” and “sleep, rest and stress” ask for nothing.
    """
    language, words = passage.language, sentence.words
    actions, lead = language.words("actions"), language.words("lead")
    if not words or passage.masked[sentence.end - 1] == "?":
        return False
    after_comma = words[0].low in language.words("conditions") | lead
    start = True
    for number, word in enumerate(words):
        begins = passage.masked[max(0, word.start - 2) : word.start].rstrip()[-1:]
        start = start or begins in (":", ";", "–", "—") or (after_comma and begins == ",")
        following = words[number + 1].low if number + 1 < len(words) else ""
        if start and word.low in actions and following not in language.words("tells"):
            return len(words) > 1 or passage.is_whole
        start = start and word.low in lead
    low = f" {' '.join(word.low for word in words)} "
    return any(f" {phrase} " in low for line in language.lines("asks") for phrase in line.split("|"))
