"""How often to take a medicine, where it is not said when (USP <17>); how often to do other things is no matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language
from carefold.review.passages import Passage, Sentence
from carefold.review.plain_words import Word
from carefold.review.rules.dose_units import dose
from carefold.review.subject import Subject

_CLAUSE_ENDS = (",", ";", ":", "–", "—", "(")
_LOOKED_AT = 60  # words before and after “twice daily” that tell of what it is said
_LIMITS = 50  # characters before “twice a day” in which a limit or a condition stands
_FEW = 3  # words before “twice daily” that make a line of a list: “Lisinopril, one”


@dataclass(frozen=True, slots=True)
class _Ways:
    """What a language says: how often, by `daily` or otherwise; when; what one takes, and what one does besides."""

    daily: re.Pattern[str]
    other: re.Pattern[str]
    when: re.Pattern[str]
    take: frozenset[str]
    use: frozenset[str]
    do: frozenset[str]
    leads: frozenset[str]
    ends: frozenset[str]
    them: frozenset[str]
    no_dose: frozenset[str]
    medicines: frozenset[str]
    dose: re.Pattern[str]
    limit: re.Pattern[str]

    def verdict(self, words: Sequence[Word]) -> bool | None:
        """Whether words name a medicine, something else that is “taken”, or neither."""
        said = {word.low for word in words}
        if said & self.medicines or self.dose.search(" ".join(word.text for word in words)):
            return True
        return False if said & self.no_dose else None


def often_findings(subject: Subject) -> Iterator[Finding]:
    """“Twice daily”: times of day are clearer. What is taken only as needed has none."""
    ways = _ways(subject.language)
    for passage in subject.all_lines:
        if passage.context.only_when_needed:
            continue
        timed = frozenset(
            one.start for one in passage.sentences if ways.when.search(passage.masked, one.start, one.end)
        )
        for pattern in (ways.daily, ways.other):
            for match in pattern.finditer(passage.masked):
                sentence = passage.sentence_at(match.start())
                if sentence and sentence.start in timed:
                    continue
                if ways.limit.search(passage.masked[_limits_from(sentence, match.start()) : match.start()]):
                    continue
                if not _is_of_a_medicine(passage, match, ways, few=_FEW if pattern is ways.daily else -1):
                    continue
                message = f"“{match[0]}” does not say when."
                hint = "Name the times: morning, noon, evening, bedtime."
                yield finding("CF133", passage.place(match.start()), message, hint, passage.context.section)


def _limits_from(sentence: Sentence | None, at: int) -> int:
    return max(at - _LIMITS, sentence.start if sentence else 0)


def _is_of_a_medicine(passage: Passage, match: re.Match[str], ways: _Ways, few: int) -> bool:
    """Whether a sentence says of a medicine how often, and not when; up to `few` words before may say nothing."""
    sentence = passage.sentence_at(match.start())
    if sentence is None:
        return few >= 0
    if passage.context.kind == "schedule":
        return True
    before = sentence.before(match.start(), _LOOKED_AT)
    verb = _last_verb(passage, before, ways)
    if verb is not None:
        return _takes(passage, sentence, before[verb:], ways)
    if ways.verdict(before):
        return True
    after = sentence.after(match.end(), _LOOKED_AT)
    doing = next((at for at, word in enumerate(after) if word.low in ways.take | ways.use | ways.do), None)
    if doing is not None and all(word.low in ways.leads for word in before):
        return _takes(passage, sentence, after[doing:], ways)
    return len(before) <= few or (not before and bool(ways.verdict(after)))


def _last_verb(passage: Passage, words: Sequence[Word], ways: _Ways) -> int | None:
    """Which of some words is the last that says what to do; most verbs are nouns too, but for those after “you”."""
    for at in reversed(range(len(words))):
        word = words[at]
        starts = at == 0 or words[at - 1].low in ways.leads
        starts = starts or passage.masked[max(0, word.start - 4) : word.start].rstrip().endswith(_CLAUSE_ENDS)
        if word.low in ways.take or (starts and word.low in ways.use | ways.do):
            return at
    return None


def _takes(passage: Passage, sentence: Sentence, words: Sequence[Word], ways: _Ways) -> bool:
    """Whether a verb, and what follows it, is the taking of a medicine."""
    verb = words[0].low
    if verb not in ways.take | ways.use:
        return False
    what = list(takewhile(lambda word: word.low not in ways.ends, words[1:]))
    found = ways.verdict(what)
    if found is None and (not what or what[0].low in ways.them):
        found = ways.verdict(passage.words_before(sentence.start, _LOOKED_AT))
    return verb in ways.take if found is None else found


@kept
def _ways(language: Language) -> _Ways:
    listed = language.pairs("often")

    def ways(name: str) -> re.Pattern[str]:
        joined = "|".join(way for kind, way in listed if kind == name) or "(?!)"
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)

    def words(name: str) -> frozenset[str]:
        return frozenset(" ".join(right for left, right in language.pairs("taking") if left == name).split())

    return _Ways(
        daily=ways("daily"),
        other=ways("other"),
        when=ways("when"),
        take=words("take"),
        use=words("use"),
        do=language.words("actions") | words("do"),
        leads=language.words("lead") | words("lead"),
        ends=words("end"),
        them=words("them"),
        no_dose=words("no dose"),
        medicines=language.words("forms") | words("medicine"),
        dose=dose(language),
        limit=re.compile(rf"\b(?:{language.source('limit')})(?: [^,;:–—(]*)?$", re.IGNORECASE),
    )
