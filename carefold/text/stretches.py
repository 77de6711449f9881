"""What no line parts: numbers and what follows them, doses, hours, dates, numbers to call, their labels, citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from carefold.caches import kept, kept_of_text
from carefold.languages.caseless import caseless, small
from carefold.languages.language import Language
from carefold.model import phones
from carefold.spelling import BLANK
from carefold.text.any_of import any_of
from carefold.text.words import FIRM, LOOSE, NEAR, SPAN, TIGHT

_FRACTION = "[¼-¾⅐-⅞]"
_DIGITS = rf"(?:\d+(?:[.,:/‐–-]\d+){{0,4}}(?:\s?{_FRACTION})?|{_FRACTION})"
_NUMBER = rf"(?:[<>≤≥=~≈±$€£#]{{1,2}}\s?|[+−–-])?{_DIGITS}(?:\s?(?:%|°\w?))?"
_FIRST = rf"(?=[<>≤≥=~≈±$€£#+−–\d{_FRACTION[1:-1]}-])"  # of a number, so that others are passed over quickly
_START = rf"{_FIRST}(?<![\w.,:;–-])(?!\d{{3}}[-.]\d{{4}}(?!\d))"  # no number to call
_WORD = rf"[^\s\d/(\[“\"–—·|&{BLANK}][^\s/]{{0,40}}(?:/(?!\d)[^\s/]{{1,20}}){{0,3}}"
_GAP = r"(?:[.‐–-]|\s?[()]\s?|\s(?:[-–]\s)?|\)[-–.])?"
_PHONE = rf"(?-i:\+?\(?\d(?:{_GAP}\d|-?[A-Z]){{6,14}}|(?<!\d)(?:{'|'.join(phones.EMERGENCY)})(?!\d))"
_LABELS = ((FIRM, 0), (SPAN, 1), (LOOSE, 3))  # how many words before its last one a label may have to hold so
_LABEL = rf"[^\s.!?;:,·|{BLANK}]{{1,30}}"

Stretches: TypeAlias = Sequence[tuple[int, int, int]]
"""Where each starts and ends, and how firmly it holds."""


def says_number(text: str) -> bool:
    """Whether a text holds a number to call."""
    return _call(text) is not None


@kept_of_text
def stretches(text: str, language: str) -> Stretches:
    """What of a text no line parts: start and end of each stretch, and how firmly it holds."""
    return _found(text, first_number(text), language, (*_KINDS, *_WRITTEN))


def first_number(text: str) -> int | None:
    """Where the first number of a text starts, if it has one."""
    number = _has_number(text)
    return number.start() if number else None


def with_any_digits(text: str, first: int | None) -> str:
    """A text with all digits the same, if its stretches are those of any such text; else the text as it is.

    Its first number starts there.
    """
    if first is None or _capitals(text) or _emergency(text, first):
        return text
    return text.translate(_ONE_DIGIT)


def stretches_again(text: str, first: int | None, language: str, known: Known) -> Stretches:
    """The same, from what is known of texts like it: of those with other digits, and of what stands between commas.

    No expression tells digits from each other, but for those of numbers to call; and none that needs no number has a
    comma in it. The first number of the text starts there.
    """
    if first is not None and _capitals(text):
        return stretches(text, language)
    found, at = list[tuple[int, int, int]](), 0
    if first is not None or BLANK in text:
        start = _first_clause(text, first, language)
        from_there = text[start:].translate(_ONE_DIGIT)
        number_at = None if first is None else first - start
        if number_at is not None and (known.calls(from_there, number_at) or _emergency(text, first or 0)):
            return stretches(text, language)
        found += _moved(_known(known.whole, from_there, number_at, language, _KINDS), start)
    for clause in text.split(","):
        if written := _known(known.clauses, clause, None, language, _WRITTEN):
            found += _moved(written, at)
        at += len(clause) + 1
    return found


def _first_clause(text: str, first: int | None, language: str) -> int:
    """Where a text begins to matter to what needs a number: a clause before matters only to the parts of a date.

    As in `Monday, 9` or `enero, de 2027`.
    """
    comma = -1 if first is None or BLANK in text else text.rfind(", ", 0, first)
    between = small(text[comma + 1 : first]).split()
    return comma + 1 if comma >= 0 and not _date_words(Language.of(language)).issuperset(between) else 0


@kept
def _date_words(language: Language) -> frozenset[str]:
    """What may stand between the parts of a date."""
    return frozenset(language.words("date-words"))


def _moved(found: Stretches, by: int) -> Stretches:
    return [(start + by, end + by, level) for start, end, level in found] if by else found


class Known:
    """What was found in texts with any digits, and between commas, as long as it lasts: it may be of records."""

    def __init__(self) -> None:
        self.whole, self.clauses = dict[str, Stretches](), dict[str, Stretches]()
        self._calls = dict[str, bool]()

    def calls(self, text: str, first: int) -> bool:
        """Whether a text whose digits are all the same has a number to call, but for those of emergencies."""
        found = self._calls.get(text)
        if found is None:
            if len(self._calls) >= _MOST:
                self._calls.clear()
            found = self._calls[text] = _calls_at(text, first)
        return found


def _known(known: dict[str, Stretches], text: str, first: int | None, language: str, kinds: _Kinds) -> Stretches:
    found = known.get(text)
    if found is None:
        if len(known) >= _MOST:
            known.clear()
        found = known[text] = _found(text, first, language, kinds)
    return found


def _found(text: str, first: int | None, language: str, kinds: _Kinds) -> Stretches:
    found, low = list[tuple[int, int, int]](), small(text)
    for kind in kinds:
        if _KINDS.get(kind, _always)(text, first):
            for level, pattern, is_caseless, where in _patterns(Language.of(language), kind):
                at = where(text, first)
                if at is not None:
                    found += [(*match.span(), level) for match in pattern.finditer(low if is_caseless else text, at)]
    return tuple(found)


@kept
def _patterns(language: Language, kind: _Kind) -> tuple[tuple[int, re.Pattern[str], bool, _Where], ...]:
    """Expressions for what a language does not part, its words in them.

    Whether each looks at small letters, and where it is looked for.
    """
    written = [(level, one, caseless(one), where) for level, one, where in kind(language)]
    return tuple(
        (level, low or re.compile(one, re.IGNORECASE), low is not None, where) for level, one, low, where in written
    )


def _anywhere(_: str, __: int | None) -> int:
    """What begins with a word."""
    return 0


def _from_number(_: str, first: int | None) -> int | None:
    """What begins with a number, or with signs before it."""
    return None if first is None else max(first - _MOST_BEFORE, 0)


def _before_space(text: str, first: int | None) -> int | None:
    """What begins with a number that a space follows."""
    return _from_number(text, first) if first is not None and _number_and_space(text, first) else None


def _before_number(text: str, first: int | None) -> int | None:
    """What begins with a number, and has another one after a space."""
    return _from_number(text, first) if first is not None and _number_and_number(text, first) else None


def _in_citation(text: str, _: int | None) -> int | None:
    """What has a semicolon in it."""
    return 0 if ";" in text else None


def _with_number(_: str, first: int | None) -> int | None:
    """What begins with a word, and has a number after it."""
    return None if first is None else 0


def _counted(language: Language) -> _Levels:
    """Numbers with what they count, spans of them, shares, and groups of digits."""
    span, both, per, moment = (language.source(name) for name in ("span", "to-and", "per", "moment"))
    between = "|".join(filter(None, (language.meanings("out-of").get(name) for name in ("always", "maybe"))))
    free = any_of((*language.words("uncounted"), *language.words("extension")))
    counted = rf"(?:{language.source('meridiem')}(?!\w)|(?!(?:{free})\b){_WORD})"
    amount, digits = rf"{_NUMBER}(?:\s{counted})?", r"\(?\d(?:[\d()./–-]{0,20}[\d)])?"
    yield FIRM, rf"{_START}{_NUMBER}\s{counted}", _before_space
    yield FIRM, rf"(?<![\w.,])\d{{1,3}}(?:{language.source('ordinal')})\s{counted}", _from_number
    yield TIGHT, rf"{_START}{_NUMBER}\s(?:{between or '(?!)'})\s{_NUMBER}", _before_space
    yield SPAN, rf"{_START}{amount}\s(?:{span}|[–—-])\s(?:{amount}|(?:{moment})\b)", _before_space
    no_more = rf"(?!(?:\s{counted})?\s(?:{span}|[–—-])\s)"
    yield SPAN, rf"{_START}{_NUMBER}\s(?:{both}|x|×)\s(?>{_NUMBER}){no_more}", _before_space
    yield LOOSE, rf"{_START}{amount}\s(?:{both})\s(?>{amount})(?!\s?(?:/|(?:{per})\b)\s?{_NUMBER})", _before_space
    yield SPAN, rf"{_START}{amount}\s?(?:/|(?:{per})\b)\s?{amount}", _from_number
    yield LOOSE, rf"\b(?:{any_of(language.words('before-numbers'))})\s{_NUMBER}", _with_number
    yield TIGHT, rf"(?<![\w.,:/()–-])\+?{digits}(?:\s{digits}){{1,9}}", _before_number
    yield TIGHT, rf"\d\s(?:{_FRACTION}|%|°\w?)", _from_number
    letters = "[A-Z]{2,}"
    yield (
        TIGHT,
        rf"(?-i:(?<!\w)(?:1[\s.-])?\(?\d{{3}}\)?[\s.-]\d{{0,4}}-?{letters}(?:[\s-]{letters}){{0,2}}(?!\w))",
        _from_number,
    )


def _dates(language: Language) -> _Levels:
    """Dates, and the year and volume of a journal."""
    months = any_of((*language.said.get("months", ()), *language.said.get("short-months", ())))
    between = rf"(?:(?:{any_of(language.words('date-words'))})\s){{0,2}}"
    day, year = rf"\d{{1,2}}(?:{any_of(language.words('date-words'))})?(?!\d)", rf",?\s{between}\d{{4}}\b"
    yield FIRM, rf"\b(?:{months})\.?\s{day}", _anywhere
    yield FIRM, rf"\b{day}\.?\s{between}(?:{months})\b", _from_number
    yield LOOSE, rf"\b(?:{day}\.?\s{between})?(?:{months})\.?(?:\s{day})?{year}", _anywhere
    yield FIRM, r"\b\d{4}\s\w{3,5}(?:\s\d{1,2})?;\d|\d\s?\(?suppl\.?\s\w+\)?", _from_number
    yield LOOSE, r"\S{1,20}\s\d{4}(?:\s\w{3,5}(?:\s\d{1,2})?)?;\S", _in_citation


def _calls(language: Language) -> _Levels:
    """Numbers to call with their extensions and labels."""
    extension = any_of(language.words("extension"))
    yield SPAN, rf"{_PHONE},?\s?\(?(?:{extension})[.:]?\s?\d+", _from_number
    yield FIRM, rf"(?<=[\d,]\s)\(?(?:{extension})[.:]?\s\d+", _anywhere
    yield LOOSE, rf"\b(?:{language.source('call')})(?:\s\w{{1,10}}){{0,2}}\s{_PHONE}", _anywhere
    for level, most in _LABELS:
        yield level, rf"(?<!\S)(?:{_LABEL}\s){{0,{most}}}{_LABEL}:\s{_PHONE}", _anywhere


def _hours(language: Language) -> _Levels:
    """Days of the week with their hours."""
    yield LOOSE, rf"\b(?:{any_of(language.words('weekdays'))})\b\.?,?\s{_NUMBER}", _with_number


def _written(language: Language) -> _Levels:
    """Amounts in words, spans of days, a title with the name after it, and what is denied; no comma is in any."""
    days, units = any_of(language.words("weekdays")), any_of(language.words("units"))
    numbers = rf"(?:{any_of(language.meanings('numbers'))}|{language.source('part-of')})"
    times = language.source("times")
    yield FIRM, rf"\b{numbers}\s(?:{units}|{times})\b", _anywhere
    yield NEAR, rf"\b(?:{times}|{language.source('often')})\s(?:{language.source('each-time')})\b", _anywhere
    yield FIRM, rf"\b(?:{days})\.?\s?(?:[-–—/]|(?:{language.source('day-to')})\b)\s?(?:{days})\b", _anywhere
    yield FIRM, rf"(?<!\w)(?:{any_of(language.words('before-names'))})\s(?-i:[^\W\d_a-zà-ÿ])", _anywhere


def _denied(language: Language) -> _Levels:
    """A “not” with what it denies, and with the word before it that it belongs to; no comma is in any."""
    negation = rf"(?<!\w)(?:{language.source('negation')})"
    yield NEAR, rf"{negation}\s\w", _anywhere
    yield NEAR, rf"(?<!\w)(?:{language.source('before-negation')})\s(?:{language.source('negation')})(?!\w)", _anywhere


def _blanks(_: Language) -> _Levels:
    """Labels of what is filled in, and citations on the line."""
    yield LOOSE, rf"(?<!\S)(?:{_LABEL}\s){{0,3}}{_LABEL}:\s{BLANK}", _anywhere
    yield LOOSE, rf"\S{{1,30}}\s\[{BLANK}", _anywhere


_Where: TypeAlias = Callable[[str, int | None], int | None]
"""From where on a text is looked at, by where its first number is, if it has one; None where it can have nothing."""
_Levels: TypeAlias = Iterator[tuple[int, str, _Where]]
_Kind: TypeAlias = Callable[[Language], _Levels]
_Kinds: TypeAlias = Iterable[_Kind]
_MOST_BEFORE = 3  # signs before the digits of a number
_has_number = re.compile(rf"[\d{_FRACTION[1:]}").search
_number_and_space = re.compile(rf"(?:[\d%{_FRACTION[1:]}|°\w?)\s").search
_number_and_number = re.compile(r"[\d)]\s\(?\d").search
_capitals = re.compile("[A-Z]{2}").search
_call = re.compile(_PHONE).search
_emergency = re.compile(rf"(?<!\d)(?:{'|'.join(phones.EMERGENCY)})(?!\d)").search
_ONE_DIGIT = str.maketrans("0123456789", "0" * 10)
_MOST = 512  # texts that are known


def _with_any_number(_: str, first: int | None) -> bool:
    return first is not None


def _calls_at(text: str, first: int | None) -> bool:
    return first is not None and _call(text, max(first - _MOST_BEFORE, 0)) is not None


def _with_blank(text: str, _: int | None) -> bool:
    return BLANK in text


def _always(_: str, __: int | None) -> bool:
    return True


_KINDS: dict[_Kind, Callable[[str, int | None], bool]] = {
    _counted: _with_any_number,
    _dates: _with_any_number,
    _hours: _with_any_number,
    _calls: _calls_at,
    _blanks: _with_blank,
}
"""Kinds of expressions, and whether a text can have one of them."""
_WRITTEN = (_written, _denied)
"""What a text may have without a number."""
