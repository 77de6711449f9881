"""What a text says, whatever signs it is written with: letters composed, nothing without width, one hyphen, one space.

For what is read and searched: the PDF's text, its title and bookmarks, and comparisons with them.
"""

from __future__ import annotations

import re
import unicodedata

BLANK = "\ufffc"  # stands in a text for what is filled in by hand
JOINERS = "\u2060\ufeff"  # no line may end beside them
GAPS = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"  # spaces, as a class of a pattern
FIRM = "\u00a0\u2007\u202f"  # spaces that no line ends at
_INVISIBLE = re.compile(  # Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties), and U+200B
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_HYPHENS = re.compile("[\u2010\u2011]")
_FIRM_SPACES = re.compile(f"[{FIRM}]")


def printed(text: str) -> str:
    """The signs that are drawn: composed (NFC), hyphens as the font has one, without signs of no width."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _HYPHENS.sub("-", _INVISIBLE.sub("", text)))


def spelled(text: str) -> str:
    """The signs that are read out and found: those that are drawn, with plain spaces for no-break spaces."""
    return text if text.isascii() else _FIRM_SPACES.sub(" ", printed(text))


def comparable(text: str) -> str:
    """A text for comparisons: compatibility forms resolved (NFKC), one plain space wherever there is white space."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", spelled(text))).split())
