"""How many syllables a word has, by the rules of its language and a list of exceptions.

docs/review.md states the error; benchmarks/syllables.py measures it against the CMU Pronouncing Dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from carefold.caches import kept, kept_of_text
from carefold.review.language import Language

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ_AS_LETTERS = 4  # capitals of this length or less, or without a vowel, are spelled out: FDA, MRI, BDNF


@kept_of_text
def syllables(word: str, language: Language) -> int:
    """The syllables of a word, at least one: parts with a hyphen one by one, a number as one, FDA letter by letter."""
    return sum(_of_part(part, language.code) for part in _PART.findall(word)) or 1


def _of_part(part: str, code: str) -> int:
    low = part.lower().replace("’", "'")
    if part.isupper() and 1 < len(part) < 6 and low not in Language(code).words("small") and _is_spelled(low):
        return len(part) + 2 * low.count("w")
    return _COUNTERS.get(code, _groups)(low)


def _is_spelled(capitals: str) -> bool:
    return len(capitals) <= _READ_AS_LETTERS or not _VOWEL.search(capitals)


_VOWEL = re.compile(r"[aeiouyáéíóúü]")


def _groups(part: str) -> int:
    return max(1, len(re.findall(r"[aeiouyáéíóúàèìòùâêîôûäëïöü]+", part)))


# --- English: vowel groups, less the silent ones, more where two vowels are said apart

_HUSHED = r"(?<=[aeiouy])[^aeiouyl]{1,2}e"  # a silent e inside a word: safely, basement
_AFTER_E = "ly|ments?|ful|fully|less|lessly|ness|some|thing|times?|where|works?|man|fore|one|line|load|name|style"
_SILENT = re.compile(
    rf"""
    [^aeiouyl]e$ | [aeiouy]l+e$ | [rw]le$               # take, whole; not table
    | (?<![bcdfgkptvxz]l)(?<=[^aeiouytd])ed$            # called; not wanted, troubled
    | (?<![sc]h)(?<![bcdfgkptvxz]l)(?<=[^aeiouysxzcg])es$   # takes; not washes, tables
    | {_HUSHED}(?:{_AFTER_E})$
    | (?<=[aeiou])le(?:ly|ness|some|sale|time)$
    | ally$(?<=ically)                                  # basically
    | (?:^|[a-z])(?:here|there|where)(?:by|of|to|in|on|as|fore|with|ver|after|upon|abouts?)
    | ^(?:some|home|life|care|side|time|house|use|base|type|name|code|space|trade|there|here|where|safe|pipe|face|take
      |make|pace|fire|wire|bare|fore|note|grape|white|sore|shore|store|wide|live|love|smoke|wave|pine|stone|bone|tooth
      |large|horse|nose|nurse|rate|shape|shoe|tape|wheeze|whole|wine)(?:[bcdfghjklmnpqrtvwz][a-z]*[aeiouy])
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""
    (?<![tcsxgl])ia(?!l?ge) | (?<=[^l]l)ia(?=b|nc|nt|$|te|ti|t?or|s$) | (?<=[tcs])ia(?=t[eio])   # media, liable
    | (?<=[a-z])iu(?!s) | (?<=[^tcsxg])ius                        # sodium, radius
    | (?<=[^tcsxgnl])io(?!u) | (?<=[^tcsxg])io(?=us) | tio$ | (?<=r)io | (?<=t)io(?=l)   # period, serious, ratio
    | ie(?=t(?!h)|nc|nt)(?<![tc]ie) | (?<=[tc])ie(?=t) | iest$ | iers?$   # diet, science, society, easier
    | (?<=[^aeiouqgy])ua(?!y) | (?<=[^aeiouqgy])ue(?=nc|nt|t$|ls?$) | (?<=[^qg])uou      # gradual, fluent, strenuous
    | eo(?!u|r|p|n$) | (?<=[aeiouy])ing | [^aeiouy]isms?$ | thms?$                       # video, being, prism, rhythm
    | crea(?=t(?!u)) | rea(?=l[ilt]|ct|pp|ss|dj) | ^(?:re|pre)(?=[eou]) | ^bio               # create, react, reuse
    | uing | uit(?=[yo]) | (?<=d)ui | oing | oe(?=[tm]) | [^aeiouy]yo(?=[^u]) | oa(?=s[ti]) | nuc(?=le[iua])
    | (?<=nucle)[ai] | ae(?=l) | iz$ | yi | ii | uu | aa | eu[ms]$
    """,
    re.VERBOSE,
)
_HISSES = re.compile(r"(?:[sxz]|[cs]h|[csgz]e)$")
_SPOKEN_ENDS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "s": lambda stem: _HISSES.search(stem) is not None,  # nurse's
        "d": lambda stem: stem[-1] in "td",
        "ll": lambda stem: stem[-1] not in "eiouy",
        "ve": lambda stem: stem[-1] not in "eiouy",
        "t": lambda stem: stem.endswith(("sn", "dn", "tn", "ven")),  # doesn't; not can't
    }
)


def _english(part: str) -> int:
    stem, _, end = part.partition("'")
    more = end in _SPOKEN_ENDS and _SPOKEN_ENDS[end](stem)
    if end == "t" and stem.endswith("n") and stem not in ("can", "ain"):
        stem = stem[:-1]
    listed = _exceptions("en")
    known = listed.get(stem) or (
        listed.get(stem[:-1]) if stem.endswith("s") and not _HISSES.search(stem[:-1]) else None
    )
    if known is None:
        silent, apart = len(_SILENT.findall(stem)), len(_APART.findall(stem))
        known = max(1, len(re.findall("[aeiouy]+", stem)) - silent + apart)
    return known + more


@kept
def _exceptions(code: str) -> Mapping[str, int]:
    listed = Language(code).pairs("syllables")
    return MappingProxyType({word: int(count) for count, words in listed for word in words.split()})


# --- Spanish: each strong vowel makes a syllable, and so does a group of weak ones (Ortografía de la RAE, 2010)

_SPANISH_GROUP = re.compile(r"[aeiouáéíóúü]+")
_MUTE = re.compile(r"(?<!c)h|(?<=[gq])u(?=[eiéí])")
_STRONG = re.compile(r"[aeoáéíóú]")


def _spanish(part: str) -> int:
    spelled = re.sub(r"y$", "i", _MUTE.sub("", part))
    return max(1, sum(len(_STRONG.findall(group)) or 1 for group in _SPANISH_GROUP.findall(spelled)))


_COUNTERS: Mapping[str, Callable[[str], int]] = MappingProxyType({"en": _english, "es": _spanish})
