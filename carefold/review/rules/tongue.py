"""The language that a handout says it is in: a screen reader reads it out so, and dates are written so."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.review.language import Language
from carefold.review.subject import Subject

_NAMES = {"en": "English", "es": "Spanish"}
_LEAST_WORDS, _LEAST_SHARE, _TIMES = 20, 0.15, 4


def tongue_findings(subject: Subject) -> Iterator[Finding]:
    """A handout whose small words are those of another language."""
    said = subject.language
    if not said.is_known:
        return
    words = [word.low for passage in subject.passages for word in passage.words]
    own = sum(word in said.words("small") for word in words)
    for code, name in _NAMES.items():
        other = sum(word in Language(code).words("small") for word in words)
        if len(words) >= _LEAST_WORDS and other >= len(words) * _LEAST_SHARE and other > own * _TIMES:
            message = f"`language` is {subject.handout.language}, and the words look {name}."
            hint = f"Write `language: {code}`, or the words in {_NAMES.get(said.code, said.code)}."
            yield finding("CF155", subject.handout.place, message, hint)
