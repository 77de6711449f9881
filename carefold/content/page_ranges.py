"""Ranges of pages: written in full, as most styles want them, or with only what changes, as Vancouver does."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(?<!\w)(\w+)\s*[-–—‐‑‒−]+\s*(\w+)")
_WORD = re.compile(r"^(?:pp?\.|pages?(?=\s))\s*", re.IGNORECASE)
_PAGE = re.compile(r"([A-Za-z]*)(\d+)([A-Za-z]*)")


def in_full(pages: str, between: str) -> str:
    """509–23 as 509-523 and e13--5 as e13-e15, with `between` as the sign in between."""
    return _RANGE.sub(lambda match: between.join(_ends(match[1], match[2])), pages)


def without_word(pages: str) -> str:
    """pp. 12-15 as 12-15: each style has a word of its own for them, or none."""
    return _WORD.sub("", pages)


def shortened(pages: str, between: str) -> str:
    """509-523 as 509-23, and e13-e115 as e13-115: only what changes is said again, unless a letter follows."""

    def short(match: re.Match[str]) -> str:
        first, last = _ends(match[1], match[2])
        start, end = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
        if not start or not end or start[1] != end[1] or start[3] or end[3]:
            return f"{first}{between}{last}"
        same = 0
        while len(start[2]) == len(end[2]) and same < len(end[2]) - 1 and start[2][same] == end[2][same]:
            same += 1
        return f"{first}{between}{end[2][same:]}"

    return _RANGE.sub(short, pages)


def _ends(first: str, last: str) -> tuple[str, str]:
    """Both pages in full: the second gets the letters and digits of the first that it leaves out."""
    start, end = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    if not start or not end or end[1] not in ("", start[1]):
        return first, last
    digits = end[2]
    if len(digits) < len(start[2]):
        longer = start[2][: len(start[2]) - len(digits)] + digits
        digits = longer if int(longer) > int(start[2]) else digits
    return first, f"{start[1]}{digits}{end[3]}" if int(digits) > int(start[2]) else last
