"""Words that no dictionary has, where a common one is a letter away: of pyspellchecker's lists, and carefold's own.

A word with no common neighbour is taken for a name: of a medicine, of a place.
"""

from __future__ import annotations

import gzip
import json
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from carefold.caches import kept, kept_of_text
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.language import Language
from carefold.review.passages import LEFT_OUT, Passage
from carefold.review.plain_words import Word
from carefold.review.rules.vocabulary import stems
from carefold.review.subject import Subject

MISSPELLED = "CF117"
_LETTERS = range(4, 25)
"""How long a word is that is looked up: shorter ones have too many neighbours, longer ones are no words."""
_COMMON = 200
"""How often a word stands in the list's texts that may be meant; the rarest hold mistakes themselves."""
_MEANT = 3
_FOREIGN = 0.4
"""The share of unknown words from which on a passage is in another language."""


def spelling_findings(subject: Subject) -> Iterator[Finding]:
    """Words that may be misspelled, each at its first place."""
    if not subject.is_proofread:
        return
    times: Counter[str] = Counter()
    first: dict[str, tuple[Passage, Word]] = {}
    known = subject.terms
    for passage in subject.passages:
        if passage.context.kind in LEFT_OUT or not _dictionary(passage.language):
            continue
        looked_up = [word for word in passage.words if _is_looked_up(word, passage)]
        unknown = [word for word in looked_up if word.low not in known and _meant(word.low, passage.language)]
        if len(unknown) > max(1, _FOREIGN * len(looked_up)):
            continue
        for word in unknown:
            times[word.low] += 1
            first.setdefault(word.low, (passage, word))
    for low, (passage, word) in first.items():
        often = f" ({times[low]} times)" if times[low] > 1 else ""
        message = f"{quoted(word.text)} may be misspelled{often}."
        meant = " or ".join(f"“{one}”" for one in _meant(low, passage.language))
        hint = f"Is {meant} meant? A name or a word of yours goes into `words:` of project.yaml."
        yield finding(MISSPELLED, passage.place(word.start), message, hint, passage.context.section)


def _is_looked_up(word: Word, passage: Passage) -> bool:
    if len(word.text) not in _LETTERS or not word.text.isalpha():
        return False
    sentence = passage.sentence_at(word.start)
    begins = sentence is None or sentence.start >= word.start
    return word.text.islower() or (begins and word.text.istitle())


@kept_of_text
def _meant(low: str, language: Language) -> tuple[str, ...]:
    """The common words that an unknown one may be meant for, the most common first; none for one that is known."""
    listed, own = _dictionary(language), language.listed()
    if any(one in listed or one in own for stem in stems(low, language) for one in _forms(stem, language)):
        return ()
    return tuple(sorted(_neighbours(low, language), key=lambda one: (-listed[one], one))[:_MEANT])


def _forms(low: str, language: Language) -> Iterator[str]:
    """A word, and what it is in the other country of its language."""
    yield low
    for signs, instead in language.rules("patterns")["spelling"].get("also", ()):
        yield re.sub(signs, instead, low)


def _neighbours(low: str, language: Language) -> set[str]:
    """The common words that are a letter away: left out, put in, another one, or changed places with the next."""
    accents = language.rules("patterns")["spelling"].get("only") == "accents"
    if accents and _bare(low) != low:
        return set()
    common, letters = _common(language)
    parts = [(low[:at], low[at:]) for at in range(len(low) + 1)]
    near = {start + end[1:] for start, end in parts if end}
    near.update([start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1])
    near.update([start + letter + end[1:] for start, end in parts if end for letter in letters])
    near.update([start + letter + end for start, end in parts for letter in letters])
    near &= common
    return {one for one in near if _bare(one) == low} if accents else near


def _bare(word: str) -> str:
    """The letters without their accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@kept
def _common(language: Language) -> tuple[frozenset[str], str]:
    """The words that may be meant, and their letters."""
    words = frozenset(word for word, times in _dictionary(language).items() if times >= _COMMON)
    return words, "".join(sorted(set().union(*words)))


@kept
def _dictionary(language: Language) -> Mapping[str, int]:
    """How often each word stands in the texts of the language's list, all in small letters; empty where it has none."""
    spelling = language.rules("patterns").get("spelling")
    data = pkgutil.get_data("spellchecker", f"resources/{spelling['dictionary']}.json.gz") if spelling else None
    words: dict[str, int] = json.loads(gzip.decompress(data)) if data else {}
    return words
