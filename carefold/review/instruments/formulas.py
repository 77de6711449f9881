"""Readability formulas. Each takes counts of words W, sentences S and syllables; all need at least one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt


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


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(counts, Counts())


def flesch_ease(counts: Counts) -> float:
    """Flesch Reading Ease (Flesch, 1948): 0 hard, 100 easy."""
    return 206.835 - 1.015 * counts.words_a_sentence - 84.6 * counts.syllables_a_word


def flesch_kincaid(counts: Counts) -> float:
    """Flesch-Kincaid grade (Kincaid et al., 1975), in US school years."""
    return 0.39 * counts.words_a_sentence + 11.8 * counts.syllables_a_word - 15.59


def smog(counts: Counts) -> float:
    """SMOG grade (McLaughlin, 1969), in US school years; reliable from about 30 sentences."""
    return 1.043 * sqrt(30 * counts.long_words / counts.sentences) + 3.1291


def fernandez_huerta(counts: Counts) -> float:
    """Fernández-Huerta ease for Spanish (1959), with words a sentence, as Law corrected it in 2011."""
    return 206.84 - 60 * counts.syllables_a_word - 1.02 * counts.words_a_sentence


def szigriszt_pazos(counts: Counts) -> float:
    """Szigriszt-Pazos ease for Spanish (1993), which INFLESZ reads."""
    return 206.835 - 62.3 * counts.syllables_a_word - counts.words_a_sentence


_INFLESZ = ((40.0, "muy difícil"), (55.0, "algo difícil"), (65.0, "normal"), (80.0, "bastante fácil"))


def inflesz(ease: float) -> str:
    """The band of an ease on the INFLESZ scale (Barrio-Cantalejo et al., 2008)."""
    return next((name for limit, name in _INFLESZ if ease < limit), "muy fácil")


_GRADES = ((100.0, 4.0), (90.0, 5.0), (80.0, 6.0), (70.0, 7.0), (60.0, 9.0), (50.0, 13.0), (30.0, 16.0))
"""An ease and the school year that Fernández-Huerta's table starts there."""


def grade_of_spanish(ease: float) -> float:
    """The school year of a Fernández-Huerta ease: his table, read as a line between its steps."""
    if ease >= _GRADES[0][0]:
        return _GRADES[0][1]
    for (high, easy), (low, hard) in pairwise(_GRADES):
        if ease >= low:
            return easy + (high - ease) / (high - low) * (hard - easy)
    return _GRADES[-1][1]
