"""Which hard words a handout explains: “edema (swelling)”, “a stent is a small tube”, “growths called polyps”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.caches import kept
from carefold.languages.language import Language
from carefold.review.passages import Passage, Sentence
from carefold.review.plain_words import Word
from carefold.review.subject import Subject

_LONGEST = 80  # characters in brackets that are looked at
_NAMED = 30  # characters before a word that may introduce it
_MOST_WORDS = 4  # of a term that stands in brackets behind its plain words
_BRACKETS = re.compile(rf"\(([^()]{{1,{_LONGEST}}})\)")
_AFTER = re.compile(rf" \(([^()]{{1,{_LONGEST}}})\)")


def glossed(subject: Subject) -> frozenset[str]:
    """Words that are explained somewhere in the handout, in small letters."""
    return frozenset(word.low for passage in subject.passages for word in _glossed(passage))


def _glossed(passage: Passage) -> Iterator[Word]:
    language = passage.language
    said, named, none = language.pattern("meaning-listed"), language.pattern("named"), _no_gloss(language)
    for word in passage.words:
        behind = _AFTER.match(passage.masked, word.end)
        explained = behind is not None and not none.match(behind[1]) and not _is_short_form(behind[1])
        introduced = named.search(passage.masked, max(0, word.start - _NAMED), word.start) is not None
        if explained or introduced or said.match(passage.masked, word.end):
            yield word
    whole = Sentence(0, len(passage.masked), passage.words)
    for brackets in _BRACKETS.finditer(passage.masked):
        before = passage.masked[max(0, brackets.start() - 2) : brackets.start()].rstrip()
        near = whole.after(brackets.start(), _MOST_WORDS + 1)
        inside = [word for word in near if word.start < brackets.end()]
        if before[-1:].isalpha() and 0 < len(inside) <= _MOST_WORDS and not _is_list(brackets[1]):
            yield from inside


@kept
def _no_gloss(language: Language) -> re.Pattern[str]:
    """What starts brackets that explain nothing: “(see page 3)”, “(day or night)”."""
    return re.compile(rf"\s?(?:{language.source('no-gloss')})(?!\w)|\d", re.IGNORECASE)


def _is_short_form(text: str) -> bool:
    return text.strip().isupper() and " " not in text.strip()


def _is_list(text: str) -> bool:
    return "," in text or ";" in text
