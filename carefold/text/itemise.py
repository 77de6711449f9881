"""A text becomes runs that each have one script, one direction and one face, so that HarfBuzz can shape them.

Embeddings and levels of nesting are not known (UAX #9): what orders runs of both directions on a line needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal, TypeAlias, TypeVar

from carefold.caches import kept_of_text
from carefold.graphics.face import Face

T = TypeVar("T")
Direction: TypeAlias = Literal["ltr", "rtl"]

COMMON = "Zyyy"
"""The script of a text that belongs to none, such as a number (ISO 15924)."""
_OF_ITS_NEIGHBOURS = (COMMON, "Zinh", "Zzzz")
_DIRECTIONS: dict[str, Direction] = {"L": "ltr", "EN": "ltr", "AN": "ltr", "R": "rtl", "AL": "rtl"}
_PLAIN = re.compile("[\0-\u02b8\u2010-\u2027\u20a0-\u20bf\u2190-\u22ff]*").fullmatch  # Latin, or of no script


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """Characters of one script (ISO 15924) and direction, all of which one face has."""

    text: str
    script: str
    direction: Direction
    face: Face


def is_plain(text: str) -> bool:
    """Whether a text is quickly seen to be one run, from left to right, if one face has all of it."""
    return text.isascii() or _PLAIN(text) is not None


@kept_of_text
def itemise(text: str, faces: tuple[Face, ...], direction: Direction = "ltr") -> tuple[ScriptRun, ...]:
    """The runs of a text that stands among others of a direction; the first face that has a character is taken."""
    bases = _bases(text)
    kinds = zip(_scripts(bases), _directions(bases, direction), _faces(text, faces), strict=True)
    runs = groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0])
    return tuple(ScriptRun("".join(character for _, character in run), *kind) for kind, run in runs)


def direction_of(character: str) -> Direction | None:
    """Where writing with this character goes; None for a sign that follows its neighbours (UAX #9, 3.2)."""
    return _DIRECTIONS.get(unicodedata.bidirectional(character))


def _bases(text: str) -> list[str]:
    """For each character the one that it stands on: for a mark the letter before it."""
    return list(accumulate(text, _base))


def _base(before: str, own: str) -> str:
    return before if unicodedata.category(own).startswith("M") else own


def _scripts(characters: Sequence[str]) -> Iterable[str]:
    """What belongs to no script follows what is before it, or else what comes next (UAX #24, 5.1)."""
    from fontTools.unicodedata import script

    own = ["" if (found := script(character)) in _OF_ITS_NEIGHBOURS else found for character in characters]
    return _carried(own, next(filter(None, own), COMMON))


def _directions(characters: Sequence[str], around: Direction) -> list[Direction]:
    """A sign between two of one direction goes along with them, others with the text around (UAX #9, N1 and N2)."""
    own = [direction_of(character) for character in characters]
    before, after = _carried(own, around), _carried(own[::-1], around)[::-1]
    return [one if one == other else around for one, other in zip(before, after, strict=True)]


def _carried(own: Sequence[T | None], first: T) -> list[T]:
    """Each value, and where there is none the one before it."""
    return list(accumulate(own, lambda before, one: one or before, initial=first))[1:]


def has(face: Face, letter: str) -> bool:
    """Whether a face has a letter and its marks, each perhaps taken apart."""
    known = face.characters
    return all(ord(sign) in known or known.issuperset(map(ord, unicodedata.normalize("NFD", sign))) for sign in letter)


def letters_of(text: str) -> list[str]:
    """The characters of a text, each with the marks that stand on it."""
    letters = list[str]()
    for sign in text:
        if letters and unicodedata.category(sign).startswith("M"):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _faces(text: str, faces: Sequence[Face]) -> Iterator[Face]:
    """For each character the first face that has it with its marks; the first of all if none has."""
    for letter in letters_of(text):
        yield from [next((face for face in faces if has(face, letter)), faces[0])] * len(letter)
