"""Percentages of people and chances, which are clearer as “x out of y”; measured ones are none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language
from carefold.model.located import Located
from carefold.model.walk import all_of
from carefold.review.passages import Passage, Sentence
from carefold.review.plain_words import Word
from carefold.review.rules.shares import Share, says, shares
from carefold.review.rules.wordings import covered
from carefold.review.subject import Subject

_FIGURE = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_FAR = 80  # characters around a percentage that are looked at
_BEFORE, _AFTER, _NEAR = 15, 4, 3  # words that are looked at; so many right before “90% of colds”
_TOLD = ("relative", "promises")  # lists whose wordings tell of a percentage themselves
_SHORT = 6  # words of a fragment, which its title tells about


def percent_findings(subject: Subject) -> Iterator[Finding]:
    """Shares of people and chances that no “x out of y” goes with, beside them or in a picture of the section."""
    above, signs = _Above(), subject.language.stand_in.pattern("percent")
    for passage in subject.passages:
        titles = above.of(passage)
        if not signs.search(passage.masked):
            continue
        pictured = _pictured(subject, passage.context.section)
        by_sentence = [shares(passage, one) for one in passage.sentences]
        for number, sentence in enumerate(passage.sentences):
            near = [share for some in by_sentence[max(0, number - 1) : number + 2] for share in some]
            said = dict.fromkeys([*((share.count, share.of) for share in near), *pictured])
            yield from _percents(passage, sentence, said, by_sentence[number], titles)


class _Above:
    """The titles over a passage, and the cell before: the section's, the last heading, a table's caption and header."""

    def __init__(self) -> None:
        self._section: int | None = None
        self._titles: list[Passage] = []
        self._before: tuple[Passage, ...] = ()
        self._in_a_row = False

    def of(self, passage: Passage) -> Sequence[Passage]:
        """What stands over a passage; each passage is to be asked for in its turn."""
        if passage.context.section != self._section:
            self._section, self._titles = passage.context.section, []
        titles = (*self._titles[-8:], *self._before)
        self._before = (passage,) if passage.context.role == "cell" else ()
        is_title = passage.context.role in ("heading", "label") or passage.text.rstrip().endswith(":")
        if is_title and not self._in_a_row:
            self._titles = self._titles[:1]
        if is_title:
            self._titles.append(passage)
        self._in_a_row = is_title
        return titles


def _pictured(subject: Subject, section: int | None) -> Iterator[tuple[int, int]]:
    """What the icon arrays of a section show."""
    for model in all_of(Located, subject.handout.sections[section]) if section is not None else ():
        count, of = getattr(model, "count", None), getattr(model, "of", None)
        if isinstance(count, int) and isinstance(of, int):
            yield count, of


def _percents(
    passage: Passage, sentence: Sentence, said: Iterable[tuple[int, int]], beside: Sequence[Share],
    titles: Sequence[Passage],
) -> Iterator[Finding]:  # fmt: skip
    shown: dict[float, bool] = {}
    told_elsewhere: frozenset[int] | None = None
    following = 0
    for match in _percent(passage.language).finditer(passage.masked, sentence.start, sentence.end):
        values = _values(match[0], passage.language)
        while following < len(beside) and beside[following].start < match.start():
            following += 1
        section = passage.context.section
        other = _said_twice(passage, beside[max(0, following - 1) : following + 1], match)
        if other and not any(says(other.count, other.of, value) for value in values):
            message = f"“{match[0]}” is not what “{other.text}” says."
            yield finding("CF121", passage.place(match.start()), message, "Correct one of the two.", section)
        if other:
            continue
        for value in values:
            if value not in shown:
                shown[value] = any(says(count, of, value) for count, of in said)
        if any(shown[value] for value in values) or not _is_share(passage, sentence, match, titles):
            continue
        if told_elsewhere is None:
            told_elsewhere = covered(passage, sentence, _TOLD)
        if match.start() not in told_elsewhere:
            message = f"“{match[0]}” stands without “x out of y”."
            hint = "Say it as people: “64 out of 100 people (64%)”."
            yield finding("CF121", passage.place(match.start()), message, hint, section)


def _values(written: str, language: Language) -> list[float]:
    """What a percentage says, in figures or in words: thirty percent, twenty-five percent."""
    figures = [float(f"0{one}".replace(",", ".")) for one in re.findall(_FIGURE, written)]
    numbers = language.stand_in.meanings("numbers")
    spelled = (numbers[word] for word in re.findall(r"[^\W\d_]+", written.lower()) if word in numbers)
    return figures or [float(sum(map(int, spelled)))]


def _said_twice(passage: Passage, near: Sequence[Share], match: re.Match[str]) -> Share | None:
    """The share of people that a percentage says again: one of the two stands in brackets, or after an equals sign."""
    for share in near:
        end, at = share.start + len(share.text), match.start()
        language = passage.language
        again = (_percent_again(language), end, at) if end <= at else (_share_again(language), match.end(), share.start)
        if share.people and again[0].fullmatch(passage.masked, *again[1:]):
            return share
    return None


@kept
def _percent(language: Language) -> re.Pattern[str]:
    """One percentage, or two: 5 to 10 percent."""
    percent, to = language.stand_in.source("percent"), rf" ?(?:{language.stand_in.source('to-and')}|[-–]) ?"
    spelled = "|".join(sorted(language.stand_in.meanings("numbers"), key=len, reverse=True)) or "(?!)"
    words = rf"(?:{spelled})(?:[- ](?:{language.stand_in.source('spelled-and')})?(?:{spelled}))? (?:{percent})"
    return re.compile(rf"(?<![\w.,])(?:{_FIGURE}(?: ?%)?(?:{to}{_FIGURE})? ?(?:{percent})|(?i:{words}))")


@kept
def _percent_again(language: Language) -> re.Pattern[str]:
    """What stands between “64 out of 100” and “64%”."""
    return re.compile(rf"(?: [^\W\d_]+){{0,3}}{_opens(language)}")


@kept
def _share_again(language: Language) -> re.Pattern[str]:
    """What stands between “64%” and “64 out of 100”."""
    of = language.stand_in.source("between-share-and-people")
    return re.compile(rf"(?: {of}[^\W\d_]+(?: [^\W\d_]+){{0,2}})?{_opens(language)}")


def _opens(language: Language) -> str:
    return rf" ?(?:[(\[](?:{language.stand_in.source('or-about')})?|= ?)"


class _Lists(NamedTuple):
    """Words that tell a share of people, or a chance, from a measure."""

    people: frozenset[str]
    among: frozenset[str]
    chance: frozenset[str]
    after: frozenset[str]
    verb: frozenset[str]
    measure: frozenset[str]
    title: frozenset[str]
    strong: frozenset[str]


@kept
def _lists(language: Language) -> _Lists:
    listed = language.pairs("chances")
    return _Lists(
        *(frozenset(" ".join(right for left, right in listed if left == name).split()) for name in _Lists._fields)
    )


def _is_share(passage: Passage, sentence: Sentence, match: re.Match[str], titles: Sequence[Passage]) -> bool:
    """Whether something says that a percentage is of people, or a chance."""
    lists = _lists(passage.language)
    if not lists.people:
        return not _is_listed_measure(passage, sentence, match)
    if _is_of_people(sentence, match, lists) or _is_of_a_risk(passage, sentence, match, lists):
        return True
    if _is_listed_measure(passage, sentence, match):
        return False
    before, after = sentence.before(match.start(), _BEFORE), sentence.after(match.end(), _AFTER)
    rest = _rest(passage, sentence, match)
    of = passage.language.pattern("of").match(rest)
    if of and not passage.language.pattern("of-time").match(rest, of.end()):
        whose = re.findall(r"[^\W\d_]+", rest[of.end() :])[:_AFTER]
        if (lists.people | lists.strong).intersection(whose) or {word.low for word in before[-_NEAR:]} & lists.verb:
            return True
        named = list(takewhile(lambda word: word not in lists.after, whose))
        return 0 < len(named) < len(whose) and not passage.language.words("small").intersection(named)
    if after and after[0].low in lists.people | lists.after:
        return True
    if _is_of_a_measure(passage, match, after[:2], lists):
        return False
    decided = _nearest(before, lists)
    if decided is not None:
        return decided
    clause = re.split(r"[,;:]", passage.masked[match.end() : match.end() + _FAR], maxsplit=1)[0]
    told = [word.low for word in after if word.start < match.end() + len(clause)]
    if lists.measure.intersection(told[:2]):
        return False
    if (lists.chance | lists.people).intersection(told):
        return True
    return len(sentence.words) <= _SHORT and _titled(titles, lists)


def _is_of_people(sentence: Sentence, match: re.Match[str], lists: _Lists) -> bool:
    """Whether people are named before, and what they do right behind: “Of people on oxygen 30% fall”."""
    after, before = sentence.after(match.end(), 1), sentence.before(match.start(), _BEFORE)
    if not after or after[0].low not in lists.after:
        return False
    among = (pair for pair in pairwise(before) if pair[0].low in lists.among)
    return any(other.low in lists.people for _, other in among)


def _is_of_a_risk(passage: Passage, sentence: Sentence, match: re.Match[str], lists: _Lists) -> bool:
    """Whether its clause names the risk of something: “the risk of low blood sugar is 4%”."""
    before = sentence.before(match.start(), _AFTER + _NEAR)
    looked_at = max(sentence.start, match.start() - _FAR)
    clause = max(passage.masked.rfind(sign, looked_at, match.start()) for sign in ",;:")
    pairs = pairwise([word for word in before if word.start > clause])
    return any(risk.low in lists.strong and of.low in lists.among for risk, of in pairs)


def _is_of_a_measure(passage: Passage, match: re.Match[str], after: Sequence[Word], lists: _Lists) -> bool:
    """Whether the words right behind name what is measured: “30% body fat”."""
    small = passage.language.words("small")
    near = takewhile(lambda word: word.low not in small, after)
    beside = (word for word in near if not set(passage.masked[match.end() : word.start]) & set(",;:.()"))
    return any(word.low in lists.measure for word in beside)


def _rest(passage: Passage, sentence: Sentence, match: re.Match[str]) -> str:
    rest = passage.masked[match.end() : min(sentence.end, match.end() + _FAR)].lower()
    more = passage.language.stand_in.source("or-more")
    return re.sub(rf"[ )-]*(?:{more})?", "", rest, count=1)


def _nearest(before: Sequence[Word], lists: _Lists) -> bool | None:
    """Whether the last telling word before a percentage tells of a chance; None where no word tells."""
    for number, word in reversed(list(enumerate(before))):
        if word.low in lists.measure:
            return False
        if word.low in lists.chance:
            return True
        if word.low in lists.people and lists.among.intersection(
            one.low for one in before[max(0, number - 2) : number]
        ):
            return True
    return None


def _titled(titles: Sequence[Passage], lists: _Lists) -> bool:
    words = {word.low for title in titles for word in title.words[:30]}
    return bool(words & (lists.title | lists.people)) and not words & lists.measure


def _is_listed_measure(passage: Passage, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a percentage is of a mixture or of one's own best, as listed in measures.txt."""
    rest = _rest(passage, sentence, match)
    following = re.split(r"\W", rest, maxsplit=1)[0]
    before = [word.low for word in sentence.before(match.start(), _BEFORE)]
    links = frozenset(" ".join(words for side, words in passage.language.pairs("measures") if side == "link").split())
    near = before[-2:] if before[-1:] and before[-1] in links else before[-1:]
    for side, listed in passage.language.pairs("measures"):
        found = {
            "after": following in listed.split(),
            "phrase": rest.startswith(tuple(listed.split("|"))),
            "before": any(word in listed.split() for word in near),
            "link": False,
            "level": any(word in listed.split() for word in near[-2:])
            and not _lists(passage.language).title & {*before},
            "idiom": match[0].startswith("100") and any(word in listed.split() for word in before),
        }
        if found[side]:
            return True
    return False
