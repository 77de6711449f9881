"""Wordings that are listed: promises, threats, blame, claims, idioms. Each line is `expression => instead`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.caseless import caseless
from carefold.languages.language import Language
from carefold.review.passages import Passage, Sentence
from carefold.review.plain_words import BLANK
from carefold.review.rules.cited import Cited
from carefold.review.rules.dose_units import dose
from carefold.review.rules.doses import has_dose
from carefold.review.rules.shares import shares
from carefold.review.subject import Subject

_BEFORE = 60  # characters before a wording that may deny it
_AFTER = 40  # characters behind it
_POINTS = 2  # digits of a point on a scale
_LET = "ok"  # stands in a project's list for: this wording is right


@dataclass(frozen=True, slots=True)
class _Found:
    """A wording in its passage."""

    passage: Passage
    sentence: Sentence
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        return self.passage.straight[max(self.sentence.start, self.start - _BEFORE) : self.start]

    @property
    def after(self) -> str:
        """What stands behind it in its sentence."""
        return self.passage.straight[self.end : min(self.sentence.end, self.end + _AFTER)]


Let = Callable[[_Found, Cited], bool]


def _denied(found: _Found, _: Cited) -> bool:
    """“No treatment is completely safe”, “Is it safe?”"""
    asked = found.passage.straight[found.sentence.end - 1] == "?"
    language = found.passage.language
    return asked or _searched(language, "denied", found.before) or _searched(language, "denied-after", found.after)


def _sourced(found: _Found, cited: Cited) -> bool:
    return cited.near(found.passage)


def _searched(language: Language, name: str, text: str) -> bool:
    return re.search(rf"\b(?:{language.source(name)})\b", text, re.IGNORECASE) is not None


def _with_shares(found: _Found, _: Cited) -> bool:
    """Whether so many out of so many stand in its paragraph."""
    return any(True for one in found.passage.sentences for _ in shares(found.passage, one))


def _with_number(found: _Found, cited: Cited) -> bool:
    return _with_shares(found, cited) or _searched(
        found.passage.language, "number-of", found.passage.straight[found.sentence.start : found.sentence.end]
    )


def _said(name: str) -> Let:
    """Something else that its sentence says lets it be: an expression of patterns.yaml."""

    def lets(found: _Found, _: Cited) -> bool:
        inside = found.passage.straight[found.sentence.start : found.sentence.end]
        return _searched(found.passage.language, name, inside)

    return lets


def _with_day(found: _Found, _: Cited) -> bool:
    """Whether its paragraph names a day of the week."""
    days = {day.lower() for day in found.passage.language.words("weekdays")}
    return any(word.low in days for word in found.passage.words)


def _of_a_weekly_medicine(found: _Found, _: Cited) -> bool:
    """Whether its sentence names one: CF162 tells of the day."""
    weekly = _listed(found.passage.language, "weekly")
    small, sentence = found.passage.small, found.sentence
    return weekly is not None and weekly.expression.search(small, sentence.start, sentence.end) is not None


def _not_taken(found: _Found, _: Cited) -> bool:
    """Whether its sentence neither has a dose nor asks to take one."""
    language, words = found.passage.language, found.sentence.words
    takes = frozenset(" ".join(right for left, right in language.pairs("taking") if left == "take").split())
    starts = words and words[0].low in takes | language.words("actions")
    return not (starts or any(word.low in takes for word in words) or has_dose(found.passage, found.sentence))


def _in_a_kitchen(found: _Found, cited: Cited) -> bool:
    kitchen = found.passage.language.words("kitchen")
    return any(word.low in kitchen for word in found.sentence.words) or _not_taken(found, cited)


def _with_amount(found: _Found, _: Cited) -> bool:
    """Whether its paragraph has another dose, or a blank for one."""
    passage, each = found.passage, _listed(found.passage.language, "per-weight")
    if BLANK in passage.text or each is None:
        return True
    doses = dose(passage.language).finditer(passage.straight)
    return any(not each.expression.match(passage.small, _start(passage.straight, one.start())) for one in doses)


def _start(text: str, at: int) -> int:
    """Where the number starts that a character is in."""
    while at > 0 and (text[at - 1].isdigit() or text[at - 1] in ".,"):
        at -= 1
    return at


def _on_a_scale(found: _Found, _: Cited) -> bool:
    """Whether its sentence has a scale, and it could be a point on it: 9, but not 0800."""
    if sum(map(str.isdigit, found.passage.straight[found.start : found.end])) > _POINTS:
        return False
    scales = found.passage.language.words("scales") | {"age", "ages", "level", "stage", "phase", "floor", "size"}
    return any(word.low in scales - {"tablet", "tablets", "pill", "pills", "dose", "doses", "test", "tests"}
               for word in found.sentence.words)  # fmt: skip


def _timed(found: _Found, _: Cited) -> bool:
    """Whether its sentence has a number or says when."""
    before = found.passage.straight[found.sentence.start : found.sentence.end]
    return any(map(str.isdigit, before)) or _searched(found.passage.language, "day-part", before)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A list, its code, what is said of a wording, and what lets it be."""

    name: str
    code: str
    message: str
    hint: str
    lets: tuple[Let, ...] = ()


RULES = (
    _Rule("promises", "CF190", "{} promises more than anybody can.", "Say {}.", (_denied,)),
    _Rule("threats", "CF191", "{} threatens the reader.", "Say {}."),
    _Rule("blame", "CF192", "{} blames or labels people.", "Write {}."),
    _Rule("no-source", "CF194", "{} has no source.", "Name it, or leave it out: {}.", (_sourced,)),
    _Rule("comparisons", "CF195", "{} compares without a source.", "Say {}.", (_sourced, _denied)),
    _Rule("relative", "CF124", "{} tells a risk by comparison alone.", "Say {}.", (_with_shares,)),
    _Rule("vague-risks", "CF125", "{} can mean 1 in 10 or 1 in 10,000.", "Say {}.", (_with_number,)),
    _Rule("outdated", "CF198", "{} is advice of old.", "Say: {}.", (_denied,)),
    _Rule("soon", "CF199", "{} leaves open when.", "Say {}."),
    _Rule("the-patient", "CF120", "{} speaks of the reader as of somebody else.", "Write {}."),
    _Rule("dated", "CF130", "{} will soon be wrong on paper.", "Write {}."),
    _Rule(
        "weekly",
        "CF162",
        "{} stands without its weekday; taken daily, it can kill.",
        "Say {}.",
        (_with_day, _denied, _not_taken),
    ),
    _Rule("micrograms", "CF163", "{} may be a thousand times too much.", "Write {}."),
    _Rule("per-weight", "CF164", "{} makes the reader work a dose out.", "Say {}.", (_with_amount,)),
    _Rule("as-directed", "CF165", "{} does not say how.", "Say {}.", (_timed, _said("label"))),
    _Rule("spoons", "CF166", "{} is no measure: spoons differ.", "Say {}.", (_said("millilitres"), _in_a_kitchen)),
    _Rule(
        "rough",
        "CF168",
        "{} can be taken in several ways.",
        "Say {}.",
        (_said("needed"), _with_day, _said("millilitres"), _of_a_weekly_medicine),
    ),
    _Rule("fevers", "CF127", "{} has not both °F and °C.", "Write {}.", (_said("both-degrees"),)),
    _Rule("ages", "CF128", "{} has no unit.", "Write {}."),
    _Rule("values", "CF128", "{} has no unit.", "Write {}."),
    _Rule("clock", "CF129", "{} can be read in two ways.", "Write {}.", (_said("day-part"), _on_a_scale)),
    _Rule("misdialled", "CF160", "{} is no whole phone number.", "Write {}."),
    _Rule("idioms", "CF114", "{} is an idiom.", "Say: {}."),
    _Rule("shorthand", "CF112", "{} is shorthand.", "Write: {}."),
    _Rule("negatives", "CF113", "{} says no twice.", "Better: {}."),
)


def wording_findings(subject: Subject) -> Iterator[Finding]:
    """Each listed wording that nothing around it lets be; a wording once a passage."""
    cited = Cited(subject)
    for passage in subject.passages:
        if passage.context.role == "alt":
            continue
        for rule in RULES:
            yield from of_rule(passage, rule, cited)


def of_rule(passage: Passage, rule: _Rule, cited: Cited) -> Iterator[Finding]:
    """What one rule finds in a passage."""
    listed = _listed(passage.language, rule.name)
    if listed is None:
        return
    told, known = set[str](), dict[tuple[Let, int], bool]()
    for match in listed.expression.finditer(passage.small):
        sentence = passage.sentence_at(match.start())
        written = passage.text[match.start() : match.end()]
        if sentence is None or written.lower() in told:
            continue
        instead = listed.instead(passage.straight, match)
        found = _Found(passage, sentence, match.start(), match.end())
        if instead != _LET and not any(_lets(one, found, cited, known) for one in rule.lets):
            told.add(written.lower())
            message, hint = rule.message.format(quoted(written)), rule.hint.format(instead.removesuffix("."))
            yield finding(rule.code, passage.place(match.start()), message, hint, passage.context.section)


def _lets(lets: Let, found: _Found, cited: Cited, known: dict[tuple[Let, int], bool]) -> bool:
    """Whether something lets a wording be; what a whole sentence says is looked at once."""
    if lets is _denied:
        return lets(found, cited)
    key = (lets, found.sentence.start)
    if key not in known:
        known[key] = lets(found, cited)
    return known[key]


def covered(passage: Passage, sentence: Sentence, names: Sequence[str]) -> frozenset[int]:
    """Where in a sentence the wordings of some lists stand, character by character."""
    lists = [one for name in names if (one := _listed(passage.language, name))]
    text, (start, end) = passage.small, (sentence.start, sentence.end)
    return frozenset(
        at for one in lists for match in one.expression.finditer(text, start, end) for at in range(*match.span())
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """One expression for all lines of a list, which looks at small letters, and what each says, the last first."""

    expression: re.Pattern[str]
    lines: tuple[tuple[str, str], ...]

    def instead(self, text: str, match: re.Match[str]) -> str:
        """What the line says that found it."""
        for line, instead in self.lines:
            found = re.compile(line, re.IGNORECASE).match(text, match.start())
            if found and found.end() == match.end():
                return instead
        return _LET


@kept
def _listed(language: Language, name: str) -> _Listed | None:
    listed = dict(line.split(" => ", 1) for line in language.lines(name) if " => " in line)
    if not listed:
        return None
    lines = tuple((rf"(?:{one})(?!\w)", listed[one]) for one in reversed(listed))
    either = "|".join(line for line, _ in lines)
    expression = caseless(rf"(?<!\w)(?=[\w&#½¼])(?:{either})")
    if expression is None:
        raise ValueError(f"{name}: letters must mean capitals too")
    return _Listed(expression, lines)
