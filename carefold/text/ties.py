"""What no line parts: a number and what follows it, doses, hours, dates, numbers to call, labels of these, citations.

It is glue for the line breaking alone: the text keeps its plain spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from carefold.caches import kept, kept_of_text
from carefold.languages.language import Language
from carefold.model import phones
from carefold.spelling import BLANK
from carefold.text.breaks import FIRM_SPACE, Joint
from carefold.text.words import FIRM, LOOSE, SPAN, TIGHT, Word

_GIVING_WAY = {LOOSE: 2.0, SPAN: 4.0, FIRM: 8.0, TIGHT: 25.0}  # badness of a line's end in what is longer than a line
_ROUNDING = 1e-5  # share of the measure

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


def tie(words: Sequence[Word], language: str) -> None:
    """Tell the words of a paragraph how firmly they belong to what is before them."""
    told = [
        (word.space is not None, word.joint,
         [piece.glyphs.text if piece.glyphs and not piece.look.is_mark else BLANK for piece in word.pieces])
        for word in words
    ]  # fmt: skip
    for word, level in zip(words, levels(told, language), strict=True):
        word.tie = level


def levels(words: Sequence[tuple[bool, Joint, Sequence[str]]], language: str) -> list[int]:
    """How firmly each word belongs to what is before it, by whether a space is, its joint, and what its pieces say."""
    starts, said, firm = list[int](), list[str](), list[int]()
    at = 0
    for spaced, joint, texts in words:
        if spaced:
            said.append(" ")
            at += 1
        starts.append(at)
        firm.append(FIRM if joint is FIRM_SPACE else 0)
        for text in texts:
            said.append(text)
            at += len(text)
    for number, level in _held("".join(said), starts, language):
        firm[number] = max(firm[number], LOOSE if words[number][1].hyphen else level)
    return firm


def plain_levels(texts: Sequence[str], language: str) -> list[int]:
    """The same of words with usual joints, by what each says, after the space before it if there is one."""
    starts = [end - len(text) + (text[0] == " ") for end, text in zip(accumulate(map(len, texts)), texts, strict=True)]
    firm = [0] * len(texts)
    for number, level in _held("".join(texts), starts, language):
        firm[number] = max(firm[number], level)
    return firm


def _held(said: str, starts: Sequence[int], language: str) -> Iterator[tuple[int, int]]:
    """The numbers of the words that something in a text holds to what is before them, and how firmly."""
    for start, end, level in stretches(said, language):
        for number in range(bisect_right(starts, start), len(starts)):
            if starts[number] >= end:
                break
            yield number, level


def says_number(text: str) -> bool:
    """Whether a text holds a number to call."""
    return _call(text) is not None


@kept_of_text
def stretches(text: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """What of a text no line parts: start and end of each stretch, and how firmly it holds."""
    found, number = list[tuple[int, int, int]](), _has_number(text)
    first = number.start() if number else None
    for kind, needed in _KINDS.items():
        if needed(text, first):
            for level, pattern, where in _patterns(Language.of(language), kind):
                at = where(text, first)
                if at is not None:
                    found += [(*match.span(), level) for match in pattern.finditer(text, at)]
    return tuple(found)


@kept
def _patterns(language: Language, kind: _Kind) -> tuple[tuple[int, re.Pattern[str], _Where], ...]:
    """Expressions for what a language does not part, the language's words in them; and where each is looked for."""
    return tuple((level, re.compile(written, re.IGNORECASE), where) for level, written, where in kind(language))


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
    free = _any((*language.words("uncounted"), *language.words("extension")))
    counted = rf"(?:{language.source('meridiem')}(?!\w)|(?!(?:{free})\b){_WORD})"
    amount, digits = rf"{_NUMBER}(?:\s{counted})?", r"\(?\d(?:[\d()./–-]{0,20}[\d)])?"
    yield FIRM, rf"{_START}{_NUMBER}\s{counted}", _before_space
    yield TIGHT, rf"{_START}{_NUMBER}\s(?:{between or '(?!)'})\s{_NUMBER}", _before_space
    yield SPAN, rf"{_START}{amount}\s(?:{span}|[–—-])\s(?:{amount}|(?:{moment})\b)", _before_space
    yield SPAN, rf"{_START}{_NUMBER}\s(?:{both}|x|×)\s(?>{_NUMBER})(?!(?:\s{counted})?\s(?:{span}|[–—-])\s)", _before_space
    yield LOOSE, rf"{_START}{amount}\s(?:{both})\s(?>{amount})(?!\s?(?:/|(?:{per})\b)\s?{_NUMBER})", _before_space
    yield SPAN, rf"{_START}{amount}\s?(?:/|(?:{per})\b)\s?{amount}", _from_number
    yield LOOSE, rf"\b(?:{_any(language.words('before-numbers'))})\s{_NUMBER}", _with_number
    yield TIGHT, rf"(?<![\w.,:/()–-])\+?{digits}(?:\s{digits}){{1,9}}", _before_number
    yield TIGHT, rf"\d\s(?:{_FRACTION}|%|°\w?)", _from_number
    yield TIGHT, r"(?-i:(?<!\w)(?:1[\s.-])?\(?\d{3}\)?[\s.-]\d{0,4}-?[A-Z]{2,}(?:[\s-][A-Z]{2,}){0,2}(?!\w))", _from_number


def _dates(language: Language) -> _Levels:
    """Dates, and the year and volume of a journal."""
    months = _any((*language.said.get("months", ()), *language.said.get("short-months", ())))
    between = rf"(?:(?:{_any(language.words('date-words'))})\s){{0,2}}"
    day, year = rf"\d{{1,2}}(?:{_any(language.words('date-words'))})?(?!\d)", rf",?\s{between}\d{{4}}\b"
    yield FIRM, rf"\b(?:{months})\.?\s{day}", _anywhere
    yield FIRM, rf"\b{day}\.?\s{between}(?:{months})\b", _from_number
    yield LOOSE, rf"\b(?:{day}\.?\s{between})?(?:{months})\.?(?:\s{day})?{year}", _anywhere
    yield FIRM, r"\b\d{4}\s\w{3,5}(?:\s\d{1,2})?;\d|\d\s?\(?suppl\.?\s\w+\)?", _from_number
    yield LOOSE, r"\S{1,20}\s\d{4}(?:\s\w{3,5}(?:\s\d{1,2})?)?;\S", _in_citation


def _calls(language: Language) -> _Levels:
    """Numbers to call with their extensions and labels."""
    extension = _any(language.words("extension"))
    yield SPAN, rf"{_PHONE},?\s?\(?(?:{extension})[.:]?\s?\d+", _from_number
    yield FIRM, rf"(?<=[\d,]\s)\(?(?:{extension})[.:]?\s\d+", _anywhere
    yield LOOSE, rf"\b(?:{language.source('call')})(?:\s\w{{1,10}}){{0,2}}\s{_PHONE}", _anywhere
    for level, most in _LABELS:
        yield level, rf"(?<!\S)(?:{_LABEL}\s){{0,{most}}}{_LABEL}:\s{_PHONE}", _anywhere


def _written(language: Language) -> _Levels:
    """Amounts in words, days of the week with their hours, and a title with the name after it."""
    days, units = _any(language.words("weekdays")), _any(language.words("units"))
    numbers = rf"(?:{_any(language.meanings('numbers'))}|{language.source('part-of')})"
    yield FIRM, rf"\b{numbers}\s(?:{units})\b", _anywhere
    yield FIRM, rf"\b(?:{days})\.?\s?(?:[-–—/]|(?:{language.source('day-to')})\b)\s?(?:{days})\b", _anywhere
    yield LOOSE, rf"\b(?:{days})\b\.?,?\s{_NUMBER}", _with_number
    yield FIRM, rf"(?<!\w)(?:{_any(language.words('before-names'))})\s(?-i:[^\W\d_a-zà-ÿ])", _anywhere


def _blanks(_: Language) -> _Levels:
    """Labels of what is filled in, and citations on the line."""
    yield LOOSE, rf"(?<!\S)(?:{_LABEL}\s){{0,3}}{_LABEL}:\s{BLANK}", _anywhere
    yield LOOSE, rf"\S{{1,30}}\s\[{BLANK}", _anywhere


_Where: TypeAlias = Callable[[str, int | None], int | None]
"""From where on a text is looked at, by where its first number is, if it has one; None where it can have nothing."""
_Levels: TypeAlias = Iterator[tuple[int, str, _Where]]
_Kind: TypeAlias = Callable[[Language], _Levels]
_MOST_BEFORE = 3  # signs before the digits of a number
_has_number = re.compile(rf"[\d{_FRACTION[1:]}").search
_number_and_space = re.compile(rf"(?:[\d%{_FRACTION[1:]}|°\w?)\s").search
_number_and_number = re.compile(r"[\d)]\s\(?\d").search
_call = re.compile(_PHONE).search
_KINDS: dict[_Kind, Callable[[str, int | None], object]] = {
    _counted: lambda _, first: first is not None,
    _dates: lambda _, first: first is not None,
    _calls: lambda text, first: first is not None and _call(text, max(first - _MOST_BEFORE, 0)),
    _written: lambda _, __: True,
    _blanks: lambda text, _: BLANK in text,
}
"""Kinds of expressions, and whether a text can have one of them."""


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest that can be, in whatever case; one that never matches for none.

    It looks at the first letter before it tries one word after the other, and at what they have in common only once.
    """
    written = sorted({str(word).lower() for word in words})
    first = "".join(sorted({re.escape(word[0]) for word in written}))
    return f"(?=[{first}]){_branches(written)}" if written else "(?!)"


def _branches(words: Iterable[str]) -> str:
    """An expression for any of some words, by their first letters; the empty one is tried last."""
    ends, others = dict[str, list[str]](), ""
    for word in words:
        if word:
            ends.setdefault(word[0], []).append(word[1:])
        else:
            others = "?"
    branches = "|".join([f"{re.escape(letter)}{_branches(rest)}" for letter, rest in ends.items()])
    return f"(?:{branches}){others}" if branches else ""


def line_ends(
    words: Sequence[float], gaps: Sequence[float], ties: Sequence[int], measure: float, joints: Sequence[float],
    tails: Sequence[float],
) -> tuple[list[bool], list[float]]:  # fmt: skip
    """Whether a line may end before each word, and at which cost; `joints` have what it costs anyway.

    `words` and `gaps` are widths, `gaps[i]` and `ties[i]` stand before word i. What no line parts gives way only where
    it is longer than a line, and there where it holds least.
    """
    allowed, costs, count = [True] * len(words), list(joints), len(words)
    if not any(ties):
        return allowed, costs
    costs = costs or [0.0] * count
    room, start = measure * (1 + _ROUNDING), 0
    for end in range(1, count + 1):
        if end == count or not ties[end]:
            if end - start > 1:
                _hold(words, gaps, ties, start, end, LOOSE, room, tails, allowed, costs)
            start = end
    return allowed, costs


def _hold(
    words: Sequence[float], gaps: Sequence[float], ties: Sequence[int], start: int, end: int, level: int,
    measure: float, tails: Sequence[float], allowed: list[bool], costs: list[float],
) -> None:  # fmt: skip
    inner = range(start + 1, end)
    width = sum([words[number] + (gaps[number] if number > start else 0.0) for number in range(start, end)])
    if width + (tails[end] if tails and end < len(words) else 0.0) <= measure:
        for number in inner:
            allowed[number] = False
        return
    cuts = [number for number in inner if ties[number] <= level]
    for number in cuts:
        costs[number] = max(costs[number], _GIVING_WAY[level])
    if level < TIGHT:
        for first, last in zip([start, *cuts], [*cuts, end], strict=True):
            _hold(words, gaps, ties, first, last, level + 1, measure, tails, allowed, costs)


def width_of(words: Sequence[Word]) -> float:
    """The width of words on one line, in points."""
    return sum([word.width + (word.space.width if number and word.space else 0.0) for number, word in enumerate(words)])


def runs_of(words: Sequence[Word], level: int) -> Iterable[Sequence[Word]]:
    """The words between two places where what holds at least as firmly is not parted."""
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or words[end].tie < level:
            yield words[start:end]
            start = end
