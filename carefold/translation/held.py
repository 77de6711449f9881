"""What a text holds that is the same in every language: numbers with their units, phones, citations, fields, links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from carefold.caches import kept
from carefold.languages.language import Language
from carefold.model.dialled import Dialled, linked, numbers_in

_CITED = re.compile(r"\[(@[^\][]{0,999})\]")
_FIELD = re.compile(r"\{\{\s{0,9}([\w.]{1,99})[^{}]{0,99}\}\}")
_TARGET = re.compile(r"\]\(\s{0,9}+<?([^)\s>]{1,2000}+)[^)]{0,99}+\)|(https://[^\s<>\"]+|www\.[^\s<>\"]+)")
_FRACTIONS = "¼½¾⅓⅔⅛⅜⅝⅞"
_NUMBER = re.compile(rf"\d+(?:[.,\u00a0\u202f]\d+| 000\b)*[{_FRACTIONS}]?|[{_FRACTIONS}]")
_UNITS = {
    **{one: one for one in ("mg", "mcg", "g", "kg", "mL", "L", "dL", "mEq", "mmol", "cm", "mm", "lb", "oz", "mmHg", "%",
                            "°F", "°C", "IU", "cc", "tsp", "tbsp")},
    "µg": "mcg", "μg": "mcg", "ug": "mcg", "gm": "g", "ml": "mL", "cc": "mL", "mLs": "mL", "UI": "IU",
    "° F": "°F", "° C": "°C", "lbs": "lb",
}  # fmt: skip
"""Signs of units, which are the same in all languages; what is spelled out is not compared."""
_UNIT = re.compile(rf"[\s\u00a0-]?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})"
                   r"((?: ?/ ?)(?:kg|dL|mL|ml|L|g|min|m²))?(?!\w)")  # fmt: skip
_HALF_DAY = 12 * 60


@dataclass(frozen=True)
class Number:
    """A number as it is written, what it may mean (a time of day in minutes), its unit's sign, and where it stands."""

    written: str
    value: str
    at: int
    unit: str = ""
    minutes: frozenset[int] = frozenset()
    wanted: bool = True  # one in words may stand for one in digits, and is not looked for by itself

    def means(self, other: Number) -> bool:
        """Whether both may be one number."""
        if self.minutes and other.minutes:
            return bool(self.minutes & other.minutes)
        if self.minutes or other.minutes:
            time, number = (self, other) if self.minutes else (other, self)
            return number.value in {str(hour) for one in time.minutes for hour in (one // 60, one // 60 % 12 or 12)}
        return self.written == other.written or self.value == other.value

    def has_unit_of(self, other: Number) -> bool:
        """Whether no other unit stands behind it."""
        return not (self.unit and other.unit) or self.unit == other.unit

    @property
    def shown(self) -> str:
        """With its unit, for people."""
        return f"{self.written} {self.unit}".strip()


@dataclass(frozen=True)
class Held:
    """What one text holds."""

    numbers: tuple[Number, ...]
    phones: tuple[Dialled, ...]
    cited: Counter[str]
    fields: Counter[str]
    links: tuple[str, ...]

    @property
    def critical(self) -> str:
        """Its numbers, units and phones in one line; empty for a text without."""
        numbers = (f"{sorted(one.minutes) or one.value}{one.unit}" for one in self.numbers if one.wanted)
        return " ".join((*numbers, *(one.digits for one in self.phones)))


def held(text: str, language: Language) -> Held:
    """What a text holds, written in a language."""
    cited = Counter(one.strip(" @") for match in _CITED.finditer(text) for one in match[1].split(";"))
    fields = Counter(match[1] for match in _FIELD.finditer(text))
    links = tuple(match[1] or match[2].rstrip(".,;:!?)") for match in _TARGET.finditer(text))
    plain = text
    for expression in (_CITED, _FIELD, _TARGET):
        plain = expression.sub(_blanked, plain)
    phones = [one for one in map(linked, links) if one]
    for one in numbers_in(plain):
        if one.sure or "-" in plain[one.start : one.end]:
            phones.append(one.number)
            plain = f"{plain[: one.start]}{' ' * (one.end - one.start)}{plain[one.end :]}"
    numbers = sorted((*_times(plain, language), *_in_words(plain, language)), key=lambda one: one.at)
    return Held(tuple(numbers), tuple(dict.fromkeys(phones)), cited, fields, links)


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _times(text: str, language: Language) -> Iterator[Number]:
    """Times of day, then the numbers of what is left."""
    for match in _clock(language).finditer(text):
        hour, minute = int(match["hour"] or match["full"]), int(match["minutes"] or match["rest"] or 0)
        if hour > 24 or minute > 59:
            continue
        at = hour * 60 + minute
        minutes = {at, (at + _HALF_DAY) % (2 * _HALF_DAY)} if not (match["am"] or match["pm"]) else {
            at % _HALF_DAY + (_HALF_DAY if match["pm"] else 0)
        }  # fmt: skip
        if (match["full"] and hour > 12) or match["full"] == "00":
            minutes = {at % (2 * _HALF_DAY)}
        yield Number(match[0].strip(), str(hour), match.start(), minutes=frozenset(minutes))
        text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    for match in _NUMBER.finditer(text):
        unit = _UNIT.match(text, match.end())
        sign = f"{_UNITS[unit[1]]}{(unit[2] or '').replace(' ', '')}" if unit else ""
        yield Number(match[0], value_of(match[0], language), match.start(), sign)


@kept
def _clock(language: Language) -> re.Pattern[str]:
    """A time with what says which half of the day, or with hour and minutes."""
    before, after = language.source("before-noon"), language.source("after-noon")
    return re.compile(
        rf"(?<![\d.,:/])(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minutes>[0-5]\d))?\s?(?:(?P<am>{before})|(?P<pm>{after}))"
        rf"|(?P<full>\d{{1,2}}):(?P<rest>[0-5]\d)(?![:\d]))",
        re.IGNORECASE,
    )


def _in_words(text: str, language: Language) -> Iterator[Number]:
    """Numbers in words; those of a dose are looked for as those in digits, but for one, which is an article too."""
    known = dict(language.pairs("numbers"))
    units = language.words("units")
    if not known:
        return
    listed = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)({listed})(?!\w)(?:[\s-]+(\w+))?", text, re.IGNORECASE):
        value = known.get(match[1].lower(), "")
        if value.isdecimal():
            yield Number(match[1], value, match.start(), wanted=value != "1" and match[2] in units)


def value_of(written: str, language: Language) -> str:
    """What a number means in a language, in one form: 1500, 1.5; a comma or a point may stand for either."""
    whole, fraction = written.rstrip(_FRACTIONS), written[len(written.rstrip(_FRACTIONS)) :]
    whole = re.sub(r"[ \u00a0\u202f]", "", whole)
    decimal = str(language.said.get("decimal", "."))
    signs = [sign for sign in whole if sign in ".,"]
    last = signs[-1] if signs else ""
    is_grouped = bool(last) and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole) is not None
    if len(set(signs)) == 1 and (len(signs) > 1 or (is_grouped and last != decimal)):
        whole = whole.replace(last, "")
    elif signs:
        first, _, rest = whole.rpartition(last)
        whole = f"{re.sub('[.,]', '', first)}.{rest}"
    value = float(whole or 0) + (unicodedata.numeric(fraction) if fraction else 0)
    return f"{value:.6f}".rstrip("0").rstrip(".")
