"""Signs that nobody sees, or that turn round what stands beside them, are spelled out wherever something is told.

A PDF's title or a file's name is anybody's text: it could clear a terminal, hide an ending, or start a line of its own.
"""

from __future__ import annotations

import json
import re
from typing import Any

_KEPT = "\u200c\u200d"  # they join letters and emoji
# Control signs; signs of format; ends of lines; halves of pairs; what Unicode says is no character.
_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_NO_CHARACTER = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
_LATER = f"\x7f-\x9f\u2028\u2029\ud800-\udfff{_FORMAT}{_NO_CHARACTER}"
_HIDDEN = re.compile(f"[\x00-\x1f{_LATER}]")
_HIDDEN_IN_LINES = re.compile(f"[\x00-\x09\x0b-\x1f{_LATER}]")


def visible(text: str) -> str:
    """A text in one line, hidden signs as ‹U+202E›."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda found: found[0] if found[0] in _KEPT else f"‹U+{ord(found[0]):04X}›", text)


def visible_json(data: Any) -> str:
    """Data as JSON that says the same, and has hidden signs escaped (RFC 8259, 7)."""
    written = json.dumps(data, ensure_ascii=False, indent=2)
    return _HIDDEN_IN_LINES.sub(lambda found: found[0] if found[0] in _KEPT else json.dumps(found[0])[1:-1], written)
