"""What phones dial, so that numbers can be compared however they are written, and found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from carefold.model import phones

_LOCAL, _AREA, _LEAST = 7, 3, 7  # digits: of a number without its area, of an area, of one that is no short line
_DASH = r"\-\u2010-\u2015\u2212"
_GAP = rf"[\s.()/·{_DASH}]{{0,3}}"
_FIRST = r"[2-9]\d{2}"  # of an area and of what follows it, in North America
_BETWEEN = rf"[ \u00a0\u202f.{_DASH}]"
_ADDRESS = r"https?://\S+|www\.\S+|\b10\.\d{4,9}/\S+"
_WRITTEN = re.compile(
    rf"(?P<skip>{_ADDRESS})"
    rf"|(?<![\w./{_DASH}])(?:"
    rf"(?P<abroad>\+\d{{1,3}}(?:{_BETWEEN}?\(?\d{{1,5}}\)?){{2,6}})"
    rf"|(?P<area>(?:\+?1{_BETWEEN}?)?(?:\({_FIRST}\){_BETWEEN}?|{_FIRST}{_BETWEEN}){_FIRST}{_BETWEEN}\d{{4}})"
    rf"|(?P<letters>1[-. ]8\d\d[-. ](?=[\dA-Z-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*)"
    rf"|(?P<local>{_FIRST}[.{_DASH}]\d{{4}}|{_FIRST}-[A-Z]{{4}})"
    rf"|(?P<bare>1?{_FIRST}{_FIRST}\d{{4}}|{_FIRST} \d{{4}})"
    rf")(?![\w{_DASH}]|[.,/]\d)"
)


class Dialled(NamedTuple):
    """A number without its country's 1 or the zeros before it, and its extension, if any."""

    digits: str
    extension: str = ""


class Written(NamedTuple):
    """A number in a text; one that is not `sure` may as well be another figure, where nobody says to call it."""

    start: int
    end: int
    number: Dialled
    sure: bool


@dataclass(frozen=True)
class PhoneBook:
    """Numbers that a clinic knows, and those that are no longer its own."""

    known: frozenset[Dialled] = frozenset()
    former: tuple[Dialled, ...] = ()

    def knows(self, number: Dialled) -> bool:
        """Whether it is one of them, with an area or without."""
        return any(same(number, one) for one in self.known)


def dialled(line: str) -> tuple[Dialled, ...]:
    """What is dialled for the numbers of a line that is of numbers only; nothing for any other."""
    return tuple(one.number for one in numbers_of(line))


def linked(href: str) -> Dialled | None:
    """The number that a link calls or writes to; None for a link that leads elsewhere."""
    return _of_uri(href.partition("?")[0]) if href.startswith(("tel:", "sms:")) else None


def same(one: Dialled, other: Dialled) -> bool:
    """Whether two numbers are one, with an area or without; extensions don't matter."""
    long, short = sorted((one.digits, other.digits), key=len, reverse=True)
    return long == short or (len(short) >= _LEAST and long.endswith(short))


def is_long(number: Dialled) -> bool:
    """Whether it is longer than emergency lines and what texts are sent to."""
    return len(number.digits) >= _LEAST


def numbers_in(text: str) -> Iterator[Written]:
    """What may be numbers in a text, in order."""
    for match in _WRITTEN.finditer(text):
        found = () if match["skip"] else dialled(match[0].replace("\u202f", " "))
        if len(found) == 1:
            sure = bool(match["abroad"] or match["area"] or match["letters"])
            yield Written(match.start(), match.end(), found[0], sure)


def former_in(text: str, former: Dialled) -> Iterator[Written]:
    """Where a text has a number, whatever stands between its digits, with its area or without."""
    masked = re.sub(_ADDRESS, lambda match: "\0" * len(match[0]), text)
    local = _GAP.join(former.digits[-_LOCAL:])
    behind = rf"(?=\D{{0,12}}{former.extension}(?!\d))" if former.extension else ""
    for match in re.finditer(rf"(?<!\d)([+(]?(?:\d{{1,4}}{_GAP}){{0,3}})({local})(?!\d){behind}", masked):
        before = re.findall(r"(\d+)\D", match[1])  # figures of the text, or an area
        is_whole = same(_plain(match[0]), former)
        if is_whole or (before and not match[1][-1].isdigit() and len(before[-1]) != _AREA):
            yield Written(match.start(1 if is_whole else 2), match.end(), former, True)
    for one in numbers_in(masked):
        if same(one.number, former) and re.search("[A-Z]", masked[one.start : one.end]):
            yield one


def numbers_of(line: str) -> Iterator[Written]:
    """The numbers of a line that is of numbers only; none for any other."""
    try:
        yield from (Written(one.start, one.end, _of_uri(one.uri), True) for one in phones.numbers(line))
    except ValueError:
        return


def _of_uri(uri: str) -> Dialled:
    number, _, extension = uri.partition(":")[2].partition(";ext=")
    return Dialled(_plain(number).digits, extension)


def _plain(written: str) -> Dialled:
    """A number without signs, zeros before it, and the 1 of North America."""
    digits = re.sub(r"\D", "", written).lstrip("0")
    return Dialled(digits.removeprefix("1") if len(digits) == len("1") + _AREA + _LOCAL else digits)
