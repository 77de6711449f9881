"""Signs in a number, or in its unit, that nobody sees or that are taken for others: the ɡ of phonetics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from carefold.caches import kept
from carefold.content.advice import Advice
from carefold.languages.language import anywhere
from carefold.model.widthless import UNSEEN, USELESS

_LONGEST = 20  # signs of a unit that are looked at
_SIGNS = UNSEEN.pattern[1:-1]
_BEFORE = rf"(?<=\d)[{_SIGNS} \u00a0\u202f]{{0,{_LONGEST}}}"
_UNIT = re.compile(rf"{_BEFORE}((?:[^\W\d_]|[{_SIGNS}\u0300-\u036f\u3380-\u33df]){{1,{_LONGEST}}}+)")
_IN_NUMBER = re.compile(rf"(?<=\d){USELESS.pattern}+|(?<=\d[.,]){USELESS.pattern}+(?=\d)|{USELESS.pattern}+(?=[.,]?\d)")
_DIGITS = re.compile(r"[０-９𝟎-𝟿🯰-🯹]+")
_LOOKS = str.maketrans("ɡցɢмᴍсеоаркιіӏʟ", "gggmmceoapkiill")
"""Letters of phonetics, Armenian, Cyrillic and Greek, and the Latin ones for which they are taken in a unit."""


def disguised(text: str) -> Iterator[tuple[int, Advice]]:
    """What in the numbers of a text, and in the units behind them, is not what it looks like, and where it stands."""
    if text.isascii():
        return
    told = set[int]()
    for match in _IN_NUMBER.finditer(text):
        told.update(range(*match.span()))
        yield match.start(), _unseen(match[0][0], "number")
    for match in _DIGITS.finditer(text):
        hint = f"Write {unicodedata.normalize('NFKC', match[0])}."
        yield match.start(), Advice(f"“{match[0]}” (U+{ord(match[0][0]):04X}) has no digits of a keyboard.", hint)
    for match in _UNIT.finditer(text):
        if found := _in_unit(match, told):
            yield found


def _in_unit(match: re.Match[str], told: Container[int]) -> tuple[int, Advice] | None:
    written = unicodedata.normalize("NFC", UNSEEN.sub("", match[1]))
    meant = _plain(written)
    if not meant:
        return None
    text, between, end = match.string, match.start(1), match.end()
    if hidden := USELESS.search(text, match.start(), between) or UNSEEN.search(text, between, end):
        return None if hidden.start() in told else (hidden.start(), _unseen(hidden[0], "dose"))
    if meant == written:
        return None
    odd = next(at for at, sign in enumerate(match[1]) if not sign.isascii())
    sign = match[1][odd]
    return match.start(1) + odd, Advice(f"“{sign}” (U+{ord(sign):04X}) stands in a unit.", f"Write {meant}.")


def _plain(written: str) -> str:
    """The unit that a word is, or is taken for; empty for another word."""
    looks = unicodedata.normalize("NFKC", written).translate(_LOOKS)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", looks) if not unicodedata.combining(sign))
    return next((one for one in (written, looks, bare) if one.lower() in _units()), "")


def _unseen(sign: str, where: str) -> Advice:
    return Advice(f"a sign that nobody can see (U+{ord(sign):04X}) stands inside a {where}.", "Delete it.")


@kept
def _units() -> frozenset[str]:
    """The units of doses in all languages, in small letters."""
    return frozenset(unit.lower() for unit in anywhere("units"))
