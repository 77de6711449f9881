"""Phone numbers: printed as a clinic writes them, and dialled as RFC 3966 has it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote

from carefold.caches import kept
from carefold.languages.language import anywhere

FORMS = "555-0123, (555) 555-0123 ext. 4, +44 20 7946 0958 or 1-800-FLOWERS"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
EMERGENCY = ("911", "988", "112", "999")  # of the US, of Europe
_GAP = r"(?: ?[-.] ?| )"
_NUMBER = re.compile(
    rf"(?:(?P<country>\+\d{{1,3}}|\(\+\d{{1,3}}\)|00\d{{1,3}}|0\d{{0,3}}|1){_GAP}?)?"
    rf"(?:\((?P<area>\d{{1,5}})\){_GAP}?)?"
    rf"(?P<rest>\+?[0-9A-Z]+(?:{_GAP}[0-9A-Z]+)*)"
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_SHORT = re.compile(r"[2-9]11|988|999|000|1\d\d|11\d{2,4}|13\d{4}")  # emergency lines and the like
_LEAST, _MOST = 7, 15
_PARAMETER = re.compile(r"ext=[0-9]{1,7}|phone-context=\+?[A-Za-z0-9.-]+")
_KEEPS_ZERO = "39"  # in Italy the zero before an area is dialled from abroad too


@kept
def _apart() -> re.Pattern[str]:
    """What stands between two numbers, in any language: a brand may be in several."""
    return re.compile(rf"\s*[,;/|·]\s*|\s+(?:{'|'.join(anywhere('between-numbers'))})\s+", re.IGNORECASE)


@kept
def _extension() -> re.Pattern[str]:
    word = rf"(?<![^\W\d_])(?:{'|'.join(anywhere('extension'))})[.:]?"
    return re.compile(rf"[\s,;]*\(?\s*(?:{word}|#)\s*(\d{{1,7}})(?:\s*\))?(?!\d)", re.IGNORECASE)


class Number(NamedTuple):
    """One number of a line: where it stands there, and what a phone dials."""

    start: int
    end: int
    uri: str


def numbers(written: str) -> tuple[Number, ...]:
    """The numbers in a line such as “555-0123 or 555-0124 ext. 4”; ValueError, with a hint, for anything else."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in written)
    if plain != written:
        hint = f"write {plain}." if is_number(plain) else f"write it like {FORMS}."
        raise ValueError(f"“{written}” has digits that a phone does not have. Hint: {hint}")
    line = written.translate(_DASHES)
    whole = _extension().sub(lambda found: "\0" * len(found[0]), line)
    starts = [0, *(gap.end() for gap in _apart().finditer(whole))]
    ends = [*(gap.start() for gap in _apart().finditer(whole)), len(line)]
    found = list[Number]()
    for start, end in zip(starts, ends, strict=True):
        uri = _uri(line[start:end])
        if not uri:
            raise ValueError(f"“{written}” is no phone number. Hint: {_hint(written)}")
        found.append(Number(start, end, uri))
    return tuple(found)


def tel(address: str) -> str:
    """What follows `tel:` in a link, as phones dial it; ValueError, with a hint, for several numbers and for none."""
    number, *parameters = unquote(address).split(";")
    found = numbers(number)
    if len(found) > 1 or any(not _PARAMETER.fullmatch(parameter) for parameter in parameters):
        raise ValueError("this is no tel: address. Hint: write one number, like tel:555-0100 or tel:555-0100;ext=4.")
    return ";".join((found[0].uri, *parameters))


def sms(address: str) -> str:
    """What follows `sms:` in a link: a number, also one of five or six digits, and perhaps `?body=`."""
    number, asked, query = unquote(address).partition("?")
    digits = re.sub(r"[-. ()]", "", number.translate(_DASHES))
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits) or (asked and not query.startswith("body=")):
        raise ValueError("this is no sms: address. Hint: write it like sms:988.")
    return f"sms:{digits}{asked}{quote(query, safe='=')}"


def is_number(written: str) -> bool:
    """Whether a line is of numbers and nothing else."""
    try:
        return bool(numbers(written))
    except ValueError:
        return False


def _hint(written: str) -> str:
    if written != written.upper() and re.search("[A-Za-z]", written) and is_number(written.upper()):
        return f"write letters that are dialled as capitals: {written.upper()}."
    return f"write it like {FORMS}."


def _uri(piece: str) -> str:
    """What is dialled for one number with its extension; empty for no number."""
    written = " ".join("".join(sign for sign in piece if unicodedata.category(sign) != "Cf").split())
    extension = _extension().search(written)
    if extension and extension.end() < len(written):
        return ""
    match = _NUMBER.fullmatch(written[: extension.start()] if extension else written)
    digits = _digits(match) if match else ""
    return f"tel:{digits}{f';ext={extension[1]}' if extension else ''}" if digits else ""


def _digits(match: re.Match[str]) -> str:
    """The digits of a number without the zero that only those inside the country dial; empty for a wrong amount."""
    country, area, rest = (re.sub(r"[^0-9A-Z+]", "", match[part] or "") for part in ("country", "area", "rest"))
    if "+" in rest and (country or area):
        return ""
    if area.startswith("0") and country.startswith(("+", "00")) and not country.endswith(_KEEPS_ZERO):
        area = area[1:]
    whole = f"{country}{area}{rest}"
    if re.search("[A-Z]", whole):
        return _spelled(whole)
    amount = len(whole.removeprefix("+"))
    return whole if _LEAST <= amount <= _MOST or _SHORT.fullmatch(whole) else ""


def _spelled(whole: str) -> str:
    """A number with letters in digits: 555-CARE, 555-555-CARE, 1-800-FLOWERS; empty where the letters are words
    beside a number.
    """
    first = re.search("[A-Z]", whole)
    before = whole[: first.start()].removeprefix("+") if first else ""
    amount = len(whole.removeprefix("+"))
    long = amount in (11, 12) and before.startswith("1") and 1 < len(before) <= _LEAST
    right = long or (amount in (7, 10) and 3 <= len(before) <= 6)
    return whole.translate(_KEYPAD) if right and not _SHORT.fullmatch(before) else ""
