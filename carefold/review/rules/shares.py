"""Shares: “x out of y”, “x in y”, “x of y”, “1/5 of people”. Points on a scale, dates and times are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carefold.caches import kept
from carefold.languages.language import Language
from carefold.review.passages import Passage, Sentence

_MANY = 100  # people: “1 in 10” may be 9%, but “64 out of 100” is not 63%
_MILLION = 1_000_000
_LONGEST = 15  # digits of a number that are looked at
_FAR = 80  # characters after a share that are looked at
_NEAR = 3  # words after a share in which its people are: “older adults”


@dataclass(frozen=True, slots=True)
class Share:
    """“x out of y”, and where it stands in its passage; `people` unless it is of times, clinics and such."""

    count: int
    of: int
    start: int
    text: str
    people: bool


def says(count: int, of: int, percent: float) -> bool:
    """Whether a share is what a percentage says, but for rounding: of the percentage, or of a share of few."""
    gap, most = abs(100 * count / max(of, 1) - percent), min(1.0, percent / 2)
    return of > 0 and (gap < most or gap == (most if of < _MANY else 0.0))


def shares(passage: Passage, sentence: Sentence) -> list[Share]:
    """What a sentence says as so many out of so many, in order."""
    found = [*_straight(passage, sentence), *_turned(passage, sentence)]
    return sorted(found, key=lambda share: share.start)


def _turned(passage: Passage, sentence: Sentence) -> Iterator[Share]:
    """“Out of 100 people like you, about 5 have a stroke”."""
    pattern, values = _turned_pattern(passage.language), _share_pattern(passage.language)[1]
    for match in pattern.finditer(passage.masked, sentence.start, sentence.end):
        count, of = _value(match["count"], values), _value(match["of"], values)
        rest = passage.masked[match.end() : min(sentence.end, match.end() + _FAR)]
        if 1 < of >= count and not passage.language.pattern("time-or-measure").match(rest):
            yield Share(count, of, match.start(), match[0], True)


def _straight(passage: Passage, sentence: Sentence) -> Iterator[Share]:
    """“5 out of 100 people”, “1/5 of people”."""
    pattern, values = _share_pattern(passage.language)
    if pattern is None:
        return
    on_a_scale = _on_a_scale(passage, sentence)
    for match in pattern.finditer(passage.masked, sentence.start, sentence.end):
        count, of = _value(match["count"], values), _value(match["of"], values)
        rest = passage.masked[match.end() : min(sentence.end, match.end() + _FAR)]
        named = bool(match["person"]) or _names_people(passage, rest)
        year = 1900 <= of <= 2100 and match["of"].isdigit()
        unsure = match["maybe"] is not None and (passage.language.pattern("time-or-measure").match(rest) or year)
        if of <= 1 or count > of or (not named and (unsure or on_a_scale)):
            continue
        if match["slash"] is None or named:
            yield Share(count, of, match.start(), match[0], named or _ends_or_goes_on(passage, rest))


def _names_people(passage: Passage, rest: str) -> bool:
    """Whether what follows a share says that people are meant."""
    of = passage.language.source("between-share-and-people")
    words = re.findall(rf"^[ )]*(?:{of})?((?:[^\W\d_]+ ?)+)", rest.lower())
    near = words[0].split()[:_NEAR] if words else []
    between = passage.language.meanings("out-of")
    return bool(near) and (near[0] in between["people"].split("|") or _any_of(near, between["persons"].split("|")))


def _any_of(words: list[str], listed: list[str]) -> bool:
    return any(word in listed for word in words)


def _ends_or_goes_on(passage: Passage, rest: str) -> bool:
    """Whether no thing is named after a share: a sign, a small word, or what people do."""
    following = re.match(r" ?([^\W\d_]+)", rest)
    if following is None:
        return True
    low, language = following[1].lower(), passage.language
    is_doing = low in language.words("small") | _doing(language)
    return is_doing or language.pattern("participle").fullmatch(low) is not None


@kept
def _doing(language: Language) -> frozenset[str]:
    """What people do, right behind a share: “3 out of 100 slept better”."""
    said = (words for name, words in language.pairs("chances") if name == "after")
    return frozenset(" ".join(said).split()) | language.words("participles")


def _on_a_scale(passage: Passage, sentence: Sentence) -> bool:
    scales = passage.language.words("scales")
    return any(word.low in scales for word in sentence.words)


def _value(written: str, values: dict[str, int]) -> int:
    low = written.lower()
    if low in values:
        return values[low]
    times = _MILLION if any(map(str.isalpha, low)) else 1
    return times * int(re.sub(r"\D", "", written)[:_LONGEST] or times > 1)


@kept
def _share_pattern(language: Language) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    between = dict(language.pairs("out-of"))
    if not between:
        return None, {}
    values = {word: int(value) for word, value in language.pairs("numbers")}
    number = _number(language)
    words = rf"[ -]\(?(?:{between['always']}|(?P<maybe>{between['maybe']}))[ -]|(?P<slash>/)"
    pattern = (
        rf"(?<![\w.,$/])(?P<count>{number})(?: (?P<person>{between['persons']}))?(?:{words})"
        rf"(?P<of>{number})(?![\w%/]|[.,]\d)"
    )
    return re.compile(pattern, re.IGNORECASE), values


@kept
def _turned_pattern(language: Language) -> re.Pattern[str]:
    between, number = language.meanings("out-of"), _number(language)
    if "turned" not in between:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<!\w)(?:{between['turned']}) (?P<of>{number}) (?:{between['persons']})\b[^,.;:()]{{0,{_FAR}}}, "
        rf"(?:(?:{between['roughly']}) )?(?P<count>{number})"
        rf"(?![\w%/]|[.,]\d| (?:{between['always']}|{between['maybe']}) )",
        re.IGNORECASE,
    )


@kept
def _number(language: Language) -> str:
    spelled = sorted(language.meanings("numbers"), key=len, reverse=True)
    return "|".join((language.source("million"), r"\d{1,3}(?:[,.]\d{3})+", r"\d+", *spelled))
