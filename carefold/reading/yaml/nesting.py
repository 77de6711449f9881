"""How deep brackets stand inside each other, where libyaml gave up before it said so (1 000 levels since 0.2.6)."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|(?P<opens>[\[{])|(?P<closes>[\]}])")


def bracket_beyond(text: str, end: int, most: int) -> int | None:
    """The offset of the first bracket, up to `end`, that is open inside more than `most` others."""
    depth = 0
    for found in _BRACKETS.finditer(text, 0, end + 1):
        if found["opens"]:
            depth += 1
        elif found["closes"]:
            depth = max(depth - 1, 0)
        if depth > most:
            return found.start()
    return None
