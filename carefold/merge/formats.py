"""How an export writes dates, times, numbers and codes, said by a pattern; nothing is guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Read: TypeAlias = Callable[[str], str | None]
"""Makes of an export's value ours; None for one that is not written so."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKENS = {
    "YYYY": r"(?P<year>\d{4})", "MMM": r"(?P<name>[A-Za-z]{3})", "MM": r"(?P<month>\d{2})", "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})", "D": r"(?P<day>\d{1,2})", "hh": r"(?P<hour>\d{2})", "h": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})", "ss": r"(?P<second>\d{2})", "AM": r"(?P<half>[AaPp])\.?[Mm]\.?",
}  # fmt: skip
_TOKEN = re.compile("|".join(_TOKENS) + "|.", re.DOTALL)
_NUMBERS = {
    "1234.5": (".", ""),
    "1234,5": (",", ""),
    "1,234.5": (".", ","),
    "1.234,5": (",", "."),
    "1 234,5": (",", " "),
}
HINT = (
    "Write a date or time with YYYY, MM or M, MMM (Jan), DD or D, hh or h, mm, ss, AM; a number as 1234.5, 1,234.5 or"
    " 1.234,5; codes as Y = yes, N = no."
)


def reader_of(written: str) -> Read | None:
    """What reads values that are written so; None for a pattern that says nothing, or leaves a day unsure."""
    if "=" in written:
        return _codes(written)
    if written in _NUMBERS:
        return _numbers(*_NUMBERS[written])
    return _moments(written)


def _codes(written: str) -> Read | None:
    pairs = [[side.strip() for side in pair.split("=")] for pair in written.split(",")]
    if any(len(pair) != 2 or not pair[0] for pair in pairs) or len({pair[0] for pair in pairs}) < len(pairs):
        return None
    codes = {theirs.casefold(): ours for theirs, ours in pairs}
    return lambda value: codes.get(value.casefold())


def _numbers(decimal: str, group: str) -> Read:
    grouped = rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|" if group else ""
    pattern = re.compile(rf"(-?)({grouped}\d+)(?:{re.escape(decimal)}(\d+))?", re.ASCII)

    def read(value: str) -> str | None:
        found = pattern.fullmatch(value)
        if not found:
            return None
        sign, whole, part = found.groups()
        whole = whole.replace(group, "") if group else whole
        return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"

    return read


@dataclass(frozen=True)
class _Moment:
    pattern: re.Pattern[str]
    has_day: bool
    has_time: bool

    def read(self, value: str) -> str | None:
        """An ISO date, HH:MM, or both with a T between them."""
        found = self.pattern.fullmatch(value)
        if not found:
            return None
        parts = {name: part for name, part in found.groupdict().items() if part}
        try:
            day = self._day(parts).isoformat() if self.has_day else ""
            return "T".join(filter(None, (day, self._time(parts) if self.has_time else "")))
        except ValueError:
            return None

    def _day(self, parts: dict[str, str]) -> datetime.date:
        name = parts.get("name", "").lower()
        month = _MONTHS.index(name) + 1 if name else int(parts["month"])
        return datetime.date(int(parts["year"]), month, int(parts["day"]))

    def _time(self, parts: dict[str, str]) -> str:
        hour, half = int(parts["hour"]), parts.get("half", "").lower()
        if half:
            if not 1 <= hour <= 12:
                raise ValueError("no hour of half a day")
            hour = hour % 12 + (12 if half == "p" else 0)
        return datetime.time(hour, int(parts.get("minute", 0)), int(parts.get("second", 0))).strftime("%H:%M")


def _moments(written: str) -> Read | None:
    tokens = _TOKEN.findall(written)
    names = [re.sub(r".*\?P<(\w+)>.*", r"\1", _TOKENS[token]) for token in tokens if token in _TOKENS]
    day = {"year", "day"} <= set(names) and ({"month", "name"} & set(names))
    some_day = {"year", "month", "name", "day"} & set(names)
    if len(set(names)) < len(names) or bool(some_day) != bool(day) or ("hour" in names) != ("minute" in names):
        return None
    if (not day and "hour" not in names) or any(token.isalpha() and token not in (*_TOKENS, "T") for token in tokens):
        return None
    pattern = "".join(_TOKENS.get(token, re.escape(token)) for token in tokens)
    return _Moment(re.compile(pattern, re.ASCII), bool(day), "hour" in names).read
