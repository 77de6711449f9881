"""Dates of CSL-JSON as each style prints them, in forms that citeproc-py sets well."""

from __future__ import annotations

from typing import Any, Literal

from carefold.model.moment import MONTHS, SEASONS, Day, Moment

StyleName = Literal["ama", "vancouver", "apa", "short"]


def issued(date: Moment, style: StyleName, year_only: bool) -> dict[str, Any]:
    """A date of publication. What is more than one plain day goes in words, which citeproc-py prints as they are."""
    years = _years(date)
    if date.words:
        return {"literal": date.words}
    if date.circa or len(set(years)) > 1 or min(years) < 1000:
        shown = "–".join(dict.fromkeys(_year(year) for year in years))
        return {"literal": f"ca. {shown}" if date.circa else shown}
    if year_only or style in ("vancouver", "short"):
        return {"date-parts": [[years[0]]]}
    if date.season and len(date.days[0]) == 1:
        season = SEASONS[date.season - 1]
        return {"literal": f"{years[0]}, {season}" if style == "apa" else f"{season} {years[0]}"}
    if len(date.days) > 1 and date.days[0] != date.days[1]:
        return {"literal": _range(date.days[0], date.days[1], style)}
    return {"date-parts": [list(date.days[0])]}


def accessed(date: Moment, style: StyleName) -> dict[str, Any]:
    """A date on which someone looked; Vancouver's order, year first, is not in citeproc-py's power."""
    if date.words:
        return {"literal": date.words}
    if style == "vancouver" or date.days[0][0] < 1000:
        return {"literal": in_order(date.days[0], style)}
    return {"date-parts": [list(date.days[0])]}


def in_order(day: Day, style: StyleName) -> str:
    """2026 Mar 4 in Vancouver; 2026, March 4 in APA; March 4, 2026 elsewhere."""
    year, month = _year(day[0]), MONTHS[day[1] - 1] if len(day) > 1 else ""
    number = str(day[2]) if len(day) > 2 else ""
    if style == "vancouver":
        return " ".join(filter(None, (year, month[:3], number)))
    named = " ".join(filter(None, (month, number)))
    if style == "apa":
        return ", ".join(filter(None, (year, named)))
    return f"{named}, {year}" if number else " ".join(filter(None, (named, year)))


def _range(first: Day, last: Day, style: StyleName) -> str:
    """Two days of one year: March–May 2020, March 4–6, 2020."""
    if min(len(first), len(last)) < 2:
        return str(first[0])
    start, end = ((MONTHS[day[1] - 1], str(day[2]) if len(day) > 2 else "") for day in (first, last))
    opening = " ".join(filter(None, start))
    closing = end[1] if start[0] == end[0] and end[1] else " ".join(filter(None, end))
    named = opening if opening == closing else f"{opening}–{closing}"
    if style == "apa":
        return f"{first[0]}, {named}"
    return f"{named}, {first[0]}" if start[1] or end[1] else f"{named} {first[0]}"


def _years(date: Moment) -> list[int]:
    return [day[0] for day in date.days] or [0]


def _year(year: int) -> str:
    return f"{-year} BC" if year < 0 else f"AD {year}" if year < 1000 else str(year)
