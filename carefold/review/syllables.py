"""How many syllables a word has, by the rules of its language and a list of exceptions.

docs/review.md states the error; benchmarks/syllables.py measures it against the CMU Pronouncing Dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carefold.caches import kept, kept_of_text
from carefold.languages.language import Language

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ_AS_LETTERS = 4  # capitals of this length or less, or without a vowel, are spelled out: FDA, MRI, BDNF
_VOWELS = "[aeiouyáéíóúàèìòùâêîôûäëïöü]+"
_NEVER = "(?!)"


@kept_of_text
def syllables(word: str, language: Language) -> int:
    """The syllables of a word, at least one: parts with a hyphen one by one, a number as one, FDA letter by letter."""
    return sum(_of_part(part, language) for part in _PART.findall(word)) or 1


def _of_part(part: str, language: Language) -> int:
    if len(part) > 2 and part[-1] == "s" and part[:-1].isupper():  # UTIs
        part = part[:-1]
    low = part.lower().replace("’", "'")
    rules = _rules(language)
    if part.isupper() and 1 < len(part) < 6 and low not in language.words("small") and _is_spelled(low):
        return sum(rules.letters.get(letter, 1) for letter in low)
    return rules.count(low)


def _is_spelled(capitals: str) -> bool:
    return len(capitals) <= _READ_AS_LETTERS or not re.search(_VOWELS, capitals)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What syllables.yaml says, compiled; groups of vowels are counted where it says nothing."""

    spelled: tuple[tuple[re.Pattern[str], str], ...]
    sounded: re.Pattern[str]
    silent: re.Pattern[str]
    apart: re.Pattern[str]
    regular: re.Pattern[str]
    clitics: Mapping[str, re.Pattern[str]]
    shared: Mapping[str, re.Pattern[str]]
    letters: Mapping[str, int]
    exceptions: Mapping[str, int]

    def count(self, part: str) -> int:
        """The syllables of a word in small letters."""
        stem, end = part, ""
        if self.clitics:
            stem, _, end = part.partition("'")
        more = end in self.clitics and self.clitics[end].search(stem) is not None
        if end in self.shared:
            stem = self.shared[end].sub("", stem)
        return (self._listed(stem) or self._counted(stem)) + more

    def _listed(self, stem: str) -> int:
        return self.exceptions.get(stem) or self.exceptions.get(self.regular.sub("", stem), 0)

    def _counted(self, stem: str) -> int:
        for expression, instead in self.spelled:
            stem = expression.sub(instead, stem)
        silent, apart = len(self.silent.findall(stem)), len(self.apart.findall(stem))
        return max(1, len(self.sounded.findall(stem)) - silent + apart)


@kept
def _rules(language: Language) -> _Rules:
    said = language.rules("syllables")
    clitics, shared = said.get("clitics", {}), said.get("shared", {})
    return _Rules(
        spelled=tuple((re.compile(expression), instead) for expression, instead in said.get("spelled", ())),
        sounded=re.compile(said.get("sounded", _VOWELS)),
        silent=re.compile(said.get("silent", _NEVER), re.VERBOSE),
        apart=re.compile(said.get("apart", _NEVER), re.VERBOSE),
        regular=re.compile(said.get("regular", _NEVER)),
        clitics=MappingProxyType({end: re.compile(stems) for end, stems in clitics.items()}),
        shared=MappingProxyType({end: re.compile(ends) for end, ends in shared.items()}),
        letters=MappingProxyType(said.get("letters", {})),
        exceptions=_exceptions(language),
    )


def _exceptions(language: Language) -> Mapping[str, int]:
    listed = language.pairs("syllables")
    return MappingProxyType({word: int(count) for count, words in listed for word in words.split()})
