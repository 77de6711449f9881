"""The words of a plain text, and what in it is no words: addresses of the web and of mail, phone numbers, blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carefold.model.addresses import MAIL_IN_TEXT

BLANK = "\ufffc"
"""Stands for what is no words; as long as what it stands for."""

_ADDRESS = rf"https?://\S+|www\.\S+|{MAIL_IN_TEXT}"
_SITE = r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|mil|info|health|example|uk|us|ca|es|mx)\b(?:/\S*)?"
_PHONE = r"(?<![\w.])(?:\+?\d{1,3}[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?!\w)"
ADDRESSES = re.compile(rf"{_ADDRESS}|{_SITE}", re.IGNORECASE)
PHONE = re.compile(_PHONE)
_NO_WORDS = re.compile(rf"{_ADDRESS}|{_SITE}|{_PHONE}", re.IGNORECASE)
_SAID = re.compile(
    r"\((?:(?:[Ss]ay|[Ss]aid|[Pp]ronounced)[: ]+)?[“\"]?(?=[^()]{0,60}?[A-Z]{2})"
    r"[A-Za-z]{1,8}(?:-[A-Za-z]{1,8}){2,9}[”\"]?\)"
)
"""How a word is said: (hi-per-TEN-shun)."""
AFTER = ".,;:!?)]”’'\""
_SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000), " ")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-–'’][^\W_]+)*|\d[\d.,:/]*(?<![.,:/])(?:[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a number, and where it stands in its text; `low` is it in small letters with a straight apostrophe."""

    text: str
    start: int
    low: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it starts with a digit."""
        return self.text[0].isdigit()


def masked(text: str) -> str:
    """The text with addresses and phone numbers blotted out, and every kind of space a plain one; offsets stay."""
    text = text.translate(_SPACES)
    if "-" in text and "(" in text:
        text = _SAID.sub(_blot, text)
    return _NO_WORDS.sub(_blot, text) if any(sign in text for sign in "@.-/") else text


def _blot(match: re.Match[str]) -> str:
    kept = match[0].rstrip(AFTER)
    return BLANK * len(kept) + match[0][len(kept) :]


def words(text: str) -> list[Word]:
    """The words of a masked text."""
    return [Word(found[0], found.start(), found[0].lower().replace("’", "'")) for found in _WORD.finditer(text)]
