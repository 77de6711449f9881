"""The fixed words that carefold prints, and how a language writes dates and numbers; data in its language.yaml."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

PhraseName = Literal[
    "patient-information", "call-us", "turn-over", "our-website", "my-notes",
    "my-questions", "my-next-visit", "day-and-time", "where", "with-whom", "sources", "sources-at-desk",
    "our-patients",
    "main-point", "references", "references-short", "reference-link", "not-reviewed",
    "reviewed", "version", "updated", "code", "translation", "translated-by-machine", "left-behind", "next-review",
    "expired", "page",
    "note", "tip", "caution", "warning",
    "emergency", "phone", "after-hours", "hours", "address", "web", "email", "portal", "blank", "icon-array",
    "people", "dots", "tick-box", "back-to-text",
    "green", "yellow", "red", "what-to-do", "medicine", "medicine-shown", "medicines-shown",
    "continued", "morning", "noon", "evening", "bedtime", "own-words", "date",
    "qr-code", "bar-chart", "line-chart", "nothing", "do", "dont", "when", "where", "whom", "body-front", "body-back",
    "left", "right", "slip-title", "slip-record", "slip-opens", "slip-how", "list-as-of", "when-needed-for",
    "not-more-than", "last-given", "next-due", "new", "changed", "same", "stop-taking", "no-medicines", "no-rows",
    "letter", "neutral-title", "stack-title-turn", "stack-title-keep", "stack-aside", "stack-turn", "stack-keep",
    "stack-edge", "stack-on", "stack-arrow",
    "mail-note", "mail-open", "mail-questions", "mail-call", "mail-after-hours", "mail-emergency", "mail-attached",
    "mail-warning", "unreviewed", "draft", "draft-because",
    "withdrawn", "withdrawn-bin", "withdrawn-since", "withdrawn-why", "withdrawn-versions", "withdrawn-codes",
    "withdrawn-find", "withdrawn-cover", "withdrawn-no-codes", "withdrawn-until", "withdrawn-below", "withdrawn-by",
]  # fmt: skip


@dataclass(frozen=True)
class Formats:
    """How a language writes dates and numbers."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    long_date: str
    short_date: str
    thousands: str
    thousands_from: int
    decimal: str

    @staticmethod
    def of(said: Mapping[str, Any]) -> Formats:
        """What a language's file says."""
        return Formats(
            months=tuple(said["months"]),
            short_months=tuple(said["short-months"]),
            long_date=said["date"],
            short_date=said["short-date"],
            thousands=said["thousands"],
            thousands_from=said["thousands-from"],
            decimal=said["decimal"],
        )


@dataclass(frozen=True)
class Phrases:
    """One language's words, English where it has none of its own; `formats` is None for a language without a file."""

    language: str
    words: Mapping[str, str]
    formats: Formats | None

    def __getitem__(self, name: PhraseName) -> str:
        return self.words[name]

    def filled(self, name: PhraseName, /, **values: object) -> str:
        """A phrase with its {gaps} filled; KeyError when one is missing."""
        return self.words[name].format(**values)

    def date(self, day: datetime.date) -> str:
        """A date in full: November 23, 2026; year-month-day for a language without a file."""
        if self.formats is None:
            return day.isoformat()
        return self.formats.long_date.format(day=day.day, month=self.formats.months[day.month - 1], year=day.year)

    def short_date(self, day: datetime.date) -> str:
        """Month and year: Nov 2026; year-month for a language without a file."""
        if self.formats is None:
            return f"{day:%Y-%m}"
        return self.formats.short_date.format(month=self.formats.short_months[day.month - 1], year=day.year)

    def number(self, written: str) -> str:
        """Plain digits such as -1250.5 with the language's signs; unchanged for a language without a file."""
        if self.formats is None:
            return written
        whole, _, decimals = written.removeprefix("-").partition(".")
        if len(whole) >= self.formats.thousands_from:
            whole = f"{int(whole):,}".replace(",", self.formats.thousands)
        sign = "−" if written.startswith("-") else ""
        return f"{sign}{whole}{self.formats.decimal if decimals else ''}{decimals}"
