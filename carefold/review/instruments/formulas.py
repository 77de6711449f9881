"""Readability formulas, as the languages have them: made of counts of words W, sentences S and syllables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas need; `long_words` have three or more syllables."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    long_words: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(
            self.words + more.words,
            self.sentences + more.sentences,
            self.syllables + more.syllables,
            self.long_words + more.long_words,
        )

    @property
    def words_a_sentence(self) -> float:
        """W/S."""
        return self.words / self.sentences

    @property
    def syllables_a_word(self) -> float:
        """Syl/W."""
        return self.syllables / self.words

    @property
    def long_words_of_30_sentences(self) -> float:
        """The long words that 30 such sentences would have."""
        return 30 * self.long_words / self.sentences


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum of what it counts, each times a number; it needs at least one sentence.

    `years` turn an ease into a school year: an ease, and the year that starts there, the highest first. `bands` name an
    ease: each with the ease below which it lies, the last one without. It is reliable from so many `sentences`.
    """

    constant: float
    words_a_sentence: float = 0.0
    syllables_a_word: float = 0.0
    root_of_long_words: float = 0.0
    years: tuple[tuple[float, float], ...] = ()
    bands: tuple[tuple[str, float], ...] = ()
    sentences: int = 0
    decimals: int = 0

    @staticmethod
    def of(said: Mapping[str, Any]) -> Formula:
        """One of a language's grade.yaml."""
        values = {key.replace("-", "_"): value for key, value in said.items()}
        years = tuple((float(ease), float(year)) for ease, year in said.get("years", ()))
        bands = tuple((name, float(limit)) for name, limit in said.get("bands", {}).items())
        return Formula(**(values | {"years": years, "bands": bands}))

    def ease(self, counts: Counts) -> float:
        """What it counts."""
        value = self.constant + self.words_a_sentence * counts.words_a_sentence
        value += self.syllables_a_word * counts.syllables_a_word
        return value + self.root_of_long_words * sqrt(counts.long_words_of_30_sentences)

    def grade(self, counts: Counts) -> float:
        """The same in US school years."""
        return self.year(self.ease(counts)) if self.years else self.ease(counts)

    def year(self, ease: float) -> float:
        """The school year of an ease: the table of years, read as a line between its steps."""
        if ease >= self.years[0][0]:
            return self.years[0][1]
        for (high, easy), (low, hard) in pairwise(self.years):
            if ease >= low:
                return easy + (high - ease) / (high - low) * (hard - easy)
        return self.years[-1][1]

    def band(self, ease: float) -> str:
        """The name of an ease; empty where eases have none."""
        return next((name for name, limit in self.bands if ease < limit), "")

    def shown(self, counts: Counts) -> str:
        """What it says of a text, for readers."""
        ease = self.ease(counts)
        band = f", {self.band(ease)}" if self.bands else ""
        few = f" (fewer than {self.sentences} sentences)" if counts.sentences < self.sentences else ""
        return f"{ease:.{self.decimals}f}{band}{few}"
