"""The dates of CSL-JSON: parts as numbers or text, seasons, ranges, and dates written in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Day = tuple[int, ...]
"""Year, then month and day as far as they are known."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = ("Spring", "Summer", "Autumn", "Winter")

_PARTS_HINT = "`date-parts` must be numbers. Hint: write the year first: [[2024, 5, 31]]."
_ISO = re.compile(r"(-?\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T[\d:.+Z-]*)?")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_MONTH} )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}),? {_MONTH}(?: (?P<day>\d{{1,2}}))?",
    )
)
_CIRCA = re.compile(r"(?:(?:circa|ca?|about)\b\.?\s*)|[~?]$", re.IGNORECASE)
_NONE = re.compile(r"n\.?\s?d\.?|no date|undated|unknown", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a range of two, or words that are no date; `season` counts from 1, spring."""

    days: tuple[Day, ...] = ()
    season: int = 0
    circa: bool = False
    words: str = ""


def moment(value: Any) -> Moment | None:
    """What a CSL date says; None where it says nothing. ValueError, with a hint, where it can't be."""
    if isinstance(value, Mapping):
        return _from_map(value)
    if isinstance(value, list):
        raise ValueError("a list is no date. Hint: write the date alone: 2024-05-31.")
    return _from_text(" ".join(str(value).split())) if value not in (None, "") else None


def _from_map(value: Mapping[str, Any]) -> Moment | None:
    parts = value.get("date-parts")
    circa = str(value.get("circa") or "").lower() not in ("", "0", "false", "no")
    if not parts:
        text = next((value[key] for key in ("raw", "literal", "string") if value.get(key)), None)
        found = moment(text) if not isinstance(text, (Mapping, list)) else None
        return Moment(found.days, found.season, found.circa or circa, found.words) if found else None
    if not isinstance(parts, list) or not all(isinstance(date, list) for date in parts):
        raise ValueError(_PARTS_HINT)
    days = [day for day in map(_day, parts) if day]
    if len(days) > 2:
        raise ValueError("a date has one day or two, from and to. Hint: write [[2024, 5, 31]].")
    season = _season(value.get("season"))
    if days and len(days[0]) > 1 and days[0][1] > 12:
        season, days[0] = days[0][1] - 12 if days[0][1] < 20 else days[0][1] - 20, days[0][:1]
    return Moment(tuple(days), season, circa) if days else None


def _day(parts: list[Any]) -> Day:
    """One date: what is null, empty or 0 is unknown."""
    written = [str(part).strip() for part in parts if part not in (None, "")]
    if not all(re.fullmatch(r"-?\d{1,4}", part) for part in written[:1]):
        raise ValueError(_PARTS_HINT)
    if not all(re.fullmatch(r"\d{1,2}", part) for part in written[1:]):
        raise ValueError(_PARTS_HINT)
    numbers = [int(part) for part in written[:3]]
    kept = next((at for at, number in enumerate(numbers) if number == 0), len(numbers))
    return _checked(tuple(numbers[:kept]), seasons=True)


def _checked(day: Day, seasons: bool = False) -> Day:
    season = seasons and len(day) == 2 and (13 <= day[1] <= 16 or 21 <= day[1] <= 24)
    if len(day) > 1 and not (1 <= day[1] <= 12 or season):
        raise ValueError(f"there is no month {day[1]}. Hint: write year, month and day in this order: 2024-05-31.")
    if len(day) > 2 and not 1 <= day[2] <= 31:
        raise ValueError(f"there is no day {day[2]}. Hint: write year, month and day in this order: 2024-05-31.")
    return day


def _season(value: Any) -> int:
    written = str(value or "").strip().lower().replace("fall", "autumn")
    names = [name.lower() for name in SEASONS]
    if written in names:
        return names.index(written) + 1
    return int(written) % 20 if re.fullmatch(r"2?[1-4]", written) else 0


def _from_text(text: str) -> Moment | None:
    if not text or _NONE.fullmatch(text):
        return None
    plain = _CIRCA.sub("", text).strip() if not _word_of_month(text) else text
    for one in (_one(plain), _range(plain)):
        if one:
            return Moment(one.days, one.season, plain != text, one.words)
    return Moment(words=text)


def _word_of_month(text: str) -> bool:
    return bool(re.match(r"[A-Za-z]{3}", text)) and not re.match(r"circa|about", text, re.IGNORECASE)


def _range(text: str) -> Moment | None:
    for pattern in (r"\s*/\s*", r"\s*[–—]\s*", r"\s+-\s+", r"(?<=^\d{4})-(?=\d{4}$)"):
        ends = re.split(pattern, text)
        if len(ends) == 2 and (found := [_one(end) for end in ends]) and found[0] and found[1]:
            return Moment((*found[0].days, *found[1].days), found[0].season)
    return None


def _one(text: str) -> Moment | None:
    """A single date: 2024-05-31, 31 May 2024, May 31, 2024, Spring 2024."""
    if match := _ISO.fullmatch(text):
        return Moment((_checked(tuple(int(part) for part in match.groups() if part)),))
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(text)
        if match and (found := _named(match)):
            return found
    return None


def _named(match: re.Match[str]) -> Moment | None:
    year, name = int(match["year"]), (match["month"] or "").lower()
    if season := _season(name):
        return Moment(((year,),), season)
    month = next((at for at, full in enumerate(MONTHS, 1) if name and full.lower().startswith(name[:3])), 0)
    if month and (len(name) <= 4 or MONTHS[month - 1].lower() == name):
        day = (int(match["day"]),) if match["day"] else ()
        return Moment((_checked((year, month, *day)),))
    return None
