"""Numbers of doses that are easily misread. What a hint writes instead has the value that the author wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language
from carefold.review.rules.dose_units import unit
from carefold.review.rules.doses import DoseSentences
from carefold.review.subject import Worded

_ALONE = r"(?<![\w.,])"
_DIGIT = re.compile(r"\d")


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _grouped(written: str, sign: str) -> str:
    """A whole number in groups of three digits."""
    digits = _digits(written)
    first = len(digits) % 3 or 3
    return sign.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])


def _without_zeros(written: str, thousands: str) -> str:
    """A decimal without zeros at its end; what stood between its thousands becomes one sign, or nothing."""
    sign = max(written.rfind("."), written.rfind(","))
    decimals = written[sign + 1 :].rstrip("0")
    whole = re.sub(r"[.,]", thousands, written[:sign])
    return f"{whole}{written[sign]}{decimals}" if decimals else whole


def _apart(written: str) -> str:
    return re.sub(r"(?<=[\d.,])(?=[^\W\d_])", " ", written, count=1)


def _name_apart(written: str) -> str:
    return re.sub(r"(?<=[^\W\d_])(?=\d)", " ", written, count=1)


def _two_readings(written: str, decimal: str, thousands: str) -> str:
    """“2,300” as a whole number, or as a decimal: 2300, or 2,3."""
    whole = _grouped(written, thousands)
    return f"{whole}, or {_without_zeros(written, '').replace('.', decimal).replace(',', decimal)}"


def _with_point(written: str) -> str:
    return written.replace(",", ".")


def _turned(written: str, thousands: str) -> str:
    """Points between thousands and a comma before decimals, the other way round."""
    whole, _, decimals = written.partition(",")
    return f"{_grouped(whole, thousands)}.{decimals}"


_WAYS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "digits": _digits, "grouped": _grouped, "without-zeros": _without_zeros, "apart": _apart,
        "name-apart": _name_apart,
        "two-readings": _two_readings, "with-point": _with_point, "turned": _turned,
    }
)  # fmt: skip
"""How a number may be rewritten: each takes what was found, and the signs that the language names."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What is wrong, as an expression; `message` and `hint` may name what was found as {0}, and {1} is it rewritten."""

    code: str
    expression: re.Pattern[str]
    message: str
    hint: str
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    beside_dose: bool  # only in a sentence with a dose
    is_number: bool  # starts with one: where no digit is, there is nothing to find

    def rewritten(self, found: str) -> str:
        """What was found as it should be, or as it may be meant."""
        for way, signs in self.ways:
            found = _WAYS[way](found, *signs)
        return found


@kept
def _patterns(language: Language) -> tuple[_Pattern, ...]:
    known = language.stand_in
    between = rf"(?: ?(?:{known.source('to-or')}|[-–]) ?[\d.,]+)?"
    stand_for = {"<alone>": _ALONE, "<of dose>": rf"(?={between} ?-?{unit(known)})", "<unit>": unit(known)}
    return tuple(_pattern(said, stand_for) for said in _said(known))


def _said(known: Language) -> Iterator[Mapping[str, Any]]:
    """The patterns of a language, but for those that a variant of it has not."""
    listed = known.rules("dose-numbers").get("patterns", ())
    return (said for said in listed if known.tag not in said.get("not-in", ()))


def _pattern(said: Mapping[str, Any], stand_for: Mapping[str, str]) -> _Pattern:
    expression = said["expression"]
    for name, source in stand_for.items():
        expression = expression.replace(name, source)
    ways = tuple((way, tuple(signs)) for way, signs in said.get("rewritten", {}).items())
    return _Pattern(
        said["code"], re.compile(expression), said["message"], said["hint"], ways, bool(said.get("beside-dose")),
        said["expression"].startswith("<alone>"),
    )  # fmt: skip


def may_have_numbers(text: str, language: Language) -> bool:
    """Whether there may be such a dose: a quick look."""
    return any(pattern.expression.search(text) for pattern in _patterns(language) if not pattern.beside_dose)


def number_findings(subject: Worded) -> Iterator[Finding]:
    """Doses whose numbers are written dangerously."""
    for passage in subject.all_lines:
        doses, has_digit = DoseSentences(passage, {}), _DIGIT.search(passage.masked)
        for pattern in _patterns(subject.language):
            if pattern.is_number and not has_digit:
                continue
            for match in pattern.expression.finditer(passage.masked):
                if pattern.beside_dose and not doses.beside(match.start()):
                    continue
                found = match[0].strip()
                rewritten = pattern.rewritten(found)
                message, hint = pattern.message.format(found), pattern.hint.format(found, rewritten)
                yield finding(pattern.code, passage.place(match.start()), message, hint, passage.context.section)
