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
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FOREIGN = re.compile(r"[\u0400-\u052f\u0531-\u0587ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρ]")  # Cyrillic, Armenian, Greek that looks Latin
_LATINS = str.maketrans("АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһӏԁԛԝցΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρ",
                        "ABESIJKMHOPCTYXabesijkmhopctyxhldqwgABEZHIKMNOPTYXoivp")  # fmt: skip
_RUN_ON = re.compile(
    r"(?<![\w./,-])(?P<whole>[1-9])(?P<fraction>1/[2348]|2/3|3/[48])(?![\d/])[ \u00a0-]{0,2}(?P<unit>[^\W\d_]+)"
)
_LOOKS = _LATINS | str.maketrans("ɡɢᴍʟ", "ggml")
"""In a unit letters of phonetics are taken for Latin ones, too."""


def disguised(text: str) -> Iterator[tuple[int, Advice]]:
    """What in the numbers of a text, and in the units behind them, is not what it looks like, and where it stands."""
    yield from _halves(text)
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
            told.update(range(*match.span()))
            yield found
    yield from ((at, wrong) for at, wrong in mixed(text) if at not in told)


def mixed(text: str) -> Iterator[tuple[int, Advice]]:
    """Letters of one script in words of another, which look like that one's: Tаke with a Cyrillic а."""
    for match in () if text.isascii() else _WORD.finditer(text):
        foreign = list(_FOREIGN.finditer(match[0]))
        if foreign and (latin := _LATIN.search(match[0])):
            odd = foreign[0] if len(_LATIN.findall(match[0])) >= len(foreign) else latin
            name = unicodedata.name(odd[0], "").partition(" ")[0].capitalize()
            meant = match[0].translate(_LATINS)
            hint = (
                f"Write {meant}."
                if odd is not latin and not _FOREIGN.search(meant)
                else "Write the word anew, in letters of one script."
            )
            message = f"“{odd[0]}” (U+{ord(odd[0]):04X}) is a {name} letter in a word of other letters."
            yield match.start() + odd.start(), Advice(message, hint)


def _halves(text: str) -> Iterator[tuple[int, Advice]]:
    """A whole number and a fraction that stand as one: 21/2 tablets."""
    for match in _RUN_ON.finditer(text) if "/" in text else ():
        if match["unit"].lower() in _units():
            whole, fraction = match["whole"], match["fraction"]
            message = f"“{whole}{fraction}” reads as {whole}{fraction[0]} divided by {fraction[2:]}."
            yield match.start(), Advice(message, f"Write {whole} {fraction}, or the amount in words.")


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
