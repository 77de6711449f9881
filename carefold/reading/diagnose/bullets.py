"""The signs with which Word, mail and Markdown start the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"([•‣◦▪▫●○■∙⁃➢➤►▸⦁\uf0b7\uf0a7]|[·–—−*](?=[ \t\u00a0])(?![–−][ \t\u00a0]*\d))[ \t\u00a0]*(?=\S)")
_LETTER_O = re.compile(r"(o)[ \t\u00a0]+(?=[A-ZÁÉÍÓÚÑ¿¡])")
_BOX = re.compile(r"(\[[ xX✓]?\]|[☐☑☒□❑❏❒])[ \t\u00a0]*(?=\S)")
_NUMBER = re.compile(r"(\(?(?:(\d{1,2})|([a-h]))[.)])[ \t\u00a0]+(?=\S)")
_DASH = re.compile(r"(-)(?: +(?=\S)|(?=[A-Za-z]))")

_MAY_BE_WORDS = "·–—−*o"

KINDS_OF_MARK = {"bullet": "list", "dash": "list", "box": "checklist", "number": "numbered"}
"""The block that each kind of sign makes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign before a text: its kind, the sign itself, what follows it, and a number's place in its row."""

    kind: str
    sign: str
    rest: str
    order: int = 0


def mark_of(line: str) -> Mark | None:
    """The sign that a line starts with."""
    text = line.strip()
    for kind, pattern in (("box", _BOX), ("bullet", _BULLET), ("bullet", _LETTER_O), ("dash", _DASH)):
        if found := pattern.match(text):
            return Mark(kind, found[1], text[found.end() :])
    if found := _NUMBER.match(text):
        order = int(found[2]) if found[2] else ord(found[3]) - ord("a") + 1
        return Mark("number", found[1], text[found.end() :], order)
    return None


def lines_of(text: str) -> list[str]:
    """The lines of a text; a single one with a round bullet before each item is taken apart."""
    lines = [line.strip() for line in text.strip().split("\n")]
    mark = mark_of(lines[0]) if len(lines) == 1 else None
    if mark and mark.kind == "bullet" and mark.sign not in _MAY_BE_WORDS:
        return [f"{mark.sign} {part.strip()}" for part in lines[0].split(mark.sign) if part.strip()]
    return lines


def sure(marks: list[Mark]) -> set[Mark]:
    """Those that are no accident: numbers and the letter o only where one follows the other."""
    orders = [mark.order for mark in marks if mark.kind == "number"]
    rising = len(orders) > 1 and all(second == first + 1 for first, second in pairwise(orders))
    letters = sum(mark.sign == "o" for mark in marks)
    return {mark for mark in marks if (mark.kind != "number" or rising) and (mark.sign != "o" or letters > 1)}


def items_of_lines(lines: list[str]) -> tuple[str, list[str]] | None:
    """The kind of the first sign, and the items; a line without a sign goes on with the item above it."""
    marks = [mark_of(line) for line in lines]
    found = sure([mark for mark in marks if mark])
    if not found or marks[0] not in found:
        return None
    items: list[str] = []
    for line, mark in zip(lines, marks, strict=True):
        if mark in found and mark:
            items.append(mark.rest)
        elif line.strip():
            items[-1] += f" {line.strip()}"
    return marks[0].kind, items
