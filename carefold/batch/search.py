"""Finding a handout by words or by its code, as a person types them; shelf.js does the same in a browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What codes are written with: nothing that looks like I, L, O, 0 or 1."""
_LENGTH = 6
_MOST_UNSURE = 2  # signs of a code that may be misread


def folded(text: str) -> str:
    """A text in small letters without accents, as it is searched."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in parts if unicodedata.category(sign)[0] != "M")


def has_all(words: str, texts: Iterable[str]) -> bool:
    """Whether each of the words, or a part of a word, stands in one of the texts."""
    where = folded("\n".join(texts))
    return all(word in where for word in folded(words).split())


def plain_code(written: str) -> str:
    """A code in capitals, without what people put before it or between its signs."""
    words = [re.sub(r"[^0-9A-Z]", "", word) for word in written.upper().split()]
    return words[-1] if words and len(words[-1]) == _LENGTH else "".join(words)


def matching(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known codes that one may be: itself, or what fits where it has one or two signs that no code has."""
    if len(code) != _LENGTH or sum(sign not in SIGNS for sign in code) > _MOST_UNSURE:
        return ()
    shape = re.compile("".join(sign if sign in SIGNS else "." for sign in code))
    return tuple(sorted({one for one in known if shape.fullmatch(one)}))
