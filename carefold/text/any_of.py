"""One expression for many words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest that can be, in whatever case; one that never matches for none.

    It looks at the first letter before it tries one word after the other, and at what they have in common only once.
    """
    written = sorted({str(word).lower() for word in words})
    first = "".join(sorted({re.escape(word[0]) for word in written}))
    return f"(?=[{first}]){_branches(written)}" if written else "(?!)"


def _branches(words: Iterable[str]) -> str:
    """An expression for any of some words, by their first letters; the empty one is tried last."""
    ends, others = dict[str, list[str]](), ""
    for word in words:
        if word:
            ends.setdefault(word[0], []).append(word[1:])
        else:
            others = "?"
    branches = "|".join([f"{re.escape(letter)}{_branches(rest)}" for letter, rest in ends.items()])
    return f"(?:{branches}){others}" if branches else ""
