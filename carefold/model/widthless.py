"""Signs without width, which nobody sees in an editor, and texts brought into one form (Unicode's NFC)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BREAKS = "\u00ad\u200b\u2060"
"""Where a word may break, with a hyphen and without one, and where it may not."""
_USELESS = "\u034f\u180b-\u180f\u200c\u200d\u2061-\u2064\ufe00-\ufe0f\U000e0100-\U000e01ef"
USELESS = re.compile(f"[{_USELESS}]")
"""Variants of signs, and joiners of other scripts: of no use in a handout, and no harm."""
UNSEEN = re.compile(f"[{BREAKS}{_USELESS}]")
"""All that has no width and may stand in a text."""
HARMFUL = (
    "\u061c\u200e\u200f\u202a-\u202e\u2065-\u206f\ufdd0-\ufdef\ufff0-\ufffb\ue000-\uf8ff"
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5\U000e0000-\U000e00ff\U000f0000-\U0010ffff"
)
"""For a pattern: what turns the direction of text around, hides text, or means another sign in each font; and fillers
of other scripts, which an editor shows as a space and no page has.
"""


def composed(text: str, dropped: re.Pattern[str] = UNSEEN) -> tuple[str, Sequence[int]]:
    """The text in NFC without the dropped signs, and for each character where its letter stands in the text."""
    if text.isascii() or (not dropped.search(text) and unicodedata.is_normalized("NFC", text)):
        return text, range(len(text))
    kept = [at for at, sign in enumerate(text) if not dropped.match(sign)]
    made: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(kept):
        end = start + 1
        while end < len(kept) and unicodedata.combining(text[kept[end]]):
            end += 1
        letter = unicodedata.normalize("NFC", "".join(text[at] for at in kept[start:end]))
        made.append(letter)
        offsets += [kept[start]] * len(letter)
        start = end
    return "".join(made), offsets
