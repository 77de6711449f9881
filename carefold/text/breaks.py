"""Where a text may break: between words, at hyphens, soft or hard, and if it must in addresses and at firm spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from carefold.caches import kept_of_text
from carefold.spelling import FIRM, GAPS, JOINERS, printed


class Joint(NamedTuple):
    """What lies between two parts of a text.

    `cost` is the badness of a line that ends there. Where the line goes on, `seamless` parts are one word.
    """

    cost: float = 0.0
    hyphen: bool = False  # drawn where a line ends
    seamless: bool = False


OPEN = Joint()
SOFT = Joint(0.12, hyphen=True, seamless=True)
CHANCE = Joint(seamless=True)
AT_SLASH, IN_ADDRESS = Joint(1.0, seamless=True), Joint(4.0, seamless=True)
FIRM_SPACE = Joint(25.0)


class Part(NamedTuple):
    """A stretch that no line ends in, and what lies before it; a space before it, if any, is there to be drawn."""

    text: str
    joint: Joint
    offset: int  # in the source, of the word that it belongs to
    is_space: bool = False
    is_usual: bool = False  # a word of plain letters, which stands alone and is drawn as it is written


_SPACE = f"[{JOINERS}]{{0,3}}[{GAPS}{FIRM}]+[{JOINERS}]{{0,3}}"
_USUAL = f"[(“]*[A-Za-z0-9’]+[,.;:!?)”’]*(?={_SPACE}|\\Z)"  # nothing in it to break at, or to draw otherwise
_TOKENS = re.compile(f"(?P<usual>{_USUAL})|(?P<space>{_SPACE})|(?:(?!{_SPACE}).)+", re.DOTALL)
_MUST_HOLD = re.compile(f"[{JOINERS}]|^[{FIRM}]+$")
_SOFT = re.compile("((?<![\\d\u00ad\u200b])[\u00ad\u200b]+|[\u00ad\u200b]++(?!\\d))")  # never inside a number
_OPEN = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010])(?=[^\W\d_]{2})"  # not “X- / ray”, nor “CBT- / I”
    r"|(?<=[^\W\d_][–—/])(?=[^\W\d_])|(?<=[^\d/]/)(?=[^\d/\s])"
)
_NO_HYPHEN_AFTER = ("-", "\u2010", "\u2011", "–", "—", "/")
_ADDRESS = re.compile(r"https?://|www\.|\w@[\w.-]+\.\w|[\w-]\.[a-z]{2,}(?:[/?:]|\W*$)")
_IN_ADDRESS = re.compile(r"(?<=/)(?=\w)|(?<=\w)(?=[.-]\w)")  # after a slash, else before the sign, as AMA has it


@kept_of_text
def parts_of(text: str) -> tuple[Part, ...]:
    """A text in parts, as they are drawn; its spaces are parts of their own."""
    return parts_anew(text)


def parts_anew(text: str) -> tuple[Part, ...]:
    """The same, which is not kept."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    for match in _TOKENS.finditer(text):
        token, start = match[0], match.start()
        if match.lastgroup == "usual":
            yield Part(token, OPEN, start, is_usual=True)
        elif match.lastgroup == "space":
            firm = token != " " and _MUST_HOLD.search(token)
            yield Part(token.strip(JOINERS), FIRM_SPACE if firm else OPEN, start, True)
        else:
            yield from _of_word(token, start)


def _of_word(token: str, start: int) -> Iterator[Part]:
    if token.isascii() and "." not in token and ":" not in token:  # no address, and nothing soft
        yield from (Part(stretch, OPEN, start) for stretch in _OPEN.split(token))
        return
    plain = printed(token)
    if _ADDRESS.search(plain):
        yield from (Part(piece, joint, start) for piece, joint in _address(plain))
        return
    joint, before = OPEN, ""
    for number, piece in enumerate(_SOFT.split(token)):
        if number % 2:
            joint = SOFT if "\u00ad" in piece and not before.endswith(_NO_HYPHEN_AFTER) else CHANCE
            continue
        before = piece
        for part, stretch in enumerate(_OPEN.split(unicodedata.normalize("NFC", piece))):
            yield Part(printed(stretch), OPEN if part else joint, start)


def _address(word: str) -> Iterator[tuple[str, Joint]]:
    """An address cut where it may go over lines: never at a soft hyphen."""
    joint = OPEN
    for piece in _IN_ADDRESS.split(word):
        yield piece, joint
        joint = AT_SLASH if piece.endswith("/") else IN_ADDRESS


def hyphened(parts: Sequence[Part], number: int) -> bool:
    """Whether a line that ends after this part ends in a hyphen."""
    return number + 1 < len(parts) and parts[number + 1].joint.hyphen


def letters(word: str) -> list[int]:
    """Where a word may be cut if nothing else helps: never before a mark that stands on the letter before it."""
    ends = [at for at in range(1, len(word)) if not unicodedata.combining(word[at])]
    return [*ends, len(word)]
