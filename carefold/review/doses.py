"""Doses that are easily misread. Nothing is looked for in addresses of the web or of mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from carefold.review.codes import Remark, remark
from carefold.review.language import Language
from carefold.review.passages import Passage, Sentence
from carefold.review.subject import Subject
from carefold.review.units import UNIT

_RANGE = r"(?: ?(?:to|or|a|o|[-–]) ?[\d.,]+)?"
_DOSE = re.compile(rf"\d ?-?{UNIT}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is wrong, as an expression; `message` and `hint` may name what was found as {0}."""

    code: str
    expression: re.Pattern[str]
    message: str
    hint: str


_PATTERNS = (
    Pattern(
        "CF131", re.compile(r"(?<![\w.,\ufffc])[.]\d+"),
        "“{0}” has no zero before its point; without it the point is overlooked.", "Write “0{0}”.",
    ),
    Pattern(
        "CF132", re.compile(rf"(?<![\w.,])\d+(?:,\d{{3}})*\.\d*?0+(?!\d)(?={_RANGE} ?-?{UNIT})"),
        "“{0}” ends in a zero after the point; without the point it is ten times as much.", "Leave the zero out.",
    ),
    Pattern(
        "CF136", re.compile(r"(?<![\w.,])\d[\d.,]*(?i:mgs?|mcgs?|mls?|units?|unidades|meq)\b"),
        "“{0}”: number and unit run together, and the m is misread as zeros.", "Put a space between them.",
    ),
    Pattern(
        "CF137", re.compile(rf"(?<![\w.,])\d{{4,}}(?={_RANGE} ?-?{UNIT})"),
        "“{0}” is hard to read at a glance.", "Write it with a comma: 1,000.",
    ),
    Pattern(
        "CF138", re.compile(r"(?<!\w)[<>≤≥]=? ?(?=\d)|(?<![\w@])@ ?(?=\d)"),
        "the sign “{0}” is easily misread.", "Write “less than”, “more than”, “at least”, “at most” or “at”.",
    ),
)  # fmt: skip
_SPANISH = (
    Pattern(
        "CF131", re.compile(rf"(?<![\w.,\ufffc])[.,]\d+(?=[ ]?(?:%|{UNIT}))"),
        "“{0}” has no zero before its comma; without it the comma is overlooked.", "Write “0{0}”.",
    ),
    Pattern(
        "CF132", re.compile(
            rf"(?<![\w.,])\d+(?:(?:\.\d{{3}})*,\d*?0+|(?:,\d{{3}})*\.\d?0)(?!\d)(?={_RANGE} ?-?{UNIT})"
        ),
        "“{0}” ends in a zero after the comma; without the comma it is ten times as much.", "Leave the zero out.",
    ),
    *(one for one in _PATTERNS[2:] if one.code != "CF137"),
    Pattern(
        "CF137", re.compile(rf"(?<![\w.,])\d{{5,}}(?={_RANGE} ?-?{UNIT})"),
        "“{0}” is hard to read at a glance.", "Write it with a space before the last three digits: 10 000.",
    ),
    Pattern(
        "CF137", re.compile(rf"(?<![\w.,])\d{{1,3}}(?:\.\d{{3}})+(?![\d,])(?={_RANGE} ?-?{UNIT})"),
        "“{0}” may be read as a decimal.", "Write it without the point: 1000, or 10 000.",
    ),
)  # fmt: skip


def number_remarks(subject: Subject) -> Iterator[Remark]:
    """Doses whose numbers are written dangerously."""
    patterns = _SPANISH if subject.language.code == "es" else _PATTERNS
    for passage in subject.all_lines:
        for pattern in patterns:
            for match in pattern.expression.finditer(passage.masked):
                found = match[0].strip()
                message, hint = pattern.message.format(found), pattern.hint.format(found)
                yield remark(pattern.code, passage.place(match.start()), message, hint, passage.context.section)


# --- abbreviations

_EVERY = re.compile(r"(?<![\w.@/-])[qQ]\.? ?\d+(?: ?(?:[-–]|to) ?\d+)? ?(?:hours?|hrs?|h|days?|d)\b\.?", re.IGNORECASE)
_NO_DOSE = re.compile(  # what stands around the |abbreviation| in its sentence
    r"\b(?:a|the|to|our|your|their) \|bid\|"
    r"|[A-Z]\w+, \|SC\|"
    r"|\|PO\| Box\b"
    r"|\|[uU]\|[ -](?:St|Street|Ave|Avenue|Road|Rd|Place|turns?|bolts?)\b"
    r"|^\|[A-Z]+\| (?:is|are|was|means|stands for|es|son|significa)\b"
)
_AROUND = 40  # characters beside an abbreviation that tell what it is
_UNITS = frozenset({"U", "u", "IU", "iu", "i.u.", "UI", "u.i."})


@dataclass(frozen=True, slots=True)
class _Spellings:
    """One expression for all spellings, and for each what to write; `_only_with_dose` need a dose beside them."""

    expression: re.Pattern[str]
    instead: dict[str, str]
    only_with_dose: frozenset[str]


@lru_cache(maxsize=4)
def _spellings(code: str) -> _Spellings:
    instead: dict[str, str] = {}
    marked: dict[str, set[str]] = {"#": set(), "~": set(), "": set()}
    for spellings, meaning in Language(code or "en").pairs("doses"):
        for spelling in spellings.split():
            mark = spelling[0] if spelling[0] in "#~" else ""
            plain = spelling.removeprefix(mark)
            marked[mark].add(plain)
            instead[plain] = meaning
    free = _any(marked[""] | marked["~"])
    expression = rf"(?<![\w.@/&\ufffc-])(?:{free})(?![\w@]|[.-]\w)|(?<=\d)\s?(?:{_any(marked['#'])})(?![\w@]|[.-]\w)"
    return _Spellings(re.compile(expression), instead, frozenset(marked["~"] - marked[""]))


def _any(spellings: set[str]) -> str:
    return "|".join(map(re.escape, sorted(spellings, key=lambda one: (-len(one), one)))) or r"(?!)"


def abbreviation_remarks(subject: Subject) -> Iterator[Remark]:
    """Abbreviations that are on the list, and “q4h” in its forms."""
    known = subject.language.code if subject.language.is_known else "en"
    spellings = _spellings(known)
    for passage in subject.all_lines:
        doses = _Doses(passage, {})
        for match in spellings.expression.finditer(passage.masked):
            found = match[0].strip()
            at = match.end() - len(found)
            if found in spellings.only_with_dose and not doses.beside(match.start()):
                continue
            if _is_none(passage, at, match.end()):
                continue
            code = "CF135" if found in _UNITS else "CF134"
            message = f"“{found}” is easily misread."
            hint = f"Write: {spellings.instead[found]}."
            yield remark(code, passage.place(at), message, hint, passage.context.section)
        for match in _EVERY.finditer(passage.masked):
            message, hint = f"“{match[0]}” is easily misread.", "Say at what times of day."
            yield remark("CF134", passage.place(match.start()), message, hint, passage.context.section)


def _is_none(passage: Passage, start: int, end: int) -> bool:
    """Whether what looks like an abbreviation is a word, an address or a name: “a bid”, “10 U Street”."""
    text, one = passage.masked, passage.sentence_at(start)
    if one is None:
        return False
    first = max(one.start, start - _AROUND)
    before = f"{'…' if first > one.start else ''}{text[first:start]}"
    return _NO_DOSE.search(f"{before}|{text[start:end]}|{text[end : min(one.end, end + _AROUND)]}") is not None


@dataclass(frozen=True, slots=True)
class _Doses:
    """Which sentences of a passage are about a dose, by their starts."""

    passage: Passage
    known: dict[int, bool]

    def beside(self, at: int) -> bool:
        """Whether the sentence around a character is one."""
        sentence = self.passage.sentence_at(at)
        if sentence is None:
            return False
        if sentence.start not in self.known:
            self.known[sentence.start] = _has_dose(self.passage, sentence)
        return self.known[sentence.start]


def _has_dose(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is about a dose: 5 mg, two tablets."""
    if _DOSE.search(passage.masked, sentence.start, sentence.end):
        return True
    forms, numbers = passage.language.words("forms"), passage.language.meanings("numbers")
    return any(
        word.low in forms and (before.is_number or before.low in numbers) for before, word in pairwise(sentence.words)
    )
