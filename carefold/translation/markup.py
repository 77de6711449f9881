"""A text in pieces for translators: words, and what is the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PROTECTED = re.compile(
    r"(?P<field>\{\{[^{}]{0,199}\}\})|(?P<citation>\[@[^\][]{0,999}\])|(?P<bold>\*\*)"
    r"|(?P<link>\]\([^)]{0,2000}\)|\[(?=[^\][@][^\][]{0,500}\]\())"
)


class Piece(NamedTuple):
    """Words, or with a kind what is not to be changed."""

    text: str
    kind: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text, which make it up again."""
    done = 0
    for match in _PROTECTED.finditer(text):
        if match.start() > done:
            yield Piece(text[done : match.start()])
        yield Piece(match[0], str(match.lastgroup))
        done = match.end()
    if done < len(text):
        yield Piece(text[done:])


def protected(text: str) -> tuple[str, ...]:
    """What is not to be changed, in order; a number from 1 stands for each."""
    return tuple(piece.text for piece in pieces(text) if piece.kind)
