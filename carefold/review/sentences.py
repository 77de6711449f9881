"""Where the sentences of a masked text are: full stops of short forms, decimals and times do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.languages.language import Language

_END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]»]*+(?=\s)")
_LAST_FORM = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?= $)")
_OPENERS = re.compile(r"[“‘\"'(\[«¿¡—–\- ]*")
_CLOSERS = ("”", "’", '"', "'", ")", "]", "»")
_LONGEST = 40
"""Characters before an end sign, at most, that make a short form, or the word before it."""


def spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a text without an end sign is one."""
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match, language):
            yield _trimmed(text, start, match.end())
            start = match.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def _ends(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a sentence ends at some end sign: small letters go on, and so does what follows a short form."""
    opening = _OPENERS.match(text, match.end())
    after = text[opening.end() : opening.end() + 1] if opening else ""
    if match[0].rstrip("”’\"')]»")[-1:] in ("?", "!") and after:
        return not (match[0][-1:] in _CLOSERS and after.islower())  # “Does it hurt?” she asks
    if after.islower():
        return False
    if match[0] != ".":
        return True
    form = _LAST_FORM.search(text, max(0, match.start() - _LONGEST), match.start())
    low = form[0].lower() if form else ""
    if low in language.words("abbreviations"):
        return low in language.words("before-digits") and not after.isdigit()
    if low in language.words("may-end"):
        return after.isupper()
    initial = form and len(form[0]) == 1 and form[0].isupper() and form[0] not in language.words("capitals")
    if form and initial:  # J. Smith, but vitamin C
        head = _LAST_WORD.search(text, max(0, form.start() - _LONGEST), form.start())
        return after.isupper() and head is not None and head[0].lower() in language.words("heads")
    return True
