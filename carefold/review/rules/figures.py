"""Numbers of doses that are easily misread. What a hint writes instead has the value that the author wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.review.rules.dose_units import UNIT
from carefold.review.subject import Subject

_RANGE = r"(?: ?(?:to|or|a|o|[-–]) ?[\d.,]+)?"
_OF_DOSE = rf"(?={_RANGE} ?-?{UNIT})"
_ALONE = r"(?<![\w.,])"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is wrong, as an expression; `message` and `hint` may name what was found as {0}, and {1} is it rewritten."""

    code: str
    expression: re.Pattern[str]
    message: str
    hint: str
    rewritten: Callable[[str], str] = str


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _grouped(sign: str) -> Callable[[str], str]:
    """A whole number in groups of three digits."""

    def grouped(written: str) -> str:
        digits = _digits(written)
        first = len(digits) % 3 or 3
        return sign.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])

    return grouped


def _without_zeros(thousands: str) -> Callable[[str], str]:
    """A decimal without zeros at its end; what stood between its thousands becomes one sign, or nothing."""

    def without_zeros(written: str) -> str:
        sign = max(written.rfind("."), written.rfind(","))
        decimals = written[sign + 1 :].rstrip("0")
        whole = re.sub(r"[.,]", thousands, written[:sign])
        return f"{whole}{written[sign]}{decimals}" if decimals else whole

    return without_zeros


def _apart(written: str) -> str:
    return re.sub(r"(?<=[\d.,])(?=[^\W\d_])", " ", written, count=1)


def _two_readings(decimal: str, thousands: str) -> Callable[[str], str]:
    """“2,300” as a whole number, or as a decimal: 2300, or 2,3."""

    def readings(written: str) -> str:
        whole = _grouped(thousands)(written) if thousands else _digits(written)
        return f"{whole}, or {_without_zeros('')(written).replace('.', decimal).replace(',', decimal)}"

    return readings


def _with_point(written: str) -> str:
    return written.replace(",", ".")


def _turned(written: str) -> str:
    whole, _, decimals = written.partition(",")
    return f"{_grouped(',')(whole)}.{decimals}"


_EITHER = "“{0}” can be read in two ways, one a thousand times the other."
_WHICH = "Write {1}: the one that is meant."
_NO_ZERO = Pattern(
    "CF131", re.compile(r"(?<![\w.,\ufffc])[.]\d+"),
    "“{0}” has no zero before its point; without it the point is overlooked.", "Write “0{0}”.",
)  # fmt: skip
_TOGETHER = Pattern(
    "CF136", re.compile(rf"{_ALONE}\d[\d.,]*(?i:mgs?|mcgs?|mls?|units?|unidades|meq)\b"),
    "“{0}”: number and unit run together, and the m is misread as zeros.", "Put a space between them: “{1}”.", _apart,
)  # fmt: skip
_SIGN = Pattern(
    "CF138", re.compile(r"(?<!\w)[<>≤≥]=? ?(?=\d)|(?<![\w@])@ ?(?=\d)"),
    "the sign “{0}” is easily misread.", "Write “less than”, “more than”, “at least”, “at most” or “at”.",
)  # fmt: skip
_ENGLISH = (
    _NO_ZERO,
    Pattern(
        "CF132", re.compile(rf"{_ALONE}(?![1-9]\d{{0,2}}\.\d{{3}}(?!\d))\d+(?:,\d{{3}})*\.\d*0(?!\d){_OF_DOSE}"),
        "“{0}” ends in a zero after the point; without the point it is ten times as much.", "Write “{1}”.",
        _without_zeros(","),
    ),
    _TOGETHER,
    Pattern(
        "CF137", re.compile(rf"{_ALONE}[1-9]\d{{3,}}{_OF_DOSE}"),
        "“{0}” is hard to read at a glance.", "Write it with a comma: {1}.", _grouped(","),
    ),
    _SIGN,
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}\.\d\d0{_OF_DOSE}"),
        _EITHER, _WHICH, _two_readings(".", ","),
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}\d+,\d{{1,2}}(?![\d.,]*\d){_OF_DOSE}"),
        "“{0}” can be read as one number or as two, and its comma is overlooked.",
        "If it is a decimal, write {1}; if there are two numbers, write “or” or “and” between them.", _with_point,
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}(?!\d|[.,]\d){_OF_DOSE}"),
        "“{0}” has points between its thousands, and may be read as a decimal.", "Write {1}.", _grouped(","),
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}(?:\.\d{{3}})+,\d+(?![.,]?\d){_OF_DOSE}"),
        "“{0}” has its point and its comma where English has them the other way round.", "Write {1}.", _turned,
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}(?:\d+,\d{{4,}}|\d{{4,}},\d{{3}})(?![.,]?\d){_OF_DOSE}"),
        "“{0}” has its comma where no thousands end.", "Count its digits, and write the number that is meant.",
    ),
)  # fmt: skip
_SPANISH = (
    Pattern(
        "CF131", re.compile(rf"(?<![\w.,\ufffc])[.,]\d+(?=[ ]?(?:%|{UNIT}))"),
        "“{0}” has no zero before its comma; without it the comma is overlooked.", "Write “0{0}”.",
    ),
    Pattern(
        "CF132", re.compile(
            rf"{_ALONE}(?![1-9]\d{{0,2}}[.,]\d{{3}}(?![\d.,]*\d))"
            rf"\d+(?:(?:\.\d{{3}})*,\d*0|(?:,\d{{3}})*\.\d?0)(?!\d){_OF_DOSE}"
        ),
        "“{0}” ends in a zero after the comma; without the comma it is ten times as much.", "Write “{1}”.",
        _without_zeros(""),
    ),
    _TOGETHER,
    Pattern(
        "CF137", re.compile(rf"{_ALONE}[1-9]\d{{4,}}{_OF_DOSE}"),
        "“{0}” is hard to read at a glance.", "Write it with a space before every three digits: {1}.", _grouped(" "),
    ),
    _SIGN,
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}[.,]\d\d0(?![.,]?\d){_OF_DOSE}"),
        _EITHER, _WHICH, _two_readings(",", ""),
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}[.,]\d\d[1-9](?![.,]?\d){_OF_DOSE}"),
        _EITHER, "If it is a whole number, write {1}; if it is a decimal, round it, or take a smaller unit.", _digits,
    ),
    Pattern(
        "CF139", re.compile(rf"{_ALONE}[1-9]\d{{0,2}}(?:(?:\.\d{{3}}){{2,}}|(?:,\d{{3}}){{2,}})(?![.,]?\d){_OF_DOSE}"),
        "“{0}” may be read as a decimal.", "Write it with spaces: {1}.", _grouped(" "),
    ),
)  # fmt: skip


def number_findings(subject: Subject) -> Iterator[Finding]:
    """Doses whose numbers are written dangerously."""
    patterns = _SPANISH if subject.language.code == "es" else _ENGLISH
    for passage in subject.all_lines:
        for pattern in patterns:
            for match in pattern.expression.finditer(passage.masked):
                found = match[0].strip()
                rewritten = pattern.rewritten(found)
                message, hint = pattern.message.format(found), pattern.hint.format(found, rewritten)
                yield finding(pattern.code, passage.place(match.start()), message, hint, passage.context.section)
