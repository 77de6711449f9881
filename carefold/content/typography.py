"""Typewriter signs to printer's signs: curly quotes, dashes, ellipses; quotation marks are the language's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from carefold.languages.language import Language

_APOSTROPHE = "’"
_DAYS = re.compile(r"(?<=[^\W\d_])-(?=[A-ZÁ-Ú])|(?<=\d)-(?=\d)(?!(?<=(?<!\d)\d{3}-)\d{3}|\d{3}-)")  # not in 555-0100
_SIGNS = re.compile(r"""["']|(?<=\s)-(?=\s)|\.{3}""")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{/—–“‘«")


def set_signs(text: str, language: str, before: str = "", after: str = "") -> list[tuple[int, int, str]]:
    """The changes to make: start and end in the text, and the sign to set there.

    `before` and `after` are the characters around the text, or empty at a paragraph's ends.
    """
    changes: list[tuple[int, int, str]] = []
    quotes = Language.of(language).quotes
    previous = (-1, "")  # where the last sign stands, and what it became
    for match in _SIGNS.finditer(text):
        start, end = match.span()
        left = previous[1] if previous[0] == start - 1 else text[start - 1 : start] or before
        sign = _sign(match[0], left, text[end : end + 1] or after, quotes)
        changes.append((start, end, sign))
        previous = (start, sign)
    return changes


def polished(line: str, language: str) -> str:
    """A line of plain text with printer's signs."""
    if not _SIGNS.search(line):
        return line
    for start, end, sign in reversed(set_signs(line, language)):
        line = line[:start] + sign + line[end:]
    return line


def hours(line: str, language: str) -> str:
    """Opening hours: days are joined by a dash too, as in Mon–Fri."""
    return _DAYS.sub("–", polished(line, language))


def _sign(written: str, left: str, right: str, quotes: Sequence[str]) -> str:
    if written == "-":
        return "–"
    if written == "...":
        return "…"
    opens = (not left or left in _BEFORE_OPENING) and bool(right) and not right.isspace()
    if written == "'":
        if not opens or right.isdigit():
            return quotes[3] if quotes else _APOSTROPHE if left.isalnum() and right.isalnum() else written
        return quotes[2] if quotes else written
    return (quotes[0] if opens else quotes[1]) if quotes else written
