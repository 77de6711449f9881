"""Numbers that would print as another number than the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from carefold.content.advice import Advice
from carefold.model.widthless import UNSEEN

FIELD, CITED = "\x02", "\x03"
"""Stand for a field and for a citation among printed characters."""
_RAISABLE = "0123456789+-−–=()n"
_RAISED = str.maketrans(_RAISABLE, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")

FIELD_BESIDE = Advice("a number and a field, or two fields, would print as one.", "Put a space or words between them.")
CITED_BESIDE = Advice("a citation's number would print as one with this.", "Put the citation behind the next word.")


def raised_behind(before: str, words: str) -> str:
    """What is raised right behind a number, in signs that can't be read as a part of it: 10⁹; else empty."""
    beside = (
        re.search(r"\d[.,]?\Z", before) if words[0].isdecimal() else before[-1:].isdecimal() and words[1:].isdecimal()
    )
    return words.translate(_RAISED) if beside and not set(words) - set(_RAISABLE) else ""


_SIDE_BY_SIDE = re.compile(
    rf"(?<=[\d{FIELD}])(?=[\d{FIELD}])|(?<={CITED})(?=[.,]?\d)|(?<=[\d{FIELD}])(?=[.,][\d{FIELD}])"
    rf"|(?<=\d[.,])(?=[\d{FIELD}])"
)


_DISGUISED = re.compile(r"(?<=\d)[\u0300-\u036f\u20d0-\u20f0]|(?<=\d)[ОоЗзбІӀΟο]|[ОоЗзбІӀΟο](?=\d)")


def _disguised(sign: str) -> Advice:
    """What changes a number's digit, or is taken for one: a stroke through it, a Cyrillic or Greek O."""
    what = f"“{sign}” (U+{ord(sign):04X}), which is no digit, stands beside"
    if not sign.isalpha():
        what = f"a sign (U+{ord(sign):04X}) stands over"
    return Advice(f"{what} a digit.", "Write the number in digits alone.")


def joined_numbers(line: str, printed: str, offsets: Sequence[int]) -> Iterator[tuple[int, Advice]]:
    """Where digits that stand apart in the line would print side by side, or around a decimal's sign.

    `offsets` says where each printed character stands in the line.
    """
    if UNSEEN.search(printed):
        seen = [at for at, sign in enumerate(printed) if not UNSEEN.match(sign)]
        printed, offsets = "".join(printed[at] for at in seen), [offsets[at] for at in seen]
    for match in () if printed.isascii() else _DISGUISED.finditer(printed):
        yield offsets[match.start()], _disguised(match[0])
    for match in _SIDE_BY_SIDE.finditer(printed):
        at = match.start()
        pair = printed[at - 1 : at + 1]
        if FIELD in pair or CITED in pair:
            yield offsets[at], FIELD_BESIDE if FIELD in pair else CITED_BESIDE
        elif not UNSEEN.sub("", gap := line[offsets[at - 1] + 1 : offsets[at]]) and gap:
            message = f"a sign that nobody can see (U+{ord(gap[0]):04X}) stands inside a number."
            yield offsets[at] - 1, Advice(message, "Delete it.")
        elif _apart(line, offsets[at - 1], offsets[at]):
            yield offsets[at], _as_one(printed[at - 1 - (pair[0] in ".,") : at + 1 + (pair[1] in ".,")])


def _apart(line: str, start: int, end: int) -> bool:
    return line[start + 1 : end].strip("\\") != "" or end < start


def _as_one(number: str) -> Advice:
    hint = "Put a space between them, or the marks around the whole number; \\* prints a star, \\^ and \\~ themselves."
    return Advice(f"two numbers would print as one here: “…{number}…”.", hint)
