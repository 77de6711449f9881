"""Abbreviations of doses that are easily misread. Nothing is looked for in addresses of the web or of mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language
from carefold.review.passages import Passage, Sentence
from carefold.review.rules.dose_units import dose
from carefold.review.subject import Worded

_AROUND = 40  # characters beside an abbreviation that tell what it is


@dataclass(frozen=True, slots=True)
class _Spellings:
    """One expression for all spellings, and for each what to write.

    Those `only_with_dose` need one in their sentence; for those `also_taken`, that it says to take something is enough.
    """

    expression: re.Pattern[str]
    instead: dict[str, str]
    only_with_dose: frozenset[str]
    also_taken: frozenset[str]


@kept
def _spellings(language: Language) -> _Spellings:
    instead: dict[str, str] = {}
    marked: dict[str, set[str]] = {"#": set(), "~": set(), "^": set(), "": set()}
    for spellings, meaning in language.pairs("doses"):
        for spelling in spellings.split():
            mark = spelling[0] if spelling[0] in "#~^" else ""
            plain = spelling.removeprefix(mark)
            marked[mark].add(plain)
            instead[plain] = meaning
    free, unsure = _any(marked[""] | marked["~"] | marked["^"]), (marked["~"] | marked["^"]) - marked[""]
    expression = rf"(?<![\w.@/&\ufffc-])(?:{free})(?![\w@]|[.-]\w)|(?<=\d)\s?(?:{_any(marked['#'])})(?![\w@]|[.-]\w)"
    return _Spellings(re.compile(expression), instead, frozenset(unsure), frozenset(marked["^"]))


def _any(spellings: set[str]) -> str:
    return "|".join(map(re.escape, sorted(spellings, key=lambda one: (-len(one), one)))) or r"(?!)"


def may_have_abbreviations(text: str, language: Language) -> bool:
    """Whether there may be such an abbreviation: a quick look."""
    return bool(_spellings(language.stand_in).expression.search(text) or _every(language.stand_in).search(text))


@kept
def _every(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/-])(?:{language.source('every')})", re.IGNORECASE)


def abbreviation_findings(subject: Worded) -> Iterator[Finding]:
    """Abbreviations that are on the list, and “q4h” in its forms."""
    known = subject.language.stand_in
    spellings, every = _spellings(known), _every(known)
    for passage in subject.all_lines:
        doses, taken = DoseSentences(passage, {}), DoseSentences(passage, {}, _says_to_take)
        for match in spellings.expression.finditer(passage.masked):
            found = match[0].strip()
            at = match.end() - len(found)
            if found in spellings.only_with_dose and not (
                doses.beside(match.start()) or (found in spellings.also_taken and taken.beside(match.start()))
            ):
                continue
            if _is_none(passage, at, match.end()):
                continue
            code = "CF135" if found in known.words("short-units") else "CF134"
            message = f"“{found}” is easily misread."
            hint = f"Write: {spellings.instead[found]}."
            yield finding(code, passage.place(at), message, hint, passage.context.section)
        for match in every.finditer(passage.masked):
            message, hint = f"“{match[0]}” is easily misread.", "Say at what times of day."
            yield finding("CF134", passage.place(match.start()), message, hint, passage.context.section)


def _is_none(passage: Passage, start: int, end: int) -> bool:
    """Whether what looks like an abbreviation is a word, an address or a name: “a bid”, “10 U Street”."""
    text, one = passage.masked, passage.sentence_at(start)
    if one is None:
        return False
    first = max(one.start, start - _AROUND)
    before = f"{'…' if first > one.start else ''}{text[first:start]}"
    around = f"{before}|{text[start:end]}|{text[end : min(one.end, end + _AROUND)]}"
    return passage.language.stand_in.pattern("no-dose").search(around) is not None


def has_dose(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is about a dose: 5 mg, two tablets."""
    if dose(passage.language).search(passage.masked, sentence.start, sentence.end):
        return True
    forms, numbers = passage.language.words("forms"), passage.language.meanings("numbers")
    return any(
        word.low in forms and (before.is_number or before.low in numbers) for before, word in pairwise(sentence.words)
    )


def _says_to_take(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence says to take or to use something."""
    return any(word.low in _taking(passage.language) for word in sentence.words)


@kept
def _taking(language: Language) -> frozenset[str]:
    listed = language.stand_in.pairs("taking")
    return frozenset(" ".join(words for name, words in listed if name in ("take", "use")).split())


@dataclass(frozen=True, slots=True)
class DoseSentences:
    """Which sentences of a passage are about a dose, or say something else, by their starts."""

    passage: Passage
    known: dict[int, bool]
    says: Callable[[Passage, Sentence], bool] = has_dose

    def beside(self, at: int) -> bool:
        """Whether the sentence around a character is one."""
        sentence = self.passage.sentence_at(at)
        if sentence is None:
            return False
        if sentence.start not in self.known:
            self.known[sentence.start] = self.says(self.passage, sentence)
        return self.known[sentence.start]
