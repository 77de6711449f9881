"""Numbers that would print as another number than the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from carefold.content.faults import Fault
from carefold.model.signs import UNSEEN

FIELD, CITED = "\x02", "\x03"
"""Stand for a field and for a citation among printed characters."""
_RAISABLE = "0123456789+-−–=()n"
_RAISED = str.maketrans(_RAISABLE, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")

FIELD_BESIDE = Fault("a number and a field, or two fields, would print as one.", "Put a space or words between them.")
CITED_BESIDE = Fault("a citation's number would print as one with this.", "Put the citation behind the next word.")


def raised_behind(before: str, words: str) -> str:
    """What is raised right behind a number, in signs that can't be read as a part of it: 10⁹; else empty."""
    beside = (
        re.search(r"\d[.,]?\Z", before) if words[0].isdecimal() else before[-1:].isdecimal() and words[1:].isdecimal()
    )
    return words.translate(_RAISED) if beside and not set(words) - set(_RAISABLE) else ""


def joined_numbers(line: str, printed: Sequence[tuple[str, int]]) -> Iterator[tuple[int, Fault]]:
    """Where digits that stand apart in the line would print side by side, or around a decimal's sign.

    `printed` has each character, and where it stands in the line.
    """
    seen = [(sign, at) for sign, at in printed if not UNSEEN.match(sign)]
    for (one, start), (other, end) in pairwise(seen):
        fault = _beside(one, other)
        if fault:
            yield end, fault
        elif one.isdecimal() and other.isdecimal() and _apart(line, start, end):
            yield end, _as_one(f"{one}{other}")
    for (one, start), (point, middle), (other, end) in zip(seen, seen[1:], seen[2:], strict=False):
        decimal = one.isdecimal() and point in ".," and other.isdecimal()
        if decimal and (_apart(line, start, middle) or _apart(line, middle, end)):
            yield end, _as_one(f"{one}{point}{other}")


def _beside(one: str, other: str) -> Fault | None:
    if FIELD in (one, other) and all(sign == FIELD or sign.isdecimal() for sign in (one, other)):
        return FIELD_BESIDE
    return CITED_BESIDE if one == CITED and other.isdecimal() else None


def _apart(line: str, start: int, end: int) -> bool:
    return line[start + 1 : end].strip("\\") != "" or end < start


def _as_one(number: str) -> Fault:
    hint = "Put a space between them, or the marks around the whole number; \\* prints a star, \\^ and \\~ themselves."
    return Fault(f"two numbers would print as one here: “…{number}…”.", hint)
