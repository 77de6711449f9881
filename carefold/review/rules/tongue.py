"""The language that a handout says it is in: a screen reader reads it out so, and dates are written so."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import languages
from carefold.review.subject import Subject

_LEAST_WORDS, _LEAST_SHARE, _TIMES = 20, 0.15, 4


def tongue_findings(subject: Subject) -> Iterator[Finding]:
    """A handout whose small words are those of another language."""
    said = subject.language
    if not said.is_judged:
        return
    words = [word.low for passage in subject.passages for word in passage.words]
    own = sum(word in said.words("small") for word in words)
    for language in languages(said.home):
        other = sum(word in language.words("small") for word in words)
        if len(words) >= _LEAST_WORDS and other >= len(words) * _LEAST_SHARE and other > own * _TIMES:
            message = f"`language` is {subject.handout.language}, and the words look {language.name}."
            hint = f"Write `language: {language.code}`, or the words in {said.name}."
            yield finding("CF155", subject.handout.place, message, hint)
